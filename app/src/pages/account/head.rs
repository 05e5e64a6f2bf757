//! The head of an account's page.

use leptos::prelude::*;

use domain::{account::Account, ids::AccountId};

use super::{edit_dialog::EditDialog, no_edit};
use crate::{
    client::use_workspace,
    paths,
    ui::{Button, ButtonShape, Icon},
    views::{present::PresentPeople, steps::StepButtons},
    words::en,
};

/// Its name, what it is called elsewhere, where it is; and the button that changes them.
#[component]
pub fn AccountHead(
    /// Which.
    id: AccountId,
    /// What is in hand of it.
    account: Memo<Option<Account>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let editing = RwSignal::new(false);
    let field = move |read: fn(&Account) -> &str| {
        move || account.with(|account| account.as_ref().map(|account| read(account).to_owned()).unwrap_or_default())
    };
    let about = [field(Account::own_reference), field(|account| &account.country), field(|account| &account.segment)]
        .map(|text| view! { <span hidden=move || text().is_empty()>{text}</span> });
    view! {
        <a class="crumb" href=paths::ACCOUNTS><Icon name="chevron-left" />{en::account::BACK}</a>
        <header class="account-head">
            <div><h1>{field(|account| &account.name)}</h1><p class="meta">{about.collect_view()}</p></div>
            <div class="tools">
                <PresentPeople />
                <StepButtons />
                <Button
                    label=en::account::EDIT icon="pencil" shape=ButtonShape::Slim why_not=no_edit(workspace, id)
                    on_press=move || editing.set(true)
                />
            </div>
        </header>
        <EditDialog id open=editing />
    }
}
