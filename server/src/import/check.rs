//! The rules that a row of trade is held to, one row at a time.

use std::collections::BTreeMap;

use app::wire::import::{ImportField, RowRule};
use domain::{
    day::{self, Day},
    document::DocumentKind,
    ids::{DocumentId, ExchangeRateId},
    money::Currency,
    rate::Rate,
    rejection::{Rejection, TextField},
    text::{self, LABEL_MAX, NAME_MAX},
};
use uuid::Uuid;

use super::amount::AmountForm;
use super::day::DayForm;
use super::kind;
use super::line::Codes;
use crate::store::upload::{Cells, Line};

/// What rows are read by.
#[derive(Clone, Debug)]
pub struct Rules {
    /// How amounts are written; their currency is the one of rows that name none.
    pub amount: AmountForm,
    /// How days are written.
    pub day: DayForm,
    /// The currency in which the books are kept.
    pub base: Currency,
    /// The latest day that a document can have: today.
    pub latest: Day,
    /// What other currencies were worth, day by day.
    pub rates: BTreeMap<ExchangeRateId, Rate>,
    /// What can be sold, where rows are lines.
    pub products: Codes,
}

/// What a row says of its document, whether it is one or a line of one.
#[derive(Clone, Debug)]
pub struct Head {
    /// The number.
    pub number: String,
    /// The customer's reference.
    pub reference: String,
    /// The business day.
    pub day: Day,
    /// The currency.
    pub currency: Currency,
    /// The kind, where it tells one.
    pub told: Option<DocumentKind>,
}

/// A row that holds to the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its document.
    pub line: Line,
    /// What it calls the customer; empty where it says nothing.
    pub name: String,
    /// Where it places the customer; empty where it says nothing.
    pub country: String,
}

/// Which cell of a row is refused, and why.
pub type Refused = (ImportField, RowRule);

impl Rules {
    /// Reads a row that is a document.
    ///
    /// # Errors
    /// The first cell that does not hold to the rules.
    pub fn read(&self, row: &Cells) -> Result<Checked, Refused> {
        let head = self.head(row)?;
        let form = AmountForm { currency: head.currency, ..self.amount };
        let amount = form.read(row.amount.as_deref().unwrap_or_default());
        let (kind, amount_minor) = booked(head.told, amount.map_err(|rule| (ImportField::Amount, rule))?)?;
        self.checked(row, head, kind, amount_minor)
    }

    /// What a row says of its document.
    ///
    /// # Errors
    /// The first cell that does not hold to the rules.
    pub fn head(&self, row: &Cells) -> Result<Head, Refused> {
        let number = label(ImportField::Number, row.number.as_deref(), LABEL_MAX)?;
        if number.is_empty() {
            return Err((ImportField::Number, RowRule::NumberEmpty));
        }
        let reference = label(ImportField::Reference, row.reference.as_deref(), LABEL_MAX)?;
        if reference.is_empty() {
            return Err((ImportField::Reference, RowRule::ReferenceEmpty));
        }
        let day = self.day(row.day.as_deref().unwrap_or_default())?;
        let currency = self.currency(row.currency.as_deref().unwrap_or_default())?;
        let told = told_kind(row.kind.as_deref().unwrap_or_default())?;
        Ok(Head { number, reference, day, currency, told })
    }

    /// A row of an amount, with what it says about the customer.
    ///
    /// # Errors
    /// Where the amount cannot be converted, or the customer's name or country is none.
    pub fn checked(&self, row: &Cells, head: Head, kind: DocumentKind, amount_minor: i64) -> Result<Checked, Refused> {
        let Head { number, reference, day, currency, .. } = head;
        let converted = self.converted(amount_minor, currency, day)?;
        let document = DocumentId(Uuid::now_v7());
        let line = Line {
            line: row.line,
            document,
            number,
            reference,
            kind,
            day,
            amount_minor,
            currency,
            converted,
            fresh: true,
        };
        let name = label(ImportField::Name, row.name.as_deref(), NAME_MAX)?;
        let country = label(ImportField::Country, row.country.as_deref(), LABEL_MAX)?;
        Ok(Checked { line, name, country })
    }

