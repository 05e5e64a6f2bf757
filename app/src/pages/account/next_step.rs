//! What happens next with an account, and when.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    account::{Account, AccountEdit, EditAccount},
    command::Command,
    day::{Day, Written},
    ids::AccountId,
    rejection::Rejection,
};

use super::no_edit;
use crate::{
    client::use_workspace,
    ui::{Button, ButtonTone, Dialog, Field, use_toasts},
    views::steps::toast_with_undo,
    words::en,
};

fn step(account: AccountId, words: String, day: Option<Day>) -> Command {
    Command::EditAccount(EditAccount { account, edit: AccountEdit::NextStep { words, day } })
}

/// The next step, with the buttons that set it and tick it off.
#[component]
pub fn NextStep(
    /// Which account.
    id: AccountId,
    /// What is in hand of it.
    account: Memo<Option<Account>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let words = Memo::new(move |_| {
        account.with(|account| account.as_ref().map(|account| account.next_step.clone()).unwrap_or_default())
    });
    let day = Memo::new(move |_| account.with(|account| account.as_ref().and_then(|account| account.next_step_day)));
    let near = move || day.get().map(|day| en::day_near(day, workspace.viewer().day));
    let is_late = move || day.get().is_some_and(|day| day < workspace.viewer().day);
    let refused = no_edit(workspace, id);
    let on_done = move || {
        if workspace.run_or_tell(step(id, String::new(), None)) {
            toast_with_undo(workspace, toasts, en::account::STEP_IS_DONE.to_owned());
        }
    };
    let told = move || {
        if words.with(String::is_empty) {
            return view! { <span class="faint">{en::NO_NEXT_STEP}</span> }.into_any();
        }
        view! {
            <span>{words}</span>
            <time class="due" class:late=is_late title=move || day.get().map(en::day)>{near}</time>
            <Button label=en::account::STEP_DONE icon="check" tone=ButtonTone::Quiet why_not=refused on_press=on_done />
        }
        .into_any()
    };
    view! {
        <dd>
            {told}
            <Button label=en::account::SET_NEXT_STEP tone=ButtonTone::Quiet why_not=refused on_press=move || open.set(true) />
            <Dialog id="next-step" title=en::accounts::NEXT_STEP open close_label=en::CLOSE on_close=move || open.set(false)>
                <StepForm id open />
            </Dialog>
        </dd>
    }
}

#[component]
fn StepForm(id: AccountId, open: RwSignal<bool>) -> impl IntoView {
    let workspace = use_workspace();
    let account: Account = workspace.read(|model| model.accounts.get(&id).cloned()).unwrap_or_default();
    let words = RwSignal::new(account.next_step);
    let day = RwSignal::new(account.next_step_day.map(|day| day.to_string()).unwrap_or_default());
    let refused = RwSignal::new(None::<Rejection>);
    let error = move |about_day: bool| {
        Signal::derive(move || {
            refused.with(|reason| reason.as_ref().filter(|reason| is_of_day(reason) == about_day).map(en::rejection))
        })
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match workspace.run(step(id, words.get_untracked(), Day::of_text(&day.get_untracked()))) {
            Ok(_) => open.set(false),
            Err(reason) => refused.set(Some(reason)),
        }
    };
    view! {
        <form class="fields" on:submit=on_submit>
            <Field id="step-words" label=en::account::NEXT_STEP_WORDS value=words on_input=move |text| words.set(text) error=error(false) />
            <Field id="step-day" label=en::account::NEXT_STEP_DAY kind="date" value=day on_input=move |text| day.set(text) error=error(true) />
            <footer>
                <Button label=en::CANCEL on_press=move || open.set(false) />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}

fn is_of_day(reason: &Rejection) -> bool {
    matches!(reason, Rejection::DayInFuture { .. } | Rejection::DayTooEarly { .. })
}
