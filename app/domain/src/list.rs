//! The list of accounts: what can be searched for and in which orders it can stand, the same on the page, in its first
//! HTML and in the API.

use std::{
    borrow::Cow,
    cmp::{Ordering, Reverse},
};

use serde::{Deserialize, Serialize};

use crate::{
    account::Account,
    day::Day,
    ids::{AccountId, TeamBoardId},
    model::Model,
    order,
    placement::{Stage, standing},
};

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
    /// Since when it is quiet, the longest first. Accounts without a document come last: they never traded, so they have not
    /// gone quiet.
    Quiet,
    /// Where it was put by hand on a board that people made. In a URL it has no word of its own: it is how such a board stands
    /// where nothing else is asked for.
    Manual(TeamBoardId),
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

impl Sort {
    /// As people put it on a board that they made.
    pub fn manual(board: TeamBoardId) -> Self {
        Self { key: SortKey::Manual(board), descending: false }
    }

    /// Whether people put it so by hand.
    pub fn is_manual(self) -> bool {
        matches!(self.key, SortKey::Manual(_))
    }
}

/// A place in a list of accounts: where one of them stood when it was marked. The list can be gone on with there even if
/// that account has moved or gone meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    by: By<'static>,
    name: String,
    id: AccountId,
}

/// What an account is compared by in an order; of one order always the same kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum By<'a> {
    Text(Cow<'a, str>),
    Lead(Option<Cow<'a, str>>),
    Stage(Option<Stage>),
    /// Turned twice, so that none comes last.
    Due(Reverse<Option<Reverse<Day>>>),
    Minor(i64),
}

/// An account with what it is compared by, worked out once and not at each comparison.
struct Keyed<'k, 'a> {
    by: By<'k>,
    account: &'a Account,
}

const WORDS: [(SortKey, &str); 9] = [
    (SortKey::Name, "name"),
    (SortKey::Reference, "reference"),
    (SortKey::Country, "country"),
    (SortKey::Segment, "segment"),
    (SortKey::Owner, "owner"),
    (SortKey::Stage, "stage"),
    (SortKey::NextStep, "next_step"),
    (SortKey::Revenue, "revenue"),
    (SortKey::Quiet, "quiet"),
];

impl Sort {
    /// The order that a word of a URL asks for; none where there is no such order.
    pub fn of_word(word: &str) -> Option<Self> {
        let (descending, word) = word.strip_prefix('-').map_or((false, word), |word| (true, word));
        WORDS.iter().find(|(_, known)| *known == word).map(|&(key, _)| Self { key, descending })
    }

    /// The word of the order in a URL.
    pub fn word(self) -> String {
        let word = WORDS.iter().find(|(key, _)| *key == self.key).map_or("manual", |(_, word)| word);
        if self.descending { format!("-{word}") } else { word.to_owned() }
    }

    /// Brings accounts into the order; equals stand by name, then by id, so that it is the same everywhere.
    pub fn sort<'a>(self, model: &Model, day: Day, accounts: &mut [&'a Account]) {
        let keyed: Vec<Keyed<'_, '_>> =
            accounts.iter().map(|account| Keyed { by: self.by(model, day, account), account }).collect();
        let sorted = order::sorted(&keyed, &|a, b| self.order((&a.by, a.account), (&b.by, b.account)));
        let sorted: Vec<&'a Account> = sorted.into_iter().map(|keyed| keyed.account).collect();
        accounts.copy_from_slice(&sorted);
    }

    /// How two accounts stand in the order.
    pub fn compare(self, model: &Model, day: Day, a: &Account, b: &Account) -> Ordering {
        self.order((&self.by(model, day, a), a), (&self.by(model, day, b), b))
    }

    fn order(self, a: (&By<'_>, &Account), b: (&By<'_>, &Account)) -> Ordering {
        let by = a.0.cmp(b.0);
        let by = if self.descending { by.reverse() } else { by };
        by.then_with(|| a.1.name.cmp(&b.1.name)).then(a.1.id.cmp(&b.1.id))
    }

    /// Whether it hangs on the names of people.
    pub fn is_by_people(self) -> bool {
        self.key == SortKey::Owner
    }

    /// The place of an account in the order.
    pub fn mark(self, model: &Model, day: Day, account: &Account) -> Mark {
        Mark { by: self.by(model, day, account).kept(), name: account.name.clone(), id: account.id }
    }

    /// Whether an account stands behind a place.
    pub fn is_after(self, model: &Model, day: Day, account: &Account, mark: &Mark) -> bool {
        let order = self.by(model, day, account).cmp(&mark.by);
        let order = if self.descending { order.reverse() } else { order };
        order.then_with(|| account.name.cmp(&mark.name)).then(account.id.cmp(&mark.id)) == Ordering::Greater
    }

    fn by<'a>(self, model: &'a Model, day: Day, account: &'a Account) -> By<'a> {
        let due = || account.next_step_day.filter(|_| !account.next_step.is_empty());
        match self.key {
            SortKey::Name => By::Text(Cow::Borrowed(&account.name)),
            SortKey::Reference => By::Text(Cow::Borrowed(&account.reference)),
            SortKey::Country => By::Text(Cow::Borrowed(&account.country)),
            SortKey::Segment => By::Text(Cow::Borrowed(&account.segment)),
            SortKey::Owner => {
                let owner = account.owner.and_then(|owner| model.people.get(&owner));
                By::Lead(owner.map(|person| Cow::Borrowed(person.name.as_str())))
            }
            SortKey::Stage => By::Stage(standing(model, account.id, day).map(|placement| placement.cell)),
            SortKey::NextStep => By::Due(Reverse(due().map(Reverse))),
            SortKey::Revenue => By::Minor(model.revenue_ttm_minor(account.id)),
            SortKey::Quiet => {
                let last = model.trailing.get(&account.id).and_then(|figure| figure.last_day);
                By::Due(Reverse(last.map(Reverse)))
            }
            SortKey::Manual(board) => {
                By::Text(Cow::Borrowed(model.card(board, account.id).map_or("", |card| card.rank.as_str())))
            }
        }
    }
}

