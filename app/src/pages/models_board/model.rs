//! One model of the board: its cells as they lie, with the accounts that stand there. All that is dragged on it is dragged here.

use std::sync::Arc;

use leptos::{ev::MouseEvent, html, prelude::*};

use domain::{categorization::BOARDS, ids::AccountId};

use super::{
    asked::Asked,
    cell::CellBox,
    desk::Desk,
    ground::{Ground, ends},
    mark::{Marks, account_of, key_of, path_of},
    spot::Plan,
};
use crate::{
    paths,
    ui::{
        CardAct, Drag, DragEvent, DragLayer, DragOptions, Row, Rows, Target, drag::Held, listen::target_of,
        rect::Point, use_drag, use_live,
    },
    views::reporting,
    wire::models_board::ModelSums,
    words::en::{self, models_board as words},
};

/// A model that is drawn.
#[derive(Clone, Copy)]
pub struct Drawn {
    /// Which one: its place on the board.
    pub at: usize,
    /// The model with its cells.
    pub sums: StoredValue<Arc<ModelSums>>,
    /// How its cells lie.
    pub plan: StoredValue<Plan>,
    /// Whether it is shown alone, and larger.
    pub is_alone: bool,
    /// What of its accounts is drawn where.
    pub marks: Memo<Arc<Marks>>,
    /// The way of the account that is looked at, over the whole.
    pub path: Memo<Vec<Point>>,
    /// What moves accounts over it.
    pub drag: Drag,
}

/// The panel.
#[component]
pub fn OneModel(desk: Desk, at: usize, sums: Arc<ModelSums>, is_alone: bool, has_room: bool) -> impl IntoView {
    let ids: Vec<&str> = sums.cells.iter().map(|sum| sum.cell.as_str()).collect();
    let plan = Plan::of(&sums.model, &ids, has_room);
    let (root, model) = (NodeRef::<html::Div>::new(), StoredValue::new(sums.model.id.clone()));
    let drag = use_drag(drag_options(desk, model, root));
    let (sums, plan) = (StoredValue::new(sums), StoredValue::new(plan));
    let (marks, path) = (Marks::of_model(desk, at, sums, plan, is_alone), path_of(desk, at, sums, plan));
    let drawn = Drawn { at, sums, plan, is_alone, marks, path, drag };
    let on_click = move |event: MouseEvent| {
        let of = |name: &str| target_of(&event, &["[", name, "]"].concat()).and_then(|found| found.get_attribute(name));
        let account = of("data-card").and_then(|key| account_of(&key)).or_else(|| of("data-ghost")?.parse().ok());
        if let Some(account) = account {
            desk.choose(Some(account));
        }
    };
    let class = move || {
        let shape = plan.with_value(|plan| match (plan.is_plane, &plan.diagonal) {
            (true, _) => "model-plane",
            (false, None) => "model-plane in-rows",
            (false, Some(_)) => "model-plane diagonal",
        });
        if marks.with(|marks| marks.as_points) { [shape, " as-points"].concat() } else { [shape, " as-cards"].concat() }
    };
    let across = plan.with_value(Plan::across).to_string();
    let rows = plan.with_value(|plan| plan.rows.clone());
    let rows = rows.into_iter().map(|row| row_of(desk, drawn, row)).collect_view();
    let id = model.with_value(|model| ["model-", model].concat());
    let labelled = id.clone();
    view! {
        <section class="panel model-board" class:alone=is_alone aria-labelledby=labelled>
            <Head desk drawn id />
            <div class=class data-across=across node_ref=root on:click=on_click>
                <Ground drawn />
                {rows}
            </div>
            <Axes drawn />
            <Nowhere desk drawn />
            <DragLayer drag />
        </section>
    }
}

fn row_of(desk: Desk, drawn: Drawn, row: Vec<Option<usize>>) -> impl IntoView {
    let cells = row.into_iter().flatten().map(|cell| view! { <CellBox desk drawn cell /> }).collect_view();
    view! { <div class="plane-row">{cells}</div> }
}

/// The name of the model, and the way to it alone and back.
#[component]
fn Head(desk: Desk, drawn: Drawn, id: String) -> impl IntoView {
    let (title, model, up) = drawn.sums.with_value(|sums| {
        let up = sums.model.axes.get(1).filter(|_| drawn.plan.with_value(|plan| plan.is_plane));
        (sums.model.title.clone(), sums.model.id.clone(), up.map(|axis| words::up(&axis.title)))
    });
    let href = move || {
        let asked = desk.asked.get();
        let alone = if drawn.is_alone { None } else { Some(model.clone()) };
        Asked { model: alone, cell: None, ..asked }.path()
    };
    view! {
        <header>
            <h2 id=id><a href=href>{title}</a></h2>
            <span class="meta">{up}</span>
        </header>
    }
}

/// The axis below a plane; below rows of stages what the sides mean.
#[component]
fn Axes(drawn: Drawn) -> impl IntoView {
    let (is_plane, is_diagonal) = drawn.plan.with_value(|plan| (plan.is_plane, plan.diagonal.is_some()));
    drawn.sums.with_value(|sums| match (is_plane, sums.model.axes.as_slice()) {
        (false, [across, ..]) if is_diagonal => {
            let (low, high) = ends(across);
            view! { <p class="meta model-axis lean"><span>{low}</span><span>{words::across(&across.title)}</span><span>{high}</span></p> }
            .into_any()
        }
        (true, [across, ..]) => {
            view! { <p class="meta model-axis"><span>{across.low.clone()}</span><span>{words::across(&across.title)}</span><span>{across.high.clone()}</span></p> }
            .into_any()
        }
        (false, [_, _, _]) => {
            view! { <p class="meta model-axis lean"><span>{words::LEAN_LEFT}</span><span>{words::LEAN_RIGHT}</span></p> }.into_any()
        }
        _ => ().into_any(),
    })
}

