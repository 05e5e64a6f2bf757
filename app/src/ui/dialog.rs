//! The native dialog: it keeps the focus in, closes on Escape and gives the focus back to where it came from, or near to it where that is gone.

use leptos::ev::{Event, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{EventTarget, HtmlDialogElement, HtmlElement};

use super::button::{Button, ButtonShape, ButtonTone};
use super::way_back::WayBack;

/// What somebody comes to a dialog for, the first of it.
const FIRST: &str = ".dialog-body :is(input, select, textarea, button, a[href]):not(:disabled, [type=hidden])";

/// Where what is in a dialog scrolls, a browser gives the focus to that, ahead of the first field.
fn focus_first(dialog: &HtmlDialogElement) {
    let is_on_body = document().active_element().is_some_and(|active| active.class_name() == "dialog-body");
    let first = dialog.query_selector(FIRST).ok().flatten().filter(|_| is_on_body);
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        let _ = first.focus();
    }
}

/// A dialog that follows `open`. What is in it exists only while it is open, so a closed one costs nothing.
/// Put the buttons in a `<footer>` at the end of the children.
#[component]
pub fn Dialog(
    /// Joins the dialog and its heading; one of a kind on the page.
    id: &'static str,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// What the button that closes it says.
    #[prop(into)]
    close_label: Signal<String>,
    /// Wide, for tables and comparisons.
    #[prop(optional)]
    wide: bool,
    /// It wants to close: Escape, a press outside, its button. The owner sets `open` to false.
    #[prop(into)]
    on_close: Callback<()>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let way_back = WayBack::default();
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node.get() else { return };
        if wanted && !dialog.open() {
            way_back.begin();
            // Fails only where the dialog is open already.
            let _ = dialog.show_modal();
            focus_first(&dialog);
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    // The owner decides: Escape asks, like every other way out.
    let on_cancel = move |event: Event| {
        event.prevent_default();
        on_close.run(());
    };
    let on_closed = move |_: Event| {
        if open.get_untracked() {
            on_close.run(());
        }
        // What was done in it is shown by the next frame, and what opened it may go with that.
        request_animation_frame(move || way_back.end());
    };
    let on_backdrop = move |event: MouseEvent| {
        let on_itself = node.get_untracked().is_some_and(|dialog| {
            let dialog: &EventTarget = &dialog;
            event.target().is_some_and(|target| target == *dialog)
        });
        if on_itself {
            on_close.run(());
        }
    };
    let heading_id = format!("{id}-title");
    let heading = heading_id.clone();
    view! {
        <dialog
            class=if wide { "dialog wide" } else { "dialog" }
            id=id
            aria-labelledby=heading
            node_ref=node
            on:cancel=on_cancel
            on:close=on_closed
            on:mousedown=on_backdrop
        >
            <h2 id=heading_id>{title}</h2>
            <div class="dialog-body">
                <Show when=move || open.get()>{children()}</Show>
            </div>
            // Last, so that the first field gets the focus and not the way out.
            <div class="dialog-close">
                <Button label=close_label icon="x" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet on_press=on_close />
            </div>
        </dialog>
    }
}
