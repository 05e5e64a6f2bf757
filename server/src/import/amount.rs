//! Amounts as books write them: with a decimal point or a decimal comma, grouped or not, in whole or in minor units.
//!
//! Nothing is rounded and nothing is guessed: what is not written by the one form of the column is refused.

use app::wire::import::{DecimalMark, ImportSettings, RowRule, Units};
use domain::money::{AmountFault, Currency, parse_amount};

use super::weigh::{Leaning, Weigh};

/// What may stand between groups of three digits.
const GROUPING: [char; 7] = [',', '.', '\'', '\u{2019}', ' ', '\u{a0}', '\u{202f}'];

/// How the amounts of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountForm {
    /// Whole or minor units.
    pub units: Units,
    /// The decimal mark.
    pub decimal: DecimalMark,
    /// The currency.
    pub currency: Currency,
}

impl AmountForm {
    /// The amount in minor units.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(&self, text: &str) -> Result<i64, RowRule> {
        let decimals = decimals(self.units, self.currency);
        match read(text, decimals, self.decimal.mark(), self.currency) {
            Ok(minor) => Ok(minor),
            Err(AmountFault::NotANumber) => Err(RowRule::AmountUnreadable { decimal: self.decimal }),
            Err(AmountFault::TooManyDecimals) => Err(RowRule::AmountTooFine { decimals }),
            Err(AmountFault::TooLarge) => Err(RowRule::AmountTooLarge),
        }
    }

    /// A quantity or a price in parts of which `decimals` digits make one; it stands beside amounts, and is written as they are.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read_parts(&self, text: &str, decimals: u8) -> Result<i64, RowRule> {
        match read(text, decimals, self.decimal.mark(), self.currency) {
            Ok(parts) => Ok(parts),
            Err(AmountFault::NotANumber) => Err(RowRule::DecimalUnreadable { decimal: self.decimal }),
            Err(AmountFault::TooManyDecimals) => Err(RowRule::DecimalTooFine { decimals }),
            Err(AmountFault::TooLarge) => Err(RowRule::AmountTooLarge),
        }
    }

    /// The form that an import was read by.
    pub fn of(settings: &ImportSettings) -> Self {
        Self { units: settings.units, decimal: settings.decimal, currency: settings.currency }
    }
}

fn decimals(units: Units, currency: Currency) -> u8 {
    match units {
        Units::Minor => 0,
        Units::Major => currency.decimals(),
    }
}

fn read(text: &str, decimals: u8, mark: char, currency: Currency) -> Result<i64, AmountFault> {
    let (negative, digits) = signed(text, currency);
    let (whole, fraction) = digits.split_once(mark).map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let is_whole = fraction.is_none_or(|fraction| !fraction.is_empty() && fraction.bytes().all(|c| c.is_ascii_digit()));
    if !is_grouped(whole, mark) || !is_whole {
        return Err(AmountFault::NotANumber);
    }
    let minor = parse_amount(digits, decimals, mark)?;
    Ok(if negative { -minor } else { minor })
}

/// The sign, and what is left of an amount without its sign and its currency: books put a minus before or behind, or write
/// an amount below zero in brackets.
fn signed(text: &str, currency: Currency) -> (bool, &str) {
    const MINUS: [char; 2] = ['-', '\u{2212}'];
    let text = bare(text, currency);
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (true, bare(inner, currency));
    }
    if let Some(rest) = text.strip_prefix(MINUS).or_else(|| text.strip_suffix(MINUS)) {
        return (true, bare(rest, currency));
    }
    (false, bare(text.strip_prefix('+').unwrap_or(text), currency))
}

/// Without blanks around it, and without the sign or the code of this currency. That of another one stays, and makes the
/// amount unreadable.
fn bare(text: &str, currency: Currency) -> &str {
    let text = text.trim();
    for mark in [currency.code(), symbol(currency)] {
        let stripped = text.strip_prefix(mark).or_else(|| text.strip_suffix(mark));
        if let Some(rest) = stripped.filter(|_| !mark.is_empty()) {
            return rest.trim();
        }
    }
    text
}

fn symbol(currency: Currency) -> &'static str {
    match currency.code() {
        "EUR" => "€",
        "GBP" => "£",
        "USD" | "AUD" | "CAD" | "NZD" | "HKD" | "SGD" | "MXN" => "$",
        "JPY" | "CNY" => "¥",
        "INR" => "₹",
        "CHF" => "Fr.",
        "SEK" | "NOK" | "DKK" => "kr",
        "PLN" => "zł",
        _ => "",
    }
}

