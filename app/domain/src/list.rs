//! The list of accounts: what can be searched for and in which orders it can stand, the same on the page, in its first
//! HTML and in the API.

use std::cmp::Ordering;

use crate::{account::Account, day::Day, model::Model, placement::standing};

/// What a list is ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SortKey {
    /// Its name.
    Name,
    /// What it is called in other books.
    Reference,
    /// Its country.
    Country,
    /// Its segment.
    Segment,
    /// Who leads it, by name.
    Owner,
    /// Where it stands.
    Stage,
    /// When its next step is due; accounts without one last.
    NextStep,
    /// What it brought in the trailing year.
    #[default]
    Revenue,
}

/// An order of the list. In a URL it is the key's word, with a `-` before it for the largest or last first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Whether the largest or last comes first.
    pub descending: bool,
}

impl Default for Sort {
    /// The largest revenue first.
    fn default() -> Self {
        Self { key: SortKey::Revenue, descending: true }
    }
}

const WORDS: [(SortKey, &str); 8] = [
    (SortKey::Name, "name"),
    (SortKey::Reference, "reference"),
    (SortKey::Country, "country"),
    (SortKey::Segment, "segment"),
    (SortKey::Owner, "owner"),
    (SortKey::Stage, "stage"),
    (SortKey::NextStep, "next_step"),
    (SortKey::Revenue, "revenue"),
];

impl Sort {
    /// The order that a word of a URL asks for; none where there is no such order.
    pub fn of_word(word: &str) -> Option<Self> {
        let (descending, word) = word.strip_prefix('-').map_or((false, word), |word| (true, word));
        WORDS.iter().find(|(_, known)| *known == word).map(|&(key, _)| Self { key, descending })
    }

    /// The word of the order in a URL.
    pub fn word(self) -> String {
        let word = WORDS.iter().find(|(key, _)| *key == self.key).map_or("", |(_, word)| word);
        if self.descending { format!("-{word}") } else { word.to_owned() }
    }

    /// Brings accounts into the order; equals stand by name, then by id, so that it is the same everywhere.
    pub fn sort(self, model: &Model, day: Day, accounts: &mut [&Account]) {
        let owner = |account: &Account| {
            account.owner.and_then(|owner| model.people.get(&owner)).map(|person| person.name.as_str())
        };
        let stage = |account: &Account| standing(model, account.id, day).map(|placement| placement.cell);
        let due = |account: &Account| account.next_step_day.filter(|_| !account.next_step.is_empty());
        let compare = |a: &Account, b: &Account| -> Ordering {
            match self.key {
                SortKey::Name => a.name.cmp(&b.name),
                SortKey::Reference => a.reference.cmp(&b.reference),
                SortKey::Country => a.country.cmp(&b.country),
                SortKey::Segment => a.segment.cmp(&b.segment),
                SortKey::Owner => owner(a).cmp(&owner(b)),
                SortKey::Stage => stage(a).cmp(&stage(b)),
                SortKey::NextStep => last_if_none(due(a), due(b)),
                SortKey::Revenue => model.revenue_ttm_minor(a.id).cmp(&model.revenue_ttm_minor(b.id)),
            }
        };
        let turn = |order: Ordering| if self.descending { order.reverse() } else { order };
        accounts.sort_by(|a, b| turn(compare(a, b)).then_with(|| a.name.cmp(&b.name)).then(a.id.cmp(&b.id)));
    }
}

fn last_if_none(a: Option<Day>, b: Option<Day>) -> Ordering {
    (a.is_none(), a).cmp(&(b.is_none(), b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_has_a_word_and_back() {
        for (key, _) in WORDS {
            for descending in [false, true] {
                let sort = Sort { key, descending };
                assert_eq!(Sort::of_word(&sort.word()), Some(sort));
            }
        }
        assert_eq!(Sort::of_word("margin"), None);
    }
}
