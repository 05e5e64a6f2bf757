//! What is known of an account from its trade, its contracts, its partners, the register of investments, what it is reckoned to spend and
//! who noted something about it, as facts.

use super::{
    facts::{Fact, Facts},
    investment,
};
use crate::{
    contract::Contract,
    day::{Day, Window, days_between, months_between},
    ids::PersonId,
    investment::Investment,
    set::SetOf,
    wallet_estimate::{self, WalletEstimate},
};

/// How far back colleagues count as in contact, in days.
pub const CONTACT_DAYS: i64 = 90;
/// So many days ahead it is looked for the one on which something of an account is over or begins.
const AHEAD_DAYS: usize = 31;

/// What an account traded up to a day. A sale that was reversed is none, and neither is what reversed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trade {
    /// How many sales there were in the trailing year.
    pub sales: i64,
    /// In how many calendar months of it.
    pub months: i64,
    /// In how many of its quarters.
    pub quarters: i64,
    /// The first sale of all.
    pub first_sale: Option<Day>,
    /// What it brought in the trailing year, in minor units.
    pub revenue_minor: i64,
    /// What it brought in the year before that.
    pub prior_minor: i64,
    /// Of how many product families the lines of the year's sales are; 0 where no sale of it has lines.
    pub families: i64,
}

/// That somebody of us was in contact with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub by: PersonId,
    /// When.
    pub day: Day,
}

/// The trailing year to a day, as evidence of trade cuts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradeYear {
    /// Its last day.
    pub to: Day,
    /// The days after which its quarters begin, the latest first; the last one is that after which the year begins.
    pub quarters: [Day; 4],
    /// The day after which the year before it begins.
    pub prior: Day,
}

impl TradeYear {
    /// The year to a day.
    pub fn to(to: Day) -> Self {
        let year = Window::year_to(to).after;
        let months_before = |months: i64| to.checked_sub(jiff::Span::new().months(months)).unwrap_or(year);
        let quarters = [months_before(3), months_before(6), months_before(9), year];
        Self { to, quarters, prior: Window::year_to(year).after }
    }

    /// The day after which it begins.
    pub fn after(&self) -> Day {
        self.quarters[3]
    }
}

/// What is there of an account.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// What it traded up to `to`.
    pub trade: Trade,
    /// The last day of the trade that counts.
    pub to: Day,
    /// The day on which contracts and investments are looked at.
    pub on: Day,
    /// Its contracts.
    pub contracts: &'a [Contract],
    /// How many partner organisations work for it.
    pub partners: usize,
    /// What both sides put in.
    pub investments: &'a [Investment],
    /// What it is reckoned to spend, by all estimates that there are.
    pub estimates: &'a [WalletEstimate],
    /// Who was in contact with it when, as far as that still counts.
    pub contacts: &'a [Contact],
}

