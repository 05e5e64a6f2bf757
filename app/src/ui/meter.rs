//! A share as a thin bar. The figure stands beside it as text; the bar is for the eye alone.

use leptos::prelude::*;

/// The whole, in thousandths. A value, not a literal: the browser wraps an SVG element of literals alone in a `<g>`, the server
/// does not (tachys 0.2, `InertElement`).
const WHOLE: u32 = 1000;

/// How much of the whole, in thousandths.
#[component]
pub fn Meter(
    /// Thousandths, 0 to 1000; more is drawn as all.
    #[prop(into)]
    permille: Signal<u32>,
    /// Drawn as a warning.
    #[prop(optional)]
    warn: bool,
) -> impl IntoView {
    let class = if warn { "meter warn" } else { "meter" };
    view! {
        <svg class=class viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="meter-all" width=WHOLE height="10"></rect>
            <rect class="meter-part" width=move || permille.get().min(WHOLE) height="10"></rect>
        </svg>
    }
}
