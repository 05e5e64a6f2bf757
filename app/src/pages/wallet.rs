//! Share of wallet: what accounts are reckoned to spend, what of it is ours, and with whom the rest could be won.

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
    views::{
        csv,
        family_wallet::{beside, told_of},
    },
    wire::{
        report::{Exact, Span},
        terms::{AccountWallet, FamilyWallet, WalletReport},
    },
    words::en::{self, concentration::share, wallet as words},
};

/// The figures in hand, as the parts of the page read them.
type Told = Memo<Arc<WalletReport>>;

impl Reported for WalletReport {
    fn window(&self) -> Span {
        self.window
    }

    /// Without any estimate the page says how to begin.
    fn has_trade(&self) -> bool {
        true
    }

    fn about(&self) -> String {
        about(&self.about, self.window, self.figures.accounts, self.figures.ours_minor)
    }

    fn hangs_on(kind: Kind) -> bool {
        matches!(kind, Kind::WalletEstimate | Kind::ProductFamily | Kind::Product)
    }
}

/// The page.
#[component]
pub fn WalletPage() -> impl IntoView {
    let query = use_location().search;
    let asked = Memo::new(move |_| query.with(|query| Asked::of(query)));
    report_page(en::WALLET, paths::WALLET, asked, |told| view! { <Sections told /> }.into_any())
}

#[component]
fn Sections(told: Told) -> impl IntoView {
    let is_empty = Memo::new(move |_| told.with(|told| told.figures.accounts == 0));
    move || match is_empty.get() {
        true => view! { <Empty icon="chart-line" title=words::NO_WALLETS text=words::NO_WALLETS_TEXT /> }.into_any(),
        false => view! {
            <Figures told />
            <WorkOff told />
            <Families told />
        }
        .into_any(),
    }
}

#[component]
fn Figures(told: Told) -> impl IntoView {
    let read = move |read: fn(&WalletReport) -> String| Signal::derive(move || told.with(|told| read(told)));
    let is_whole = Memo::new(move |_| told.with(|told| told.about.whole));
    let unknown = Memo::new(move |_| told.with(|told| told.unknown));
    view! {
        <section class="panel" aria-label=words::FIGURES>
            <dl class="figures">
                <Figure
                    label=words::SHARE value=read(|told| share(ratio(told.figures.share.as_ref()))) note=words::SHARE_NOTE
                    chief=true
                />
                <Figure label=words::WHITE value=read(|told| money(told, told.figures.white_minor)) note=words::WHITE_NOTE />
                <Figure
                    label=words::WALLET value=read(|told| money(told, told.figures.wallet_minor))
                    note=read(|told| words::known(told.figures.accounts, told.as_of))
                />
                <Figure
                    label=words::UNKNOWN value=Signal::derive(move || en::number(unknown.get()))
                    note=read(|told| words::unknown(told.unknown, &money(told, told.unknown_minor)))
                />
            </dl>
            <p class="meta figures-rest" hidden=is_whole>{en::concentration::OF_WHAT_YOU_SEE}</p>
        </section>
    }
}

fn money(told: &WalletReport, minor: i64) -> String {
    en::money_short(minor, told.about.currency)
}

/// The accounts, the largest white space first.
#[component]
fn WorkOff(told: Told) -> impl IntoView {
    let lines = move || {
        let told = told.get();
        let currency = told.about.currency;
        told.items.iter().map(|item| line(item, currency)).collect_view()
    };
    let about = move || {
        let (shown, of) = told.with(|told| (told.items.len(), told.figures.accounts));
        [words::WORK_OFF_ABOUT, &words::listed(shown, of)].join(" · ")
    };
    let take_out = view! { <TakeOut id="white-space" told table=accounts_table /> }.into_any();
    view! {
        <TablePanel
            id="work-off-title" title=words::WORK_OFF about=Signal::derive(about) of=words::ACCOUNT
            heads=&[words::WHITE, words::SHARE_SHORT, words::OURS, words::WALLET] take_out lines
        />
    }
}

fn line(item: &AccountWallet, currency: Currency) -> impl IntoView + use<> {
    let money = |minor| en::money_short(minor, currency);
    let families = (!item.families.is_empty()).then(|| folded(item, currency));
    view! {
        <tr>
            <td><a class="link" href=paths::account(item.account)>{item.name.clone()}</a>{families}</td>
            <td class="num">{money(item.white_minor)}</td>
            <td class="num">{share(ratio(item.share.as_ref()))}</td>
            <td class="num">{money(item.ours_minor)}</td>
            <td class="num">{money(item.wallet_minor)}</td>
        </tr>
    }
}

