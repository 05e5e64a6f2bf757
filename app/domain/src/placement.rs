//! Placements: where an account stands on a model, who said so, from which day, and why. Nothing is overwritten; an
//! account's relationship stage is what its placements say, and no record has a stage beside them.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    change::Kind,
    command::{Key, Keys},
    day::Day,
    ids::{AccountId, PersonId, PlacementId},
    model::Model,
    policy::Action,
    record::Record,
    rejection::{Rejection, TextField},
    said::{self, Said, Word},
    text::{self, SENTENCE_MAX},
};

/// The stages of a relationship with a key account, after Millman and Wilson (1995): five that grow from a prospect to
/// two firms that create value together, and one that can follow any of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Stage {
    /// A prospect that could become a key account, or a small buyer.
    #[default]
    Pre,
    /// Tentative trading; the customer tries us among others.
    Early,
    /// A preferred supplier, with contacts across functions.
    Mid,
    /// The customer treats us as an external resource of its own.
    Partnership,
    /// Close to one firm: joint teams create joint value.
    Synergistic,
    /// The relationship is being dissolved.
    Uncoupling,
}

choice!(Stage:
    Pre = "pre",
    Early = "early",
    Mid = "mid",
    Partnership = "partnership",
    Synergistic = "synergistic",
    Uncoupling = "uncoupling",
);

/// The model that a placement speaks in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum PlacementModel {
    /// The relationship stages of Millman and Wilson.
    #[default]
    Relationship,
}

choice!(PlacementModel: Relationship = "relationship");

/// The categorization model whose cells the relationship stages are: on it an account stands by its placements, on every other one by
/// its [`Position`](crate::position::Position)s.
pub const STAGES_OF: &str = "millman_wilson";

/// What a placement or a position says, or what an answer says to one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum PlacementState {
    /// Said, and counting, though nobody has confirmed it.
    #[default]
    Proposed,
    /// A director's word that it is so. Of one that answers nothing: its author is the only agency director, and it stands as their
    /// decision.
    Confirmed,
    /// A director's word that it is not so: the account stands where it stood before.
    Refused,
    /// Taken back by its author.
    Withdrawn,
}

choice!(PlacementState: Proposed = "proposed", Confirmed = "confirmed", Refused = "refused", Withdrawn = "withdrawn");

record! {
    /// One word on where an account stands; append-only. An answer is a record of its own that names what it answers.
    Placement(PlacementId) of Placement in |placement| Some(placement.account);
    /// The account.
    account: AccountId, Internal, Fixed;
    /// The model that it speaks in.
    model: PlacementModel, Internal, Fixed;
    /// The cell of the model: here, the stage.
    cell: Stage, Internal, Guarded;
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
    /// The placement that this one answers.
    answers: Option<PlacementId>, Internal, Fixed;
    /// The number of its entry in the log, by which the one recorded last is found.
    recorded: i64, Internal, Fixed;
}

/// Says where an account stands from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlaceAccount {
    /// The new placement's id.
    pub placement: PlacementId,
    /// Which account.
    pub account: AccountId,
    /// Its stage.
    pub stage: Stage,
    /// The business day from which it holds; not later than the server's.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    pub day: Day,
    /// Why; may be empty.
    #[serde(default)]
    pub reason: String,
    /// The placement by which the account stood when the author looked; none where it was not placed.
    #[serde(default)]
    pub was: Option<PlacementId>,
}

/// Takes a placement of one's own back; the account then stands where it stood before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WithdrawPlacement {
    /// The id of the answer.
    pub answer: PlacementId,
    /// Which account.
    pub account: AccountId,
    /// The placement that is taken back.
    pub placement: PlacementId,
}

impl PlaceAccount {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::Account(self.account), Key::PlacementsOf(self.account), Key::Placement(self.placement)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.account(self.account, Action::PlaceAccount)?;
        case.is_business_day(self.day)?;
        if case.model.placements.find(self.placement).is_some() {
            return Err(Rejection::IdTaken { kind: Kind::Placement }.into());
        }
        let reason = text::line(TextField::Reason, &self.reason, SENTENCE_MAX)?;
        let stands = standing(case.model, self.account, case.viewer.day);
        if stands.map(|placement| placement.id) != self.was {
            return Err(Rejection::Conflict { kind: Kind::Placement, field: "cell".to_owned() }.into());
        }
        if stands.is_some_and(|placement| placement.cell == self.stage && placement.day <= self.day) {
            return Err(Rejection::StandsThereAlready.into());
        }
        let placement = Placement {
            id: self.placement,
            account: self.account,
            model: PlacementModel::Relationship,
            cell: self.stage,
            day: self.day,
            by: case.viewer.actor,
            reason,
            state: PlacementState::Proposed,
            answers: None,
            recorded: next_recorded(case.model, self.account),
        };
        Ok(vec![placement.created()])
    }
}

impl WithdrawPlacement {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::Account(self.account), Key::PlacementsOf(self.account), Key::Placement(self.answer)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.account(self.account, Action::PlaceAccount)?;
        let Some(placement) = case.model.placements.get(self.account, self.placement) else {
            return Err(case.absent(Kind::Placement));
        };
        if placement.by != case.viewer.actor {
            return Err(Rejection::PlacementOfAnother.into());
        }
        if case.model.placements.find(self.answer).is_some() {
            return Err(Rejection::IdTaken { kind: Kind::Placement }.into());
        }
        Ok(vec![withdrawal(case, placement, self.answer)?.created()])
    }
}

/// The answer that takes a placement back.
pub(crate) fn withdrawal(case: &Case<'_>, placement: &Placement, answer: PlacementId) -> Result<Placement, Rejection> {
    let words: Vec<&Placement> = case.model.placements.of(placement.account).collect();
    if placement.state == PlacementState::Withdrawn || said::answer_to(&words, placement.id.0).is_some() {
        return Err(Rejection::PlacementAnswered);
    }
    Ok(placement.said(Said {
        id: answer.0,
        by: case.viewer.actor,
        reason: String::new(),
        state: PlacementState::Withdrawn,
        answers: Some(placement.id.0),
        recorded: next_recorded(case.model, placement.account),
    }))
}

/// The number of the entry that a new placement will be part of. On a device it is a guess until the log has spoken, and
/// then follows the placements that are laid but not sent, so that the last word said here stands here.
pub(crate) fn next_recorded(model: &Model, account: AccountId) -> i64 {
    model.placements.of(account).map(|placement| placement.recorded).fold(model.seq, i64::max) + 1
}

/// The placement by which an account stands on a day: see [`said::standing`].
pub fn standing(model: &Model, account: AccountId, on: Day) -> Option<&Placement> {
    standing_after(model, account, on, i64::MAX)
}

/// The placement by which an account stood on a day, as of the entry with this number.
pub(crate) fn standing_after(model: &Model, account: AccountId, on: Day, entry: i64) -> Option<&Placement> {
    said::standing(model.placements.of(account), on, entry)
}
