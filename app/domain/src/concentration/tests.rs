#![allow(
    clippy::disallowed_types,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the second way of counting is that of a spreadsheet, which has floats"
)]

use proptest::prelude::*;

use super::*;

fn book(revenues: &[i64]) -> Portfolio {
    Portfolio::of((1_u128..).zip(revenues).map(|(number, minor)| (AccountId(uuid::Uuid::from_u128(number)), *minor)))
}

fn repeated(groups: &[(i64, usize)]) -> Vec<i64> {
    groups.iter().flat_map(|&(minor, count)| std::iter::repeat_n(minor, count)).collect()
}

fn told(ratio: Option<Ratio>) -> String {
    ratio.map_or_else(|| "none".to_owned(), |ratio| ratio.to_string())
}

fn classes(portfolio: &Portfolio) -> String {
    portfolio.classes().map(|class| format!("{class:?}")).collect()
}

const P10: [i64; 10] = [300, 180, 120, 90, 80, 70, 60, 50, 30, 20];

#[test]
fn ten_accounts_as_the_vectors_have_them() {
    let ten = book(&P10);
    assert_eq!([1, 3, 5].map(|count| told(ten.top_share(count))), ["3/10", "3/5", "77/100"]);
    assert_eq!([10, 20].map(|percent| told(ten.top_percent_share(percent))), ["3/10", "12/25"]);
    assert_eq!(told(ten.gini()), "201/500");
    assert_eq!(ten.gini_unbiased().unwrap().decimal(6), "0.446667");
    assert_eq!((told(ten.hhi()), ten.hhi_normalised().unwrap().decimal(6)), ("1636/1".into(), "0.070667".into()));
    assert_eq!(ten.effective_count().unwrap().decimal(6), "6.112469");
    assert_eq!((ten.count_to(60), ten.count_to(80), ten.count_above(MAJOR_PERCENT)), (3, 6, 3));
    assert_eq!(classes(&ten), "AAAAAABBCC");
    let lorenz: Vec<String> = ten.lorenz().iter().map(|point| point.decimal(2)).collect();
    assert_eq!(lorenz, ["0.00", "0.02", "0.05", "0.10", "0.16", "0.23", "0.31", "0.40", "0.52", "0.70", "1.00"]);
}

#[test]
fn accounts_that_bring_the_same_are_not_concentrated() {
    let five = book(&[200; 5]);
    assert_eq!(
        (told(five.gini()), told(five.hhi()), told(five.hhi_normalised())),
        ("0/1".into(), "2000/1".into(), "0/1".into())
    );
    assert_eq!((told(five.effective_count()), five.count_to(80), classes(&five)), ("5/1".into(), 4, "AAAAB".into()));
}

#[test]
fn one_account_is_all_there_is() {
    let one = book(&[1000]);
    assert_eq!(
        (told(one.gini()), told(one.gini_unbiased()), told(one.hhi())),
        ("0/1".into(), "none".into(), "10000/1".into())
    );
    assert_eq!(classes(&one), "A");
}

#[test]
fn what_brought_nothing_is_counted_apart() {
    let book = book(&[1000, 0, 0, -5, 0]);
    assert_eq!((book.len(), book.left_out(), book.left_out_minor()), (1, 4, -5));
    assert_eq!((told(book.gini()), told(book.hhi())), ("0/1".into(), "10000/1".into()));
}

#[test]
fn nobody_is_no_portfolio() {
    let none = book(&[]);
    assert!(none.is_empty() && none.lorenz().is_empty() && classes(&none).is_empty());
    assert_eq!([none.gini(), none.gini_unbiased(), none.hhi(), none.top_percent_share(10)], [None; 4]);
    assert_eq!((none.count_to(80), none.count_above(10)), (0, 0));
}

