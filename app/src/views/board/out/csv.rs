//! A board as a table for a spreadsheet: a line for each account in each cell, in the order of the board.

use domain::{
    account::Account,
    board::{Board, Cell},
    day::Day,
    field::{Field, Slot},
    model::Model,
    money::Currency,
};

use super::told::owner;
use crate::{
    views::{
        board::asked::Asked,
        csv::{MARK, decimal, line, text},
    },
    words::en::{self, boards::table},
};

/// The table. An account with several tags stands under each of them on a board of tags; amounts are in major units with a point.
pub fn csv(board: &Board, model: &Model, asked: &Asked, today: Day) -> String {
    let fields = asked.fields();
    let currency = model.base_currency();
    let mut table = MARK.to_owned();
    let mut head = vec![en::boards::board(fields.columns).to_owned()];
    head.extend(fields.rows.map(|rows| en::boards::board(rows).to_owned()));
    head.extend(table::HEADS.map(str::to_owned));
    table.push_str(&line(&head));
    for cell in cells(board) {
        let places = places(model, asked, &cell);
        for account in board.cards(&cell).iter().filter_map(|id| model.accounts.get(id)) {
            let mut fields = places.clone();
            fields.extend(facts(model, account, today, currency));
            table.push_str(&line(&fields));
        }
    }
    table
}

/// All cells, row by row.
fn cells(board: &Board) -> Vec<Cell> {
    let rows = if board.rows().is_empty() { &[Slot::Nothing][..] } else { board.rows() };
    let row = |row: &Slot| {
        let cell = |column: &Slot| Cell { column: column.clone(), row: row.clone() };
        board.columns().iter().map(cell).collect::<Vec<_>>()
    };
    rows.iter().flat_map(row).collect()
}

/// The values of a cell, in words.
fn places(model: &Model, asked: &Asked, cell: &Cell) -> Vec<String> {
    let fields = asked.fields();
    let mut places = vec![text(&en::boards::slot(model, fields.columns, &cell.column))];
    places.extend(fields.rows.map(|rows| text(&en::boards::slot(model, rows, &cell.row))));
    places
}

fn facts(model: &Model, account: &Account, today: Day, currency: Currency) -> Vec<String> {
    let stage = Field::Relationship.slots_of(model, account, today);
    let stage = stage.iter().map(|slot| en::boards::slot(model, Field::Relationship, slot)).collect::<String>();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let tags: Vec<&str> = account.tags.iter().map(String::as_str).collect();
    let last_day = model.trailing.get(&account.id).and_then(|trailing| trailing.last_day);
    vec![
        text(&account.name),
        text(&account.reference),
        text(&owner(model, account)),
        text(&account.country),
        text(&account.segment),
        text(&tags.join("; ")),
        text(&stage),
        decimal(model.revenue_ttm_minor(account.id), currency),
        currency.code().to_owned(),
        text(&account.next_step),
        day(account.next_step_day),
        day(last_day),
    ]
}

#[cfg(test)]
mod tests {
    use domain::{board::Layout, ids::AccountId, trailing::Trailing, workspace::Workspace};
    use uuid::Uuid;

    use super::*;

    const TODAY: Day = Day::constant(2026, 3, 2);

    fn book(names: &[(&str, &str, i64)]) -> Model {
        let mut model = Model { workspace: Some(Workspace::default()), ..Model::default() };
        for (at, (name, country, minor)) in names.iter().enumerate() {
            let id = AccountId(Uuid::from_u128(at as u128 + 1));
            let account =
                Account { id, name: (*name).to_owned(), country: (*country).to_owned(), ..Account::default() };
            model.accounts.insert(id, account);
            model.trailing.insert(id, Trailing { id, revenue_ttm_minor: *minor, ..Trailing::default() });
        }
        model
    }

    #[test]
    fn every_account_is_a_line_under_its_column() {
        let model = book(&[("Acorn, Gifts", "France", 500_000), ("Birch \"Row\"", "Spain", -905)]);
        let asked = Asked { columns: Field::Country, ..Asked::default() };
        let board = Board::new(&model, TODAY, asked.layout());
        let written = csv(&board, &model, &asked, TODAY);
        let lines: Vec<&str> = written.trim_start_matches(MARK).split("\r\n").collect();
        assert!(lines[0].starts_with("Country,Account,Reference,"));
        assert_eq!(lines[1], "France,\"Acorn, Gifts\",,,France,,,Not placed,5000.00,EUR,,,");
        assert_eq!(lines[2], "Spain,\"Birch \"\"Row\"\"\",,,Spain,,,Not placed,-9.05,EUR,,,");
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn a_name_is_never_a_formula() {
        let model = book(&[("=HYPERLINK(\"http://a\")", "@b", 0), ("-1+1", "", 5)]);
        let asked = Asked { columns: Field::Country, ..Asked::default() };
        let board = Board::new(&model, TODAY, Layout { columns: Field::Country, ..Layout::default() });
        let written = csv(&board, &model, &asked, TODAY);
        assert!(written.contains("'@b,\"'=HYPERLINK"));
        assert!(written.contains("'-1+1"));
        let reader = csv::Reader::from_reader(written.trim_start_matches(MARK).as_bytes());
        let fields =
            reader.into_records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
        assert!(fields.collect::<Vec<_>>().iter().all(|field| !field.starts_with(['=', '+', '-', '@'])));
    }
}
