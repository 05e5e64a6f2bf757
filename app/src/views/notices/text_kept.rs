//! A text that was not taken is given back to whoever wrote it. Where what it was written into is gone meanwhile, it can go in anew.

use leptos::prelude::*;

use domain::{
    account::AccountEdit,
    change::Kind,
    command::Command,
    ids::NoteId,
    note::{AddNote, EditNote},
    rejection::Rejection,
};

use crate::{
    client::{device, use_workspace},
    ui::{Button, ButtonTone, Notice, Tone},
    views::copy_button::CopyButton,
    words::en,
};

/// The text that somebody wrote by a command, if they wrote one that is worth keeping, and what it is called when it is given back.
pub fn text_of(command: &Command) -> Option<(String, &'static str)> {
    match command {
        Command::AddNote(note) => Some((note.text.clone(), en::notice::NOTE_NOT_KEPT)),
        Command::EditNote(note) => Some((note.text.clone(), en::notice::NOTE_NOT_KEPT)),
        Command::EditAccount(edit) => match &edit.edit {
            AccountEdit::NextStep { words, .. } if !words.is_empty() => {
                Some((words.clone(), en::notice::NEXT_STEP_NOT_KEPT))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The same text as a note of its own, where the note that it changed is gone.
fn anew(command: &Command, reason: &Rejection) -> Option<Command> {
    match (command, reason) {
        (Command::EditNote(EditNote { account, text, .. }), Rejection::Gone { kind: Kind::Note }) => {
            let note = NoteId(device::fresh_id());
            Some(Command::AddNote(AddNote { note, account: *account, text: text.clone() }))
        }
        _ => None,
    }
}

/// The card with the text.
#[component]
pub fn TextKept(
    /// What was wanted.
    command: Command,
    /// The rule that said no.
    reason: Rejection,
    /// It can go.
    on_close: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let (text, title) = text_of(&command).unwrap_or_default();
    let anew = anew(&command, &reason).map(|command| {
        let on_press = move || {
            on_close.run(());
            workspace.run_or_tell(command.clone());
        };
        view! { <Button label=en::notice::AS_NEW_NOTE tone=ButtonTone::Primary on_press /> }
    });
    view! {
        <Notice title text=en::rejection(&reason) tone=Tone::Warn urgent=true>
            <p class="entry-note notices-text">{text.clone()}</p>
            {anew}
            <CopyButton text />
            <Button label=en::CLOSE on_press=on_close />
        </Notice>
    }
}
