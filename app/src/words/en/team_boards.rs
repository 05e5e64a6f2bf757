//! Boards that people make, their columns, and views that are kept.

use domain::{
    change::{Act, Change, Kind},
    history::Entry,
    ids::BoardColumnId,
};

use super::{accounts, count};

pub const COLUMN_MENU: &str = "Column";
pub const EDIT_COLUMN: &str = "Edit column";
pub const NEW_COLUMN: &str = "New column";
pub const ADD_COLUMN: &str = "Add column";
pub const MOVE_LEFT: &str = "Move left";
pub const MOVE_RIGHT: &str = "Move right";
pub const REMOVE_COLUMN: &str = "Remove column";
pub const NAME: &str = "Name";
pub const COLOUR: &str = "Colour";
pub const LIMIT: &str = "Limit";
pub const LIMIT_HINT: &str =
    "How many accounts are meant to stand here at most. More are let in, and the column says so.";
pub const IS_FIRST: &str = "It is the first column.";
pub const IS_LAST: &str = "It is the last column.";
pub const REMOVE: &str = "Remove";
/// The colours of columns, in the order of the tokens.
pub const HUES: [&str; 8] = ["Blue", "Green", "Violet", "Orange", "Slate", "Rose", "Teal", "Olive"];

pub const EDIT_BOARD: &str = "Edit board";
pub const NEW_BOARD: &str = "New board";
pub const SHARED: &str = "Everybody of the workspace sees it";
pub const COLUMNS: &str = "Columns";
pub const COLUMNS_HINT: &str = "One a line, from left to right. You can change them later.";
pub const FIRST_COLUMNS: &str = "To do\nDoing\nDone";
pub const CREATE: &str = "Create board";
pub const BY_FIELD: &str = "By a field";
pub const MADE_BOARDS: &str = "Your boards";
pub const NO_BOARDS: &str = "No board of your own yet. Make one for the week, a campaign, a round of renewals.";
pub const VIEWS: &str = "Saved views";
pub const NO_VIEWS: &str = "Open View on any board to save what you see under a name.";
pub const NO_VIEWS_HERE: &str =
    "Save what you see here under a name: it comes back with a press, for you or for everybody.";
pub const SAVE_VIEW: &str = "Save this view";
pub const EDIT_VIEW: &str = "Edit view";
pub const OWN: &str = "yours alone";
pub const YOURS_SHARED: &str = "yours, shared";

/// What a column holds beside its limit: `5 of 4`.
pub fn of_limit(count: usize, limit: i64) -> String {
    format!("{} of {limit}", super::number(count))
}

/// That a column holds more than it is meant to.
pub fn over_limit(count: usize, limit: i64) -> String {
    format!("{}: more than the limit of {limit}", accounts(count))
}

/// The name of the button that opens what can be done with a column.
pub fn column_menu(column: &str) -> String {
    format!("More about {column}")
}

/// What becomes of the accounts of a column that is removed.
pub fn leave(number: usize) -> String {
    match number {
        0 => "No account stands in it.".to_owned(),
        1 => "1 account leaves this board and stays as it is everywhere else. Undo brings both back.".to_owned(),
        many => {
            format!(
                "{} leave this board and stay as they are everywhere else. Undo brings all of it back.",
                accounts(many)
            )
        }
    }
}

/// The question before something is removed.
pub fn remove(name: &str) -> String {
    format!("Remove {name}?")
}

/// That something was removed, with how many accounts left the board.
pub fn removed(name: &str, number: usize) -> String {
    match number {
        0 => format!("{name} was removed."),
        many => format!("{name} was removed; {} left the board.", accounts(many)),
    }
}

/// Whose a board or a view is, where it is a colleague's.
pub fn by(maker: &str) -> String {
    format!("by {maker}")
}

/// How many columns a board has.
pub fn columns(number: usize) -> String {
    count(number, "column", "columns")
}

/// What an entry did on a board that people made, to be read after its author's name; none where it did nothing there.
pub fn happened(entry: &Entry, column: &dyn Fn(BoardColumnId) -> Option<String>) -> Option<String> {
    let of = |kind: Kind| entry.changes.iter().find(|change| change.key.kind == kind);
    let named = |change: &Change| {
        let told = Some(change.text_after("name").to_owned()).filter(|name| !name.is_empty());
        told.or_else(|| column(BoardColumnId(change.key.id))).unwrap_or_else(|| "a column".to_owned())
    };
    if entry.kind == "create_team_board" {
        return Some("made this board".to_owned());
    }
    if let Some(change) = of(Kind::TeamBoard) {
        let name = change.text_after("name");
        return Some(match name.is_empty() {
            true => "changed who sees the board".to_owned(),
            false => format!("named the board {name}"),
        });
    }
    if let Some(change) = of(Kind::BoardColumn) {
        return Some(match change.act {
            Act::Create => format!("added the column {}", named(change)),
            Act::Edit => format!("changed the column {}", named(change)),
            Act::Remove => format!("removed the column {}", named(&change.reversed())),
        });
    }
    let card = of(Kind::BoardCard)?;
    let to = card.text_after("column");
    let to = to.parse().ok().map(|to| column(to).unwrap_or_else(|| "a column that is gone".to_owned()));
    Some(match (card.act, to) {
        (Act::Remove, _) => "took it off the board".to_owned(),
        (_, Some(to)) => format!("moved it to {to}"),
        (_, None) => "moved it within its column".to_owned(),
    })
}