impl Known<'_> {
    /// As facts. What nobody wrote down is left out; of trade and contracts everything is written down.
    pub fn facts(&self) -> Facts {
        let mut facts = self.facts_of_trade();
        facts.extend(self.facts_of_terms());
        facts
    }

    /// Those that come from documents, up to the last day of trade that counts.
    pub fn facts_of_trade(&self) -> Facts {
        let Trade { sales, months, quarters, first_sale, revenue_minor, prior_minor, families } = self.trade;
        let mut facts: Facts = [
            (Fact::SalesTtm, sales),
            (Fact::MonthsWithSalesTtm, months),
            (Fact::QuartersWithSales, quarters),
            (Fact::RevenueTtmMinor, revenue_minor),
            (Fact::RevenuePriorMinor, prior_minor),
        ]
        .into_iter()
        .collect();
        facts.extend(first_sale.map(|first| (Fact::TenureMonths, whole_months(first, self.to))));
        facts.extend((families > 0).then_some((Fact::FamiliesBought, families)));
        facts
    }

    /// Those that come from anything else, on the day on which that is looked at.
    pub fn facts_of_terms(&self) -> Facts {
        let in_force = self.contracts.iter().filter(|contract| contract.is_in_force(self.on));
        let is_recent = |contact: &&Contact| (0..=CONTACT_DAYS).contains(&days_between(contact.day, self.on));
        let colleagues: SetOf<PersonId> = self.contacts.iter().filter(is_recent).map(|contact| contact.by).collect();
        let mut facts: Facts = [
            (Fact::ContractsInForce, count(in_force.count())),
            (Fact::PartnerOrganisations, count(self.partners)),
            (Fact::ColleaguesInContact, count(colleagues.len())),
        ]
        .into_iter()
        .collect();
        facts.extend(self.months_left().map(|months| (Fact::ContractMonthsLeft, months)));
        facts.extend(self.wallet_minor().map(|minor| (Fact::WalletMinor, minor)));
        facts.extend(investment::facts(self.investments, self.on));
        facts
    }

    /// The last day on which its facts are those of `on` if nobody writes anything, looked for a month ahead at most; none where only
    /// writing changes them.
    pub fn holds_until(&self) -> Option<Day> {
        let counts_on = |day: Day| days_between(day, self.on) <= CONTACT_DAYS;
        let moves = self.contracts.iter().any(|one| self.on < one.from_day || one.to_day >= Some(self.on))
            || self.contacts.iter().any(|contact| counts_on(contact.day))
            || self.investments.iter().any(|one| self.on < one.day)
            || self.estimates.iter().any(|one| self.on < one.from_day);
        if !moves {
            return None;
        }
        let told = self.facts_of_terms();
        let days = std::iter::successors(self.on.tomorrow().ok(), |day| day.tomorrow().ok()).take(AHEAD_DAYS);
        // Day by day by the same rules, so that none is written twice.
        let same = days.take_while(|day| Self { on: *day, ..*self }.facts_of_terms() == told);
        Some(same.last().unwrap_or(self.on))
    }

    /// What it is reckoned to spend on all families of which that is known.
    fn wallet_minor(&self) -> Option<i64> {
        let standing = wallet_estimate::standing(self.estimates, self.on);
        standing.into_iter().filter_map(|estimate| estimate.yearly_minor).reduce(|sum, minor| sum + minor)
    }

    /// How many whole months the longest contract in force still runs. One without an end, or one that goes on by itself, says nothing
    /// of that; where there is no other, and some contract is in force, it is not known.
    fn months_left(&self) -> Option<i64> {
        let in_force = || self.contracts.iter().filter(|contract| contract.is_in_force(self.on));
        let ends = in_force().filter_map(|contract| contract.to_day).filter(|to| days_between(self.on, *to) >= 0);
        let longest = ends.max().map(|to| whole_months(self.on, to));
        longest.or_else(|| in_force().next().is_none().then_some(0))
    }
}

fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

