//! Every address of the app and of the API that it calls, in one place.

use domain::{
    command::WIRE,
    day::Day,
    field::Field,
    ids::{AccountId, ImportId, ScenarioId, Seq, StatusReportId, TeamBoardId},
    money::Currency,
};

use crate::wire::{DocumentMark, ImportQuery, Scope, held_to_account::MONTHS, orders::OrdersShown};

/// Home, or the sign-in.
pub const HOME: &str = "/";
/// The list of accounts.
pub const ACCOUNTS: &str = "/accounts";
/// The boards that there are.
pub const BOARDS: &str = "/boards";
/// The relationship-stage board.
pub const RELATIONSHIP_BOARD: &str = "/boards/relationship";
/// The boards of the categorization models, side by side.
pub const MODELS_BOARD: &str = "/boards/models";
/// Boards on a wall, by turns.
pub const WALL: &str = "/wall";
/// How much of the revenue hangs on how few accounts.
pub const CONCENTRATION: &str = "/concentration";
/// What stayed of last year's revenue.
pub const RETENTION: &str = "/retention";
/// The categorization models.
pub const MODELS: &str = "/models";
/// What accounts are to bring.
pub const TARGETS: &str = "/targets";
/// What of the wallets of accounts is ours.
pub const WALLET: &str = "/wallet";
/// What accounts buy from us set against what we buy from them.
pub const RECIPROCITY: &str = "/reciprocity";
/// What we sell, and with whom we work.
pub const CATALOGUE: &str = "/catalogue";
/// Which accounts are key.
pub const KEY_ACCOUNTS: &str = "/key-accounts";
/// What accounts brought after they were placed.
pub const HELD_TO_ACCOUNT: &str = "/held-to-account";
/// What those who lead accounts report on them.
pub const STATUS_REPORTS: &str = "/status-reports";
/// What accounts ordered, and what of it is late.
pub const ORDERS: &str = "/orders";
/// Scenarios.
pub const SCENARIOS: &str = "/scenarios";
/// What other currencies were worth.
pub const CURRENCIES: &str = "/currencies";
/// People and import.
pub const SETTINGS: &str = "/settings";
/// The empty shell, in which the same app mounts.
pub const SHELL: &str = "/app-shell";

/// Where the sign-in form goes.
pub const SIGN_IN: &str = "/sign-in";
/// Where the sign-out form goes.
pub const SIGN_OUT: &str = "/sign-out";
/// Where the button that enters the demo goes.
pub const LOOK_AROUND: &str = "/look-around";

/// Commands go up here.
pub const COMMANDS: &str = "/api/v1/commands";
/// What somebody is writing goes up here.
pub const DRAFTS: &str = "/api/v1/drafts";
/// Presence goes up here.
pub const PRESENCE: &str = "/api/v1/presence";
/// Files are taken in here.
pub const IMPORTS: &str = "/api/v1/imports";
/// What we sell is told here, and lists of it are taken in.
pub const PRODUCT_LISTS: &str = "/api/v1/catalogue";
/// Where accounts stand on the categorization models is told here.
pub const BOARDS_OF_MODELS: &str = "/api/v1/boards/models";
/// Which accounts are key is told here.
pub const KEY_SET: &str = "/api/v1/key-accounts";
/// What accounts ordered is told here.
pub const ORDERS_TOLD: &str = "/api/v1/orders";
/// What accounts brought after they were placed is told here.
pub const HELD_RECORD: &str = "/api/v1/reports/held-to-account";
/// Status reports are told here.
pub const REPORTED: &str = "/api/v1/status-reports";
/// Scenarios are told here.
pub const SCENARIOS_KEPT: &str = "/api/v1/scenarios";
/// What would come of steps is told here.
pub const SCENARIO_PREVIEW: &str = "/api/v1/scenarios/preview";
/// What currencies were worth is told here, and lists of it are taken in.
pub const RATES: &str = "/api/v1/rates";

/// The categorization models are told here.
pub const CATEGORIZATION_MODELS: &str = "/api/v1/models";
/// What a draft of one would change is told here.
pub const MODEL_PREVIEW: &str = "/api/v1/models/preview";
/// Editions of them are published here.
pub const MODEL_EDITIONS: &str = "/api/v1/models/editions";
/// Links that let a colleague in are made here.
pub const INVITATIONS: &str = "/api/v1/invitations";
/// Who signs in by which address, and whose invitation is open.
pub const ACCESS: &str = "/api/v1/access";

