//! English, the first language. Plain words; the same thing has the same name everywhere.

pub mod account;
pub mod accounts;
pub mod boards;
pub mod catalogue;
pub mod concentration;
pub mod currencies;
pub mod day;
pub mod document_line;
pub mod door;
pub mod held_to_account;
pub mod history;
pub mod home;
pub mod import;
pub mod key_accounts;
pub mod list;
pub mod model_draft;
pub mod model_parts;
pub mod models;
pub mod models_board;
pub mod money;
pub mod notice;
pub mod orders;
pub mod reciprocity;
pub mod rejection;
pub mod retention;
pub mod scenarios;
pub mod select;
pub mod settings;
pub mod shortcuts;
pub mod standing;
pub mod status_reports;
pub mod taking_in;
pub mod targets;
pub mod team_boards;
pub mod terms;
pub mod trend;
pub mod trouble;
pub mod wall;
pub mod wallet;

use domain::{person::OrgRole, placement::Stage};

use crate::client::Connection;

pub use self::{
    day::{day, day_long, day_near, moment, moment_near},
    money::{money, money_short, permille},
    rejection::rejection,
    trouble::trouble,
};

pub const BRAND: &str = "Mainstay";
pub const SKIP: &str = "Skip to content";
pub const PLACES: &str = "Places";
pub const HOME: &str = "Home";
pub const BOARDS: &str = "Boards";
pub const ACCOUNTS: &str = "Accounts";
pub const CONCENTRATION: &str = "Concentration";
pub const RETENTION: &str = "Retention";
pub const MODELS: &str = "Models";
pub const MODELS_BOARD: &str = "Four models";
pub const KEY_ACCOUNTS: &str = "Key accounts";
pub const HELD_TO_ACCOUNT: &str = "Held to account";
pub const TARGETS: &str = "Targets";
pub const WALLET: &str = "Share of wallet";
pub const RECIPROCITY: &str = "Reciprocity";
pub const STATUS_REPORTS: &str = "Status reports";
pub const SCENARIOS: &str = "Scenarios";
pub const ORDERS: &str = "Orders";
pub const CATALOGUE: &str = "Catalogue";
pub const CURRENCIES: &str = "Currencies";
pub const SETTINGS: &str = "Settings";
pub const RELATIONSHIP_BOARD: &str = "Relationship";
pub const MESSAGES: &str = "Messages";
pub const CLOSE: &str = "Close";
pub const CANCEL: &str = "Cancel";
pub const UNDO: &str = "Undo";
pub const REDO: &str = "Redo";
pub const UNDONE: &str = "Undone";
pub const REDONE: &str = "Done again";
pub const NOTHING_TO_UNDO: &str = "Nothing of yours to undo";
pub const NOTHING_TO_REDO: &str = "Nothing to do again";
pub const MOVE_TO: &str = "Move to…";
pub const IMPORT: &str = "Import";
pub const SIGN_IN: &str = "Sign in";
pub const NEW_VERSION: &str = "A new version is here";
pub const LOAD_AGAIN: &str = "Load again";
pub const STILL_SAVING: &str = "What you did is still being saved.";
pub const STILL_IN_HAND: &str = "What you are writing is not saved yet. Save it first, or clear it.";
pub const SIGN_OUT: &str = "Sign out";
pub const LOOK_AROUND: &str = "Look around";
pub const EMAIL: &str = "E-mail";
pub const PASSWORD: &str = "Password";
pub const NOBODY: &str = "Nobody";
pub const SOMEBODY: &str = "Somebody";
pub const ON_ITS_WAY: &str = "On its way";
pub const MISSING: &str = "Nothing here";
pub const MISSING_TEXT: &str = "There is no such page, or it is not yours to see.";
pub const REVENUE: &str = "Revenue";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied";
pub const NOT_COPIED: &str = "The browser did not let it be copied. Select it and copy it by hand.";
pub const SAVE: &str = "Save";
pub const NO_NEXT_STEP: &str = "no next step";

/// The title of the document on a page.
pub fn title(page: &str) -> String {
    if page.is_empty() { BRAND.to_owned() } else { format!("{page} · {BRAND}") }
}

/// A number of things: `1 account`, `12 accounts`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{} {word}", self::number(number))
}

