//! The catalogue: families of products, and the products in them. It says what an account could buy from us, so that what it does buy
//! can be set against it.
//!
//! A name is there once, in whatever case it is written. What is no longer sold is archived and stays: contracts, estimates and lines
//! of documents name it.

use crate::{
    apply::{Case, Stop},
    change::Kind,
    ids::{AccountId, ProductFamilyId, ProductId},
    keep::{Kept, Ruled},
    policy::{self, Action},
    rejection::{Rejection, TextField},
    table::Table,
    text::{self, LABEL_MAX, NAME_MAX},
    viewer::Viewer,
};

record! {
    /// A group of products that customers buy together, such as *Drives*.
    ProductFamily(ProductFamilyId) of ProductFamily in |_family| None;
    /// Its name; unique among families, regardless of case.
    name: String, Open, Last;
    /// What it is called in other books; unique among families where there is one.
    code: String, Open, Last;
    /// Whether it is no longer sold.
    archived: bool, Open, Last;
}

record! {
    /// Something that we sell.
    Product(ProductId) of Product in |_product| None;
    /// The family that it is of.
    family: ProductFamilyId, Open, Last;
    /// Its name; unique among products, regardless of case.
    name: String, Open, Last;
    /// What it is called in other books; unique among products where there is one.
    code: String, Open, Last;
    /// Whether it is no longer sold.
    archived: bool, Open, Last;
}

impl Ruled for ProductFamily {
    fn shelf(kept: &Kept) -> &Table<ProductFamilyId, Self> {
        &kept.families
    }

    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
        permit_catalogue(case, account)
    }

    fn settled(self, _viewer: &Viewer) -> Result<Self, Rejection> {
        Ok(Self { name: named(&self.name)?, code: coded(&self.code)?, ..self })
    }

    fn fits(&self, kept: &Kept) -> Result<(), Rejection> {
        let others = kept.families.values().filter(|other| other.id != self.id);
        is_free(Kind::ProductFamily, (&self.name, &self.code), others.map(|other| (&*other.name, &*other.code)))
    }

    fn goes(&self, kept: &Kept) -> Result<(), Rejection> {
        let is_named = kept.products.values().any(|product| product.family == self.id)
            || kept.estimates.values().any(|estimate| estimate.family == self.id);
        if is_named { Err(Rejection::InUse { kind: Kind::ProductFamily }) } else { Ok(()) }
    }
}

impl Ruled for Product {
    fn shelf(kept: &Kept) -> &Table<ProductId, Self> {
        &kept.products
    }

    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
        permit_catalogue(case, account)
    }

    fn settled(self, _viewer: &Viewer) -> Result<Self, Rejection> {
        Ok(Self { name: named(&self.name)?, code: coded(&self.code)?, ..self })
    }

    fn fits(&self, kept: &Kept) -> Result<(), Rejection> {
        if !kept.families.contains_key(&self.family) {
            return Err(Rejection::Gone { kind: Kind::ProductFamily });
        }
        let others = kept.products.values().filter(|other| other.id != self.id);
        is_free(Kind::Product, (&self.name, &self.code), others.map(|other| (&*other.name, &*other.code)))
    }

    fn goes(&self, kept: &Kept) -> Result<(), Rejection> {
        if kept.sold.contains(&self.id) { Err(Rejection::InUse { kind: Kind::Product }) } else { Ok(()) }
    }
}

/// The catalogue is the workspace's, as its name and its reporting date are: who configures the workspace keeps it.
fn permit_catalogue(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
    policy::permit(&case.viewer.rights, Action::Configure)?;
    if account.is_some() { Err(Rejection::FieldUnfit { field: "account".to_owned() }.into()) } else { Ok(()) }
}

pub(crate) fn named(name: &str) -> Result<String, Rejection> {
    text::filled_line(TextField::Name, name, NAME_MAX)
}

fn coded(code: &str) -> Result<String, Rejection> {
    text::line(TextField::Code, code, LABEL_MAX)
}

/// Refuses a name or a code that another of the same kind has.
fn is_free<'a>(
    kind: Kind,
    (name, code): (&str, &str),
    others: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(), Rejection> {
    for (other_name, other_code) in others {
        if is_same_name(name, other_name) {
            return Err(Rejection::NameTaken { kind });
        }
        if !code.is_empty() && is_same_name(code, other_code) {
            return Err(Rejection::CodeTaken { kind });
        }
    }
    Ok(())
}

/// Whether two names are the same but for their case.
pub fn is_same_name(one: &str, other: &str) -> bool {
    one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}
