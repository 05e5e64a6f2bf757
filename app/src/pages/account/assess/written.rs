//! What is being scored, and its text as a draft.

use domain::{
    assessment::{Evidence, Judged, Scored},
    categorization::{
        Criterion,
        score::{Score, Scores},
    },
    ids::AccountId,
    table::Table,
};
use uuid::Uuid;

use crate::{client::drafts, wire::assessments::AssessedModel};

/// A criterion as it is being judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Its score; ours, where an axis compares.
    pub ours: Option<i64>,
    /// That of the best competitor.
    pub rival: Option<i64>,
    /// On what evidence.
    pub note: String,
}

/// All of them, by criterion; questions about the circumstances among them, since no model names two things alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written(Table<String, Judgement>);

/// What the draft of an account's assessment by a model is kept by.
pub fn draft_key(account: AccountId, model: &str) -> Uuid {
    drafts::named(account.0, model)
}

impl Written {
    /// It begins with the assessment that holds, if there is one.
    pub fn of_held(on: &AssessedModel) -> Self {
        let held = on.holds.and_then(|held| on.assessments.iter().find(|told| told.assessment.id == held));
        let mut written = Self::default();
        let Some(told) = held else { return written };
        for scored in told.assessment.scores.iter().chain(told.assessment.context.iter()) {
            written.take(scored);
        }
        for evidence in told.assessment.evidence.iter() {
            written.of_mut(&evidence.criterion).note.clone_from(&evidence.note);
        }
        written
    }

    fn take(&mut self, scored: &Scored) {
        let judgement = self.of_mut(&scored.criterion);
        (judgement.ours, judgement.rival) = (Some(scored.score.ours), scored.score.rival);
    }

    /// How a criterion is judged.
    pub fn of(&self, criterion: &str) -> Option<&Judgement> {
        self.0.get(&criterion.to_owned())
    }

    /// The same, to be changed.
    pub fn of_mut(&mut self, criterion: &str) -> &mut Judgement {
        self.0.get_or_insert_with(criterion.to_owned(), Judgement::default)
    }

    /// What was scored, to be computed. Of another question the model takes no notice.
    pub fn scores(&self) -> Scores {
        let score = |(id, judgement): (&String, &Judgement)| {
            Some((id.clone(), Score { ours: judgement.ours?, rival: judgement.rival }))
        };
        self.0.iter().filter_map(score).collect()
    }

    /// What was scored of these criteria, to be sent.
    pub fn judged(&self, criteria: &[Criterion]) -> Vec<Judged> {
        let judged = |criterion: &Criterion| {
            let Judgement { ours, rival, note } = self.of(&criterion.id)?;
            let score = Score { ours: (*ours)?, rival: *rival };
            Some(Judged { criterion: criterion.id.clone(), score, note: note.clone() })
        };
        criteria.iter().filter_map(judged).collect()
    }

    /// As a text: a line for each score and each note.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        for (criterion, judgement) in self.0.iter() {
            let criterion = criterion.clone();
            match (judgement.ours, judgement.rival) {
                (Some(ours), rival) => {
                    let scored = Scored { criterion: criterion.clone(), score: Score { ours, rival } };
                    lines.push(["score ", &scored.to_string()].concat());
                }
                (None, Some(rival)) => lines.push(format!("rival {criterion} {rival}")),
                (None, None) => {}
            }
            if !judgement.note.is_empty() {
                let note = judgement.note.replace('\n', " ");
                lines.push(["note ", &Evidence { criterion, note }.to_string()].concat());
            }
        }
        lines.join("\n")
    }

    /// What such a text says.
    pub fn of_text(text: &str) -> Self {
        let mut written = Self::default();
        for (kind, rest) in text.lines().filter_map(|line| line.split_once(' ')) {
            match kind {
                "score" => drop(rest.parse::<Scored>().map(|scored| written.take(&scored))),
                "rival" => {
                    if let Some((criterion, rival)) = rest.split_once(' ') {
                        written.of_mut(criterion).rival = rival.parse().ok();
                    }
                }
                _ => {
                    if let Ok(evidence) = rest.parse::<Evidence>() {
                        written.of_mut(&evidence.criterion).note = evidence.note;
                    }
                }
            }
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_as_it_was_written() {
        let mut written = Written::default();
        written.of_mut("trust").ours = Some(4);
        written.of_mut("trust").note = "They shared their forecast\nin May".to_owned();
        (written.of_mut("delivery").ours, written.of_mut("delivery").rival) = (Some(7), Some(6));
        written.of_mut("value").rival = Some(5);
        let read = Written::of_text(&written.text());
        assert_eq!(read.of("trust").unwrap().note, "They shared their forecast in May");
        assert_eq!(read.of("delivery"), written.of("delivery"));
        assert_eq!(read.of("value").unwrap().rival, Some(5));
        assert_eq!(read.scores().iter().count(), 2);
        assert_eq!(Written::of_text(""), Written::default());
    }
}
