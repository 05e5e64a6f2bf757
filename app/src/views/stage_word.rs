//! A stage in a line of text: its colour and its word.

use leptos::prelude::*;

use domain::placement::Stage;

use crate::words::en;

/// The class that gives a stage its colour.
pub fn stage_class(stage: Option<Stage>) -> &'static str {
    match stage {
        None => "stage none",
        Some(Stage::Pre) => "stage stage-pre",
        Some(Stage::Early) => "stage stage-early",
        Some(Stage::Mid) => "stage stage-mid",
        Some(Stage::Partnership) => "stage stage-partnership",
        Some(Stage::Synergistic) => "stage stage-synergistic",
        Some(Stage::Uncoupling) => "stage stage-uncoupling",
    }
}

/// Where an account stands, in a word.
#[component]
pub fn StageWord(
    /// The stage; none: not placed.
    stage: Option<Stage>,
) -> impl IntoView {
    view! { <span class=stage_class(stage) title=stage.map(en::stage_meaning)>{en::standing(stage)}</span> }
}
