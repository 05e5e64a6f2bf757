//! What colleagues wrote down about an account.

use leptos::prelude::*;

use domain::{
    command::Command,
    ids::{AccountId, NoteId},
    note::{AddNote, EditNote, Note, RemoveNote},
    policy::Action,
};

use crate::{
    client::{device, use_workspace, workspace::account_key},
    ui::{Avatar, Button, ButtonTone, Dialog, Row, Rows, TextArea, use_toasts},
    views::{account_card::hue_of, person_chip::name_of, steps::toast_with_undo},
    words::en,
};

/// What of a note is kept while it is written: its text, and what a note said when it was opened.
const DRAFT: &str = "note";
const BASE: &str = "note before";

/// The panel; it is there for whoever may read notes.
#[component]
pub fn Notes(
    /// Which account.
    id: AccountId,
) -> impl IntoView {
    let workspace = use_workspace();
    let may = move |action: Action| {
        let lead = workspace.look(|model| model.accounts.get(&id).and_then(|account| account.owner));
        workspace.viewer().rights.may_with(action, lead)
    };
    let reads = Memo::new(move |_| may(Action::ReadNotes));
    let writes = Memo::new(move |_| may(Action::WriteNote));
    let form = move || writes.get().then(|| view! { <NoteForm id /> });
    move || {
        reads.get().then(|| {
            view! {
                <section class="panel" aria-labelledby="notes-title">
                    <header><h2 id="notes-title">{en::account::NOTES}</h2></header>
                    {form}
                    <NoteList id />
                </section>
            }
        })
    }
}

#[component]
fn NoteForm(id: AccountId) -> impl IntoView {
    let workspace = use_workspace();
    // What was begun is there when one comes back.
    let text = RwSignal::new(workspace.draft(id.0, DRAFT).unwrap_or_default());
    Effect::new(move |_| workspace.keep_draft(id.0, DRAFT, Some(text.get()).filter(|text| !text.is_empty())));
    let error = RwSignal::new(None::<String>);
    let save = move || {
        let note = AddNote { note: NoteId(device::fresh_id()), account: id, text: text.get_untracked() };
        match workspace.run(Command::AddNote(note)) {
            Ok(_) => {
                text.set(String::new());
                error.set(None);
            }
            Err(reason) => error.set(Some(en::rejection(&reason))),
        }
    };
    let is_empty = move || text.with(|text| text.trim().is_empty());
    view! {
        <div class="note-form">
            <TextArea id="note" label=en::account::NOTE value=text error on_done=save />
            <div class="buttons" hidden=is_empty>
                <span class="hint">{en::account::NOTE_HINT}</span>
                <Button label=en::account::ADD_NOTE tone=ButtonTone::Primary on_press=save />
            </div>
        </div>
    }
}

#[component]
fn NoteList(id: AccountId) -> impl IntoView {
    let workspace = use_workspace();
    let notes = workspace
        .watch(account_key(id), move |model| model.notes_of(id).into_iter().map(|note| note.id).collect::<Vec<_>>());
    let removed = RwSignal::new(None::<NoteId>);
    let row = move |note| Row::new(note, move || view! { <NoteRow id note removed /> });
    let rows = move || notes.get().into_iter().map(row).collect::<Vec<_>>();
    let none = move || notes.with(Vec::is_empty).then(|| view! { <p class="faint">{en::account::NO_NOTES}</p> });
    view! {
        {none}
        <ol class="activity">
            <Rows rows />
        </ol>
        <RemoveDialog id removed />
    }
}

#[component]
fn NoteRow(id: AccountId, note: NoteId, removed: RwSignal<Option<NoteId>>) -> impl IntoView {
    let workspace = use_workspace();
    let found = workspace.watch(account_key(id), move |model| model.notes.get(&note).cloned());
    let editing = RwSignal::new(workspace.draft(note.0, DRAFT).is_some());
    let first: Note = found.get_untracked().unwrap_or_default();
    let author = workspace.person(first.author);
    let name = Memo::new(move |_| author.with(|author| name_of(author.as_ref())));
    let mark = move || view! { <Avatar name=name.get() hash=hue_of(first.author) silent=true /> };
    let at = first.at;
    let near = move || workspace.look(|_| en::moment_near(at, workspace.viewer().now, workspace.viewer().day));
    let is_own = first.author == workspace.viewer().actor;
    let tools = is_own.then(|| {
        view! {
            <Button label=en::account::EDIT tone=ButtonTone::Quiet on_press=move || editing.set(true) />
            <Button label=en::account::REMOVE tone=ButtonTone::Quiet on_press=move || removed.set(Some(note)) />
        }
    });
    let text = move || found.with(|found| found.as_ref().map(|note| note.text.clone()).unwrap_or_default());
    let body = move || match editing.get() {
        true => view! { <div class="entry-note"><NoteEdit id note editing /></div> }.into_any(),
        false => view! { <p class="entry-note">{text}</p> }.into_any(),
    };
    view! {
        <li class="entry">
            {mark}
            <p><b>{name}</b></p>
            <span class="entry-end">{tools}<time title=en::moment(at)>{near}</time></span>
            {body}
        </li>
    }
}

/// The note in a text area; what it said when it was opened goes along, so that two changes are merged.
#[component]
fn NoteEdit(id: AccountId, note: NoteId, editing: RwSignal<bool>) -> impl IntoView {
    let workspace = use_workspace();
    let now = || workspace.read(|model| model.notes.get(&note).map(|note| note.text.clone())).unwrap_or_default();
    let base = StoredValue::new(workspace.draft(note.0, BASE).unwrap_or_else(now));
    let text = RwSignal::new(workspace.draft(note.0, DRAFT).unwrap_or_else(|| base.get_value()));
    Effect::new(move |_| {
        workspace.keep_draft(note.0, DRAFT, Some(text.get()));
        workspace.keep_draft(note.0, BASE, Some(base.get_value()));
    });
    let close = move || {
        [DRAFT, BASE].into_iter().for_each(|what| workspace.keep_draft(note.0, what, None));
        editing.set(false);
    };
    let error = RwSignal::new(None::<String>);
    let save = move || {
        let command = EditNote { note, account: id, base: base.get_value(), text: text.get_untracked() };
        match workspace.run(Command::EditNote(command)) {
            Ok(_) => close(),
            Err(reason) => error.set(Some(en::rejection(&reason))),
        }
    };
    view! {
        <div class="note-form">
            <TextArea id=format!("note-{note}") label=en::account::EDIT_NOTE value=text error on_done=save />
            <div class="buttons">
                <Button label=en::CANCEL on_press=close />
                <Button label=en::SAVE tone=ButtonTone::Primary on_press=save />
            </div>
        </div>
    }
}

#[component]
fn RemoveDialog(id: AccountId, removed: RwSignal<Option<NoteId>>) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let on_remove = move || {
        let Some(note) = removed.get_untracked() else { return };
        if workspace.run_or_tell(Command::RemoveNote(RemoveNote { note, account: id })) {
            toast_with_undo(workspace, toasts, en::account::NOTE_REMOVED.to_owned());
        }
        removed.set(None);
    };
    let open = Signal::derive(move || removed.with(Option::is_some));
    view! {
        <Dialog id="remove-note" title=en::account::REMOVE_NOTE open close_label=en::CLOSE on_close=move || removed.set(None)>
            <p>{en::account::REMOVE_NOTE_TEXT}</p>
            <footer>
                <Button label=en::CANCEL on_press=move || removed.set(None) />
                <Button label=en::account::REMOVE tone=ButtonTone::Danger on_press=on_remove />
            </footer>
        </Dialog>
    }
}
