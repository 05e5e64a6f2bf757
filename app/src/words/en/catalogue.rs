//! The catalogue: families of products, products, partners, and lists of products that come as files.

use crate::wire::catalogue::ProductListAnswer;

use super::count;

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
pub const LIST_TEXT: &str = "A CSV file with the columns family, code and name, a product a line. A product that is there already is changed where the list differs; what is not on the list stays.";
pub const LIST_FILE: &str = "File";

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

#[cfg(test)]
mod tests {
    use super::*;

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
