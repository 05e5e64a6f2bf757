//! Notes: what colleagues write down about an account.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    change::Kind,
    command::{Key, Keys},
    day::Moment,
    ids::{AccountId, NoteId, PersonId},
    merge,
    model::Model,
    policy::Action,
    record::Record,
    rejection::{Rejection, TextField},
    text::{self, NOTE_MAX},
};

record! {
    /// Something written down about an account.
    Note(NoteId) of Note in |note| Some(note.account);
    /// The account.
    account: AccountId, Internal, Fixed;
    /// Who wrote it.
    author: PersonId, Internal, Fixed;
    /// When, by the server's clock.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "crate::day::text")]
    at: Moment, Internal, Fixed;
    /// What it says.
    text: String, Personal, Last;
}

/// Writes a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AddNote {
    /// The new note's id.
    pub note: NoteId,
    /// Which account it is about.
    pub account: AccountId,
    /// What it says.
    pub text: String,
}

/// Changes a note of one's own. Where it was changed meanwhile from another device, both changes are merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EditNote {
    /// Which note.
    pub note: NoteId,
    /// The account that it is about.
    pub account: AccountId,
    /// What it said when the author began.
    pub base: String,
    /// What it says now.
    pub text: String,
}

/// Takes a note of one's own away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RemoveNote {
    /// Which note.
    pub note: NoteId,
    /// The account that it is about.
    pub account: AccountId,
}

impl AddNote {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::Account(self.account), Key::Note(self.note)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.account(self.account, Action::WriteNote)?;
        if case.model.notes.contains_key(&self.note) {
            return Err(Rejection::IdTaken { kind: Kind::Note }.into());
        }
        let note = Note {
            id: self.note,
            account: self.account,
            author: case.viewer.actor,
            at: case.now(),
            text: text::paragraphs(TextField::Note, &self.text, NOTE_MAX)?,
        };
        Ok(vec![note.created()])
    }
}

impl EditNote {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::Account(self.account), Key::Note(self.note)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let note = own_note(case, self.account, self.note)?;
        let mine = text::paragraphs(TextField::Note, &self.text, NOTE_MAX)?;
        let merged = merge::merge(&self.base, &mine, &note.text);
        let text = text::paragraphs(TextField::Note, &merged, NOTE_MAX)?;
        Ok(note.edited(&Note { text, ..note.clone() }))
    }
}

impl RemoveNote {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::Account(self.account), Key::Note(self.note)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        Ok(vec![own_note(case, self.account, self.note)?.removed()])
    }
}

fn own_note<'a>(case: &Case<'a>, account: AccountId, note: NoteId) -> Result<&'a Note, crate::apply::Stop> {
    case.account(account, Action::WriteNote)?;
    let found = case.model.notes.get(&note).filter(|found| found.account == account);
    let note = found.ok_or_else(|| case.absent(Kind::Note))?;
    if note.author == case.viewer.actor { Ok(note) } else { Err(Rejection::NoteOfAnother.into()) }
}
