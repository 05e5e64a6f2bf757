//! The lines of a document: which products, how many of each, at what price.
//!
//! A document has lines where they are known. Where it has any, they are all of it: their amounts add up to its amount, and what they come
//! to in the base currency adds up to what it comes to there. A line never changes after its document was recorded.
//!
//! The document is converted once, as a whole. What that came to is spread over the lines by their amounts with the largest remainder
//! (Hamilton's method): each gets its share rounded down, and the units that are left go one by one to the lines that lost most by that,
//! of equal ones to the earlier.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    change::Value,
    fixed::Fixed,
    ids::ProductId,
    money::{AMOUNT_MAX_MINOR, Currency, checked_amount},
    order::sort,
    ratio::Ratio,
    record::Scalar,
    rejection::Rejection,
    set::SetOf,
};

/// How many of something, in thousandths: 1.5 hours, 0.125 tonnes.
pub type Quantity = Fixed<3>;

/// What one of something costs, in millionths of the unit of its currency: screws cost parts of a cent.
pub type UnitPrice = Fixed<6>;

/// The most lines of a document.
pub const LINES_MAX: usize = 500;
/// The largest quantity of a line: a thousand million.
const QUANTITY_MAX: Quantity = Quantity::of_parts(1_000_000_000 * Quantity::PARTS);

/// A line of a document, as it stands in the books.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentLine {
    /// Its place among the lines, from one on.
    pub place: i64,
    /// What was bought.
    pub product: ProductId,
    /// How many; below zero in reversals only.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub quantity: Quantity,
    /// What one costs, in the currency of the document; none where only the amount is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub price: Option<UnitPrice>,
    /// Its amount in minor units of the document's currency; below zero in reversals only.
    pub amount_minor: i64,
    /// Its part of what the document comes to in minor units of the base currency.
    pub base_minor: i64,
}

/// The lines of a document, in their order.
pub type Lines = SetOf<DocumentLine>;

/// A line of a document that is being recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecordLine {
    /// A product of the catalogue.
    pub product: ProductId,
    /// How many, with up to three decimals; above zero.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub quantity: Quantity,
    /// What one costs in the currency of the document, with up to six decimals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub price: Option<UnitPrice>,
    /// Its amount in minor units. Where it says none it is worked out of quantity and price, half-even; where it says both, they agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_minor: Option<i64>,
}

impl RecordLine {
    /// It as it is to be booked at a place, from one on, before anything is converted.
    ///
    /// # Errors
    /// What of it is out of range, missing, or does not agree.
    pub fn settled(self, place: usize, currency: Currency) -> Result<DocumentLine, Rejection> {
        let line = i64::try_from(place).unwrap_or(i64::MAX);
        if self.quantity <= Quantity::default() || self.quantity > QUANTITY_MAX {
            return Err(Rejection::QuantityOutOfRange { line });
        }
        if self.price.is_some_and(|price| price < UnitPrice::default()) {
            return Err(Rejection::AmountNegative);
        }
        let worked_out = self.price.map(|price| priced(self.quantity, price, currency)).transpose()?;
        let amount_minor = match (self.amount_minor.map(checked_amount).transpose()?, worked_out) {
            (Some(told), Some(minor)) if told != minor => {
                return Err(Rejection::LineAmountDiffers { line, minor, currency });
            }
            (Some(minor), _) | (None, Some(minor)) => minor,
            (None, None) => return Err(Rejection::LineWithoutAmount { line }),
        };
        let Self { product, quantity, price, .. } = self;
        Ok(DocumentLine { place: line, product, quantity, price, amount_minor, base_minor: amount_minor })
    }
}

/// What so many come to at a price, in minor units, half-even; none where that is no amount of any document.
pub fn amount_of(quantity: Quantity, price: UnitPrice, currency: Currency) -> Option<i64> {
    let above = i128::from(quantity.parts()) * i128::from(price.parts()) * i128::from(currency.minor_per_major());
    let minor = Ratio::of(above, i128::from(Quantity::PARTS) * i128::from(UnitPrice::PARTS))?.scaled(1);
    (minor <= AMOUNT_MAX_MINOR).then_some(minor)
}

