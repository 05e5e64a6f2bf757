//! Contracts: what was agreed with an account, from when to when, what it is worth, and what becomes of it at its end.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Stop},
    catalogue::named,
    day::{self, Day, days_between},
    ids::{AccountId, ContractId},
    keep::{Kept, Ruled},
    money::checked_amount,
    policy::Action,
    rejection::{Rejection, TextField},
    table::Table,
    text::{self, SENTENCE_MAX},
    viewer::Viewer,
};

/// So many days before its end, or before the last day of notice, a contract is said to end soon.
pub const SOON_DAYS: i64 = 90;
/// The longest notice, in days.
pub const NOTICE_MAX_DAYS: i64 = 1_000;

/// What becomes of a contract at its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Renewal {
    /// It ends.
    #[default]
    None,
    /// It goes on by itself.
    Automatic,
    /// It goes on unless one side gives notice in time.
    ByNotice,
}

choice!(Renewal: None = "none", Automatic = "automatic", ByNotice = "by_notice");

record! {
    /// An agreement with an account.
    Contract(ContractId) of Contract in |contract| Some(contract.account);
    /// Whose it is.
    account: AccountId, Internal, Fixed;
    /// What it is about.
    name: String, Internal, Last;
    /// Its first day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    from_day: Day, Internal, Last;
    /// Its last day; none where it is open-ended.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(with = "crate::day::text_or_none")]
    to_day: Option<Day>, Internal, Last;
    /// What it is worth over its whole term, or in a year where it is open-ended, in minor units of the base currency.
    amount_minor: i64, Internal, Guarded;
    /// What becomes of it at its end.
    renewal: Renewal, Internal, Last;
    /// How many days before its end notice is to be given, where it renews by notice; 0 where it does not.
    notice_days: i64, Internal, Last;
    /// What else is to be known of it.
    note: String, Internal, Last;
}

/// How a contract stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has not begun.
    Ahead,
    /// It is in force, and nothing is due.
    InForce,
    /// Notice can be given until this day, which is near.
    NoticeDue(Day),
    /// It goes on by itself on this day, which is near.
    RenewsSoon(Day),
    /// It ends on this day, which is near.
    EndsSoon(Day),
    /// It has gone on since its end.
    Renewed,
    /// It is over.
    Over,
}

impl Contract {
    /// How it stands on a day.
    pub fn standing(&self, today: Day) -> Standing {
        if today < self.from_day {
            return Standing::Ahead;
        }
        let Some(to) = self.to_day else { return Standing::InForce };
        let (left, renews) = (days_between(today, to), self.renewal != Renewal::None);
        let is_near = |days: i64| (0..=SOON_DAYS).contains(&days);
        let notice = self.last_day_of_notice().filter(|last| is_near(days_between(today, *last)));
        match notice {
            Some(last) => Standing::NoticeDue(last),
            None if left < 0 && renews => Standing::Renewed,
            None if left < 0 => Standing::Over,
            None if is_near(left) && renews => Standing::RenewsSoon(to),
            None if is_near(left) => Standing::EndsSoon(to),
            None => Standing::InForce,
        }
    }

    /// Whether it binds both sides on a day: begun, and not over.
    pub fn is_in_force(&self, today: Day) -> bool {
        !matches!(self.standing(today), Standing::Ahead | Standing::Over)
    }

    /// The last day on which notice can be given; none where it renews otherwise.
    pub fn last_day_of_notice(&self) -> Option<Day> {
        let to = self.to_day.filter(|_| self.renewal == Renewal::ByNotice)?;
        to.checked_sub(jiff::Span::new().try_days(self.notice_days).ok()?).ok()
    }
}

impl Ruled for Contract {
    fn shelf(kept: &Kept) -> &Table<ContractId, Self> {
        &kept.contracts
    }

    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
        permit_terms(case, account)
    }

    fn settled(self, _viewer: &Viewer) -> Result<Self, Rejection> {
        let name = named(&self.name)?;
        for told in [Some(self.from_day), self.to_day].into_iter().flatten() {
            day::not_too_early(told)?;
        }
        if self.to_day.is_some_and(|to| to < self.from_day) {
            return Err(Rejection::EndsBeforeItBegins);
        }
        checked_amount(self.amount_minor)?;
        if self.renewal != Renewal::None && self.to_day.is_none() {
            return Err(Rejection::RenewalWithoutEnd);
        }
        let notice_days = if self.renewal == Renewal::ByNotice { self.notice_days } else { 0 };
        if self.renewal == Renewal::ByNotice && !(1..=NOTICE_MAX_DAYS).contains(&notice_days) {
            return Err(Rejection::NoticeOutOfRange { max: NOTICE_MAX_DAYS });
        }
        let note = text::line(TextField::Note, &self.note, SENTENCE_MAX)?;
        Ok(Self { name, notice_days, note, ..self })
    }

    fn fits(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }

    fn goes(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }
}

/// What was agreed with an account is written by who may change the account.
pub(crate) fn permit_terms(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
    let account = account.ok_or_else(|| Rejection::FieldUnfit { field: "account".to_owned() })?;
    case.account(account, Action::EditAccount).map(drop)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn contract(to_day: Option<Day>, renewal: Renewal, notice_days: i64) -> Contract {
        let name = "Frame agreement".to_owned();
        Contract { name, from_day: date(2026, 1, 1), to_day, renewal, notice_days, ..Contract::default() }
    }

    #[test]
    fn what_ends_soon_is_said_ninety_days_before() {
        let ends = contract(Some(date(2026, 12, 31)), Renewal::None, 0);
        let told = |today| ends.standing(today);
        assert_eq!(told(date(2025, 12, 31)), Standing::Ahead);
        assert_eq!(told(date(2026, 1, 1)), Standing::InForce);
        assert_eq!(told(date(2026, 10, 1)), Standing::InForce);
        assert_eq!(told(date(2026, 10, 2)), Standing::EndsSoon(date(2026, 12, 31)));
        assert_eq!(told(date(2026, 12, 31)), Standing::EndsSoon(date(2026, 12, 31)));
        assert_eq!(told(date(2027, 1, 1)), Standing::Over);
        let open = contract(None, Renewal::None, 0);
        assert_eq!(open.standing(date(2090, 1, 1)), Standing::InForce);
        assert!(open.is_in_force(date(2026, 1, 1)) && !ends.is_in_force(date(2027, 1, 1)));
    }

    #[test]
    fn what_renews_says_until_when_notice_can_be_given() {
        let renews = contract(Some(date(2026, 12, 31)), Renewal::ByNotice, 60);
        let last = date(2026, 11, 1);
        assert_eq!(renews.last_day_of_notice(), Some(last));
        assert_eq!(renews.standing(date(2026, 8, 2)), Standing::InForce);
        assert_eq!(renews.standing(date(2026, 8, 3)), Standing::NoticeDue(last));
        assert_eq!(renews.standing(last), Standing::NoticeDue(last));
        assert_eq!(renews.standing(date(2026, 11, 2)), Standing::RenewsSoon(date(2026, 12, 31)));
        assert_eq!(renews.standing(date(2027, 1, 1)), Standing::Renewed);
        assert!(renews.is_in_force(date(2027, 1, 1)));
        assert_eq!(contract(Some(date(2026, 12, 31)), Renewal::Automatic, 0).last_day_of_notice(), None);
    }
}
