//! Icons from the one sprite: no wasm, shown before the page is awake.

use leptos::prelude::*;

/// Where the sprite lies; every icon is a symbol in it.
pub const SPRITE: &str = "/icons.svg";

/// One icon, named as in the sprite. Decoration only: what it means stands beside it as text or as the label of its control.
#[component]
pub fn Icon(
    /// The symbol's id.
    name: &'static str,
    /// 20 px instead of 16.
    #[prop(optional)]
    big: bool,
) -> impl IntoView {
    let class = if big { "icon big" } else { "icon" };
    view! {
        <svg class=class aria-hidden="true">
            <use href=format!("{SPRITE}#{name}")></use>
        </svg>
    }
}
