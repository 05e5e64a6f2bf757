//! Choosing an account, of however many there are: words narrow the choices to the first that match, and take the first of them.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    account::Account,
    day::Day,
    filter,
    ids::AccountId,
    list::{Sort, SortKey},
    model::Model,
};

use super::account_name::account_name;
use crate::{
    client::{Workspace, use_workspace},
    ui::{Choice, Field, Picker},
};

/// How many are offered at most.
const OFFERED_MAX: usize = 20;

/// Whether an account can be chosen.
pub type May = Arc<dyn Fn(AccountId) -> bool + Send + Sync>;

/// What the picker says.
#[derive(Clone, Copy, Debug)]
pub struct PickerWords {
    /// What the line for words is called.
    pub find: &'static str,
    /// What is to be written there.
    pub hint: &'static str,
    /// That none with these words can be chosen.
    pub none_fits: &'static str,
    /// What the choice is called.
    pub label: &'static str,
    /// That none is chosen.
    pub none: &'static str,
}

/// An account to choose, by its id: with its name, and what tells it from others of the same name.
fn choice(model: &Model, id: String) -> Choice {
    let account = id.parse().ok().and_then(|id| model.accounts.get(&id));
    let beside = account.map(|account| [account.own_reference(), account.country.as_str()]).unwrap_or_default();
    let beside = beside.into_iter().filter(|text| !text.is_empty());
    let label = beside.fold(account_name(account), |label, text| [&label, " · ", text].concat());
    Choice::new(id, label)
}

/// The ids of the first accounts with these words, by name, that can be chosen.
fn found(workspace: Workspace, typed: &str, may: &May) -> Vec<String> {
    let words = filter::words_of(typed);
    let matching: Vec<AccountId> = workspace.look(|model| {
        let matching = model.accounts.values().filter(|account| filter::matches(account, &words));
        let mut matching: Vec<&Account> = matching.collect();
        Sort { key: SortKey::Name, descending: false }.sort(model, Day::default(), &mut matching);
        matching.into_iter().map(|account| account.id).collect()
    });
    matching.into_iter().filter(|id| may(*id)).take(OFFERED_MAX).map(|id| id.to_string()).collect()
}

/// A line for words, and the choices that they narrow.
#[component]
pub fn AccountPicker(
    /// Joins labels and fields; one of a kind on the page.
    id: &'static str,
    /// What it says.
    words: PickerWords,
    /// The id of the chosen one, or nothing.
    chosen: RwSignal<String>,
    /// Which can be chosen.
    may: May,
) -> impl IntoView {
    let workspace = use_workspace();
    let typed = RwSignal::new(String::new());
    let before = StoredValue::new(chosen.get_untracked());
    let offered = Memo::new(move |_| typed.with(|typed| found(workspace, typed, &may)));
    let error = Signal::derive(move || {
        let none = offered.with(Vec::is_empty) && !typed.with(String::is_empty);
        none.then(|| words.none_fits.to_owned())
    });
    let on_input = move |text: String| {
        typed.set(text);
        let first = offered.with(|offered| offered.first().cloned());
        let is_asked = !typed.with(String::is_empty);
        chosen.set(first.filter(|_| is_asked).unwrap_or_else(|| before.get_value()));
    };
    let choices = Signal::derive(move || {
        let mut ids = offered.get();
        // What was chosen can be seen, whatever is looked for.
        for one in [before.get_value(), chosen.get()] {
            if !one.is_empty() && !ids.contains(&one) {
                ids.push(one);
            }
        }
        let none = Choice::new("", words.none);
        let others = ids.into_iter().map(|id| workspace.look(|model| choice(model, id)));
        std::iter::once(none).chain(others).collect::<Vec<_>>()
    });
    view! {
        <Field
            id=format!("{id}-words") label=words.find kind="search" hint=words.hint error value=typed
            on_input
        />
        <Picker id label=words.label choices value=chosen on_choose=move |id| chosen.set(id) />
    }
}