/// How many whole months lie between two days.
fn whole_months(from: Day, to: Day) -> i64 {
    i64::from(months_between(from, to)) - i64::from(to.day() < from.day())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::contract::Renewal;

    const TO: Day = date(2026, 11, 24);

    fn contract(to_day: Option<Day>, renewal: Renewal) -> Contract {
        Contract { from_day: date(2025, 1, 1), to_day, renewal, ..Contract::default() }
    }

    fn blank<'a>() -> Known<'a> {
        Known {
            trade: Trade::default(),
            to: TO,
            on: date(2026, 11, 26),
            contracts: &[],
            partners: 2,
            investments: &[],
            estimates: &[],
            contacts: &[],
        }
    }

    fn known(trade: Trade, contracts: &[Contract]) -> Facts {
        Known { trade, contracts, ..blank() }.facts()
    }

    #[test]
    fn what_was_never_sold_has_no_tenure_and_what_nobody_invested_is_not_zero() {
        let facts = known(Trade::default(), &[]);
        let told = |fact| facts.get(&fact).copied();
        assert_eq!([Fact::SalesTtm, Fact::ContractsInForce, Fact::ContractMonthsLeft].map(told), [Some(0); 3]);
        assert_eq!(told(Fact::PartnerOrganisations), Some(2));
        assert_eq!([Fact::TenureMonths, Fact::JointInvestments, Fact::OurAssetsMinor].map(told), [None; 3]);
        let first_sale = |day| known(Trade { first_sale: Some(day), ..Trade::default() }, &[]);
        let tenure = |day| first_sale(day).get(&Fact::TenureMonths).copied();
        assert_eq!([date(2024, 11, 24), date(2024, 11, 25), TO].map(tenure), [Some(24), Some(23), Some(0)]);
    }

    #[test]
    fn a_contract_runs_as_long_as_it_says() {
        let left = |contracts: &[Contract]| known(Trade::default(), contracts).get(&Fact::ContractMonthsLeft).copied();
        let ends = contract(Some(date(2027, 3, 1)), Renewal::None);
        assert_eq!(left(&[ends.clone(), contract(Some(date(2026, 12, 31)), Renewal::Automatic)]), Some(3));
        assert_eq!(left(&[contract(Some(date(2026, 11, 1)), Renewal::None)]), Some(0), "none is in force");
        assert_eq!(left(&[contract(None, Renewal::None)]), None, "without an end nobody knows");
        assert_eq!(left(&[contract(Some(date(2026, 10, 1)), Renewal::Automatic)]), None, "nor where it went on");
        assert_eq!(left(&[contract(None, Renewal::None), ends]), Some(3));
    }

    #[test]
    fn the_year_is_cut_into_quarters_that_fill_it() {
        let year = TradeYear::to(TO);
        assert_eq!(year.quarters, [date(2026, 8, 24), date(2026, 5, 24), date(2026, 2, 24), date(2025, 11, 24)]);
        assert_eq!((year.after(), year.prior), (Window::year_to(TO).after, date(2024, 11, 24)));
        for day in [date(2024, 2, 29), date(2026, 5, 31), date(2026, 12, 31)] {
            let year = TradeYear::to(day);
            assert!(year.quarters.is_sorted_by(|a, b| a > b) && year.prior < year.after() && year.quarters[0] < day);
        }
    }
    #[test]
    fn wallets_add_up_and_colleagues_count_once_for_ninety_days() {
        let estimate = |family, yearly_minor| WalletEstimate {
            family: crate::ids::ProductFamilyId(uuid::Uuid::from_u128(family)),
            from_day: TO,
            yearly_minor,
            ..WalletEstimate::default()
        };
        let told = |known: Known<'_>, fact| known.facts().get(&fact).copied();
        let estimates = [estimate(1, Some(40)), estimate(2, None), estimate(3, Some(2))];
        assert_eq!(told(Known { estimates: &estimates, ..blank() }, Fact::WalletMinor), Some(42));
        assert_eq!(
            told(Known { estimates: &estimates[1..2], ..blank() }, Fact::WalletMinor),
            None,
            "unknown is not zero"
        );
        let by = |person, day| Contact { by: PersonId(uuid::Uuid::from_u128(person)), day };
        let contacts = [by(1, date(2026, 8, 28)), by(1, TO), by(2, date(2026, 8, 27)), by(3, date(2026, 11, 27))];
        let known = Known { contacts: &contacts, ..blank() };
        assert_eq!(told(known, Fact::ColleaguesInContact), Some(1));
        assert_eq!(told(Known { on: date(2026, 11, 25), ..known }, Fact::ColleaguesInContact), Some(2));
        assert_eq!(told(Known { on: date(2026, 11, 27), ..known }, Fact::ColleaguesInContact), Some(2));
        let families = |families| Known { trade: Trade { families, ..Trade::default() }, ..blank() };
        assert_eq!(told(families(0), Fact::FamiliesBought), None, "no line tells");
        assert_eq!(told(families(3), Fact::FamiliesBought), Some(3));
    }

    #[test]
    fn facts_hold_until_the_day_before_something_ends_or_begins() {
        let until =
            |contracts: &[Contract], contacts: &[Contact]| Known { contracts, contacts, ..blank() }.holds_until();
        assert_eq!(until(&[], &[]), None);
        let ends = |to| contract(Some(to), Renewal::None);
        assert_eq!(until(&[ends(date(2026, 11, 1)), contract(None, Renewal::None)], &[]), None, "nothing is ahead");
        assert_eq!(until(&[ends(date(2026, 11, 30))], &[]), Some(date(2026, 11, 30)));
        assert_eq!(
            until(&[ends(date(2027, 3, 2))], &[]),
            Some(date(2026, 12, 2)),
            "a month less is left from the third on"
        );
        let begins = Contract { from_day: date(2026, 12, 9), ..Contract::default() };
        assert_eq!(until(&[begins], &[]), Some(date(2026, 12, 8)));
        let contact = |day| Contact { by: PersonId::default(), day };
        assert_eq!(until(&[], &[contact(date(2026, 9, 1))]), Some(date(2026, 11, 30)));
        assert_eq!(until(&[], &[contact(date(2026, 9, 1)), contact(TO)]), Some(date(2026, 12, 27)), "a month ahead");
        assert_eq!(until(&[], &[contact(date(2026, 8, 1))]), None, "it counts no more");
    }
}
