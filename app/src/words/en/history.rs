//! What an entry of the log says: who did what, and what turned from what to what.

use domain::{
    change::{Act, Change, Kind, Value},
    contract::Renewal,
    day::{Day, Written},
    document::{self, DocumentKind},
    history::{Entry, Told, describe},
    ids::{AccountId, PersonId},
    key_decision::KeyWord,
    money::Currency,
    placement::{PlacementState, Stage},
    scenario::ScenarioSays,
};

use super::{NOBODY, day, money, standing, terms};

pub const HISTORY: &str = "History";
pub const NOTHING_SINCE: &str = "Nothing was changed since it came with a file.";
pub const SHOW_OLDER: &str = "Show older";
pub const UNDONE_LATER: &str = "taken back since";
const OLDER_FORM: &str = "changed something (older form)";

/// An entry in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryWords {
    /// What its author did, to be read after their name: `handed it over`.
    pub what: String,
    /// What turned into what.
    pub turns: Vec<Turn>,
    /// Why, in the author's own words; may be empty.
    pub reason: String,
}

/// A field that turned from one value into another; an empty side means that nothing stood or stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// What the field is called.
    pub field: &'static str,
    /// Before.
    pub from: String,
    /// After.
    pub to: String,
}

/// What the words need to know of the house.
pub struct House<'a> {
    /// What people are called.
    pub name: &'a dyn Fn(PersonId) -> String,
    /// What accounts are called.
    pub account: &'a dyn Fn(AccountId) -> String,
    /// The currency of amounts.
    pub currency: Currency,
}

/// An entry, as people read it.
pub fn entry(entry: &Entry, house: &House<'_>) -> EntryWords {
    let turns = turns(entry, house);
    let came = |kind: Kind| entry.changes.iter().find(|change| change.key.kind == kind);
    let (what, reason) = match entry.kind.as_str() {
        "create_account" => ("took the account into the book".to_owned(), String::new()),
        "edit_account" => (edited(&turns), String::new()),
        "assign_account" => (handed_over(&turns), String::new()),
        "place_account" => came(Kind::Placement).map(placed).unwrap_or_default(),
        "withdraw_placement" => (came(Kind::Placement).map(taken_back).unwrap_or_default(), String::new()),
        "record_document" => (came(Kind::Document).map(recorded).unwrap_or_default(), String::new()),
        "reverse_document" => came(Kind::Document).map(reversed).unwrap_or_default(),
        "add_note" => ("wrote a note".to_owned(), String::new()),
        "edit_note" => ("changed a note".to_owned(), String::new()),
        "remove_note" => ("removed a note".to_owned(), String::new()),
        "import_batch" => ("imported documents".to_owned(), String::new()),
        "withdraw_import" => ("took imported documents back".to_owned(), String::new()),
        "assess_account" => (came(Kind::Assessment).map(assessed).unwrap_or_default(), String::new()),
        "assess_accounts" => (assessed_many(entry), String::new()),
        "place_on_model" => match came(Kind::Placement) {
            Some(change) => placed(change),
            None => came(Kind::Position).map(placed_on_model).unwrap_or_default(),
        },
        "answer_position" => came(Kind::Placement).or_else(|| came(Kind::Position)).map(answered).unwrap_or_default(),
        "decide_key_account" => came(Kind::KeyDecision).map(key_decided).unwrap_or_default(),
        "send_status_report" => ("sent a status report".to_owned(), String::new()),
        "answer_status_report" => ("answered a status report".to_owned(), String::new()),
        "publish_model" => ("published a model".to_owned(), String::new()),
        "keep_scenario" => ("kept a scenario".to_owned(), String::new()),
        "say_of_scenario" => (of_scenario(entry).to_owned(), String::new()),
        "keep" => (kept(entry), String::new()),
        "undo" => (undid(entry), String::new()),
        "save_view" | "edit_view" | "remove_view" => ("changed a saved view".to_owned(), String::new()),
        "invite_person" | "edit_person" | "rename_workspace" | "set_reporting_date" => {
            ("changed the settings".to_owned(), String::new())
        }
        _ => (OLDER_FORM.to_owned(), String::new()),
    };
    let what = if what.is_empty() { OLDER_FORM.to_owned() } else { what };
    EntryWords { what, turns, reason }
}

