//! Menus: a native popover beside whatever opened it. One menu can serve a thousand cards; it is opened *at* an element.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys;

use super::button::{ButtonShape, ButtonTone};
use super::icon::Icon;
use super::px::px;
use super::rect::Rect;
use super::way_back::WayBack;

/// Room between a menu and what opened it, and the edges of the window, in px.
const MARGIN: f64 = 8.0;

/// Where a menu of `size` goes: under its opener, its right edges aligned where it would run out of the window on the right,
/// above where there is no room below, and inside the window in any case.
pub fn place(opener: Rect, size: (f64, f64), window: (f64, f64)) -> (f64, f64) {
    let (width, height) = size;
    let right_aligned = opener.left + opener.width - width;
    let left = if opener.left + width + MARGIN <= window.0 { opener.left } else { right_aligned };
    let below = opener.top + opener.height + MARGIN / 2.0;
    let above = opener.top - height - MARGIN / 2.0;
    let top = if below + height + MARGIN <= window.1 || above < MARGIN { below } else { above };
    let within = |at: f64, extent: f64, room: f64| at.min(room - extent - MARGIN).max(MARGIN);
    (within(left, width, window.0), within(top, height, window.1))
}

/// The handle of one menu: opens it at an element, closes it, gives the focus back.
#[derive(Clone, Copy)]
pub struct MenuState {
    node: NodeRef<html::Div>,
    open: RwSignal<bool>,
    way_back: WayBack,
}

impl Default for MenuState {
    fn default() -> Self {
        Self { node: NodeRef::new(), open: RwSignal::new(false), way_back: WayBack::default() }
    }
}

impl MenuState {
    /// A menu that is closed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether it is open.
    pub fn is_open(self) -> bool {
        self.open.get()
    }

    /// Opens it beside `opener` and puts the focus on its first entry. Browser only.
    pub fn open_at(self, opener: &web_sys::HtmlElement) {
        let Some(menu) = self.node.get_untracked() else { return };
        // Already open: show_popover refuses, placing it anew is all that is left to do.
        let _ = menu.show_popover();
        let size = menu.get_bounding_client_rect();
        let view = window();
        let extent = |value: Result<JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
        let room = (extent(view.inner_width()), extent(view.inner_height()));
        let (left, top) = place(opener.get_bounding_client_rect().into(), (size.width(), size.height()), room);
        let style = web_sys::HtmlElement::style(&menu);
        let _ = style.set_property("left", &px(left));
        let _ = style.set_property("top", &px(top));
        self.way_back.begin_at(Some(opener.clone()));
        focus_entry(&menu, 0);
    }

    /// Closes it; the focus goes back to where it came from.
    pub fn close(self) {
        if let Some(menu) = self.node.get_untracked() {
            let _ = menu.hide_popover();
        }
    }

    fn on_toggle(self) {
        let open = self.node.get_untracked().is_some_and(|menu| menu.matches(":popover-open").unwrap_or(false));
        let _ = self.open.try_set(open);
        if !open {
            self.way_back.end();
        }
    }
}

