//! Something that has to be said in the place where it happened: refused, broke, offline, a conflict, a new version.

use leptos::prelude::*;

use super::icon::Icon;
use super::tag::Tone;

fn symbol(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "info",
        Tone::Good => "circle-check",
        Tone::Warn => "triangle-alert",
        Tone::Gold => "circle-alert",
    }
}

/// A notice: what happened, why and what can be done. Children are its buttons, the way on.
/// `urgent` interrupts a screen reader; keep it for what the person has just done and what failed.
#[component]
pub fn Notice(
    /// What happened.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what was kept.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// How it is meant.
    #[prop(optional)]
    tone: Tone,
    /// Another symbol than the tone's own.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Spoken at once.
    #[prop(optional)]
    urgent: bool,
    /// The way on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = ["notice ", tone.class()].concat();
    view! {
        <div class=class role=if urgent { "alert" } else { "status" }>
            <Icon name=icon.unwrap_or_else(|| symbol(tone)) />
            <div>
                <b>{title}</b>
                <p hidden=move || text.with(Option::is_none)>{move || text.get()}</p>
            </div>
            {children.map(|children| view! { <div class="buttons">{children()}</div> })}
        </div>
    }
}