impl By<'_> {
    fn kept(self) -> By<'static> {
        match self {
            Self::Text(text) => By::Text(Cow::Owned(text.into_owned())),
            Self::Lead(name) => By::Lead(name.map(|name| Cow::Owned(name.into_owned()))),
            Self::Stage(stage) => By::Stage(stage),
            Self::Due(day) => By::Due(day),
            Self::Minor(minor) => By::Minor(minor),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;

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

    #[test]
    fn who_is_quiet_longest_comes_first_and_who_never_traded_last() {
        let mut model = Model::default();
        for (name, last_day) in [
            ("Never", None),
            ("Lately", Some(Day::constant(2026, 11, 1))),
            ("Long ago", Some(Day::constant(2025, 2, 1))),
        ] {
            let account =
                Account { name: name.to_owned(), ..Account::blank(uuid::Uuid::from_u128(name.len() as u128)) };
            model
                .trailing
                .insert(account.id, crate::trailing::Trailing { id: account.id, last_day, ..Default::default() });
            model.accounts.insert(account.id, account);
        }
        let sort = Sort::of_word("quiet").unwrap();
        let mut all: Vec<&Account> = model.accounts.values().collect();
        sort.sort(&model, Day::constant(2026, 11, 25), &mut all);
        assert_eq!(
            all.iter().map(|account| account.name.as_str()).collect::<Vec<_>>(),
            ["Long ago", "Lately", "Never"]
        );
    }

    #[test]
    fn a_list_is_gone_on_with_behind_its_mark_in_every_order() {
        let day = Day::constant(2026, 11, 25);
        let mut model = Model::default();
        for turn in 0..30_u128 {
            let id = AccountId(uuid::Uuid::from_u128(turn * 7 % 30));
            let mut account = Account { name: format!("Firm {}", turn % 11), ..Account::blank(id.0) };
            account.country = format!("Country {}", turn % 3);
            if turn % 4 != 0 {
                account.next_step = "Call".into();
                account.next_step_day = day.checked_add(jiff::Span::new().days(i64::try_from(turn % 5).unwrap())).ok();
            }
            let revenue_ttm_minor = i64::try_from(turn % 6).unwrap() - 2;
            model.trailing.insert(id, crate::trailing::Trailing { id, revenue_ttm_minor, ..Default::default() });
            model.accounts.insert(id, account);
        }
        for (key, _) in WORDS {
            for descending in [false, true] {
                let sort = Sort { key, descending };
                let mut whole: Vec<&Account> = model.accounts.values().collect();
                sort.sort(&model, day, &mut whole);
                for (at, account) in whole.iter().enumerate() {
                    let text = serde_json::to_string(&sort.mark(&model, day, account)).unwrap();
                    let mark: Mark = serde_json::from_str(&text).unwrap();
                    let mut rest = whole.clone();
                    rest.retain(|one| sort.is_after(&model, day, one, &mark));
                    assert_eq!(rest, whole[at + 1..], "{sort:?}");
                }
            }
        }
    }
}
