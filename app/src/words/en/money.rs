//! Money and numbers. Figures are exact; only the short form rounds, half to even, and says so by its unit. What belongs to one figure,
//! its sign and its unit, is held together by spaces at which no line breaks.

use domain::money::Currency;

/// A whole number with its thousands apart: `1,234,567`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// An amount to the unit: `£ 1,234.56`, `¥ 15,000`.
pub fn money(minor: i64, currency: Currency) -> String {
    let per_major = currency.minor_per_major();
    let whole = grouped(minor.saturating_abs() / per_major);
    let sign = if minor < 0 { "−" } else { "" };
    if per_major == 1 {
        return format!("{sign}{}\u{a0}{whole}", symbol(currency));
    }
    let rest = minor.saturating_abs() % per_major;
    format!("{sign}{}\u{a0}{whole}.{rest:0width$}", symbol(currency), width = usize::from(currency.decimals()))
}

/// An amount at a glance: `€ 9.37 m`, `€ 212 k`, `€ 96`.
pub fn money_short(minor: i64, currency: Currency) -> String {
    let sign = if minor < 0 { "−" } else { "" };
    let major = half_even(minor.saturating_abs(), currency.minor_per_major());
    let figure = match major {
        0..10_000 => grouped(major),
        10_000..999_500 => format!("{}\u{a0}k", half_even(major, 1_000)),
        999_500..9_995_000 => scaled(major, 10_000, 2, "m"),
        9_995_000..99_950_000 => scaled(major, 100_000, 1, "m"),
        99_950_000..999_500_000 => format!("{}\u{a0}m", half_even(major, 1_000_000)),
        _ => scaled(major, 10_000_000, 2, "bn"),
    };
    format!("{sign}{}\u{a0}{figure}", symbol(currency))
}

fn scaled(major: i64, unit: i64, decimals: usize, word: &str) -> String {
    let steps = half_even(major, unit);
    let per_whole = 10_i64.pow(u32::try_from(decimals).unwrap_or(0));
    format!("{}.{:0decimals$}\u{a0}{word}", grouped(steps / per_whole), steps % per_whole)
}

/// A share in thousandths as per cent: `8 %`, `0.4 %`.
pub fn permille(share: i64) -> String {
    let sign = if share < 0 { "−" } else { "" };
    match share.abs() {
        few @ 0..10 => format!("{sign}{}.{}\u{a0}%", few / 10, few % 10),
        many => format!("{sign}{}\u{a0}%", half_even(many, 10)),
    }
}

/// A quotient rounded half to even; both above zero.
fn half_even(number: i64, by: i64) -> i64 {
    let (whole, rest) = (number.div_euclid(by), number.rem_euclid(by));
    match (rest.saturating_mul(2)).cmp(&by) {
        std::cmp::Ordering::Less => whole,
        std::cmp::Ordering::Greater => whole + 1,
        std::cmp::Ordering::Equal => whole + whole % 2,
    }
}

/// The sign by which readers of English know a currency, or its code.
fn symbol(currency: Currency) -> &'static str {
    match currency.code() {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "JPY" => "¥",
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str) -> Currency {
        Currency::of(code).unwrap()
    }

    #[test]
    fn amounts_read_to_the_unit() {
        assert_eq!(money(123_456, of("GBP")), "£\u{a0}1,234.56");
        assert_eq!(money(-5, of("GBP")), "−£\u{a0}0.05");
        assert_eq!(money(15_000, of("JPY")), "¥\u{a0}15,000");
        assert_eq!(money(1_234_567, of("KWD")), "KWD\u{a0}1,234.567");
    }

    #[test]
    fn amounts_at_a_glance_keep_three_figures() {
        for (minor, short) in [
            (9_600, "€\u{a0}96"),
            (21_249_900, "€\u{a0}212\u{a0}k"),
            (937_000_000, "€\u{a0}9.37\u{a0}m"),
            (4_830_000_000, "€\u{a0}48.3\u{a0}m"),
            (31_200_000_000, "€\u{a0}312\u{a0}m"),
            (0, "€\u{a0}0"),
            (-61_000_000, "−€\u{a0}610\u{a0}k"),
            (99_999_999, "€\u{a0}1.00\u{a0}m"),
        ] {
            assert_eq!(money_short(minor, of("EUR")), short);
        }
    }

    #[test]
    fn shares_below_one_per_cent_keep_a_decimal() {
        assert_eq!(permille(443), "44\u{a0}%");
        assert_eq!(permille(4), "0.4\u{a0}%");
        assert_eq!(permille(0), "0.0\u{a0}%");
        assert_eq!((permille(-4), permille(-443)), ("−0.4\u{a0}%".to_owned(), "−44\u{a0}%".to_owned()));
    }
}
