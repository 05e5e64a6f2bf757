//! Placements held to account: what accounts brought after they were placed, against what they brought before. It tells by cell how many
//! stayed and what they brought, and by model how well its order of cells told who would grow.
//!
//! How well an order told what came is Somers' D (R. H. Somers, *A new asymmetric measure of association for ordinal variables*, American
//! Sociological Review 27, 1962): of all pairs of placements in cells of another order, those in which the higher one grew more, less
//! those in which it grew less, as a part of all; from −1 over 0, where the order told nothing, to 1. How sure that is follows from
//! leaving out one account at a time with all its placements (R. Newson, *Confidence intervals for rank statistics*, The Stata Journal
//! 6(3), 2006), as two placements of one account are no two observations. What part of a cell is lost has the interval of E. B. Wilson
//! (*Probable inference, the law of succession, and statistical inference*, Journal of the American Statistical Association 22, 1927).
//!
//! Invariant: all of it is worked out in whole numbers, roots included, so that a server and a script come to the same.

use crate::{
    categorization::{CategorizationModel, Cell, DepthBy, Reached},
    ids::AccountId,
    ratio::Ratio,
    retention::{Pair, Retention},
    set::SetOf,
    table::Table,
};

#[cfg(test)]
mod tests;

/// Of fewer accounts nothing is told: one of nine alone moves the measure by a ninth, and the interval would be wider than what there is to
/// tell.
pub const ACCOUNTS_MIN: usize = 10;
/// How many standard errors an interval of 95 % reaches to either side, in thousandths: Student's *t* of ten accounts. For more of them it
/// is wider than it need be.
const ERRORS_PERMILLE: i128 = 2_262;
/// The normal quantile of an interval of 95 %, in hundredths.
const Z_HUNDREDTHS: i128 = 196;
/// The measure is worked with in millionths.
const MILLION: i128 = 1_000_000;
/// A root is taken of a number so much larger, squared.
const ROOT_SCALE: i128 = 10_000;

/// A placement of which it is known what came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The account.
    pub account: AccountId,
    /// How high its cell stands in the order of the model, see [`order_of`].
    pub order: usize,
    /// What it brought before and after.
    pub pair: Pair,
}

/// How high a cell stands: by its place where the cells of the model deepen one by one, else by the bands of its axes together. That two
/// axes weigh alike is our reading. What nobody computes but somebody declares, such as an end of the relationship, stands below all.
pub fn order_of(model: &CategorizationModel, cell: &Cell) -> usize {
    let place = || model.computed_cells().position(|known| known.id == cell.id).map_or(0, |place| place + 1);
    let band = |(axis, band): (&String, &String)| {
        let axis = model.axes.iter().find(|known| known.id == *axis)?;
        axis.bands.iter().position(|known| known.id == *band)
    };
    match &cell.reached {
        Reached::Declared => 0,
        Reached::Boxes(boxes) if model.depth != Some(DepthBy::Cells) => {
            boxes.first().map_or(0, |first| 1 + first.iter().filter_map(band).sum::<usize>())
        }
        Reached::Boxes(_) | Reached::Evidence(_) => place(),
    }
}

/// How well an order told what came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concordance {
    /// How many placements it goes by: those of accounts that brought anything before.
    pub placements: usize,
    /// Of how many accounts.
    pub accounts: usize,
    /// How many pairs of them stand in cells of another order.
    pub pairs: i128,
    /// Somers' D; none without a pair.
    pub measure: Option<Ratio>,
    /// Between which two it lies with 95 %, in thousandths; none where too few tell it.
    pub interval: Option<(i64, i64)>,
}

/// By how much the higher ones grew more: pairs that agree less those that do not, and how many pairs there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Score {
    agree: i128,
    pairs: i128,
}

impl Score {
    fn of(one: Ranked, other: Ranked) -> Self {
        let is_pair = one.order != other.order;
        let agree = if one.order > other.order { one.growth.cmp(&other.growth) } else { other.growth.cmp(&one.growth) };
        if is_pair { Self { agree: agree as i128, pairs: 1 } } else { Self::default() }
    }

