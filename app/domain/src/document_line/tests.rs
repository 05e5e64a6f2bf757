use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::rate::Rate;

fn currency(code: &str) -> Currency {
    Currency::of(code).unwrap()
}

fn product(number: u128) -> ProductId {
    Uuid::from_u128(number).into()
}

fn priced(quantity: &str, price: &str) -> RecordLine {
    let price = Some(price.parse().unwrap());
    RecordLine { product: product(1), quantity: quantity.parse().unwrap(), price, amount_minor: None }
}

fn told(amount_minor: i64) -> RecordLine {
    RecordLine {
        product: product(1),
        quantity: Quantity::of_parts(1_000),
        price: None,
        amount_minor: Some(amount_minor),
    }
}

fn amounts(lines: &Lines) -> Vec<i64> {
    lines.iter().map(|line| line.amount_minor).collect()
}

fn bases(lines: &Lines) -> Vec<i64> {
    lines.iter().map(|line| line.base_minor).collect()
}

#[test]
fn a_line_comes_to_its_quantity_at_its_price_half_even() {
    let amount = |quantity: &str, price: &str, code| {
        amount_of(quantity.parse().unwrap(), price.parse().unwrap(), currency(code))
    };
    assert_eq!(amount("3", "19.99", "EUR"), Some(5_997));
    assert_eq!(amount("1.5", "33.33", "EUR"), Some(5_000), "49.995 goes to the even one");
    assert_eq!(amount("0.5", "0.01", "EUR"), Some(0));
    assert_eq!(amount("1.5", "0.01", "EUR"), Some(2));
    assert_eq!(amount("1200", "0.0125", "EUR"), Some(1_500));
    assert_eq!(amount("2.5", "333", "JPY"), Some(832));
    assert_eq!(amount("0.125", "8.004", "KWD"), Some(1_000), "1.0005 dinars");
    assert_eq!(amount("1000000000", "9000000000000", "EUR"), None);
}

#[test]
fn lines_add_up_to_their_document_or_are_refused_with_the_difference() {
    let pound = currency("GBP");
    let lines = [priced("2", "10"), priced("1", "5.5")];
    let booked = settled(&lines, 2_550, pound).unwrap();
    assert_eq!(booked.iter().map(|line| line.place).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((amounts(&booked), bases(&booked)), (vec![2_000, 550], vec![2_000, 550]));
    let refused = |amount| settled(&lines, amount, pound).unwrap_err();
    assert_eq!(refused(2_600), Rejection::LinesDiffer { by_minor: -50, currency: pound });
    assert_eq!(refused(0), Rejection::LinesDiffer { by_minor: 2_550, currency: pound });
    assert_eq!(settled(&[], 2_600, pound), Ok(Lines::new()), "a document without lines is of nothing in particular");
}

#[test]
fn a_line_says_how_many_and_what_they_come_to() {
    let pound = currency("GBP");
    let refused = |line: RecordLine| settled(&[told(0), line], 0, pound).unwrap_err();
    let line = 2;
    assert_eq!(refused(priced("0", "1")), Rejection::QuantityOutOfRange { line });
    assert_eq!(refused(priced("-1", "1")), Rejection::QuantityOutOfRange { line });
    assert_eq!(refused(priced("1000000000.001", "1")), Rejection::QuantityOutOfRange { line });
    assert_eq!(refused(RecordLine { amount_minor: None, ..told(0) }), Rejection::LineWithoutAmount { line });
    assert_eq!(refused(priced("1", "-1")), Rejection::AmountNegative);
    assert_eq!(refused(told(-1)), Rejection::AmountNegative);
    assert_eq!(refused(told(AMOUNT_MAX_MINOR + 1)), Rejection::AmountTooLarge);
    assert_eq!(refused(priced("1000000000", "1000000")), Rejection::AmountTooLarge);
    let both = RecordLine { amount_minor: Some(1_999), ..priced("2", "10") };
    assert_eq!(refused(both), Rejection::LineAmountDiffers { line, minor: 2_000, currency: pound });
    let many = vec![told(0); LINES_MAX + 1];
    assert_eq!(settled(&many, 0, pound), Err(Rejection::LinesTooMany { max: LINES_MAX }));
}

#[test]
fn what_rounding_leaves_goes_to_those_who_lost_most_by_it() {
    let lines = settled(&[told(1), told(1), told(1)], 3, currency("EUR")).unwrap();
    assert_eq!(bases(&spread(&lines, 10)), [4, 3, 3], "of equal ones to the earlier");
    let lines = settled(&[told(10), told(20), told(70)], 100, currency("EUR")).unwrap();
    assert_eq!(bases(&spread(&lines, 9)), [1, 2, 6], "0.9, 1.8 and 6.3");
    let nothing = settled(&[told(0), told(0)], 0, currency("EUR")).unwrap();
    assert_eq!(bases(&spread(&nothing, 0)), [0, 0]);
}

#[test]
fn a_line_is_read_as_it_stands_in_a_change() {
    let lines = settled(&[priced("2.5", "0.0125"), told(7)], 10, currency("EUR")).unwrap();
    let back = reversed(&lines);
    for line in lines.iter().chain(&back) {
        assert_eq!(DocumentLine::read(&line.value()), Some(*line));
    }
    assert_eq!(amounts(&back), [-3, -7]);
    let text = |text: &str| DocumentLine::read(&Value::Text(text.to_owned()));
    assert_eq!(text("1 00000000-0000-0000-0000-000000000001 1 - 5 5 5"), None);
    assert_eq!(text("1 00000000-0000-0000-0000-000000000001 1 -"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// In whatever currency, and by whatever rate.
    #[test]
    fn what_the_lines_come_to_adds_up_to_the_document(
        amounts in prop::collection::vec(prop_oneof![0_i64..50, 0_i64..1_000_000_000], 1..12),
        parts in prop_oneof![1_i64..1_000, 1_i64..20_000_000_000],
    ) {
        let sum: i64 = amounts.iter().sum();
        let lines: Vec<RecordLine> = amounts.iter().map(|minor| told(*minor)).collect();
        let rate = Rate::of_parts(parts).unwrap();
        for from in Currency::all() {
            let booked = settled(&lines, sum, from).unwrap();
            for to in ["EUR", "JPY", "KWD"].map(currency) {
                let Some(base) = rate.converted(sum, from, to) else { continue };
                let spread = spread(&booked, base);
                prop_assert_eq!(bases(&spread).iter().sum::<i64>(), base);
                prop_assert_eq!(bases(&reversed(&spread)).iter().sum::<i64>(), -base);
                // No line is further than a unit from its share.
                for line in &spread {
                    let share = i128::from(line.amount_minor) * i128::from(base);
                    let off = (i128::from(line.base_minor) * i128::from(sum.max(1)) - share).abs();
                    prop_assert!(off < i128::from(sum.max(1)));
                }
            }
        }
    }
}
