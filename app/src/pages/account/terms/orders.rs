//! What an account ordered.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    command::Command,
    ids::AccountId,
    keep::{Keep, Wish},
    policy::Action,
    sales_order::SalesOrder,
};

use super::Told;
use crate::{
    client::{terms::print, use_workspace},
    ui::{Button, ButtonShape, ButtonTone, Empty, Row, Rows, Tag, Tone, use_toasts},
    views::{
        order_form::{OrderDialog, blank},
        reporting,
        steps::toast_with_undo,
    },
    words::en::{self, orders as words},
};

/// The panel.
#[component]
pub fn Orders(
    /// Whose.
    id: AccountId,
    /// What is told of it.
    told: Memo<Arc<Told>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let orders = Memo::new(move |_| told.with(|told| told.orders.clone()));
    let opened = RwSignal::new(None::<SalesOrder>);
    let why_not = no_order(id);
    let is_empty = Memo::new(move |_| orders.with(Vec::is_empty));
    let row = move |order: SalesOrder| {
        // What changed is another row.
        Row::new(print(&order), move || view! { <OrderLine order opened why_not /> })
    };
    let rows = move || orders.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-labelledby="orders-title">
            <header>
                <h2 id="orders-title">{en::ORDERS}</h2>
                <Button
                    label=words::ADD icon="plus" tone=ButtonTone::Quiet why_not
                    on_press=move || opened.set(Some(blank(workspace, id)))
                />
            </header>
            <Show when=move || is_empty.get()><Empty small=true title=words::NONE text=words::NONE_TEXT /></Show>
            <ul class="terms" aria-labelledby="orders-title"><Rows rows /></ul>
            <OrderDialog opened />
        </section>
    }
}

/// Why the viewer cannot keep orders here, if they cannot.
fn no_order(id: AccountId) -> Signal<Option<String>> {
    let workspace = use_workspace();
    Signal::derive(move || {
        let lead = workspace.look(|model| model.accounts.get(&id).and_then(|account| account.owner));
        let may = workspace.viewer().rights.may_with(Action::KeepOrder, lead);
        (!may).then(|| en::rejection(&domain::rejection::Rejection::NotPermitted { action: Action::KeepOrder }))
    })
}

#[component]
fn OrderLine(
    order: SalesOrder,
    opened: RwSignal<Option<SalesOrder>>,
    why_not: Signal<Option<String>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let late = order.days_late(workspace.viewer().day);
    let (label, tone) = match late {
        0 => (words::progress(order.progress()).to_owned(), Tone::Plain),
        late => (words::late(late), Tone::Gold),
    };
    let there = order.deliveries.iter().filter(|delivery| delivery.is_there()).count();
    let about = [words::due(order.next_due(), order.day), words::there(there, order.deliveries.len())];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let amount = order.amount_minor.map(|minor| en::money(minor, reporting::currency()));
    let (edit, removed) = (order.clone(), order.clone());
    let remove = move || {
        let keep = Keep::one(Some(removed.account), Wish::of_removal(&removed));
        if workspace.run_or_tell(Command::Keep(keep)) {
            toast_with_undo(workspace, toasts, words::REMOVED.to_owned());
        }
    };
    view! {
        <li>
            <div>
                <b>{order.number.clone()}</b>
                <p class="meta">{about}</p>
                <p class="meta" hidden=order.subject.is_empty()>{order.subject.clone()}</p>
            </div>
            <Tag label tone />
            <span class="num">{amount}</span>
            <span class="buttons">
                <Button
                    label=words::edit(&order.number) icon="pencil" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet
                    why_not on_press=move || opened.set(Some(edit.clone()))
                />
                <Button
                    label=words::remove(&order.number) icon="x" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet why_not
                    on_press=remove
                />
            </span>
        </li>
    }
}
