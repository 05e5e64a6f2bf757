//! The ways to all pages of reports, the same on each of them.

use leptos::prelude::*;

use domain::policy::{Action, Reach};

use crate::{
    client::use_workspace,
    paths,
    ui::Tabs,
    words::en::{self, concentration as words},
};

/// The ways, as far as the viewer may go them.
#[component]
pub fn Ways(
    /// The address of the place at which this is.
    place: &'static str,
    /// Whether this is something in that place rather than the place itself.
    #[prop(optional)]
    within: bool,
    /// The address of another report, about the same as this one where this is about anything.
    #[prop(into)]
    path_to: Callback<&'static str, String>,
) -> impl IntoView {
    let rights = use_workspace().viewer().rights.clone();
    let may = |action| rights.reach(action) > Reach::Nowhere;
    let is_here = move |to| (to == place).then_some(if within { "true" } else { "page" });
    let way = |(to, label): (&'static str, &'static str)| {
        view! { <li><a class="tab" href=move || path_to.run(to) aria-current=is_here(to)>{label}</a></li> }
    };
    let figures =
        [(paths::CONCENTRATION, en::CONCENTRATION), (paths::RETENTION, en::RETENTION), (paths::TARGETS, en::TARGETS)];
    let wallet = may(Action::SeeWallet).then_some((paths::WALLET, en::WALLET));
    let figures = figures.into_iter().chain(wallet).chain([(paths::RECIPROCITY, en::RECIPROCITY)]).map(way);
    // They go by days of their own, whatever the figures are about.
    let reports = may(Action::ReadStatusReport).then_some((paths::STATUS_REPORTS, en::STATUS_REPORTS));
    let beside = [(paths::SCENARIOS, en::SCENARIOS)].into_iter().chain(reports);
    let beside =
        beside.map(|(to, label)| view! { <li><a class="tab" href=to aria-current=is_here(to)>{label}</a></li> });
    let (figures, beside) = (figures.collect_view(), beside.collect_view());
    view! { <nav class="tools" aria-label=words::REPORTS><Tabs>{figures}{beside}</Tabs></nav> }
}
