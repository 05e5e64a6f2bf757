//! How far a long piece of work is.

use leptos::prelude::*;

/// Progress with its words; without `value` it only says that something goes on.
#[component]
pub fn Progress(
    /// Joins label and bar; one of a kind on the page.
    id: &'static str,
    /// What is going on.
    #[prop(into)]
    label: Signal<String>,
    /// Done so far and all there is, in any unit.
    #[prop(into)]
    done: Signal<Option<(u64, u64)>>,
    /// How far in words: "12,400 of 22,190".
    #[prop(optional, into)]
    told: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <label for=id>{label}</label>
            <span class="num">{move || told.get()}</span>
            <progress
                id=id
                value=move || done.get().map(|(so_far, _)| so_far.to_string())
                max=move || done.get().map(|(_, all)| all.max(1).to_string())
            ></progress>
        </div>
    }
}
