//! The forms in which state travels, one file each, held to the letter: an app that was opened last month, a script and a log
//! of years ago still speak them.
//!
//! `wire/1/` holds the form of today: what is written there is read, and written back the same. A change that breaks this
//! breaks somebody's program. Where a form must change all the same, its file moves to a folder of its own beside it, from
//! where it is only read, by [`forms_that_were_shipped_are_still_read`].

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use app::wire::{
    AccessList, AccountPage, AccountQuery, AccountSnapshot, Answer, Batch, Bye, DirectorySnapshot, DocumentWindow,
    Frame, Hello, HistoryWindow, ImportAnswer, ImportMapping, ImportQuery, Invitation, Invite, PageData, PagePart,
    Presence, Present, Problem, Receipt, Records, Rescope, Scope, Withdrawal,
    assessments::Assessments,
    catalogue::{Catalogue, ProductListAnswer},
    concentration_page::ConcentrationPart,
    held_to_account::{HeldToAccount, VerdictTold},
    import::{ImportField, RowRule},
    json,
    key_accounts::KeySet,
    model_draft::{DraftSent, EditionAnswer, EditionSent, ModelPreview},
    models_board::{ModelsBoard, ModelsBoardPart},
    models_page::ModelsPart,
    orders::{OrderAccounts, Orders},
    rates::{RateListAnswer, Rates},
    reciprocity::ReciprocityReport,
    retention_page::RetentionPart,
    scenarios::{ScenarioTold, Scenarios, StepsSent},
    status_reports::{StatusDraft, StatusReportTold, StatusReports},
    targets::{TargetProposal, TargetsReport},
    terms::{Terms, WalletReport},
};
use app::words::en::rejection;
use domain::{
    account::AccountEdit,
    board_column::ColumnEdit,
    categorization::{CategorizationModel, shipped::SHIPPED},
    change::{Act, Change, Kind},
    command::{Command, WIRE},
    person::{OrgRole, PersonEdit},
    policy::Action,
    rejection::{Outcome, Rejection, TextField},
    saved_view::ViewEdit,
    team_board::TeamBoardEdit,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire")
}

