//! Contracts of an account, its partners, and what it is reckoned to spend.

use domain::{
    contract::{Renewal, Standing},
    day::Day,
    money::Currency,
    partner::PartnerKind,
};

use super::{count, day};

pub const CONTRACTS: &str = "Contracts";
pub const ADD_CONTRACT: &str = "Add contract";
pub const EDIT_CONTRACT: &str = "Edit contract";
pub const NO_CONTRACTS: &str = "No contract yet";
pub const NO_CONTRACTS_TEXT: &str = "What was agreed, from when to when, what it is worth, and how it renews.";
pub const CONTRACT: &str = "Contract";
pub const FROM: &str = "First day";
pub const TO: &str = "Last day";
pub const TO_HINT: &str = "Empty: open-ended.";
pub const VALUE_HINT: &str = "Over its whole term; of an open-ended one in a year.";
pub const RENEWAL: &str = "At its end";
pub const NOTICE_DAYS: &str = "Days of notice";
pub const NOTE: &str = "Note";
pub const CONTRACT_REMOVED: &str = "Contract removed";
pub const PARTNERS: &str = "Partners";
pub const ADD_PARTNER: &str = "Add partner";
pub const NO_PARTNERS: &str = "No partner works for this account yet.";
pub const PARTNER: &str = "Partner";
pub const NEW_PARTNER: &str = "A new one…";
pub const PARTNER_NAME: &str = "Its name";
pub const PARTNER_ROLE: &str = "What it does here";
pub const PARTNER_ROLE_HINT: &str = "Optional.";
pub const PARTNER_GONE: &str = "Partner taken off";
pub const NOT_FETCHED: &str = "This did not come";
pub const NO_DAY: &str = "There is no such day.";
pub const OPEN_ENDED: &str = "open-ended";

/// The label of a contract's value.
pub fn value(currency: Currency) -> String {
    format!("Value in {currency}")
}

/// From when to when.
pub fn term(from: Day, to: Option<Day>) -> String {
    match to {
        Some(to) => format!("{} – {}", day(from), day(to)),
        None => format!("from {}, {OPEN_ENDED}", day(from)),
    }
}

/// What becomes of a contract at its end.
pub fn renewal(renewal: Renewal) -> &'static str {
    match renewal {
        Renewal::None => "ends",
        Renewal::Automatic => "renews by itself",
        Renewal::ByNotice => "renews unless notice is given",
    }
}

/// How it renews, with the notice.
pub fn renews(renewal: Renewal, notice_days: i64) -> String {
    match renewal {
        Renewal::ByNotice => {
            let days = count(usize::try_from(notice_days).unwrap_or_default(), "day", "days");
            format!("renews unless notice is given {days} before")
        }
        Renewal::None | Renewal::Automatic => self::renewal(renewal).to_owned(),
    }
}

/// How a contract stands, and whether that asks for something.
pub fn standing(standing: Standing) -> (String, bool) {
    match standing {
        Standing::Ahead => ("not begun".to_owned(), false),
        Standing::InForce => ("in force".to_owned(), false),
        Standing::NoticeDue(last) => (format!("notice until {}", day(last)), true),
        Standing::RenewsSoon(to) => (format!("renews on {}", day(to)), true),
        Standing::EndsSoon(to) => (format!("ends on {}", day(to)), true),
        Standing::Renewed => ("renewed".to_owned(), false),
        Standing::Over => ("over".to_owned(), false),
    }
}

/// A contract was entered or changed.
pub fn kept(name: &str) -> String {
    format!("{name} saved")
}

/// The name of the button that opens a contract.
pub fn edit(name: &str) -> String {
    format!("Edit {name}")
}

/// The name of the button that removes a contract.
pub fn remove(name: &str) -> String {
    format!("Remove {name}")
}

/// The name of the button that takes a partner off.
pub fn take_off(name: &str) -> String {
    format!("Take {name} off")
}

/// What a partner does for a living.
pub fn partner_kind(kind: PartnerKind) -> &'static str {
    match kind {
        PartnerKind::Reseller => "Reseller",
        PartnerKind::Supplier => "Supplier",
        PartnerKind::Integrator => "Integrator",
        PartnerKind::Logistics => "Logistics",
        PartnerKind::Consultant => "Consultant",
        PartnerKind::Agency => "Agency",
        PartnerKind::Other => "Other",
    }
}