/// The list of accounts with the form for a new one open.
pub const NEW_ACCOUNT: &str = "/accounts?new=1";
/// The heading of the import on the settings page.
pub const SETTINGS_IMPORT: &str = "/settings#import";

/// The list of accounts by what is due first.
pub fn accounts_by_step() -> String {
    format!("{ACCOUNTS}?sort=next_step")
}

/// The file of a categorization model.
pub fn model_file(id: &str) -> String {
    format!("{CATEGORIZATION_MODELS}/{id}/file")
}

/// The page of a draft of a categorization model: of its next edition, or of a copy.
pub fn model_draft(id: &str, copies: bool) -> String {
    format!("{MODELS}?model={id}&draft={}", if copies { "copy" } else { "edition" })
}

/// The page of a categorization model.
pub fn categorization(id: &str) -> String {
    format!("{MODELS}?model={id}")
}

/// The key accounts as of a day, or today, at either address of theirs.
pub fn key_accounts(place: &str, as_of: Option<Day>) -> String {
    as_of.map_or_else(|| place.to_owned(), |as_of| format!("{place}?as_of={as_of}"))
}

/// Orders of one choice, at either address of theirs.
pub fn orders(place: &str, shown: OrdersShown) -> String {
    if shown == OrdersShown::default() { place.to_owned() } else { format!("{place}?show={}", shown.word()) }
}

/// The accounts of a name for which orders can be kept.
pub fn order_accounts(name: &str) -> String {
    format!("{ORDERS_TOLD}/accounts?q={}", encoded(name))
}

/// What accounts brought in so many months after they were placed, at either address of it.
pub fn held_to_account(place: &str, months: i64) -> String {
    if months == MONTHS { place.to_owned() } else { format!("{place}?months={months}") }
}

/// A status report as it was sent.
pub fn status_report(id: StatusReportId) -> String {
    format!("{STATUS_REPORTS}?report={id}")
}

/// Where a status report is told as it was sent.
pub fn reported(id: StatusReportId) -> String {
    format!("{REPORTED}/{id}")
}

/// Where it is told what one's own status report on a month would say.
pub fn draft_told(period: Day) -> String {
    format!("{REPORTED}/draft?period={period}")
}

/// A version of a scenario.
pub fn scenario(id: ScenarioId) -> String {
    format!("{SCENARIOS}?scenario={id}")
}

/// A new scenario, while it is written.
pub fn scenario_new() -> String {
    format!("{SCENARIOS}?new=1")
}

/// A next version of a scenario, while it is written.
pub fn scenario_edit(id: ScenarioId) -> String {
    format!("{SCENARIOS}?edit={id}")
}

/// Where a version of a scenario is told.
pub fn scenario_kept(id: ScenarioId) -> String {
    format!("{SCENARIOS_KEPT}/{id}")
}

/// One's own status report on a month, while it is written.
pub fn status_draft(period: Day) -> String {
    format!("{STATUS_REPORTS}?period={period}")
}

/// The boards of the models with an account looked at in all of them.
pub fn on_models_board(account: AccountId) -> String {
    format!("{MODELS_BOARD}?account={account}")
}

/// Where an account is scored by the criteria of a model: a dialog of its page.
pub fn assess(of: AccountId, model: &str) -> String {
    format!("{}?assess={}", account(of), encoded(model))
}

/// The board whose columns are the values of a field.
pub fn board(field: Field) -> String {
    format!("{BOARDS}/{field}")
}

/// The field of the board at a path.
pub fn board_of(path: &str) -> Option<Field> {
    Field::of_word(path.strip_prefix(BOARDS)?.strip_prefix('/')?)
}

/// What a currency was worth on a day, or last before it.
pub fn rate(currency: Currency, day: Day) -> String {
    format!("{RATES}?currency={currency}&to={day}&limit=1")
}

/// The address to which a list of scores by a model is sent.
pub fn scores(model: &str) -> String {
    format!("{CATEGORIZATION_MODELS}/{model}/scores")
}

/// A text as it stands in the query of an address; the same on the server and in the browser.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                for half in [byte >> 4, byte & 15] {
                    out.push(char::from_digit(half.into(), 16).unwrap_or('0').to_ascii_uppercase());
                }
            }
        }
    }
    out
}

/// What the raw query of an address says under a name, decoded once; empty where it says nothing. The router's own map
/// decodes twice, so that a search for `%41` would become one for `A`.
pub fn asked(query: &str, name: &str) -> String {
    asked_all(query, name).into_iter().next().unwrap_or_default()
}

