//! Ways to the pages or the views of one place, beside each other. On a phone they are one line that runs sideways and fades out where there
//! are more, and it begins where the chosen one is seen.

use leptos::{
    html,
    prelude::*,
    web_sys::{Element, HtmlElement},
};

/// The list; its items are `<li><a class="tab" aria-current=…>`.
#[component]
pub fn Tabs(
    /// What tells which of which is chosen: another one is brought into sight when it changes.
    #[prop(optional, into)]
    chosen: Signal<String>,
    /// What names the list, by its id; the landmark around it where there is none.
    #[prop(optional)]
    labelled: Option<&'static str>,
    /// The items.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Ul>::new();
    // Effects run in a browser only.
    Effect::new(move |_| {
        // Read, and not only tracked: what was never read hangs on nothing.
        chosen.with(|_| ());
        let Some(list) = node.get() else { return };
        // The items of another model are there a frame later.
        request_animation_frame(move || show_chosen(&list));
    });
    view! { <ul class="tabs" aria-labelledby=labelled node_ref=node>{children()}</ul> }
}

/// Scrolls the line sideways until the chosen one stands in its middle. A list that needs no scrolling stays as it is, and so does the page.
fn show_chosen(list: &HtmlElement) {
    let Ok(Some(chosen)) = list.query_selector("[aria-current]") else { return };
    let middle = |element: &Element| {
        let place = element.get_bounding_client_rect();
        place.left() + place.width() / 2.0
    };
    list.scroll_by_with_x_and_y(middle(&chosen) - middle(list), 0.0);
}
