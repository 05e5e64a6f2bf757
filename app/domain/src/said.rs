//! What placements, positions and decisions on key accounts have in common: each is a word on where an account stands from a day on, and
//! an answer to one is a word of its own. What a word has come to, and which one holds, is told here for all.
//!
//! Invariants: nothing is overwritten; a word that is no answer counts unless it was refused or taken back; an answer moves no account,
//! it only says what became of the word that it answers. An answer that was taken back itself says nothing any more.

use uuid::Uuid;

use crate::{
    day::Day,
    ids::{PersonId, Seq},
    key_decision::KeyDecision,
    order::sorted,
    placement::{Placement, PlacementState},
    position::Position,
    rejection::Rejection,
    scenario::ScenarioWord,
    set::SetOf,
    status_report::StatusAnswer,
};

/// A word on where an account stands.
pub trait Word: Clone {
    /// Its id.
    fn id(&self) -> Uuid;
    /// The cell of the model.
    fn cell(&self) -> &str;
    /// The business day from which it holds.
    fn day(&self) -> Day;
    /// Who said so.
    fn by(&self) -> PersonId;
    /// Why; may be empty.
    fn reason(&self) -> &str;
    /// What it says.
    fn state(&self) -> PlacementState;
    /// The word that it answers.
    fn answers(&self) -> Option<Uuid>;
    /// The number of its entry in the log.
    fn recorded(&self) -> i64;
    /// The same account, cell and day, said in another way.
    fn said(&self, said: Said) -> Self;
}

/// By whom and how something is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The id of the new word.
    pub id: Uuid,
    /// Who says it.
    pub by: PersonId,
    /// Why.
    pub reason: String,
    /// What it says.
    pub state: PlacementState,
    /// What it answers.
    pub answers: Option<Uuid>,
    /// The number of the entry that it will be part of.
    pub recorded: i64,
}

/// What is said by records of a kind; its cell is told by a word.
macro_rules! word {
    ($record:ident, $cell:expr) => {
        impl Word for $record {
            fn id(&self) -> Uuid {
                self.id.0
            }

            fn cell(&self) -> &str {
                let cell: fn(&Self) -> &str = $cell;
                cell(self)
            }

            fn day(&self) -> Day {
                self.day
            }

            fn by(&self) -> PersonId {
                self.by
            }

            fn reason(&self) -> &str {
                &self.reason
            }

            fn state(&self) -> PlacementState {
                self.state
            }

            fn answers(&self) -> Option<Uuid> {
                self.answers.map(Uuid::from)
            }

            fn recorded(&self) -> i64 {
                self.recorded
            }

            fn said(&self, said: Said) -> Self {
                let Said { id, by, reason, state, answers, recorded } = said;
                Self { id: id.into(), by, reason, state, answers: answers.map(Into::into), recorded, ..self.clone() }
            }
        }
    };
}

word!(Placement, |placement| placement.cell.word());
word!(Position, |position| &position.cell);
word!(KeyDecision, |decision| decision.says.word());

/// What was said of something and can be taken back by another one that names it.
pub trait Answer {
    /// Its id.
    fn id(&self) -> Uuid;
    /// What it takes back.
    fn answers(&self) -> Option<Uuid>;
    /// The number of its entry in the log.
    fn recorded(&self) -> i64;
}

macro_rules! answer {
    ($record:ident) => {
        impl Answer for $record {
            fn id(&self) -> Uuid {
                self.id.0
            }

            fn answers(&self) -> Option<Uuid> {
                self.answers.map(Uuid::from)
            }

            fn recorded(&self) -> i64 {
                self.recorded
            }
        }
    };
}

answer!(StatusAnswer);
answer!(ScenarioWord);