/// Whether the whole units are digits, all together or in groups of three by one and the same mark.
fn is_grouped(whole: &str, decimal: char) -> bool {
    let Some(mark) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return !whole.is_empty();
    };
    if mark == decimal || !GROUPING.contains(&mark) {
        return false;
    }
    let mut groups = whole.split(mark);
    let is_digits = |group: &str| group.bytes().all(|c| c.is_ascii_digit());
    groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && is_digits(first))
        && groups.all(|group| group.len() == 3 && is_digits(group))
}

/// A column of amounts as it goes by, from which its decimal mark is recognised.
#[derive(Clone, Debug)]
pub struct AmountColumn {
    units: Units,
    currency: Currency,
    told: Option<DecimalMark>,
    marks: Weigh,
}

impl AmountColumn {
    /// A column of these units; `told` where somebody says which mark it has.
    pub fn new(units: Units, currency: Currency, told: Option<DecimalMark>) -> Self {
        Self { units, currency, told, marks: Weigh::default() }
    }

    /// Looks at a value.
    pub fn take(&mut self, line: u64, text: &str) {
        let reading = |mark: DecimalMark| {
            let minor = read(text, decimals(self.units, self.currency), mark.mark(), self.currency);
            // Minor units have no decimals, so a mark between their digits groups them.
            let has_fraction = self.units == Units::Minor && text.contains(mark.mark());
            minor.ok().filter(|_| !has_fraction)
        };
        self.marks.take(line, text, reading(DecimalMark::Point), reading(DecimalMark::Comma));
    }

    /// Looks at a quantity or a price, which has decimals whatever the amounts have, and the same mark before them.
    pub fn take_parts(&mut self, line: u64, text: &str, decimals: u8) {
        let reading = |mark: DecimalMark| read(text, decimals, mark.mark(), self.currency).ok();
        self.marks.take(line, text, reading(DecimalMark::Point), reading(DecimalMark::Comma));
    }

    /// The form of the column.
    ///
    /// # Errors
    /// The first value that can be read in two ways, with its line, where nothing tells which it is.
    pub fn form(&self) -> Result<AmountForm, (u64, String)> {
        let decimal = match (self.told, self.marks.leaning()) {
            (Some(told), _) => told,
            (None, Leaning::First) => DecimalMark::Point,
            (None, Leaning::Second) => DecimalMark::Comma,
            (None, Leaning::Open(line, value)) => return Err((line, value)),
        };
        Ok(AmountForm { units: self.units, decimal, currency: self.currency })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::of(code).unwrap()
    }

    fn form(decimal: DecimalMark) -> AmountForm {
        AmountForm { units: Units::Major, decimal, currency: currency("GBP") }
    }

    fn sniffed(units: Units, code: &str, values: &[&str]) -> Result<DecimalMark, (u64, String)> {
        let mut column = AmountColumn::new(units, currency(code), None);
        for (at, value) in values.iter().enumerate() {
            column.take(at as u64 + 2, value);
        }
        column.form().map(|form| form.decimal)
    }

    #[test]
    fn amounts_are_read_as_books_write_them() {
        let point = form(DecimalMark::Point);
        for (text, minor) in [
            ("139.12", 13912),
            ("1,234.50", 123450),
            ("1'234.5", 123450),
            ("1\u{202f}234\u{202f}567", 123456700),
            ("£1,234.50", 123450),
            ("GBP 12", 1200),
            ("12 GBP", 1200),
            ("-7", -700),
            ("7.25-", -725),
            ("(7.25)", -725),
            ("-£7.25", -725),
            ("£-7.25", -725),
            ("\u{2212}7", -700),
            ("+7", 700),
            ("0", 0),
            ("-0.00", 0),
            ("12.500", 1250),
        ] {
            assert_eq!(point.read(text), Ok(minor), "{text}");
        }
        assert_eq!(form(DecimalMark::Comma).read("1.234,50"), Ok(123450));
    }

    #[test]
    fn what_is_not_written_so_is_refused() {
        let point = form(DecimalMark::Point);
        for text in [
            "",
            "-",
            "x",
            "12,50",
            "1,23.50",
            "1,2345",
            "12.3.4",
            "1.234,50",
            ".5",
            "5.",
            "$5",
            "€5",
            "--5",
            "1e5",
            "٣",
            "5 000 00",
            "1,234'567",
            "(5",
            "NaN",
        ] {
            assert_eq!(point.read(text), Err(RowRule::AmountUnreadable { decimal: DecimalMark::Point }), "{text}");
        }
        assert_eq!(point.read("1.005"), Err(RowRule::AmountTooFine { decimals: 2 }));
        assert_eq!(point.read("1000000000000.01"), Err(RowRule::AmountTooLarge));
        assert_eq!(point.read("1000000000000.00"), Ok(100_000_000_000_000));
        let pence = AmountForm { units: Units::Minor, ..point };
        assert_eq!(pence.read("13912"), Ok(13912));
        assert_eq!(pence.read("-13,912"), Ok(-13912));
        assert_eq!(pence.read("139.12"), Err(RowRule::AmountTooFine { decimals: 0 }));
        let yen = AmountForm { currency: currency("JPY"), ..point };
        assert_eq!(yen.read("15000"), Ok(15000));
        assert_eq!(yen.read("150.5"), Err(RowRule::AmountTooFine { decimals: 0 }));
    }

