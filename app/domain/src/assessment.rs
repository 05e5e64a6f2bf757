//! Assessments: what somebody scored an account by the criteria of a categorization model, and on what evidence. Append-only: who
//! thinks otherwise, or later, makes another one. The point and the cell follow from the scores by the edition of the model that
//! was scored, and are kept nowhere beside them.
//!
//! An assessment does not say where an account stands. It says where it would stand by its scores; a placement says where it does.
//!
//! Deliberately absent as yet: its kind among [`Kind`](crate::change::Kind)s and its word among
//! [`Command`](crate::command::Command)s, which come with the table that keeps it. Its fields are scalars and sets of scalars
//! already, so that the struct becomes the list of a `record!`. The rule itself needs the model, which is a record only where
//! a team edited one: [`AssessAccount::decide`] is handed it by whoever has it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Stop},
    categorization::{
        CategorizationModel,
        score::{Computed, Score, ScoreFlaw, Scores},
    },
    change::Value,
    day::Day,
    ids::{AccountId, AssessmentId, PersonId},
    policy::Action,
    record::Scalar,
    rejection::{Rejection, TextField},
    set::SetOf,
    text::{self, SENTENCE_MAX},
};

/// What somebody scored an account, on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// Its name among its kind.
    pub id: AssessmentId,
    /// The account.
    pub account: AccountId,
    /// The model.
    pub model: String,
    /// Its edition.
    pub version: i64,
    /// Who scored.
    pub by: PersonId,
    /// The business day from which it holds.
    pub day: Day,
    /// The scores, by the criteria of the model.
    pub scores: SetOf<Scored>,
    /// The scores of its questions about the circumstances.
    pub context: SetOf<Scored>,
    /// On what evidence; it may tell of living persons.
    pub evidence: SetOf<Evidence>,
    /// The number of its entry in the log, by which the one recorded last is found.
    pub recorded: i64,
}

/// A criterion with its score. As a text, `trust 4`, or `delivery 7/6` where the best competitor was scored beside us.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scored {
    /// The criterion.
    pub criterion: String,
    /// Its score.
    pub score: Score,
}

/// A criterion with why it was scored as it was. As a text, the criterion, a blank, and the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The criterion.
    pub criterion: String,
    /// Why.
    pub note: String,
}

/// Scores an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AssessAccount {
    /// The new assessment's id.
    pub assessment: AssessmentId,
    /// Which account.
    pub account: AccountId,
    /// By which model.
    pub model: String,
    /// By which of its editions.
    pub version: i64,
    /// The business day from which it holds; not later than the server's.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    pub day: Day,
    /// What was scored; what was not is left out.
    pub scores: Vec<Judged>,
    /// What was scored of the circumstances.
    #[serde(default)]
    pub context: Vec<Judged>,
}

/// A criterion as somebody judged it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Judged {
    /// The criterion.
    pub criterion: String,
    /// Its score.
    pub score: Score,
    /// On what evidence; may be empty.
    #[serde(default)]
    pub note: String,
}

/// Why an assessment cannot be taken, beside what any command can be refused for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "flaw", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[error("{self:?}")]
pub enum AssessmentFlaw {
    /// It was scored by another model, or another edition, than the one that holds now.
    OtherEdition {
        /// The one that holds now.
        version: i64,
    },
    /// Nothing was scored.
    NothingScored,
    /// A criterion was scored twice.
    CriterionTwice {
        /// Which.
        criterion: String,
    },
    /// A score does not fit the model.
    Score(ScoreFlaw),
}

/// Why an assessment was not taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    /// For what any command can be refused for.
    Stopped(Stop),
    /// For what is wrong with it.
    Flawed(AssessmentFlaw),
}

impl From<Stop> for Refused {
    fn from(stop: Stop) -> Self {
        Self::Stopped(stop)
    }
}

impl From<Rejection> for Refused {
    fn from(rejection: Rejection) -> Self {
        Self::Stopped(rejection.into())
    }
}

impl From<AssessmentFlaw> for Refused {
    fn from(flaw: AssessmentFlaw) -> Self {
        Self::Flawed(flaw)
    }
}

