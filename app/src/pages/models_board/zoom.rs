//! A cell looked into: what it means, what to do there, and all of its accounts.

use leptos::prelude::*;

use domain::ids::AccountId;

use super::{
    asked::Asked,
    desk::{Desk, title_of},
    standing::Sign,
};
use crate::{
    ui::{Button, ButtonTone, ListShape, RowPlace, VirtualList, tell::tell_rows},
    views::reporting,
    wire::models_board::ModelSums,
    words::en::{self, models_board as words},
};

/// How high a line is, in px; the styles have the last word.
const LINE_PX: f64 = 40.0;

/// What is known of a line, by its account.
#[derive(Clone, Debug, Default, PartialEq)]
struct Line {
    name: String,
    sum: String,
    told: String,
}

/// The cell.
#[component]
pub fn Zoom(desk: Desk) -> impl IntoView {
    let place = Memo::new(move |_| {
        let (model, cell) = desk.asked.with(|asked| (asked.model.clone(), asked.cell.clone()));
        let (model, cell) = (model?, cell?);
        desk.part.with(|part| {
            let at = part.as_ref()?.models.iter().position(|sums| sums.model.id == model)?;
            Some((at, cell))
        })
    });
    let keys = Memo::new(move |_| {
        let Some((at, cell)) = place.get() else { return Vec::new() };
        let Some(standing) = desk.standing.get() else { return Vec::new() };
        let found = standing.models.get(at).and_then(|on| {
            let cell = desk.part.with(|part| super::standing::place_of(part.as_ref()?.models.get(at)?, &cell));
            cell.map_or(Some(&on.nowhere), |cell| on.cells.get(cell))
        });
        let ids = standing.board.as_ref().map(|board| &board.accounts.id);
        let members = found.map(|found| found.members.as_slice()).unwrap_or_default();
        ids.map(|ids| members.iter().filter_map(|place| ids.get(*place).copied()).collect()).unwrap_or_default()
    });
    let told = move |read: fn(&ModelSums, &str) -> Option<String>| {
        Memo::new(move |_| {
            let (at, cell) = place.get()?;
            desk.part.with(|part| read(part.as_ref()?.models.get(at)?, &cell))
        })
    };
    let title = told(|sums, cell| Some(if cell.is_empty() { words::NOWHERE.to_owned() } else { title_of(sums, cell) }));
    let model = told(|sums, _| Some(sums.model.title.clone()));
    let meaning = told(|sums, cell| sums.model.cell(cell).map(|cell| cell.meaning.clone()));
    let advice = told(|sums, cell| sums.model.cell(cell).map(|cell| cell.advice.clone()));
    let back = move || Asked { cell: None, ..desk.asked.get() }.path();
    let row = move |place: RowPlace<AccountId>| view! { <ZoomLine desk place /> }.into_any();
    view! {
        <section class="panel model-zoom" aria-labelledby="zoom-title">
            <header>
                <h2 id="zoom-title">{move || title.get()}</h2>
                <a class="link" href=back>{words::CLOSE_CELL}</a>
            </header>
            <p class="meta">{move || model.get()}</p>
            <p>{move || meaning.get()}</p>
            <p class="advice">{move || advice.get()}</p>
            <Selected desk />
            <VirtualList keys row_px=LINE_PX shape=ListShape::Flow class="zoom-lines" labelledby="zoom-title" children=row />
        </section>
    }
}

/// What can be done with the accounts that are selected.
#[component]
fn Selected(desk: Desk) -> impl IntoView {
    let count = Memo::new(move |_| desk.selected.with(|selected| selected.iter().count()));
    let on_move = move || {
        let model = desk.asked.with_untracked(|asked| asked.model.clone()).unwrap_or_default();
        desk.ask_where(&model, desk.selected.with_untracked(|selected| selected.iter().copied().collect()));
    };
    let why_not = Signal::derive(move || {
        let first = desk.selected.with(|selected| selected.iter().next().copied());
        first.and_then(|first| desk.no_place(first))
    });
    let none = move || tell_rows(desk.selected, domain::set::SetOf::new());
    move || {
        (count.get() > 0).then(|| {
            view! {
                <div class="buttons model-selected" role="group" aria-label=words::selected(count.get())>
                    <span class="meta">{words::selected(count.get())}</span>
                    <Button label=words::SELECTED_MOVE why_not on_press=on_move />
                    <Button label=words::SELECT_NONE tone=ButtonTone::Quiet on_press=none />
                </div>
            }
        })
    }
}

fn line_of(desk: Desk, account: AccountId) -> Line {
    let Some(standing) = desk.standing.get() else { return Line::default() };
    let (Some(board), Some(model)) = (standing.board.as_deref(), desk.asked.with(|asked| asked.model.clone())) else {
        return Line::default();
    };
    let Some(place) = board.place(account) else { return Line::default() };
    let told = desk.part.with(|part| {
        let models = &part.as_ref()?.models;
        let at = models.iter().position(|sums| sums.model.id == model)?;
        let (sums, one) = (models.get(at)?, standing.models.get(at)?.one(place));
        let sign = match (one.cell(), one.sign()) {
            (None, _) => return Some(String::new()),
            (_, Sign::Confirmed) => words::SIGN_CONFIRMED,
            (_, Sign::Placed) => words::SIGN_PLACED,
            (_, Sign::Computed) => words::SIGN_COMPUTED,
        };
        let computed = one.elsewhere().and_then(|at| sums.cells.get(at)).map(|sum| title_of(sums, &sum.cell));
        let computed = computed.map(|cell| words::figures_say(&cell));
        Some([sign.to_owned()].into_iter().chain(computed).collect::<Vec<_>>().join(" · "))
    });
    Line {
        name: board.accounts.name.get(place).cloned().unwrap_or_default(),
        sum: en::money_short(
            board.accounts.revenue_ttm_minor.get(place).copied().unwrap_or_default(),
            reporting::currency(),
        ),
        told: told.unwrap_or_default(),
    }
}

#[component]
fn ZoomLine(desk: Desk, place: RowPlace<AccountId>) -> impl IntoView {
    let account = place.key;
    let line = Memo::new(move |_| line_of(desk, account));
    let href = move || Asked { account: Some(account), ..desk.asked.get() }.path();
    let is_selected = move || desk.selected.with(|selected| selected.contains(&account));
    let label = move || [en::select::THIS, " ", &line.with(|line| line.name.clone())].concat();
    view! {
        <li class="zoom-line" aria-posinset=move || place.position().to_string() aria-setsize=move || place.count().to_string()>
            <input type="checkbox" aria-label=label prop:checked=is_selected on:change=move |_| desk.toggle(account) />
            <a class="cut" href=href>{move || line.with(|line| line.name.clone())}</a>
            <span class="meta cut">{move || line.with(|line| line.told.clone())}</span>
            <span class="num">{move || line.with(|line| line.sum.clone())}</span>
        </li>
    }
}
