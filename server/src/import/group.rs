//! Rows of a file of lines put together to the document that they are of.
//!
//! What they say about it has to be one and the same, and where one of them says what it comes to, they add up to that. The document is
//! converted as a whole, and what it comes to in the base currency is spread over its lines, as of one that was recorded by hand.

use app::wire::import::{ImportField, RowRule};
use domain::{
    document_line::{DocumentLine, LINES_MAX, Lines, spread},
    ids::DocumentId,
    money::AMOUNT_MAX_MINOR,
};
use uuid::Uuid;

use super::check::Rules;
use crate::store::upload::Line;
use crate::store::upload_line::StagedLine;

/// The most rows of one document that have to be in hand to tell that they are too many.
pub const ROWS_MAX: usize = LINES_MAX + 1;

/// A document with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// The document.
    pub document: Line,
    /// Its lines, each with its line of the file.
    pub lines: Vec<(i64, DocumentLine)>,
}

/// A line of the file that is refused, the number of its document standing there.
pub type Refused = (i64, RowRule);

impl Rules {
    /// The document of these rows, which are all of one number; none of no rows.
    ///
    /// # Errors
    /// Each row that contradicts those before it; else what they do not make together, on the first of them.
    pub fn grouped(&self, rows: &[StagedLine]) -> Result<Option<Grouped>, Vec<Refused>> {
        let Some(first) = rows.first() else { return Ok(None) };
        let refused: Vec<Refused> = rows.iter().filter_map(|row| contradicted(rows, row)).collect();
        if !refused.is_empty() {
            return Err(refused);
        }
        self.put_together(first, rows).map(Some).map_err(|rule| vec![(first.line, rule)])
    }

    fn put_together(&self, first: &StagedLine, rows: &[StagedLine]) -> Result<Grouped, RowRule> {
        if rows.len() > LINES_MAX {
            return Err(RowRule::LinesTooMany { max: LINES_MAX });
        }
        let currency = first.currency;
        // At most so many amounts, each of which is small enough for any document: no sum of them is too large to add up.
        let amount_minor: i64 = rows.iter().map(|row| row.told.amount_minor).sum();
        if amount_minor > AMOUNT_MAX_MINOR {
            return Err(RowRule::AmountTooLarge);
        }
        if let Some(by_minor) = total_of(rows).map(|total| amount_minor - total).filter(|by| *by != 0) {
            return Err(RowRule::LinesDiffer { by_minor, currency });
        }
        let converted = self.converted(amount_minor, currency, first.day).map_err(|(_, rule)| rule)?;
        let document = Line {
            line: first.line,
            document: DocumentId(Uuid::now_v7()),
            number: first.number.clone(),
            reference: first.reference.clone(),
            kind: first.kind,
            day: first.day,
            amount_minor,
            currency,
            converted,
            fresh: true,
        };
        let placed = rows.iter().zip(1..).map(|(row, place)| DocumentLine { place, ..row.told });
        let lines = spread(&placed.collect::<Lines>(), document.base_minor());
        // Lines stand by their places, which are those of the rows.
        Ok(Grouped { document, lines: rows.iter().map(|row| row.line).zip(lines.iter().copied()).collect() })
    }
}

fn total_of(rows: &[StagedLine]) -> Option<i64> {
    rows.iter().find_map(|row| row.total_minor)
}

/// In what a row contradicts the first of its document, or of the total the first that tells it.
fn contradicted(rows: &[StagedLine], row: &StagedLine) -> Option<Refused> {
    let first = rows.first()?;
    let pairs = [
        (ImportField::Reference, first.reference == row.reference),
        (ImportField::Day, first.day == row.day),
        (ImportField::Kind, first.kind == row.kind),
        (ImportField::Currency, first.currency == row.currency),
    ];
    let differs: Vec<ImportField> = pairs.into_iter().filter(|(_, same)| !same).map(|(field, _)| field).collect();
    let (against, differs) = match (differs.is_empty(), row.total_minor) {
        (false, _) => (first, differs),
        (true, Some(total)) => {
            let teller = rows.iter().find(|row| row.total_minor.is_some_and(|told| told != total))?;
            (teller, vec![ImportField::Total])
        }
        (true, None) => return None,
    };
    // The first that tells a total stands, and those after it are refused.
    (against.line < row.line).then(|| {
        let first_line = u64::try_from(against.line).unwrap_or_default();
        (row.line, RowRule::NumberTwice { first_line, differs })
    })
}

