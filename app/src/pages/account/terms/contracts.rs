//! The contracts of an account.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    command::Command,
    contract::Contract,
    ids::AccountId,
    keep::{Keep, Wish},
};

use super::{Told, contract_form::ContractForm};
use crate::{
    client::{terms::print, use_workspace},
    pages::account::no_edit,
    ui::{Button, ButtonShape, ButtonTone, Dialog, Empty, Row, Rows, Tag, Tone, use_toasts},
    views::{reporting, steps::toast_with_undo},
    words::en::{self, terms as words},
};

/// The panel.
#[component]
pub fn Contracts(
    /// Whose.
    id: AccountId,
    /// What is told of it.
    told: Memo<Arc<Told>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let contracts = Memo::new(move |_| told.with(|told| told.contracts.clone()));
    // Which one is being written: a new one is blank.
    let opened = RwSignal::new(None::<Contract>);
    let why_not = no_edit(workspace, id);
    let is_empty = Memo::new(move |_| contracts.with(Vec::is_empty));
    let row = move |contract: Contract| {
        // What changed is another row.
        Row::new(print(&contract), move || view! { <ContractLine id contract opened /> })
    };
    let rows = move || contracts.get().into_iter().map(row).collect::<Vec<_>>();
    let add =
        move || opened.set(Some(Contract { account: id, from_day: workspace.viewer().day, ..Contract::default() }));
    let title = move || {
        let is_new = opened.with(|opened| opened.as_ref().is_none_or(|one| one.id == Contract::default().id));
        if is_new { words::ADD_CONTRACT } else { words::EDIT_CONTRACT }.to_owned()
    };
    view! {
        <section class="panel" aria-labelledby="contracts-title">
            <header>
                <h2 id="contracts-title">{words::CONTRACTS}</h2>
                <Button label=words::ADD_CONTRACT icon="plus" tone=ButtonTone::Quiet why_not on_press=add />
            </header>
            <Show when=move || is_empty.get()>
                <Empty small=true title=words::NO_CONTRACTS text=words::NO_CONTRACTS_TEXT />
            </Show>
            <ul class="terms" aria-labelledby="contracts-title"><Rows rows /></ul>
            <Dialog
                id="contract" title=Signal::derive(title) open=Signal::derive(move || opened.with(Option::is_some))
                close_label=en::CLOSE on_close=move || opened.set(None)
            >
                <ContractForm opened />
            </Dialog>
        </section>
    }
}

#[component]
fn ContractLine(id: AccountId, contract: Contract, opened: RwSignal<Option<Contract>>) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let why_not = no_edit(workspace, id);
    let (standing, is_due) = words::standing(contract.standing(workspace.viewer().day));
    let tone = if is_due { Tone::Gold } else { Tone::Plain };
    let about =
        [words::term(contract.from_day, contract.to_day), words::renews(contract.renewal, contract.notice_days)];
    let about = about.into_iter().filter(|_| contract.to_day.is_some()).collect::<Vec<_>>().join(", ");
    let about = if about.is_empty() { words::term(contract.from_day, None) } else { about };
    let (edit, removed) = (contract.clone(), contract.clone());
    let remove = move || {
        let keep = Keep::one(Some(id), Wish::of_removal(&removed));
        if workspace.run_or_tell(Command::Keep(keep)) {
            toast_with_undo(workspace, toasts, words::CONTRACT_REMOVED.to_owned());
        }
    };
    view! {
        <li>
            <div>
                <b>{contract.name.clone()}</b>
                <p class="meta">{about}</p>
                <p class="meta" hidden=contract.note.is_empty()>{contract.note.clone()}</p>
            </div>
            <Tag label=standing tone />
            <span class="num">{en::money(contract.amount_minor, reporting::currency())}</span>
            <span class="buttons">
                <Button
                    label=words::edit(&contract.name) icon="pencil" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet why_not
                    on_press=move || opened.set(Some(edit.clone()))
                />
                <Button
                    label=words::remove(&contract.name) icon="x" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet why_not
                    on_press=remove
                />
            </span>
        </li>
    }
}
