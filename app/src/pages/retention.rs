//! Retention: what stayed of the revenue of the year before, how it came to that of this year, and who moved most.

mod bridge;
mod cohorts;
mod movers;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use self::{bridge::BridgeChart, cohorts::Cohorts, movers::Movers};
use super::{
    concentration::ratio,
    report::{Reported, about, asked::Asked, report_page},
};
use crate::{
    paths,
    ui::Figure,
    wire::{
        report::{Exact, RetentionFigures, Span},
        retention_page::RetentionPart,
    },
    words::en::{self, concentration, retention as words},
};

/// The figures in hand, as the parts of the page read them.
pub type Told = Memo<Arc<RetentionPart>>;

impl Reported for RetentionPart {
    fn window(&self) -> Span {
        self.window
    }

    fn has_trade(&self) -> bool {
        self.figures.cohort > 0 || self.n > 0
    }

    fn about(&self) -> String {
        let about = about(&self.about, self.window, self.n, self.figures.bridge.end_minor);
        [about, words::against(self.prior.from, self.prior.to)].join(" · ")
    }
}

/// The page.
#[component]
pub fn RetentionPage() -> impl IntoView {
    let query = use_location().search;
    let asked = Memo::new(move |_| query.with(|query| Asked::of(query)));
    report_page(en::RETENTION, paths::RETENTION, asked, |told| view! { <Sections told /> }.into_any())
}

/// All of it, while there are figures.
#[component]
fn Sections(told: Told) -> impl IntoView {
    view! {
        <Figures told />
        <BridgeChart told />
        <Movers told />
        <Cohorts told />
    }
}

#[component]
fn Figures(told: Told) -> impl IntoView {
    let read = move |read: fn(&RetentionPart) -> String| Signal::derive(move || told.with(|told| read(told)));
    let share = move |of: fn(&RetentionFigures) -> &Option<Exact>| {
        let told_share = move || told.with(|told| concentration::share(ratio(of(&told.figures).as_ref())));
        Signal::derive(told_share)
    };
    let new = |told: &RetentionPart| en::money_short(told.figures.bridge.new_minor, told.about.currency);
    let is_whole = Memo::new(move |_| told.with(|told| told.about.whole));
    view! {
        <section class="panel" aria-label=words::FIGURES>
            <dl class="figures">
                <Figure label=words::NRR value=share(|of| &of.nrr) note=words::NRR_NOTE chief=true />
                <Figure label=words::GRR value=share(|of| &of.grr) note=words::GRR_NOTE />
                <Figure
                    label=words::CHURN value=share(|of| &of.logo_churn)
                    note=read(|told| words::lost(told.figures.churned, told.figures.cohort))
                />
                <Figure label=words::NEW value=read(new) />
            </dl>
            <p class="meta figures-rest" hidden=is_whole>{concentration::OF_WHAT_YOU_SEE}</p>
        </section>
    }
}
