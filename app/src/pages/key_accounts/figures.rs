//! How many key accounts there are and what they bring, and what there is to warn of.

use leptos::prelude::*;

use domain::key_decision::KeyWarning;

use super::{Told, desk::Desk};
use crate::{
    ui::{Figure, Notice, Tone},
    wire::{key_accounts::KeySet, report::Exact},
    words::en::{self, concentration, key_accounts as words},
};

/// The figures.
#[component]
pub fn Figures(told: Told) -> impl IntoView {
    let read = move |read: fn(&KeySet) -> String| Signal::derive(move || told.with(|told| read(told)));
    let is_whole = Memo::new(move |_| told.with(|told| told.whole));
    view! {
        <section class="panel" aria-label=words::FIGURES>
            <dl class="figures">
                <Figure label=words::COUNT value=read(|told| en::number(told.members.len())) chief=true />
                <Figure
                    label=words::REVENUE value=read(|told| en::money_short(told.key_minor, told.currency))
                    note=read(|told| en::twelve_months_to(told.to))
                />
                <Figure
                    label=words::SHARE value=read(|told| share(told.share.as_ref()))
                    note=read(|told| en::money_short(told.book_minor, told.currency))
                />
            </dl>
            <p class="meta figures-rest" hidden=is_whole>{concentration::OF_WHAT_YOU_SEE}</p>
        </section>
    }
}

/// A share of the book in percent.
pub fn share(share: Option<&Exact>) -> String {
    concentration::share(share.and_then(Exact::ratio))
}

/// What there is to warn of.
#[component]
pub fn Warnings(desk: Desk) -> impl IntoView {
    let warnings = Memo::new(move |_| desk.told.with(|told| told.warnings.clone()));
    let name = move |warning: &KeyWarning| match warning {
        KeyWarning::OfOneManager { person, .. } => desk.name(*person),
        KeyWarning::WithoutLead { account } => desk.told.with(|told| {
            let found = told.members.iter().find(|one| one.line.account == *account);
            found.map(|one| one.line.name.clone()).unwrap_or_default()
        }),
        KeyWarning::TooMany { .. } | KeyWarning::Many { .. } => String::new(),
    };
    let notice = move |warning: &KeyWarning| {
        let (title, text) = words::warning(warning, &name(warning));
        let tone = if matches!(warning, KeyWarning::Many { .. }) { Tone::Gold } else { Tone::Warn };
        view! { <Notice title text tone /> }
    };
    let notices = move || warnings.with(|all| all.iter().map(notice).collect_view());
    let is_calm = Memo::new(move |_| warnings.with(Vec::is_empty));
    view! { <section class="key-warnings" aria-label=words::WARNINGS hidden=is_calm>{notices}</section> }
}
