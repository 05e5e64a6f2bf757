//! The trade of the demo: fourteen months of sales and credits.
//!
//! Revenue is as unequal as it is in life: the account at place i of n has the lognormal share
//! `Φ(σ − z(1 − i/n)) − Φ(σ − z(1 − (i−1)/n))`, here for n = 42 and σ = 1.3689, so that the five largest bring 57 %.

use jiff::{ToSpan, civil::Weekday};

use super::{
    chance::Chance,
    firm::{Firm, Trade},
};
use crate::{day::Day, document::DocumentKind};

/// How many days back the ledger goes.
const SPAN: i64 = 425;
/// What all accounts bring in a year, in minor units.
const YEAR_MINOR: i64 = 1_860_000_000;
/// The shares of the accounts by place, of [`SHARES_SUM`].
const SHARES: [i64; 42] = [
    27_031, 11_196, 7_934, 6_219, 5_119, 4_341, 3_755, 3_294, 2_921, 2_612, 2_350, 2_126, 1_932, 1_761, 1_610, 1_475,
    1_354, 1_245, 1_146, 1_055, 972, 896, 825, 760, 700, 643, 590, 541, 495, 451, 410, 371, 334, 298, 265, 232, 201,
    170, 140, 110, 79, 40,
];
const SHARES_SUM: i64 = 100_000;
/// The place of the account that got a delivery for nothing, as an invoice of zero.
const GIFT_TO: usize = 14;

/// A document before it is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paper {
    /// How many days ago; a working day.
    pub ago: i32,
    /// Sale or credit.
    pub kind: DocumentKind,
    /// Its amount in minor units.
    pub amount_minor: i64,
}

/// The documents of a firm.
pub fn papers(firm: &Firm, today: Day, chance: &mut Chance) -> Vec<Paper> {
    let mut papers = match firm.trade {
        Trade::None => Vec::new(),
        Trade::Rank(place) => regular(place, chance),
        Trade::Stopped(place) => regular(place, chance).into_iter().filter(|paper| paper.ago > 150).collect(),
        Trade::CreditedBack => credited_back(),
    };
    if firm.trade == Trade::Rank(GIFT_TO) {
        papers.push(sale(64, 0));
    }
    for paper in &mut papers {
        paper.ago = working_day(today, paper.ago);
    }
    papers
}

fn regular(place: usize, chance: &mut Chance) -> Vec<Paper> {
    let share = SHARES.get(place).copied().unwrap_or_default();
    let count = 10 + share.isqrt() / 5;
    let usual = share * (YEAR_MINOR / SHARES_SUM) * SPAN / 365 / count;
    let mut papers = Vec::new();
    for number in 0..count {
        let step = SPAN / count;
        let ago = SPAN - number * step - chance.between(1, step.max(2) - 1);
        let ago = i32::try_from(ago).unwrap_or_default();
        let amount_minor = usual * chance.between(70, 130) / 100 / 5 * 5;
        papers.push(sale(ago, amount_minor));
        if chance.between(1, 22) == 1 && ago > 12 {
            papers.push(credit(ago - 9, amount_minor * chance.between(8, 35) / 100));
        }
    }
    if place == 0 {
        papers.push(sale(1, usual));
    }
    papers
}

fn credited_back() -> Vec<Paper> {
    let mut papers: Vec<_> = [424, 415, 406, 398, 390].map(|ago| sale(ago, 3_480_000)).into();
    papers.extend([300, 240, 175, 110].map(|ago| sale(ago, 1_215_000)));
    papers.extend([credit(31, 4_360_000), credit(24, 2_975_050)]);
    papers
}

fn sale(ago: i32, amount_minor: i64) -> Paper {
    Paper { ago, kind: DocumentKind::Sale, amount_minor }
}

fn credit(ago: i32, amount_minor: i64) -> Paper {
    Paper { ago, kind: DocumentKind::Credit, amount_minor }
}

/// The day itself, or the Friday before it.
fn working_day(today: Day, ago: i32) -> i32 {
    match days_ago(today, ago).weekday() {
        Weekday::Saturday => ago + 1,
        Weekday::Sunday => ago + 2,
        _ => ago,
    }
}

/// The day so many days before today.
pub fn days_ago(today: Day, ago: i32) -> Day {
    today.saturating_sub(ago.days())
}
