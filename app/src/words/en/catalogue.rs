//! The catalogue: families of products, products, partners, and lists of products that come as files.

use crate::wire::catalogue::{ListRule, ProductListAnswer};

use super::{count, import, rejection};

pub const ABOUT: &str = "What we sell, by families. Wallets of accounts are reckoned by family.";
pub const FAMILIES: &str = "Product families";
pub const NO_FAMILIES: &str = "Nothing in the catalogue yet";
pub const NO_FAMILIES_TEXT: &str = "Add the families that you sell by, or take a list of products in below.";
pub const ADD_FAMILY: &str = "Add family";
pub const EDIT_FAMILY: &str = "Edit family";
pub const ADD_PRODUCT: &str = "Add product";
pub const EDIT_PRODUCT: &str = "Edit product";
pub const NAME: &str = "Name";
pub const CODE: &str = "Code";
pub const CODE_HINT: &str = "Optional; as your books have it.";
pub const FAMILY: &str = "Family";
pub const ARCHIVED: &str = "Archived: no longer sold";
pub const IS_ARCHIVED: &str = "archived";
pub const NO_PRODUCTS: &str = "No products yet";
pub const PARTNERS: &str = "Partners";
pub const NO_PARTNERS: &str = "No partners yet";
pub const NO_PARTNERS_TEXT: &str = "Firms beside us that work for our accounts: resellers, carriers, consultants.";
pub const ADD_PARTNER: &str = "Add partner";
pub const EDIT_PARTNER: &str = "Edit partner";
pub const PARTNER_KIND: &str = "Kind";
pub const PARTNER_ARCHIVED: &str = "Archived: we no longer work with it";
pub const LIST: &str = "Take a list in";
pub const LIST_TEXT: &str = "A CSV file with the columns family, code and name, a product a line. A product that is there already is changed where the list differs; what is not on the list stays.";
pub const LIST_FILE: &str = "File";
pub const LIST_TAKE: &str = "Take in";
pub const LIST_FIRST: &str = "Choose a file first.";
pub const REFUSED: &str = "Nothing was taken in";

/// How many products a family has.
pub fn products(number: usize) -> String {
    count(number, "product", "products")
}

/// What a list did.
pub fn listed(answer: &ProductListAnswer) -> String {
    if answer.families + answer.products + answer.changed == 0 {
        return "The catalogue has all of it already.".to_owned();
    }
    let mut parts = Vec::new();
    for (number, one, many) in [(answer.families, "family", "families"), (answer.products, "product", "products")] {
        if number > 0 {
            parts.push(format!("{} new", count(number, one, many)));
        }
    }
    if answer.changed > 0 {
        parts.push(format!("{} changed", products(answer.changed)));
    }
    parts.join(", ")
}

/// Why a line of a list was refused, with its number; or the list as a whole.
pub fn fault(line: Option<usize>, rule: &ListRule) -> String {
    let words = list_rule(rule);
    line.map_or_else(|| words.clone(), |line| format!("Line {line}: {words}"))
}

fn list_rule(rule: &ListRule) -> String {
    match rule {
        ListRule::ColumnMissing { column } => {
            format!("There is no column {column}. The first line names the columns family, code and name.")
        }
        ListRule::LinesTooMany { max } => {
            format!("A list has up to {}. Cut it into several.", count(*max, "line", "lines"))
        }
        ListRule::Unreadable { rule } => import::refused(rule),
        ListRule::Rejected { reason } => rejection(reason),
    }
}

/// That more lines are refused than are told.
pub fn more(number: usize) -> String {
    format!("and {} more", count(number, "line", "lines"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::rejection::Rejection;

    #[test]
    fn a_fault_names_its_line() {
        let reason = Rejection::NameTaken { kind: domain::change::Kind::Product };
        assert_eq!(fault(Some(7), &ListRule::Rejected { reason }), "Line 7: Another product has this name.");
        let missing = ListRule::ColumnMissing { column: "name".to_owned() };
        assert!(fault(None, &missing).starts_with("There is no column name."));
    }

    #[test]
    fn what_a_list_did_is_counted() {
        let answer = |families, products, changed| ProductListAnswer {
            families,
            products,
            changed,
            ..ProductListAnswer::default()
        };
        assert_eq!(listed(&answer(1, 4, 2)), "1 family new, 4 products new, 2 products changed");
        assert_eq!(listed(&answer(0, 0, 0)), "The catalogue has all of it already.");
    }
}
