//! The boards of the models as a table for a spreadsheet: a line for each account, with where it stands on each model that is shown.

use super::{
    super::desk::{Desk, title_of},
    Told,
};
use crate::{
    views::{
        csv::{MARK, decimal, line, text},
        person_chip::name_of,
        reporting,
    },
    wire::models_board::{ModelSums, ModelsBoard},
    words::en::models_board::table,
};

/// The table. Amounts are in major units with a point, values of axes with four decimals.
pub fn csv(desk: Desk, told: &Told<'_>) -> String {
    let Some(board) = &told.standing.board else { return String::new() };
    let mut head: Vec<String> = table::HEADS.map(str::to_owned).into();
    for (_, sums) in &told.models {
        head.extend(table::ON_MODEL.iter().map(|head| format!("{}: {head}", sums.model.title)));
        head.extend(sums.model.axes.iter().map(|axis| format!("{}: {}", sums.model.title, axis.title)));
    }
    let lines = told.standing.places.iter().copied().map(|place| {
        let mut fields = account(desk, board, place);
        for (_, sums) in &told.models {
            fields.extend(on_model(desk, board, sums, place));
        }
        line(&fields)
    });
    [MARK.to_owned(), line(&head)].into_iter().chain(lines).collect()
}

fn account(desk: Desk, board: &ModelsBoard, place: usize) -> Vec<String> {
    let accounts = &board.accounts;
    let owner = accounts.owner.get(place).copied().flatten().and_then(|at| board.people.get(at));
    let owner = owner.map(|owner| desk.workspace.read(|model| name_of(model.people.get(owner)))).unwrap_or_default();
    let minor = accounts.revenue_ttm_minor.get(place).copied().unwrap_or_default();
    let currency = reporting::currency();
    vec![
        text(accounts.name.get(place).map(String::as_str).unwrap_or_default()),
        accounts.id.get(place).map(ToString::to_string).unwrap_or_default(),
        text(&owner),
        decimal(minor, currency),
        currency.code().to_owned(),
    ]
}

fn on_model(desk: Desk, board: &ModelsBoard, sums: &ModelSums, place: usize) -> Vec<String> {
    let empty = || vec![String::new(); table::ON_MODEL.len() + sums.model.axes.len()];
    let Some(columns) = board.model(&sums.model.id) else { return empty() };
    let on = board.on(columns, place);
    let by = on.placed.and_then(|placed| placed.by);
    let by = by.map(|by| desk.workspace.read(|model| name_of(model.people.get(&by)))).unwrap_or_default();
    let cell = |cell: Option<&str>| cell.map(|cell| text(&title_of(sums, cell))).unwrap_or_default();
    let state = match on.placed {
        Some(placed) if placed.confirmed => table::CONFIRMED,
        Some(_) => table::PLACED,
        None if on.computed.is_some() => table::COMPUTED,
        None => "",
    };
    let mut fields = vec![
        cell(on.cell()),
        state.to_owned(),
        cell(on.computed),
        text(&by),
        on.placed.and_then(|placed| placed.day).unwrap_or_default().to_owned(),
        on.complete_percent.map(|percent| percent.to_string()).unwrap_or_default(),
        on.depth.map(|depth| depth.decimal(4)).unwrap_or_default(),
    ];
    fields.extend(on.point.iter().map(|value| value.map(|value| value.decimal(4)).unwrap_or_default()));
    fields.resize(table::ON_MODEL.len() + sums.model.axes.len(), String::new());
    fields
}
