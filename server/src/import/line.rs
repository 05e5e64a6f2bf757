//! The rules that a row is held to where it is a line of a document.

use std::collections::BTreeMap;

use app::wire::import::{ImportField, RowRule};
use domain::{
    catalogue::Product,
    document::DocumentKind,
    document_line::{DocumentLine, Quantity, RecordLine, UnitPrice},
    ids::ProductId,
    rejection::Rejection,
    text::LABEL_MAX,
};

use super::amount::AmountForm;
use super::check::{Checked, Refused, Rules, label};
use crate::store::upload::Cells;
use crate::store::upload_line::StagedLine;

/// How many decimals a quantity has.
pub const QUANTITY_DECIMALS: u8 = 3;
/// How many decimals a price has.
pub const PRICE_DECIMALS: u8 = 6;

/// The products of the catalogue by their codes, in whatever case those are written.
#[derive(Clone, Debug, Default)]
pub struct Codes(BTreeMap<String, ProductId>);

impl Codes {
    /// Those of these products that have one.
    pub fn of(products: Vec<Product>) -> Self {
        let coded = products.into_iter().filter(|product| !product.code.is_empty());
        Self(coded.map(|product| (folded(&product.code), product.id)).collect())
    }

    fn product(&self, code: &str) -> Option<ProductId> {
        self.0.get(&folded(code)).copied()
    }
}

/// As the catalogue compares codes.
fn folded(code: &str) -> String {
    code.chars().flat_map(char::to_lowercase).collect()
}

/// A row that holds to the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedLine {
    /// What it says as a line of its document.
    pub line: StagedLine,
    /// What it says about the customer, as if it was a document by itself.
    pub said: Checked,
}

impl Rules {
    /// Reads a row that is a line of a document.
    ///
    /// # Errors
    /// The first cell that does not hold to the rules.
    pub fn read_line(&self, row: &Cells) -> Result<CheckedLine, Refused> {
        let head = self.head(row)?;
        let code = label(ImportField::Product, row.product.as_deref(), LABEL_MAX)?;
        if code.is_empty() {
            return Err((ImportField::Product, RowRule::ProductEmpty));
        }
        let product = self.products.product(&code).ok_or((ImportField::Product, RowRule::ProductUnknown))?;
        let form = AmountForm { currency: head.currency, ..self.amount };
        let at = |field: ImportField| move |rule: RowRule| (field, rule);
        let quantity = form.read_parts(row.quantity.as_deref().unwrap_or_default(), QUANTITY_DECIMALS);
        let quantity = quantity.map_err(at(ImportField::Quantity))?;
        let price = said(&row.price).map(|text| form.read_parts(text, PRICE_DECIMALS)).transpose();
        let price = price.map_err(at(ImportField::Price))?;
        let amount = said(&row.amount).map(|text| form.read(text)).transpose().map_err(at(ImportField::Amount))?;
        let total = said(&row.total).map(|text| form.read(text)).transpose().map_err(at(ImportField::Total))?;
        let kind = signed(head.told, quantity, amount, total)?;
        let line = RecordLine {
            product,
            quantity: Quantity::of_parts(quantity.abs()),
            price: price.map(UnitPrice::of_parts),
            amount_minor: amount.map(i64::abs),
        };
        let told = line.settled(1, head.currency).map_err(|rejection| refused(&rejection))?;
        let said = self.checked(row, head, kind, told.amount_minor)?;
        let line = StagedLine {
            line: row.line,
            number: said.line.number.clone(),
            reference: said.line.reference.clone(),
            kind,
            day: said.line.day,
            currency: said.line.currency,
            total_minor: total.map(i64::abs),
            told: DocumentLine { place: 0, base_minor: 0, ..told },
        };
        Ok(CheckedLine { line, said })
    }
}

fn said(cell: &Option<String>) -> Option<&str> {
    cell.as_deref().filter(|text| !text.is_empty())
}

/// What a line is of. Where no kind is told, the signs tell it: what was given back has a quantity or an amount below zero.
fn signed(
    told: Option<DocumentKind>,
    quantity: i64,
    amount: Option<i64>,
    total: Option<i64>,
) -> Result<DocumentKind, Refused> {
    let below = |minor: Option<i64>| minor.is_some_and(|minor| minor < 0);
    let cells = [(ImportField::Quantity, Some(quantity)), (ImportField::Amount, amount), (ImportField::Total, total)];
    let first_below = cells.into_iter().find(|(_, number)| below(*number)).map(|(field, _)| field);
    match (told, first_below) {
        (Some(DocumentKind::Sale), Some(field)) => Err((field, RowRule::SaleBelowZero)),
        (Some(DocumentKind::Purchase), Some(field)) => Err((field, RowRule::PurchaseBelowZero)),
        (Some(kind), _) => Ok(kind),
        (None, _) if quantity < 0 && amount.is_some_and(|minor| minor > 0) => {
            Err((ImportField::Amount, RowRule::SignsDiffer))
        }
        (None, Some(_)) => Ok(DocumentKind::Credit),
        (None, None) => Ok(DocumentKind::Sale),
    }
}

