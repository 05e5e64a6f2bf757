//! The index of boards.

use domain::{
    day::Day,
    field::{Field, Slot, band_from_minor},
    list::SortKey,
    model::Model,
    money::Currency,
};

use super::{accounts, money_short, stage};
use crate::views::board::look::{CardDensity, CardPart};

pub const LEAD: &str = "Each board shows the same accounts by another measure.";

pub const ALL: &str = "All";
pub const NARROW: &str = "Only these accounts";
pub const VIEW: &str = "View";
pub const COLUMNS: &str = "Columns";
pub const ROWS: &str = "Rows";
pub const NO_ROWS: &str = "None";
pub const DRAWN_AS: &str = "Drawn as";
pub const AS_LANES: &str = "Lanes of cards";
pub const AS_MATRIX: &str = "A matrix";
pub const ORDER: &str = "Order of cards";
pub const CARDS: &str = "Cards";
pub const SHOWN: &str = "Cards show";
pub const COLOUR: &str = "Colour by";
pub const NO_COLOUR: &str = "Nothing";
pub const OTHERS: &str = "others";
pub const ONLY: &str = "Only";
pub const ONLY_VALUE: &str = "Only with";
pub const ANY: &str = "Any";
pub const ROW: &str = "Row";
pub const STANDS_THERE: &str = "It stands there already.";
pub const TAKE_OUT: &str = "Take out";
pub const PRINT: &str = "Print";
pub const ON_PAPER: &str = "The board on paper";
pub const STILL_COMING: &str = "The whole board is still on its way here.";
pub const SAVED: &str = "Saved as a file";
pub const NOT_SAVED: &str = "The browser did not let it be saved.";
pub const FROM_LEDGER: &str = "Revenue follows from the ledger: nobody moves an account there.";

/// What a board is called: by its field, or as who made it named it.
pub fn name(model: &Model, field: Field) -> String {
    let made = field.team_board().and_then(|board| model.team_boards.get(&board));
    made.map_or_else(|| board(field).to_owned(), |made| made.name.clone())
}

/// What a board by a field is called; of one that people made, what its columns are values of.
pub fn board(field: Field) -> &'static str {
    match field {
        Field::Relationship => "Relationship",
        Field::Owner => "Owner",
        Field::Country => "Country",
        Field::Segment => "Segment",
        Field::Tag => "Tags",
        Field::Revenue => "Revenue",
        Field::Board(_) => "Column",
    }
}

/// The title of a board of one field or two.
pub fn title(model: &Model, columns: Field, rows: Option<Field>) -> String {
    let name = name(model, columns);
    match rows {
        None => name,
        Some(rows) => format!("{name} by {}", board(rows).to_lowercase()),
    }
}

/// What a board by a field tells.
pub fn about(field: Field) -> &'static str {
    match field {
        Field::Relationship => {
            "How close we are with each account: five stages from a prospect to two firms that create value together, and one for the parting."
        }
        Field::Owner => "Who leads which accounts, and what each lead brings. A card that is moved is handed over.",
        Field::Country => "The book by country.",
        Field::Segment => "The book by market segment.",
        Field::Tag => "The book by your own tags; an account stands under each of its tags.",
        Field::Revenue => "The book by what each account brought in the last twelve months.",
        Field::Board(_) => "Accounts in columns of your own.",
    }
}

/// A value of a field, as the heading of a column or a row.
pub fn slot(model: &Model, field: Field, slot: &Slot) -> String {
    let currency = model.base_currency();
    match slot {
        Slot::Nothing => without(field).to_owned(),
        Slot::Stage(at) => stage(*at).to_owned(),
        Slot::Person(person) => model.people.get(person).map(|person| person.name.clone()).unwrap_or_default(),
        Slot::Word(word) => word.clone(),
        Slot::Band(at) => band(*at, currency),
        Slot::Column(column) => model.columns.get(column).map(|column| column.name.clone()).unwrap_or_default(),
    }
}

/// Where accounts stand whose field is empty.
fn without(field: Field) -> &'static str {
    match field {
        Field::Relationship => "Not placed",
        Field::Owner => super::NOBODY,
        Field::Country => "No country",
        Field::Segment => "No segment",
        Field::Tag => "No tag",
        Field::Revenue => "Nothing yet",
        Field::Board(_) => "Not on this board",
    }
}

/// A band of revenue: `£ 1,000 to £ 10 k`.
fn band(at: u8, currency: Currency) -> String {
    let from = |at: u8| money_short(band_from_minor(at, currency), currency);
    match (at, domain::field::BANDS.get(usize::from(at) + 1)) {
        (0, _) => format!("below {}", from(1)),
        (_, Some(_)) => format!("{} to {}", from(at), from(at + 1)),
        (_, None) => format!("from {}", from(at)),
    }
}

/// What stands in a column without cards.
pub fn empty_column(field: Field, slot: &Slot) -> &'static str {
    match (field, slot) {
        (Field::Relationship, Slot::Nothing) => "Every account is placed.",
        (Field::Owner, Slot::Nothing) => "Every account has a lead.",
        (Field::Board(_), Slot::Nothing) => "Every account is on this board.",
        (Field::Board(_), _) => "Bring accounts here from “Not on this board”.",
        _ => "No account stands here.",
    }
}

