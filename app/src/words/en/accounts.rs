//! The list of accounts, and what an account has to say of itself.

pub const NEW: &str = "New account";
pub const CREATE: &str = "Create account";
pub const SEARCH: &str = "Search accounts";
pub const ACCOUNT: &str = "Account";
pub const NAME: &str = "Name";
pub const REFERENCE: &str = "Reference";
pub const REFERENCE_HINT: &str =
    "What your books call it, such as its customer number. Imports find the account by it.";
pub const COUNTRY: &str = "Country";
pub const SEGMENT: &str = "Segment";
pub const QUIET: &str = "Quiet since";
pub const LEAD: &str = "Lead";
pub const STAGE: &str = "Stage";
pub const NEXT_STEP: &str = "Next step";
pub const REVENUE: &str = "12 months";
pub const ROW_MENU: &str = "Account";
pub const MORE: &str = "More";
pub const OPEN: &str = "Open";
pub const ASSIGN: &str = "Assign";
pub const ASSIGN_TO: &str = "Assign to…";
pub const LEADS_ALREADY: &str = "It is so already.";
pub const PREVIOUS: &str = "Previous";
pub const NEXT: &str = "Next";
pub const PAGES: &str = "Pages";
pub const SHOW_ALL: &str = "Show all accounts";
pub const NO_MATCH_TEXT: &str = "Each word is looked for in names, references, countries, segments and tags.";

/// The heading where somebody says who leads an account.
pub fn who_leads(name: &str) -> String {
    format!("Who leads {name}?")
}

/// Who leads an account from now on.
pub fn led_by(name: &str, lead: &str) -> String {
    format!("{name} is led by {lead} now")
}

/// That nothing holds the words.
pub fn no_match(words: &str) -> String {
    format!("No account matches “{words}”")
}

/// Which part of the list is shown: `51–100 of 4,372`.
pub fn part(first: usize, last: usize, of: usize) -> String {
    format!("{}–{} of {}", super::number(first), super::number(last), super::accounts(of))
}

/// What took an account in.
pub fn created(name: &str) -> String {
    format!("{name} is in the book")
}
