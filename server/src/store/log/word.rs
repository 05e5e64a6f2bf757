//! The words of the log for kinds of records and for what happened to them.

use domain::change::{Act, Kind};

/// The word for a kind of record in the log.
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Workspace => "workspace",
        Kind::Person => "person",
        Kind::Account => "account",
        Kind::Placement => "placement",
        Kind::Document => "document",
        Kind::Note => "note",
        Kind::Import => "import",
        Kind::Trailing => "trailing",
        Kind::TeamBoard => "team_board",
        Kind::BoardColumn => "board_column",
        Kind::BoardCard => "board_card",
        Kind::SavedView => "saved_view",
        Kind::ProductFamily => "product_family",
        Kind::Product => "product",
        Kind::Contract => "contract",
        Kind::Partner => "partner",
        Kind::Partnership => "partnership",
        Kind::WalletEstimate => "wallet_estimate",
        Kind::Assessment => "assessment",
        Kind::Position => "position",
        Kind::Investment => "investment",
        Kind::KeyRule => "key_rule",
        Kind::KeyDecision => "key_decision",
        Kind::StatusReport => "status_report",
        Kind::StatusAnswer => "status_answer",
        Kind::Scenario => "scenario",
        Kind::ScenarioWord => "scenario_word",
        Kind::ExchangeRate => "exchange_rate",
        Kind::Target => "target",
        Kind::SalesOrder => "sales_order",
        Kind::ModelEdition => "model_edition",
    }
}

/// The kind of a word.
pub fn kind_of(word: &str) -> Option<Kind> {
    let kinds = [
        Kind::Workspace,
        Kind::Person,
        Kind::Account,
        Kind::Placement,
        Kind::Document,
        Kind::Note,
        Kind::Import,
        Kind::Trailing,
        Kind::TeamBoard,
        Kind::BoardColumn,
        Kind::BoardCard,
        Kind::SavedView,
        Kind::ProductFamily,
        Kind::Product,
        Kind::Contract,
        Kind::Partner,
        Kind::Partnership,
        Kind::WalletEstimate,
        Kind::Assessment,
        Kind::Position,
        Kind::Investment,
        Kind::KeyRule,
        Kind::KeyDecision,
        Kind::StatusReport,
        Kind::StatusAnswer,
        Kind::Scenario,
        Kind::ScenarioWord,
        Kind::ExchangeRate,
        Kind::Target,
        Kind::SalesOrder,
        Kind::ModelEdition,
    ];
    kinds.into_iter().find(|kind| kind_word(*kind) == word)
}

/// The word for an act in the log.
pub fn act_word(act: Act) -> &'static str {
    match act {
        Act::Create => "create",
        Act::Edit => "edit",
        Act::Remove => "remove",
    }
}

/// The act of a word.
pub fn act_of(word: &str) -> Option<Act> {
    [Act::Create, Act::Edit, Act::Remove].into_iter().find(|act| act_word(*act) == word)
}