/// What a cell adds up to: `12 · £ 1.2 m · 8 %`.
pub fn figures(count: usize, sum: &str, share: Option<&str>) -> String {
    let share = share.map(|share| format!(" · {share}")).unwrap_or_default();
    format!("{} · {sum}{share}", super::number(count))
}

/// What the points of a cell are, and where they lead.
pub fn points(count: usize, each: usize) -> String {
    match each {
        1 => format!("Show {} as cards; here a point each", accounts(count)),
        each => format!("Show {} as cards; here a point for {each} of them", accounts(count)),
    }
}

/// What the map of a matrix shows.
pub fn map(columns: usize, rows: usize) -> String {
    format!("Map of {columns} columns and {rows} rows: the darker a square, the more its accounts bring")
}

/// An order of cards.
pub fn order(key: SortKey) -> &'static str {
    match key {
        SortKey::Name => "Name",
        SortKey::Reference => "Reference",
        SortKey::Country => "Country",
        SortKey::Segment => "Segment",
        SortKey::Owner => "Owner",
        SortKey::Stage => "Stage",
        SortKey::NextStep => "Next step, soonest first",
        SortKey::Revenue => "Revenue, largest first",
        SortKey::Quiet => "Quiet since, longest first",
        SortKey::Manual(_) => "By hand",
    }
}

/// What a legend of colours is of.
pub fn legend(field: Field) -> String {
    format!("Colours: {}", board(field).to_lowercase())
}

/// How much room a card takes.
pub fn density(density: CardDensity) -> &'static str {
    match density {
        CardDensity::Compact => "Compact: a line each",
        CardDensity::Normal => "Normal",
        CardDensity::Roomy => "Roomy: all of it",
    }
}

/// Something that a card shows.
pub fn card_part(part: CardPart) -> &'static str {
    match part {
        CardPart::Revenue => "Revenue",
        CardPart::Trend => "Trend",
        CardPart::Owner => "Owner",
        CardPart::Step => "Next step",
        CardPart::Tags => "Tags",
        CardPart::Quiet => "Quiet since",
    }
}

/// What a board is narrowed to: `Country: France`.
pub fn only(field: Field, value: &str) -> String {
    format!("{}: {value}", board(field))
}

/// The name of what takes a narrowing away.
pub fn widen(field: Field, value: &str) -> String {
    format!("No longer only {}", only(field, value))
}

/// What folds a column away.
pub fn fold(column: &str) -> String {
    format!("Fold {column}")
}

/// What opens a folded column.
pub fn unfold(column: &str) -> String {
    format!("Unfold {column}")
}

/// How many are not shown; nothing where all are.
pub fn more(number: usize) -> Option<String> {
    (number > 0).then(|| format!("and {} more", super::number(number)))
}

/// A next step with its day.
pub fn step_and_day(step: &str, day: &str) -> String {
    format!("{step}, {day}")
}

/// What the words of a filter narrow a board to.
pub fn with_words(words: &str) -> String {
    format!("with “{words}”")
}

/// Of which day a board on paper is.
pub fn as_it_stood(day: Day) -> String {
    format!("as it stood on {}", super::day(day))
}

/// How many accounts wait to be placed.
pub fn wait(number: usize) -> String {
    let verb = if number == 1 { "waits" } else { "wait" };
    format!("{} {verb} to be placed.", accounts(number))
}

/// The headings of a board as a table.
pub mod table {
    pub const ACCOUNT: &str = "Account";
    pub const REFERENCE: &str = "Reference";
    pub const OWNER: &str = "Owner";
    pub const NEXT_STEP: &str = "Next step";
    pub const REVENUE: &str = "Revenue, 12 months";

    /// What a table for a spreadsheet tells of an account, after the values of the board's fields.
    pub const HEADS: [&str; 12] = [
        ACCOUNT,
        REFERENCE,
        OWNER,
        "Country",
        "Segment",
        "Tags",
        "Stage",
        REVENUE,
        "Currency",
        NEXT_STEP,
        "Next step on",
        "Latest document",
    ];
}

/// A board as it stood.
pub mod past {
    pub const OPEN: &str = "History";
    pub const TITLE: &str = "History of the board";
    pub const NOW: &str = "As it is now";
    pub const READ_ONLY: &str = "As it stood, to be read only";
    pub const NO_MOVES: &str = "This is the board as it stood. Go back to now to move accounts.";
    pub const BACK: &str = "Back to now";
    pub const PLAY: &str = "Play";
    pub const PAUSE: &str = "Pause";
    pub const SLIDER: &str = "When";
    pub const LATER_FIGURES: &str = "As it stood, to be read only. Revenue is what it became later: what a file or a new reporting date changed of it is not kept.";
    pub const NOTHING: &str = "Nothing was changed here.";
    pub const BEFORE_ALL: &str = "Before all of these";

    /// Why a history goes no further back.
    pub fn end(moment: &str, taken_back: bool) -> String {
        let what = if taken_back {
            "a file was taken back, and of the accounts that went with it nothing is kept"
        } else {
            "a file was taken in of which nobody knows which accounts it brought"
        };
        format!("It goes back to {moment}: then {what}.")
    }

    /// The moment after which a board stood so.
    pub fn as_of(moment: &str) -> String {
        format!("As of {moment}")
    }
}
