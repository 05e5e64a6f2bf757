//! Which colleagues are here.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use domain::ids::PersonId;

use super::account_card::hue_of;
use crate::{client::use_workspace, ui::Avatar};

/// Those who look at the same page, as marks.
#[component]
pub fn PresentPeople() -> impl IntoView {
    let workspace = use_workspace();
    let path = use_location().pathname;
    let me = workspace.viewer().actor;
    let here = Memo::new(move |_| {
        let path = path.get();
        workspace.present.with(|present| {
            let mut people: Vec<PersonId> =
                present.iter().filter(|one| one.person != me && one.place == path).map(|one| one.person).collect();
            people.dedup();
            people
        })
    });
    view! { <span class="people"><For each=move || here.get() key=|person| *person children=|person| view! { <Mark person /> } /></span> }
}

#[component]
fn Mark(person: PersonId) -> impl IntoView {
    let found = use_workspace().person(person);
    move || {
        let name = found.with(|found| found.as_ref().map(|person| person.name.clone())).unwrap_or_default();
        view! { <Avatar name hash=hue_of(person) /> }
    }
}
