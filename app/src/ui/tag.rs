//! A state in one word, for the end of a row or the corner of a card.

use leptos::prelude::*;

/// How a word or a message is meant; the colour follows it, the words carry it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Says how things are.
    #[default]
    Plain,
    /// Something went well.
    Good,
    /// Something needs a person.
    Warn,
    /// Worth special care: a key account, a proposal that waits.
    Gold,
}

impl Tone {
    /// The class that style files know.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Gold => "gold",
        }
    }
}

/// A word on a soft ground; `dashed` for what is proposed and not yet settled.
#[component]
pub fn Tag(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// How it is meant.
    #[prop(optional)]
    tone: Tone,
    /// Proposed, not settled.
    #[prop(optional)]
    dashed: bool,
) -> impl IntoView {
    let words = ["tag", tone.class(), if dashed { "dashed" } else { "" }];
    let class = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    view! { <span class=class>{label}</span> }
}
