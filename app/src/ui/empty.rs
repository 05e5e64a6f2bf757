//! A place with nothing in it yet: what goes here, why, and the one button that starts it.

use leptos::prelude::*;

use super::icon::Icon;

/// An empty place. Children are its button or buttons.
#[component]
pub fn Empty(
    /// A symbol of the sprite.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// What goes here.
    #[prop(into)]
    title: Signal<String>,
    /// Why, or how to begin.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// Inside a column or panel.
    #[prop(optional)]
    small: bool,
    /// The one button that starts it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=if small { "empty small" } else { "empty" }>
            {icon.map(|name| view! { <Icon name /> })}
            <b>{title}</b>
            <p>{move || text.get()}</p>
            {children.map(|children| view! { <div class="buttons">{children()}</div> })}
        </div>
    }
}
