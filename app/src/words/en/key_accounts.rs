//! The key accounts: which are, by which rule, who decided that and why.

use domain::{
    day::Day,
    key_decision::{KeyWarning, KeyWord, MANY, OF_ONE_MANAGER, TOO_MANY},
    key_rule::{KeyBasis, KeyRule},
};

use super::{accounts, count, day};

pub const FIGURES: &str = "Figures";
pub const COUNT: &str = "Key accounts";
pub const REVENUE: &str = "They bring";
pub const SHARE: &str = "Share of the book";
pub const AS_OF: &str = "As of";
pub const MEMBERS: &str = "The key set";
pub const NO_MEMBERS: &str = "No key accounts yet";
pub const NO_MEMBERS_TEXT: &str = "Enter a rule and take in who qualifies, or open an account and take it in by hand.";
pub const CANDIDATES: &str = "Rules would take in";
pub const CANDIDATES_NOTE: &str = "They qualify by a rule and are no key accounts.";
pub const NO_CANDIDATES: &str = "Nobody qualifies who is none.";
pub const UNSUPPORTED: &str = "No rule says so any more";
pub const UNSUPPORTED_NOTE: &str = "They came in by a rule, and qualify by none today.";
pub const NO_UNSUPPORTED: &str = "Every account that came in by a rule still qualifies.";
pub const CHANGES: &str = "Changes";
pub const NO_CHANGES: &str = "Nobody entered or left yet.";
pub const WARNINGS: &str = "To look at";
pub const RULES: &str = "Rules";
pub const RULES_NOTE: &str = "A rule says who qualifies. Who is a key account, a director decides.";
pub const NO_RULES: &str = "No rule yet";
pub const NO_RULES_TEXT: &str = "Accounts are taken in by hand, each with a reason.";
pub const ADD_RULE: &str = "Add a rule";
pub const RULE_NAME: &str = "Name";
pub const BASIS: &str = "Goes by";
pub const MODEL: &str = "Model";
pub const CELLS: &str = "Cells";
pub const CONFIRMED: &str = "Only what a director confirmed";
pub const PERCENT: &str = "Percent of the revenue";
pub const PERCENT_WRONG: &str = "Write a whole number from 1 to 100.";
pub const END_RULE: &str = "End today";
pub const RULE: &str = "Rule";
pub const BY_HAND: &str = "By hand";
pub const REASON_OPTIONAL: &str = "Optional: the rule says it.";
pub const REASON_NEEDED: &str = "No rule says so today, so say why.";
pub const TAKE_IN: &str = "Take in";
pub const LET_GO: &str = "Let go";
pub const NONE_CHOSEN: &str = "Choose an account first.";
pub const PAST: &str = "You look at another day. Go back to today to decide.";
pub const NOT_KEY: &str = "Not a key account.";
pub const MARK: &str = "Key account";
pub const NOBODY_LEADS: &str = "Led by nobody";

/// The heads of the file that goes out.
pub const HEADS: [&str; 10] = [
    "Account",
    "Key since",
    "Rule",
    "Decided by",
    "Recorded",
    "Reason",
    "Led by",
    "Revenue of the trailing year",
    "Share",
    "ISO 4217",
];

/// What the page is about: `12 key accounts on 27 Nov 2026 · 12 months to 24 Nov 2026`.
pub fn about(number: usize, as_of: Day, to: Day) -> String {
    let accounts = count(number, "key account", "key accounts");
    format!("{accounts} on {} · {}", day(as_of), super::twelve_months_to(to))
}

/// What chooses an account of a list.
pub fn choose(name: &str) -> String {
    format!("Choose {name}")
}

/// The button that decides of those that are chosen.
pub fn act(says: KeyWord, number: usize) -> String {
    match (says, number) {
        (KeyWord::TakenIn, 0) => "Take in…".to_owned(),
        (KeyWord::LetGo, 0) => "Let go…".to_owned(),
        (KeyWord::TakenIn, number) => format!("Take {} in…", accounts(number)),
        (KeyWord::LetGo, number) => format!("Let {} go…", accounts(number)),
    }
}

/// What is asked in the dialog.
pub fn ask(says: KeyWord, names: &[String]) -> String {
    let whom = match names {
        [one] => one.clone(),
        many => accounts(many.len()),
    };
    match says {
        KeyWord::TakenIn => format!("Take {whom} among the key accounts"),
        KeyWord::LetGo => format!("Let {whom} go from the key accounts"),
    }
}

