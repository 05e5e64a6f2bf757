//! A person in a line of text: their mark and their name.

use leptos::prelude::*;

use domain::{ids::PersonId, model::Model, person::Person};

use super::account_card::hue_of;
use crate::{client::use_workspace, ui::Avatar, words::en};

/// What a person is called; somebody whom the viewer may not see has a word instead of a name.
pub fn name_of(person: Option<&Person>) -> String {
    person.map_or_else(|| en::SOMEBODY.to_owned(), |person| person.name.clone())
}

/// What a lead is called, nobody included.
pub fn lead_name(model: &Model, lead: Option<PersonId>) -> String {
    lead.map_or_else(|| en::NOBODY.to_owned(), |lead| name_of(model.people.get(&lead)))
}

/// A person with their mark; nobody is a dashed circle and the word for it.
#[component]
pub fn PersonChip(
    /// Who.
    person: Option<PersonId>,
    /// Another word for nobody.
    #[prop(optional)]
    nobody: Option<&'static str>,
) -> impl IntoView {
    let nobody = nobody.unwrap_or(en::NOBODY);
    let Some(id) = person else {
        let mark = view! { <Avatar name="" hash=0 silent=true nobody /> };
        return view! { <span class="person-chip none">{mark}<span class="cut">{nobody}</span></span> }.into_any();
    };
    let found = use_workspace().person(id);
    let name = Memo::new(move |_| found.with(|found| name_of(found.as_ref())));
    let mark = move || view! { <Avatar name=name.get() hash=hue_of(id) silent=true /> };
    view! { <span class="person-chip">{mark}<span class="cut">{name}</span></span> }.into_any()
}
