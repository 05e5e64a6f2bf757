//! A sale as tests record it.

use domain::day::Day;
use domain::document::{DocumentKind, RecordDocument};
use domain::ids::AccountId;
use domain::money::Currency;

use super::firm::id;

/// A sale of a day in pounds, in minor units, under a number of its own.
pub fn sale(account: AccountId, day: Day, amount_minor: i64) -> RecordDocument {
    RecordDocument {
        document: id(),
        account,
        document_kind: DocumentKind::Sale,
        day,
        number: id::<AccountId>().to_string(),
        amount_minor,
        currency: Currency::of("GBP").unwrap(),
        rate: None,
        lines: Vec::new(),
    }
}
