//! The records in hand of a browser and what hangs on them: the replica, the board that is kept over it, and for each
//! record that a view looks at a mark that tells when it changed.

use leptos::prelude::*;

use domain::{
    board::{Altered, Board, Cell, Layout, Line, Slots, Total},
    change::{Kind, RecordKey},
    command::Envelope,
    ids::{AccountId, CommandId, Seq},
    model::Model,
    rejection::Rejection,
    replica::{Hole, Replica, Touched},
    table::Table,
    viewer::{Rights, Viewer},
};

use super::past::Past;
use crate::wire::{BoardPart, Frame};

/// Everything in hand. Views never see it; they go through [`super::Workspace`].
pub struct State {
    /// The records with the commands under way laid over them.
    pub replica: Replica,
    /// Who looks.
    pub viewer: Viewer,
    /// The board that is open, once the whole directory is in hand.
    pub board: Option<Board>,
    /// The records as they stood once, while somebody looks back.
    pub(super) past: Option<Past>,
    marks: Table<RecordKey, (ArcRwSignal<u32>, usize)>,
    cells: Table<Cell, CellSignals>,
    lines: Table<Line, ArcRwSignal<Total>>,
    slots: Option<ArcRwSignal<Slots>>,
    /// The board that is shown, as far as the page's first window knows it, until the whole directory is in hand.
    first: Option<Board>,
}