    fn plus(self, other: Self) -> Self {
        Self { agree: self.agree + other.agree, pairs: self.pairs + other.pairs }
    }

    fn less(self, other: Self) -> Self {
        Self { agree: self.agree - other.agree, pairs: self.pairs - other.pairs }
    }
}

/// A placement by the order of its cell and by how its account grew, both as places in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ranked {
    account: AccountId,
    order: usize,
    growth: usize,
}

impl Concordance {
    /// Of placements, each once.
    pub fn of(judged: &[Judged]) -> Self {
        let ranked = ranked(judged);
        let by_order = by_order(&ranked);
        let scores: Vec<Score> = ranked.iter().map(|one| against_all(*one, &by_order)).collect();
        let twice = scores.iter().copied().fold(Score::default(), Score::plus);
        let all = Score { agree: twice.agree / 2, pairs: twice.pairs / 2 };
        let mut accounts: Table<AccountId, Vec<(Ranked, Score)>> = Table::new();
        for (one, score) in ranked.iter().zip(scores) {
            accounts.get_or_insert_with(one.account, Vec::new).push((*one, score));
        }
        let without: Option<Vec<i128>> =
            accounts.values().map(|of_one| millionths(all.less(part_of(of_one)))).collect();
        let measure = Ratio::of(all.agree, all.pairs);
        let interval = without.filter(|without| without.len() >= ACCOUNTS_MIN).zip(millionths(all));
        Self {
            placements: ranked.len(),
            accounts: accounts.len(),
            pairs: all.pairs,
            measure,
            interval: interval.map(|(without, measure)| interval_of(measure, &without)),
        }
    }
}

/// Those that brought anything before, with how they grew; what is below nothing afterwards is nothing.
fn ranked(judged: &[Judged]) -> Vec<Ranked> {
    let mut known: Vec<&Judged> = judged.iter().filter(|one| one.pair.before_minor > 0).collect();
    let after = |one: &Judged| i128::from(one.pair.now_minor.max(0));
    let before = |one: &Judged| i128::from(one.pair.before_minor);
    known.sort_unstable_by(|a, b| (after(a) * before(b)).cmp(&(after(b) * before(a))));
    let mut ranked: Vec<Ranked> = Vec::with_capacity(known.len());
    let mut last: Option<&Judged> = None;
    for one in known {
        let is_more = last.is_some_and(|last| after(one) * before(last) > after(last) * before(one));
        let growth = ranked.last().map_or(0, |last| last.growth + usize::from(is_more));
        ranked.push(Ranked { account: one.account, order: one.order, growth });
        last = Some(one);
    }
    ranked
}

/// How those of each order grew, the least first.
fn by_order(ranked: &[Ranked]) -> Table<usize, Vec<usize>> {
    let mut by_order: Table<usize, Vec<usize>> = Table::new();
    for one in ranked {
        by_order.get_or_insert_with(one.order, Vec::new).push(one.growth);
    }
    by_order
}

/// A placement against all others in cells of another order.
fn against_all(one: Ranked, by_order: &Table<usize, Vec<usize>>) -> Score {
    let others = by_order.iter().filter(|(order, _)| **order != one.order);
    others.fold(Score::default(), |score, (order, growths)| {
        let below = count(growths.partition_point(|growth| *growth < one.growth));
        let above = count(growths.len()) - count(growths.partition_point(|growth| *growth <= one.growth));
        let agree = if one.order > *order { below - above } else { above - below };
        score.plus(Score { agree, pairs: count(growths.len()) })
    })
}

/// What the placements of one account add to all, those among themselves counted once.
fn part_of(of_one: &[(Ranked, Score)]) -> Score {
    let all = of_one.iter().map(|(_, score)| *score).fold(Score::default(), Score::plus);
    let mut among = Score::default();
    for (at, (one, _)) in of_one.iter().enumerate() {
        among = of_one.iter().skip(at + 1).fold(among, |among, (other, _)| among.plus(Score::of(*one, *other)));
    }
    all.less(among)
}

