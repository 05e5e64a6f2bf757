//! Share of wallet: what accounts are reckoned to spend, what of it is ours, and the rest.

use domain::{day::Day, money::Currency};

use super::{accounts, count, day, number};

pub const SHARE: &str = "Share of wallet";
pub const SHARE_NOTE: &str = "of what they spend, all added up";
pub const WALLET: &str = "Wallet";
pub const WALLET_NOTE: &str = "what they are reckoned to spend";
pub const OURS: &str = "Ours";
pub const WHITE: &str = "White space";
pub const WHITE_NOTE: &str = "what others sell them";
pub const UNKNOWN: &str = "Without an estimate";
pub const FIGURES: &str = "Figures";
pub const FAMILIES: &str = "Wallets by product family";
pub const FAMILY: &str = "Family";
pub const FAMILY_ACCOUNTS: &str = "Accounts";
pub const BY_ACCOUNT_ONLY: &str =
    "No document of this time has lines with products: what is ours is known by account as a whole.";
pub const BY_FAMILY: &str = "By family";
pub const WORK_OFF: &str = "To work off";
pub const WORK_OFF_ABOUT: &str = "largest white space first";
pub const ACCOUNT: &str = "Account";
pub const SHARE_SHORT: &str = "Share";
pub const NO_WALLETS: &str = "No wallet is known";
pub const NO_WALLETS_TEXT: &str =
    "Say on the page of an account what it spends in a year on a family of products, with everybody.";
pub const WALLETS: &str = "Wallet";
pub const ADD: &str = "Estimate";
pub const ADD_TITLE: &str = "What does it spend in a year?";
pub const FROM: &str = "Holds from";
pub const YEARLY_HINT: &str = "With everybody who sells such, us included. Empty: not known any more.";
pub const SOURCE: &str = "Where from";
pub const SOURCE_HINT: &str = "Optional: what the estimate goes by.";
pub const NO_ESTIMATE: &str = "Nobody has reckoned what it spends yet.";
pub const NO_FAMILIES: &str = "The catalogue has no family yet. Add one first.";
pub const NOT_KNOWN: &str = "not known any more";
pub const SINCE: &str = "Since";
pub const YEARLY: &str = "In a year";
pub const EARLIER: &str = "Earlier estimates";
pub const BY: &str = "By";
pub const CATALOGUE: &str = "Open the catalogue";

/// The label of an amount of a year.
pub fn yearly(currency: Currency) -> String {
    format!("In a year, in {currency}")
}

/// Of whom no wallet is known, and what they bring.
pub fn unknown(number_of: usize, sum: &str) -> String {
    format!("{} bring {sum}", accounts(number_of))
}

/// How many wallets a sum is made of, and by the estimates of which day.
pub fn known(number_of: usize, as_of: Day) -> String {
    format!("{}, as reckoned by {}", accounts(number_of), day(as_of))
}

/// What a share of an account is about.
pub fn of_account(ours: &str, wallet: &str, from: Day, to: Day) -> String {
    format!("{ours} of {wallet}, {} to {}", day(from), day(to))
}

/// What of a family is ours, of what is spent on it, and what is left of that.
pub fn of_family(ours: &str, share: &str, white: &str) -> String {
    format!("{ours} ours, {share}, {white} white space")
}

/// What was bought of no family of which the wallet is known; nothing where all of it is of one.
pub fn beside(without_product: Option<&str>, other_families: Option<&str>) -> String {
    match (without_product, other_families) {
        (Some(without), Some(other)) => format!("Beside these {other} of other families, and {without} without lines."),
        (Some(without), None) => format!("Beside these {without} without lines, of no family."),
        (None, Some(other)) => format!("Beside these {other} of other families."),
        (None, None) => String::new(),
    }
}

/// The name of the button that writes a newer estimate.
pub fn estimate(family: &str) -> String {
    format!("Estimate {family}")
}

/// An estimate was written.
pub fn estimated(family: &str) -> String {
    format!("{family} estimated")
}

/// How many accounts are listed, of how many.
pub fn listed(shown: usize, of: usize) -> String {
    if shown >= of { count(of, "account", "accounts") } else { format!("{} of {}", number(shown), accounts(of)) }
}