/// A form of today.
fn form(name: &str) -> Value {
    let path = folder().join(WIRE.to_string()).join(format!("{name}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

fn forms(name: &str) -> Vec<Value> {
    form(name).as_array().expect("a list of forms").clone()
}

#[track_caller]
fn read<T: DeserializeOwned>(form: &Value) -> T {
    // As text, since that is how it travels: the form between would read some things that text does not.
    serde_json::from_str(&form.to_string()).unwrap_or_else(|error| panic!("{error}: {form}"))
}

/// What is written is read and written back the same.
#[track_caller]
fn hold<T: Serialize + DeserializeOwned>(form: &Value) {
    let read: T = read(form);
    assert_eq!(serde_json::to_value(&read).unwrap(), *form);
    hold_there::<T>(form);
}

/// The same in a browser, which has a reader of its own.
#[track_caller]
fn hold_there<T: Serialize + DeserializeOwned>(form: &Value) {
    let there: T = json::read(&form.to_string()).unwrap();
    assert_eq!(serde_json::to_value(&there).unwrap(), *form);
}

#[track_caller]
fn hold_all<T: Serialize + DeserializeOwned>(name: &str) {
    forms(name).iter().for_each(hold::<T>);
}

/// The same form with a field that this version does not know.
fn with_more(form: &Value) -> Value {
    let mut more = form.clone();
    more.as_object_mut().expect("a form with fields").insert("from_a_newer_version".to_owned(), json!(1));
    more
}

#[track_caller]
fn refuses_more<T: DeserializeOwned>(form: &Value) {
    assert!(serde_json::from_str::<T>(&with_more(form).to_string()).is_err(), "a field too many is let pass: {form}");
}

/// The words of every variant of an enum, as its reader names them.
fn words<T: DeserializeOwned>(unknown: &Value) -> BTreeSet<String> {
    let Err(told) = serde_json::from_str::<T>(&unknown.to_string()) else { panic!("{unknown} is known") };
    let told = told.to_string();
    let (_, expected) = told.split_once("expected ").expect("the reader says what it knows");
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What stands under a name, in all of these.
fn told(forms: &[Value], name: &str) -> BTreeSet<String> {
    forms.iter().filter_map(|form| form[name].as_str().map(str::to_owned)).collect()
}

#[test]
fn commands_keep_their_form() {
    hold_all::<Command>("commands");
    hold::<Batch>(&form("batch"));
    let commands = forms("commands");
    assert_eq!(told(&commands, "kind"), words::<Command>(&json!({ "kind": "?" })));
    for command in &commands {
        refuses_more::<Command>(command);
        assert_eq!(read::<Command>(command).word(), command["kind"]);
    }
}

/// The one thing that each of these edits changes.
fn edits(kind: &str) -> (BTreeSet<String>, Vec<Value>) {
    let edits: Vec<Value> = forms("commands")
        .iter()
        .filter(|command| command["kind"] == kind)
        .map(|command| command["edit"].clone())
        .collect();
    let words = edits.iter().flat_map(|edit| edit.as_object().unwrap().keys().cloned()).collect();
    (words, edits)
}

#[test]
fn every_edit_keeps_its_form() {
    let unknown = json!({ "?": 1 });
    assert_eq!(edits("edit_account").0, words::<AccountEdit>(&unknown));
    assert_eq!(edits("edit_person").0, words::<PersonEdit>(&unknown));
    assert_eq!(edits("edit_team_board").0, words::<TeamBoardEdit>(&unknown));
    assert_eq!(edits("edit_column").0, words::<ColumnEdit>(&unknown));
    assert_eq!(edits("edit_view").0, words::<ViewEdit>(&unknown));
    for edit in edits("edit_account").1.into_iter().filter(|edit| edit["next_step"].is_object()) {
        refuses_more::<Command>(
            &json!({ "kind": "edit_account", "account": form("presence")["holds"][0], "edit": { "next_step": with_more(&edit["next_step"]) } }),
        );
    }
}

#[test]
fn fields_that_came_later_may_be_missing() {
    let short = json!({ "kind": "create_account", "account": form("presence")["holds"][0], "name": "Nordwind" });
    let Command::CreateAccount(created) = read(&short) else { panic!("another command") };
    assert_eq!((created.reference.as_str(), created.owner), ("", None));
}

#[test]
fn receipts_keep_their_form() {
    hold::<Answer>(&form("answer"));
    hold_all::<Rejection>("rejections");
    let receipts = form("answer")["receipts"].as_array().unwrap().clone();
    receipts.iter().for_each(hold::<Receipt>);
    assert_eq!(told(&receipts, "outcome"), words::<Outcome>(&json!("?")));
    assert_eq!(told(&forms("rejections"), "rule"), words::<Rejection>(&json!({ "rule": "?" })));
}

#[test]
fn changes_keep_their_form() {
    hold_all::<Change>("changes");
    let changes = forms("changes");
    assert_eq!(told(&changes, "kind"), words::<Kind>(&json!("?")));
    assert_eq!(told(&changes, "act"), words::<Act>(&json!("?")));
    // Amounts are whole numbers beyond what a float would keep.
    let figure: Change = read(&changes[7]);
    assert_eq!(figure.fields[0].after, domain::change::Value::Number(9_007_199_254_740_993));
}

#[test]
fn the_stream_keeps_its_form() {
    hold::<Frame>(&form("frame"));
    hold_all::<Hello>("hellos");
    hold::<Rescope>(&form("rescope"));
    hold_all::<Bye>("byes");
    hold::<Present>(&form("present"));
    hold::<Presence>(&form("presence"));
    refuses_more::<Presence>(&form("presence"));
    assert_eq!(told(&forms("byes"), "reason"), words::<app::wire::Goodbye>(&json!("?")));
}

#[test]
fn a_newer_server_may_say_more() {
    read::<Frame>(&with_more(&form("frame")));
    read::<Hello>(&with_more(&forms("hellos")[1]));
    read::<Rescope>(&with_more(&form("rescope")));
    read::<Answer>(&with_more(&form("answer")));
    read::<Change>(&with_more(&forms("changes")[0]));
    read::<DirectorySnapshot>(&with_more(&form("directory")));
    read::<PageData>(&with_more(&form("page_data")));
    read::<ImportAnswer>(&with_more(&form("import_answer")));
}

#[test]
fn drafts_of_models_keep_their_form() {
    hold_all::<ModelPreview>("model_preview");
    hold_all::<EditionAnswer>("edition_answer");
    hold::<EditionSent>(&form("edition_sent"));
    hold::<DraftSent>(&form("draft_sent"));
    refuses_more::<EditionSent>(&form("edition_sent"));
    refuses_more::<DraftSent>(&form("draft_sent"));
}

#[test]
fn pages_keep_their_form() {
    // Browsers alone read them, and some of a page later.
    forms("page_parts").iter().for_each(hold_there::<PagePart>);
    hold::<ConcentrationPart>(&form("concentration_part"));
    hold::<RetentionPart>(&form("retention_part"));
    hold::<ModelsPart>(&form("models_part"));
    assert_eq!(read::<ModelsPart>(&with_more(&form("models_part"))).shown.flaws(), []);
    for text in SHIPPED {
        let model: CategorizationModel = serde_json::from_str(text).unwrap();
        assert_eq!(json::read(text), Ok(model), "a browser reads what the server does");
    }
    hold::<WalletReport>(&form("wallet_report"));
    hold::<ReciprocityReport>(&form("reciprocity_report"));
    hold::<Catalogue>(&form("catalogue"));
    hold::<Rates>(&form("rates"));
    hold::<KeySet>(&form("key_set"));
    hold::<StatusReports>(&form("status_reports"));
    hold::<StatusReportTold>(&form("status_report"));
    hold::<StatusDraft>(&form("status_draft"));
    hold::<Scenarios>(&form("scenarios"));
    hold::<ScenarioTold>(&form("scenario"));
    hold::<StepsSent>(&form("steps_sent"));
    refuses_more::<StepsSent>(&form("steps_sent"));
    hold::<Orders>(&form("orders"));
    hold::<OrderAccounts>(&form("order_accounts"));
    hold::<HeldToAccount>(&form("held_to_account"));
    forms("verdicts").iter().for_each(hold::<VerdictTold>);
    hold::<Terms>(&form("terms"));
    hold::<TargetsReport>(&form("targets_report"));
    hold::<TargetProposal>(&form("target_proposal"));
    hold::<ModelsBoard>(&form("models_board"));
    hold::<ModelsBoardPart>(&form("models_board_part"));
    hold::<Assessments>(&form("assessments"));
    let name = |part: &Value| {
        let name = part.as_str().or_else(|| part.as_object()?.keys().next().map(String::as_str));
        name.expect("a word, or one under which the rest stands").to_owned()
    };
    assert_eq!(forms("page_parts").iter().map(name).collect::<BTreeSet<_>>(), words::<PagePart>(&json!("?")));
    hold::<Records>(&form("records"));
    hold::<PageData>(&form("page_data"));
    hold::<AccountSnapshot>(&form("account_snapshot"));
    hold::<HistoryWindow>(&form("history_window"));
    hold::<DocumentWindow>(&form("document_window"));
    hold::<AccountPage>(&form("account_page"));
    hold::<AccountQuery>(&form("account_query"));
    refuses_more::<AccountQuery>(&form("account_query"));
    hold::<Problem>(&form("problem"));
}

#[test]
fn the_directory_keeps_its_form() {
    hold::<DirectorySnapshot>(&form("directory"));
    let model = read::<DirectorySnapshot>(&form("directory")).into_model();
    let account: domain::account::Account = read(&form("records")["accounts"][0]);
    assert_eq!(model.accounts.get(&account.id), Some(&account));
    assert_eq!(model.revenue_ttm_minor(account.id), -13_912);
    assert_eq!(model.placements.len(), 2);
    // The parent of its parent is not among those that the reader sees.
    let above = account.parent.and_then(|parent| model.accounts.get(&parent)?.parent).unwrap();
    assert_eq!(above.to_string(), "01941f29-7c00-7000-8000-000000000040");
    // Of the other account there is no figure.
    let figure: domain::trailing::Trailing = read(&form("records")["trailing"][0]);
    assert_eq!(model.trailing.values().collect::<Vec<_>>(), [&figure]);
}

#[test]
fn a_directory_from_before_trends_and_parents_is_still_read() {
    let mut before = form("directory");
    for later in ["last_day", "trend", "parent", "purchases_ttm_minor"] {
        before["accounts"].as_object_mut().unwrap().remove(later).unwrap();
    }
    let model = read::<DirectorySnapshot>(&before).into_model();
    let account: domain::account::Account = read(&form("records")["accounts"][0]);
    assert_eq!(model.revenue_ttm_minor(account.id), -13_912);
    let figure = model.trailing.get(&account.id).unwrap();
    assert_eq!((figure.last_day, figure.purchases_ttm_minor), (None, 0));
    assert_eq!(model.accounts.get(&account.id).unwrap(), &domain::account::Account { parent: None, ..account });
}

#[test]
fn the_door_keeps_its_form() {
    hold::<Invite>(&form("invite"));
    refuses_more::<Invite>(&form("invite"));
    hold::<Invitation>(&form("invitation"));
    hold::<AccessList>(&form("access_list"));
}

#[test]
fn imports_keep_their_form() {
    hold::<ImportAnswer>(&form("import_answer"));
    hold::<Withdrawal>(&form("withdrawal"));
    hold::<ProductListAnswer>(&form("product_list_answer"));
    hold::<RateListAnswer>(&form("rate_list_answer"));
    hold_all::<RowRule>("row_rules");
    assert_eq!(told(&forms("row_rules"), "rule"), words::<RowRule>(&json!({ "rule": "?" })));
    hold::<ImportMapping>(&form("import_mapping"));
    refuses_more::<ImportMapping>(&form("import_mapping"));
    hold::<ImportQuery>(&form("import_query"));
    refuses_more::<ImportQuery>(&form("import_query"));
    let named: Map<String, Value> = form("import_mapping").as_object().unwrap().clone();
    for field in ImportField::ALL {
        assert!(named.contains_key(field.word()), "{field:?}");
    }
}

/// Words that stand in logs and scripts for good.
#[test]
fn choices_keep_their_words() {
    let list = |words: BTreeSet<String>| words.into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(
        list(words::<OrgRole>(&json!("?"))),
        "account_director account_manager administrator agency_director brand_manager customer_care executive_sponsor finance \
         key_account_manager media_department product_engineer sales_support"
    );
    assert_eq!(
        list(words::<Action>(&json!("?"))),
        "answer_status_report assign_account configure confirm_placement create_account decide_key_account edit_account edit_people import \
         keep_order place_account publish_model read_notes read_status_report record_document see_account see_orders see_people \
         see_wallet send_status_report set_target take_in_scenario write_note"
    );
    assert_eq!(
        list(words::<TextField>(&json!("?"))),
        "code comment country name next_step note number reason reference role segment source tag"
    );
    let id = "01941f29-7c00-7000-8000-000000000004";
    for scope in ["directory", "boards", &format!("account:{id}"), &format!("board:{id}")] {
        hold::<Scope>(&json!(scope));
    }
    assert!(serde_json::from_value::<Scope>(json!("account:")).is_err());
}

#[test]
fn every_reason_for_refusing_a_row_has_a_sentence() {
    for form in forms("row_rules") {
        let said = app::words::en::import::refused(&read(&form));
        assert!(
            said.ends_with('.') || said.ends_with("(\"date\" of the mapping).") || said.ends_with('?'),
            "{form}: {said:?}"
        );
    }
}

#[test]
fn every_rejection_has_a_sentence() {
    for form in forms("rejections") {
        let said = rejection(&read(&form));
        assert!(said.ends_with('.'), "{form}: {said:?}");
    }
}

/// Commands wait on devices for ninety days, and entries stand in logs for ever.
#[test]
fn forms_that_were_shipped_are_still_read() {
    let mut versions = 0;
    for version in fs::read_dir(folder()).unwrap() {
        let folder = version.unwrap().path();
        versions += 1;
        let list = |name: &str| -> Vec<Value> {
            serde_json::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap()
        };
        list("commands.json").iter().for_each(|form| drop(read::<Command>(form)));
        list("changes.json").iter().for_each(|form| drop(read::<Change>(form)));
        list("rejections.json").iter().for_each(|form| drop(read::<Rejection>(form)));
    }
    assert!(versions > 0, "no version was found");
}
