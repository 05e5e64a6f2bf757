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
use leptos_router::hooks::use_location;

use self::{
    book::Book,
    figures::Figures,
    movement::Movement,
    shares::{Lorenz, Pareto},
    trend::Trend,
    what_if::{WhatIf, use_ranking},
};
use super::report::{Reported, about, asked::Asked, report_page};
use crate::{
    paths,
    wire::{concentration_page::ConcentrationPart, report::Span},
    words::en,
};

pub use self::figures::ratio;

/// The figures in hand, as the parts of the page read them.
pub type Told = Memo<Arc<ConcentrationPart>>;

impl Reported for ConcentrationPart {
    fn window(&self) -> Span {
        self.window
    }

    fn has_trade(&self) -> bool {
        self.figures.n > 0
    }

    fn about(&self) -> String {
        about(&self.about, self.window, self.figures.n, self.figures.total_minor)
    }
}

/// The page.
#[component]
pub fn ConcentrationPage() -> impl IntoView {
    let query = use_location().search;
    let asked = Memo::new(move |_| query.with(|query| Asked::of(query)));
    report_page(en::CONCENTRATION, paths::CONCENTRATION, asked, move |told| {
        view! { <Sections asked told /> }.into_any()
    })
}

/// All of it, while there are figures.
#[component]
fn Sections(asked: Memo<Asked>, told: Told) -> impl IntoView {
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
