//! Targets: what accounts were to bring in a window, what they brought of it, and who is behind.

mod proposed;
mod set_many;
mod tables;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use domain::{
    change::Kind,
    money::Currency,
    policy::{Action, Reach},
};

use self::{
    set_many::SetMany,
    tables::{ByAccount, ByManager, Open},
};
use super::{
    concentration::ratio,
    report::{Reported, about, asked::Asked, report_page},
};
use crate::{
    client::use_workspace,
    paths,
    ui::{Empty, Figure},
    wire::{report::Span, targets::TargetsReport},
    words::en::{self, concentration::share, targets as words},
};

/// The figures in hand, as the parts of the page read them.
type Told = Memo<Arc<TargetsReport>>;

impl Reported for TargetsReport {
    fn window(&self) -> Span {
        self.window
    }

    /// Without any target the page says how to begin.
    fn has_trade(&self) -> bool {
        true
    }

    fn about(&self) -> String {
        about(&self.about, self.window, self.accounts, self.figures.actual_minor)
    }

    fn hangs_on(kind: Kind) -> bool {
        kind == Kind::Target
    }
}

/// The page.
#[component]
pub fn TargetsPage() -> impl IntoView {
    let query = use_location().search;
    let asked = Memo::new(move |_| query.with(|query| Asked::of(query)));
    report_page(en::TARGETS, paths::TARGETS, asked, |told| view! { <Sections told /> }.into_any())
}

#[component]
fn Sections(told: Told) -> impl IntoView {
    let workspace = use_workspace();
    let sets = workspace.viewer().rights.reach(Action::SetTarget) > Reach::Nowhere;
    let is_empty = Memo::new(move |_| told.with(|told| told.accounts == 0));
    let body = move || match is_empty.get() {
        true => view! { <Empty icon="flag" title=words::NO_REPORT text=words::NO_REPORT_TEXT /> }.into_any(),
        false => view! {
            <Figures told />
            <ByManager told />
            <ByAccount told />
        }
        .into_any(),
    };
    view! {
        {sets.then(|| view! { <SetMany told /> })}
        {body}
        <Open told />
    }
}

fn money(minor: i64, currency: Currency) -> String {
    en::money_short(minor, currency)
}

#[component]
fn Figures(told: Told) -> impl IntoView {
    let read = move |read: fn(&TargetsReport) -> String| Signal::derive(move || told.with(|told| read(told)));
    let is_whole = Memo::new(move |_| told.with(|told| told.about.whole));
    view! {
        <section class="panel" aria-label=words::FIGURES>
            <dl class="figures">
                <Figure
                    label=words::ATTAINMENT value=read(|told| share(ratio(told.figures.attainment.as_ref())))
                    note=words::ATTAINMENT_NOTE chief=true
                />
                <Figure
                    label=words::TARGET value=read(|told| money(told.figures.target_minor, told.about.currency))
                    note=read(|told| en::accounts(told.accounts))
                />
                <Figure
                    label=words::ACTUAL value=read(|told| money(told.figures.actual_minor, told.about.currency))
                    note=words::ACTUAL_NOTE
                />
                <Figure
                    label=words::GAP value=read(|told| money(told.figures.gap_minor, told.about.currency))
                    note=words::GAP_NOTE
                />
            </dl>
            <p class="meta figures-rest">{words::CUT}</p>
            <p class="meta" hidden=is_whole>{en::concentration::OF_WHAT_YOU_SEE}</p>
        </section>
    }
}
