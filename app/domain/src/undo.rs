//! Undo: taking an entry of one's own back, worked out from what it left. Redo is undoing the undo.
//!
//! Records that only ever grow, such as placements, are not removed but answered. Whatever the entry touched must still
//! be as it left it, else somebody built on it since.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    account::{self, Account, TAGS_MAX},
    apart,
    apply::{Case, Decision, Stop},
    change::{Act, Change, Kind, Value},
    command::{Key, Keys},
    day::{Day, Written},
    document, group,
    history::Entry,
    ids::{AccountId, DocumentId, ImportId, NoteId, PlacementId, Seq},
    keep,
    model::{Knowledge, Model},
    placement::{self, Placement, PlacementState},
    policy::{self, Action},
    position,
    record::Record,
    rejection::Rejection,
    said::TakesBack,
    workspace::Workspace,
};

mod board;
#[cfg(test)]
mod tests;

/// How long one's own hand-over of an account can be taken back by the rights that were held before it, in minutes.
pub const HAND_OVER_MINUTES: i64 = 10;

/// Takes an entry back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Undo {
    /// Its number in the log.
    pub entry: Seq,
    /// The id of the answer, where the entry was a placement, a position, an assessment, a decision on a key account, a status report or a
    /// scenario.
    pub answer: PlacementId,
}

/// Whether entries of a command can be taken back at all. People and files are changed by acts of their own.
pub fn is_undoable(kind: &str) -> bool {
    !matches!(
        kind,
        "found_workspace" | "invite_person" | "edit_person" | "import_batch" | "withdraw_import" | "publish_model"
    )
}

impl Undo {
    pub(crate) fn needs(&self, known: &Model) -> Keys {
        let mut keys = Keys::from([Key::People, Key::Entry(self.entry)]);
        if let Some(entry) = known.entries.get(&self.entry) {
            keys.extend(entry.changes.iter().flat_map(|change| keys_of(known, change)));
            let placed = entry.changes.iter().filter(|change| change.key.kind == Kind::Placement).count().max(1);
            keys.extend((0..placed).map(|turn| Key::Placement(PlacementId(self.answer_of(turn)))));
            let kept = entry.changes.iter().filter(|change| change.key.kind.is_kept()).enumerate();
            let answers = kept.filter(|(_, change)| keep::is_answered(change.key.kind));
            let answers = answers.map(|(turn, _)| self.answer_of(turn));
            let keys_of = |id: Uuid| {
                let of_accounts = [Key::Position(id.into()), Key::Assessment(id.into()), Key::KeyDecision(id.into())];
                of_accounts.into_iter().chain([Key::StatusAnswer(id.into()), Key::ScenarioWord(id.into())])
            };
            keys.extend(answers.flat_map(keys_of));
        }
        keys
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let Some(entry) = case.model.entries.get(&self.entry) else {
            return Err(match case.model.knowledge {
                Knowledge::Whole => Rejection::EntryGone { entry: self.entry }.into(),
                Knowledge::Part => Stop::Unknown,
            });
        };
        if entry.actor != case.viewer.actor {
            return Err(Rejection::EntryOfAnother.into());
        }
        // No device holds what boards do not need: see [`crate::keep`].
        let is_device = cfg!(target_arch = "wasm32") || case.model.knowledge == Knowledge::Part;
        if is_device && entry.changes.iter().any(|change| change.key.kind.is_kept()) {
            return Err(Stop::Unknown);
        }
        if !is_undoable(&entry.kind) {
            return Err(Rejection::EntryStays { entry: entry.seq }.into());
        }
        permit(case, entry)?;
        let mut changes = if is_device { Vec::new() } else { keep::take_back(self, case, entry)? };
        let mut placed = 0;
        for change in entry.changes.iter().rev().filter(|change| !change.key.kind.is_kept()) {
            changes.extend(self.take_back(case, entry, (placed, change))?);
            placed += usize::from(change.key.kind == Kind::Placement);
        }
        Ok(changes)
    }

