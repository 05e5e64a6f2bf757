//! What happens next with an account, and when.

use leptos::{
    ev::{KeyboardEvent, SubmitEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::HtmlElement,
};

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
    ui::{Button, ButtonTone, Field, use_toasts},
    views::steps::toast_with_undo,
    words::en,
};

/// What of a next step is kept while it is written.
const WORDS: &str = "next step";
const DAY: &str = "its day";

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
    let open = RwSignal::new(workspace.draft(id.0, WORDS).is_some());
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
    let body = move || {
        match open.get() {
        true => view! { <StepForm id open /> }.into_any(),
        false => view! {
            {told}
            <Button label=en::account::SET_NEXT_STEP tone=ButtonTone::Quiet why_not=refused on_press=move || open.set(true) />
        }
        .into_any(),
    }
    };
    view! { <dd class="step-place">{body}</dd> }
}

/// What happens next, where it stands. What was begun is kept until it is sent or given up.
#[component]
fn StepForm(id: AccountId, open: RwSignal<bool>) -> impl IntoView {
    let workspace = use_workspace();
    let account: Account = workspace.read(|model| model.accounts.get(&id).cloned()).unwrap_or_default();
    let begun = |what, now: String| RwSignal::new(workspace.draft(id.0, what).unwrap_or(now));
    let words = begun(WORDS, account.next_step);
    let day = begun(DAY, account.next_step_day.map(|day| day.to_string()).unwrap_or_default());
    let refused = RwSignal::new(None::<Rejection>);
    let error = move |about_day: bool| {
        Signal::derive(move || {
            refused.with(|reason| reason.as_ref().filter(|reason| is_of_day(reason) == about_day).map(en::rejection))
        })
    };
    Effect::new(move |_| {
        workspace.keep_draft(id.0, WORDS, Some(words.get()));
        workspace.keep_draft(id.0, DAY, Some(day.get()));
    });
    focus_first("step-words");
    let close = move || {
        [WORDS, DAY].into_iter().for_each(|what| workspace.keep_draft(id.0, what, None));
        open.set(false);
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match workspace.run(step(id, words.get_untracked(), Day::of_text(&day.get_untracked()))) {
            Ok(_) => close(),
            Err(reason) => refused.set(Some(reason)),
        }
    };
    let on_keydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close();
        }
    };
    view! {
        <form class="fields" aria-label=en::accounts::NEXT_STEP on:submit=on_submit on:keydown=on_keydown>
            <Field id="step-words" label=en::account::NEXT_STEP_WORDS value=words on_input=move |text| words.set(text) error=error(false) />
            <Field id="step-day" label=en::account::NEXT_STEP_DAY kind="date" value=day on_input=move |text| day.set(text) error=error(true) />
            <footer class="buttons">
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
                <Button label=en::CANCEL on_press=close />
            </footer>
        </form>
    }
}

/// Brings the focus to a field that was just opened by hand; not where it is open because something was begun there before.
fn focus_first(id: &'static str) {
    Effect::new(move |_| {
        request_animation_frame(move || {
            let is_free = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
            let field = document().get_element_by_id(id).and_then(|field| field.dyn_into::<HtmlElement>().ok());
            if let Some(field) = field.filter(|_| is_free) {
                let _ = field.focus();
            }
        });
    });
}

fn is_of_day(reason: &Rejection) -> bool {
    matches!(reason, Rejection::DayInFuture { .. } | Rejection::DayTooEarly { .. })
}