/// The families of an account, until somebody looks folded away.
fn folded(item: &AccountWallet, currency: Currency) -> impl IntoView + use<> {
    let of_family = |family: &FamilyWallet| {
        let told = told_of(family, currency);
        view! { <li><span>{family.name.clone()}</span><span class="meta">{told}</span></li> }
    };
    let families = item.families.iter().map(of_family).collect_view();
    let beside = beside(item.beside, currency);
    view! {
        <details class="folded">
            <summary>{words::BY_FAMILY}</summary>
            <ul>{families}</ul>
            <p class="meta">{beside}</p>
        </details>
    }
}

/// What is spent on each family and what of it is ours, or why that is not told.
#[component]
fn Families(told: Told) -> impl IntoView {
    let lines = move || {
        let told = told.get();
        let currency = told.about.currency;
        told.families.iter().map(|family| family_line(family, currency)).collect_view()
    };
    let is_told = Memo::new(move |_| told.with(|told| told.ours_by_family));
    let about = move || {
        told.with(|told| match told.ours_by_family {
            true => beside(told.beside, told.about.currency),
            false => words::BY_ACCOUNT_ONLY.to_owned(),
        })
    };
    view! {
        <section class="panel" aria-labelledby="families-title">
            <header>
                <h2 id="families-title">{words::FAMILIES}</h2>
                <TakeOut id="wallets-by-family" told table=families_table />
            </header>
            <p class="meta">{about}</p>
            <div class="table-frame" tabindex="0" role="group" aria-labelledby="families-title">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{words::FAMILY}</th>
                            <th scope="col" class="num" hidden=move || !is_told.get()>{words::WHITE}</th>
                            <th scope="col" class="num" hidden=move || !is_told.get()>{words::SHARE_SHORT}</th>
                            <th scope="col" class="num" hidden=move || !is_told.get()>{words::OURS}</th>
                            <th scope="col" class="num">{words::WALLET}</th>
                            <th scope="col" class="num">{words::FAMILY_ACCOUNTS}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
}

fn family_line(family: &FamilyWallet, currency: Currency) -> impl IntoView + use<> {
    let money = |minor| en::money_short(minor, currency);
    let ours = family.ours_minor.zip(family.white_minor).map(|(ours, white)| {
        view! {
            <td class="num">{money(white)}</td>
            <td class="num">{share(ratio(family.share.as_ref()))}</td>
            <td class="num">{money(ours)}</td>
        }
    });
    view! {
        <tr>
            <td>{family.name.clone()}</td>
            {ours}
            <td class="num">{money(family.wallet_minor)}</td>
            <td class="num">{en::number(family.accounts)}</td>
        </tr>
    }
}

/// The accounts as programs read them: each as a whole, and then by the families of which its wallet is known.
fn accounts_table(told: &WalletReport) -> Vec<Vec<String>> {
    let currency = told.about.currency;
    let heads =
        [words::ACCOUNT, words::FAMILY, words::WHITE, words::SHARE_SHORT, words::OURS, words::WALLET, "ISO 4217"];
    let whole = |item: &AccountWallet| {
        let figures = (Some(item.white_minor), item.share.as_ref(), Some(item.ours_minor), item.wallet_minor);
        [vec![csv::text(&item.name), String::new()], figures_line(figures, currency)].concat()
    };
    let by_family = |item: &AccountWallet| {
        let name = csv::text(&item.name);
        let line = |family: &FamilyWallet| {
            [vec![name.clone(), csv::text(&family.name)], figures_line(figures_of(family), currency)].concat()
        };
        item.families.iter().map(line).collect::<Vec<_>>()
    };
    let lines = told.items.iter().flat_map(|item| std::iter::once(whole(item)).chain(by_family(item)));
    std::iter::once(heads.map(str::to_owned).to_vec()).chain(lines).collect()
}

/// White space, share, what is ours, and the wallet.
type Figures<'a> = (Option<i64>, Option<&'a Exact>, Option<i64>, i64);

fn figures_of(family: &FamilyWallet) -> Figures<'_> {
    (family.white_minor, family.share.as_ref(), family.ours_minor, family.wallet_minor)
}

fn figures_line((white, share, ours, wallet): Figures<'_>, currency: Currency) -> Vec<String> {
    let money = |minor: Option<i64>| minor.map(|minor| csv::decimal(minor, currency)).unwrap_or_default();
    let share = share.map(|share| share.decimal.clone()).unwrap_or_default();
    vec![money(white), share, money(ours), money(Some(wallet)), currency.code().to_owned()]
}

/// The families as programs read them.
fn families_table(told: &WalletReport) -> Vec<Vec<String>> {
    let currency = told.about.currency;
    let heads = [
        words::FAMILY,
        words::FAMILY_ACCOUNTS,
        words::WHITE,
        words::SHARE_SHORT,
        words::OURS,
        words::WALLET,
        "ISO 4217",
    ];
    let line = |family: &FamilyWallet| {
        let name = vec![csv::text(&family.name), family.accounts.to_string()];
        [name, figures_line(figures_of(family), currency)].concat()
    };
    std::iter::once(heads.map(str::to_owned).to_vec()).chain(told.families.iter().map(line)).collect()
}
