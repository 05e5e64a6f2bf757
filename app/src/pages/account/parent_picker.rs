//! Choosing the account below which another one stands, of however many there are: words narrow the choices to the first that
//! match, and take the first of them. None is offered that the rule refuses.

use leptos::prelude::*;

use domain::{
    account::{Account, AccountEdit, EditAccount},
    command::Command,
    day::Day,
    filter,
    ids::AccountId,
    list::{Sort, SortKey},
    model::Model,
};

use crate::{
    client::{Workspace, use_workspace},
    ui::{Choice, Field, Picker},
    views::account_name::account_name,
    words::en,
};

/// How many are offered at most.
const OFFERED_MAX: usize = 20;

/// An account to choose, by its id: with its name, and what tells it from others of the same name.
fn choice(model: &Model, id: String) -> Choice {
    let account = id.parse().ok().and_then(|id| model.accounts.get(&id));
    let beside = account.map(|account| [account.own_reference(), account.country.as_str()]).unwrap_or_default();
    let beside = beside.into_iter().filter(|text| !text.is_empty());
    let label = beside.fold(account_name(account), |label, text| [&label, " · ", text].concat());
    Choice::new(id, label)
}

/// The ids of the first accounts with these words, by name, that can stand above this one.
fn found(workspace: Workspace, id: AccountId, typed: &str) -> Vec<String> {
    let words = filter::words_of(typed);
    let matching: Vec<AccountId> = workspace.look(|model| {
        let matching = model.accounts.values().filter(|account| filter::matches(account, &words));
        let mut matching: Vec<&Account> = matching.collect();
        Sort { key: SortKey::Name, descending: false }.sort(model, Day::default(), &mut matching);
        matching.into_iter().map(|account| account.id).collect()
    });
    let may = |parent: &AccountId| {
        let edit = AccountEdit::Parent(Some(*parent));
        workspace.why_not(Command::EditAccount(EditAccount { account: id, edit })).is_none()
    };
    matching.into_iter().filter(may).take(OFFERED_MAX).map(|id| id.to_string()).collect()
}

/// A line for words, and the choices that they narrow.
#[component]
pub fn ParentPicker(
    /// Which account stands below the one that is chosen.
    id: AccountId,
    /// The id of the chosen one, or nothing.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let workspace = use_workspace();
    let typed = RwSignal::new(String::new());
    let before = StoredValue::new(chosen.get_untracked());
    let offered = Memo::new(move |_| typed.with(|typed| found(workspace, id, typed)));
    let error = Signal::derive(move || {
        let none = offered.with(Vec::is_empty) && !typed.with(String::is_empty);
        none.then(|| en::account::NO_PARENT_FITS.to_owned())
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
        let none = Choice::new("", en::account::NONE);
        let others = ids.into_iter().map(|id| workspace.look(|model| choice(model, id)));
        std::iter::once(none).chain(others).collect::<Vec<_>>()
    });
    view! {
        <Field
            id="edit-parent-words" label=en::account::FIND_PARENT kind="search" hint=en::account::FIND_PARENT_HINT error value=typed
            on_input
        />
        <Picker id="edit-parent" label=en::account::PARENT choices value=chosen on_choose=move |id| chosen.set(id) />
    }
}
