//! What of a family of products is ours, in words.

use domain::money::Currency;

use crate::{
    wire::terms::{FamilyWallet, OfNoFamily},
    words::en::{self, concentration::share, wallet as words},
};

/// What of a family is ours; nothing where that is not told.
pub fn told_of(family: &FamilyWallet, currency: Currency) -> Option<String> {
    let money = |minor| en::money_short(minor, currency);
    let (ours, white) = family.ours_minor.zip(family.white_minor)?;
    let ratio = family.share.as_ref().and_then(|share| share.ratio());
    Some(words::of_family(&money(ours), &share(ratio), &money(white)))
}

/// What was bought of no family of which the wallet is known, in words.
pub fn beside(beside: OfNoFamily, currency: Currency) -> String {
    let money = |minor: i64| (minor != 0).then(|| en::money_short(minor, currency));
    words::beside(money(beside.without_product_minor).as_deref(), money(beside.other_families_minor).as_deref())
}