fn turns(entry: &Entry, house: &House<'_>) -> Vec<Turn> {
    let turn = |told: Told| match told {
        // The text of a note stands in the note.
        Told::Turned { key, field, before, after } if key.kind != Kind::Note => Some(Turn {
            field: field_name(&field),
            from: value(&field, &before, house),
            to: value(&field, &after, house),
        }),
        Told::Turned { .. } | Told::Came(_) | Told::Went(_) => None,
    };
    describe(entry).into_iter().filter_map(turn).filter(|turn| !turn.field.is_empty()).collect()
}

fn edited(turns: &[Turn]) -> String {
    match turns {
        [Turn { field: "tag", from, .. }] if from.is_empty() => "added a tag".to_owned(),
        [Turn { field: "tag", .. }] => "took a tag away".to_owned(),
        [] => "changed the account".to_owned(),
        [one] => format!("changed the {}", one.field),
        [first, ..] if first.field == "next step" => "changed the next step".to_owned(),
        _ => "changed the account".to_owned(),
    }
}

fn handed_over(turns: &[Turn]) -> String {
    match turns {
        [one] if one.to == NOBODY => "left it without a lead".to_owned(),
        [one] if one.from == NOBODY => format!("gave it to {}", one.to),
        [one] => format!("handed it over to {}", one.to),
        _ => "changed the lead".to_owned(),
    }
}

fn placed(change: &Change) -> (String, String) {
    let stage = Stage::of_word(change.text_after("cell")).unwrap_or_default();
    let from = Day::of_text(change.text_after("day")).map(|from| format!(" from {}", day(from))).unwrap_or_default();
    (format!("placed it at {}{from}", standing(Some(stage))), change.text_after("reason").to_owned())
}

fn assessed(change: &Change) -> String {
    format!("scored it by {}", model_of(change))
}

/// Scores that came as a file; told beside one account as that one's own.
fn assessed_many(entry: &Entry) -> String {
    let mut made = entry.changes.iter().filter(|change| change.key.kind == Kind::Assessment);
    match (made.next(), made.count()) {
        (None, _) => String::new(),
        (Some(first), 0) => assessed(first),
        (Some(first), more) => format!("scored {} by {}", super::accounts(more + 1), model_of(first)),
    }
}

fn placed_on_model(change: &Change) -> (String, String) {
    let reason = change.text_after("reason").to_owned();
    (format!("placed it at {} on {}", cell_of(change), model_of(change)), reason)
}

fn answered(change: &Change) -> (String, String) {
    let what = match PlacementState::of_word(change.text_after("state")).unwrap_or_default() {
        PlacementState::Confirmed => "confirmed",
        PlacementState::Refused => "refused",
        PlacementState::Proposed | PlacementState::Withdrawn => "took back",
    };
    let reason = change.text_after("reason").to_owned();
    (format!("{what} the placement at {} on {}", cell_of(change), model_of(change)), reason)
}

/// What was decided on an account's being key, and why.
fn key_decided(change: &Change) -> (String, String) {
    let from = Day::of_text(change.text_after("day")).map(|from| format!(" from {}", day(from))).unwrap_or_default();
    let what = match KeyWord::of_word(change.text_after("says")).unwrap_or_default() {
        KeyWord::TakenIn => format!("took it among the key accounts{from}"),
        KeyWord::LetGo => format!("let it go from the key accounts{from}"),
    };
    (what, change.text_after("reason").to_owned())
}

/// The cell of a placement or a position. Of positions the log has its name in the model.
fn cell_of(change: &Change) -> String {
    let cell = change.text_after("cell");
    match change.key.kind {
        Kind::Placement => standing(Stage::of_word(cell)).to_owned(),
        _ => cell.replace('_', " "),
    }
}

