//! The relationship-stage board: which accounts stand in which column, in which order, and what each column adds up to.
//!
//! It is kept, not computed anew: a move touches one account, and costs the same on a board of ten thousand.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::{
    account::Account,
    change::{Kind, RecordKey},
    day::Day,
    ids::AccountId,
    model::Model,
    placement::{Stage, standing},
    set::SetOf,
    table::Table,
};

/// A column: a stage, or the accounts that are not placed.
pub type ColumnKey = Option<Stage>;

/// The columns of the board, from left to right.
pub const COLUMNS: [ColumnKey; 7] = [
    None,
    Some(Stage::Pre),
    Some(Stage::Early),
    Some(Stage::Mid),
    Some(Stage::Partnership),
    Some(Stage::Synergistic),
    Some(Stage::Uncoupling),
];

/// Where a card stands in its column: the largest revenue first, then by name.
type Rank = (Reverse<i64>, String, AccountId);

/// How many accounts stand in a column and what they bring in the trailing year, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Total {
    /// How many.
    pub count: usize,
    /// Their trailing revenue.
    pub sum_minor: i64,
}

/// The board over the accounts in hand.
#[derive(Clone, Debug, Default)]
pub struct Board {
    words: Vec<String>,
    columns: Table<ColumnKey, (Total, SetOf<Rank>)>,
    places: Table<AccountId, (ColumnKey, Rank)>,
}

impl Board {
    /// The board of all accounts whose name, reference, country, segment or tags hold every word of `filter`.
    pub fn new(model: &Model, day: Day, filter: &str) -> Self {
        let words = words_of(filter);
        let found = model.accounts.values().filter(|account| matches(account, &words));
        let mut board = Self::of(model, day, found);
        board.words = words;
        board
    }

    /// The board of just these accounts; a picture of them that is not kept up.
    pub fn of<'a>(model: &Model, day: Day, accounts: impl IntoIterator<Item = &'a Account>) -> Self {
        let mut columns: Table<ColumnKey, (Total, Vec<Rank>)> = Table::new();
        let placed = accounts.into_iter().map(|account| {
            let (column, rank) = place_of(model, account, day);
            let (total, cards) = columns.get_or_insert_with(column, Default::default);
            total.count += 1;
            total.sum_minor += rank.0.0;
            cards.push(rank.clone());
            (account.id, (column, rank))
        });
        let places = placed.collect();
        let columns = columns.into_iter().map(|(column, (total, cards))| (column, (total, cards.into()))).collect();
        Self { places, columns, ..Self::default() }
    }

    /// Brings the board to the model where these records changed, and gives the columns that look different.
    pub fn refresh(&mut self, model: &Model, day: Day, touched: &SetOf<RecordKey>) -> SetOf<ColumnKey> {
        let accounts: SetOf<_> = touched.iter().filter_map(account_of).collect();
        accounts.into_iter().flat_map(|account| self.refresh_account(model, day, account)).collect()
    }

    fn refresh_account(&mut self, model: &Model, day: Day, id: AccountId) -> Vec<ColumnKey> {
        let shown = model.accounts.get(&id).filter(|account| matches(account, &self.words));
        let now = shown.map(|account| place_of(model, account, day));
        let before = self.places.get(&id).cloned();
        if now == before {
            return Vec::new();
        }
        if let Some((column, rank)) = &before {
            self.take_out(*column, rank);
        }
        match &now {
            Some((column, rank)) => {
                self.put_in(*column, rank);
                self.places.insert(id, (*column, rank.clone()));
            }
            None => drop(self.places.remove(&id)),
        }
        before.into_iter().chain(now).map(|(column, _)| column).collect()
    }

    fn take_out(&mut self, column: ColumnKey, rank: &Rank) {
        let (total, cards) = self.columns.get_or_insert_with(column, Default::default);
        if cards.remove(rank) {
            total.count -= 1;
            total.sum_minor -= rank.0.0;
        }
    }

    fn put_in(&mut self, column: ColumnKey, rank: &Rank) {
        let (total, cards) = self.columns.get_or_insert_with(column, Default::default);
        if cards.insert(rank.clone()) {
            total.count += 1;
            total.sum_minor += rank.0.0;
        }
    }

    /// What a column adds up to.
    pub fn total(&self, column: ColumnKey) -> Total {
        self.columns.get(&column).map(|(total, _)| *total).unwrap_or_default()
    }

    /// The accounts of a column, in order.
    pub fn cards(&self, column: ColumnKey) -> Vec<AccountId> {
        self.columns.get(&column).map(|(_, cards)| cards.iter().map(|rank| rank.2).collect()).unwrap_or_default()
    }

    /// The first accounts of a column, in order.
    pub fn first_cards(&self, column: ColumnKey, count: usize) -> Vec<AccountId> {
        let cards = self.columns.get(&column).into_iter().flat_map(|(_, cards)| cards);
        cards.take(count).map(|rank| rank.2).collect()
    }

    /// The column in which an account is shown.
    pub fn column_of(&self, account: AccountId) -> Option<ColumnKey> {
        self.places.get(&account).map(|(column, _)| *column)
    }
}

/// Whose place a record tells of. What touches a placement touches its account as well.
fn account_of(key: &RecordKey) -> Option<AccountId> {
    match key.kind {
        Kind::Account | Kind::Trailing => Some(AccountId(key.id)),
        Kind::Placement | Kind::Workspace | Kind::Person | Kind::Document | Kind::Note | Kind::Import => None,
    }
}

fn place_of(model: &Model, account: &Account, day: Day) -> (ColumnKey, Rank) {
    let column = standing(model, account.id, day).map(|placement| placement.cell);
    (column, (Reverse(model.revenue_ttm_minor(account.id)), account.name.clone(), account.id))
}

/// The most words of a filter that are looked for, and the most characters of each: nobody types more to find an account,
/// and each word is looked for in every one.
const WORDS_MAX: usize = 8;
const WORD_MAX: usize = 80;

/// The words of a filter, each once, in lower case.
pub fn words_of(filter: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in filter.split_whitespace() {
        let word: String = word.chars().take(WORD_MAX).flat_map(char::to_lowercase).collect();
        if words.len() < WORDS_MAX && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Whether an account holds every one of the words somewhere that people would look.
pub fn matches(account: &Account, words: &[String]) -> bool {
    let holds = |text: &str, word: &str| text.to_lowercase().contains(word);
    words.iter().all(|word| {
        [&account.name, &account.reference, &account.country, &account.segment]
            .into_iter()
            .any(|text| holds(text, word))
            || account.tags.iter().any(|tag| holds(tag, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_has_few_words_each_once() {
        assert_eq!(words_of("  Rail rail  ÉTÉ "), ["rail", "été"]);
        assert_eq!(words_of(&"a b c d e f g h i j ".repeat(100)).len(), WORDS_MAX);
        assert_eq!(words_of(&"x".repeat(9_000))[0].len(), WORD_MAX);
        assert!(words_of(" ").is_empty());
    }
}
