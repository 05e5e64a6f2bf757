//! Positions: where an account stands on a categorization model, who said so, from which day, and why. What placements are for the
//! relationship stages ([`crate::placement`]), positions are for every other model; unlike placements they are kept by the server
//! alone, for no board's first load needs them. One pair of commands writes both.
//!
//! Invariants: nothing is overwritten. What is computed decides nothing: a position in another cell says why. A director's word is
//! about somebody else's position; an agency director's own waits for another agency director, or stands as their decision where there
//! is none. Where too little was scored nothing is confirmed.

use serde::{Deserialize, Serialize};

use crate::{
    account::Account,
    apply::{Case, Decision, Stop},
    categorization::{CategorizationModel, Cell, Reached, facts},
    change::Kind,
    command::{Key, Keys},
    day::Day,
    ids::{AccountId, PersonId, PlacementId, PositionId, Seq},
    keep::Kept,
    model::Model,
    person::OrgRole,
    placement::{self, Placement, PlacementState, STAGES_OF, Stage},
    policy::{self, Action},
    record::Record,
    rejection::{Rejection, TextField},
    said::{self, Said, Word},
    text::{self, SENTENCE_MAX},
};

#[cfg(test)]
mod tests;

record! {
    /// One word on where an account stands on a model; append-only. An answer is a record of its own that names what it answers.
    Position(PositionId) of Position in |position| Some(position.account);
    /// The account.
    account: AccountId, Internal, Fixed;
    /// The model.
    model: String, Internal, Fixed;
    /// Its edition.
    version: i64, Internal, Fixed;
    /// The cell of the model.
    cell: String, Internal, Fixed;
    /// The business day from which it holds.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    day: Day, Internal, Fixed;
    /// Who said so.
    by: PersonId, Internal, Fixed;
    /// Why; may be empty.
    reason: String, Internal, Fixed;
    /// What it says.
    state: PlacementState, Internal, Fixed;
    /// The position that this one answers.
    answers: Option<PositionId>, Internal, Fixed;
    /// The number of its entry in the log, by which the one recorded last is found.
    recorded: i64, Internal, Fixed;
}

/// Says where an account stands on a model from a day on. On the model of the relationship stages it makes a placement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlaceOnModel {
    /// The new position's id, or the new placement's.
    pub position: PositionId,
    /// Which account.
    pub account: AccountId,
    /// On which model.
    pub model: String,
    /// In which of its editions; the one that holds now.
    pub version: i64,
    /// In which cell.
    pub cell: String,
    /// The business day from which it holds; not later than the server's.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    pub day: Day,
    /// Why; must say something where the cell is not the computed one, or nothing computes it.
    #[serde(default)]
    pub reason: String,
    /// The position, or the placement, by which the account stood when the author looked; none where it was not placed.
    #[serde(default)]
    pub was: Option<PositionId>,
    /// The last entry of the log that the author's picture told, where that picture does not name positions, as that of a device without
    /// network does not; it counts in place of `was`, and nothing may have been said of the account on the model since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seq>,
}

/// Answers a position: a director confirms or refuses it, or its author takes it back. An answer is taken back likewise. On the model of
/// the relationship stages it answers a placement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnswerPosition {
    /// The id of the answer.
    pub answer: PositionId,
    /// Which account.
    pub account: AccountId,
    /// On which model it stands there.
    pub model: String,
    /// The position, or the placement, that is answered.
    #[serde(default)]
    pub position: PositionId,
    /// The last entry of the log that the author's picture told, where that picture does not name positions; it counts in place of
    /// `position`: the one by which the account stands is answered, and nothing may have been said of the account on the model since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seq>,
    /// Confirmed, refused or withdrawn.
    pub says: PlacementState,
    /// Why; must say something where it is refused.
    #[serde(default)]
    pub reason: String,
}

impl PlaceOnModel {
    pub(crate) fn needs(&self, known: &Model) -> Keys {
        let mut keys = keys_of(self.account, self.position);
        let model = known.kept.models.latest(&self.model);
        if model.is_some_and(CategorizationModel::is_ladder) {
            keys.insert(Key::Facts(self.account, self.day));
        }
        keys
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let account = case.account(self.account, Action::PlaceAccount)?;
        case.is_business_day(self.day)?;
        let model = case.model.kept.models.in_force(&self.model, self.version)?;
        let cell = model.cell(&self.cell).ok_or_else(|| Rejection::CellUnknown { cell: self.cell.clone() })?;
        let reason = text::line(TextField::Reason, &self.reason, SENTENCE_MAX)?;
        let state = if is_their_decision(case, account, model, cell) {
            PlacementState::Confirmed
        } else {
            PlacementState::Proposed
        };
        let said = |recorded| Said {
            id: self.position.0,
            by: case.viewer.actor,
            reason: reason.clone(),
            state,
            answers: None,
            recorded,
        };
        let (kept, placed) = (&case.model.kept, &case.model.placements);
        if model.id == STAGES_OF {
            self.check(case, &placed.of(self.account).collect::<Vec<_>>(), Kind::Placement)?;
            self.check_reason(case, account, model, cell, &reason)?;
            let stage = Stage::of_word(&cell.id).ok_or_else(|| Rejection::CellUnknown { cell: cell.id.clone() })?;
            let blank = Placement { account: self.account, cell: stage, day: self.day, ..Placement::default() };
            return Ok(vec![blank.said(said(placement::next_recorded(case.model, self.account))).created()]);
        }
        self.check(case, &kept.positions_of(self.account, &model.id).collect::<Vec<_>>(), Kind::Position)?;
        self.check_reason(case, account, model, cell, &reason)?;
        let (id, version, cell) = (model.id.clone(), model.version, cell.id.clone());
        let blank = Position { account: self.account, model: id, version, cell, day: self.day, ..Position::default() };
        Ok(vec![blank.said(said(case.model.seq + 1)).created()])
    }