/// What the model of an assessment, a position or a placement is called; one that a team made by its name.
fn model_of(change: &Change) -> String {
    match change.text_after("model") {
        // A change of a placement tells no model: there is one that placements speak in.
        "" | "millman_wilson" => "Millman and Wilson’s stages".to_owned(),
        "webster" => "Webster’s continuum".to_owned(),
        "bensaou" => "Bensaou’s portfolio".to_owned(),
        "four_s" => "4S".to_owned(),
        other => other.replace('_', " "),
    }
}

fn taken_back(change: &Change) -> String {
    let stage = Stage::of_word(change.text_after("cell")).unwrap_or_default();
    format!("took the placement at {} back", standing(Some(stage)))
}

fn recorded(change: &Change) -> String {
    let document = document::read(change);
    format!(
        "recorded {} {} of {}",
        kind(document.kind),
        document.number,
        money(document.amount_minor, document.currency)
    )
}

fn reversed(change: &Change) -> (String, String) {
    let document = document::read(change);
    let amount = money(-document.amount_minor, document.currency);
    (format!("reversed a {} of {amount} by {}", kind(document.kind), document.number), document.reason)
}

fn kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Sale => "sale",
        DocumentKind::Credit => "credit",
        DocumentKind::Purchase => "purchase",
    }
}

/// What became of a scenario. Who sees its accounts and not the word itself sees what was done to them.
fn of_scenario(entry: &Entry) -> &'static str {
    let word = entry.changes.iter().find(|change| change.key.kind == Kind::ScenarioWord);
    match word.and_then(|word| ScenarioSays::of_word(word.text_after("says"))) {
        Some(ScenarioSays::Submitted) => "submitted a scenario",
        Some(ScenarioSays::Withdrawn) => "withdrew a scenario",
        Some(ScenarioSays::Returned) => "returned a scenario",
        Some(ScenarioSays::Shared) => "shared a scenario",
        Some(ScenarioSays::Unshared) => "stopped sharing a scenario",
        Some(ScenarioSays::Discarded) => "put a scenario away",
        Some(ScenarioSays::TakenIn | ScenarioSays::Undone) | None => "took a scenario in",
    }
}

/// What was kept of what boards do not need.
fn kept(entry: &Entry) -> String {
    let Some(change) = entry.changes.iter().find(|change| change.key.kind.is_kept()) else { return String::new() };
    match (change.key.kind, change.act) {
        (Kind::Contract, Act::Create) => format!("entered the contract {}", change.text_after("name")),
        (Kind::Contract, Act::Edit) => "changed a contract".to_owned(),
        (Kind::Contract, Act::Remove) => "removed a contract".to_owned(),
        (Kind::Partnership, Act::Create) => "added a partner".to_owned(),
        (Kind::Partnership, Act::Edit) => "changed what a partner does".to_owned(),
        (Kind::Partnership, Act::Remove) => "took a partner off".to_owned(),
        (Kind::WalletEstimate, _) => "estimated what it spends".to_owned(),
        (Kind::Investment, Act::Create) => "entered an investment".to_owned(),
        (Kind::Investment, Act::Edit) => "changed an investment".to_owned(),
        (Kind::Investment, Act::Remove) => "removed an investment".to_owned(),
        (Kind::SalesOrder, Act::Create) => format!("entered the order {}", change.text_after("number")),
        (Kind::SalesOrder, Act::Edit) => "changed an order".to_owned(),
        (Kind::SalesOrder, Act::Remove) => "removed an order".to_owned(),
        (Kind::Target, Act::Create) => "set a target".to_owned(),
        (Kind::Target, Act::Edit) => "changed a target".to_owned(),
        (Kind::Target, Act::Remove) => "removed a target".to_owned(),
        (Kind::ExchangeRate, _) => "changed the rates of currencies".to_owned(),
        (Kind::KeyRule, _) => "changed the rules of key accounts".to_owned(),
        (Kind::Partner, _) => "changed the partners".to_owned(),
        _ => "changed the catalogue".to_owned(),
    }
}

