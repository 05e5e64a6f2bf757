//! One line to write the next name in: Enter keeps it, and the line is free for the one after.

use leptos::{ev::SubmitEvent, html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use domain::rejection::{Rejection, TextField};

use crate::{
    ui::{Button, Field},
    words::en::{self, catalogue as words},
};

/// The line.
#[component]
pub fn QuickAdd(
    /// One of a kind on the page.
    #[prop(into)]
    id: String,
    /// What is added.
    label: &'static str,
    /// Keeps a name and a code, or says why not.
    add: Callback<(String, String), Result<(), Rejection>>,
) -> impl IntoView {
    let (name, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let refused = RwSignal::new(None::<Rejection>);
    let form = NodeRef::<html::Form>::new();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let result = add.run((name.get_untracked(), code.get_untracked()));
        if result.is_ok() {
            name.set(String::new());
            code.set(String::new());
            // The next one is written where this one was.
            let first = form.get_untracked().and_then(|form| form.query_selector("input").ok().flatten());
            if let Some(first) = first {
                let _ = first.unchecked_into::<HtmlElement>().focus();
            }
        }
        refused.set(result.err());
    };
    let error = move |of_code: bool| {
        let is_of = move |reason: &&Rejection| is_of_code(reason) == of_code;
        Signal::derive(move || refused.with(|reason| reason.as_ref().filter(is_of).map(en::rejection)))
    };
    view! {
        <form class="fields quick-add" on:submit=on_submit node_ref=form>
            <Field id=format!("{id}-name") label=words::NAME value=name on_input=move |text| name.set(text) error=error(false) />
            <Field id=format!("{id}-code") label=words::CODE value=code on_input=move |text| code.set(text) error=error(true) />
            <Button label submit=true icon="plus" />
        </form>
    }
}

/// Whether a rule is about the code.
pub fn is_of_code(reason: &Rejection) -> bool {
    match reason {
        Rejection::CodeTaken { .. } => true,
        Rejection::TextTooLong { field, .. } | Rejection::TextHasControlCharacters { field } => {
            *field == TextField::Code
        }
        _ => false,
    }
}