    /// Refuses what its author decided on another picture than there is, and what is there already.
    fn check<W: Word>(&self, case: &Case<'_>, words: &[&W], kind: Kind) -> Result<(), Rejection> {
        check_id(case, self.position)?;
        let stands = said::standing(words.iter().copied(), case.viewer.day, i64::MAX);
        let is_as_seen = match self.seen {
            Some(seen) => was_told(words, seen),
            None => stands.map(Word::id) == self.was.map(|was| was.0),
        };
        if !is_as_seen {
            return Err(Rejection::Conflict { kind, field: "cell".to_owned() });
        }
        if stands.is_some_and(|stands| stands.cell() == self.cell && stands.day() <= self.day) {
            return Err(Rejection::StandsThereAlready);
        }
        Ok(())
    }

    /// Refuses to place an account elsewhere than computed, or where nothing computes it, without a word why.
    fn check_reason(
        &self,
        case: &Case<'_>,
        account: &Account,
        model: &CategorizationModel,
        cell: &Cell,
        reason: &str,
    ) -> Result<(), Rejection> {
        let differs = || self.computed(case, account, model).is_some_and(|found| found != cell.id);
        let asks = reason.is_empty() && (cell.reached == Reached::Declared || differs());
        if asks { Err(Rejection::ReasonMissing) } else { Ok(()) }
    }

    /// The cell to which evidence or scores lead on its day, as far as its author may know of the evidence: what they were shown; none
    /// where neither leads anywhere.
    fn computed(&self, case: &Case<'_>, account: &Account, model: &CategorizationModel) -> Option<String> {
        let kept = &case.model.kept;
        if model.is_ladder() {
            let known = kept.facts.get(&(self.account, self.day))?;
            let seen = facts::seen(known.clone(), &case.viewer.rights, account.owner);
            return model.step_at(&seen).map(|cell| cell.id.clone());
        }
        let held = crate::assessment::holding(kept.assessments_of(self.account, &model.id), self.day, i64::MAX)?;
        held.computed(&kept.models)?.cell.map(|cell| cell.id.clone())
    }
}

impl AnswerPosition {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        keys_of(self.account, self.answer)
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let action = action_of(self.says);
        let account = case.account(self.account, action)?;
        let models = &case.model.kept.models;
        let model = models.latest(&self.model).ok_or_else(|| Rejection::ModelUnknown { model: self.model.clone() })?;
        check_id(case, self.answer)?;
        if self.model == STAGES_OF {
            let words: Vec<&Placement> = case.model.placements.of(self.account).collect();
            let recorded = placement::next_recorded(case.model, self.account);
            return self.answer(case, account, model, &words, recorded).map(|made: Placement| vec![made.created()]);
        }
        let words: Vec<&Position> = case.model.kept.positions_of(self.account, &self.model).collect();
        self.answer(case, account, model, &words, case.model.seq + 1).map(|made: Position| vec![made.created()])
    }

    /// The word that is answered, unless more was said than its author saw.
    fn answered<'a, W: Word + Record>(&self, words: &[&'a W], today: Day) -> Result<Option<&'a W>, Rejection> {
        match self.seen {
            None => Ok(words.iter().copied().find(|word| word.id() == self.position.0)),
            Some(seen) if was_told(words, seen) => Ok(said::standing(words.iter().copied(), today, i64::MAX)),
            Some(_) => Err(Rejection::Conflict { kind: W::KIND, field: "cell".to_owned() }),
        }
    }

    fn answer<W: Word + Record>(
        &self,
        case: &Case<'_>,
        account: &Account,
        model: &CategorizationModel,
        words: &[&W],
        recorded: i64,
    ) -> Result<W, Stop> {
        let word = self.answered(words, case.viewer.day)?.ok_or_else(|| case.absent(W::KIND))?;
        let is_own = word.by() == case.viewer.actor;
        let is_answered = said::answer_to(words, word.id()).is_some();
        match self.says {
            PlacementState::Withdrawn if !is_own => return Err(Rejection::PlacementOfAnother.into()),
            PlacementState::Withdrawn if is_answered || word.state() == PlacementState::Withdrawn => {
                return Err(Rejection::PlacementAnswered.into());
            }
            PlacementState::Withdrawn => {}
            PlacementState::Proposed => return Err(Rejection::FieldUnfit { field: "says".to_owned() }.into()),
            PlacementState::Confirmed | PlacementState::Refused => {
                if is_answered || word.state() != PlacementState::Proposed {
                    return Err(Rejection::PlacementAnswered.into());
                }
                if is_own && !is_only_director(case, account) {
                    return Err(Rejection::PlacementOfOwn.into());
                }
            }
        }
        let reason = match self.says {
            PlacementState::Refused => text::filled_line(TextField::Reason, &self.reason, SENTENCE_MAX)?,
            _ => text::line(TextField::Reason, &self.reason, SENTENCE_MAX)?,
        };
        if self.says == PlacementState::Confirmed {
            let cell = model.cell(word.cell());
            check_scored(&case.model.kept, self.account, model, cell, case.viewer.day)?;
        }
        let (id, by, state) = (self.answer.0, case.viewer.actor, self.says);
        Ok(word.said(Said { id, by, reason, state, answers: Some(word.id()), recorded }))
    }
}

