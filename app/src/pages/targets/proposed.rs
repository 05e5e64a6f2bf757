//! What accounts could be asked for, to be chosen and written in one command.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    command::Command,
    ids::{AccountId, TargetId},
    keep::{Keep, Wish},
    set::SetOf,
    target::Target,
};

use super::money;
use crate::{
    client::{device, use_workspace},
    ui::{Button, ButtonTone, use_toasts},
    views::steps::toast_with_undo,
    wire::targets::{ProposedTarget, TargetProposal},
    words::en::targets as words,
};

/// The table with its boxes, and the button that writes what is chosen.
#[component]
pub fn Proposed(proposal: Arc<TargetProposal>, open: RwSignal<bool>) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let chosen: RwSignal<SetOf<AccountId>> = RwSignal::new(proposal.items.iter().map(|item| item.account).collect());
    let number_of = Memo::new(move |_| chosen.with(SetOf::len));
    let told = StoredValue::new(proposal.clone());
    let write = move || {
        let records = told.with_value(|told| chosen.with_untracked(|chosen| wishes(told, chosen)));
        if workspace.run_or_tell(Command::Keep(Keep { account: None, records })) {
            toast_with_undo(workspace, toasts, words::written(number_of.get_untracked()));
            open.set(false);
        }
    };
    let why_not = Signal::derive(move || (number_of.get() == 0).then(|| words::NOTHING_PROPOSED.to_owned()));
    let left_out = words::left_out(proposal.taken, proposal.apart, proposal.idle, proposal.more);
    let is_empty = proposal.items.is_empty();
    let lines = proposal.items.iter().map(|item| line(item, &proposal, chosen)).collect_view();
    view! {
        <p class="meta" hidden=left_out.is_empty()>{left_out.clone()}</p>
        <p hidden=!is_empty>{words::NOTHING_PROPOSED}</p>
        <div class="table-frame" tabindex="0" role="group" aria-label=words::SET_MANY_TITLE hidden=is_empty>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{words::CHOSEN}</th>
                        <th scope="col">{words::ACCOUNT}</th>
                        <th scope="col" class="num">{words::TARGET}</th>
                        <th scope="col" class="num">{words::BEFORE}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        <footer>
            <Button
                label=Signal::derive(move || words::write(number_of.get())) tone=ButtonTone::Primary why_not on_press=write
            />
        </footer>
    }
}

fn line(item: &ProposedTarget, told: &TargetProposal, chosen: RwSignal<SetOf<AccountId>>) -> impl IntoView + use<> {
    let (account, currency) = (item.account, told.about.currency);
    let is_chosen = move || chosen.with(|chosen| chosen.contains(&account));
    let on_change = move |_| {
        chosen.update(|chosen| {
            if !chosen.remove(&account) {
                chosen.insert(account);
            }
        });
    };
    view! {
        <tr>
            <td>
                <input
                    type="checkbox" aria-label=words::choose(&item.name) checked=true prop:checked=is_chosen
                    on:change=on_change
                />
            </td>
            <td>{item.name.clone()}</td>
            <td class="num">{money(item.amount_minor, currency)}</td>
            <td class="num">{money(item.before_minor, currency)}</td>
        </tr>
    }
}

/// The targets of those that are chosen.
fn wishes(told: &TargetProposal, chosen: &SetOf<AccountId>) -> Vec<Wish> {
    let window = told.windows.window;
    let target = |item: &ProposedTarget| Target {
        id: TargetId(device::fresh_id()),
        account: item.account,
        from_day: window.from,
        to_day: window.to,
        amount_minor: item.amount_minor,
    };
    let items = told.items.iter().filter(|item| chosen.contains(&item.account));
    items.map(|item| Wish::of_new(&target(item))).collect()
}
