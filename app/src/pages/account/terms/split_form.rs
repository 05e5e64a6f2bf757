//! Making two targets of one.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    day::{Day, Written},
    ids::TargetId,
    keep::{Keep, Ruled, Wish},
    rejection::Rejection,
    target::Target,
};

use crate::{
    client::{Workspace, device, use_workspace},
    ui::{Button, ButtonTone, Field, use_toasts},
    views::steps::toast_with_undo,
    words::en::{self, targets as words, terms},
};

fn split(workspace: Workspace, target: &Target, begins: &str) -> Result<(), String> {
    let worded = |reason: Rejection| en::rejection(&reason);
    let begins = Day::of_text(begins).ok_or_else(|| terms::NO_DAY.to_owned())?;
    let [first, second] = target.split(TargetId(device::fresh_id()), begins).map_err(worded)?;
    let second = second.settled(&workspace.viewer()).map_err(worded)?;
    let records = Wish::of_edit(target, &first).into_iter().chain([Wish::of_new(&second)]).collect();
    workspace.run(Command::Keep(Keep { account: Some(target.account), records })).map(drop).map_err(worded)
}

/// The form in its dialog.
#[component]
pub fn SplitForm(
    /// The target as it stood when the dialog opened.
    parted: RwSignal<Option<Target>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let target = StoredValue::new(parted.get_untracked().unwrap_or_default());
    let begins = RwSignal::new(target.with_value(Target::middle).to_string());
    let wrong = RwSignal::new(None::<String>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match target.with_value(|target| split(workspace, target, &begins.get_untracked())) {
            Ok(()) => {
                toast_with_undo(workspace, toasts, words::PARTED.to_owned());
                parted.set(None);
            }
            Err(reason) => wrong.set(Some(reason)),
        }
    };
    view! {
        <form class="fields" on:submit=on_submit>
            <Field
                id="split-begins" label=words::BEGINS kind="date" hint=words::BEGINS_HINT value=begins
                on_input=move |text: String| begins.set(text) error=wrong
            />
            <footer>
                <Button label=en::CANCEL on_press=move || parted.set(None) />
                <Button label=words::SPLIT tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
