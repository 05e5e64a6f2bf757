//! Changing what a colleague is to the organisation, and whether they may sign in.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    ids::PersonId,
    person::{EditPerson, Person, PersonEdit},
    rejection::Rejection,
};

use super::{
    line::{Draft, LineFields},
    people::Desk,
};
use crate::{
    client::{Workspace, use_workspace},
    ui::{Button, ButtonTone, Dialog, Tick, Toast, use_toasts},
    views::person_chip::lead_name,
    views::sync_state::away,
    words::en,
};

/// The dialog; open while there is somebody to change.
#[component]
pub fn PersonDialog(
    /// The panel.
    desk: Desk,
) -> impl IntoView {
    let workspace = use_workspace();
    let edited = desk.edited;
    let title = Signal::derive(move || {
        let name = edited.get().map(|id| workspace.read(|model| lead_name(model, Some(id))));
        en::settings::edit(&name.unwrap_or_default())
    });
    let open = Signal::derive(move || edited.with(Option::is_some));
    let form = move || edited.get().map(|id| view! { <PersonForm id on_done=move |()| edited.set(None) /> });
    view! {
        <Dialog id="edit-person" title open close_label=en::CLOSE on_close=move |()| edited.set(None)>{form}</Dialog>
    }
}

/// What turns a person into what was written, one thing at a time: roles come before roles go, since nobody is ever
/// without one.
fn edits(person: &Person, draft: Draft, active: bool) -> Vec<PersonEdit> {
    let name = draft.name.get_untracked();
    let roles = draft.roles.get_untracked();
    let superior = draft.superior();
    let mut edits = Vec::new();
    if name.trim() != person.name {
        edits.push(PersonEdit::Name(name));
    }
    edits.extend(roles.difference(&person.roles).copied().map(PersonEdit::AddRole));
    edits.extend(person.roles.difference(&roles).copied().map(PersonEdit::RemoveRole));
    if superior != person.superior {
        edits.push(PersonEdit::Superior(superior));
    }
    if active != person.active {
        edits.push(PersonEdit::Active(active));
    }
    edits
}

/// Sends the edits up to the first that a rule says no to.
fn save(workspace: Workspace, person: PersonId, edits: Vec<PersonEdit>) -> Result<(), Rejection> {
    for edit in edits {
        workspace.run(Command::EditPerson(EditPerson { person, edit }))?;
    }
    Ok(())
}

#[component]
fn PersonForm(id: PersonId, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let now = move || workspace.read(|model| model.people.get(&id).cloned()).unwrap_or_default();
    let before = now();
    let draft = Draft::of(&before);
    let active = RwSignal::new(before.active);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match save(workspace, id, edits(&now(), draft, active.get_untracked())) {
            Ok(()) => {
                toasts.show(Toast::plain(en::settings::SAVED));
                on_done.run(());
            }
            Err(reason) => draft.refused.set(Some(reason)),
        }
    };
    let why_not = Signal::derive(move || away(workspace));
    view! {
        <form class="fields" on:submit=on_submit>
            <LineFields id="edit-person" draft person=id />
            <Tick
                id="edit-person-active" label=en::settings::IS_ACTIVE hint=en::settings::IS_ACTIVE_HINT checked=active
                on_change=move |given| active.set(given)
            />
            <footer>
                <Button label=en::CANCEL on_press=on_done />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true why_not />
            </footer>
        </form>
    }
}
