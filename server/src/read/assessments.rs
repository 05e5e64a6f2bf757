//! One account on the categorization models, for one reader.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use app::wire::assessments::{
    AssessedModel, AssessmentTold, Assessments, ComputedTold, KnownFact, PositionTold, SaidTold,
};
use app::wire::key_accounts::{Decided, KeyMark};
use domain::{
    assessment::{Assessment, holding},
    categorization::{
        BOARDS, CategorizationModel, depth,
        facts::{self, Fact, Facts},
        investment,
        signal::uncoupling,
    },
    day::{Day, Moment, Window},
    ids::{AccountId, AssessmentId, PositionId, Seq},
    investment::Investment,
    keep::Kept,
    key_decision::{self, KeyDecision},
    key_rule,
    model::Model,
    placement::{Placement, PlacementState, STAGES_OF, Stage},
    placements::Placements,
    policy::Action,
    ratio::Ratio,
    said::{self, Word},
};

use super::Opened;
use crate::engine::Clock;
use crate::known::{self, Days};
use crate::models::{self, columns};
use crate::{Fault, store};

mod told;

/// Where an account stands among all by what they brought.
#[derive(Clone, Copy, Debug)]
pub struct Rank {
    ranked: usize,
    below: usize,
}

impl Rank {
    /// The rank of an account in a directory.
    pub fn of(model: &Model, account: AccountId) -> Self {
        let brought = model.revenue_ttm_minor(account);
        let all = || model.trailing.values().map(|figure| figure.revenue_ttm_minor).filter(|minor| *minor > 0);
        Self { ranked: all().count(), below: all().filter(|minor| *minor < brought).count() }
    }
}

/// What is said of an account on all models, and what is known of it.
struct Sheet {
    account: AccountId,
    today: Day,
    kept: Kept,
    placements: Placements,
    facts: Facts,
    instants: BTreeMap<Seq, Moment>,
    /// Whether the reader may see what assessments go by.
    reads_evidence: bool,
}

impl Opened {
    /// Everything of the account on the models.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn read_assessments(mut self, clock: &Clock, rank: Rank) -> Result<Assessments, Fault> {
        let today = clock.today();
        let (workspace, account) = (self.workspace(), self.account.id);
        let mut kept = Kept { models: models::load(&mut self.snapshot, workspace).await?, ..Kept::default() };
        store::kept::load_built_on(&mut self.snapshot, workspace, account, &mut kept).await?;
        let rules = store::key_rule::load_all(&mut self.snapshot, workspace).await?;
        kept.key_rules = rules.into_iter().map(|rule| (rule.id, rule)).collect();
        let mut placements = Placements::default();
        placements.extend(store::placement::load(&mut self.snapshot, workspace, &[], &[account.0]).await?);
        let days = Days::of(&self.house, today);
        let facts = self.read_facts(clock, days, rank).await?;
        let seqs = (kept.positions.values().map(Word::recorded)).chain(placements.iter().map(Word::recorded));
        let seqs: BTreeSet<Seq> = seqs.chain(kept.key_decisions.values().map(Word::recorded)).collect();
        let seqs: Vec<Seq> = seqs.into_iter().collect();
        let instants =
            store::log::past::load_instants(&mut self.snapshot, workspace, &seqs).await?.into_iter().collect();
        let reads_evidence = self.rights.may_with(Action::ReadNotes, self.account.owner);
        Ok(Sheet { account, today, kept, placements, facts, instants, reads_evidence }.told(days.to))
    }

    /// What is known of the account, as far as the reader may see what it comes from.
    async fn read_facts(&mut self, clock: &Clock, days: Days, rank: Rank) -> Result<Facts, Fault> {
        let (workspace, account) = (self.workspace(), self.account.id);
        let mut known = known::load(&mut self.snapshot, workspace, clock, &[account.0], days).await?;
        let mut facts = known.remove(&account).unwrap_or_default();
        facts.extend([(Fact::AccountsRanked, count(rank.ranked)), (Fact::AccountsBelow, count(rank.below))]);
        Ok(facts::seen(facts, &self.rights, self.account.owner))
    }
}

fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

impl Sheet {
    fn told(self, to: Day) -> Assessments {
        let of_boards: Vec<&CategorizationModel> = self.kept.models.of_boards().collect();
        let beside = |model: &&CategorizationModel| !model.template && !BOARDS.contains(&model.id.as_str());
        let all = of_boards.iter().copied().chain(self.kept.models.in_order().filter(beside));
        let models: Vec<AssessedModel> = all.map(|model| self.model(model)).collect();
        let on_boards = || models.iter().take(of_boards.len());
        let depths: Vec<Ratio> = on_boards().filter_map(|model| model.depth).collect();
        let expected = on_boards().zip(&of_boards).find_map(|(told, model)| columns::expects(model, stands_in(told)));
        let mut investments: Vec<Investment> = self.kept.investments.values().cloned().collect();
        investments.sort_by_key(|one| (Reverse(one.day), one.id));
        Assessments {
            account: self.account,
            as_of: self.today,
            to,
            exposure_minor: (!investments.is_empty()).then(|| investment::exposure_minor(&investments, self.today)),
            uncoupling: uncoupling(&self.facts, &self.stages()),
            spread: depth::spread(&depths),
            disagree: depth::disagree(&depths),
            mismatch: depth::mismatch(expected, &depths),
            facts: self.facts.iter().map(|(fact, is)| KnownFact { fact: *fact, is: *is }).collect(),
            investments,
            models,
            key: self.key(),
        }
    }

