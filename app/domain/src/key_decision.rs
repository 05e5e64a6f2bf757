//! The key set: which accounts are key, from when on, by which rule or by hand, who decided that, and why. Few accounts bring most of
//! what a firm earns; which these are is decided by a director, never by a figure alone.
//!
//! Invariants: nothing is overwritten. Whoever decides has seen what was decided before. Where no rule bears a decision out, it says
//! why.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    change::Kind,
    command::{Key, Keys},
    concentration::Portfolio,
    day::Day,
    ids::{AccountId, KeyDecisionId, KeyRuleId, PersonId},
    keep::Kept,
    key_rule::{Grounds, KeyBasis, KeyRule, Stood},
    model::Model,
    placement::{PlacementState, STAGES_OF},
    policy::Action,
    record::Record,
    rejection::{Rejection, TextField},
    said::{self, Word},
    table::Table,
    text::{self, SENTENCE_MAX},
};

#[cfg(test)]
mod tests;

/// So many key accounts are too many for one who leads them: a key account manager handles fewer than five.
pub const OF_ONE_MANAGER: usize = 5;
/// More than so many in all are hard to serve as key accounts.
pub const MANY: usize = 35;
/// More than so many are no key accounts any more.
pub const TOO_MANY: usize = 50;

/// What is decided of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum KeyWord {
    /// It is a key account from now on.
    #[default]
    TakenIn,
    /// It is none any more.
    LetGo,
}

choice!(KeyWord: TakenIn = "taken_in", LetGo = "let_go");

record! {
    /// A decision on whether an account is key; append-only. What takes one back is a record of its own that names what it answers.
    KeyDecision(KeyDecisionId) of KeyDecision in |decision| Some(decision.account);
    /// The account.
    account: AccountId, Internal, Fixed;
    /// What was decided.
    says: KeyWord, Internal, Fixed;
    /// The business day from which it holds.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    day: Day, Internal, Fixed;
    /// Who decided.
    by: PersonId, Internal, Fixed;
    /// The rule that it goes by; none where it was decided by hand.
    rule: Option<KeyRuleId>, Internal, Fixed;
    /// Why; may be empty where the rule says it.
    reason: String, Internal, Fixed;
    /// *Confirmed*, or *withdrawn* where it takes another one back.
    state: PlacementState, Internal, Fixed;
    /// The decision that this one takes back.
    answers: Option<KeyDecisionId>, Internal, Fixed;
    /// The number of its entry in the log.
    recorded: i64, Internal, Fixed;
}

/// Takes an account among the key accounts, or lets it go from them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DecideKeyAccount {
    /// The new decision's id.
    pub decision: KeyDecisionId,
    /// Which account.
    pub account: AccountId,
    /// What is decided.
    pub says: KeyWord,
    /// The business day from which it holds; not later than the server's.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    pub day: Day,
    /// The rule that it goes by; none where it is decided by hand.
    #[serde(default)]
    pub rule: Option<KeyRuleId>,
    /// Why; must say something unless the rule bears the decision out today.
    #[serde(default)]
    pub reason: String,
    /// The decision that held when the author looked; none where there was none.
    #[serde(default)]
    pub was: Option<KeyDecisionId>,
}

impl DecideKeyAccount {
    pub(crate) fn needs(&self, known: &Model) -> Keys {
        let decision = Key::KeyDecision(self.decision);
        let mut keys =
            Keys::from([Key::Account(self.account), Key::KeyRules, Key::KeyDecisionsOf(self.account), decision]);
        match self.rule.and_then(|rule| known.kept.key_rules.get(&rule)).map(|rule| rule.basis) {
            Some(KeyBasis::Cells) => keys.extend([Key::StandsOn(self.account), Key::PlacementsOf(self.account)]),
            Some(KeyBasis::Together | KeyBasis::Each) => keys.extend([Key::Brought]),
            None => {}
        }
        keys
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.account(self.account, Action::DecideKeyAccount)?;
        case.is_business_day(self.day)?;
        let kept = &case.model.kept;
        if kept.key_decisions.contains_key(&self.decision) {
            return Err(Rejection::IdTaken { kind: Kind::KeyDecision }.into());
        }
        let words = kept.key_decisions_of(self.account);
        let holds = said::standing(words.clone(), case.viewer.day, i64::MAX);
        if holds.map(|holds| holds.id) != self.was {
            return Err(Rejection::Conflict { kind: Kind::KeyDecision, field: "says".to_owned() }.into());
        }
        let is_key = said::standing(words, self.day, i64::MAX).is_some_and(|then| then.says == KeyWord::TakenIn);
        match self.says {
            KeyWord::TakenIn if is_key => return Err(Rejection::IsKeyAlready.into()),
            KeyWord::LetGo if !is_key => return Err(Rejection::IsNotKey.into()),
            KeyWord::TakenIn | KeyWord::LetGo => {}
        }
        let rule = self.rule.map(|rule| kept.key_rules.get(&rule).ok_or_else(|| case.absent(Kind::KeyRule)));
        let rule = rule.transpose()?;
        if rule.is_some_and(|rule| !rule.is_in_force(self.day)) {
            return Err(Rejection::RuleNotInForce.into());
        }
        let reason = text::line(TextField::Reason, &self.reason, SENTENCE_MAX)?;
        let is_borne_out =
            rule.is_some_and(|rule| qualifies(case, self.account, rule) == (self.says == KeyWord::TakenIn));
        if reason.is_empty() && !is_borne_out {
            return Err(Rejection::KeyReasonMissing.into());
        }
        let decision = KeyDecision {
            id: self.decision,
            account: self.account,
            says: self.says,
            day: self.day,
            by: case.viewer.actor,
            rule: self.rule,
            reason,
            state: PlacementState::Confirmed,
            answers: None,
            recorded: case.model.seq + 1,
        };
        Ok(vec![decision.created()])
    }
}