/// What was decided.
pub fn decided(says: KeyWord, names: &[String]) -> String {
    match (says, names) {
        (KeyWord::TakenIn, [one]) => format!("{one} is a key account"),
        (KeyWord::LetGo, [one]) => format!("{one} is no key account any more"),
        (KeyWord::TakenIn, many) => format!("{} are key accounts", accounts(many.len())),
        (KeyWord::LetGo, many) => format!("{} are no key accounts any more", accounts(many.len())),
    }
}

/// Since when an account is key, by which rule and whose word, and why.
pub fn since(since: Day, rule: &str, by: &str, reason: &str) -> String {
    let told = format!("Key since {} · {rule} · decided by {by}", day(since));
    if reason.is_empty() { told } else { format!("{told}: {reason}") }
}

/// By which rules an account qualifies.
pub fn qualifies(rules: &[String]) -> String {
    format!("Qualifies by {}", rules.join(", "))
}

/// One that entered or left, and when.
pub fn changed(says: KeyWord, on: Day) -> String {
    match says {
        KeyWord::TakenIn => format!("entered on {}", day(on)),
        KeyWord::LetGo => format!("left on {}", day(on)),
    }
}

/// Who decided it, by which rule, and why.
pub fn decided_by(by: &str, rule: &str, reason: &str) -> String {
    let told = format!("{by} · {rule}");
    if reason.is_empty() { told } else { format!("{told}: {reason}") }
}

/// What there is to warn of; `name` is what the person or the account is called.
pub fn warning(warning: &KeyWarning, name: &str) -> (String, String) {
    match warning {
        KeyWarning::TooMany { count } => (
            format!("{} are too many", accounts(*count)),
            format!("More than {TOO_MANY} cannot be served as key accounts. Let go who is none."),
        ),
        KeyWarning::Many { count } => (
            format!("{} are many", accounts(*count)),
            format!("Up to {MANY} can be served well. Look at those that no rule bears out."),
        ),
        KeyWarning::OfOneManager { count, .. } => (
            format!("{name} leads {} of them", super::number(*count)),
            format!("Whoever leads {OF_ONE_MANAGER} or more key accounts serves none as one. Hand one over."),
        ),
        KeyWarning::WithoutLead { .. } => {
            (format!("Nobody leads {name}"), "A key account without a lead is nobody’s work. Assign it.".to_owned())
        }
    }
}

/// What a rule goes by.
pub fn basis(basis: KeyBasis) -> &'static str {
    match basis {
        KeyBasis::Cells => "Where it stands on a model",
        KeyBasis::Together => "The largest, up to a share of revenue",
        KeyBasis::Each => "A share of revenue each",
    }
}

/// What a rule says; `model` and `cells` are what these are called.
pub fn rule_says(rule: &KeyRule, model: &str, cells: &[String]) -> String {
    match rule.basis {
        KeyBasis::Cells if rule.confirmed => format!("{}, confirmed, on {model}", cells.join(" or ")),
        KeyBasis::Cells => format!("{} on {model}", cells.join(" or ")),
        KeyBasis::Together => format!("The largest that bring {}\u{a0}% of the revenue together", rule.percent),
        KeyBasis::Each => format!("Each that brings {}\u{a0}% of the revenue", rule.percent),
    }
}

/// From when to when a rule holds.
pub fn rule_days(rule: &KeyRule) -> String {
    match rule.to_day {
        Some(to) => format!("from {} to {}", day(rule.from_day), day(to)),
        None => format!("since {}", day(rule.from_day)),
    }
}

/// That a rule ended.
pub fn rule_ended(name: &str) -> String {
    format!("{name} ends today")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_decision_is_told_with_its_rule_and_its_reason() {
        let on = date(2026, 3, 2);
        assert_eq!(
            since(on, BY_HAND, "Tomas Brandt", "Third plant"),
            "Key since 2 Mar 2026 · By hand · decided by Tomas Brandt: Third plant"
        );
        assert_eq!(
            since(on, "Top 60\u{a0}%", "Tomas Brandt", ""),
            "Key since 2 Mar 2026 · Top 60\u{a0}% · decided by Tomas Brandt"
        );
        assert_eq!(decided(KeyWord::LetGo, &["Acorn".to_owned()]), "Acorn is no key account any more");
    }

    #[test]
    fn a_rule_says_what_it_goes_by() {
        let cells = ["Strategic".to_owned(), "Star".to_owned()];
        let rule = KeyRule { confirmed: true, ..KeyRule::default() };
        assert_eq!(rule_says(&rule, "4S", &cells), "Strategic or Star, confirmed, on 4S");
        let rule = KeyRule { basis: KeyBasis::Each, percent: 3, ..KeyRule::default() };
        assert_eq!(rule_says(&rule, "", &[]), "Each that brings 3\u{a0}% of the revenue");
    }
}