    /// Whether it is a key account, and what made it one.
    fn key(&self) -> KeyMark {
        let words: Vec<&KeyDecision> = self.kept.key_decisions_of(self.account).collect();
        let said = key_decision::decided(&words, self.today);
        let open = key_decision::spells(&said).pop().filter(|spell| spell.left.is_none());
        let at = |decision: &KeyDecision| self.instants.get(&decision.recorded).copied().unwrap_or_default();
        let rules = key_rule::in_order(self.kept.key_rules.values().cloned().collect());
        KeyMark {
            entered: open.map(|spell| Decided::of(spell.entered, at(spell.entered))),
            decision: said::standing(words.into_iter(), self.today, i64::MAX).map(|holds| holds.id),
            rules,
        }
    }

    fn model(&self, model: &CategorizationModel) -> AssessedModel {
        let assessments = || self.kept.assessments_of(self.account, &model.id);
        let held = holding(assessments(), self.today, i64::MAX);
        let found = held.and_then(|held| held.computed(&self.kept.models));
        let computed = if model.is_ladder() {
            let cell = model.step_at(&self.facts).map(|step| step.id.clone());
            ComputedTold { cell, ..ComputedTold::default() }
        } else {
            found.as_ref().map(told::computed).unwrap_or_default()
        };
        let (positions, stands) = if model.id == STAGES_OF {
            self.positions(self.placements.of(self.account), |_| None)
        } else {
            self.positions(self.kept.positions_of(self.account, &model.id), |one| Some(one.version))
        };
        let placed = stands.and_then(|id| positions.iter().find(|one| one.said.id == id)).map(|one| one.cell.clone());
        AssessedModel {
            model: model.id.clone(),
            version: model.version,
            own: models::shipped().latest(&model.id).is_none(),
            holds: held.map(|held| held.id),
            distance: told::distance(model, &computed, placed.as_deref()),
            proposals: told::proposals(model, &self.facts),
            rungs: model.rungs(&self.facts).iter().map(told::rung).collect(),
            fit: held.and_then(|held| told::fit(model, held)),
            depth: model.depth(placed.as_deref().or(computed.cell.as_deref()), &computed.point),
            confirmable: model.is_ladder() || found.is_some_and(|found| found.is_confirmable()),
            assessments: self.assessments(assessments()),
            stands,
            computed,
            positions,
        }
    }

    /// Assessments, the latest first; those that only took one back are told with that one.
    fn assessments<'a>(&self, all: impl Iterator<Item = &'a Assessment> + Clone) -> Vec<AssessmentTold> {
        let withdrawn: BTreeSet<AssessmentId> = all.clone().filter_map(|one| one.withdraws).collect();
        let mut said: Vec<&Assessment> = all.filter(|one| one.withdraws.is_none()).collect();
        said.sort_by_key(|one| Reverse((one.day, one.recorded, one.id)));
        let told = |one: &Assessment| AssessmentTold {
            computed: one.computed(&self.kept.models).map(|found| told::computed(&found)).unwrap_or_default(),
            withdrawn: withdrawn.contains(&one.id),
            assessment: if self.reads_evidence {
                one.clone()
            } else {
                Assessment { evidence: Assessment::default().evidence, ..one.clone() }
            },
        };
        said.into_iter().map(told).collect()
    }

    /// Words on where it stands, the latest first, each with its answers; and which one holds today.
    fn positions<'a, W: Word + 'a>(
        &self,
        all: impl Iterator<Item = &'a W> + Clone,
        version: impl Fn(&W) -> Option<i64>,
    ) -> (Vec<PositionTold>, Option<PositionId>) {
        let words: Vec<&W> = all.clone().collect();
        let stands = said::standing(all, self.today, i64::MAX).map(|word| PositionId(word.id()));
        let told = |word: &&W| PositionTold {
            said: self.said(*word),
            cell: word.cell().to_owned(),
            version: version(word),
            day: word.day(),
            came_to: said::state_of(&words, *word),
            answers: self.answers(&words, *word),
        };
        (said::originals(&words).iter().map(told).collect(), stands)
    }

    /// What was answered to a word, and what took that back, in the order in which it was said.
    fn answers<W: Word>(&self, words: &[&W], word: &W) -> Vec<SaidTold> {
        let of = |id| words.iter().copied().filter(move |other| other.answers() == Some(id));
        let answers = of(word.id()).flat_map(|answer| std::iter::once(answer).chain(of(answer.id())));
        let mut answers: Vec<SaidTold> = answers.map(|answer| self.said(answer)).collect();
        answers.sort_by_key(|answer| (answer.recorded, answer.id));
        answers
    }

    fn said<W: Word>(&self, word: &W) -> SaidTold {
        SaidTold {
            id: PositionId(word.id()),
            by: word.by(),
            state: word.state(),
            reason: word.reason().to_owned(),
            recorded: word.recorded(),
            at: self.instants.get(&word.recorded()).copied().unwrap_or_default(),
        }
    }

    /// The stages in which it stood in the last twelve months, the oldest first.
    fn stages(&self) -> Vec<Stage> {
        let words: Vec<_> = self.placements.of(self.account).collect();
        let after = Window::year_to(self.today).after;
        let before = said::standing(words.iter().copied(), after, i64::MAX);
        let counts = |word: &&&Placement| {
            let state = said::state_of(&words, **word);
            let is_void = matches!(state, PlacementState::Refused | PlacementState::Withdrawn);
            after < word.day && word.day <= self.today && !is_void
        };
        let mut since: Vec<_> = said::originals(&words);
        since.reverse();
        before.into_iter().chain(since.iter().filter(counts).copied()).map(|word| word.cell).collect()
    }
}

/// The cell in which it stands: where it was placed, else where it was computed to be.
fn stands_in(told: &AssessedModel) -> Option<&str> {
    let placed = told.stands.and_then(|id| told.positions.iter().find(|one| one.said.id == id));
    placed.map(|one| one.cell.as_str()).or(told.computed.cell.as_deref())
}