    fn day(&self, text: &str) -> Result<Day, Refused> {
        let day = self.day.read(text).map_err(|rule| (ImportField::Day, rule))?;
        if day > self.latest {
            return Err((ImportField::Day, RowRule::DayInFuture { latest: self.latest }));
        }
        if day < day::EARLIEST {
            return Err((ImportField::Day, RowRule::DayTooEarly { earliest: day::EARLIEST }));
        }
        Ok(day)
    }

    fn currency(&self, text: &str) -> Result<Currency, Refused> {
        let told = if text.is_empty() { Some(self.amount.currency) } else { currency_of(text) };
        told.ok_or((ImportField::Currency, RowRule::CurrencyUnknown))
    }

    /// The rate of the day, and what an amount comes to by it; none for one in the base currency.
    ///
    /// # Errors
    /// Where there is no rate for the day, or the amount is larger than any.
    pub fn converted(&self, minor: i64, currency: Currency, day: Day) -> Result<Option<(Rate, i64)>, Refused> {
        if currency == self.base {
            return Ok(None);
        }
        let rate = self.rates.get(&ExchangeRateId::of(currency, day)).copied();
        let rate = rate.ok_or((ImportField::Currency, RowRule::RateMissing { currency, day }))?;
        let minor = rate.converted(minor, currency, self.base).ok_or((ImportField::Amount, RowRule::AmountTooLarge))?;
        Ok(Some((rate, minor)))
    }
}

/// The currency of a code, in whatever case it is written.
pub fn currency_of(code: &str) -> Option<Currency> {
    Currency::of(&code.to_ascii_uppercase())
}

/// A short text of a row.
///
/// # Errors
/// Where it is too long or no writing.
pub fn label(field: ImportField, text: Option<&str>, max: usize) -> Result<String, Refused> {
    // The rule is the same for every text; which field it is stands beside it.
    text::line(TextField::Reference, text.unwrap_or_default(), max).map_err(|rejection| match rejection {
        Rejection::TextTooLong { max, .. } => (field, RowRule::TextTooLong { max }),
        _ => (field, RowRule::TextHasControlCharacters),
    })
}

fn told_kind(text: &str) -> Result<Option<DocumentKind>, Refused> {
    if text.is_empty() {
        return Ok(None);
    }
    kind::read(text).map(Some).ok_or((ImportField::Kind, RowRule::KindUnknown))
}

/// As the books have it: an amount of zero or more, and whether it adds or takes away. Where no kind is told, the sign
/// tells it.
fn booked(told: Option<DocumentKind>, minor: i64) -> Result<(DocumentKind, i64), Refused> {
    match told {
        Some(DocumentKind::Sale) if minor < 0 => Err((ImportField::Amount, RowRule::SaleBelowZero)),
        Some(DocumentKind::Purchase) if minor < 0 => Err((ImportField::Amount, RowRule::PurchaseBelowZero)),
        Some(kind) => Ok((kind, minor.abs())),
        None if minor < 0 => Ok((DocumentKind::Credit, -minor)),
        None => Ok((DocumentKind::Sale, minor)),
    }
}

#[cfg(test)]
mod tests {
    use app::wire::import::{DecimalMark, Units};
    use jiff::civil::date;

    use super::*;

    fn rules() -> Rules {
        let base = Currency::of("GBP").unwrap();
        Rules {
            amount: AmountForm { units: Units::Major, decimal: DecimalMark::Point, currency: base },
            day: DayForm::of_pattern("YYYY-MM-DD").unwrap(),
            base,
            latest: date(2026, 6, 30),
            rates: [(ExchangeRateId::of(Currency::of("JPY").unwrap(), date(2010, 12, 1)), "0.0067".parse().unwrap())]
                .into(),
            products: Codes::default(),
        }
    }

    fn row() -> Cells {
        let some = |text: &str| Some(text.to_owned());
        Cells {
            line: 2,
            number: some("536365"),
            reference: some("17850"),
            day: some("2010-12-01"),
            amount: some("139.12"),
            ..Cells::default()
        }
    }

    fn refused(change: impl FnOnce(&mut Cells)) -> Refused {
        let mut row = row();
        change(&mut row);
        rules().read(&row).unwrap_err()
    }