/// Everything that the raw query of an address says under a name.
pub fn asked_all(query: &str, name: &str) -> Vec<String> {
    let pairs = query.strip_prefix('?').unwrap_or(query).split('&');
    let found = pairs.filter_map(|pair| pair.split_once('=')).filter(|(key, _)| decoded(key) == name);
    found.map(|(_, value)| decoded(value)).collect()
}

/// A text out of the query of an address.
pub fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let rest = bytes.clone();
                let mut digit = || bytes.next().and_then(|digit| char::from(digit).to_digit(16));
                match digit().zip(digit()).and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
                    Some(byte) => out.push(byte),
                    None => {
                        out.push(b'%');
                        bytes = rest;
                    }
                }
            }
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The page of an account.
pub fn account(account: AccountId) -> String {
    format!("{ACCOUNTS}/{account}")
}

/// The page on which the first person sets the workspace up.
pub fn set_up(token: &str) -> String {
    format!("/set-up/{token}")
}

/// The page on which a colleague takes up an invitation.
pub fn invitation(token: &str) -> String {
    format!("/invitation/{token}")
}

/// The stream from an entry of the log on, in the form that this app reads.
pub fn changes(since: Seq) -> String {
    format!("/api/v1/changes?wire={WIRE}&since={since}")
}

/// A part of the model.
pub fn model(scope: Scope) -> String {
    format!("/api/v1/model?scope={scope}")
}

/// The data of a page, for the empty shell.
pub fn page_data(path: &str) -> String {
    format!("/api/v1/page?path={}", js_sys::encode_uri_component(path))
}

/// Where a file goes, with how it is to be read.
pub fn import(asked: &ImportQuery) -> String {
    let said = |name: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!("&{name}={}", encoded(value))).unwrap_or_default()
    };
    let partial = if asked.partial { "&partial=true" } else { "" };
    let (currency, mapping) = (said("currency", &asked.currency), said("mapping", &asked.mapping));
    let check = if asked.check { "&check=true" } else { "" };
    format!("{IMPORTS}?kind={}{currency}{partial}{check}{mapping}", encoded(&asked.kind))
}

/// What goes when a file is taken back, and where that is done.
pub fn withdrawal(import: ImportId) -> String {
    format!("{IMPORTS}/{import}/withdrawal")
}

/// Earlier documents of an account.
pub fn documents(account: AccountId, before: &DocumentMark) -> String {
    format!("/api/v1/accounts/{account}/documents?limit=200&before={}", encoded(&before.to_string()))
}

/// What each account brought, as the query of the page of concentration asks.
pub fn ranking(query: &str) -> String {
    ["/api/v1/reports/ranking", if query.is_empty() { "" } else { "?" }, query].concat()
}

/// What accounts could be asked for in a period.
pub fn target_proposal(from: Day, to: Day, percent: i64, scope: &str) -> String {
    format!("/api/v1/reports/targets/proposal?from={from}&to={to}&percent={percent}&scope={}", encoded(scope))
}

/// Contracts, partners, targets and wallet of an account.
pub fn terms(account: AccountId) -> String {
    format!("/api/v1/accounts/{account}/terms")
}

/// All that is said of an account on the categorization models.
pub fn assessments(account: AccountId) -> String {
    format!("/api/v1/accounts/{account}/assessments")
}

/// The history of an account, the newest first, or before an entry.
pub fn history(account: AccountId, before: Option<Seq>) -> String {
    let before = before.map(|seq| format!("&before={seq}")).unwrap_or_default();
    format!("/api/v1/accounts/{account}/history?limit=30{before}")
}

/// The history of the book, the newest first, or before an entry.
pub fn book_history(before: Option<Seq>, board: Option<TeamBoardId>) -> String {
    let before = before.map(|seq| format!("before={seq}"));
    let board = board.map(|board| format!("board={board}"));
    let asked: Vec<String> = before.into_iter().chain(board).collect();
    let begins = if asked.is_empty() { "" } else { "?" };
    ["/api/v1/history", begins, &asked.join("&")].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded_once() {
        assert_eq!(asked("?q=%2541&sort=name", "q"), "%41");
        assert_eq!(asked("q=a+b%26c&q=second", "q"), "a b&c");
        assert_eq!(asked("page=2", "q"), "");
        assert_eq!(asked("q=100%&r=%zz", "q"), "100%");
        assert_eq!(asked("q=100%&r=%zz", "r"), "%zz");
    }

    #[test]
    fn what_is_encoded_comes_back() {
        for text in ["", "Müller & Söhne = 50 %", "a/b?c#d+e", "日本"] {
            assert_eq!(asked(&format!("x=1&q={}", encoded(text)), "q"), text);
        }
    }
}
