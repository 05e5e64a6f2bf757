//! Whose boards and views were when, along a stretch of the log: they are their maker's or the workspace's, and turn from one
//! into the other. They are few, so a reader who comes to see one is told all of it, in the same frame.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::{
    change::{Act, Change, Kind, RecordKey, Value},
    ids::{BoardCardId, BoardColumnId, PersonId, SavedViewId, TeamBoardId},
    model::Model,
    policy::Made,
    record::Record,
    viewer::Rights,
};
use uuid::Uuid;

use crate::boards;
use crate::store::log::Logged;

/// Whose something was at a time; none where it was not there.
type Stood = Option<Made>;

/// Whose the board or the view of a change was then, and is now; the last one's, where it is gone. None of other changes.
#[derive(Clone, Copy, Default)]
pub struct Whose {
    pub then: Stood,
    pub now: Stood,
}

/// The boards and views of a stretch.
pub struct MadeTrail<'a> {
    now: &'a Model,
    /// The boards of columns and cards that came or went in the stretch.
    boards: BTreeMap<Uuid, TeamBoardId>,
    /// Whose boards and views were that came, went or turned, the latest first.
    turned: BTreeMap<RecordKey, Vec<Stood>>,
    /// Whether anything in it is or was somebody's own.
    own: bool,
}

impl<'a> MadeTrail<'a> {
    pub fn of(entries: &[Arc<Logged>], now: &'a Model) -> Self {
        let changes = entries.iter().flat_map(|logged| &logged.entry.changes);
        let on_board = changes.filter(|change| matches!(change.key.kind, Kind::BoardColumn | Kind::BoardCard));
        let boards = on_board.filter_map(|change| Some((change.key.id, board_told(change)?))).collect();
        Self { now, boards, turned: BTreeMap::new(), own: false }
    }

    /// Whose the boards and views of these changes are at the place to which the walk has come.
    pub fn stand(&self, changes: &[Change]) -> BTreeMap<RecordKey, Stood> {
        let keys: BTreeSet<RecordKey> = changes.iter().filter_map(|change| self.key(change)).collect();
        keys.into_iter().map(|key| (key, self.stood(key))).collect()
    }

    fn stood(&self, key: RecordKey) -> Stood {
        self.turned.get(&key).and_then(|turns| turns.last().copied()).unwrap_or_else(|| self.stands(key))
    }

    fn stands(&self, key: RecordKey) -> Stood {
        match key.kind {
            Kind::SavedView => self.now.views.get(&SavedViewId(key.id)).map(|view| view.made()),
            _ => self.now.team_boards.get(&TeamBoardId(key.id)).map(|board| board.made()),
        }
    }

    /// The board or the view that a change is about.
    fn key(&self, change: &Change) -> Option<RecordKey> {
        let id = change.key.id;
        let known = match change.key.kind {
            Kind::TeamBoard | Kind::SavedView => return Some(change.key),
            Kind::BoardColumn => self.now.columns.get(&BoardColumnId(id)).map(|column| column.board),
            Kind::BoardCard => self.now.cards.get(&BoardCardId(id)).map(|card| card.board),
            _ => return None,
        };
        let board = known.or_else(|| self.boards.get(&id).copied())?;
        Some(RecordKey { kind: Kind::TeamBoard, id: board.0 })
    }

    /// Goes back before a change.
    pub fn step_back(&mut self, change: &Change) {
        if !matches!(change.key.kind, Kind::TeamBoard | Kind::SavedView) {
            return;
        }
        let stood = self.stood(change.key);
        let was = |name: &str| change.fields.iter().find(|field| field.field == name).map(|field| &field.before);
        let shared = was("shared").map(|value| *value == Value::Flag(true));
        let before = match change.act {
            Act::Create => None,
            Act::Edit => match (stood, shared) {
                (Some(made), Some(shared)) => Some(Made { shared, ..made }),
                _ => return,
            },
            Act::Remove => Some(Made {
                maker: was("maker").and_then(person_in).unwrap_or_default(),
                shared: shared.unwrap_or_default(),
            }),
        };
        self.turned.entry(change.key).or_insert_with(|| vec![stood]).push(before);
    }

    /// Whose the board or the view of a change was when it was done, and is now.
    pub fn whose(
        &mut self,
        change: &Change,
        after: &BTreeMap<RecordKey, Stood>,
        before: &BTreeMap<RecordKey, Stood>,
    ) -> Whose {
        // Whose a scenario is, its changes say themselves.
        self.own |= matches!(change.key.kind, Kind::Scenario | Kind::ScenarioWord);
        let Some(key) = self.key(change) else { return Whose::default() };
        let at = |stand: &BTreeMap<RecordKey, Stood>| stand.get(&key).copied().flatten();
        let then = at(after).or_else(|| at(before));
        let whose = Whose { then, now: self.stands(key).or(then) };
        self.own |= [whose.then, whose.now].iter().any(|made| made.is_none_or(|made| !made.shared));
        whose
    }

    /// Whether anything in it is or was somebody's own.
    pub fn is_own(&self) -> bool {
        self.own || self.turned.values().flatten().flatten().any(|made| !made.shared)
    }

    /// What a reader is told of boards and views that they see no longer, or see now and could not see all the time.
    pub fn brought(&self, rights: &Rights) -> Vec<Change> {
        let sees = |stood: &Stood| stood.is_some_and(|made| rights.sees_made(made));
        let mut brought = Vec::new();
        for (key, turns) in &self.turned {
            let Some((stands, earlier)) = turns.split_first() else { continue };
            // Of one that is gone, those who saw it last are told by its removal.
            let last = stands.as_ref().map(|_| stands).or_else(|| earlier.first());
            let is_lost = last.is_some_and(|last| !sees(last)) && earlier.iter().any(sees);
            let is_gained = sees(stands) && earlier.iter().any(|stood| stood.is_some() && !sees(stood));
            if is_lost || is_gained {
                brought.push(Change { key: *key, account: None, act: Act::Remove, fields: Vec::new() });
            }
            if is_gained {
                brought.extend(self.whole(*key, rights));
            }
        }
        brought
    }

    fn whole(&self, key: RecordKey, rights: &Rights) -> Vec<Change> {
        match key.kind {
            Kind::SavedView => self.now.views.get(&SavedViewId(key.id)).map(Record::created).into_iter().collect(),
            _ => boards::whole(self.now, rights, TeamBoardId(key.id)).unwrap_or_default(),
        }
    }
}

/// The board that a column or a card names as it comes or goes.
fn board_told(change: &Change) -> Option<TeamBoardId> {
    let field = change.fields.iter().find(|field| field.field == "board")?;
    let told = if change.act == Act::Remove { &field.before } else { &field.after };
    if let Value::Text(text) = told { text.parse().ok() } else { None }
}

fn person_in(value: &Value) -> Option<PersonId> {
    if let Value::Text(text) = value { text.parse().ok() } else { None }
}
