//! Scores of many accounts by one model at once, such as a file brings: all of them are assessed or none, as one step that is taken back
//! as one.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    assessment::AssessAccount,
    change::Kind,
    command::Keys,
    ids::AssessmentId,
    model::Model,
    rejection::Rejection,
    set::SetOf,
};

/// The most accounts of one command.
pub const ASSESSED_MAX: usize = 1_000;

/// Scores accounts, all of them or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AssessAccounts {
    /// What each was scored, in the order in which it is to be written.
    pub assessments: Vec<AssessAccount>,
}

impl AssessAccounts {
    pub(crate) fn needs(&self, known: &Model) -> Keys {
        self.assessments.iter().flat_map(|one| one.needs(known)).collect()
    }

    /// Each is judged as if it came alone.
    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        if self.assessments.len() > ASSESSED_MAX {
            return Err(Rejection::RecordsTooMany { max: ASSESSED_MAX }.into());
        }
        let mut ids: SetOf<AssessmentId> = SetOf::new();
        let mut changes = Vec::new();
        for one in &self.assessments {
            if !ids.insert(one.assessment) {
                return Err(Rejection::IdTaken { kind: Kind::Assessment }.into());
            }
            changes.extend(one.decide(case)?);
        }
        Ok(changes)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        apply::Stop,
        assessment::tests::{LEAD, OTHER, assess, case_of, id, judged},
        ids::AccountId,
    };

    fn list(ids: &[u128]) -> AssessAccounts {
        let one = |number: &u128| AssessAccount {
            assessment: AssessmentId(Uuid::from_u128(*number)),
            ..assess(vec![judged("buyer_assets", 4, "")])
        };
        AssessAccounts { assessments: ids.iter().map(one).collect() }
    }

    fn decided(actor: u128, command: &AssessAccounts) -> Result<usize, Rejection> {
        case_of(actor, |case| match command.decide(case) {
            Ok(changes) => Ok(changes.len()),
            Err(Stop::Rejected(reason)) => Err(reason),
            Err(Stop::Unknown) => panic!("a whole model can tell"),
        })
    }

    #[test]
    fn all_are_assessed_or_none() {
        assert_eq!(decided(LEAD, &list(&[100, 101])), Ok(2));
        let mut one_wrong = list(&[100, 101]);
        one_wrong.assessments[1].scores = vec![judged("buyer_assets", 9, "")];
        assert!(matches!(decided(LEAD, &one_wrong), Err(Rejection::ScoreOutOfRange { .. })));
        one_wrong.assessments[1] = AssessAccount { account: AccountId(id(99)), ..one_wrong.assessments[0].clone() };
        one_wrong.assessments[1].assessment = AssessmentId(id(101));
        assert!(decided(LEAD, &one_wrong).is_err());
        assert!(decided(OTHER, &list(&[100])).is_err(), "who may not place an account may not score it");
    }

    #[test]
    fn each_has_an_id_of_its_own_and_there_are_not_too_many() {
        assert_eq!(decided(LEAD, &list(&[100, 100])), Err(Rejection::IdTaken { kind: Kind::Assessment }));
        let many: Vec<u128> = (1_000..).take(ASSESSED_MAX + 1).collect();
        assert_eq!(decided(LEAD, &list(&many)), Err(Rejection::RecordsTooMany { max: ASSESSED_MAX }));
    }
}