    /// Takes a change back; of several placements each is answered by its turn.
    fn take_back(&self, case: &Case<'_>, entry: &Entry, (turn, change): (usize, &Change)) -> Decision {
        match (change.key.kind, change.act) {
            (Kind::Trailing, _) => Ok(Vec::new()),
            (Kind::Placement, Act::Create) => self.answer_placement(case, entry, (turn, PlacementId(change.key.id))),
            (Kind::Placement, _) => take_back_as_left(case, entry, change),
            (Kind::Account, Act::Edit) => take_back_account_edit(case, entry, change),
            _ => apart::take_back(case, entry, change),
        }
    }

    /// A placement is answered by *withdrawn*; a withdrawal by saying again what it took back.
    fn answer_placement(&self, case: &Case<'_>, entry: &Entry, (turn, id): (usize, PlacementId)) -> Decision {
        let Some(placement) = case.model.placements.find(id) else {
            return Err(case.absent(Kind::Placement));
        };
        if case.model.placements.find(PlacementId(self.answer_of(turn))).is_some() {
            return Err(Rejection::IdTaken { kind: Kind::Placement }.into());
        }
        let words: Vec<&Placement> = case.model.placements.of(placement.account).collect();
        let recorded = placement::next_recorded(case.model, placement.account);
        Ok(vec![self.takes_back(case, entry, turn, recorded).word(&words, placement)?.created()])
    }

    /// The id of one of several answers: they follow each other, since only the first comes with the command.
    pub(crate) fn answer_of(&self, turn: usize) -> Uuid {
        Uuid::from_u128(self.answer.0.as_u128().wrapping_add(turn as u128))
    }

    /// What takes back one of the words of an entry, by its turn among them.
    pub(crate) fn takes_back(&self, case: &Case<'_>, entry: &Entry, turn: usize, recorded: i64) -> TakesBack {
        TakesBack {
            entry: entry.seq,
            id: self.answer_of(turn),
            by: case.viewer.actor,
            today: case.viewer.day,
            recorded,
        }
    }
}

/// Rights as they are now; for one's own hand-over, as they were before it, for ten minutes.
fn permit(case: &Case<'_>, entry: &Entry) -> Result<(), Stop> {
    let rights = &case.viewer.rights;
    apart::permit_undo(case, entry)?;
    let of_people = |change: &&Change| {
        change.key.kind != Kind::Trailing && !board::is_on_board(change) && !change.key.kind.is_kept()
    };
    for change in entry.changes.iter().filter(of_people) {
        let Some(id) = change.account else {
            if change.act == Act::Edit && is_set_by_people(change) {
                policy::permit(rights, Action::Configure)?;
            }
            continue;
        };
        let account = match case.model.accounts.get(&id) {
            Some(account) => account.clone(),
            // It went by this entry, and would come back as it was.
            None => match went(&entry.changes, id) {
                Some(change) => before(Account::blank(id.0), change),
                None => return Err(case.absent(Kind::Account)),
            },
        };
        let handed_over = is_hand_over(change) && is_recent(case, entry);
        if !(handed_over && led_before(case, change, &account)) {
            policy::permit_with(rights, action_on(change), &account)?;
        }
    }
    Ok(())
}

fn went(changes: &[Change], account: AccountId) -> Option<&Change> {
    changes
        .iter()
        .find(|change| change.key.kind == Kind::Account && change.key.id == account.0 && change.act == Act::Remove)
}

/// An account with the fields of a change as they were before it.
fn before(mut account: Account, change: &Change) -> Account {
    for field in &change.reversed().fields {
        // An image that does not fit comes from another version; the record's own rules judge what is left.
        account.take(field).unwrap_or_default();
    }
    account
}

fn is_hand_over(change: &Change) -> bool {
    change.key.kind == Kind::Account
        && change.act == Act::Edit
        && change.fields.iter().any(|field| field.field == "owner")
}

fn is_recent(case: &Case<'_>, entry: &Entry) -> bool {
    case.viewer.now.as_second() - entry.at.as_second() <= HAND_OVER_MINUTES * 60
}