/// The rule of the books that a line breaks, at its cell.
fn refused(rejection: &Rejection) -> Refused {
    match rejection {
        Rejection::QuantityOutOfRange { .. } => (ImportField::Quantity, RowRule::QuantityOutOfRange),
        Rejection::AmountNegative => (ImportField::Price, RowRule::PriceBelowZero),
        Rejection::LineWithoutAmount { .. } => (ImportField::Amount, RowRule::LineWithoutAmount),
        Rejection::LineAmountDiffers { minor, currency, .. } => {
            (ImportField::Amount, RowRule::LineAmountDiffers { minor: *minor, currency: *currency })
        }
        // All that is left of what can be wrong with a line.
        _ => (ImportField::Amount, RowRule::AmountTooLarge),
    }
}

#[cfg(test)]
mod tests {
    use app::wire::import::{DecimalMark, Units};
    use domain::money::Currency;
    use jiff::civil::date;
    use uuid::Uuid;

    use super::super::day::DayForm;
    use super::*;

    fn rules() -> Rules {
        let base = Currency::of("GBP").unwrap();
        let product = Product { id: ProductId(Uuid::from_u128(1)), code: "Ab-1".to_owned(), ..Product::default() };
        Rules {
            amount: AmountForm { units: Units::Major, decimal: DecimalMark::Point, currency: base },
            day: DayForm::of_pattern("YYYY-MM-DD").unwrap(),
            base,
            latest: date(2026, 6, 30),
            rates: BTreeMap::new(),
            products: Codes::of(vec![product, Product::default()]),
        }
    }

    /// A row of product, quantity, price, amount, kind and total.
    fn read(cells: [&str; 6]) -> Result<CheckedLine, Refused> {
        let some = |text: &str| Some(text.to_owned());
        let [product, quantity, price, amount, kind, total] = cells.map(some);
        let (number, reference, day) = (some("1"), some("A"), some("2026-01-31"));
        let row = Cells {
            line: 2,
            number,
            reference,
            day,
            product,
            quantity,
            price,
            amount,
            kind,
            total,
            ..Cells::default()
        };
        rules().read_line(&row)
    }

    #[test]
    fn an_amount_is_told_or_is_what_the_quantity_comes_to() {
        for (cells, minor) in [
            (["AB-1", "3", "1.25", "", "", ""], 375),
            (["ab-1", "0.333", "10", "", "", ""], 333),
            (["Ab-1", "3", "", "4.00", "", ""], 400),
            (["Ab-1", "3", "1.25", "3.75", "", "100"], 375),
            // Half of a unit goes to the even one.
            (["Ab-1", "0.5", "0.01", "", "", ""], 0),
            (["Ab-1", "1", "0", "", "", ""], 0),
        ] {
            assert_eq!(read(cells).unwrap().line.told.amount_minor, minor, "{cells:?}");
        }
    }

    #[test]
    fn what_does_not_hold_together_is_refused_at_its_cell() {
        use ImportField::{Amount, Price, Product, Quantity, Total};
        let currency = Currency::of("GBP").unwrap();
        for (cells, refused) in [
            (["", "1", "1", "", "", ""], (Product, RowRule::ProductEmpty)),
            (["X", "1", "1", "", "", ""], (Product, RowRule::ProductUnknown)),
            (["ab-1", "", "1", "", "", ""], (Quantity, RowRule::DecimalUnreadable { decimal: DecimalMark::Point })),
            (["ab-1", "0", "1", "", "", ""], (Quantity, RowRule::QuantityOutOfRange)),
            (["ab-1", "1.0001", "1", "", "", ""], (Quantity, RowRule::DecimalTooFine { decimals: 3 })),
            (["ab-1", "1", "x", "", "", ""], (Price, RowRule::DecimalUnreadable { decimal: DecimalMark::Point })),
            (["ab-1", "1", "-1", "", "", ""], (Price, RowRule::PriceBelowZero)),
            (["ab-1", "1", "", "", "", ""], (Amount, RowRule::LineWithoutAmount)),
            (["ab-1", "2", "1", "2.01", "", ""], (Amount, RowRule::LineAmountDiffers { minor: 200, currency })),
            (["ab-1", "1000000000", "99999999", "", "", ""], (Amount, RowRule::AmountTooLarge)),
            (["ab-1", "-1", "1", "1", "", ""], (Amount, RowRule::SignsDiffer)),
            (["ab-1", "-1", "1", "", "sale", ""], (Quantity, RowRule::SaleBelowZero)),
            (["ab-1", "1", "", "-1", "purchase", ""], (Amount, RowRule::PurchaseBelowZero)),
            (["ab-1", "1", "1", "", "sale", "-1"], (Total, RowRule::SaleBelowZero)),
        ] {
            assert_eq!(read(cells).unwrap_err(), refused, "{cells:?}");
        }
    }

    #[test]
    fn what_is_given_back_is_a_credit_and_stands_above_zero() {
        for cells in [
            ["ab-1", "-2", "1", "", "", ""],
            ["ab-1", "-2", "1", "-2", "", "-9"],
            ["ab-1", "2", "1", "2", "credit", "9"],
        ] {
            let line = read(cells).unwrap().line;
            assert_eq!((line.kind, line.told.amount_minor), (DocumentKind::Credit, 200), "{cells:?}");
            assert_eq!(line.told.quantity, Quantity::of_parts(2_000));
        }
        assert_eq!(read(["ab-1", "2", "1", "", "purchase", ""]).unwrap().line.kind, DocumentKind::Purchase);
    }
}