/// Whether an account qualifies by a rule today.
fn qualifies(case: &Case<'_>, account: AccountId, rule: &KeyRule) -> bool {
    let book = Portfolio::of(case.model.kept.brought.iter().map(|(account, minor)| (*account, *minor)));
    let stood = stood(case, account, &rule.model).map(|stood| ((account, rule.model.clone()), stood));
    Grounds { stood: stood.into_iter().collect(), book }.qualify(rule).contains(&account)
}

/// Where an account stands on a model today.
fn stood(case: &Case<'_>, account: AccountId, model: &str) -> Option<Stood> {
    if model == STAGES_OF {
        return stood_by(&case.model.placements.of(account).collect::<Vec<_>>(), case.viewer.day);
    }
    stood_by(&case.model.kept.positions_of(account, model).collect::<Vec<_>>(), case.viewer.day)
}

fn stood_by<W: Word>(words: &[&W], on: Day) -> Option<Stood> {
    let stands = said::standing(words.iter().copied(), on, i64::MAX)?;
    let confirmed = said::state_of(words, stands) == PlacementState::Confirmed;
    Some(Stood { cell: stands.cell().to_owned(), confirmed })
}

impl Kept {
    /// The decisions in hand on an account.
    pub fn key_decisions_of(&self, account: AccountId) -> impl Iterator<Item = &KeyDecision> + Clone {
        self.key_decisions.values().filter(move |one| one.account == account)
    }
}

/// A time during which an account was key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell<'a> {
    /// What took it in.
    pub entered: &'a KeyDecision,
    /// What let it go; none where it is key until further notice.
    pub left: Option<&'a KeyDecision>,
}

/// What was decided of an account up to a day and not taken back, the earliest first.
pub fn decided<'a>(words: &[&'a KeyDecision], on: Day) -> Vec<&'a KeyDecision> {
    let mut said = said::originals(words);
    said.retain(|word| word.day <= on && said::state_of(words, *word) == PlacementState::Confirmed);
    said.reverse();
    said
}

/// The times during which an account was key, the earliest first, by what was [`decided`] of it. Of several decisions for
/// one day the last one holds; one that says what held already begins nothing.
pub fn spells<'a>(said: &[&'a KeyDecision]) -> Vec<Spell<'a>> {
    let mut spells: Vec<Spell<'a>> = Vec::new();
    for (at, word) in said.iter().copied().enumerate() {
        if said.get(at + 1).is_some_and(|next| next.day == word.day) {
            continue;
        }
        let open = spells.last_mut().filter(|spell| spell.left.is_none());
        match (word.says, open) {
            (KeyWord::TakenIn, None) => spells.push(Spell { entered: word, left: None }),
            (KeyWord::LetGo, Some(open)) => open.left = Some(word),
            (KeyWord::TakenIn, Some(_)) | (KeyWord::LetGo, None) => {}
        }
    }
    spells
}

/// Something about the key set that a director should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum KeyWarning {
    /// There are more key accounts than can be served as such, [`TOO_MANY`].
    TooMany { count: usize },
    /// There are many of them, more than [`MANY`].
    Many { count: usize },
    /// Somebody leads [`OF_ONE_MANAGER`] or more.
    OfOneManager { person: PersonId, count: usize },
    /// Nobody leads one.
    WithoutLead { account: AccountId },
}

/// What there is to warn of, the gravest first, in a key set: its accounts, each with who leads it.
pub fn warnings(members: &[(AccountId, Option<PersonId>)]) -> Vec<KeyWarning> {
    let count = members.len();
    let in_all = match count {
        count if count > TOO_MANY => Some(KeyWarning::TooMany { count }),
        count if count > MANY => Some(KeyWarning::Many { count }),
        _ => None,
    };
    let mut led: Table<PersonId, usize> = Table::new();
    for lead in members.iter().filter_map(|(_, lead)| *lead) {
        *led.get_or_insert_with(lead, || 0) += 1;
    }
    let of_one = led.iter().filter(|(_, count)| **count >= OF_ONE_MANAGER);
    let of_one = of_one.map(|(person, count)| KeyWarning::OfOneManager { person: *person, count: *count });
    let without = members.iter().filter(|(_, lead)| lead.is_none());
    let without = without.map(|(account, _)| KeyWarning::WithoutLead { account: *account });
    in_all.into_iter().chain(of_one).chain(without).collect()
}
