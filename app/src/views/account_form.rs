//! Taking an account into the book.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    account::CreateAccount,
    command::Command,
    ids::{AccountId, PersonId},
    policy::{self, Action},
    rejection::{Rejection, TextField},
};

use super::assign_dialog::leads;
use crate::{
    client::{Workspace, device, use_workspace},
    ui::{Button, ButtonTone, Choice, Dialog, Field, Notice, Picker, Tone},
    words::en,
};

/// The dialog for a new account.
#[component]
pub fn AccountForm(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// It wants to close.
    #[prop(into)]
    on_close: Callback<()>,
    /// The account was taken in.
    #[prop(into)]
    on_created: Callback<AccountId>,
) -> impl IntoView {
    view! {
        <Dialog id="new-account" title=en::accounts::NEW open close_label=en::CLOSE on_close>
            <NewAccount on_close on_created />
        </Dialog>
    }
}

/// What is being written.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    reference: RwSignal<String>,
    country: RwSignal<String>,
    segment: RwSignal<String>,
    lead: RwSignal<String>,
}

impl Draft {
    fn new(workspace: Workspace) -> Self {
        let text = || RwSignal::new(String::new());
        // Whoever can lead it themselves most likely does.
        let me = workspace.viewer().actor;
        let leads = workspace.read(|model| model.people.get(&me).is_some_and(policy::can_lead));
        let lead = RwSignal::new(if leads { me.to_string() } else { String::new() });
        Self { name: text(), reference: text(), country: text(), segment: text(), lead }
    }

    fn command(self, account: AccountId) -> Command {
        Command::CreateAccount(CreateAccount {
            account,
            name: self.name.get_untracked(),
            reference: self.reference.get_untracked(),
            country: self.country.get_untracked(),
            segment: self.segment.get_untracked(),
            owner: self.lead.get_untracked().parse().ok(),
        })
    }
}

/// The people under whom the viewer may take an account in.
fn permitted_leads(workspace: Workspace) -> Vec<Choice> {
    let rights = workspace.viewer().rights;
    let permitted = |choice: &Choice| {
        let lead: Option<PersonId> = choice.value.parse().ok();
        rights.may_with(Action::CreateAccount, lead)
    };
    workspace.look(|model| leads(model, None)).into_iter().filter(permitted).collect()
}

#[component]
fn NewAccount(on_close: Callback<()>, on_created: Callback<AccountId>) -> impl IntoView {
    let workspace = use_workspace();
    let draft = Draft::new(workspace);
    let refused = RwSignal::new(None::<Rejection>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let account = AccountId(device::fresh_id());
        match workspace.run(draft.command(account)) {
            Ok(_) => on_created.run(account),
            Err(reason) => refused.set(Some(reason)),
        }
    };
    let error = move |field: TextField| {
        Signal::derive(move || {
            refused.with(|reason| reason.as_ref().filter(|reason| field_of(reason) == Some(field)).map(en::rejection))
        })
    };
    let whole = move || {
        let reason = refused.with(|reason| reason.clone().filter(|reason| field_of(reason).is_none()));
        reason.map(|reason| view! { <Notice title=en::rejection(&reason) tone=Tone::Warn urgent=true /> })
    };
    let write = |text: RwSignal<String>| move |written: String| text.set(written);
    let choices = Signal::derive(move || permitted_leads(workspace));
    let Draft { name, reference, country, segment, lead } = draft;
    view! {
        <form class="fields" on:submit=on_submit>
            {whole}
            <Field id="new-name" label=en::accounts::NAME value=name on_input=write(name) error=error(TextField::Name) required=true />
            <Field
                id="new-reference" label=en::accounts::REFERENCE hint=en::accounts::REFERENCE_HINT value=reference
                on_input=write(reference) error=error(TextField::Reference)
            />
            <div class="fields two">
                <Field id="new-country" label=en::accounts::COUNTRY value=country on_input=write(country) error=error(TextField::Country) />
                <Field id="new-segment" label=en::accounts::SEGMENT value=segment on_input=write(segment) error=error(TextField::Segment) />
            </div>
            <Picker id="new-lead" label=en::accounts::LEAD choices value=lead on_choose=write(lead) />
            <footer>
                <Button label=en::CANCEL on_press=on_close />
                <Button label=en::accounts::CREATE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}

/// The field that a rule is about; none where it is about the account as a whole.
pub fn field_of(reason: &Rejection) -> Option<TextField> {
    match reason {
        Rejection::TextEmpty { field }
        | Rejection::TextTooLong { field, .. }
        | Rejection::TextHasControlCharacters { field } => Some(*field),
        Rejection::ReferenceTaken => Some(TextField::Reference),
        Rejection::NumberTaken => Some(TextField::Number),
        Rejection::NextStepWithoutWords => Some(TextField::NextStep),
        _ => None,
    }
}