fn priced(quantity: Quantity, price: UnitPrice, currency: Currency) -> Result<i64, Rejection> {
    amount_of(quantity, price, currency).ok_or(Rejection::AmountTooLarge).and_then(checked_amount)
}

/// The lines of a document of an amount, as they are to be booked before anything is converted.
pub(crate) fn settled(lines: &[RecordLine], amount_minor: i64, currency: Currency) -> Result<Lines, Rejection> {
    if lines.len() > LINES_MAX {
        return Err(Rejection::LinesTooMany { max: LINES_MAX });
    }
    let settled = lines.iter().zip(1..).map(|(line, place)| line.settled(place, currency));
    let lines: Lines = settled.collect::<Result<_, _>>()?;
    // At most so many amounts, each of which is small enough for any document: no sum of them is too large to add up.
    let sum: i64 = lines.iter().map(|line| line.amount_minor).sum();
    if lines.is_empty() || sum == amount_minor {
        return Ok(lines);
    }
    Err(Rejection::LinesDiffer { by_minor: sum - amount_minor, currency })
}

/// The lines with what the document comes to in the base currency spread over them.
pub fn spread(lines: &Lines, base_minor: i64) -> Lines {
    let whole: i128 = lines.iter().map(|line| i128::from(line.amount_minor)).sum();
    let share = |line: &DocumentLine| i128::from(line.amount_minor) * i128::from(base_minor);
    // A document of nothing comes to nothing, and so does each of its lines.
    let below = whole.max(1);
    let floor = |line: &DocumentLine| i64::try_from(share(line) / below).unwrap_or_default();
    let left = base_minor - lines.iter().map(floor).sum::<i64>();
    let mut by_remainder: Vec<&DocumentLine> = lines.iter().collect();
    let rest = |line: &DocumentLine| share(line) % below;
    sort(&mut by_remainder, &|a, b| rest(b).cmp(&rest(a)).then(a.place.cmp(&b.place)));
    let more: SetOf<i64> = by_remainder.into_iter().zip(0..left).map(|(line, _)| line.place).collect();
    let spread = |line: &DocumentLine| {
        let base_minor = floor(line) + i64::from(more.contains(&line.place));
        DocumentLine { base_minor, ..*line }
    };
    lines.iter().map(spread).collect()
}

/// The lines of what takes a document back.
pub(crate) fn reversed(lines: &Lines) -> Lines {
    let back = |line: &DocumentLine| DocumentLine {
        quantity: Quantity::of_parts(-line.quantity.parts()),
        amount_minor: -line.amount_minor,
        base_minor: -line.base_minor,
        ..*line
    };
    lines.iter().map(back).collect()
}

/// As it stands in a change: place, product, quantity, price, amount and base amount, with a hyphen where no price is known.
impl fmt::Display for DocumentLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {} ", self.place, self.product, self.quantity)?;
        match self.price {
            Some(price) => price.fmt(out)?,
            None => out.write_str("-")?,
        }
        write!(out, " {} {}", self.amount_minor, self.base_minor)
    }
}

fn read(text: &str) -> Option<DocumentLine> {
    let mut parts = text.split(' ');
    let line = DocumentLine {
        place: parts.next()?.parse().ok()?,
        product: parts.next()?.parse().ok()?,
        quantity: parts.next()?.parse().ok()?,
        price: match parts.next()? {
            "-" => None,
            price => Some(price.parse().ok()?),
        },
        amount_minor: parts.next()?.parse().ok()?,
        base_minor: parts.next()?.parse().ok()?,
    };
    parts.next().is_none().then_some(line)
}

impl Scalar for DocumentLine {
    fn value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => read(text),
            Value::Nothing | Value::Flag(_) | Value::Number(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
