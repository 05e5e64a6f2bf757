//! Changing what an account is called and where it belongs.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    account::{Account, AccountEdit, EditAccount},
    command::Command,
    ids::AccountId,
    rejection::{Rejection, TextField},
};

use super::parent_picker::ParentPicker;
use crate::{
    client::{Workspace, use_workspace},
    ui::{Button, ButtonTone, Dialog, Field, Notice, Tone},
    views::account_form::field_of,
    words::en,
};

/// The dialog.
#[component]
pub fn EditDialog(
    /// The account.
    id: AccountId,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog
            id="edit-account" title=en::account::EDIT_ACCOUNT open close_label=en::CLOSE on_close=move || open.set(false)
        >
            <EditForm id open />
        </Dialog>
    }
}

/// A field as it stood when the dialog opened, and as it is being written. Only what was written is sent.
#[derive(Clone, Copy)]
struct Line {
    before: StoredValue<String>,
    now: RwSignal<String>,
    edit: fn(String) -> AccountEdit,
}

impl Line {
    fn new(text: &str, edit: fn(String) -> AccountEdit) -> Self {
        Self { before: StoredValue::new(text.to_owned()), now: RwSignal::new(text.to_owned()), edit }
    }

    fn command(&self, account: AccountId) -> Option<Command> {
        let now = self.now.get_untracked();
        let edit = (now.trim() != self.before.get_value()).then(|| (self.edit)(now))?;
        Some(Command::EditAccount(EditAccount { account, edit }))
    }
}

/// Sends what was changed, or nothing where a rule says no to any of it.
fn save(workspace: Workspace, id: AccountId, lines: &[Line]) -> Result<(), Rejection> {
    let commands: Vec<Command> = lines.iter().filter_map(|line| line.command(id)).collect();
    match commands.iter().find_map(|command| workspace.why_not(command.clone())) {
        Some(reason) => Err(reason),
        None => {
            for command in commands {
                workspace.run_or_tell(command);
            }
            Ok(())
        }
    }
}

#[component]
fn EditForm(id: AccountId, open: RwSignal<bool>) -> impl IntoView {
    let workspace = use_workspace();
    let account: Account = workspace.read(|model| model.accounts.get(&id).cloned()).unwrap_or_default();
    let name = Line::new(&account.name, AccountEdit::Name);
    let reference = Line::new(&account.reference, AccountEdit::Reference);
    let country = Line::new(&account.country, AccountEdit::Country);
    let segment = Line::new(&account.segment, AccountEdit::Segment);
    let parent = account.parent.map(|parent| parent.to_string()).unwrap_or_default();
    let parent = Line::new(&parent, |parent| AccountEdit::Parent(parent.parse().ok()));
    let refused = RwSignal::new(None::<Rejection>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match save(workspace, id, &[name, reference, country, segment, parent]) {
            Ok(()) => open.set(false),
            Err(reason) => refused.set(Some(reason)),
        }
    };
    let worded = move |field: Option<TextField>| {
        let of_field = move |reason: &&Rejection| field_of(reason) == field;
        refused.with(|reason| reason.as_ref().filter(of_field).map(en::rejection))
    };
    let error = move |field| Signal::derive(move || worded(Some(field)));
    let whole = move || worded(None).map(|reason| view! { <Notice title=reason tone=Tone::Warn urgent=true /> });
    let write = |line: Line| move |text: String| line.now.set(text);
    view! {
        <form class="fields" on:submit=on_submit>
            {whole}
            <Field id="edit-name" label=en::accounts::NAME value=name.now on_input=write(name) error=error(TextField::Name) required=true />
            <Field
                id="edit-reference" label=en::accounts::REFERENCE hint=en::accounts::REFERENCE_HINT value=reference.now
                on_input=write(reference) error=error(TextField::Reference)
            />
            <div class="fields two">
                <Field id="edit-country" label=en::accounts::COUNTRY value=country.now on_input=write(country) error=error(TextField::Country) />
                <Field id="edit-segment" label=en::accounts::SEGMENT value=segment.now on_input=write(segment) error=error(TextField::Segment) />
            </div>
            <ParentPicker id chosen=parent.now />
            <footer>
                <Button label=en::CANCEL on_press=move || open.set(false) />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