/// Whether a picture that tells everything up to an entry told all of these.
fn was_told<W: Word>(words: &[&W], seen: Seq) -> bool {
    words.iter().all(|word| word.recorded() <= seen)
}

/// What one must be allowed to say this of a position.
pub(crate) fn action_of(says: PlacementState) -> Action {
    match says {
        PlacementState::Proposed | PlacementState::Withdrawn => Action::PlaceAccount,
        PlacementState::Confirmed | PlacementState::Refused => Action::ConfirmPlacement,
    }
}

/// What must be in hand to place an account.
pub(crate) fn keys_of(account: AccountId, new: PositionId) -> Keys {
    let placement = Key::Placement(PlacementId(new.0));
    let all = [Key::Account(account), Key::StandsOn(account), Key::PlacementsOf(account)];
    all.into_iter().chain([Key::Position(new), placement, Key::Models]).collect()
}

fn check_id(case: &Case<'_>, id: PositionId) -> Result<(), Rejection> {
    if case.model.kept.positions.contains_key(&id) {
        return Err(Rejection::IdTaken { kind: Kind::Position });
    }
    if case.model.placements.find(PlacementId(id.0)).is_some() {
        return Err(Rejection::IdTaken { kind: Kind::Placement });
    }
    Ok(())
}

/// Whether whoever places an account decides it: the only agency director, where enough was scored.
fn is_their_decision(case: &Case<'_>, account: &Account, model: &CategorizationModel, cell: &Cell) -> bool {
    is_only_director(case, account)
        && check_scored(&case.model.kept, account.id, model, Some(cell), case.viewer.day).is_ok()
}

/// Whether the viewer is an agency director beside whom there is no other one who could confirm what they say of an account.
fn is_only_director(case: &Case<'_>, account: &Account) -> bool {
    directs_alone(case.model, case.viewer.actor)
        && policy::permit_with(&case.viewer.rights, Action::ConfirmPlacement, account).is_ok()
}

/// Whether somebody is an agency director, and nobody else is.
pub fn directs_alone(model: &Model, person: PersonId) -> bool {
    let directs = |person: PersonId| {
        let found = model.people.get(&person).filter(|found| found.active);
        found.is_some_and(|found| found.roles.contains(&OrgRole::AgencyDirector))
    };
    directs(person) && !model.people.keys().any(|other| *other != person && directs(*other))
}

/// Refuses to confirm on too little: of a cell that scores lead to, so much must have been scored. What evidence leads to, and what
/// somebody declares, needs no scores.
fn check_scored(
    kept: &Kept,
    account: AccountId,
    model: &CategorizationModel,
    cell: Option<&Cell>,
    on: Day,
) -> Result<(), Rejection> {
    if cell.is_some_and(|cell| !matches!(cell.reached, Reached::Boxes(_))) {
        return Ok(());
    }
    let held = crate::assessment::holding(kept.assessments_of(account, &model.id), on, i64::MAX);
    let computed = held.and_then(|held| held.computed(&kept.models));
    match computed {
        Some(computed) if computed.is_confirmable() => Ok(()),
        computed => Err(Rejection::ScoredTooLittle { percent: computed.map_or(0, |found| found.percent()) }),
    }
}

impl Kept {
    /// The positions in hand of an account on a model.
    pub fn positions_of<'a>(
        &'a self,
        account: AccountId,
        model: &'a str,
    ) -> impl Iterator<Item = &'a Position> + Clone {
        self.positions.values().filter(move |one| one.account == account && one.model == model)
    }
}
