//! A title of the document that changes with a record.

use leptos::prelude::*;
use leptos_meta::Title;

/// The title, as long as its page is there. On the server it is read once more after the page's signals are gone, so it is
/// worked out here already and kept.
#[component]
pub fn LiveTitle(
    /// The title, read from signals.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let kept = ArcMemo::new(move |_| text.get());
    kept.get_untracked();
    view! { <Title text=move || kept.get() /> }
}
