//! A step of a scenario: what is supposed or wished of one account, and what stood there as it was written.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    account::{self, AssignAccount},
    apply::{Case, Stop},
    change::Value,
    command::{Command, Key},
    ids::{AccountId, PersonId, PositionId},
    placement::STAGES_OF,
    policy::Action,
    position::{self, PlaceOnModel},
    record::Scalar,
    rejection::{Rejection, TextField},
    said::{self, Word},
    text::{self, SENTENCE_MAX},
    what_if::{PERCENT_MAX, Supposed},
};

/// What is supposed or wished of an account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Wish {
    /// It brings so much of what it brings, in percent: 0 where it is lost. An assumption, which nobody takes in.
    Suppose {
        /// Which account.
        account: AccountId,
        /// 0 to 1,000, and not 100.
        percent: u16,
    },
    /// Another lead takes it.
    Assign {
        /// Which account.
        account: AccountId,
        /// Who leads it then, or nobody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<PersonId>,
    },
    /// It stands in another cell of a categorization model.
    Place {
        /// Which account.
        account: AccountId,
        /// On which model.
        model: String,
        /// In which cell.
        cell: String,
        /// Why.
        reason: String,
    },
}

impl Wish {
    /// The account that it is about.
    pub fn account(&self) -> AccountId {
        match self {
            Self::Suppose { account, .. } | Self::Assign { account, .. } | Self::Place { account, .. } => *account,
        }
    }

    /// What of the account it is about: of two steps on the same none would say which holds.
    pub fn subject(&self) -> (AccountId, &str) {
        let what = match self {
            Self::Suppose { .. } => "",
            Self::Assign { .. } => "owner",
            Self::Place { model, .. } => model,
        };
        (self.account(), what)
    }

    /// What it supposes, where it is an assumption.
    pub fn supposed(&self) -> Option<Supposed> {
        match self {
            Self::Suppose { account, percent } => Some(Supposed { account: *account, percent: *percent }),
            Self::Assign { .. } | Self::Place { .. } => None,
        }
    }

    /// What must be in hand to write it down and to take it in.
    pub(crate) fn keys(&self, new: PositionId) -> Vec<Key> {
        match self {
            Self::Suppose { account, .. } | Self::Assign { account, .. } => vec![Key::People, Key::Account(*account)],
            Self::Place { account, .. } => position::keys_of(*account, new).into_iter().collect(),
        }
    }

    /// The step as it is kept, with what stands there now.
    ///
    /// # Errors
    /// Where it says nothing, or of what is not there for the viewer.
    pub fn written(&self, case: &Case<'_>) -> Result<Step, Stop> {
        let account = case.account(self.account(), Action::SeeAccount)?;
        let nothing = Stop::from(Rejection::StepChangesNothing { account: account.id });
        let mut wish = self.clone();
        let was = match &mut wish {
            Self::Suppose { percent, .. } => match *percent {
                100 => return Err(nothing),
                percent if percent > PERCENT_MAX => {
                    return Err(Rejection::SupposedOutOfRange { max: PERCENT_MAX }.into());
                }
                _ => None,
            },
            Self::Assign { owner, .. } => {
                account::check_lead(case, *owner)?;
                let was = account.owner.map(|person| person.0);
                if account.owner == *owner { Err(nothing) } else { Ok(was) }?
            }
            Self::Place { account, model, cell, reason } => {
                let models = &case.model.kept.models;
                if models.in_force(model, models.version_of(model))?.cell(cell).is_none() {
                    return Err(Rejection::CellUnknown { cell: cell.clone() }.into());
                }
                *reason = text::filled_line(TextField::Reason, reason, SENTENCE_MAX)?;
                match stands_by(case, *account, model) {
                    Some((_, stood)) if stood == *cell => return Err(nothing),
                    stands => stands.map(|(id, _)| id),
                }
            }
        };
        Ok(Step { wish, was })
    }
}

