//! Retention: what stayed of the revenue of the year before, how it came to that of this year, and who moved most.

mod bridge;
mod cohorts;
mod movers;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use self::{bridge::BridgeChart, cohorts::Cohorts, movers::Movers};
use super::{
    concentration::ratio,
    report::{
        Failed, Head, Kind, about,
        asked::Asked,
        controls::Controls,
        in_hand::{InHand, use_in_hand},
    },
};
use crate::{
    paths,
    ui::Figure,
    wire::retention_page::RetentionPart,
    words::en::{self, concentration, retention as words},
};

/// The figures in hand, as the parts of the page read them.
pub type Told = Memo<Arc<RetentionPart>>;

/// The page.
#[component]
pub fn RetentionPage() -> impl IntoView {
    let query = use_location().search;
    let asked = Memo::new(move |_| query.with(|query| Asked::of(query).plain()));
    let report = use_in_hand(paths::RETENTION, asked);
    let kind = Memo::new(move |_| {
        report.part.with(|part| Kind::of(part.as_deref(), |part: &RetentionPart| part.cohort > 0 || part.n > 0))
    });
    let body = move || {
        kind.get().instead().or_else(|| {
            let first = report.part.get_untracked()?;
            Some(view! { <Sections report first /> }.into_any())
        })
    };
    let about = Signal::derive(move || {
        let told = |part: &Arc<RetentionPart>| {
            let against = words::against(part.prior.from, part.prior.to);
            [about(&part.about, part.window, part.n, part.bridge.end_minor), against].join(" · ")
        };
        report.part.with(|part| part.as_ref().map(told).unwrap_or_default())
    });
    let window = Signal::derive(move || report.part.with(|part| part.as_ref().map(|part| part.window)));
    // A field begins with what stands in it, so there is none before that is known.
    let is_told = Memo::new(move |_| window.with(Option::is_some));
    let controls = move || is_told.get().then(|| view! { <Controls asked place=paths::RETENTION window /> });
    view! {
        <Title text=en::RETENTION />
        <main id="main" class="main report" tabindex="-1" aria-busy=move || report.busy.get().then_some("true")>
            <Head title=en::RETENTION about place=paths::RETENTION />
            {controls}
            <Failed report />
            {body}
        </main>
    }
}

/// All of it, while there are figures.
#[component]
fn Sections(
    report: InHand<RetentionPart>,
    /// The figures in hand.
    first: Arc<RetentionPart>,
) -> impl IntoView {
    let told: Told = Memo::new(move |_| report.part.get().unwrap_or_else(|| first.clone()));
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
    let share = concentration::share;
    let is_whole = Memo::new(move |_| told.with(|told| told.about.whole));
    view! {
        <section class="panel" aria-label=words::FIGURES>
            <dl class="figures">
                <Figure
                    label=words::NRR value=Signal::derive(move || told.with(|told| share(ratio(told.nrr.as_ref()))))
                    note=words::NRR_NOTE chief=true
                />
                <Figure
                    label=words::GRR value=Signal::derive(move || told.with(|told| share(ratio(told.grr.as_ref()))))
                    note=words::GRR_NOTE
                />
                <Figure
                    label=words::CHURN value=Signal::derive(move || told.with(|told| share(ratio(told.logo_churn.as_ref()))))
                    note=read(|told| words::lost(told.churned, told.cohort))
                />
                <Figure label=words::NEW value=read(|told| en::money_short(told.bridge.new_minor, told.about.currency)) />
            </dl>
            <p class="meta figures-rest" hidden=is_whole>{concentration::OF_WHAT_YOU_SEE}</p>
        </section>
    }
}
