//! What the parts of the page share: the key set in hand, what people and rules are called, and what is being decided.

use leptos::prelude::*;

use domain::{
    ids::{KeyRuleId, PersonId},
    key_decision::KeyWord,
    policy::Action,
};

use super::Told;
use crate::{
    client::Workspace,
    views::{
        key_decision_form::{Decides, Opened, Wanted, rule_name},
        person_chip::name_of,
    },
    wire::key_accounts::KeyLine,
    words::en::key_accounts as words,
};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The workspace.
    pub workspace: Workspace,
    /// The key set in hand.
    pub told: Told,
    /// What is being decided.
    pub opened: Opened,
    /// Whether it tells of today: only then anything is decided by what it tells.
    pub is_today: Memo<bool>,
}

impl Desk {
    /// Over a key set, with nothing decided.
    pub fn new(workspace: Workspace, told: Told) -> Self {
        let is_today = Memo::new(move |_| told.with(|told| told.as_of) == workspace.viewer().day);
        Self { workspace, told, opened: RwSignal::new(None), is_today }
    }

    /// What somebody is called.
    pub fn name(self, person: PersonId) -> String {
        self.workspace.look(|model| name_of(model.people.get(&person)))
    }

    /// What a rule is called; by hand where there is none.
    pub fn rule(self, rule: Option<KeyRuleId>) -> String {
        self.told.with(|told| rule_name(&told.rules, rule))
    }

    /// Whether the viewer decides of an account.
    pub fn may_decide(self, line: &KeyLine) -> bool {
        self.workspace.viewer().rights.may_with(Action::DecideKeyAccount, line.owner)
    }

    /// Why nothing can be decided, if nothing can.
    pub fn why_not(self) -> Option<String> {
        (!self.is_today.get()).then(|| words::PAST.to_owned())
    }

    /// Asks for the rule and the reason.
    pub fn ask(self, says: KeyWord, lines: &[KeyLine]) {
        let of = |line: &KeyLine| Decides {
            account: line.account,
            name: line.name.clone(),
            was: line.decision,
            by_rules: Some(line.by_rules.clone()),
        };
        self.opened.set(Some(Wanted { accounts: lines.iter().map(of).collect(), says }));
    }
}
