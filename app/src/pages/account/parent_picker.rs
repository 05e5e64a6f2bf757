//! Choosing the account below which another one stands. None is offered that the rule refuses.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    account::{AccountEdit, EditAccount},
    command::Command,
    ids::AccountId,
};

use crate::{
    client::use_workspace,
    views::account_picker::{AccountPicker, May, PickerWords},
    words::en::{self, account as words},
};

const WORDS: PickerWords = PickerWords {
    find: words::FIND_PARENT,
    hint: words::FIND_PARENT_HINT,
    none_fits: words::NO_PARENT_FITS,
    label: words::PARENT,
    none: en::account::NONE,
};

/// The choice.
#[component]
pub fn ParentPicker(
    /// Which account stands below the one that is chosen.
    id: AccountId,
    /// The id of the chosen one, or nothing.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let workspace = use_workspace();
    let may: May = Arc::new(move |parent| {
        let edit = AccountEdit::Parent(Some(parent));
        workspace.why_not(Command::EditAccount(EditAccount { account: id, edit })).is_none()
    });
    view! { <AccountPicker id="edit-parent" words=WORDS chosen may /> }
}
