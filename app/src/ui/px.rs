//! Pixels as style sheets and drawings write them, to a tenth. Whole numbers do the writing and the browser the reading: what Rust brings to
//! write and read any float exactly weighs more than all of dragging.

use std::fmt::Write as _;

use leptos::{prelude::*, web_sys::Element};

/// A length in a style sheet.
pub fn px(length: f64) -> String {
    tenths(length) + "px"
}

/// A length in a drawing.
pub fn tenths(length: f64) -> String {
    let mut out = String::new();
    push_tenths(&mut out, length);
    out
}

/// A length to the nearest whole number.
pub fn whole(length: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a screen is far smaller than any integer")]
    let whole = length.round() as i64;
    whole.to_string()
}

/// Writes a length in a drawing behind what is there; of thousands of points no text is made of its own.
pub fn push_tenths(out: &mut String, length: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "a screen is far smaller than any integer")]
    let tenths = (length * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.unsigned_abs();
    // Writing into a text never fails.
    let _ = write!(out, "{sign}{}.{}", tenths / 10, tenths % 10);
}

/// How high a row is in an element, as its style says (`--row`); browser only.
pub fn row_px(element: &Element) -> Option<f64> {
    let style = window().get_computed_style(element).ok().flatten()?;
    read_px(&style.get_property_value("--row").ok()?).filter(|px| *px > 0.0)
}

/// The length of a text such as `72px`; browser only.
fn read_px(text: &str) -> Option<f64> {
    let number = text.trim().strip_suffix("px")?;
    Some(js_sys::parse_float(number)).filter(|length| length.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_to_a_tenth() {
        for (length, written) in
            [(0.0, "0.0px"), (12.34, "12.3px"), (-0.96, "-1.0px"), (-0.04, "0.0px"), (1920.0, "1920.0px")]
        {
            assert_eq!(px(length), written);
        }
    }
}
