//! What the firms of the demo are to bring, in the last calendar year and in the running one: derived from their trade, so that some are
//! ahead and some behind. Some have no target, and the largest one has its year in quarters.

use super::{
    Teller,
    ledger::days_ago,
    staff::{JULES, NADIA},
};
use crate::{
    day::{Day, Window},
    ids::TargetId,
    keep::Wish,
    ratio::Ratio,
    target::Target,
};

/// What firms are asked for of what they brought, in percent, one after the other.
const ASKED: [i64; 8] = [93, 106, 98, 115, 88, 102, 84, 109];
/// Targets are in whole thousands of the major unit.
const THOUSAND_MINOR: i64 = 100_000;

impl Teller {
    /// Ingrid sets all of them at once.
    pub(super) fn set_targets(&mut self) {
        let running = self.today.first_of_year();
        let last = running.yesterday().unwrap_or(running);
        let year = Window::year_to(days_ago(self.today, 1));
        let mut wishes = Vec::new();
        for (at, asked) in (0..self.firms.len()).zip(ASKED.iter().cycle()) {
            if !self.has_targets(at) {
                continue;
            }
            let before = self.net_minor(at, last.first_of_year(), last);
            let now = self.net_minor(at, year.first(), year.to);
            if before <= 0 || now <= 0 {
                continue;
            }
            let past = self.target(at, last, asked_for(before, *asked));
            let present = self.target(at, running, asked_for(now, *asked));
            let parts = if at == 0 { self.quarters(present) } else { vec![present] };
            wishes.extend([past].iter().chain(&parts).map(Wish::of_new));
        }
        self.keep(None, wishes);
    }

    /// Whether anybody thought of targets for a firm: of small ones in the south nobody did.
    fn has_targets(&self, at: usize) -> bool {
        self.firms.get(at).and_then(|firm| firm.lead).is_some_and(|lead| lead != NADIA && lead != JULES)
    }

    /// What a firm brought from one day to another.
    fn net_minor(&self, at: usize, from: Day, to: Day) -> i64 {
        let of_firm = self.brought.iter().filter(|(firm, day, _)| *firm == at && (from..=to).contains(day));
        of_firm.map(|(.., minor)| minor).sum()
    }

    /// The target of a firm for the calendar year of a day.
    fn target(&mut self, at: usize, day: Day, amount_minor: i64) -> Target {
        Target {
            id: TargetId(self.chance.id()),
            account: self.account(at),
            from_day: day.first_of_year(),
            to_day: day.last_of_year(),
            amount_minor,
        }
    }

    /// A year in quarters.
    fn quarters(&mut self, year: Target) -> Vec<Target> {
        let mut quarters = Vec::new();
        let mut rest = year;
        for month in [4, 7, 10] {
            let begins = Day::new(rest.from_day.year(), month, 1).unwrap_or(rest.from_day);
            let Ok([quarter, after]) = rest.split(TargetId(self.chance.id()), begins) else { continue };
            quarters.push(quarter);
            rest = after;
        }
        quarters.push(rest);
        quarters
    }
}

/// So many percent of an amount, in whole thousands.
fn asked_for(minor: i64, percent: i64) -> i64 {
    let thousands = Ratio::of(i128::from(minor) * i128::from(percent), 100 * i128::from(THOUSAND_MINOR));
    thousands.map_or(0, |thousands| thousands.scaled(1)).max(1) * THOUSAND_MINOR
}
