//! A cell of a model: what it is called, what to do there, what it adds up to, and the accounts that stand in it.

use leptos::prelude::*;

use super::{
    asked::Asked,
    desk::{Desk, title_of},
    mark::{GhostRow, InBox, Mark, MarkRow},
    model::Drawn,
    spot::percent,
};
use crate::{
    ui::{Row, Rows, px},
    views::reporting,
    words::en::{self, models_board as words},
};

/// The cell.
#[component]
pub fn CellBox(desk: Desk, drawn: Drawn, cell: usize) -> impl IntoView {
    let (id, model, title, advice) = drawn.sums.with_value(|sums| {
        let id = sums.cells.get(cell).map(|sum| sum.cell.clone()).unwrap_or_default();
        let advice = sums.model.cell(&id).map(|cell| cell.advice.clone());
        (id.clone(), sums.model.id.clone(), title_of(sums, &id), advice)
    });
    let labelled = ["cell-", &model, "-", &id].concat();
    let (heading, of_list) = (labelled.clone(), labelled.clone());
    let sums = Memo::new(move |_| {
        desk.standing.with(|standing| {
            let found = standing.as_ref()?.models.get(drawn.at)?.cells.get(cell)?;
            Some(words::cell(found.count, &en::money_short(found.revenue_minor, reporting::currency()), found.share))
        })
    });
    let inside = Memo::new(move |_| drawn.marks.with(|marks| marks.boxes.get(cell).cloned().unwrap_or_default()));
    let (over, column) = (id.clone(), id.clone());
    let stripe = drawn.plan.with_value(|plan| plan.diagonal.as_ref()?.stripe(cell));
    let thousandths = |part: f64| px::whole(part * 1_000.0);
    let (from, to) = stripe.map(|(from, to)| (thousandths(from), thousandths(to))).unzip();
    let href = Signal::derive({
        let (model, id) = (model.clone(), id.clone());
        move || Asked { model: Some(model.clone()), cell: Some(id.clone()), ..desk.asked.get() }.path()
    });
    let more = move || inside.with(|inside| inside.more);
    let count = move || inside.with(|inside| inside.marks.len()).to_string();
    view! {
        <section
            class="model-cell" data-column=column data-count=count data-from=from data-to=to aria-labelledby=labelled
            class:drag-over=move || drawn.drag.is_over(&over)
        >
            <header>
                <h3 id=heading><a href=href title=advice.clone()>{title}</a></h3>
                <span class="num meta">{move || sums.get()}</span>
                <p class="meta advice">{advice}</p>
            </header>
            <ol class="marks" aria-labelledby=of_list><Rows rows=move || rows(desk, drawn, &inside.get()) /></ol>
            <p class="meta more" hidden=move || more() == 0><a class="link" href=href>{move || words::more_in(more())}</a></p>
        </section>
    }
}

/// What is drawn in it, ghosts behind.
fn rows(desk: Desk, drawn: Drawn, inside: &InBox) -> Vec<Row> {
    let count = inside.marks.len();
    let print = |mark: &Mark, is_ghost: bool| {
        let Mark { account, name, sum, sign, elsewhere, leans, at, size, hue } = mark;
        let at = at.map(|at| [percent(at.x), percent(at.y)]);
        format!("{account} {is_ghost} {sign:?} {elsewhere:?} {leans:?} {at:?} {size} {hue:?} {name} {sum}")
    };
    let mark = |(at, mark): (usize, &Mark)| {
        let (key, mark, position) = (print(mark, false), mark.clone(), at + 1);
        Row::new(format!("{key} {position} {count}"), move || view! { <MarkRow desk drawn mark position count /> })
    };
    let ghost = |mark: &Mark| {
        let (key, mark) = (print(mark, true), mark.clone());
        Row::new(key, move || view! { <GhostRow desk mark /> })
    };
    inside.ghosts.iter().map(ghost).chain(inside.marks.iter().enumerate().map(mark)).collect()
}