    #[test]
    fn a_good_row_is_read() {
        let checked = rules().read(&row()).unwrap();
        let line = &checked.line;
        assert_eq!((&*line.number, &*line.reference, line.amount_minor), ("536365", "17850", 13912));
        assert_eq!((line.kind, line.day, line.fresh), (DocumentKind::Sale, date(2010, 12, 1), true));
        assert_eq!((&*checked.name, &*checked.country), ("", ""));
    }

    #[test]
    fn every_cell_is_held_to_its_rule() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(refused(|row| row.number = some("")).1, RowRule::NumberEmpty);
        assert_eq!(refused(|row| row.reference = some(" ")).1, RowRule::ReferenceEmpty);
        let long = "x".repeat(LABEL_MAX + 1);
        assert_eq!(refused(|row| row.number = some(&long)), (ImportField::Number, RowRule::TextTooLong { max: 80 }));
        assert_eq!(refused(|row| row.name = some(&"x".repeat(121))).0, ImportField::Name);
        assert_eq!(
            refused(|row| row.country = some("a\nb")),
            (ImportField::Country, RowRule::TextHasControlCharacters)
        );
        assert!(matches!(refused(|row| row.day = some("1/2/2011")).1, RowRule::DayUnreadable { .. }));
        assert!(matches!(refused(|row| row.day = some("2026-07-01")).1, RowRule::DayInFuture { .. }));
        assert!(matches!(refused(|row| row.day = some("1899-12-31")).1, RowRule::DayTooEarly { .. }));
        assert!(matches!(refused(|row| row.amount = some("x")).1, RowRule::AmountUnreadable { .. }));
        assert_eq!(refused(|row| row.kind = some("order")), (ImportField::Kind, RowRule::KindUnknown));
        assert_eq!(refused(|row| row.currency = some("XXX")).1, RowRule::CurrencyUnknown);
        let (currency, day) = (Currency::of("EUR").unwrap(), date(2010, 12, 1));
        let missing = (ImportField::Currency, RowRule::RateMissing { currency, day });
        assert_eq!(refused(|row| row.currency = some("EUR")), missing, "a missing rate is said and not guessed");
        assert_eq!(refused(|row| row.currency = some("jpy")).1, RowRule::AmountTooFine { decimals: 0 });
        let mut good = row();
        (good.day, good.currency) = (some("2026-06-30"), some("gbp"));
        assert!(rules().read(&good).is_ok());
    }

    #[test]
    fn an_amount_is_converted_by_the_rate_of_its_day() {
        let row = Cells { amount: Some("15000".to_owned()), currency: Some("JPY".to_owned()), ..row() };
        let line = rules().read(&row).unwrap().line;
        assert_eq!((line.amount_minor, line.currency.code(), line.base_minor()), (15_000, "JPY", 10_050));
        let later = Cells { day: Some("2010-12-02".to_owned()), ..row };
        assert!(matches!(rules().read(&later), Err((ImportField::Currency, RowRule::RateMissing { .. }))));
    }

    #[test]
    fn the_sign_and_the_kind_agree_or_the_row_is_refused() {
        use DocumentKind::{Credit, Purchase, Sale};
        let booked = |kind: &str, amount: &str| {
            let row = Cells { kind: Some(kind.into()), amount: Some(amount.into()), ..row() };
            rules().read(&row).map(|checked| (checked.line.kind, checked.line.amount_minor)).map_err(|(_, rule)| rule)
        };
        assert_eq!(booked("credit", "-5"), Ok((Credit, 500)));
        assert_eq!(booked("credit", "5"), Ok((Credit, 500)));
        assert_eq!(booked("", "-5"), Ok((Credit, 500)));
        assert_eq!(booked("", "0"), Ok((Sale, 0)), "an invoice of zero is legitimate");
        assert_eq!(booked("invoice", "0"), Ok((Sale, 0)));
        assert_eq!(booked("invoice", "-0.01"), Err(RowRule::SaleBelowZero));
        assert_eq!(booked("purchase", "5"), Ok((Purchase, 500)));
        assert_eq!(booked("purchase", "-5"), Err(RowRule::PurchaseBelowZero));
    }
}
