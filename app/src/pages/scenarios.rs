//! Scenarios: what waits for a word, one's own and those of colleagues; one of them with what would come of it; and one while it is
//! written. They stand at one address, told apart by its query.

mod desk;
mod editor;
mod out;
mod plan;
mod scenario;
mod step_form;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::de::DeserializeOwned;

use domain::{change::Kind, ids::ScenarioId};

use self::{
    desk::Desk,
    editor::{EditPage, NewPage},
    scenario::ScenarioPage,
};
use crate::{
    pages::told_page::{Heading, ToldPage},
    paths,
    words::en::scenarios as words,
};

/// What these pages have in common.
const TOLD: ToldPage = ToldPage {
    class: "main narrow scenarios",
    place: paths::SCENARIOS,
    back: words::BACK,
    not_fetched: words::NOT_FETCHED,
};

/// What the address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// All that there is.
    List,
    /// One version.
    One(ScenarioId),
    /// A next version of this one, while it is written.
    Edit(ScenarioId),
    /// A new one, while it is written.
    New,
}

impl Shown {
    fn of(query: &str) -> Self {
        let asked = |word| paths::asked(query, word).parse().ok();
        let new = || (!paths::asked(query, "new").is_empty()).then_some(Self::New);
        let one = asked("scenario").map(Self::One);
        one.or_else(|| asked("edit").map(Self::Edit)).or_else(new).unwrap_or(Self::List)
    }
}

/// The page.
#[component]
pub fn ScenariosPage() -> impl IntoView {
    let query = use_location().search;
    let shown = Memo::new(move |_| query.with(|query| Shown::of(query)));
    move || match shown.get() {
        Shown::List => view! { <Desk /> }.into_any(),
        Shown::One(id) => view! { <ScenarioPage id /> }.into_any(),
        Shown::Edit(id) => view! { <EditPage id /> }.into_any(),
        Shown::New => view! { <NewPage /> }.into_any(),
    }
}

/// Whether figures of a scenario hang on records of a kind.
fn hangs_on(kind: Kind) -> bool {
    let book = matches!(kind, Kind::Document | Kind::Trailing | Kind::Import | Kind::Target | Kind::Account);
    let key_set = matches!(kind, Kind::KeyDecision | Kind::KeyRule | Kind::Placement | Kind::Position);
    book || key_set || matches!(kind, Kind::Scenario | Kind::ScenarioWord | Kind::Person | Kind::ModelEdition)
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
