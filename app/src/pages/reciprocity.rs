//! Reciprocity: what accounts buy from us set against what we buy from them, and with whom we are the customer.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use domain::{change::Kind, money::Currency};

use super::{
    concentration::ratio,
    report::{Reported, about, asked::Asked, report_page, table_panel::TablePanel, take_out::TakeOut},
};
use crate::{
    paths,
    ui::{Empty, Figure},
    views::csv,
    wire::{
        reciprocity::{AccountBothWays, ReciprocityReport},
        report::Span,
    },
    words::en::{self, concentration::share, reciprocity as words, wallet::listed},
};

/// The figures in hand, as the parts of the page read them.
type Told = Memo<Arc<ReciprocityReport>>;

impl Reported for ReciprocityReport {
    fn window(&self) -> Span {
        self.window
    }

    /// Without any purchase the page says how to begin.
    fn has_trade(&self) -> bool {
        true
    }

    fn about(&self) -> String {
        about(&self.about, self.window, self.accounts, self.figures.sold_minor)
    }

    /// What is bought is no figure that a device has.
    fn hangs_on(kind: Kind) -> bool {
        kind == Kind::Document
    }
}

/// The page.
#[component]
pub fn ReciprocityPage() -> impl IntoView {
    let query = use_location().search;
    let asked = Memo::new(move |_| query.with(|query| Asked::of(query)));
    report_page(en::RECIPROCITY, paths::RECIPROCITY, asked, |told| view! { <Sections told /> }.into_any())
}

#[component]
fn Sections(told: Told) -> impl IntoView {
    let is_empty = Memo::new(move |_| told.with(|told| told.accounts == 0));
    move || match is_empty.get() {
        true => view! { <Empty icon="chart-line" title=words::NONE text=words::NONE_TEXT /> }.into_any(),
        false => view! {
            <Figures told />
            <BothWays told />
        }
        .into_any(),
    }
}

#[component]
fn Figures(told: Told) -> impl IntoView {
    let read = move |read: fn(&ReciprocityReport) -> String| Signal::derive(move || told.with(|told| read(told)));
    let is_whole = Memo::new(move |_| told.with(|told| told.about.whole));
    view! {
        <section class="panel" aria-label=words::FIGURES>
            <dl class="figures">
                <Figure
                    label=words::NET value=read(|told| money(told, told.figures.net_minor))
                    note=read(|told| words::suppliers(told.suppliers)) chief=true
                />
                <Figure
                    label=words::BOUGHT value=read(|told| money(told, told.figures.bought_minor))
                    note=read(|told| words::of_these(told.accounts, told.mutual))
                />
                <Figure label=words::SOLD value=read(|told| money(told, told.figures.sold_minor)) note=words::SOLD_NOTE />
                <Figure
                    label=words::RATIO value=read(|told| share(ratio(told.figures.ratio.as_ref()))) note=words::RATIO_NOTE
                />
            </dl>
            <p class="meta figures-rest">
                {read(|told| words::left_out(told.left_out, &money(told, told.left_out_minor)))}
            </p>
            <p class="meta figures-rest" hidden=is_whole>{en::concentration::OF_WHAT_YOU_SEE}</p>
        </section>
    }
}

fn money(told: &ReciprocityReport, minor: i64) -> String {
    en::money_short(minor, told.about.currency)
}

/// The accounts from which we bought, those of most first.
#[component]
fn BothWays(told: Told) -> impl IntoView {
    let lines = move || {
        let told = told.get();
        let currency = told.about.currency;
        told.items.iter().map(|item| line(item, currency)).collect_view()
    };
    let about = move || {
        let (shown, of) = told.with(|told| (told.items.len(), told.accounts));
        [words::BOTH_WAYS_ABOUT, &listed(shown, of)].join(" · ")
    };
    let take_out = view! { <TakeOut id="reciprocity" told table /> }.into_any();
    view! {
        <TablePanel
            id="both-ways-title" title=words::BOTH_WAYS about=Signal::derive(about) of=words::ACCOUNT
            heads=&[words::NET, words::BOUGHT, words::SOLD, words::RATIO] take_out lines
        />
    }
}

fn line(item: &AccountBothWays, currency: Currency) -> impl IntoView + use<> {
    let money = |minor| en::money_short(minor, currency);
    let figures = &item.figures;
    let class = if figures.net_minor < 0 { "num minus" } else { "num" };
    view! {
        <tr>
            <td><a class="link" href=paths::account(item.account)>{item.name.clone()}</a></td>
            <td class=class>{money(figures.net_minor)}</td>
            <td class="num">{money(figures.bought_minor)}</td>
            <td class="num">{money(figures.sold_minor)}</td>
            <td class="num">{share(ratio(figures.ratio.as_ref()))}</td>
        </tr>
    }
}

/// The accounts as programs read them.
fn table(told: &ReciprocityReport) -> Vec<Vec<String>> {
    let currency = told.about.currency;
    let heads = [words::ACCOUNT, words::NET, words::BOUGHT, words::SOLD, words::RATIO, "ISO 4217"];
    let line = |item: &AccountBothWays| {
        let figures = &item.figures;
        let [net, bought, sold] =
            [figures.net_minor, figures.bought_minor, figures.sold_minor].map(|minor| csv::decimal(minor, currency));
        let ratio = figures.ratio.as_ref().map(|ratio| ratio.decimal.clone()).unwrap_or_default();
        vec![csv::text(&item.name), net, bought, sold, ratio, currency.code().to_owned()]
    };
    std::iter::once(heads.map(str::to_owned).to_vec()).chain(told.items.iter().map(line)).collect()
}
