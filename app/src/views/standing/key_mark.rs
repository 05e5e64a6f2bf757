//! Whether an account is key: since when, by which rule and whose word; and the way to take it in or let it go.

use leptos::prelude::*;

use domain::{ids::AccountId, key_decision::KeyWord, policy::Action};

use crate::{
    client::{terms::Fetched, use_workspace},
    paths,
    ui::{Button, Tag, Tone},
    views::{
        account_name::account_name,
        key_decision_form::{Decides, KeyDecisionDialog, Opened, Wanted, rule_name},
        person_chip::name_of,
    },
    wire::{assessments::Assessments, key_accounts::KeyMark},
    words::en::{self, key_accounts as words},
};

/// The mark.
#[component]
pub fn KeyMarkOf(
    /// Which account.
    account: AccountId,
    /// What is said of it.
    told: Fetched<Assessments>,
) -> impl IntoView {
    let workspace = use_workspace();
    let opened: Opened = RwSignal::new(None);
    let key = Memo::new(move |_| told.told.with(|told| told.as_ref().map(|told| told.key.clone()).unwrap_or_default()));
    let may = Memo::new(move |_| {
        let lead = workspace.look(|model| model.accounts.get(&account).map(|found| found.owner));
        lead.is_some_and(|lead| workspace.viewer().rights.may_with(Action::DecideKeyAccount, lead))
    });
    let says = move || if key.with(|key| key.entered.is_some()) { KeyWord::LetGo } else { KeyWord::TakenIn };
    let ask = move || {
        let name = workspace.read(|model| account_name(model.accounts.get(&account)));
        let was = key.with_untracked(|key| key.decision);
        let accounts = vec![Decides { account, name, was, by_rules: None }];
        opened.set(Some(Wanted { accounts, says: untrack(says) }));
    };
    let label = Signal::derive(move || words::act(says(), 0));
    let act = move || may.get().then(|| view! { <Button label on_press=ask /> });
    let by = move |key: &KeyMark| {
        let decided = key.entered.as_ref()?;
        let by = workspace.look(|model| name_of(model.people.get(&decided.by)));
        Some(words::since(decided.day, &rule_name(&key.rules, decided.rule), &by, &decided.reason))
    };
    let about = move || key.with(|key| by(key)).unwrap_or_else(|| words::NOT_KEY.to_owned());
    let is_key = Memo::new(move |_| key.with(|key| key.entered.is_some()));
    let tag = move || is_key.get().then(|| view! { <Tag label=words::MARK tone=Tone::Gold /> });
    view! {
        <div class="key-mark">
            {tag}
            <p class="meta">{about}" "<a href=paths::KEY_ACCOUNTS>{en::KEY_ACCOUNTS}</a></p>
            {act}
        </div>
        <KeyDecisionDialog opened rules=Signal::derive(move || key.with(|key| key.rules.clone())) />
    }
}
