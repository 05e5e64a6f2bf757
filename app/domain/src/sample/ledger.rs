//! The trade of the demo: thirty-six months of sales, credits, and purchases from some accounts, in which the largest tenth of accounts comes from 23 % of the revenue to
//! 60 %, as it is reported of the trade between 1975 and today.
//!
//! Revenue is as unequal as it is in life: the account at place i of n has the lognormal share
//! `Φ(σ − z(1 − i/n)) − Φ(σ − z(1 − (i−1)/n))`, for n = 42. Through the first twelve months σ is 0.4630, through the last twelve 1.4901;
//! between them shares walk from the one to the other, while most accounts change their places.

use jiff::{ToSpan, civil::Weekday};

use super::{
    chance::Chance,
    firm::{Firm, Trade},
};
use crate::{day::Day, document::DocumentKind};

/// How many days back the ledger goes.
const SPAN: i64 = 1_150;
/// Between how many days back shares walk.
const WALK: std::ops::Range<i64> = 365..730;
/// What all accounts bring in a year now, in minor units, and in the first year how many percent of that.
const YEAR_MINOR: i64 = 1_860_000_000;
const FIRST_YEAR_PERCENT: i64 = 78;
/// How many accounts have a place.
const PLACES: usize = 42;
/// The shares of the places in the first twelve months and in the last, of [`SHARES_SUM`].
const SHARES_ONCE: [i64; PLACES] = [
    6_456, 4_949, 4_409, 4_061, 3_803, 3_597, 3_425, 3_277, 3_146, 3_029, 2_923, 2_826, 2_736, 2_651, 2_572, 2_497,
    2_426, 2_358, 2_293, 2_230, 2_169, 2_110, 2_052, 1_996, 1_940, 1_886, 1_832, 1_779, 1_726, 1_673, 1_619, 1_565,
    1_510, 1_454, 1_396, 1_336, 1_272, 1_203, 1_127, 1_038, 926, 727,
];
const SHARES_NOW: [i64; PLACES] = [
    31_185, 11_741, 8_067, 6_187, 5_006, 4_183, 3_572, 3_098, 2_718, 2_406, 2_145, 1_923, 1_732, 1_566, 1_421, 1_292,
    1_177, 1_074, 981, 897, 820, 751, 687, 628, 573, 523, 477, 433, 393, 356, 320, 287, 256, 227, 199, 173, 147, 123,
    100, 77, 53, 26,
];
const SHARES_SUM: i64 = 100_000;
/// The place of the account from which we buy more than it buys from us.
const BUYS_LESS: usize = 24;
/// The place of the account that got a delivery for nothing, as an invoice of zero.
const GIFT_TO: usize = 14;

/// A document before it is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paper {
    /// How many days ago; a working day.
    pub ago: i32,
    /// What it tells of.
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
    if let Trade::Rank(place) = firm.trade {
        papers.extend(purchases(place));
    }
    for paper in &mut papers {
        paper.ago = working_day(today, paper.ago);
    }
    papers
}

fn regular(place: usize, chance: &mut Chance) -> Vec<Paper> {
    let most = share(place, 0).max(share(place, SPAN));
    let count = 22 + most.isqrt() / 2;
    let mut papers = Vec::new();
    for number in 0..count {
        let step = SPAN / count;
        let ago = SPAN - number * step - chance.between(1, step.max(2) - 1);
        let amount_minor = usual(place, ago, count) * chance.between(70, 130) / 100 / 5 * 5;
        let ago = i32::try_from(ago).unwrap_or_default();
        papers.push(sale(ago, amount_minor));
        if chance.between(1, 22) == 1 && ago > 12 {
            papers.push(credit(ago - 9, amount_minor * chance.between(8, 35) / 100));
        }
    }
    if place == 0 {
        papers.push(sale(1, usual(place, 1, count)));
    }
    papers
}

/// What we buy from an account: from every seventh, every six weeks; from one of them more than it buys from us.
fn purchases(place: usize) -> Vec<Paper> {
    let minor = |ago: i32| match place {
        3 => share(place, 0) * 1_150 + i64::from(ago) * 370,
        BUYS_LESS => 2_460_000 + i64::from(ago) * 410,
        _ => share(place, 0) * 640 + i64::from(ago) * 290,
    };
    let bought = |ago| Paper { ago, kind: DocumentKind::Purchase, amount_minor: minor(ago) / 5 * 5 };
    if place % 7 == 3 { (0..24).map(|number| bought(20 + number * 42)).collect() } else { Vec::new() }
}

/// What a sale of the account at a place comes to so many days ago, where it has so many in all, in minor units.
fn usual(place: usize, ago: i64, count: i64) -> i64 {
    let year = YEAR_MINOR * walked(ago, FIRST_YEAR_PERCENT, 100) / 100;
    share(place, ago) * (year / SHARES_SUM) * SPAN / 365 / count
}

/// The share of the account at a place so many days ago, of [`SHARES_SUM`].
fn share(place: usize, ago: i64) -> i64 {
    let at = |shares: [i64; PLACES], place: usize| shares.get(place).copied().unwrap_or_default();
    walked(ago, at(SHARES_ONCE, once(place)), at(SHARES_NOW, place))
}

/// The place that an account had in the first year: another one for nearly all, the same every time.
fn once(place: usize) -> usize {
    (place * 19 + 17) % PLACES
}

/// A figure on its way from what it once was to what it is now.
fn walked(ago: i64, once: i64, now: i64) -> i64 {
    let left = ago.clamp(WALK.start, WALK.end) - WALK.start;
    now + (once - now) * left / (WALK.end - WALK.start)
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
