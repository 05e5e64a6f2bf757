//! The records in hand of a browser and what hangs on them: the replica, the board that is kept over it, and for each
//! record that a view looks at a mark that tells when it changed.

use leptos::prelude::*;

use domain::{
    board::{Board, ColumnKey, Total},
    change::{Kind, RecordKey},
    command::Envelope,
    ids::{AccountId, CommandId, Seq},
    model::Model,
    rejection::Rejection,
    replica::{Hole, Replica, Touched},
    set::SetOf,
    table::Table,
    viewer::{Rights, Viewer},
};

use crate::wire::Frame;

/// Everything in hand. Views never see it; they go through [`super::Workspace`].
pub struct State {
    /// The records with the commands under way laid over them.
    pub replica: Replica,
    /// Who looks.
    pub viewer: Viewer,
    /// The board that is open, once the whole directory is in hand.
    pub board: Option<Board>,
    /// What the open board is filtered by.
    pub filter: String,
    marks: Table<RecordKey, (ArcRwSignal<u32>, usize)>,
    columns: Table<ColumnKey, ColumnSignals>,
}

/// What a mounted column looks at.
#[derive(Clone, Debug)]
pub struct ColumnSignals {
    /// Its accounts, in order.
    pub cards: ArcRwSignal<Vec<AccountId>>,
    /// What all of them add up to.
    pub total: ArcRwSignal<Total>,
}

impl State {
    /// What the server sent with the page.
    pub fn new(model: Model, viewer: Viewer) -> Self {
        Self {
            replica: Replica::new(model),
            viewer,
            board: None,
            filter: String::new(),
            marks: Table::new(),
            columns: Table::new(),
        }
    }

    /// The mark of a record that a view is about to look at. Each call is one user; [`Self::unmark`] gives it back.
    pub fn mark(&mut self, key: RecordKey) -> ArcRwSignal<u32> {
        let (mark, users) = self.marks.get_or_insert_with(key, || (ArcRwSignal::new(0), 0));
        *users += 1;
        mark.clone()
    }

    /// A view looks at a record no longer.
    pub fn unmark(&mut self, key: RecordKey) {
        if let Some((_, users)) = self.marks.get_mut(&key) {
            *users = users.saturating_sub(1);
            if *users == 0 {
                self.marks.remove(&key);
            }
        }
    }

    /// The signals of a column, made with what the page's first window knows.
    pub fn column(&mut self, key: ColumnKey, first: impl FnOnce() -> (Vec<AccountId>, Total)) -> ColumnSignals {
        let board = self.board.as_ref();
        let made = || {
            let (cards, total) = board.map_or_else(first, |board| (board.cards(key), board.total(key)));
            ColumnSignals { cards: ArcRwSignal::new(cards), total: ArcRwSignal::new(total) }
        };
        self.columns.get_or_insert_with(key, made).clone()
    }

    /// Keeps the board over the records in hand, filtered. Gives what tells its columns.
    pub fn open_board(&mut self, filter: &str) -> Vec<Tell> {
        self.filter = filter.to_owned();
        self.board = Some(Board::new(self.replica.shown(), self.viewer.day, filter));
        self.tell_columns(&SetOf::from(domain::board::COLUMNS))
    }

    /// Lets the board go with the page that showed it.
    pub fn close_board(&mut self) {
        self.board = None;
        self.columns.clear();
    }

    /// Lays a command over the records. What it gives is to be told once no lock is held.
    pub fn run(&mut self, sent: Envelope) -> Result<Vec<Tell>, Rejection> {
        let touched = self.replica.run(&self.viewer, sent)?;
        Ok(self.tell(&touched))
    }

    /// The server accepted a command.
    pub fn acknowledge(&mut self, id: CommandId, seq: Seq) -> Vec<Tell> {
        let touched = self.replica.acknowledge(&self.viewer, id, seq);
        self.tell(&touched)
    }

    /// The server did not accept a command.
    pub fn refuse(&mut self, id: CommandId) -> Vec<Tell> {
        let touched = self.replica.refuse(&self.viewer, id);
        self.tell(&touched)
    }

    /// The stream brought changes.
    pub fn take(&mut self, frame: Frame) -> Result<Vec<Tell>, Hole> {
        let touched = self.replica.take(&self.viewer, frame.after, frame.seq, frame.changes)?;
        if touched.iter().any(|key| key.kind == Kind::Person) {
            self.renew_rights();
        }
        Ok(self.tell(&touched))
    }

    /// A part of the model was fetched or let go: everything may look different.
    pub fn renew(&mut self, renew: impl FnOnce(&mut Replica, &Viewer)) -> Vec<Tell> {
        renew(&mut self.replica, &self.viewer);
        self.renew_rights();
        let marks = self.marks.values().map(|(mark, _)| Tell::Mark(mark.clone()));
        let mut tell: Vec<Tell> = marks.collect();
        if self.board.is_some() {
            let filter = self.filter.clone();
            tell.extend(self.open_board(&filter));
        }
        tell
    }

    /// Rights follow from the people in hand, once the viewer is among them.
    fn renew_rights(&mut self) {
        let people = &self.replica.shown().people;
        if people.contains_key(&self.viewer.actor) {
            self.viewer.rights = Rights::of(people, self.viewer.actor);
        }
    }

    fn tell(&mut self, touched: &Touched) -> Vec<Tell> {
        let marks = touched.iter().filter_map(|key| self.marks.get(key)).map(|(mark, _)| Tell::Mark(mark.clone()));
        let mut tell: Vec<Tell> = marks.collect();
        let Some(board) = &mut self.board else { return tell };
        let columns = board.refresh(self.replica.shown(), self.viewer.day, touched);
        tell.extend(self.tell_columns(&columns));
        tell
    }

    fn tell_columns(&self, keys: &SetOf<ColumnKey>) -> Vec<Tell> {
        let Some(board) = &self.board else { return Vec::new() };
        let mounted = keys.iter().filter_map(|key| self.columns.get(key).map(|signals| (*key, signals)));
        mounted.map(|(key, signals)| Tell::Column(signals.clone(), board.cards(key), board.total(key))).collect()
    }
}

/// A view that is to look again. Told only after the records are free, since looking reads them.
pub enum Tell {
    /// A record changed.
    Mark(ArcRwSignal<u32>),
    /// A column changed.
    Column(ColumnSignals, Vec<AccountId>, Total),
}

impl Tell {
    /// Wakes the views.
    pub fn now(self) {
        match self {
            Self::Mark(mark) => mark.update(|version| *version = version.wrapping_add(1)),
            Self::Column(signals, cards, total) => {
                if signals.cards.with_untracked(|before| *before != cards) {
                    signals.cards.set(cards);
                }
                if signals.total.get_untracked() != total {
                    signals.total.set(total);
                }
            }
        }
    }
}
