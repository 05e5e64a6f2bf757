//! A figure with its name and its window; several stand in `<dl class="figures">`.

use leptos::prelude::*;

/// One figure. A figure without the span of time that it covers is a rumour: say it in `note`.
#[component]
pub fn Figure(
    /// What is counted.
    #[prop(into)]
    label: Signal<String>,
    /// The figure, formatted, with its unit.
    #[prop(into)]
    value: Signal<String>,
    /// Its window or scope.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// The figure that the page is about.
    #[prop(optional)]
    chief: bool,
) -> impl IntoView {
    view! {
        <div class=if chief { "figure chief" } else { "figure" }>
            <dt>{label}</dt>
            <dd class="num">{value}</dd>
            <dd class="figure-note" hidden=move || note.with(Option::is_none)>
                {move || note.get()}
            </dd>
        </div>
    }
}
