//! What a person is to the organisation, as it is written in a form: their name, their roles, to whom they report.

use leptos::prelude::*;

use domain::{
    ids::PersonId,
    person::{OrgRole, Person},
    rejection::{Rejection, TextField},
    set::SetOf,
};

use super::superiors;
use crate::{
    client::use_workspace,
    ui::{Field, Notice, Picker, Tick, Tone},
    views::account_form::field_of,
    words::en,
};

/// What is being written.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The name.
    pub name: RwSignal<String>,
    /// The roles.
    pub roles: RwSignal<SetOf<OrgRole>>,
    /// The id of the superior; empty: nobody.
    pub superior: RwSignal<String>,
    /// The rule that said no to it last.
    pub refused: RwSignal<Option<Rejection>>,
}

impl Draft {
    /// What a person is now.
    pub fn of(person: &Person) -> Self {
        Self {
            name: RwSignal::new(person.name.clone()),
            roles: RwSignal::new(person.roles.clone()),
            superior: RwSignal::new(person.superior.map(|superior| superior.to_string()).unwrap_or_default()),
            refused: RwSignal::new(None),
        }
    }

    /// The superior who was chosen.
    pub fn superior(self) -> Option<PersonId> {
        self.superior.get_untracked().parse().ok()
    }
}

/// The fields, with what is wrong about them. `id` begins the ids of all of them.
#[component]
pub fn LineFields(
    /// One of a kind on the page.
    id: &'static str,
    /// What is being written.
    draft: Draft,
    /// Who it is, if they are here already: nobody reports to themselves.
    #[prop(optional)]
    person: Option<PersonId>,
) -> impl IntoView {
    let workspace = use_workspace();
    let Draft { name, superior, refused, .. } = draft;
    let is_of_name = |reason: &Rejection| field_of(reason) == Some(TextField::Name);
    let worded = move |of_name: bool| {
        let of = move |reason: &&Rejection| is_of_name(reason) == of_name;
        refused.with(|reason| reason.as_ref().filter(of).map(en::rejection))
    };
    let error = Signal::derive(move || worded(true));
    let whole = move || worded(false).map(|reason| view! { <Notice title=reason tone=Tone::Warn urgent=true /> });
    let choices = Signal::derive(move || workspace.look(|model| superiors(model, person)));
    view! {
        {whole}
        <Field
            id=format!("{id}-name") label=en::settings::NAME value=name on_input=move |text| name.set(text) error
            autocomplete="off" required=true
        />
        <fieldset class="field">
            <legend>{en::settings::ROLES}</legend>
            <div class="ticks role-ticks">{OrgRole::ALL.iter().map(|role| role_tick(id, draft, *role)).collect_view()}</div>
        </fieldset>
        <Picker
            id=format!("{id}-superior") label=en::settings::REPORTS_TO choices value=superior
            on_choose=move |id| superior.set(id)
        />
    }
}

fn role_tick(id: &'static str, draft: Draft, role: OrgRole) -> impl IntoView {
    let checked = Signal::derive(move || draft.roles.with(|roles| roles.contains(&role)));
    let on_change = move |given: bool| {
        draft.roles.update(|roles| {
            let _ = if given { roles.insert(role) } else { roles.remove(&role) };
        });
    };
    view! { <Tick id=format!("{id}-{}", role.word()) label=en::role(role) checked on_change /> }
}