    #[test]
    fn one_clear_value_tells_the_mark_of_the_whole_column() {
        assert_eq!(sniffed(Units::Major, "EUR", &["1.500", "12,5"]), Ok(DecimalMark::Comma));
        assert_eq!(sniffed(Units::Major, "EUR", &["1.500", "12.75"]), Ok(DecimalMark::Point));
        assert_eq!(sniffed(Units::Major, "EUR", &["1.234.567"]), Ok(DecimalMark::Comma));
        assert_eq!(sniffed(Units::Major, "EUR", &["1,234"]), Ok(DecimalMark::Point), "the euro has two decimals");
        assert_eq!(sniffed(Units::Major, "EUR", &["12", "-7", "0"]), Ok(DecimalMark::Point));
        assert_eq!(sniffed(Units::Minor, "EUR", &["1.000", "12"]), Ok(DecimalMark::Comma), "cents have no decimals");
        assert_eq!(sniffed(Units::Minor, "EUR", &["1,000", "12"]), Ok(DecimalMark::Point));
    }

    #[test]
    fn where_both_marks_give_different_sums_it_is_open() {
        assert_eq!(sniffed(Units::Major, "EUR", &["12", "1.500", "2.500"]), Err((3, "1.500".into())));
        assert_eq!(sniffed(Units::Major, "KWD", &["1.234"]), Err((2, "1.234".into())), "the dinar has three decimals");
        assert_eq!(sniffed(Units::Major, "EUR", &["1,50", "1.50", "1.500"]), Err((4, "1.500".into())));
        let mut told = AmountColumn::new(Units::Major, currency("EUR"), Some(DecimalMark::Comma));
        told.take(2, "1.500");
        assert_eq!(told.form().map(|form| form.read("1.500")), Ok(Ok(150_000)));
    }

    /// An amount as a book would write it.
    fn written(minor: i64, decimals: u32, mark: char, grouping: Option<char>) -> String {
        let unit = 10_u64.pow(decimals);
        let (whole, fraction) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
        let digits = whole.to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if let Some(grouping) = grouping.filter(|_| at > 0 && (digits.len() - at).is_multiple_of(3)) {
                text.push(grouping);
            }
            text.push(digit);
        }
        if decimals > 0 {
            text.push(mark);
            text += &format!("{fraction:0width$}", width = decimals as usize);
        }
        if minor < 0 { format!("-{text}") } else { text }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_to_the_unit(
            minor in -100_000_000_000_000_i64..=100_000_000_000_000,
            code in prop::sample::select(vec!["JPY", "GBP", "EUR", "KWD"]),
            comma in any::<bool>(),
            grouping in prop::sample::select(vec![None, Some(' '), Some('\''), Some('.'), Some(',')]),
        ) {
            let decimal = if comma { DecimalMark::Comma } else { DecimalMark::Point };
            let grouping = grouping.filter(|grouping| *grouping != decimal.mark());
            let currency = currency(code);
            let text = written(minor, u32::from(currency.decimals()), decimal.mark(), grouping);
            let form = AmountForm { units: Units::Major, decimal, currency };
            prop_assert_eq!(form.read(&text), Ok(minor), "{}", text);
        }

        /// A column is never read by the other mark: it is read as it was written, or it is open.
        #[test]
        fn a_column_is_read_as_it_was_written_or_not_at_all(
            amounts in prop::collection::vec(-100_000_000_i64..100_000_000, 1..20),
            comma in any::<bool>(),
            grouped in any::<bool>(),
        ) {
            let (decimal, other) = if comma { (DecimalMark::Comma, '.') } else { (DecimalMark::Point, ',') };
            let mut column = AmountColumn::new(Units::Major, currency("GBP"), None);
            let texts: Vec<String> =
                amounts.iter().map(|minor| written(*minor, 2, decimal.mark(), grouped.then_some(other))).collect();
            for text in &texts {
                column.take(2, text);
            }
            if let Ok(form) = column.form() {
                let read: Vec<_> = texts.iter().map(|text| form.read(text).unwrap()).collect();
                prop_assert_eq!(read, amounts);
            }
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,12}", comma in any::<bool>()) {
            let decimal = if comma { DecimalMark::Comma } else { DecimalMark::Point };
            let _ = form(decimal).read(&text);
        }
    }
}