/// The entries of a menu, in order.
fn entries(menu: &web_sys::Element) -> Vec<web_sys::HtmlElement> {
    let Ok(found) = menu.query_selector_all(".menu-item") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// Puts the focus on an entry, counted round.
fn focus_entry(menu: &web_sys::Element, index: i64) {
    let entries = entries(menu);
    let Ok(count) = i64::try_from(entries.len()) else { return };
    let at = index.checked_rem_euclid(count).and_then(|at| usize::try_from(at).ok());
    if let Some(entry) = at.and_then(|at| entries.get(at)) {
        let _ = entry.focus();
    }
}

/// The menu itself. Stands anywhere in the page; its entries are `MenuItem`s and `<hr>`.
#[component]
pub fn Menu(
    /// One of a kind on the page.
    id: &'static str,
    /// What it is about, spoken.
    #[prop(into)]
    label: Signal<String>,
    /// Its handle.
    state: MenuState,
    /// Its entries; they exist only while it is open.
    children: ChildrenFn,
) -> impl IntoView {
    let on_keydown = move |event: KeyboardEvent| {
        let Some(menu) = state.node.get_untracked() else { return };
        let active = document().active_element();
        let at = entries(&menu).iter().position(|entry| active.as_ref() == Some(entry.unchecked_ref()));
        let at = at.and_then(|at| i64::try_from(at).ok());
        match event.key().as_str() {
            "ArrowDown" => focus_entry(&menu, at.map_or(0, |at| at + 1)),
            "ArrowUp" => focus_entry(&menu, at.map_or(-1, |at| at - 1)),
            "Home" => focus_entry(&menu, 0),
            "End" => focus_entry(&menu, -1),
            "Tab" => return state.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let entry = target.and_then(|target| target.closest(".menu-item").ok().flatten());
        if entry.is_some_and(|entry| entry.get_attribute("aria-disabled").is_none()) {
            state.close();
        }
    };
    view! {
        <div
            class="menu" id=id popover="auto" role="group" aria-label=label
            node_ref=state.node
            on:toggle=move |_| state.on_toggle()
            on:keydown=on_keydown
            on:click=on_click
        >
            {children()}
        </div>
    }
}

/// One entry of a menu; a link where it has an `href`.
#[component]
pub fn MenuItem(
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// A symbol of the sprite.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Where it goes, if it goes somewhere.
    #[prop(optional, into)]
    href: Option<Signal<String>>,
    /// The key that does the same.
    #[prop(optional)]
    keys: Option<&'static str>,
    /// Takes something away.
    #[prop(optional)]
    danger: bool,
    /// Why it cannot be used now.
    #[prop(optional, into)]
    why_not: MaybeProp<String>,
    /// What happens.
    #[prop(optional, into)]
    on_choose: Option<Callback<()>>,
) -> impl IntoView {
    let class = if danger { "menu-item danger" } else { "menu-item" };
    let inner = view! {
        {icon.map(|name| view! { <Icon name /> })}
        <span>{label}</span>
        {keys.map(|keys| view! { <kbd aria-hidden="true">{keys}</kbd> })}
    };
    if let Some(href) = href {
        return view! { <a class=class href=href>{inner}</a> }.into_any();
    }
    let on_click = move |_| {
        if let Some(on_choose) = on_choose.filter(|_| why_not.with_untracked(Option::is_none)) {
            on_choose.run(());
        }
    };
    view! {
        <button
            class=class type="button"
            title=move || why_not.get()
            aria-disabled=move || why_not.with(Option::is_some).then_some("true")
            on:click=on_click
        >
            {inner}
        </button>
    }
    .into_any()
}

/// A button that opens a menu beside itself.
#[component]
pub fn MenuButton(
    /// What the menu is about.
    #[prop(into)]
    label: Signal<String>,
    /// The menu that it opens.
    state: MenuState,
    /// A symbol of the sprite.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// How much room it takes.
    #[prop(optional)]
    shape: ButtonShape,
    /// How much it asks for.
    #[prop(optional)]
    tone: ButtonTone,
) -> impl IntoView {
    let icon_only = shape == ButtonShape::IconOnly;
    let on_click = move |event: leptos::ev::MouseEvent| {
        if let Some(button) = event.current_target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()) {
            state.open_at(&button);
        }
    };
    view! {
        <button
            class=tone.class(shape) type="button"
            title=move || icon_only.then(|| label.get())
            aria-haspopup="true"
            aria-expanded=move || if state.is_open() { "true" } else { "false" }
            on:click=on_click
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span class:said=icon_only>{label}</span>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: (f64, f64) = (400.0, 600.0);

    fn opener(left: f64, top: f64) -> Rect {
        Rect { left, top, width: 30.0, height: 30.0 }
    }

    #[test]
    fn opens_below_on_the_left_edge() {
        assert_eq!(place(opener(20.0, 100.0), (200.0, 150.0), WINDOW), (20.0, 134.0));
    }

    #[test]
    fn turns_left_and_up_where_there_is_no_room() {
        assert_eq!(place(opener(350.0, 560.0), (200.0, 150.0), WINDOW), (180.0, 406.0));
    }

    #[test]
    fn stays_inside_a_window_that_is_too_small() {
        assert_eq!(place(opener(350.0, 10.0), (500.0, 700.0), WINDOW), (8.0, 8.0));
    }
}
