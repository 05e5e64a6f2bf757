//! The fields of a draft: each shows what it began with, and writes what is typed into the draft.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    categorization::{Axis, Band, CategorizationModel},
    ratio::Ratio,
};

use crate::{
    client::model_draft::Draft,
    ui::{Field, TextArea},
};

type Writes = dyn Fn(&mut CategorizationModel, String) + Send + Sync;

/// What a field writes into a model.
#[derive(Clone)]
pub struct Write(Arc<Writes>);

impl Write {
    /// What this writes.
    pub fn of(write: impl Fn(&mut CategorizationModel, String) + Send + Sync + 'static) -> Self {
        Self(Arc::new(write))
    }

    /// Into an axis, by its place.
    pub fn on_axis(at: usize, write: fn(&mut Axis, String)) -> Self {
        Self::of(move |model, text| {
            if let Some(axis) = model.axes.get_mut(at) {
                write(axis, text);
            }
        })
    }

    /// Into a part of an axis, by the places of both.
    pub fn on_band(at: usize, place: usize, write: fn(&mut Band, String)) -> Self {
        Self::of(move |model, text| {
            if let Some(band) = model.axes.get_mut(at).and_then(|axis| axis.bands.get_mut(place)) {
                write(band, text);
            }
        })
    }
}

/// A line of text.
#[component]
pub fn Line(
    draft: Draft,
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    begins: String,
    write: Write,
) -> impl IntoView {
    let on_input = move |text: String| draft.write(|model| (write.0)(model, text));
    view! { <Field id label value=begins on_input /> }
}

/// Several lines of text, told apart as one.
#[component]
pub fn Lines(
    draft: Draft,
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    begins: String,
    write: Write,
) -> impl IntoView {
    let value = RwSignal::new(begins);
    Effect::new(move |before: Option<()>| {
        let text = value.get();
        if before.is_some() {
            draft.write(|model| (write.0)(model, text));
        }
    });
    view! { <TextArea id label value /> }
}

/// Has a part of an axis begin at a value. What is no number is none, which the check of the model tells.
pub fn set_threshold(band: &mut Band, text: String) {
    let text = text.trim().to_owned();
    band.from = Ratio::of_decimal(&text).or_else(|| Ratio::of_text(&text));
}
