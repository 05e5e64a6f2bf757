//! The page of an account: who leads it, where it stands, what it brought, what was written down and what happened.

mod assess;
mod documents;
mod edit_dialog;
mod facts;
mod group;
mod head;
mod history;
mod next_step;
mod notes;
mod on_models;
pub mod panel;
mod parent_picker;
mod stages;
mod tags;
mod terms;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use domain::{account::AccountEdit, account::EditAccount, command::Command, ids::AccountId};

use self::{
    documents::Documents, facts::Facts, head::AccountHead, history::History, notes::Notes, on_models::ModelsPanel,
    stages::Stages, terms::Terms,
};
use super::missing::MissingPage;
use crate::{
    client::{Workspace, keep::keep_open, use_workspace},
    paths,
    views::{first_part::use_first_part, live_title::LiveTitle, shape::Shape},
    wire::PagePart,
    words::en,
};

/// The account of the URL.
#[component]
pub fn AccountPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("account")?.parse::<AccountId>().ok()));
    move || match id.get() {
        Some(id) => view! { <OneAccount id /> }.into_any(),
        None => view! { <MissingPage /> }.into_any(),
    }
}

/// Whether there is anything to show of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting,
    Missing,
    There,
}

/// Keeps an account open, and tells what there is of it. `is_fresh`: the server has just sent it; `was_missing`: it has just said that
/// there is none.
fn use_state(id: AccountId, is_fresh: bool, was_missing: bool) -> Memo<State> {
    let workspace = use_workspace();
    let missing = keep_open(workspace, id, is_fresh || was_missing);
    let account = workspace.account(id);
    Memo::new(move |_| match account.with(Option::is_some) {
        true => State::There,
        false if was_missing || missing.get() || workspace.directory.get() => State::Missing,
        false => State::Waiting,
    })
}

#[component]
fn OneAccount(id: AccountId) -> impl IntoView {
    let first = use_first_part();
    let is_fresh = matches!(&first, Some(PagePart::Account(part)) if part.account == id);
    let state = use_state(id, is_fresh, matches!(first, Some(PagePart::Missing)));
    move || match state.get() {
        State::There => view! { <ThisAccount id /> }.into_any(),
        State::Missing => view! { <MissingPage /> }.into_any(),
        State::Waiting => view! { <Expected /> }.into_any(),
    }
}

#[component]
fn ThisAccount(id: AccountId) -> impl IntoView {
    let workspace = use_workspace();
    let account = workspace.account(id);
    let name = Signal::derive(move || {
        account.with(|account| account.as_ref().map(|account| account.name.clone()).unwrap_or_default())
    });
    Effect::new(move |_| workspace.here(&paths::account(id), Vec::new()));
    view! {
        <LiveTitle text=name />
        <main id="main" class="main narrow" tabindex="-1">
            <AccountHead id account />
            <Facts id account />
            <Documents id />
            <ModelsPanel id />
            <Terms id />
            <Notes id />
            <Stages id />
            <History id />
        </main>
    }
}

/// The shape of an account that is on its way.
#[component]
fn Expected() -> impl IntoView {
    view! {
        <Title text=en::accounts::ACCOUNT />
        <main id="main" class="main narrow" tabindex="-1">
            <h1 class="said">{en::accounts::ACCOUNT}</h1>
            <section class="panel"><Shape lines=3 /></section>
            <section class="panel"><Shape lines=6 /></section>
        </main>
    }
}

/// Why the viewer cannot change the account, if they cannot: what the rule says to a change that changes nothing.
fn no_edit(workspace: Workspace, id: AccountId) -> Signal<Option<String>> {
    Signal::derive(move || {
        let name = workspace.look(|model| model.accounts.get(&id).map(|account| account.name.clone()))?;
        let command = Command::EditAccount(EditAccount { account: id, edit: AccountEdit::Name(name) });
        workspace.why_not(command).as_ref().map(en::rejection)
    })
}