/// The word by which an account stands on a model today, and the cell that it names.
fn stands_by(case: &Case<'_>, account: AccountId, model: &str) -> Option<(Uuid, String)> {
    fn told<W: Word>(word: Option<&W>) -> Option<(Uuid, String)> {
        word.map(|word| (word.id(), word.cell().to_owned()))
    }
    let on = case.viewer.day;
    if model == STAGES_OF {
        return told(said::standing(case.model.placements.of(account), on, i64::MAX));
    }
    told(said::standing(case.model.kept.positions_of(account, model), on, i64::MAX))
}

/// One step of a scenario as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Step {
    /// What is supposed or wished.
    pub wish: Wish,
    /// Who led the account, or the word by which it stood on the model, as the step was written; none where nobody did or it did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Uuid>,
}

impl Default for Step {
    fn default() -> Self {
        Self { wish: Wish::Suppose { account: AccountId::default(), percent: 0 }, was: None }
    }
}

/// What would become of a step if somebody took the scenario in now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It would be done.
    Fits,
    /// The reader may not do it: it is for a director to take in.
    NeedsDirector,
    /// A rule says no.
    Refused(Rejection),
}

impl Step {
    /// The command by which it is taken in; none of an assumption.
    pub(crate) fn command(&self, case: &Case<'_>, new: PositionId) -> Option<Command> {
        match &self.wish {
            Wish::Suppose { .. } => None,
            Wish::Assign { account, owner } => {
                let (account, owner, was) = (*account, *owner, self.was.map(PersonId));
                Some(Command::AssignAccount(AssignAccount { account, owner, was }))
            }
            Wish::Place { account, model, cell, reason } => Some(Command::PlaceOnModel(PlaceOnModel {
                position: new,
                account: *account,
                model: model.clone(),
                version: case.model.kept.models.version_of(model),
                cell: cell.clone(),
                day: case.viewer.day,
                reason: reason.clone(),
                was: self.was.map(PositionId),
                seen: None,
            })),
        }
    }

    /// What would become of it if the viewer took it in now.
    pub fn fit(&self, case: &Case<'_>) -> Fit {
        let decided = match self.command(case, PositionId::default()) {
            None => case.account(self.wish.account(), Action::SeeAccount).map(drop),
            Some(command) => command.decide(case).map(drop),
        };
        match decided {
            Ok(()) => Fit::Fits,
            Err(Stop::Rejected(Rejection::NotPermitted { .. }) | Stop::Unknown) => Fit::NeedsDirector,
            Err(Stop::Rejected(rejection)) => Fit::Refused(rejection),
        }
    }
}

/// As a text in changes and tables: parted by tabs, which no word of it holds, with the reason at the end.
impl fmt::Display for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let was = id(self.was);
        match &self.wish {
            Wish::Suppose { account, percent } => write!(out, "suppose\t{account}\t{percent}"),
            Wish::Assign { account, owner } => {
                write!(out, "assign\t{account}\t{was}\t{}", id(owner.map(|person| person.0)))
            }
            Wish::Place { account, model, cell, reason } => {
                write!(out, "place\t{account}\t{was}\t{model}\t{cell}\t{reason}")
            }
        }
    }
}

impl FromStr for Step {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        fn id(text: &str) -> Result<Option<Uuid>, ()> {
            if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| ()) }
        }
        let mut parts = text.splitn(6, '\t');
        let mut part = || parts.next().ok_or(());
        let (does, account) = (part()?, part()?.parse().map_err(|_| ())?);
        match does {
            "suppose" => {
                let wish = Wish::Suppose { account, percent: part()?.parse().map_err(|_| ())? };
                Ok(Self { wish, was: None })
            }
            "assign" => {
                let was = id(part()?)?;
                Ok(Self { wish: Wish::Assign { account, owner: id(part()?)?.map(PersonId) }, was })
            }
            "place" => {
                let was = id(part()?)?;
                let [model, cell, reason] = [part()?, part()?, part()?].map(str::to_owned);
                Ok(Self { wish: Wish::Place { account, model, cell, reason }, was })
            }
            _ => Err(()),
        }
    }
}

impl Scalar for Step {
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
