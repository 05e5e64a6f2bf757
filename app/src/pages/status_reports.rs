//! Status reports: what one owes and what others are late with, what waits for an answer, what was sent and answered; one report as it
//! was sent; and one's own while it is written. The three stand at one address, told apart by its query.

mod desk;
mod draft;
mod lines;
mod out;
mod report;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::de::DeserializeOwned;

use domain::{
    change::Kind,
    day::{Day, Written},
    ids::StatusReportId,
};

use self::{desk::Desk, draft::Draft, report::Report};
use crate::pages::told_page::Heading;
use crate::{pages::told_page::ToldPage, paths, words::en::status_reports as words};

/// What these pages have in common.
const TOLD: ToldPage = ToldPage {
    class: "main narrow status-reports",
    place: paths::STATUS_REPORTS,
    back: words::BACK,
    not_fetched: words::NOT_FETCHED,
};

/// What the address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// All that there is.
    List,
    /// One report.
    One(StatusReportId),
    /// One's own on a month, while it is written.
    Draft(Day),
}

impl Shown {
    fn of(query: &str) -> Self {
        let report = paths::asked(query, "report").parse().ok().map(Self::One);
        let draft = || Day::of_text(&paths::asked(query, "period")).map(Self::Draft);
        report.or_else(draft).unwrap_or(Self::List)
    }
}

/// The page.
#[component]
pub fn StatusReportsPage() -> impl IntoView {
    let query = use_location().search;
    let shown = Memo::new(move |_| query.with(|query| Shown::of(query)));
    move || match shown.get() {
        Shown::List => view! { <Desk /> }.into_any(),
        Shown::One(id) => view! { <Report id /> }.into_any(),
        Shown::Draft(period) => view! { <Draft period /> }.into_any(),
    }
}

/// A page of what stands at an address.
fn told_page<T: DeserializeOwned + PartialEq + Send + Sync + 'static>(
    path: String,
    hangs_on: fn(Kind) -> bool,
    heading: fn(Option<&T>) -> Heading,
    way_back: bool,
    body: impl Fn(Memo<Arc<T>>) -> AnyView + Send + 'static,
) -> impl IntoView {
    TOLD.page(path, hangs_on, heading, way_back, body)
}
