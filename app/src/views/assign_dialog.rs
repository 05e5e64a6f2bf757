//! Saying who leads an account.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    account::AssignAccount,
    command::Command,
    ids::{AccountId, PersonId},
    model::Model,
    order::sorted,
    policy,
};

use super::{person_chip::lead_name, steps::toast_with_undo};
use crate::{
    client::{Workspace, use_workspace},
    ui::{Button, ButtonTone, Choice, Dialog, Picker, use_toasts},
    words::en,
};

/// Everybody who can lead an account, by name, and nobody; the current lead stays among them whatever became of them.
pub fn leads(model: &Model, now: Option<PersonId>) -> Vec<Choice> {
    let people = model.people.values().filter(|person| policy::can_lead(person) || Some(person.id) == now);
    let nobody = Choice::new("", en::NOBODY);
    let choices = sorted(people, &|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)))
        .into_iter()
        .map(|person| Choice::new(person.id.to_string(), person.name.clone()));
    std::iter::once(nobody).chain(choices).collect()
}

/// The dialog; open while there is an account to assign.
#[component]
pub fn AssignDialog(
    /// The account; none: closed.
    account: RwSignal<Option<AccountId>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let title = Signal::derive(move || {
        let name = account.get().and_then(|id| workspace.read(|model| Some(model.accounts.get(&id)?.name.clone())));
        en::accounts::who_leads(&name.unwrap_or_default())
    });
    let open = Signal::derive(move || account.with(Option::is_some));
    let form = move || account.get().map(|id| view! { <AssignForm id on_done=move |()| account.set(None) /> });
    view! {
        <Dialog id="assign" title open close_label=en::CLOSE on_close=move |()| account.set(None)>{form}</Dialog>
    }
}

#[component]
fn AssignForm(id: AccountId, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let was = workspace.read(|model| model.accounts.get(&id).and_then(|account| account.owner));
    let chosen = RwSignal::new(was.map(|lead| lead.to_string()).unwrap_or_default());
    let choices = Signal::derive(move || workspace.look(|model| leads(model, was)));
    let command = move || {
        let owner: Option<PersonId> = chosen.get().parse().ok();
        (owner != was).then_some(Command::AssignAccount(AssignAccount { account: id, owner, was }))
    };
    let why_not = Signal::derive(move || match command() {
        None => Some(en::accounts::LEADS_ALREADY.to_owned()),
        Some(command) => workspace.why_not(command).as_ref().map(en::rejection),
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(command) = command() else { return };
        if workspace.run_or_tell(command) {
            toast_with_undo(workspace, toasts, told(workspace, id));
        }
        on_done.run(());
    };
    view! {
        <form class="fields" on:submit=on_submit>
            <Picker id="assign-lead" label=en::accounts::LEAD choices value=chosen on_choose=move |id| chosen.set(id) />
            <footer>
                <Button label=en::CANCEL on_press=on_done />
                <Button label=en::accounts::ASSIGN tone=ButtonTone::Primary submit=true why_not />
            </footer>
        </form>
    }
}

fn told(workspace: Workspace, id: AccountId) -> String {
    workspace.read(|model| {
        let account = model.accounts.get(&id);
        let name = account.map(|account| account.name.as_str()).unwrap_or_default();
        en::accounts::led_by(name, &lead_name(model, account.and_then(|account| account.owner)))
    })
}
