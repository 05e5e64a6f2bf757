//! Assessments: what somebody scored an account by the criteria of a categorization model, and on what evidence. Append-only: who
//! thinks otherwise, or later, makes another one; what was a slip is taken back by one that says so. The point and the cell follow from
//! the scores by the edition of the model that was scored, and are kept nowhere beside them.
//!
//! An assessment does not say where an account stands. It says where it would stand by its scores; a
//! [`Position`](crate::position::Position) says where it does.
//!
//! Like all that boards do not need they are kept by the server alone, see [`crate::keep`], and decided there: the rules need the model.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    categorization::{
        CategorizationModel, Models,
        score::{Computed, Score, ScoreFlaw, Scores},
    },
    change::{Kind, Value},
    command::{Key, Keys},
    day::Day,
    ids::{AccountId, AssessmentId, PersonId},
    keep::Kept,
    model::Model,
    policy::Action,
    record::{Record, Scalar},
    rejection::{Rejection, TextField},
    said::TakesBack,
    set::SetOf,
    text::{self, SENTENCE_MAX},
};

record! {
    /// What somebody scored an account, on a day.
    Assessment(AssessmentId) of Assessment in |assessment| Some(assessment.account);
    /// The account.
    account: AccountId, Internal, Fixed;
    /// The model.
    model: String, Internal, Fixed;
    /// Its edition.
    version: i64, Internal, Fixed;
    /// Who scored.
    by: PersonId, Internal, Fixed;
    /// The business day from which it holds.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    day: Day, Internal, Fixed;
    /// The scores, by the criteria of the model.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Scored>))]
    scores: SetOf<Scored>, Internal, Fixed;
    /// The scores of its questions about the circumstances.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Scored>))]
    context: SetOf<Scored>, Internal, Fixed;
    /// On what evidence; it may tell of living persons.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Evidence>))]
    evidence: SetOf<Evidence>, Personal, Fixed;
    /// The assessment that this one takes back; it has no scores then.
    withdraws: Option<AssessmentId>, Internal, Fixed;
    /// The number of its entry in the log, by which the one recorded last is found.
    recorded: i64, Internal, Fixed;
}

/// A criterion with its score. As a text, `trust 4`, or `delivery 7/6` where the best competitor was scored beside us.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Scored {
    /// The criterion.
    pub criterion: String,
    /// Its score.
    pub score: Score,
}

/// A criterion with why it was scored as it was. As a text, the criterion, a blank, and the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
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

impl AssessAccount {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([
            Key::Account(self.account),
            Key::StandsOn(self.account),
            Key::Assessment(self.assessment),
            Key::Models,
        ])
    }

    /// Whoever may place the account may assess it, by the edition of the model that holds now.
    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.account(self.account, Action::PlaceAccount)?;
        case.is_business_day(self.day)?;
        let kept = &case.model.kept;
        if kept.assessments.contains_key(&self.assessment) {
            return Err(Rejection::IdTaken { kind: Kind::Assessment }.into());
        }
        let (scores, context, evidence) = self.checked(kept.models.in_force(&self.model, self.version)?)?;
        let assessment = Assessment {
            id: self.assessment,
            account: self.account,
            model: self.model.clone(),
            version: self.version,
            by: case.viewer.actor,
            day: self.day,
            scores,
            context,
            evidence,
            withdraws: None,
            recorded: case.model.seq + 1,
        };
        Ok(vec![assessment.created()])
    }

    /// Its scores, those of the circumstances and the evidence, where a model takes them.
    ///
    /// # Errors
    /// The first of them that it does not take, and why.
    pub fn checked(&self, model: &CategorizationModel) -> Result<Checked, Rejection> {
        if self.scores.is_empty() {
            return Err(Rejection::NothingScored);
        }
        let (scores, context) = (scored(&self.scores)?, scored(&self.context)?);
        model.check_scores(&model.criteria, &table(&scores))?;
        model.check_scores(&model.context, &table(&context))?;
        let evidence = self.scores.iter().chain(&self.context).filter_map(evidence).collect::<Result<_, _>>()?;
        Ok((scores, context, evidence))
    }
}

/// Scores, those of the circumstances, and the evidence, as they are kept.
pub type Checked = (SetOf<Scored>, SetOf<Scored>, SetOf<Evidence>);

fn scored(judged: &[Judged]) -> Result<SetOf<Scored>, Rejection> {
    let mut criteria = SetOf::new();
    if let Some(twice) = judged.iter().find(|one| !criteria.insert(one.criterion.as_str())) {
        return Err(Rejection::CriterionTwice { criterion: twice.criterion.clone() });
    }
    Ok(judged.iter().map(|one| Scored { criterion: one.criterion.clone(), score: one.score }).collect())
}

impl From<ScoreFlaw> for Rejection {
    fn from(flaw: ScoreFlaw) -> Self {
        match flaw {
            ScoreFlaw::CriterionUnknown { criterion } => Rejection::CriterionUnknown { criterion },
            ScoreFlaw::NothingToCompare { criterion } => Rejection::NothingToCompare { criterion },
            ScoreFlaw::ScoreOutOfRange { criterion, scale, .. } => {
                Rejection::ScoreOutOfRange { criterion, low: scale.low, high: scale.high }
            }
        }
    }
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
    /// What its scores come to by the edition of the model that was scored; none where that is not in hand.
    pub fn computed<'a>(&self, models: &'a Models) -> Option<Computed<'a>> {
        self.edition(models).map(|model| model.computed(&table(&self.scores)))
    }

    /// The edition of the model that was scored.
    pub fn edition<'a>(&self, models: &'a Models) -> Option<&'a CategorizationModel> {
        models.edition(&self.model, self.version)
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

/// The assessment that holds on a day, of those of one account by one model that were recorded up to an entry: of those that were not
/// taken back, from that day or earlier, the one with the latest day, and of those the one recorded last.
pub fn holding<'a>(
    assessments: impl Iterator<Item = &'a Assessment> + Clone,
    on: Day,
    entry: i64,
) -> Option<&'a Assessment> {
    let known = assessments.filter(|assessment| assessment.recorded <= entry);
    let withdrawn: SetOf<AssessmentId> = known.clone().filter_map(|assessment| assessment.withdraws).collect();
    known
        .filter(|one| one.withdraws.is_none() && one.day <= on && !withdrawn.contains(&one.id))
        .max_by_key(|one| (one.day, one.recorded, one.id))
}

impl Kept {
    /// The assessments in hand of an account by a model.
    pub fn assessments_of<'a>(
        &'a self,
        account: AccountId,
        model: &'a str,
    ) -> impl Iterator<Item = &'a Assessment> + Clone {
        self.assessments.values().filter(move |one| one.account == account && one.model == model)
    }
}

/// What takes an assessment back: one that says so; of what took one back itself, the same scores again. None where somebody did
/// already.
pub(crate) fn taken_back(kept: &Kept, assessment: &Assessment, takes_back: TakesBack) -> Option<Assessment> {
    let TakesBack { id, by, recorded, .. } = takes_back;
    if kept.assessments.values().any(|other| other.withdraws == Some(assessment.id)) {
        return None;
    }
    let (id, none) = (AssessmentId(id), Assessment::default());
    if let Some(withdrawn) = assessment.withdraws {
        return kept.assessments.get(&withdrawn).map(|again| Assessment { id, by, recorded, ..again.clone() });
    }
    let Assessment { scores, context, evidence, .. } = none;
    let withdraws = Some(assessment.id);
    Some(Assessment { id, by, recorded, scores, context, evidence, withdraws, ..assessment.clone() })
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
pub(crate) mod tests;