/// A whole number: `4,372`.
pub fn number(number: usize) -> String {
    money::grouped(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A number of accounts.
pub fn accounts(number: usize) -> String {
    count(number, "account", "accounts")
}

/// How the work stands between this browser and the server.
pub fn sync(connection: Connection, waiting: usize) -> String {
    match (connection, waiting) {
        (Connection::Opening | Connection::Live, 0) => "All saved".to_owned(),
        (Connection::Opening | Connection::Live, _) => "Saving…".to_owned(),
        (Connection::Away, 0) => "Offline".to_owned(),
        (Connection::Away, waiting) => format!("Offline · {}", count(waiting, "change waits", "changes wait")),
        (Connection::SignedOut, 0) => "Signed out".to_owned(),
        (Connection::SignedOut, waiting) => {
            format!("Signed out · {}", count(waiting, "change waits", "changes wait"))
        }
        (Connection::Outdated, 0) => NEW_VERSION.to_owned(),
        (Connection::Outdated, waiting) => count(waiting, "change waits", "changes wait"),
    }
}

/// A stage of a relationship.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Pre => "Pre",
        Stage::Early => "Early",
        Stage::Mid => "Mid",
        Stage::Partnership => "Partnership",
        Stage::Synergistic => "Synergistic",
        Stage::Uncoupling => "Uncoupling",
    }
}

/// What a stage means, in a sentence.
pub fn stage_meaning(stage: Stage) -> &'static str {
    match stage {
        Stage::Pre => "A prospect with the makings of a key account, or a small buyer.",
        Stage::Early => "Tentative trading: they try us beside others.",
        Stage::Mid => "Preferred supplier, with contacts across their functions.",
        Stage::Partnership => "They treat us as a resource of their own and share what is sensitive.",
        Stage::Synergistic => "Close to one firm: joint teams create joint value.",
        Stage::Uncoupling => "The relationship is being dissolved.",
    }
}

/// Where an account stands with us.
pub fn standing(at: Option<Stage>) -> &'static str {
    at.map_or("Not placed", stage)
}

/// A role in the organisation.
pub fn role(role: OrgRole) -> &'static str {
    match role {
        OrgRole::AccountManager => "Account manager",
        OrgRole::KeyAccountManager => "Key account manager",
        OrgRole::AccountDirector => "Account director",
        OrgRole::AgencyDirector => "Agency director",
        OrgRole::BrandManager => "Brand manager",
        OrgRole::MediaDepartment => "Media department",
        OrgRole::CustomerCare => "Customer care",
        OrgRole::SalesSupport => "Sales support",
        OrgRole::ProductEngineer => "Product engineer",
        OrgRole::ExecutiveSponsor => "Executive sponsor",
        OrgRole::Finance => "Finance",
        OrgRole::Administrator => "Administrator",
    }
}

/// The span of every trailing figure.
pub fn twelve_months_to(to: domain::day::Day) -> String {
    format!("12 months to {}", day(to))
}

pub const COLUMN: &str = "Column";
pub const FROM_DAY: &str = "From";
pub const REASON: &str = "Reason";
pub const REASON_HINT: &str = "Optional; stands in the history of the account.";
pub const MOVE: &str = "Move";
pub const OPEN: &str = "Open";
pub const CARD_MENU: &str = "Card";
pub const NOT_PLACED_ALREADY: &str = "It is not placed yet.";
pub const NOT_SENT_YET: &str = "Not sent yet";
pub const FILTER_BOARD: &str = "Filter accounts";

/// The name of the button that opens a card's menu.
pub fn more_about(name: &str) -> String {
    format!("More about {name}")
}

/// A day that has passed.
pub fn late(day: &str) -> String {
    format!("late · {day}")
}

/// Who holds a card.
pub fn is_moving(name: Option<&str>) -> String {
    format!("{} is moving this", name.unwrap_or("A colleague"))
}

/// The heading of *Move to…* for one account.
pub fn move_one(name: &str) -> String {
    format!("Move {name} to…")
}

/// The heading of *Move to…* for many.
pub fn move_many(number: usize) -> String {
    format!("Move {} to…", accounts(number))
}

/// One account was moved.
pub fn moved_one(name: &str, to: &str) -> String {
    format!("{name} moved to {to}")
}

/// Many accounts were moved.
pub fn moved_many(number: usize, to: &str) -> String {
    format!("{} moved to {to}", accounts(number))
}

/// A card was lifted by keys.
pub fn lifted(name: &str) -> String {
    format!("{name} lifted. Arrows move it, Space drops it, Escape returns it.")
}

/// A lifted card is over a column.
pub fn over(column: &str, why_not: Option<&str>) -> String {
    why_not.map_or_else(|| column.to_owned(), |why| format!("{column}: {why}"))
}

/// A card was dropped where it may not go.
pub fn drop_refused(name: &str, column: &str, why: &str) -> String {
    format!("{name} cannot go to {column}. {why}")
}

/// A card is back where it was.
pub fn returned(name: &str) -> String {
    format!("{name} is back where it was.")
}

/// An amount with the span of trailing figures: `€ 48.3 m in the 12 months to 9 Dec 2026`.
pub fn in_twelve_months(amount: &str, to: domain::day::Day) -> String {
    format!("{amount} in the {}", twelve_months_to(to))
}
