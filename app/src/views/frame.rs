//! What stands around every page of the workspace: the way past it, the places, the page itself, messages and the one voice.

use leptos::prelude::*;

use crate::ui::{Icon, LiveRegion, ToastRegion, provide_live, provide_toasts};

/// One place to go.
#[derive(Clone)]
pub struct Place {
    /// Its address.
    pub href: String,
    /// Its name.
    pub label: String,
    /// A symbol of the sprite; places under a heading have none.
    pub icon: Option<&'static str>,
    /// How much waits there.
    pub count: Signal<Option<u32>>,
}

impl Place {
    /// A place with nothing waiting.
    pub fn new(href: impl Into<String>, label: impl Into<String>, icon: &'static str) -> Self {
        Self { href: href.into(), label: label.into(), icon: Some(icon), count: Signal::stored(None) }
    }

    /// A place below another one.
    pub fn below(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), icon: None, count: Signal::stored(None) }
    }
}

/// Whether a place is where one is: `page` exactly there, `true` somewhere inside.
fn current(href: &str, path: &str) -> Option<&'static str> {
    let rest = path.strip_prefix(href)?;
    match rest {
        "" | "/" => Some("page"),
        _ if href != "/" && rest.starts_with('/') => Some("true"),
        _ => None,
    }
}

/// The words of the frame.
#[derive(Clone)]
pub struct FrameWords {
    /// The product's name.
    pub brand: String,
    /// "Skip to content".
    pub skip: String,
    /// The name of the navigation, spoken.
    pub places: String,
    /// The heading of the places below, if there are any.
    pub more: String,
    /// The name of the strip of messages, spoken.
    pub messages: String,
    /// What closes a message.
    pub close: String,
}

/// The frame around a page of the workspace. The page brings its own `<main id="main" class="main" tabindex="-1">`.
#[component]
pub fn Frame(
    /// Its words.
    words: FrameWords,
    /// Where one is.
    #[prop(into)]
    path: Signal<String>,
    /// The places, at most five: a phone has no room for more.
    places: Vec<Place>,
    /// Places below, such as each board.
    #[prop(optional)]
    more: Vec<Place>,
    /// Places that come in below those later.
    later: AnyView,
    /// What stands at the foot: the sync state, the person.
    #[prop(optional, into)]
    foot: ViewFn,
    /// The page.
    children: Children,
) -> impl IntoView {
    let live = use_context().unwrap_or_else(provide_live);
    let toasts = use_context().unwrap_or_else(|| provide_toasts(live));
    let lines = |places: Vec<Place>| places.into_iter().map(|place| view! { <PlaceLink place path /> }).collect_view();
    let below = (!more.is_empty()).then(|| {
        view! {
            <div class="rail-more">
                <h2 class="rail-title">{words.more.clone()}</h2>
                <ul class="places sub">{lines(more)}{later}</ul>
            </div>
        }
    });
    view! {
        // The browser’s own way, past the router: it takes the focus along.
        <a class="skip" href="#main" rel="external">{words.skip}</a>
        <div class="frame">
            <nav class="rail" aria-label=words.places>
                <a class="brand" href="/"><Icon name="mark" />{words.brand}</a>
                <ul class="places">{lines(places)}</ul>
                {below}
                <div class="rail-foot">{foot.run()}</div>
            </nav>
            {children()}
        </div>
        <LiveRegion live />
        <ToastRegion toasts label=words.messages close_label=words.close />
    }
}

/// A place of the rail.
#[component]
pub fn PlaceLink(
    /// Which one.
    place: Place,
    /// Where one is.
    path: Signal<String>,
) -> impl IntoView {
    let href = place.href.clone();
    let count = place.count;
    view! {
        <li>
            <a class="place" href=place.href aria-current=move || path.with(|path| current(&href, path))>
                {place.icon.map(|name| view! { <Icon name /> })}
                <span class="cut">{place.label}</span>
                <span class="place-count num" hidden=move || count.get().is_none()>
                    {move || count.get().map(|count| count.to_string())}
                </span>
            </a>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_at_a_place_or_inside_it() {
        assert_eq!(current("/accounts", "/accounts"), Some("page"));
        assert_eq!(current("/accounts", "/accounts/"), Some("page"));
        assert_eq!(current("/accounts", "/accounts/7"), Some("true"));
        assert_eq!(current("/accounts", "/accountsx"), None);
        assert_eq!(current("/", "/boards"), None);
        assert_eq!(current("/", "/"), Some("page"));
    }
}