fn led_before(case: &Case<'_>, change: &Change, account: &Account) -> bool {
    let lead = before(account.clone(), change).owner;
    case.viewer.rights.may_with(Action::AssignAccount, lead)
}

fn action_on(change: &Change) -> Action {
    match change.key.kind {
        Kind::Placement => said_by(change),
        Kind::Document | Kind::Trailing => Action::RecordDocument,
        Kind::Note => Action::WriteNote,
        Kind::Account if is_hand_over(change) => Action::AssignAccount,
        Kind::Account if change.act != Act::Edit => Action::CreateAccount,
        Kind::Account | Kind::Workspace | Kind::Person | Kind::Import => Action::EditAccount,
        Kind::TeamBoard | Kind::BoardColumn | Kind::BoardCard | Kind::SavedView => Action::PlaceAccount,
        _ => Action::EditAccount,
    }
}

/// What one must be allowed to say what a placement says.
fn said_by(change: &Change) -> Action {
    position::action_of(PlacementState::of_word(change.text_after("state")).unwrap_or_default())
}

/// The rights to take back what an entry did on boards that people made.
pub(crate) fn permit_on_boards(case: &Case<'_>, entry: &Entry) -> Result<(), Stop> {
    board::permit(case, entry)
}

/// What takes a change back of anything but where an account stands and what is said of it.
pub(crate) fn take_back_other(case: &Case<'_>, entry: &Entry, change: &Change) -> Decision {
    match (change.key.kind, change.act) {
        // The ledger's last day is not taken back: it follows from the documents that are left.
        (Kind::Workspace, Act::Edit) if !is_set_by_people(change) => Ok(Vec::new()),
        (Kind::Document, _) => take_back_document(case, entry, change),
        (Kind::Account, Act::Create) => take_back_account(case, entry, change),
        (Kind::TeamBoard | Kind::BoardColumn | Kind::BoardCard, _) => board::take_back(case, entry, change),
        _ => take_back_as_left(case, entry, change),
    }
}

/// Whether a change of the workspace was somebody's wish, and not the ledger's latest day moving along.
fn is_set_by_people(change: &Change) -> bool {
    change.fields.iter().any(|field| field.field != "last_ledger_day")
}

/// A document goes or comes back, and the ledger's last day follows what is left.
fn take_back_document(case: &Case<'_>, entry: &Entry, change: &Change) -> Decision {
    let id = DocumentId(change.key.id);
    if document::reversal_of(case.model, id).is_some() {
        return Err(Rejection::ChangedSince { entry: entry.seq }.into());
    }
    let mut changes = take_back_as_left(case, entry, change)?;
    if change.act == Act::Remove {
        document::has_products(case, &document::read(&change.reversed()).lines)?;
    }
    let workspace = case.workspace()?;
    if let Some(document) = case.model.documents.get(&id) {
        changes.extend(ledger_without(case.model, workspace, document.day, id));
    } else if let Some(day) = Day::of_text(change.reversed().text_after("day")) {
        changes.extend(document::ledger_moved(workspace, day));
    }
    Ok(changes)
}

/// A device holds few documents, so the ledger's last day waits there for the server's word.
fn ledger_without(model: &Model, workspace: &Workspace, day: Day, gone: DocumentId) -> Vec<Change> {
    if workspace.last_ledger_day != Some(day) || model.knowledge == Knowledge::Part {
        return Vec::new();
    }
    let others = model.documents.values().filter(|document| document.id != gone);
    workspace.edited(&Workspace { last_ledger_day: others.map(|document| document.day).max(), ..workspace.clone() })
}

