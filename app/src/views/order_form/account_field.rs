//! Whose an order is, found by a part of a name: who keeps orders need not see the accounts.

use leptos::{prelude::*, task::spawn_local};

use domain::ids::AccountId;

use crate::{client::orders::accounts_named, ui::Field, wire::named::AccountNamed, words::en::orders as words};

/// So many characters are looked for.
const ENOUGH: usize = 2;

/// Whose it is, as it is being written.
#[derive(Clone, Copy)]
pub struct AccountDraft {
    /// The account, where it was known from the beginning.
    known: Option<AccountId>,
    written: RwSignal<String>,
    found: RwSignal<Vec<AccountNamed>>,
}

impl AccountDraft {
    /// Begins with an account; the blank one is none.
    pub fn of(account: AccountId) -> Self {
        let known = (account != AccountId::default()).then_some(account);
        Self { known, written: RwSignal::new(String::new()), found: RwSignal::new(Vec::new()) }
    }

    /// The account that is meant: the one that was known, that of the name that was written, or the only one that was found.
    pub fn chosen(self) -> Option<AccountId> {
        let written = self.written.get_untracked().to_lowercase();
        let named = self.found.with_untracked(|found| {
            let by_name = found.iter().find(|one| one.name.to_lowercase() == written);
            let only = if let [only] = found.as_slice() { Some(only) } else { None };
            by_name.or(only).map(|one| one.account)
        });
        self.known.or(named)
    }

    fn write(self, written: String) {
        self.written.set(written.clone());
        if written.trim().chars().count() < ENOUGH {
            self.found.set(Vec::new());
            return;
        }
        spawn_local(async move {
            let answer = accounts_named(written.trim()).await;
            // What is written by now may be something else, and the form may be gone.
            let is_meant = self.written.try_with_untracked(|now| *now == written) == Some(true);
            if let Some(answer) = answer.ok().filter(|_| is_meant) {
                let _ = self.found.try_set(answer.items);
            }
        });
    }
}

/// The field, which offers what it finds.
#[component]
pub fn AccountField(
    /// What is written.
    draft: AccountDraft,
    /// What is wrong with it.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let offered = move || {
        let found = draft.found.get();
        found.into_iter().map(|one| view! { <option value=one.name></option> }).collect_view()
    };
    view! {
        <datalist id="order-accounts">{offered}</datalist>
        <Field
            id="order-account" label=words::ACCOUNT list="order-accounts" hint=words::FIND_ACCOUNT value=draft.written
            on_input=move |written| draft.write(written) error
        />
    }
}
