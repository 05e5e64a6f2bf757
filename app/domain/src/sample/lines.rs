//! What the documents of the last thirteen months are of, line by line. Chance of its own picks it: it moves no amount, no day and no id of
//! the rest of the demo.

use super::{Teller, chance::Chance, ledger::days_ago};
use crate::{
    command::Command,
    document::{DocumentKind, RecordDocument},
    document_line::{Quantity, RecordLine, UnitPrice},
    ids::{AccountId, ProductId},
    money::Currency,
    set::SetOf,
};

/// For how many days back lines are known. What came before was taken over from older books, which kept none.
const SPAN: i32 = 400;
const SEED: u64 = 1_970;
/// Quantities in which things are bought, the largest first.
const QUANTITIES: [i64; 12] = [1_200, 600, 480, 300, 240, 120, 100, 60, 24, 20, 10, 5];
/// What one of most things costs at least, in minor units of a currency like the euro.
const PRICE_MINOR: i64 = 400;

impl Teller {
    /// Gives what was sold lately its lines. Each firm buys of some families only; of each family these are the products.
    pub(super) fn add_lines(&mut self, families: &[Vec<ProductId>]) {
        let mut chance = Chance::of(SEED);
        let first = days_ago(self.today, SPAN);
        for said in &mut self.said {
            let Command::RecordDocument(document) = &mut said.command else { continue };
            if document.day < first || document.document_kind == DocumentKind::Purchase {
                continue;
            }
            // Some came without.
            if chance.between(1, 9) > 1 {
                document.lines = lines(document, families, &mut chance);
            }
        }
    }
}

fn lines(document: &RecordDocument, families: &[Vec<ProductId>], chance: &mut Chance) -> Vec<RecordLine> {
    let bought: Vec<ProductId> = families_of(document.account, families).flatten().copied().collect();
    let count = chance.between(1, 3).min(document.amount_minor / PRICE_MINOR).max(1);
    let (mut left, mut taken) = (document.amount_minor, SetOf::new());
    let mut lines = Vec::new();
    for number in (1..=count).rev() {
        let at = chance.between(0, i64::try_from(bought.len()).unwrap_or(i64::MAX) - 1);
        let Some(product) = usize::try_from(at).ok().and_then(|at| bought.get(at)) else { continue };
        let is_last = number == 1;
        if !taken.insert(*product) && !is_last {
            continue;
        }
        let amount_minor = if is_last { left } else { left * chance.between(25, 65) / 100 / 1_200 * 1_200 };
        left -= amount_minor;
        lines.push(line(*product, amount_minor, document.currency));
    }
    lines
}

/// The families of which an account buys: three, which its id tells.
fn families_of(account: AccountId, families: &[Vec<ProductId>]) -> impl Iterator<Item = &Vec<ProductId>> {
    let first = account.0.as_bytes().iter().fold(0_usize, |sum, byte| sum + usize::from(*byte));
    [0, 1, 3].into_iter().filter_map(move |step| families.get((first + step) % families.len().max(1)))
}

/// A line of so much, in the largest quantity of which one costs enough. Where that is no whole number of minor units, it was sold for
/// the amount as a whole.
fn line(product: ProductId, amount_minor: i64, currency: Currency) -> RecordLine {
    let quantity = QUANTITIES.into_iter().find(|quantity| amount_minor / quantity >= PRICE_MINOR).unwrap_or(1);
    let price = amount_minor / quantity * (UnitPrice::PARTS / currency.minor_per_major());
    let is_whole = amount_minor % quantity == 0;
    RecordLine {
        product,
        quantity: Quantity::of_parts(quantity * Quantity::PARTS),
        price: is_whole.then_some(UnitPrice::of_parts(price)),
        amount_minor: (!is_whole).then_some(amount_minor),
    }
}