impl AssessAccount {
    /// Decides whether it is taken: whoever may place the account may assess it, by the edition of the model that holds now.
    /// `recorded` is the number of the entry that it will be part of.
    ///
    /// # Errors
    /// The rule that says no.
    pub fn decide(&self, case: &Case<'_>, model: &CategorizationModel, recorded: i64) -> Result<Assessment, Refused> {
        case.account(self.account, Action::PlaceAccount)?;
        case.is_business_day(self.day)?;
        if (&self.model, self.version) != (&model.id, model.version) {
            return Err(AssessmentFlaw::OtherEdition { version: model.version }.into());
        }
        if self.scores.is_empty() {
            return Err(AssessmentFlaw::NothingScored.into());
        }
        let (scores, context) = (scored(&self.scores)?, scored(&self.context)?);
        let fits = |criteria, scores| model.check_scores(criteria, &table(scores)).map_err(AssessmentFlaw::Score);
        fits(&model.criteria, &scores)?;
        fits(&model.context, &context)?;
        Ok(Assessment {
            id: self.assessment,
            account: self.account,
            model: self.model.clone(),
            version: self.version,
            by: case.viewer.actor,
            day: self.day,
            evidence: self.scores.iter().chain(&self.context).filter_map(evidence).collect::<Result<_, _>>()?,
            scores,
            context,
            recorded,
        })
    }
}

fn scored(judged: &[Judged]) -> Result<SetOf<Scored>, AssessmentFlaw> {
    let mut criteria = SetOf::new();
    if let Some(twice) = judged.iter().find(|one| !criteria.insert(one.criterion.as_str())) {
        return Err(AssessmentFlaw::CriterionTwice { criterion: twice.criterion.clone() });
    }
    Ok(judged.iter().map(|one| Scored { criterion: one.criterion.clone(), score: one.score }).collect())
}

/// What somebody noted beside a score, if they did.
fn evidence(judged: &Judged) -> Option<Result<Evidence, Rejection>> {
    let noted = |note: String| Evidence { criterion: judged.criterion.clone(), note };
    let note = text::line(TextField::Note, &judged.note, SENTENCE_MAX);
    note.map(|note| (!note.is_empty()).then(|| noted(note))).transpose()
}

fn table(scores: &SetOf<Scored>) -> Scores {
    scores.iter().map(|scored| (scored.criterion.clone(), scored.score)).collect()
}

impl Assessment {
    /// What its scores come to; none by another model or another edition.
    pub fn computed<'a>(&self, model: &'a CategorizationModel) -> Option<Computed<'a>> {
        let is_by_it = (&self.model, self.version) == (&model.id, model.version);
        is_by_it.then(|| model.computed(&table(&self.scores)))
    }

    /// Its scores by criterion.
    pub fn scores(&self) -> Scores {
        table(&self.scores)
    }

    /// The scores of the circumstances by question.
    pub fn context(&self) -> Scores {
        table(&self.context)
    }
}

/// The assessment that holds on a day, of those of one account by one model: of those from that day or earlier the one with the latest
/// day, and of those the one recorded last.
pub fn holding<'a>(assessments: impl IntoIterator<Item = &'a Assessment>, on: Day) -> Option<&'a Assessment> {
    let known = assessments.into_iter().filter(|assessment| assessment.day <= on);
    known.max_by_key(|assessment| (assessment.day, assessment.recorded, assessment.id))
}

impl fmt::Display for Scored {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.criterion, self.score.ours)?;
        self.score.rival.map_or(Ok(()), |rival| write!(out, "/{rival}"))
    }
}

impl FromStr for Scored {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (criterion, score) = text.split_once(' ').ok_or(())?;
        let (ours, rival) = score.split_once('/').map_or((score, None), |(ours, rival)| (ours, Some(rival)));
        let number = |text: &str| text.parse().map_err(|_| ());
        let score = Score { ours: number(ours)?, rival: rival.map(number).transpose()? };
        Ok(Self { criterion: criterion.to_owned(), score })
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.criterion, self.note)
    }
}

impl FromStr for Evidence {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (criterion, note) = text.split_once(' ').ok_or(())?;
        Ok(Self { criterion: criterion.to_owned(), note: note.to_owned() })
    }
}

/// As a text in changes.
macro_rules! scalar {
    ($type:ty) => {
        impl Scalar for $type {
            fn value(&self) -> Value {
                Value::Text(self.to_string())
            }

            fn read(value: &Value) -> Option<Self> {
                match value {
                    Value::Text(text) => text.parse().ok(),
                    Value::Nothing | Value::Flag(_) | Value::Number(_) => None,
                }
            }
        }
    };
}

scalar!(Scored);
scalar!(Evidence);

#[cfg(test)]
mod tests;