/// An account goes only while nothing hangs on it.
fn take_back_account(case: &Case<'_>, entry: &Entry, change: &Change) -> Decision {
    let id = AccountId(change.key.id);
    let built_on = case.model.placements.of(id).next().is_some()
        || case.model.cards.values().any(|card| card.account == id)
        || case.model.accounts.values().any(|other| other.parent == Some(id))
        || case.model.notes.values().any(|note| note.account == id)
        || case.model.documents.values().any(|document| document.account == id)
        || (!cfg!(target_arch = "wasm32") && case.model.kept.hangs_on(id));
    if built_on {
        return Err(Rejection::ChangedSince { entry: entry.seq }.into());
    }
    if case.model.knowledge == Knowledge::Part {
        return Err(Stop::Unknown);
    }
    take_back_as_left(case, entry, change)
}

/// What comes back must still be allowed: the lead can lead, a day has words, the tags are not too many, no group loops.
fn take_back_account_edit(case: &Case<'_>, entry: &Entry, change: &Change) -> Decision {
    let changes = take_back_as_left(case, entry, change)?;
    let Some(account) = case.model.accounts.get(&AccountId(change.key.id)) else {
        return Err(case.absent(Kind::Account));
    };
    let restored = before(account.clone(), change);
    if restored.owner != account.owner {
        account::check_lead(case, restored.owner)?;
    }
    if restored.parent != account.parent {
        group::check_parent(case, account.id, restored.parent)?;
    }
    if restored.tags.len() > TAGS_MAX {
        return Err(Rejection::TagsTooMany { max: TAGS_MAX }.into());
    }
    if restored.next_step.is_empty() && restored.next_step_day.is_some() {
        return Err(Rejection::ChangedSince { entry: entry.seq }.into());
    }
    Ok(changes)
}

fn take_back_as_left(case: &Case<'_>, entry: &Entry, change: &Change) -> Decision {
    if !case.model.is_as_left(change) || is_taken(case.model, change) {
        return Err(Rejection::ChangedSince { entry: entry.seq }.into());
    }
    Ok(vec![change.reversed()])
}

/// Whether a unique word that would come back is somebody else's by now.
fn is_taken(model: &Model, change: &Change) -> bool {
    let back = change.reversed();
    let reference = back.text_after("reference");
    let by_account = |account: &Account| account.id.0 != change.key.id && account.reference == reference;
    match change.key.kind {
        Kind::Account => !reference.is_empty() && model.accounts.values().any(by_account),
        Kind::Document => back.act == Act::Create && document::read(&back).has_no_place_in(model),
        _ => false,
    }
}

/// What must be in hand to take a change back.
fn keys_of(known: &Model, change: &Change) -> Vec<Key> {
    let id = change.key.id;
    let mut keys: Vec<Key> = change.account.map(Key::Account).into_iter().collect();
    let before = |name: &str| {
        change.fields.iter().find(|field| field.field == name).and_then(|field| match &field.before {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        })
    };
    match change.key.kind {
        Kind::Workspace | Kind::Person | Kind::Trailing => {}
        Kind::Account => {
            keys.extend(before("reference").map(Key::AccountReference));
            keys.extend(group::keys_above(known, before("parent").and_then(|id| id.parse().ok())));
            if change.act == Act::Create {
                keys.push(Key::BuiltOn(AccountId(id)));
            }
        }
        Kind::Placement => keys.extend(change.account.map(Key::PlacementsOf)),
        Kind::Document => {
            keys.push(Key::Document(DocumentId(id)));
            keys.push(Key::LatestDocumentBut(DocumentId(id)));
            keys.push(Key::ReversalOf(DocumentId(id)));
            keys.extend(before("number").map(Key::DocumentNumber));
            let back = document::read(&change.reversed());
            if let Some(reversed) = back.reverses {
                keys.extend([Key::Document(reversed), Key::ReversalOf(reversed)]);
            }
            keys.extend((!back.lines.is_empty()).then_some(Key::Catalogue));
        }
        Kind::Note => keys.push(Key::Note(NoteId(id))),
        Kind::Import => keys.push(Key::Import(ImportId(id))),
        Kind::TeamBoard | Kind::BoardColumn | Kind::BoardCard | Kind::SavedView => {
            keys.extend(board::keys_of(known, change));
        }
        _ => keys.extend(keep::keys_of(change)),
    }
    keys
}
