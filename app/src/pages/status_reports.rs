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
use crate::{
    client::terms::use_kept_at,
    paths,
    views::{first_part::use_first_part, live_title::LiveTitle, not_fetched::NotFetched, shape::Shape},
    wire::PagePart,
    words::en::{self, status_reports as words},
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

/// What the head of one of the pages says.
struct Heading {
    title: String,
    about: String,
}

/// A page of what stands at an address, as fresh as the records on which it hangs.
fn told_page<T: DeserializeOwned + PartialEq + Send + Sync + 'static>(
    path: String,
    hangs_on: fn(Kind) -> bool,
    heading: fn(Option<&T>) -> Heading,
    way_back: bool,
    body: impl Fn(Memo<Arc<T>>) -> AnyView + Send + 'static,
) -> impl IntoView {
    let first = match use_first_part() {
        Some(PagePart::Report(part)) => part.read::<T>().ok(),
        _ => None,
    };
    let fetched = use_kept_at(Signal::stored(path), first, hangs_on);
    let is_there = Memo::new(move |_| fetched.told.with(Option::is_some));
    let body = move || {
        // Asked first: what was never asked is not heard of.
        let is_there = is_there.get();
        match fetched.told.get_untracked().filter(|_| is_there) {
            None => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
            Some(first) => body(Memo::new(move |_| fetched.told.get().unwrap_or_else(|| first.clone()))),
        }
    };
    let read = move |read: fn(Heading) -> String| {
        Signal::derive(move || fetched.told.with(|told| read(heading(told.as_deref()))))
    };
    let (title, about) = (read(|heading| heading.title), read(|heading| heading.about));
    let crumb = way_back.then(|| view! { <a class="crumb" href=paths::STATUS_REPORTS>{words::BACK}</a> });
    view! {
        <LiveTitle text=title />
        <main id="main" class="main narrow status-reports" tabindex="-1">
            {crumb}
            <header class="bar">
                <div><h1>{title}</h1><p class="meta">{about}</p></div>
                <nav class="tools" aria-label=en::concentration::REPORTS>
                    <ul class="tabs">
                        <li><a class="tab" href=paths::CONCENTRATION>{en::CONCENTRATION}</a></li>
                        <li><a class="tab" href=paths::TARGETS>{en::TARGETS}</a></li>
                    </ul>
                </nav>
            </header>
            <NotFetched fetched title=words::NOT_FETCHED />
            {body}
        </main>
    }
}