/// What an undo did, from what came and went by it.
fn undid(entry: &Entry) -> String {
    let found = entry.changes.iter().find(|change| !matches!(change.key.kind, Kind::Trailing | Kind::Workspace));
    let Some(change) = found else { return "took a change back".to_owned() };
    match (change.key.kind, change.act) {
        (Kind::Placement, _) if change.text_after("state") == PlacementState::Withdrawn.word() => taken_back(change),
        (Kind::Placement, _) => placed(change).0,
        (Kind::Position, _) if change.text_after("state") == PlacementState::Withdrawn.word() => answered(change).0,
        (Kind::Position, _) => placed_on_model(change).0,
        (Kind::Assessment, _) => "took an assessment back".to_owned(),
        (Kind::KeyDecision, _) if change.text_after("state") == PlacementState::Withdrawn.word() => {
            "took a decision on a key account back".to_owned()
        }
        (Kind::KeyDecision, _) => key_decided(change).0,
        (Kind::StatusReport | Kind::StatusAnswer, _) => "took a status report or an answer to it back".to_owned(),
        (Kind::Scenario | Kind::ScenarioWord, _) => "took a scenario or a word on it back".to_owned(),
        (Kind::Document, Act::Remove) => "took a document back".to_owned(),
        (Kind::Document, _) => "brought a document back".to_owned(),
        (Kind::Note, Act::Remove) => "took a note back".to_owned(),
        (Kind::Note, Act::Create) => "brought a note back".to_owned(),
        (Kind::Note, Act::Edit) => "took a change of a note back".to_owned(),
        (Kind::Account, Act::Create) => "brought the account back".to_owned(),
        _ => "took a change back".to_owned(),
    }
}

/// The name of a field of a record; empty for one that is not told.
fn field_name(field: &str) -> &'static str {
    match field {
        "name" => "name",
        "reference" => "reference",
        "country" => "country",
        "segment" => "segment",
        "tags" => "tag",
        "owner" => "lead",
        "next_step" => "next step",
        "next_step_day" => "day",
        "parent" => "parent",
        "reporting_date" => "reporting date",
        "roles" => "role",
        "superior" => "superior",
        "active" => "access",
        "from_day" => "first day",
        "to_day" => "last day",
        "amount_minor" => "value",
        "renewal" => "renewal",
        "notice_days" => "days of notice",
        "note" => "note",
        "role" => "part",
        _ => "",
    }
}

