//! The four models on the page of an account: where it stands on each and why, the ways to score it and to the board, and the register of
//! investments behind one of them.

mod investment_form;
mod investments;

use std::sync::Arc;

use leptos::prelude::*;

use domain::ids::AccountId;

use self::investments::Investments;
use super::assess::AssessDialog;
use crate::{
    client::assessments::{use_assessments, use_models_by_now},
    paths,
    ui::ButtonLink,
    ui::ButtonTone,
    views::{
        shape::Shape,
        standing::{Acts, OnModels},
    },
    wire::assessments::Assessments,
    words::en::standing as words,
};

/// What is told of the account on the models.
pub type Told = Memo<Option<Arc<Assessments>>>;

/// The panels. They come after the first paint.
#[component]
pub fn ModelsPanel(
    /// Which account.
    id: AccountId,
) -> impl IntoView {
    let fetched = use_assessments(id);
    let models = use_models_by_now(fetched);
    let told: Told = Memo::new(move |_| fetched.told.get());
    let acts = Acts { place: None, no_place: Signal::stored(None), is_past: Signal::stored(false) };
    let is_there = Memo::new(move |_| told.with(Option::is_some));
    view! {
        <section class="panel standing" aria-labelledby="on-models-title">
            <header>
                <h2 id="on-models-title">{words::TITLE}</h2>
                <ButtonLink href=paths::on_models_board(id) label=words::ON_THE_BOARD icon="square-kanban" tone=ButtonTone::Quiet />
            </header>
            <OnModels account=id told=fetched models acts waiting=move || view! { <Shape lines=6 /> }.into_any() />
        </section>
        {move || is_there.get().then(|| view! { <Investments id told /> })}
        <AssessDialog id told models />
    }
}
