//! A client firm of the demo and what happened with it, as it is told before it becomes commands.

use crate::placement::Stage;

/// How a firm buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trade {
    /// Not yet.
    None,
    /// Steadily, at this place among all by revenue, the largest at 0.
    Rank(usize),
    /// As one of that place did, until it stopped five months ago.
    Stopped(usize),
    /// A while ago; since then it was credited more than it bought.
    CreditedBack,
}

/// A move on the board.
pub struct Move {
    /// How many days ago.
    pub ago: i32,
    /// To which stage.
    pub stage: Stage,
    /// Why.
    pub reason: &'static str,
    /// It was a slip, and taken back on the same day.
    pub slip: bool,
}

/// A note.
pub struct Remark {
    /// How many days ago.
    pub ago: i32,
    /// Who wrote it, by place in the staff; whoever leads the account if none.
    pub by: Option<usize>,
    /// What.
    pub text: &'static str,
}

/// A client firm.
pub struct Firm {
    /// Its name; invented.
    pub name: &'static str,
    /// Its country.
    pub country: &'static str,
    /// Its segment.
    pub segment: &'static str,
    /// How it buys.
    pub trade: Trade,
    /// Who leads it, by place in the staff.
    pub lead: Option<usize>,
    /// Who led it before, and until how many days ago.
    pub before: Option<(usize, i32)>,
    /// Its tags.
    pub tags: Vec<&'static str>,
    /// Its moves on the board, oldest first.
    pub moves: Vec<Move>,
    /// What happens next, and in how many days; below zero it is late.
    pub next: Option<(&'static str, i32)>,
    /// Its notes, oldest first.
    pub remarks: Vec<Remark>,
}

/// A firm of which nothing is told yet.
pub fn firm(name: &'static str, country: &'static str, segment: &'static str, trade: Trade) -> Firm {
    Firm {
        name,
        country,
        segment,
        trade,
        lead: None,
        before: None,
        tags: Vec::new(),
        moves: Vec::new(),
        next: None,
        remarks: Vec::new(),
    }
}

impl Firm {
    /// Somebody else led it until so many days ago.
    pub fn came_from(mut self, lead: usize, ago: i32) -> Self {
        self.before = Some((lead, ago));
        self
    }

    /// It carries these tags.
    pub fn tags(mut self, tags: &[&'static str]) -> Self {
        self.tags.extend_from_slice(tags);
        self
    }

    /// It was placed so many days ago.
    pub fn stood(mut self, ago: i32, stage: Stage, reason: &'static str) -> Self {
        self.moves.push(Move { ago, stage, reason, slip: false });
        self
    }

    /// It was placed so many days ago by mistake.
    pub fn slipped(mut self, ago: i32, stage: Stage) -> Self {
        self.moves.push(Move { ago, stage, reason: "", slip: true });
        self
    }

    /// What happens next with it.
    pub fn next(mut self, words: &'static str, days: i32) -> Self {
        self.next = Some((words, days));
        self
    }

    /// Whoever leads it wrote this so many days ago.
    pub fn note(mut self, ago: i32, text: &'static str) -> Self {
        self.remarks.push(Remark { ago, by: None, text });
        self
    }

    /// A colleague wrote this so many days ago.
    pub fn note_by(mut self, by: usize, ago: i32, text: &'static str) -> Self {
        self.remarks.push(Remark { ago, by: Some(by), text });
        self
    }

    /// Who led it so many days ago.
    pub fn lead_at(&self, ago: i32) -> Option<usize> {
        match self.before {
            Some((before, until)) if ago > until => Some(before),
            _ => self.lead,
        }
    }
}
