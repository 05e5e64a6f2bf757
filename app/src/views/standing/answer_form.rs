//! Why a placement is refused: its author has to read something.

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    ui::{Button, ButtonTone, Dialog, Field},
    words::en::{self, rejection::rejection, standing as words},
};
use domain::rejection::{Rejection, TextField};

/// The dialog.
#[component]
pub fn Refusal(
    /// Whether it is asked.
    #[prop(into)]
    open: Signal<bool>,
    /// It is refused, and this is why.
    #[prop(into)]
    on_refuse: Callback<String>,
    /// It is not refused.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog id="refuse" title=words::REFUSE_WHY open close_label=en::CLOSE on_close><RefusalForm on_refuse on_close /></Dialog>
    }
}

#[component]
fn RefusalForm(on_refuse: Callback<String>, on_close: Callback<()>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let written = reason.get_untracked().trim().to_owned();
        match written.is_empty() {
            true => wrong.set(Some(rejection(&Rejection::TextEmpty { field: TextField::Reason }))),
            false => on_refuse.run(written),
        }
    };
    view! {
        <form class="fields" on:submit=on_submit>
            <Field id="refuse-reason" label=en::REASON hint=words::REFUSE_HINT value=reason error=wrong on_input=move |text| reason.set(text) />
            <footer>
                <Button label=en::CANCEL on_press=on_close />
                <Button label=words::REFUSE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
