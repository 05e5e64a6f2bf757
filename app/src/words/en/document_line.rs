//! The lines of documents.

use domain::{
    document_line::{Quantity, UnitPrice},
    money::Currency,
};

use super::count;

pub const ADD: &str = "Add line";
pub const LINES: &str = "Lines";
pub const PRODUCT: &str = "Product";
pub const QUANTITY: &str = "Quantity";
pub const NO_PRODUCT: &str = "Nothing in the catalogue has this name or this code.";
pub const FIND: &str = "Words of its name or its code.";
pub const NO_QUANTITY: &str = "Say how many, above zero and with up to three decimals.";
pub const NO_PRICE: &str = "Say what one costs, such as 12.50.";
pub const A_PRODUCT: &str = "a product";
pub const OF_LINES: &str = "What its lines come to.";

/// How many lines a document has.
pub fn lines(count_of: usize) -> String {
    count(count_of, "line", "lines")
}

/// The label of what one costs.
pub fn price(currency: Currency) -> String {
    format!("Price in {currency}")
}

/// The name of what is asked for in one line of several.
pub fn of_line(what: &str, place: usize) -> String {
    format!("{what}, line {place}")
}

/// What is wrong with a line, or missing in it.
pub fn of_place(place: usize, what: &str) -> String {
    format!("Line {place}: {what}")
}

/// What takes a line out of a form.
pub fn remove(place: usize) -> String {
    format!("Remove line {place}")
}

/// How many of what, and at what price where that is known: `12 × Hand care at 4.50`.
pub fn what(quantity: Quantity, product: &str, price: Option<UnitPrice>) -> String {
    let at = price.map(|price| format!(" at {price}")).unwrap_or_default();
    let quantity = quantity.to_string().replace('-', "−");
    format!("{quantity} × {product}{at}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_many_of_what() {
        let quantity = Quantity::of_parts(-1_500);
        assert_eq!(what(quantity, "Hand care", Some(UnitPrice::of_parts(4_500_000))), "−1.5 × Hand care at 4.5");
        assert_eq!(what(Quantity::of_parts(2_000), "Gloves", None), "2 × Gloves");
    }
}
