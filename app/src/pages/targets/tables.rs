//! The tables of the page of targets, each of which can be taken out as CSV.

use leptos::prelude::*;

use domain::money::Currency;

use super::{Told, money};
use crate::{
    pages::{
        concentration::ratio,
        report::{table_panel::TablePanel, take_out::TakeOut},
    },
    paths,
    views::csv,
    wire::targets::{AccountTarget, ManagerTargets, TargetFigures, TargetsReport},
    words::en::{self, concentration::share, targets as words, wallet::listed},
};

/// The heads of the columns of figures.
const FIGURES: [&str; 4] = [words::TARGET, words::ACTUAL, words::ATTAINMENT, words::GAP];

/// By who leads the accounts, the largest target first.
#[component]
pub fn ByManager(told: Told) -> impl IntoView {
    let lines = move || {
        let told = told.get();
        let currency = told.about.currency;
        told.managers.iter().map(|one| manager_line(one, currency)).collect_view()
    };
    let take_out = view! { <TakeOut id="targets-by-manager" told table=managers_table /> }.into_any();
    view! {
        <TablePanel
            id="managers-title" title=words::BY_MANAGER of=words::MANAGER
            heads=&[words::TARGET, words::ACTUAL, words::ATTAINMENT, words::GAP, words::ACCOUNTS] take_out lines
        />
    }
}

/// The figures; dashes where there is no target that they could be of.
fn figure_cells(figures: &TargetFigures, currency: Currency, is_none: bool) -> impl IntoView + use<> {
    let cells = [
        money(figures.target_minor, currency),
        money(figures.actual_minor, currency),
        share(ratio(figures.attainment.as_ref())),
        money(figures.gap_minor, currency),
    ];
    let cells = cells.map(|cell| if is_none { words::NONE.to_owned() } else { cell });
    cells.map(|cell| view! { <td class="num">{cell}</td> }).collect_view()
}

/// What somebody is called in the table.
fn name_of(one: &ManagerTargets) -> String {
    match one.lead {
        None => words::NOBODY.to_owned(),
        Some(_) if one.name.is_empty() => en::SOMEBODY.to_owned(),
        Some(_) => one.name.clone(),
    }
}

fn manager_line(one: &ManagerTargets, currency: Currency) -> impl IntoView + use<> {
    view! {
        <tr>
            <td>{name_of(one)}</td>
            {figure_cells(&one.figures, currency, one.accounts == 0)}
            <td class="num">{words::with_target(one.accounts, one.without)}</td>
        </tr>
    }
}

/// The accounts that have a target, the largest gap first.
#[component]
pub fn ByAccount(told: Told) -> impl IntoView {
    let lines = move || {
        let told = told.get();
        let currency = told.about.currency;
        told.items.iter().map(|one| account_line(one, currency)).collect_view()
    };
    let about = move || {
        let (shown, of) = told.with(|told| (told.items.len(), told.accounts));
        [words::BY_ACCOUNT_ABOUT, &listed(shown, of)].join(" · ")
    };
    let take_out = view! { <TakeOut id="targets" told table=accounts_table /> }.into_any();
    view! {
        <TablePanel
            id="targeted-title" title=words::BY_ACCOUNT about=Signal::derive(about) of=words::ACCOUNT
            heads=&FIGURES take_out lines
        />
    }
}

fn account_line(one: &AccountTarget, currency: Currency) -> impl IntoView + use<> {
    view! {
        <tr>
            <td><a class="link" href=paths::account(one.account)>{one.name.clone()}</a></td>
            {figure_cells(&one.figures, currency, false)}
        </tr>
    }
}

/// The accounts that have no target, those that brought most first.
#[component]
pub fn Open(told: Told) -> impl IntoView {
    let lines = move || {
        let told = told.get();
        let currency = told.about.currency;
        let line = |one: &crate::wire::report::Ranked| {
            view! {
                <li>
                    <div><a class="link" href=paths::account(one.account)>{one.name.clone()}</a></div>
                    <span class="num">{money(one.minor, currency)}</span>
                </li>
            }
        };
        told.open.iter().map(line).collect_view()
    };
    let about = move || {
        let told = told.get();
        words::without(told.without, &money(told.without_minor, told.about.currency))
    };
    let is_none = Memo::new(move |_| told.with(|told| told.without == 0));
    view! {
        <section class="panel" aria-labelledby="open-title" hidden=is_none>
            <header>
                <h2 id="open-title">{words::OPEN}</h2>
                <p class="meta">{about} " · " {words::OPEN_ABOUT}</p>
            </header>
            <ul class="terms" aria-labelledby="open-title">{lines}</ul>
        </section>
    }
}

fn figures_of(figures: &TargetFigures, currency: Currency) -> [String; 5] {
    [
        csv::decimal(figures.target_minor, currency),
        csv::decimal(figures.actual_minor, currency),
        figures.attainment.as_ref().map(|attainment| attainment.decimal.clone()).unwrap_or_default(),
        csv::decimal(figures.gap_minor, currency),
        currency.code().to_owned(),
    ]
}

fn heads(first: &[&str]) -> Vec<String> {
    first.iter().chain(&FIGURES).chain(&["ISO 4217"]).map(|head| (*head).to_owned()).collect()
}

/// The accounts as programs read them.
fn accounts_table(told: &TargetsReport) -> Vec<Vec<String>> {
    let line = |one: &AccountTarget| {
        [csv::text(&one.name)].into_iter().chain(figures_of(&one.figures, told.about.currency)).collect()
    };
    std::iter::once(heads(&[words::ACCOUNT])).chain(told.items.iter().map(line)).collect()
}

/// Who leads them, as programs read it.
fn managers_table(told: &TargetsReport) -> Vec<Vec<String>> {
    let line = |one: &ManagerTargets| {
        let first = [csv::text(&name_of(one)), one.accounts.to_string(), one.without.to_string()];
        first.into_iter().chain(figures_of(&one.figures, told.about.currency)).collect()
    };
    let first = [words::MANAGER, words::ACCOUNTS, words::WITHOUT];
    std::iter::once(heads(&first)).chain(told.managers.iter().map(line)).collect()
}
