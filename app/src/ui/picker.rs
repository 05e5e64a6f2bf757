//! Choosing one of several: the native select, which phones, keys and screen readers know already.

use leptos::prelude::*;

use super::{
    field::{Framed, described_by},
    rows::{Row, Rows},
};

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent or handed back.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// A choice from its value and its words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A select with its label. `value` names the chosen one; the empty value is a choice like any other.
#[component]
pub fn Picker(
    /// Joins label, hint and error; one of a kind on the page.
    #[prop(into)]
    id: String,
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// The name under which a form sends it.
    #[prop(optional)]
    name: Option<&'static str>,
    /// What is expected, in words.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it, in words.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Each choice that is made.
    #[prop(optional, into)]
    on_choose: Option<Callback<String>>,
) -> impl IntoView {
    let described = {
        let id = id.clone();
        move || described_by(&id, hint.with(Option::is_some), error.with(Option::is_some))
    };
    let on_change = move |event| {
        if let Some(on_choose) = on_choose {
            on_choose.run(event_target_value(&event));
        }
    };
    // An option stays the element that it is while others come and go: the browser keeps what was chosen by element.
    let option = move |choice: Choice| {
        Row::new([&choice.value, " ", &choice.label].concat(), move || {
            let selected = value.with_untracked(|value| *value == choice.value);
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
    };
    let rows = move || choices.get().into_iter().map(option).collect::<Vec<_>>();
    let select = view! {
        <select
            class="input" id=id.clone() name=name
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described
            prop:value=move || value.get()
            on:change=on_change
        >
            <Rows rows />
        </select>
    }
    .into_any();
    view! { <Framed id label hint error>{select}</Framed> }
}