/// Of what was said of one thing, what was not taken back, the latest first.
pub fn holding<'a, A: Answer + 'a>(said: impl IntoIterator<Item = &'a A>) -> Vec<&'a A> {
    let latest_first = |a: &A, b: &A| (b.recorded(), b.id()).cmp(&(a.recorded(), a.id()));
    let mut void: SetOf<Uuid> = SetOf::new();
    let mut holding = Vec::new();
    for one in sorted(said, &latest_first) {
        match one.answers() {
            _ if void.contains(&one.id()) => {}
            Some(taken) => drop(void.insert(taken)),
            None => holding.push(one),
        }
    }
    holding
}

/// The word by which an account stands on a day, of those about it on one model that were recorded up to an entry: of those that
/// were neither refused nor taken back and hold from that day or earlier, the one with the latest day, and of those the one recorded
/// last.
pub fn standing<'a, W: Word + 'a>(words: impl Iterator<Item = &'a W> + Clone, on: Day, entry: i64) -> Option<&'a W> {
    let words = words.filter(move |word| word.recorded() <= entry);
    let void = void(words.clone());
    words
        .filter(|word| word.answers().is_none() && word.day() <= on && !void.contains(&word.id()))
        .max_by_key(|word| (word.day(), word.recorded(), word.id()))
}

/// The words that do not count any more: refused, or taken back.
fn void<'a, W: Word + 'a>(words: impl Iterator<Item = &'a W> + Clone) -> SetOf<Uuid> {
    let answered = |state, word: &W| (word.state() == state).then(|| word.answers()).flatten();
    let withdrawn: SetOf<Uuid> = words.clone().filter_map(|word| answered(PlacementState::Withdrawn, word)).collect();
    let refused = words.filter(|word| !withdrawn.contains(&word.id()));
    let refused: SetOf<Uuid> = refused.filter_map(|word| answered(PlacementState::Refused, word)).collect();
    withdrawn.into_iter().chain(refused).collect()
}

/// What answers a word: of its answers the last one that was not taken back itself.
pub fn answer_to<'a, W: Word>(words: &[&'a W], id: Uuid) -> Option<&'a W> {
    let answers = |id| words.iter().copied().filter(move |word| word.answers() == Some(id));
    let holds = |word: &&W| answers(word.id()).all(|other| other.state() != PlacementState::Withdrawn);
    answers(id).filter(holds).max_by_key(|word| (word.recorded(), word.id()))
}

/// What became of a word: what it says itself, or its answer.
pub fn state_of<W: Word>(words: &[&W], word: &W) -> PlacementState {
    answer_to(words, word.id()).map_or(word.state(), Word::state)
}

/// The words that are no answers, the latest first.
pub fn originals<'a, W: Word>(words: &[&'a W]) -> Vec<&'a W> {
    let said = words.iter().copied().filter(|word| word.answers().is_none());
    sorted(said, &|a: &W, b: &W| (b.day(), b.recorded(), b.id()).cmp(&(a.day(), a.recorded(), a.id())))
}

/// Who takes a word back by undoing its entry, and by which new word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakesBack {
    /// The entry.
    pub entry: Seq,
    /// The id of the new word.
    pub id: Uuid,
    /// Who takes it back.
    pub by: PersonId,
    /// The day on which they do.
    pub today: Day,
    /// The number of the entry that the new word will be part of.
    pub recorded: i64,
}

impl TakesBack {
    /// The word that takes one back, of those about the account on the model: *withdrawn*; where it withdrew something itself, the same
    /// said again. Where the account was placed anew since it stays as it is; unless that says again what stood there, as it does when
    /// several are done again in a row.
    ///
    /// # Errors
    /// Where somebody built on it since.
    pub fn word<W: Word>(self, words: &[&W], taken: &W) -> Result<W, Rejection> {
        let withdrew = taken.answers().filter(|_| taken.state() == PlacementState::Withdrawn);
        let again = withdrew.and_then(|id| words.iter().copied().find(|word| word.id() == id));
        let stood = again.and_then(|_| standing(words.iter().copied(), self.today, taken.recorded()));
        let says_the_same = |found: &W| {
            stood.is_some_and(|stood| {
                (stood.cell(), stood.day(), stood.reason()) == (found.cell(), found.day(), found.reason())
            })
        };
        let stands = standing(words.iter().copied(), self.today, i64::MAX);
        let moves =
            again.unwrap_or(taken).answers().is_none() || again.unwrap_or(taken).state() == PlacementState::Refused;
        let is_placed_anew = stands.is_some_and(|found| found.recorded() > taken.recorded() && !says_the_same(found));
        if moves && is_placed_anew {
            return Err(Rejection::ChangedSince { entry: self.entry });
        }
        let Self { id, by, recorded, .. } = self;
        if let Some(again) = again {
            if again.answers().is_some_and(|answered| answer_to(words, answered).is_some()) {
                return Err(Rejection::ChangedSince { entry: self.entry });
            }
            let (reason, state, answers) = (again.reason().to_owned(), again.state(), again.answers());
            return Ok(again.said(Said { id, by, reason, state, answers, recorded }));
        }
        if answer_to(words, taken.id()).is_some() || taken.state() == PlacementState::Withdrawn {
            return Err(Rejection::PlacementAnswered);
        }
        let (reason, state) = (String::new(), PlacementState::Withdrawn);
        Ok(taken.said(Said { id, by, reason, state, answers: Some(taken.id()), recorded }))
    }
}
