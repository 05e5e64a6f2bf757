use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::categorization::shipped::tests::all;

fn judged(account: u128, order: usize, before_minor: i64, now_minor: i64) -> Judged {
    Judged { account: AccountId(Uuid::from_u128(account)), order, pair: Pair { before_minor, now_minor } }
}

#[test]
fn the_cells_of_the_four_models_have_an_order() {
    let orders = |id: &str| -> Vec<(String, usize)> {
        let models = all();
        let model = models.iter().find(|model| model.id == id).unwrap();
        model.cells.iter().map(|cell| (cell.id.clone(), order_of(model, cell))).collect()
    };
    let told = |rows: &[(&str, usize)]| rows.iter().map(|(id, at)| ((*id).to_owned(), *at)).collect::<Vec<_>>();
    assert_eq!(orders("four_s"), told(&[("strategic", 3), ("star", 2), ("status", 2), ("streamline", 1)]));
    let bensaou = [("market_exchange", 1), ("captive_buyer", 2), ("captive_supplier", 2), ("strategic_partnership", 3)];
    assert_eq!(orders("bensaou"), told(&bensaou));
    let stages = [("pre", 1), ("early", 2), ("mid", 3), ("partnership", 4), ("synergistic", 5), ("uncoupling", 0)];
    assert_eq!(orders("millman_wilson"), told(&stages));
    assert_eq!(orders("webster").iter().map(|(_, at)| *at).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
}

/// Four accounts, worked by hand: growths of 2, 1, 1/2 and 0; orders 3, 1, 2, 1. Of the five pairs in cells of another order
/// (3,1), (3,2), (3,1) and (2,1) with nothing afterwards agree, and (2,1) with the half against the whole does not: D = 3/5.
#[test]
fn the_measure_of_a_vector_comes_out() {
    let rows = [judged(1, 3, 100, 200), judged(2, 1, 50, 50), judged(3, 2, 80, 40), judged(4, 1, 10, -5)];
    let found = Concordance::of(&rows);
    assert_eq!((found.placements, found.accounts, found.pairs), (4, 4, 5));
    assert_eq!(found.measure, Ratio::of(3, 5));
    assert_eq!(found.interval, None, "four accounts are too few");
    // Who brought nothing before has nothing to grow from.
    let more = [&rows[..], &[judged(5, 3, 0, 900), judged(6, 1, -20, 0)]].concat();
    assert_eq!(Concordance::of(&more).measure, Ratio::of(3, 5));
    let alike = [judged(1, 2, 100, 200), judged(2, 2, 100, 10)];
    assert_eq!((Concordance::of(&alike).measure, Concordance::of(&alike).pairs), (None, 0));
    assert_eq!(Concordance::of(&[]).measure, None);
}

/// Twelve accounts, six in each of two cells. All of the higher one grew more: whichever is left out, D stays 1.
#[test]
fn what_every_account_says_is_sure_and_what_chance_says_is_not() {
    let sure: Vec<Judged> = (0..12).map(|at| judged(at, 1 + at as usize / 6, 100, 100 + at as i64)).collect();
    assert_eq!(Concordance::of(&sure).interval, Some((1_000, 1_000)));
    let even: Vec<Judged> = (0..12).map(|at| judged(at, 1 + at as usize % 2, 100, 100 + at as i64)).collect();
    let (low, high) = Concordance::of(&even).interval.unwrap();
    assert!(low < 0 && high > 0, "{low} {high}");
    // A hundred words on one account are no hundred accounts.
    let one: Vec<Judged> = (0..100).map(|at| judged(at % 9, 1 + at as usize % 2, 100, 100 + at as i64)).collect();
    assert_eq!((Concordance::of(&one).accounts, Concordance::of(&one).interval), (9, None));
}

/// By Wilson's formula with z = 1.96: of none of 10 from 0 to 0.2775, of 5 of 10 from 0.2366 to 0.7634, of 1 of 100 from 0.0018 to 0.0545.
#[test]
fn a_part_has_the_interval_of_wilson() {
    assert_eq!(wilson_permille(0, 0), None);
    assert_eq!(wilson_permille(0, 10), Some((0, 278)));
    assert_eq!(wilson_permille(5, 10), Some((236, 764)));
    assert_eq!(wilson_permille(10, 10), Some((722, 1_000)));
    assert_eq!(wilson_permille(1, 100), Some((1, 55)));
}

#[test]
fn a_cell_is_told_with_what_stayed() {
    let rows = [judged(1, 1, 100, 120), judged(1, 1, 120, 60), judged(2, 1, 80, 0), judged(3, 1, 0, 40)];
    let record = CellRecord::of(rows.iter());
    assert_eq!((record.placements, record.accounts), (4, 3));
    assert_eq!((record.before_minor, record.after_minor), (300, 220));
    assert_eq!((record.retention.cohort, record.retention.churned), (3, 1));
    assert_eq!(record.retention.net(), Ratio::of(180, 300));
    assert_eq!(record.retention.gross(), Ratio::of(160, 300));
}

#[test]
fn the_best_is_told_only_where_it_is_sure() {
    let of = |measure: i64, interval| Concordance {
        placements: 40,
        accounts: 40,
        pairs: 400,
        measure: Ratio::of(measure, 1_000),
        interval,
    };
    assert_eq!(verdict(&[]), Verdict::TooFew);
    assert_eq!(verdict(&[of(900, None), of(800, None)]), Verdict::TooFew);
    assert_eq!(verdict(&[of(200, Some((-100, 500))), of(900, None)]), Verdict::NoneTold);
    let apart = [of(200, Some((100, 300))), of(600, Some((400, 800)))];
    assert_eq!(verdict(&apart), Verdict::Best { at: 1, apart: true });
    let near = [of(500, Some((300, 700))), of(600, Some((400, 800)))];
    assert_eq!(verdict(&near), Verdict::Best { at: 1, apart: false });
    let alike = [of(500, Some((300, 700))), of(500, Some((300, 700)))];
    assert_eq!(verdict(&alike), Verdict::Best { at: 0, apart: false });
}

/// The measure as its definition has it: pair by pair.
fn pair_by_pair(rows: &[Judged]) -> (i128, i128) {
    let rows: Vec<&Judged> = rows.iter().filter(|one| one.pair.before_minor > 0).collect();
    let mut sum = (0, 0);
    for (at, a) in rows.iter().enumerate() {
        for b in rows.iter().skip(at + 1).filter(|b| b.order != a.order) {
            let (high, low) = if a.order > b.order { (a, b) } else { (b, a) };
            let grown =
                |one: &Judged, by: &Judged| i128::from(one.pair.now_minor.max(0)) * i128::from(by.pair.before_minor);
            sum.0 += (grown(high, low) - grown(low, high)).signum();
            sum.1 += 1;
        }
    }
    sum
}

/// The whole root of a number, by halving.
fn root_by_halving(number: i128) -> i128 {
    let (mut low, mut high) = (0, 1 << 40);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if middle * middle <= number { low = middle } else { high = middle }
    }
    low
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// With each account left out by leaving it out, and the root taken by trying.
    #[test]
    fn it_comes_to_what_the_definitions_say(
        rows in prop::collection::vec((0_u128..20, 0_usize..4, -3_i64..30, -5_i64..30), 0..40)
    ) {
        let rows: Vec<Judged> = rows.iter().map(|&(account, order, before, now)| judged(account, order, before, now)).collect();
        let found = Concordance::of(&rows);
        let (agree, pairs) = pair_by_pair(&rows);
        prop_assert_eq!((found.measure, found.pairs), (Ratio::of(agree, pairs), pairs));
        let known: Vec<Judged> = rows.iter().filter(|one| one.pair.before_minor > 0).copied().collect();
        let accounts: SetOf<AccountId> = known.iter().map(|one| one.account).collect();
        prop_assert_eq!((found.accounts, found.placements), (accounts.len(), known.len()));
        let without: Vec<(i128, i128)> = accounts
            .iter()
            .map(|account| pair_by_pair(&known.iter().filter(|one| one.account != *account).copied().collect::<Vec<_>>()))
            .collect();
        let can_tell = accounts.len() >= ACCOUNTS_MIN && pairs > 0 && without.iter().all(|(_, pairs)| *pairs > 0);
        prop_assert_eq!(found.interval.is_some(), can_tell);
        if let Some((low, high)) = found.interval {
            let all: Vec<i128> = without.iter().map(|(agree, pairs)| agree * 1_000_000 / pairs).collect();
            let number = all.len() as i128;
            let mean = all.iter().sum::<i128>() / number;
            let variance = all.iter().map(|one| (one - mean) * (one - mean)).sum::<i128>() * (number - 1) / number;
            let root = root_by_halving(variance);
            let measure = agree * 1_000_000 / pairs;
            let half = root * 2_262 / 1_000;
            let expected = ((measure - half).max(-1_000_000), (measure + half).min(1_000_000));
            prop_assert!(i128::from(low) * 1_000 <= expected.0 && expected.0 < (i128::from(low) + 1) * 1_000);
            prop_assert!(i128::from(high) * 1_000 >= expected.1 && expected.1 > (i128::from(high) - 1) * 1_000);
        }
    }
}
