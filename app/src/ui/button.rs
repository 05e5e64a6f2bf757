//! Buttons, and links that look like them.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::icon::Icon;

/// How much a button asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonTone {
    /// One of several.
    #[default]
    Plain,
    /// The one thing that this place is for.
    Primary,
    /// There when looked for.
    Quiet,
    /// Takes something away.
    Danger,
}

impl ButtonTone {
    pub(super) fn class(self, shape: ButtonShape) -> String {
        let tone = match self {
            Self::Plain => "button",
            Self::Primary => "button primary",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        };
        let shape = match shape {
            ButtonShape::Words => "",
            ButtonShape::Slim => " slim",
            ButtonShape::IconOnly => " icon-only",
            ButtonShape::Wide => " wide",
        };
        [tone, shape].concat()
    }
}

/// How much room a button takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonShape {
    /// Its label, with an icon before it if there is one.
    #[default]
    Words,
    /// The same; on a phone its icon alone.
    Slim,
    /// Its icon alone; the label is spoken, and shown on hover.
    IconOnly,
    /// As wide as its place.
    Wide,
}

/// A button. One that cannot be used now stays in the tab order and says why, so that the reason can be read by everyone.
#[component]
pub fn Button(
    /// What it does, in a word or two; the accessible name too.
    #[prop(into)]
    label: Signal<String>,
    /// How much it asks for.
    #[prop(optional)]
    tone: ButtonTone,
    /// A symbol of the sprite before the label.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// How much room it takes.
    #[prop(optional)]
    shape: ButtonShape,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// The key that does the same, as shown to people.
    #[prop(optional)]
    keys: Option<&'static str>,
    /// Why it cannot be used now.
    #[prop(optional, into)]
    why_not: MaybeProp<String>,
    /// Its work is under way; pressed again, it does nothing.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What happens.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let on_click = move |event: MouseEvent| {
        if why_not.with_untracked(Option::is_some) || busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    let icon_only = shape == ButtonShape::IconOnly;
    let title = move || why_not.get().or_else(|| icon_only.then(|| label.get()));
    view! {
        <button
            class=tone.class(shape)
            type=if submit { "submit" } else { "button" }
            title=title
            aria-disabled=move || why_not.with(Option::is_some).then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-keyshortcuts=keys
            on:click=on_click
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span class:said=icon_only>{label}</span>
            {keys.filter(|_| !icon_only).map(|keys| view! { <kbd aria-hidden="true">{keys}</kbd> })}
        </button>
    }
}

/// A link that looks like a button: goes somewhere, changes nothing.
#[component]
pub fn ButtonLink(
    /// Where it goes.
    #[prop(into)]
    href: Signal<String>,
    /// What is there.
    #[prop(into)]
    label: Signal<String>,
    /// How much it asks for.
    #[prop(optional)]
    tone: ButtonTone,
    /// A symbol of the sprite before the label.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// How much room it takes.
    #[prop(optional)]
    shape: ButtonShape,
    /// Whether what it opens lies over this page, which stays where it is scrolled to.
    #[prop(optional)]
    over: bool,
) -> impl IntoView {
    view! {
        <a class=tone.class(shape) href=href data-noscroll=over.then_some("")>
            {icon.map(|name| view! { <Icon name /> })}
            <span>{label}</span>
        </a>
    }
}
