//! What only ever grows is taken back by a record that says so, and never goes.

use crate::{
    apply::{Case, Decision},
    assessment,
    change::{Change, Kind},
    history::Entry,
    ids::{AssessmentId, KeyDecisionId, PositionId},
    key_decision::KeyDecision,
    position::Position,
    record::Record,
    rejection::Rejection,
    scenario, status_report,
    undo::Undo,
};

/// Whether records of a kind only ever grow.
pub(crate) fn is_answered(kind: Kind) -> bool {
    let of_accounts = matches!(kind, Kind::Position | Kind::Assessment | Kind::KeyDecision);
    let of_people = matches!(kind, Kind::StatusReport | Kind::StatusAnswer | Kind::Scenario | Kind::ScenarioWord);
    of_accounts || of_people
}

/// What only ever grows is answered by a record that takes it back. Of an entry of many the ids of the answers follow each other.
pub(super) fn answered(undo: &Undo, case: &Case<'_>, entry: &Entry, (turn, change): (usize, &Change)) -> Decision {
    let (kept, id) = (&case.model.kept, change.key.id);
    let takes_back = undo.takes_back(case, entry, turn, case.model.seq + 1);
    let is_taken = kept.positions.contains_key(&PositionId(takes_back.id))
        || kept.assessments.contains_key(&takes_back.id.into())
        || kept.key_decisions.contains_key(&takes_back.id.into())
        || kept.status_answers.contains_key(&takes_back.id.into())
        || kept.scenario_words.contains_key(&takes_back.id.into());
    if is_taken {
        return Err(Rejection::IdTaken { kind: change.key.kind }.into());
    }
    if matches!(change.key.kind, Kind::StatusReport | Kind::StatusAnswer) {
        let made = status_report::taken_back(case, change, takes_back);
        return made
            .map(|made| vec![made.created()])
            .ok_or_else(|| Rejection::ChangedSince { entry: entry.seq }.into());
    }
    if matches!(change.key.kind, Kind::Scenario | Kind::ScenarioWord) {
        let made = scenario::taken_back(case, change, takes_back);
        return made
            .map(|made| vec![made.created()])
            .ok_or_else(|| Rejection::ChangedSince { entry: entry.seq }.into());
    }
    if change.key.kind == Kind::KeyDecision {
        let known = kept.key_decisions.get(&KeyDecisionId(id)).ok_or_else(|| case.absent(Kind::KeyDecision))?;
        let words: Vec<&KeyDecision> = kept.key_decisions_of(known.account).collect();
        return Ok(vec![takes_back.word(&words, known)?.created()]);
    }
    if change.key.kind == Kind::Assessment {
        let known = kept.assessments.get(&AssessmentId(id)).ok_or_else(|| case.absent(Kind::Assessment))?;
        let made = assessment::taken_back(kept, known, takes_back);
        return made
            .map(|made| vec![made.created()])
            .ok_or_else(|| Rejection::ChangedSince { entry: entry.seq }.into());
    }
    let known = kept.positions.get(&PositionId(id)).ok_or_else(|| case.absent(Kind::Position))?;
    let words: Vec<&Position> = kept.positions_of(known.account, &known.model).collect();
    Ok(vec![takes_back.word(&words, known)?.created()])
}
