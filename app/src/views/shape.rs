//! The shape of what is not in hand yet: quiet bars where its lines will be, never a spinner on an empty page.

use leptos::prelude::*;

use crate::words::en;

/// Lines that are on their way.
#[component]
pub fn Shape(
    /// How many.
    #[prop(default = 4)]
    lines: usize,
) -> impl IntoView {
    let bars = (0..lines).map(|_| view! { <span class="shape-line"></span> }).collect_view();
    view! { <div class="shape" aria-busy="true"><span class="said">{en::ON_ITS_WAY}</span>{bars}</div> }
}