#[test]
fn the_books_of_then_and_of_today_come_out() {
    let then = book(&repeated(&[(130, 1), (100, 1), (43, 14), (42, 4)]));
    assert_eq!((told(then.top_percent_share(10)), then.gini().unwrap().decimal(4)), ("23/100".into(), "0.1343".into()));
    assert_eq!((then.hhi().unwrap().decimal(2), then.count_to(80)), ("598.42".into(), 16));
    let today = book(&repeated(&[(4000, 1), (2000, 1), (300, 4), (250, 6), (200, 4), (125, 4)]));
    assert_eq!((told(today.top_percent_share(10)), today.gini().unwrap().decimal(3)), ("3/5".into(), "0.565".into()));
    assert_eq!(
        (today.hhi().unwrap().decimal(2), today.effective_count().unwrap().decimal(6)),
        ("2095.75".into(), "4.771561".into())
    );
    assert_eq!((today.count_to(60), today.count_to(80)), (2, 10));
    assert_eq!(classes(&today), ["A".repeat(10), "B".repeat(6), "C".repeat(4)].concat());
}

#[test]
fn those_alike_stand_by_their_ids() {
    let twins = Portfolio::of([9, 3, 5].map(|number| (AccountId(uuid::Uuid::from_u128(number)), 7)));
    assert!(twins.ranked().iter().map(|(id, _)| id.0.as_u128()).eq([3, 5, 9]));
}

#[test]
fn percents_of_accounts_are_rounded_up_in_whole_numbers() {
    assert_eq!([(30, 10), (100, 7), (1, 10), (4338, 10)].map(|(all, percent)| top_count(all, percent)), [3, 7, 1, 434]);
}

/// The same figures by their definitions and floats, as a spreadsheet would have them.
struct Naive {
    shares: Vec<f64>,
}

impl Naive {
    fn of(revenues: &[i64]) -> Self {
        let mut above: Vec<f64> = revenues.iter().filter(|minor| **minor > 0).map(|minor| *minor as f64).collect();
        above.sort_by(|a, b| b.total_cmp(a));
        let sum: f64 = above.iter().sum();
        Self { shares: above.into_iter().map(|minor| minor / sum).collect() }
    }

    /// Twice the area between the curve and the diagonal, by trapezoids.
    fn gini(&self) -> f64 {
        let n = self.shares.len() as f64;
        let mut sum = 0.0;
        let area: f64 = self
            .shares
            .iter()
            .rev()
            .map(|share| {
                sum += share;
                (2.0 * sum - share) / (2.0 * n)
            })
            .sum();
        1.0 - 2.0 * area
    }

    fn top(&self, count: usize) -> f64 {
        self.shares.iter().take(count).sum()
    }

    fn count_to(&self, share: f64) -> usize {
        (1..=self.shares.len()).find(|count| self.top(*count) >= share - 1e-12).unwrap_or_default()
    }
}

fn float(ratio: Option<Ratio>) -> f64 {
    ratio.map_or(f64::NAN, |ratio| ratio.numerator() as f64 / ratio.denominator() as f64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_second_way_of_counting_agrees(revenues in prop::collection::vec(-1_000_i64..1_000_000, 0..60)) {
        let (exact, naive) = (book(&revenues), Naive::of(&revenues));
        prop_assert_eq!(exact.len(), naive.shares.len());
        prop_assert_eq!(exact.len() + exact.left_out(), revenues.len());
        if exact.is_empty() {
            return Ok(());
        }
        let alike = |a: f64, b: f64| (a - b).abs() < 1e-9;
        prop_assert!(alike(float(exact.gini()), naive.gini()));
        let hhi: f64 = naive.shares.iter().map(|share| share * share).sum();
        prop_assert!(alike(float(exact.hhi()), hhi * 10_000.0) || (float(exact.hhi()) / hhi / 10_000.0 - 1.0).abs() < 1e-9);
        prop_assert!((float(exact.effective_count()) * hhi - 1.0).abs() < 1e-9);
        for percent in [10, 20] {
            let count = (exact.len() as f64 * percent as f64 / 100.0 - 1e-9).ceil().max(1.0) as usize;
            prop_assert!(alike(float(exact.top_percent_share(percent)), naive.top(count)));
        }
        prop_assert_eq!(exact.count_to(60), naive.count_to(0.6));
        prop_assert_eq!(exact.count_to(80), naive.count_to(0.8));
        let before = (0..exact.len()).map(|at| naive.top(at));
        let naive_classes: String = before.map(|share| if share < 0.8 - 1e-12 { 'A' } else if share < 0.95 - 1e-12 { 'B' } else { 'C' }).collect();
        prop_assert_eq!(classes(&exact), naive_classes);
    }
}
