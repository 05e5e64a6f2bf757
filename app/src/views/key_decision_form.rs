//! Deciding whether accounts are key: by which rule or by hand, from when, and why. One form for one account or many.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    day::{Day, Written},
    ids::{AccountId, KeyDecisionId, KeyRuleId},
    key_decision::{DecideKeyAccount, KeyWord},
    key_rule::KeyRule,
};

use super::steps::toast_with_undo;
use crate::{
    client::{device, use_workspace},
    ui::{Button, ButtonTone, Choice, Dialog, Field, Picker, use_toasts},
    words::en::{self, key_accounts as words},
};

/// An account of which something is to be decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Decides {
    /// Which.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// The decision that holds.
    pub was: Option<KeyDecisionId>,
    /// The rules by which it qualifies; none where that is not known here.
    pub by_rules: Option<Vec<KeyRuleId>>,
}

/// What is to be decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Of which accounts.
    pub accounts: Vec<Decides>,
    /// What.
    pub says: KeyWord,
}

impl Wanted {
    fn names(&self) -> Vec<String> {
        self.accounts.iter().map(|one| one.name.clone()).collect()
    }

    /// Whether a rule bears it out of every account.
    fn is_borne_out(&self, rule: Option<KeyRuleId>) -> bool {
        let is_so = |rule| {
            let takes_in = self.says == KeyWord::TakenIn;
            let agrees = |one: &Decides| one.by_rules.as_ref().is_some_and(|all| all.contains(&rule) == takes_in);
            self.accounts.iter().all(agrees)
        };
        rule.is_some_and(is_so)
    }

    /// The rule that the form begins with: the first by which all qualify.
    fn first_rule(&self, rules: &[KeyRule]) -> Option<KeyRuleId> {
        let takes_in = self.says == KeyWord::TakenIn;
        rules.iter().map(|rule| rule.id).find(|rule| takes_in && self.is_borne_out(Some(*rule)))
    }
}

/// What opens the dialog: what is to be decided while it is open.
pub type Opened = RwSignal<Option<Wanted>>;

/// The dialog.
#[component]
pub fn KeyDecisionDialog(
    /// What is to be decided.
    opened: Opened,
    /// The rules of the workspace.
    #[prop(into)]
    rules: Signal<Vec<KeyRule>>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        opened.with(|wanted| wanted.as_ref().map(|one| words::ask(one.says, &one.names())).unwrap_or_default())
    });
    let open = Signal::derive(move || opened.with(Option::is_some));
    view! {
        <Dialog id="decide-key" title open close_label=en::CLOSE on_close=move || opened.set(None)>
            <KeyDecisionForm opened rules />
        </Dialog>
    }
}

#[component]
fn KeyDecisionForm(opened: Opened, rules: Signal<Vec<KeyRule>>) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let Some(wanted) = opened.get_untracked() else { return ().into_any() };
    let today = workspace.viewer().day;
    let first = rules.with_untracked(|rules| {
        let in_force: Vec<KeyRule> = rules.iter().filter(|rule| rule.is_in_force(today)).cloned().collect();
        wanted.first_rule(&in_force)
    });
    let rule = RwSignal::new(first.map(|rule| rule.to_string()).unwrap_or_default());
    let day = RwSignal::new(today.to_string());
    let reason = RwSignal::new(String::new());
    let says = wanted.says;
    let wanted = StoredValue::new(wanted);
    let chosen = move || rule.get().parse::<KeyRuleId>().ok();
    let is_borne_out = Memo::new(move |_| wanted.with_value(|wanted| wanted.is_borne_out(chosen())));
    let why_not = Signal::derive(move || {
        let no_day = Day::of_text(&day.get()).is_none().then(|| en::terms::NO_DAY.to_owned());
        let is_silent = reason.with(|reason| reason.trim().is_empty()) && !is_borne_out.get();
        no_day.or_else(|| is_silent.then(|| words::REASON_NEEDED.to_owned()))
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(day) = Day::of_text(&day.get_untracked()).filter(|_| why_not.get_untracked().is_none()) else {
            return;
        };
        let (wanted, rule, reason) = (wanted.get_value(), untrack(chosen), reason.get_untracked());
        let decide = |one: &Decides| {
            let (decision, reason) = (KeyDecisionId(device::fresh_id()), reason.clone());
            let Decides { account, was, .. } = *one;
            let decide = DecideKeyAccount { decision, account, says, day, rule, reason, was };
            workspace.run_or_tell(Command::DecideKeyAccount(decide))
        };
        let went = |one: &&Decides| decide(one);
        let went: Vec<String> =
            workspace.as_one(|| wanted.accounts.iter().filter(went).map(|one| one.name.clone()).collect());
        if !went.is_empty() {
            toast_with_undo(workspace, toasts, words::decided(says, &went));
        }
        opened.set(None);
    };
    let choices = Signal::derive(move || choices(&rules.get(), Day::of_text(&day.get()).unwrap_or(today)));
    let hint = Signal::derive(move || {
        Some(if is_borne_out.get() { words::REASON_OPTIONAL } else { words::REASON_NEEDED }.to_owned())
    });
    let label = if says == KeyWord::TakenIn { words::TAKE_IN } else { words::LET_GO };
    view! {
        <form class="fields" on:submit=on_submit>
            <Picker id="key-rule" label=words::RULE choices value=rule on_choose=move |id| rule.set(id) />
            <Field id="key-reason" label=en::REASON hint value=reason on_input=move |text| reason.set(text) />
            <Field id="key-day" label=en::FROM_DAY kind="date" value=day on_input=move |text| day.set(text) />
            <footer>
                <Button label=en::CANCEL on_press=move || opened.set(None) />
                <Button label tone=ButtonTone::Primary submit=true why_not />
            </footer>
        </form>
    }
    .into_any()
}

/// By hand, or by a rule that holds on the day.
fn choices(rules: &[KeyRule], on: Day) -> Vec<Choice> {
    let in_force = rules.iter().filter(|rule| rule.is_in_force(on));
    let of_rule = |rule: &KeyRule| Choice::new(rule.id.to_string(), rule.name.clone());
    std::iter::once(Choice::new("", words::BY_HAND)).chain(in_force.map(of_rule)).collect()
}

/// What a rule is called; by hand where there is none.
pub fn rule_name(rules: &[KeyRule], rule: Option<KeyRuleId>) -> String {
    let found = rules.iter().find(|one| Some(one.id) == rule);
    found.map_or_else(|| words::BY_HAND.to_owned(), |rule| rule.name.clone())
}