fn millionths(score: Score) -> Option<i128> {
    (score.pairs > 0).then(|| score.agree * MILLION / score.pairs)
}

/// The interval around a measure by what it would be without each of the accounts, outwards to whole thousandths.
fn interval_of(measure: i128, without: &[i128]) -> (i64, i64) {
    let accounts = count(without.len());
    let mean = without.iter().sum::<i128>() / accounts;
    let squares: i128 = without.iter().map(|one| (one - mean).pow(2)).sum();
    let error = (squares * (accounts - 1) / accounts).isqrt();
    let half = error * ERRORS_PERMILLE / 1_000;
    let (low, high) = ((measure - half).max(-MILLION), (measure + half).min(MILLION));
    (crate::ratio::narrowed(low.div_euclid(1_000)), crate::ratio::narrowed(-(-high).div_euclid(1_000)))
}

/// The interval of 95 % around a part, in thousandths and outwards (Wilson); none of none.
pub fn wilson_permille(some: usize, all: usize) -> Option<(i64, i64)> {
    if all == 0 {
        return None;
    }
    let (some, all) = (count(some), count(all));
    let squared = Z_HUNDREDTHS.pow(2);
    // All of it times ten thousand times the scale of the root.
    let middle = (some * 10_000 + squared / 2) * ROOT_SCALE;
    let under = (40_000 * some * (all - some) + squared * all) * ROOT_SCALE.pow(2) / (4 * all);
    let half = Z_HUNDREDTHS * under.isqrt();
    let whole = (all * 10_000 + squared) * ROOT_SCALE;
    let low = (middle - half) * 1_000;
    let high = (middle + half) * 1_000;
    let permille = |part: i128| crate::ratio::narrowed(part.clamp(0, 1_000));
    Some((permille(low.div_euclid(whole)), permille(-(-high).div_euclid(whole))))
}

/// What became of the placements in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellRecord {
    /// How many placements.
    pub placements: usize,
    /// Of how many accounts.
    pub accounts: usize,
    /// What these brought before and after.
    pub before_minor: i128,
    /// See [`CellRecord::before_minor`].
    pub after_minor: i128,
    /// How many grew, stayed and were lost.
    pub retention: Retention,
}

impl CellRecord {
    /// Of the placements in a cell.
    pub fn of<'a>(judged: impl Iterator<Item = &'a Judged> + Clone) -> Self {
        let sum = |read: fn(&Judged) -> i64| judged.clone().map(|one| i128::from(read(one))).sum();
        Self {
            placements: judged.clone().count(),
            accounts: judged.clone().map(|one| one.account).collect::<SetOf<_>>().len(),
            before_minor: sum(|one| one.pair.before_minor),
            after_minor: sum(|one| one.pair.now_minor),
            retention: Retention::of(judged.map(|one| one.pair)),
        }
    }
}

/// Which model would have served best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Too few placements are old enough on any of them.
    TooFew,
    /// Of none it can be told that its order told anything.
    NoneTold,
    /// The one at this place.
    Best {
        /// The place.
        at: usize,
        /// Whether its interval lies above that of every other one; if not, chance may have ordered them.
        apart: bool,
    },
}

/// What can be told of models side by side, in their order: the one that told most, if its interval lies above zero.
pub fn verdict(models: &[Concordance]) -> Verdict {
    let known = models.iter().enumerate().filter_map(|(at, one)| Some((at, one.measure?, one.interval?)));
    let Some((at, _, (low, _))) = known.clone().max_by_key(|(at, measure, _)| (*measure, std::cmp::Reverse(*at)))
    else {
        return Verdict::TooFew;
    };
    if low <= 0 {
        return Verdict::NoneTold;
    }
    let apart = known.filter(|(other, ..)| *other != at).all(|(_, _, (_, high))| high < low);
    Verdict::Best { at, apart }
}

fn count(of: usize) -> i128 {
    i128::try_from(of).unwrap_or(i128::MAX)
}
