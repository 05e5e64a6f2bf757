//! What is known of an account from its trade, its contracts, its partners and the register of investments, as facts.

use super::{
    facts::{Fact, Facts},
    investment,
};
use crate::{
    contract::Contract,
    day::{Day, Window, days_between, months_between},
    investment::Investment,
};

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
}

impl Known<'_> {
    /// As facts. What nobody wrote down is left out; of trade and contracts everything is written down.
    pub fn facts(&self) -> Facts {
        let Trade { sales, months, quarters, first_sale, revenue_minor, prior_minor } = self.trade;
        let in_force = self.contracts.iter().filter(|contract| contract.is_in_force(self.on));
        let mut facts: Facts = [
            (Fact::SalesTtm, sales),
            (Fact::MonthsWithSalesTtm, months),
            (Fact::QuartersWithSales, quarters),
            (Fact::RevenueTtmMinor, revenue_minor),
            (Fact::RevenuePriorMinor, prior_minor),
            (Fact::ContractsInForce, count(in_force.count())),
            (Fact::PartnerOrganisations, count(self.partners)),
        ]
        .into_iter()
        .collect();
        facts.extend(first_sale.map(|first| (Fact::TenureMonths, whole_months(first, self.to))));
        facts.extend(self.months_left().map(|months| (Fact::ContractMonthsLeft, months)));
        facts.extend(investment::facts(self.investments, self.on));
        facts
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

    fn known(trade: Trade, contracts: &[Contract]) -> Facts {
        Known { trade, to: TO, on: date(2026, 11, 26), contracts, partners: 2, investments: &[] }.facts()
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
}
