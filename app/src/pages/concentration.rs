//! Concentration: how much of the revenue hangs on how few accounts, how that changed, who entered and left, and what would be if.
//!
//! The server sends the figures with the page; for another day, basis or scope, and when the book changes, they are fetched anew.
//! What is supposed is worked out here, over the whole ranking.

mod book;
mod figures;
mod movement;
mod shares;
mod trend;
mod what_if;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use self::{
    book::Book,
    figures::Figures,
    movement::Movement,
    shares::{Lorenz, Pareto},
    trend::Trend,
    what_if::{WhatIf, use_ranking},
};
use super::report::{
    Failed, Head, Kind, about,
    asked::Asked,
    controls::Controls,
    in_hand::{InHand, use_in_hand},
};
use crate::{paths, wire::concentration_page::ConcentrationPart, words::en};

pub use self::figures::ratio;

/// The figures in hand, as the parts of the page read them.
pub type Told = Memo<Arc<ConcentrationPart>>;

/// The page.
#[component]
pub fn ConcentrationPage() -> impl IntoView {
    let query = use_location().search;
    let asked = Memo::new(move |_| query.with(|query| Asked::of(query)));
    let report = use_in_hand(paths::CONCENTRATION, Memo::new(move |_| asked.with(Asked::plain)));
    let kind = Memo::new(move |_| {
        report.part.with(|part| Kind::of(part.as_deref(), |part: &ConcentrationPart| part.figures.n > 0))
    });
    let body = move || {
        kind.get().instead().or_else(|| {
            let first = report.part.get_untracked()?;
            Some(view! { <Sections asked report first /> }.into_any())
        })
    };
    let about = Signal::derive(move || {
        let told =
            |part: &Arc<ConcentrationPart>| about(&part.about, part.window, part.figures.n, part.figures.total_minor);
        report.part.with(|part| part.as_ref().map(told).unwrap_or_default())
    });
    let window = Signal::derive(move || report.part.with(|part| part.as_ref().map(|part| part.window)));
    // A field begins with what stands in it, so there is none before that is known.
    let is_told = Memo::new(move |_| window.with(Option::is_some));
    let controls = move || is_told.get().then(|| view! { <Controls asked place=paths::CONCENTRATION window /> });
    view! {
        <Title text=en::CONCENTRATION />
        <main id="main" class="main report" tabindex="-1" aria-busy=move || report.busy.get().then_some("true")>
            <Head title=en::CONCENTRATION about place=paths::CONCENTRATION />
            {controls}
            <Failed report />
            {body}
        </main>
    }
}

/// All of it, while there are figures.
#[component]
fn Sections(
    asked: Memo<Asked>,
    report: InHand<ConcentrationPart>,
    /// The figures in hand.
    first: Arc<ConcentrationPart>,
) -> impl IntoView {
    let told: Told = Memo::new(move |_| report.part.get().unwrap_or_else(|| first.clone()));
    let ranking = use_ranking(asked, told);
    view! {
        <Figures told />
        <Trend told />
        <div class="chart-pair">
            <Pareto told />
            <Lorenz told />
        </div>
        <Movement told />
        <WhatIf asked told ranking />
        <Book asked told ranking />
    }
}
