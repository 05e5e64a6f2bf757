//! A text that was not taken is given back to whoever wrote it.

use leptos::prelude::*;

use domain::rejection::Rejection;

use crate::{
    ui::{Button, Notice, Tone},
    views::copy_button::CopyButton,
    words::en,
};

/// The card with the text.
#[component]
pub fn TextKept(
    /// What was written.
    text: String,
    /// The rule that said no.
    reason: Rejection,
    /// It can go.
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <Notice title=en::notice::NOTE_NOT_KEPT text=en::rejection(&reason) tone=Tone::Warn urgent=true>
            <p class="entry-note notices-text">{text.clone()}</p>
            <CopyButton text />
            <Button label=en::CLOSE on_press=on_close />
        </Notice>
    }
}