/// What a mounted cell of a board looks at.
#[derive(Clone, Debug, Default)]
pub struct CellSignals {
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
            past: None,
            marks: Table::new(),
            cells: Table::new(),
            lines: Table::new(),
            slots: None,
            first: None,
        }
    }

    /// The records as they are looked at: as they are, or as they stood once.
    pub fn shown(&self) -> &Model {
        shown(&self.replica, self.past.as_ref())
    }

    /// The mark of a record that a view is about to look at. Each call is one user; [`Self::unmark`] gives it back.
    pub fn mark(&mut self, key: RecordKey) -> ArcRwSignal<u32> {
        let (mark, users) = self.marks.get_or_insert_with(key, || (ArcRwSignal::new(0), 0));
        *users += 1;
        mark.clone()
    }

    /// What tells those who look at a record; nothing where nobody does.
    pub fn marked(&self, key: RecordKey) -> Option<Tell> {
        self.marks.get(&key).map(|(mark, _)| Tell::Mark(mark.clone()))
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

    /// A board is about to be shown, of which the page's first window knows this much.
    pub fn show_board(&mut self, layout: Layout, first: BoardPart) {
        let known = first.outline(layout.columns, layout.rows);
        self.first = Some(Board::of_outline(self.shown(), self.viewer.day, layout, known));
    }

    /// The board that is shown, with all of its accounts or with the first of them.
    fn arranged(&self) -> Option<&Board> {
        self.board.as_ref().or(self.first.as_ref())
    }

    /// The signals of a cell.
    pub fn cell(&mut self, cell: &Cell) -> CellSignals {
        let board = self.board.as_ref().or(self.first.as_ref());
        let made = || {
            let (cards, total) = board.map(|board| (board.cards(cell).to_vec(), board.total(cell))).unwrap_or_default();
            CellSignals { cards: ArcRwSignal::new(cards), total: ArcRwSignal::new(total) }
        };
        self.cells.get_or_insert_with(cell.clone(), made).clone()
    }

    /// The signal of what a line of the board adds up to.
    pub fn line(&mut self, line: &Line) -> ArcRwSignal<Total> {
        let board = self.board.as_ref().or(self.first.as_ref());
        let made = || ArcRwSignal::new(board.map(|board| board.line(line)).unwrap_or_default());
        self.lines.get_or_insert_with(line.clone(), made).clone()
    }

    /// The signal of the board's columns and rows.
    pub fn slots(&mut self) -> ArcRwSignal<Slots> {
        let board = self.board.as_ref().or(self.first.as_ref());
        let made = || ArcRwSignal::new(board.map(|board| board.slots().clone()).unwrap_or_default());
        self.slots.get_or_insert_with(made).clone()
    }

    /// Keeps the board over the records in hand. Gives what tells those who look at it.
    pub fn open_board(&mut self, layout: Layout) -> Vec<Tell> {
        self.board = Some(Board::new(self.shown(), self.viewer.day, layout));
        self.first = None;
        self.tell_board()
    }

    /// Lets the board go with the page that showed it.
    pub fn close_board(&mut self) {
        self.board = None;
        self.first = None;
        self.cells.clear();
        self.lines.clear();
        self.slots = None;
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
        if let Some(board) = &self.board {
            tell.extend(self.open_board(board.layout().clone()));
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

    pub(super) fn tell(&mut self, touched: &Touched) -> Vec<Tell> {
        let marks = touched.iter().filter_map(|key| self.marks.get(key)).map(|(mark, _)| Tell::Mark(mark.clone()));
        let mut tell: Vec<Tell> = marks.collect();
        let Some(board) = self.board.as_mut().or(self.first.as_mut()) else { return tell };
        match board.refresh(shown(&self.replica, self.past.as_ref()), self.viewer.day, touched) {
            Altered::All => tell.extend(self.tell_board()),
            Altered::Cells(cells) if cells.is_empty() => {}
            Altered::Cells(cells) => {
                tell.extend(self.tell_cells(|cell| cells.contains(cell)));
                tell.extend(self.tell_lines());
            }
        }
        tell
    }

    fn tell_board(&self) -> Vec<Tell> {
        let slots = self.arranged().zip(self.slots.as_ref());
        let slots = slots.map(|(board, signal)| Tell::Slots(signal.clone(), board.slots().clone()));
        slots.into_iter().chain(self.tell_cells(|_| true)).chain(self.tell_lines()).collect()
    }

    fn tell_cells(&self, is_told: impl Fn(&Cell) -> bool) -> Vec<Tell> {
        let Some(board) = self.arranged() else { return Vec::new() };
        let mounted = self.cells.iter().filter(|(cell, _)| is_told(cell));
        mounted
            .map(|(cell, signals)| Tell::Cell(signals.clone(), board.cards(cell).to_vec(), board.total(cell)))
            .collect()
    }

    /// Lines are few, and a total that is as it was wakes nobody.
    fn tell_lines(&self) -> Vec<Tell> {
        let Some(board) = self.arranged() else { return Vec::new() };
        self.lines.iter().map(|(line, signal)| Tell::Total(signal.clone(), board.line(line))).collect()
    }
}

fn shown<'a>(replica: &'a Replica, past: Option<&'a Past>) -> &'a Model {
    past.map_or_else(|| replica.shown(), |past| &past.model)
}

/// A view that is to look again. Told only after the records are free, since looking reads them.
pub enum Tell {
    /// A record changed.
    Mark(ArcRwSignal<u32>),
    /// A cell of the board changed.
    Cell(CellSignals, Vec<AccountId>, Total),
    /// A line of the board adds up to this.
    Total(ArcRwSignal<Total>, Total),
    /// The board has these columns and rows.
    Slots(ArcRwSignal<Slots>, Slots),
}

impl Tell {
    /// Wakes the views.
    pub fn now(self) {
        match self {
            Self::Mark(mark) => mark.update(|version| *version = version.wrapping_add(1)),
            Self::Cell(signals, cards, total) => {
                // Whoever shows nothing of an empty cell lets go of all of its cards at once, and need not take them away one by one.
                tell_news(&signals.total, total);
                tell_news(&signals.cards, cards);
            }
            Self::Total(signal, total) => tell_news(&signal, total),
            Self::Slots(signal, slots) => tell_news(&signal, slots),
        }
    }
}

/// Wakes those who look at a value, if it is another one.
fn tell_news<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, value: T) {
    if signal.with_untracked(|before| *before != value) {
        signal.set(value);
    }
}
