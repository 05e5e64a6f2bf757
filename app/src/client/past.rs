//! Looking back: the records as they stood after an entry of the log. They are the records of now with later entries taken off one
//! by one, so that every board can be shown as it stood without the server arranging it again.

use leptos::prelude::*;

use domain::{
    history::Entry,
    model::{Model, touched},
    replica::Touched,
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
}

impl Past {
    /// The records as they are, from which these entries can be taken off.
    fn new(model: Model, mut entries: Vec<Entry>) -> Self {
        entries.retain(|entry| entry.seq <= model.seq);
        Self { model, entries, off: 0 }
    }

    /// Takes entries off, or lays them on again, until so many are off; tells what they touched.
    fn go(&mut self, off: usize) -> Touched {
        let off = off.min(self.entries.len());
        let (from, to) = (self.off.min(off), self.off.max(off));
        let between = self.entries.get(from..to).unwrap_or_default();
        // A change of what is not in hand is passed over, as everywhere.
        let mut lay = |changes: &[_]| drop(self.model.take(changes));
        if off > self.off {
            between.iter().for_each(|entry| lay(&Model::reversed(&entry.changes)));
        } else {
            between.iter().rev().for_each(|entry| lay(&entry.changes));
        }
        self.off = off;
        between.iter().flat_map(|entry| touched(&entry.changes)).collect()
    }
}

impl State {
    fn look_back(&mut self, entries: Vec<Entry>) -> usize {
        let past = Past::new(self.replica.shown().clone(), entries);
        let steps = past.entries.len();
        self.past = Some(past);
        steps
    }

    fn look_at(&mut self, off: usize) -> Vec<Tell> {
        let touched = self.past.as_mut().map(|past| past.go(off)).unwrap_or_default();
        self.tell(&touched)
    }
}

impl Workspace {
    /// Begins to look back over these entries, the newest first; tells how many of them can be taken off. Everything is still shown
    /// as it is.
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
        let mut past = Past::new(model.clone(), entries);
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
}