/// How many stand nowhere, and the way to them.
#[component]
fn Nowhere(desk: Desk, drawn: Drawn) -> impl IntoView {
    let told = Memo::new(move |_| {
        desk.standing.with(|standing| {
            let nowhere = &standing.as_ref()?.models.get(drawn.at)?.nowhere;
            let sum = en::money_short(nowhere.revenue_minor, reporting::currency());
            (nowhere.count > 0).then(|| words::nowhere(nowhere.count, &sum))
        })
    });
    let model = drawn.sums.with_value(|sums| sums.model.id.clone());
    let href = move || Asked { model: Some(model.clone()), cell: Some(String::new()), ..desk.asked.get() }.path();
    view! { <p class="meta model-nowhere" hidden=move || told.with(Option::is_none)><a class="link" href=href>{move || told.get()}</a></p> }
}

/// What the drag is told: what may go where, and what becomes of it.
fn drag_options(desk: Desk, model: StoredValue<String>, root: NodeRef<html::Div>) -> DragOptions {
    let live = use_live();
    let accounts = |held: &Held| held.cards.iter().filter_map(|key| account_of(key)).collect::<Vec<AccountId>>();
    let why = move |(held, target): (Held, Target)| {
        let first = accounts(&held).first().copied()?;
        model.with_value(|model| desk.why_not(model, first, &target.column))
    };
    let on_drop = move |(held, target): (Held, Target)| {
        model.with_value(|model| desk.drop_on(model, &accounts(&held), &target.column));
    };
    let on_act = move |(card, act): (String, CardAct)| {
        let Some(account) = account_of(&card) else { return };
        match act {
            CardAct::Open => desk.choose(Some(account)),
            CardAct::Select => desk.toggle(account),
            CardAct::MoveTo => match desk.no_place(account) {
                Some(why) => live.announce(why),
                None => model.with_value(|model| desk.ask_where(model, desk.with_selected(account))),
            },
        }
    };
    let on_event = move |event: DragEvent| {
        if let Some(words) = model.with_value(|model| said(desk, model, &event)) {
            live.announce(words);
        }
    };
    let selected = move || {
        let key = |account: &AccountId| model.with_value(|model| key_of(model, *account));
        desk.selected.with(|selected| selected.iter().map(key).collect::<Vec<String>>())
    };
    DragOptions {
        root,
        ordered: Signal::stored(false),
        next: None,
        selected: Signal::derive(selected),
        why_not: Callback::new(why),
        on_drop: Callback::new(on_drop),
        on_event: Callback::new(on_event),
        on_act: Callback::new(on_act),
    }
}

/// What is said of a drag: what became of it always, the way there only to whoever goes it by keys.
fn said(desk: Desk, model: &str, event: &DragEvent) -> Option<String> {
    let name = |held: &Held| match held.cards.as_slice() {
        [one] => account_of(one).map(|account| desk.name(account)).unwrap_or_default(),
        many => en::accounts(many.len()),
    };
    let place = |target: &Target| desk.cell_title(model, &target.column);
    Some(match event {
        DragEvent::Lifted(held) if held.by_key => en::lifted(&name(held)),
        DragEvent::Over(held, target, why) if held.by_key => en::over(&place(target), why.as_deref()),
        DragEvent::Lifted(_) | DragEvent::Over(..) => return None,
        DragEvent::Refused(held, target, why) => en::drop_refused(&name(held), &place(target), why),
        DragEvent::Returned(held) => en::returned(&name(held)),
    })
}

/// The models that are shown, one below or beside the other.
#[component]
pub fn Models(desk: Desk) -> impl IntoView {
    let rows = move || {
        let known = desk.alone();
        let has_room = desk.has_room();
        let Some(part) = desk.part.get() else { return Vec::new() };
        let is_shown = |sums: &ModelSums| match &known {
            Some(id) => sums.model.id == *id,
            // One beside the four is still in hand, while the page without it is on its way.
            None => BOARDS.contains(&sums.model.id.as_str()),
        };
        let shown = part.models.iter().enumerate().filter(|(_, sums)| is_shown(sums));
        let row = |(at, sums): (usize, &ModelSums)| {
            let (sums, is_alone) = (Arc::new(sums.clone()), known.is_some());
            let cells: String = sums.cells.iter().map(|sum| [" ", &sum.cell].concat()).collect();
            let key = format!("{} {} {is_alone} {has_room}{cells}", sums.model.id, sums.model.version);
            Row::new(key, move || view! { <OneModel desk at sums is_alone has_room /> })
        };
        shown.map(row).collect::<Vec<_>>()
    };
    let class = move || if desk.alone().is_some() { "model-boards alone" } else { "model-boards" };
    view! { <div class=class><Rows rows /></div> }
}

/// The way to what the models mean.
#[component]
pub fn Meaning() -> impl IntoView {
    view! { <a class="link" href=paths::MODELS>{words::WHAT_THEY_MEAN}</a> }
}
