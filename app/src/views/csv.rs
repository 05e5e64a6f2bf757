//! Tables for spreadsheets, in UTF-8, their lines ended as RFC 4180 has it.

use domain::money::Currency;

/// Spreadsheets take a text for UTF-8 only if it begins so.
pub const MARK: &str = "\u{feff}";

/// A line. The library that reads files on the server would be a tenth of what a board loads.
pub fn line(fields: &[String]) -> String {
    let quoted = |field: &String| match field.contains([',', '"', '\r', '\n']) {
        true => ["\"", &field.replace('"', "\"\""), "\""].concat(),
        false => field.clone(),
    };
    fields.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
}

/// A text that stays one: what a spreadsheet would work out as a formula has an apostrophe before it (OWASP, CSV injection).
pub fn text(words: &str) -> String {
    let is_formula = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { ["'", words].concat() } else { words.to_owned() }
}

/// An amount in major units with a point: `-1234.50`.
pub fn decimal(minor: i64, currency: Currency) -> String {
    let digits = usize::from(currency.decimals());
    let sign = if minor < 0 { "-" } else { "" };
    let all = format!("{:0>width$}", minor.unsigned_abs(), width = digits + 1);
    let (major, rest) = all.split_at(all.len() - digits);
    if rest.is_empty() { [sign, major].concat() } else { [sign, major, ".", rest].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_as_many_decimals_as_its_currency() {
        let of = |code| Currency::of(code).unwrap();
        assert_eq!(decimal(5, of("GBP")), "0.05");
        assert_eq!(decimal(-123_450, of("GBP")), "-1234.50");
        assert_eq!(decimal(15_000, of("JPY")), "15000");
        assert_eq!(decimal(1, of("KWD")), "0.001");
    }

    #[test]
    fn what_would_end_a_field_is_quoted() {
        assert_eq!(line(&["a,b".to_owned(), "c\"d".to_owned(), text("=1+1")]), "\"a,b\",\"c\"\"d\",'=1+1\r\n");
    }
}
