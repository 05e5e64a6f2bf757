//! The tags of an account: one more by writing it, one less by its cross.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    account::{Account, AccountEdit, EditAccount},
    command::Command,
    ids::AccountId,
};

use super::no_edit;
use crate::{
    client::use_workspace,
    ui::{Icon, Row, Rows},
    words::en,
};

/// The tags.
#[component]
pub fn Tags(
    /// Which account.
    id: AccountId,
    /// What is in hand of it.
    account: Memo<Option<Account>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let refused = no_edit(workspace, id);
    let typed = RwSignal::new(String::new());
    let run = move |edit: AccountEdit| workspace.run_or_tell(Command::EditAccount(EditAccount { account: id, edit }));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let tag = typed.get_untracked();
        if !tag.trim().is_empty() && run(AccountEdit::AddTag(tag)) {
            typed.set(String::new());
        }
    };
    let tag = move |tag: String| {
        let (label, gone) = (en::account::remove_tag(&tag), tag.clone());
        let on_click = move |_| {
            run(AccountEdit::RemoveTag(gone.clone()));
        };
        let cross = move || {
            let (label, on_click) = (label.clone(), on_click.clone());
            refused.with(Option::is_none).then(|| view! {
                <button class="tag-cross" type="button" aria-label=label on:click=on_click><Icon name="x" /></button>
            })
        };
        view! { <li class="tag">{tag}{cross}</li> }
    };
    let row = move |name: String| Row::new(name.clone(), move || tag(name));
    let rows = move || {
        let tags = account.with(|account| account.as_ref().map(|account| account.tags.clone())).unwrap_or_default();
        tags.into_iter().map(row).collect::<Vec<_>>()
    };
    let form = move || {
        refused.with(Option::is_none).then(|| view! {
            <form class="tag-form" on:submit=on_submit>
                <input
                    class="input" aria-label=en::account::ADD_TAG placeholder=en::account::ADD_TAG autocomplete="off"
                    prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))
                />
            </form>
        })
    };
    view! {
        <dd>
            <ul class="tags"><Rows rows /></ul>
            {form}
        </dd>
    }
}
