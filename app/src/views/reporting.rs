//! The reporting date and the money beside it: every trailing figure names its window.

use domain::{day::Day, money::Currency};

use crate::{client::use_workspace, words::en};

/// The currency in which all figures are kept: chosen at the set-up and fixed, so that nothing hangs on it.
pub fn currency() -> Currency {
    use_workspace().read(|model| model.base_currency())
}

/// The day to which trailing figures run.
pub fn reports_to() -> Day {
    let workspace = use_workspace();
    let today = workspace.viewer().day;
    workspace.look(|model| model.workspace.as_ref().map_or(today, |found| found.reports_to(today)))
}

/// An amount of the trailing year with its window: `€ 48.3 m in the 12 months to 9 Dec 2026`.
pub fn window_words(minor: i64) -> String {
    window_words_to(minor, reports_to())
}

/// The same of the twelve months to another day.
pub fn window_words_to(minor: i64, to: Day) -> String {
    en::in_twelve_months(&en::money_short(minor, currency()), to)
}
