//! The key set of a house to render.

use app::wire::{
    key_accounts::{Decided, KeyAccount, KeyChange, KeyLine, KeySet},
    report::Exact,
};
use domain::{
    account::Account,
    key_decision::{KeyWarning, KeyWord},
    key_rule::{KeyBasis, KeyRule},
    model::Model,
    ratio::Ratio,
};

use crate::house::{TODAY, now};

/// The first of the accounts is key by hand, the second by a rule that holds no more for it, and the third would be by one.
pub fn of(seen: &Model) -> KeySet {
    let rule =
        KeyRule { id: uuid::Uuid::from_u128(7).into(), name: "Half".to_owned(), percent: 50, ..KeyRule::default() };
    let rule = KeyRule { basis: KeyBasis::Together, from_day: TODAY, ..rule };
    let decided = |by_rule: bool| Decided {
        day: TODAY,
        by: seen.people.keys().next().copied().unwrap_or_default(),
        at: now(),
        rule: by_rule.then_some(rule.id),
        reason: if by_rule { String::new() } else { "One plan <b>for both</b>".to_owned() },
    };
    let lines: Vec<KeyLine> = seen.accounts.values().take(3).map(|account| line(seen, account)).collect();
    let members = lines.iter().take(2).zip([false, true]).map(|(line, unsupported)| KeyAccount {
        line: line.clone(),
        entered: decided(unsupported),
        unsupported,
    });
    let change = |line: &KeyLine| KeyChange {
        account: line.account,
        name: line.name.clone(),
        says: KeyWord::LetGo,
        decided: decided(false),
    };
    let warn = |line: &KeyLine| [KeyWarning::Many { count: 36 }, KeyWarning::WithoutLead { account: line.account }];
    KeySet {
        as_of: TODAY,
        to: TODAY,
        whole: false,
        currency: seen.base_currency(),
        book_minor: 1_000,
        key_minor: 400,
        share: Ratio::of(2, 5).map(Exact::from),
        members: members.collect(),
        candidates: lines.iter().skip(2).map(|line| KeyLine { by_rules: vec![rule.id], ..line.clone() }).collect(),
        changes: lines.iter().map(change).collect(),
        warnings: lines.first().map(warn).into_iter().flatten().collect(),
        rules: vec![rule],
    }
}

fn line(seen: &Model, account: &Account) -> KeyLine {
    KeyLine {
        account: account.id,
        name: account.name.clone(),
        owner: account.owner,
        revenue_ttm_minor: seen.revenue_ttm_minor(account.id),
        share: None,
        by_rules: Vec::new(),
        decision: None,
    }
}
