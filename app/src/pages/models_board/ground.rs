//! What lies behind the accounts of a model: lines, dots and, of a model on the diagonal of a plane, that plane with its axes.

use leptos::prelude::*;

use domain::categorization::{Axis, CategorizationModel, Reached};

use super::{
    desk::title_of,
    diagonal::Zone,
    mark::Marks,
    model::Drawn,
    spot::{Plan, closed, dots, froms, lines, path, percent},
};
use crate::{
    ui::{px::tenths, rect::Point},
    words::en::{models, models_board as words},
};

/// All of it: the first child of what is dragged over, before the cells.
#[component]
pub fn Ground(drawn: Drawn) -> impl IntoView {
    if drawn.plan.with_value(|plan| plan.diagonal.is_none()) {
        return view! { <Map drawn /> }.into_any();
    }
    let up = drawn.sums.with_value(|sums| sums.model.axes.get(1).cloned()).map(|axis| {
        let (low, high) = ends(&axis);
        view! { <p class="meta model-axis upwards"><span>{low}</span><span>{words::across(&axis.title)}</span><span>{high}</span></p> }
    });
    view! {
        <div class="plane-ground">
            <div class="plane-square" data-square="true"></div>
            <Map drawn />
            {up}
            {names(drawn)}
        </div>
    }
    .into_any()
}

/// The ends of an axis in words: `1 Transactional`, `5 Collaborative`.
pub fn ends(axis: &Axis) -> (String, String) {
    (words::end(axis.scale.low, &axis.low), words::end(axis.scale.high, &axis.high))
}

/// The names of the stages along the diagonal with their thresholds, and of the corners off it; in a drawing without measures of its own, so
/// that letters are not stretched. Who does not see the plane is told the same by the list of the stages and by each account.
fn names(drawn: Drawn) -> impl IntoView + use<> {
    drawn.plan.with_value(|plan| {
        let diagonal = plan.diagonal.as_ref()?;
        let corner = |zone: &Zone| {
            let (class, at) = match zone.is_upper {
                true => ("zone-name upper", Point { x: 0.0, y: 0.0 }),
                false => ("zone-name lower", Point { x: 1.0, y: 1.0 }),
            };
            let (x, y) = percents(plan.in_cell(at));
            view! { <text class=class x=x y=y>{zone.title.clone()}</text> }
        };
        let corners = diagonal.zones.iter().map(corner).collect_view();
        let stage = |cell: usize| {
            let at = diagonal.label(cell)?;
            // At an edge there is room on one side only.
            let (name, more) = match at.x {
                x if x > 0.9 => ("stage-name at-end", "stage-from at-end"),
                x if x < 0.2 => ("stage-name at-start", "stage-from at-start"),
                _ => ("stage-name", "stage-from"),
            };
            let (x, y) = percents(plan.in_cell(at));
            let (title, from) = drawn.sums.with_value(|sums| {
                let id = &sums.cells.get(cell)?.cell;
                Some((title_of(sums, id), from_of(&sums.model, id)))
            })?;
            let (same_x, same_y) = (x.clone(), y.clone());
            Some(view! {
                <text class=name x=x y=y>{title}</text>
                <text class=more x=same_x y=same_y>{from}</text>
            })
        };
        let cells = drawn.sums.with_value(|sums| sums.cells.len());
        let stages = (0..cells).filter_map(stage).collect_view();
        Some(view! { <svg class="plane-names" aria-hidden="true">{corners}{stages}</svg> })
    })
}

fn percents(at: Point) -> (String, String) {
    (percent(at.x), percent(at.y))
}

/// From which mean on a stage is reached: `from 1.8`.
fn from_of(model: &CategorizationModel, cell: &str) -> Option<String> {
    let Reached::Boxes(boxes) = &model.cell(cell)?.reached else { return None };
    let (axis, band) = boxes.first()?.iter().next()?;
    let band = model.axis(axis)?.bands.iter().find(|known| known.id == *band)?;
    band.from.map(models::from)
}

/// The stages as stripes across a diagonal, and the corners off it.
fn stripes(drawn: Drawn) -> impl IntoView + use<> {
    drawn.plan.with_value(|plan| {
        let diagonal = plan.diagonal.as_ref()?;
        let outline = |corners: &[Point]| closed(&corners.iter().map(|at| plan.in_cell(*at)).collect::<Vec<_>>());
        let ids = drawn.sums.with_value(|sums| sums.cells.iter().map(|sum| sum.cell.clone()).collect::<Vec<_>>());
        let stripe = |(cell, id): (usize, String)| {
            diagonal.stripe(cell)?;
            let outline = outline(&diagonal.outline(cell));
            let is_over = move || drawn.drag.is_over(&id);
            Some(view! { <path class="map-stripe" class:drag-over=is_over d=outline></path> })
        };
        let stripes = ids.into_iter().enumerate().filter_map(stripe).collect_view();
        let zone = |zone: &Zone| view! { <path class="map-zone" d=outline(&zone.outline())></path> };
        Some((stripes, diagonal.zones.iter().map(zone).collect_view()))
    })
}

/// The lines between cells that stand in rows.
fn grid_of(plan: &Plan) -> String {
    let (rows, across) = (plan.rows.len() as f64, plan.across() as f64);
    let rows = (1..plan.rows.len()).map(|row| ["M0 ", &tenths(row as f64 * 100.0 / rows), "h100"].concat());
    let columns = (1..plan.across()).map(|at| ["M", &tenths(at as f64 * 100.0 / across), " 0v100"].concat());
    rows.chain(columns).collect()
}

/// What lies behind the marks: thin lines to ghosts, dots of what has no mark; on a phone all of it as a small map.
#[component]
fn Map(drawn: Drawn) -> impl IntoView {
    let way = move |read: fn(&Marks) -> String| move || drawn.marks.with(|marks| read(marks));
    let grid = drawn.plan.with_value(|plan| if plan.diagonal.is_some() { String::new() } else { grid_of(plan) });
    view! {
        <svg class="model-map" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {stripes(drawn)}
            <path class="map-grid" d=grid></path>
            <path class="map-lines" d=way(|marks| lines(&marks.lines))></path>
            <path class="map-drift" d=way(|marks| lines(&marks.drift))></path>
            <path class="map-from" d=way(|marks| froms(&marks.drift))></path>
            <path class="map-path" d=move || drawn.path.with(|points| path(points))></path>
            <path class="map-from" d=move || drawn.path.with(|points| dots(points))></path>
            <path class="map-near" d=way(|marks| dots(&marks.near))></path>
            <path class="map-rest" d=way(|marks| dots(&marks.rest))></path>
        </svg>
    }
}