fn value(field: &str, value: &Value, house: &House<'_>) -> String {
    match (field, value) {
        ("owner" | "superior", Value::Nothing) => NOBODY.to_owned(),
        ("owner" | "superior", Value::Text(id)) => id.parse().map(|id| (house.name)(id)).unwrap_or_default(),
        ("parent", Value::Text(id)) => id.parse().map(|id| (house.account)(id)).unwrap_or_default(),
        (_, Value::Nothing) => String::new(),
        ("amount_minor", Value::Number(minor)) => money(*minor, house.currency),
        ("renewal", Value::Text(word)) => Renewal::of_word(word).map(terms::renewal).unwrap_or_default().to_owned(),
        (_, Value::Flag(flag)) => if *flag { "open" } else { "closed" }.to_owned(),
        (_, Value::Number(number)) => money::grouped(*number),
        (field, Value::Text(text)) if field.ends_with("_day") || field.ends_with("_date") => {
            Day::of_text(text).map(day).unwrap_or_else(|| text.clone())
        }
        (_, Value::Text(text)) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        account::Account,
        assessment::Assessment,
        contract::Contract,
        ids::{AccountId, CommandId, PlacementId},
        placement::Placement,
        position::Position,
        record::Record,
    };
    use jiff::{Timestamp, civil::date};

    fn said(kind: &str, changes: Vec<Change>) -> EntryWords {
        let entry = Entry {
            seq: 7,
            id: CommandId::default(),
            actor: PersonId::default(),
            at: Timestamp::UNIX_EPOCH,
            kind: kind.to_owned(),
            undoes: None,
            undone_by: None,
            changes,
        };
        let name = |_| "Mara Kessler".to_owned();
        let account = |_| "Nordwind".to_owned();
        super::entry(&entry, &House { name: &name, account: &account, currency: Currency::of("GBP").unwrap() })
    }

    #[test]
    fn what_is_said_on_models_is_told_in_words() {
        let position = Position { model: "bensaou".into(), cell: "captive_buyer".into(), ..Position::default() };
        let told =
            said("place_on_model", vec![Position { reason: "They say so".into(), ..position.clone() }.created()]);
        assert_eq!(told.what, "placed it at captive buyer on Bensaou’s portfolio");
        assert_eq!(told.reason, "They say so");
        let refused = Position { state: PlacementState::Refused, reason: "Not yet".into(), ..position };
        let told = said("answer_position", vec![refused.created()]);
        assert_eq!(told.what, "refused the placement at captive buyer on Bensaou’s portfolio");
        let confirmed = Placement { cell: Stage::Mid, state: PlacementState::Confirmed, ..Placement::default() };
        let told = said("answer_position", vec![confirmed.created()]);
        assert_eq!(
            told.what,
            format!("confirmed the placement at {} on Millman and Wilson’s stages", standing(Some(Stage::Mid)))
        );
        let assessment = Assessment { model: "four_s".into(), ..Assessment::default() };
        assert_eq!(said("assess_account", vec![assessment.created()]).what, "scored it by 4S");
        assert_eq!(said("undo", vec![assessment.created()]).what, "took an assessment back");
    }

    #[test]
    fn a_hand_over_names_both_leads() {
        let nobody = Account { id: AccountId::default(), ..Account::default() };
        let somebody = Account { owner: Some(PersonId::default()), ..nobody.clone() };
        assert_eq!(said("assign_account", nobody.edited(&somebody)).what, "gave it to Mara Kessler");
        assert_eq!(said("assign_account", somebody.edited(&nobody)).what, "left it without a lead");
    }

    #[test]
    fn a_placement_tells_its_stage_its_day_and_why() {
        let placement = Placement {
            id: PlacementId::default(),
            cell: Stage::Mid,
            day: date(2026, 11, 3),
            reason: "Three functions buy.".to_owned(),
            ..Placement::default()
        };
        let words = said("place_account", vec![placement.created()]);
        assert_eq!(words.what, "placed it at Mid from 3 Nov 2026");
        assert_eq!(words.reason, "Three functions buy.");
    }

    #[test]
    fn an_edit_tells_from_what_to_what() {
        let before = Account { country: "Norway".to_owned(), ..Account::default() };
        let after = Account { country: "Sweden".to_owned(), ..Account::default() };
        let words = said("edit_account", before.edited(&after));
        assert_eq!(words.what, "changed the country");
        assert_eq!(words.turns, [Turn { field: "country", from: "Norway".into(), to: "Sweden".into() }]);
    }

    #[test]
    fn a_parent_is_told_by_its_name() {
        let alone = Account::default();
        let below = Account { parent: Some(AccountId::default()), ..Account::default() };
        let words = said("edit_account", alone.edited(&below));
        assert_eq!(words.what, "changed the parent");
        assert_eq!(words.turns, [Turn { field: "parent", from: String::new(), to: "Nordwind".into() }]);
    }

    #[test]
    fn what_was_kept_is_told_by_its_noun() {
        let contract = Contract { name: "Frame agreement".to_owned(), amount_minor: 1_200_000, ..Contract::default() };
        assert_eq!(said("keep", vec![contract.created()]).what, "entered the contract Frame agreement");
        let larger = Contract { amount_minor: 1_500_000, renewal: Renewal::Automatic, ..contract.clone() };
        let words = said("keep", contract.edited(&larger));
        assert_eq!(words.what, "changed a contract");
        let told: Vec<_> = words.turns.iter().map(|turn| (turn.field, &*turn.from, &*turn.to)).collect();
        assert_eq!(told, [("value", "£\u{a0}12,000.00", "£\u{a0}15,000.00"), ("renewal", "ends", "renews by itself")]);
    }

    #[test]
    fn a_command_of_an_older_form_is_still_told() {
        assert_eq!(said("move_card", Vec::new()).what, OLDER_FORM);
    }
}
