//! Which colleagues are here.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use domain::ids::PersonId;

use super::account_card::hue_of;
use crate::{
    client::use_workspace,
    ui::{Avatar, Row, Rows},
};

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
    let row = |person| Row::new(person, move || view! { <Mark person /> });
    let rows = move || here.get().into_iter().map(row).collect::<Vec<_>>();
    view! { <span class="avatars"><Rows rows /></span> }
}

#[component]
fn Mark(person: PersonId) -> impl IntoView {
    let found = use_workspace().person(person);
    move || {
        let name = found.with(|found| found.as_ref().map(|person| person.name.clone())).unwrap_or_default();
        view! { <Avatar name hash=hue_of(person) /> }
    }
}
