//! Looking back: the records as they stood after an entry of the log. They are the records of now with later entries taken off one
//! by one, so that every board can be shown as it stood without the server arranging it again.
//!
//! Of the accounts that came with a file its entry tells the ids alone. What they were when they came is what is left of them once all
//! that happened since is taken off: they are put aside there, and come back from there.

use leptos::prelude::*;

use domain::{
    account::Account,
    change::{Act, Change, Kind},
    history::Entry,
    ids::{AccountId, Seq},
    model::{Model, touched},
    replica::Touched,
    set::SetOf,
    table::Table,
};

use super::{
    Workspace,
    state::{State, Tell},
};

/// The records as they stood once.
pub struct Past {
    /// The records.
    pub model: Model,
    /// The entries that can be taken off, the newest first.
    entries: Vec<Entry>,
    /// How many of them are off.
    off: usize,
    /// The accounts that came with entries which are off, as they came.
    came: Table<Seq, Vec<Account>>,
}

impl Past {
    /// The records as they are.
    fn new(model: Model) -> Self {
        Self { model, entries: Vec::new(), off: 0, came: Table::new() }
    }

    /// These entries, which are older than those before, can be taken off as well. What the stream has not brought yet cannot.
    fn reach(&mut self, entries: Vec<Entry>) {
        self.entries.extend(entries.into_iter().filter(|entry| entry.seq <= self.model.seq));
    }

    /// Takes entries off, or lays them on again, until so many are off; tells what they touched.
    fn go(&mut self, off: usize) -> Touched {
        let off = off.min(self.entries.len());
        let (from, to) = (self.off.min(off), self.off.max(off));
        let Self { model, entries, came, .. } = self;
        let between = entries.get(from..to).unwrap_or_default();
        if off > self.off {
            between.iter().for_each(|entry| take_off(model, came, entry));
        } else {
            between.iter().rev().for_each(|entry| lay_on(model, came, entry));
        }
        self.off = off;
        between.iter().flat_map(|entry| touched(&entry.changes)).collect()
    }
}

/// Whether it tells that an account came, and nothing of what it was.
pub fn came_with_file(change: &Change) -> bool {
    change.key.kind == Kind::Account && change.act == Act::Create && change.fields.is_empty()
}

fn told(entry: &Entry) -> Vec<Change> {
    entry.changes.iter().filter(|change| !came_with_file(change)).cloned().collect()
}

fn take_off(model: &mut Model, came: &mut Table<Seq, Vec<Account>>, entry: &Entry) {
    // A change of what is not in hand is passed over, as everywhere.
    model.take(&Model::reversed(&told(entry))).unwrap_or_default();
    let with_file = entry.changes.iter().filter(|change| came_with_file(change));
    let ids: SetOf<AccountId> = with_file.map(|change| AccountId(change.key.id)).collect();
    if !ids.is_empty() {
        came.insert(entry.seq, model.accounts.values().filter(|account| ids.contains(&account.id)).cloned().collect());
        model.accounts.retain(|id, _| !ids.contains(id));
    }
}

fn lay_on(model: &mut Model, came: &mut Table<Seq, Vec<Account>>, entry: &Entry) {
    let accounts = came.remove(&entry.seq).unwrap_or_default();
    model.accounts.extend(accounts.into_iter().map(|account| (account.id, account)));
    model.take(&told(entry)).unwrap_or_default();
}

impl State {
    fn look_back(&mut self, entries: Vec<Entry>) -> usize {
        let shown = self.replica.shown();
        let past = self.past.get_or_insert_with(|| Past::new(shown.clone()));
        past.reach(entries);
        past.entries.len()
    }

    fn look_at(&mut self, off: usize) -> Vec<Tell> {
        let touched = self.past.as_mut().map(|past| past.go(off)).unwrap_or_default();
        self.tell(&touched)
    }
}

impl Workspace {
    /// Begins to look back over these entries, the newest first, or goes on over older ones; tells how many can be taken off by now.
    /// Everything is still shown as it is.
    pub fn look_back(&self, entries: Vec<Entry>) -> usize {
        self.looks_back.set(true);
        self.state.try_update_value(|state| state.look_back(entries)).unwrap_or_default()
    }

    /// Shows everything as it stood before the latest `off` of the entries.
    pub fn look_at(&self, off: usize) {
        self.change(|state| state.look_at(off));
    }

    /// Shows everything as it is again.
    pub fn return_to_now(&self) {
        if self.looks_back.try_get_untracked() == Some(true) {
            self.looks_back.set(false);
            self.change(|state| {
                state.past = None;
                state.renew(|_, _| ())
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        account::Account,
        change::{Act, Change, FieldChange, Kind, RecordKey, Value},
        day::Moment,
        ids::{AccountId, CommandId, PersonId, Seq},
    };

    use super::*;

    fn entry(seq: Seq, account: AccountId, before: &str, after: &str) -> Entry {
        let text = |text: &str| Value::Text(text.to_owned());
        let field = FieldChange { field: "country".to_owned(), before: text(before), after: text(after) };
        let key = RecordKey { kind: Kind::Account, id: account.0 };
        let change = Change { key, account: Some(account), act: Act::Edit, fields: vec![field] };
        Entry {
            seq,
            id: CommandId::default(),
            actor: PersonId::default(),
            at: Moment::UNIX_EPOCH,
            kind: "edit_account".to_owned(),
            undoes: None,
            undone_by: None,
            changes: vec![change],
        }
    }

    #[test]
    fn entries_come_off_and_on_again() {
        let id = AccountId::default();
        let mut model = Model { seq: 7, ..Model::default() };
        model.accounts.insert(id, Account { country: "Spain".to_owned(), ..Account::default() });
        let entries = vec![entry(8, id, "Spain", "Malta"), entry(7, id, "France", "Spain"), entry(5, id, "", "France")];
        let mut past = Past::new(model.clone());
        past.reach(entries);
        let country = |past: &Past| past.model.accounts.get(&id).map(|account| account.country.clone()).unwrap();
        // What the stream has not brought yet is not there to be taken off.
        assert_eq!((past.entries.len(), country(&past)), (2, "Spain".to_owned()));
        assert!(past.go(1).contains(&RecordKey { kind: Kind::Account, id: id.0 }));
        assert_eq!(country(&past), "France");
        past.go(9);
        assert_eq!(country(&past), "");
        past.go(0);
        assert_eq!(past.model, model);
    }

    #[test]
    fn accounts_that_came_with_a_file_go_before_it_and_come_back_as_they_were() {
        let (old, new) = (AccountId::default(), AccountId(uuid::Uuid::from_u128(9)));
        let account = |id, country: &str| Account { id, country: country.to_owned(), ..Account::default() };
        let mut model = Model { seq: 7, ..Model::default() };
        model.accounts.extend([(old, account(old, "Malta")), (new, account(new, "Spain"))]);
        let mut past = Past::new(model.clone());
        past.reach(vec![entry(7, new, "France", "Spain")]);
        let came = Change { act: Act::Create, fields: Vec::new(), ..entry(5, new, "", "").changes.remove(0) };
        past.reach(vec![Entry { changes: vec![came], ..entry(5, new, "", "") }]);
        past.go(2);
        assert_eq!(past.model.accounts.keys().collect::<Vec<_>>(), [&old]);
        past.go(1);
        assert_eq!(past.model.accounts.get(&new), Some(&account(new, "France")));
        past.go(0);
        assert_eq!(past.model, model);
    }
}
