//! A list of products that comes from a file: a family, a code and a name a line. It is taken in as a whole or not at all.
//!
//! A line is about the product of its code, or where none has it, about the one of its name; else the product is new. So a list that
//! comes again with corrections changes what differs and nothing else. What is not on the list stays.

use uuid::Uuid;

use crate::{
    catalogue::{Product, ProductFamily, is_same_name},
    ids::{ProductFamilyId, ProductId},
    keep::{Kept, Ruled, Wish},
    rejection::Rejection,
    viewer::Viewer,
};

/// The most lines of one list.
pub const LINES_MAX: usize = 1_000;

/// A line of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its place in the file, from 1.
    pub number: usize,
    /// The family, by its name.
    pub family: String,
    /// What the product is called in other books; may be empty.
    pub code: String,
    /// The product.
    pub name: String,
}

/// What a list does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// What is to be kept.
    pub wishes: Vec<Wish>,
    /// How many families are new.
    pub families: usize,
    /// How many products are new.
    pub products: usize,
    /// How many products change.
    pub changed: usize,
    /// The lines that cannot be taken in, and why.
    pub refused: Vec<(usize, Rejection)>,
}

/// What a list does to the catalogue, line by line; each is judged by what those before it left. `fresh` makes ids.
pub fn listed(lines: &[Line], kept: &Kept, viewer: &Viewer, fresh: &mut dyn FnMut() -> Uuid) -> Listed {
    let mut list = Listed::default();
    let mut kept = Kept { families: kept.families.clone(), products: kept.products.clone(), ..Kept::default() };
    for line in lines {
        if let Err(reason) = take(line, &mut list, &mut kept, viewer, fresh) {
            list.refused.push((line.number, reason));
        }
    }
    list
}

fn take(
    line: &Line,
    list: &mut Listed,
    kept: &mut Kept,
    viewer: &Viewer,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Result<(), Rejection> {
    let family = ProductFamily { name: line.family.clone(), ..ProductFamily::default() }.settled(viewer)?;
    let told = Product { name: line.name.clone(), code: line.code.clone(), ..Product::default() }.settled(viewer)?;
    let known = kept.families.values().find(|known| is_same_name(&known.name, &family.name)).map(|known| known.id);
    let is_new = known.is_none();
    let family = ProductFamily { id: known.unwrap_or_else(|| ProductFamilyId(fresh())), ..family };
    let by_code = |product: &&Product| !told.code.is_empty() && is_same_name(&product.code, &told.code);
    let by_name = |product: &&Product| is_same_name(&product.name, &told.name);
    let before = kept.products.values().find(by_code).or_else(|| kept.products.values().find(by_name)).cloned();
    let after = match &before {
        Some(before) => Product { family: family.id, name: told.name, code: told.code, ..before.clone() },
        None => Product { id: ProductId(fresh()), family: family.id, ..told },
    };
    if is_new {
        kept.families.insert(family.id, family.clone());
    }
    if let Err(reason) = after.fits(kept) {
        if is_new {
            kept.families.remove(&family.id);
        }
        return Err(reason);
    }
    if is_new {
        list.families += 1;
        list.wishes.push(Wish::of_new(&family));
    }
    match before {
        Some(before) => {
            let wish = Wish::of_edit(&before, &after);
            list.changed += usize::from(wish.is_some());
            list.wishes.extend(wish);
        }
        None => {
            list.products += 1;
            list.wishes.push(Wish::of_new(&after));
        }
    }
    kept.products.insert(after.id, after);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        change::{Act, Kind},
        sample,
    };

    fn line(number: usize, family: &str, code: &str, name: &str) -> Line {
        Line { number, family: family.to_owned(), code: code.to_owned(), name: name.to_owned() }
    }

    fn taken(lines: &[Line], kept: &Kept) -> Listed {
        let mut made = 0;
        let mut fresh = || {
            made += 1;
            sample::fresh_id(made)
        };
        listed(lines, kept, &crate::keep::tests::viewer(&[]), &mut fresh)
    }

    fn acts(list: &Listed) -> Vec<(Kind, Act)> {
        list.wishes.iter().map(|wish| (wish.of, wish.act)).collect()
    }

    #[test]
    fn a_list_makes_families_once_and_products_each() {
        let list = taken(
            &[
                line(2, "Drives", "D-1", "Belt drive"),
                line(3, "drives", "D-2", "Chain drive"),
                line(4, "Seals", "", "Ring"),
            ],
            &Kept::default(),
        );
        let (family, product) = ((Kind::ProductFamily, Act::Create), (Kind::Product, Act::Create));
        assert_eq!(acts(&list), [family, product, product, family, product]);
        assert_eq!((list.families, list.products, list.changed, list.refused), (2, 3, 0, vec![]));
    }

    #[test]
    fn a_list_that_comes_again_changes_what_differs() {
        let (kept, ids) = crate::keep::tests::catalogue(&[("Drives", &[("D-1", "Belt drive"), ("", "Chain drive")])]);
        let same = taken(&[line(2, "DRIVES", "D-1", "Belt drive"), line(3, "Drives", "", "Chain drive")], &kept);
        assert_eq!((same.wishes.len(), same.changed), (0, 0));
        let other =
            taken(&[line(2, "Drives", "d-1", "Belt drive, wide"), line(3, "Seals", "S-9", "chain drive")], &kept);
        let records: Vec<Uuid> =
            other.wishes.iter().filter(|wish| wish.act == Act::Edit).map(|wish| wish.record).collect();
        assert_eq!(records, ids);
        assert_eq!((other.families, other.products, other.changed), (1, 0, 2));
    }

    #[test]
    fn every_line_that_does_not_fit_is_told_by_its_number() {
        let (kept, _) = crate::keep::tests::catalogue(&[("Drives", &[("D-1", "Belt drive"), ("D-2", "Chain drive")])]);
        let list = taken(
            &[
                line(2, "", "X", "Thing"),
                line(3, "Fans", "D-1", "Chain drive"),
                line(4, "Fans", "F-1", "Fan"),
                line(7, "Fans", "f-1", " "),
            ],
            &kept,
        );
        let empty = Rejection::TextEmpty { field: crate::rejection::TextField::Name };
        let taken = Rejection::NameTaken { kind: Kind::Product };
        assert_eq!(list.refused, [(2, empty.clone()), (3, taken), (7, empty)]);
        assert_eq!(list.families, 1, "a family that only a refused line names is not made by it");
    }
}