/// In what the lines of a document differ from those of the one in the books that has its number; empty where they are the same.
pub fn differing(found: &[DocumentLine], there: &[DocumentLine]) -> Vec<ImportField> {
    let column = |of: fn(&DocumentLine) -> i64| (found.iter().map(of).collect(), there.iter().map(of).collect());
    let same = |(found, there): (Vec<i64>, Vec<i64>)| found == there;
    let products = found.iter().map(|line| line.product).eq(there.iter().map(|line| line.product));
    let pairs = [
        (ImportField::Product, products),
        (ImportField::Quantity, same(column(|line| line.quantity.parts()))),
        (ImportField::Price, same(column(|line| line.price.map_or(-1, domain::fixed::Fixed::parts)))),
        (ImportField::Amount, same(column(|line| line.amount_minor))),
    ];
    pairs.into_iter().filter(|(_, same)| !same).map(|(field, _)| field).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use app::wire::import::{DecimalMark, Units};
    use domain::{document::DocumentKind, ids::ExchangeRateId, money::Currency};
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::{amount::AmountForm, day::DayForm, line::Codes};
    use super::*;

    fn rules(rate: &str) -> Rules {
        let (base, euro) = (Currency::of("GBP").unwrap(), Currency::of("EUR").unwrap());
        Rules {
            amount: AmountForm { units: Units::Major, decimal: DecimalMark::Point, currency: base },
            day: DayForm::of_pattern("YYYY-MM-DD").unwrap(),
            base,
            latest: date(2026, 6, 30),
            rates: BTreeMap::from([(ExchangeRateId::of(euro, date(2026, 1, 31)), rate.parse().unwrap())]),
            products: Codes::default(),
        }
    }

    fn row(line: i64, amount_minor: i64) -> StagedLine {
        StagedLine {
            line,
            number: "1".to_owned(),
            reference: "A".to_owned(),
            kind: DocumentKind::Sale,
            day: date(2026, 1, 31),
            currency: Currency::of("EUR").unwrap(),
            total_minor: None,
            told: DocumentLine { amount_minor, ..DocumentLine::default() },
        }
    }

    #[test]
    fn rows_of_one_number_are_one_document() {
        let grouped = rules("0.5").grouped(&[row(2, 101), row(5, 0), row(9, 202)]).unwrap().unwrap();
        assert_eq!((grouped.document.line, grouped.document.amount_minor), (2, 303));
        assert_eq!(grouped.document.base_minor(), 152, "151.5 goes to the even one");
        let told: Vec<_> =
            grouped.lines.iter().map(|(line, told)| (*line, told.place, told.amount_minor, told.base_minor)).collect();
        assert_eq!(told, [(2, 1, 101, 51), (5, 2, 0, 0), (9, 3, 202, 101)]);
        assert_eq!(rules("1").grouped(&[]), Ok(None));
    }

    #[test]
    fn a_row_that_says_otherwise_is_refused() {
        let other = |change: fn(&mut StagedLine)| {
            let mut rows = [row(2, 1), row(3, 1)];
            change(&mut rows[1]);
            rules("1").grouped(&rows).unwrap_err()
        };
        let twice = |field| vec![(3, RowRule::NumberTwice { first_line: 2, differs: vec![field] })];
        assert_eq!(other(|row| row.day = date(2026, 1, 30)), twice(ImportField::Day));
        assert_eq!(other(|row| row.reference = "B".to_owned()), twice(ImportField::Reference));
        assert_eq!(other(|row| row.kind = DocumentKind::Credit), twice(ImportField::Kind));
        assert_eq!(other(|row| row.currency = Currency::of("GBP").unwrap()), twice(ImportField::Currency));
        let told = |line, total| StagedLine { total_minor: Some(total), ..row(line, 1) };
        assert_eq!(rules("1").grouped(&[row(1, 1), told(2, 3), told(3, 4)]).unwrap_err(), twice(ImportField::Total));
    }

    #[test]
    fn lines_add_up_to_the_total_and_are_not_too_many() {
        let rows = [row(2, 150), StagedLine { total_minor: Some(250), ..row(3, 100) }];
        assert!(rules("1").grouped(&rows).is_ok());
        let rows = [row(2, 150), StagedLine { total_minor: Some(251), ..row(3, 100) }];
        let differ = RowRule::LinesDiffer { by_minor: -1, currency: Currency::of("EUR").unwrap() };
        assert_eq!(rules("1").grouped(&rows).unwrap_err(), [(2, differ)]);
        let rows: Vec<_> = (1..).take(ROWS_MAX).map(|line| row(line, 1)).collect();
        assert_eq!(rules("1").grouped(&rows).unwrap_err(), [(1, RowRule::LinesTooMany { max: LINES_MAX })]);
        assert!(rules("1").grouped(&rows[1..]).is_ok());
        let rows = [row(2, 100_000_000_000_000), row(3, 1)];
        assert_eq!(rules("1").grouped(&rows).unwrap_err(), [(2, RowRule::AmountTooLarge)]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_between_lines_and_their_document(
            amounts in proptest::collection::vec(0_i64..10_000_000_000, 1..40), rate in 1_u32..40_000,
        ) {
            let rows: Vec<_> = amounts.iter().zip(1..).map(|(minor, line)| row(line, *minor)).collect();
            let rate = format!("{}.{:04}", rate / 10_000, rate % 10_000);
            let grouped = rules(&rate).grouped(&rows).unwrap().unwrap();
            let sum = |of: fn(&DocumentLine) -> i64| grouped.lines.iter().map(|(_, told)| of(told)).sum::<i64>();
            prop_assert_eq!(sum(|told| told.amount_minor), amounts.iter().sum::<i64>());
            prop_assert_eq!(sum(|told| told.amount_minor), grouped.document.amount_minor);
            prop_assert_eq!(sum(|told| told.base_minor), grouped.document.base_minor());
        }
    }
}
