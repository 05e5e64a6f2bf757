//! Orders: what is to be delivered, and what of it is late.

mod out;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use domain::{
    change::Kind,
    ids::AccountId,
    policy::{Action, Reach},
    sales_order::{SalesOrder, keeps_orders},
};

use self::out::table;
use super::report::take_out::TakeOut;
use crate::{
    client::{terms::use_kept_at, use_workspace},
    paths,
    ui::{Button, ButtonTone, Empty, Tabs, Tag, Tone},
    views::{
        first_part::use_first_part,
        not_fetched::NotFetched,
        order_form::{OrderDialog, blank},
        shape::Shape,
    },
    wire::{
        PagePart,
        orders::{OrderLine, Orders, OrdersShown},
    },
    words::en::{self, orders as words},
};

/// The orders in hand.
type Told = Memo<Arc<Orders>>;

/// Whether the page hangs on records of a kind: on orders, and on who leads what.
fn hangs_on(kind: Kind) -> bool {
    matches!(kind, Kind::SalesOrder | Kind::Account)
}

/// The page.
#[component]
pub fn OrdersPage() -> impl IntoView {
    let workspace = use_workspace();
    let first = match use_first_part() {
        Some(PagePart::Report(part)) => part.read::<Orders>().ok(),
        _ => None,
    };
    let query = use_location().search;
    let shown = Memo::new(move |_| query.with(|query| OrdersShown::of_word(&paths::asked(query, "show"))));
    let path = Signal::derive(move || paths::orders(paths::ORDERS_TOLD, shown.get()));
    let fetched = use_kept_at(path, first, hangs_on);
    let is_there = Memo::new(move |_| fetched.told.with(Option::is_some));
    let opened = RwSignal::new(None::<SalesOrder>);
    let sees = workspace.viewer().rights.reach(Action::SeeOrders) > Reach::Nowhere;
    let body = move || {
        // Asked first: what was never asked is not heard of.
        let is_there = is_there.get();
        if !sees {
            return view! { <Empty icon="flag" title=words::SEES_NONE text=words::SEES_NONE_TEXT /> }.into_any();
        }
        match fetched.told.get_untracked().filter(|_| is_there) {
            None => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
            Some(first) => {
                let told = Memo::new(move |_| fetched.told.get().unwrap_or_else(|| first.clone()));
                view! { <OrderTable told opened /> }.into_any()
            }
        }
    };
    let about = move || {
        fetched
            .told
            .with(|told| told.as_ref().map(|told| words::about(told.open, told.late, told.as_of)).unwrap_or_default())
    };
    let add = keeps_orders(&workspace.viewer().rights).then(|| {
        let on_press = move || opened.set(Some(blank(workspace, AccountId::default())));
        view! { <Button label=words::ADD icon="plus" tone=ButtonTone::Primary on_press /> }
    });
    view! {
        <Title text=en::ORDERS />
        <main id="main" class="main report" tabindex="-1">
            <header class="bar">
                <div><h1>{en::ORDERS}</h1><p class="meta">{about}</p></div>
                <div class="tools"><Ways shown />{add}</div>
            </header>
            <NotFetched fetched title=en::terms::NOT_FETCHED />
            {body}
            <OrderDialog opened />
        </main>
    }
}

/// Which orders are looked at.
#[component]
fn Ways(shown: Memo<OrdersShown>) -> impl IntoView {
    let way = move |choice: OrdersShown| {
        let is_it = move || (shown.get() == choice).then_some("page");
        view! {
            <li><a class="tab" href=paths::orders(paths::ORDERS, choice) aria-current=is_it>{words::shown(choice)}</a></li>
        }
    };
    view! { <nav aria-label=words::WHICH><Tabs>{OrdersShown::ALL.map(way).into_iter().collect_view()}</Tabs></nav> }
}

#[component]
fn OrderTable(told: Told, opened: RwSignal<Option<SalesOrder>>) -> impl IntoView {
    let is_empty = Memo::new(move |_| told.with(|told| told.items.is_empty()));
    move || match is_empty.get() {
        true => view! { <NoOrders told /> }.into_any(),
        false => view! { <Lines told opened /> }.into_any(),
    }
}

#[component]
fn NoOrders(told: Told) -> impl IntoView {
    let words = move || match told.with(|told| told.shown) {
        OrdersShown::Open => (words::NONE_OPEN, words::NONE_OPEN_TEXT),
        OrdersShown::Late => (words::NONE_LATE, words::NONE_LATE_TEXT),
        OrdersShown::Closed => (words::NONE_CLOSED, words::NONE_CLOSED_TEXT),
    };
    move || {
        let (title, text) = words();
        view! { <Empty icon="flag" title text /> }
    }
}

#[component]
fn Lines(told: Told, opened: RwSignal<Option<SalesOrder>>) -> impl IntoView {
    let lines = move || {
        let told = told.get();
        told.items.iter().map(|item| line(&told, item, opened)).collect_view()
    };
    let first_of = move || {
        told.with(|told| {
            let (shown, total) = (told.items.len(), told.total);
            (shown < total).then(|| words::first_of(shown, total))
        })
    };
    view! {
        <section class="panel" aria-labelledby="order-lines-title">
            <header>
                <h2 id="order-lines-title">{move || told.with(|told| words::shown(told.shown))}</h2>
                <p class="meta">{first_of}</p>
                <TakeOut id="orders" told table />
            </header>
            <div class="table-frame" tabindex="0" role="group" aria-labelledby="order-lines-title">
                <table class="table orders">
                    <thead>
                        <tr>
                            <th scope="col">{words::ORDER}</th>
                            <th scope="col">{words::ACCOUNT}</th>
                            <th scope="col">{words::NEXT}</th>
                            <th scope="col">{words::PROGRESS}</th>
                            <th scope="col" class="num">{en::account::AMOUNT}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
}

fn line(told: &Orders, item: &OrderLine, opened: RwSignal<Option<SalesOrder>>) -> impl IntoView + use<> {
    let order = StoredValue::new(item.order.clone());
    let (name, aside) = (item.account_name.clone(), item.account_name.clone());
    let account = match item.sees_account {
        true => view! { <a class="link" href=paths::account(item.order.account)>{name}</a> }.into_any(),
        false => name.into_any(),
    };
    let there = item.order.deliveries.iter().filter(|delivery| delivery.is_there()).count();
    let deliveries = words::there(there, item.order.deliveries.len());
    let late = (item.days_late > 0).then(|| view! { <Tag label=words::late(item.days_late) tone=Tone::Gold /> });
    let amount = item.order.amount_minor.map(|minor| en::money(minor, told.currency));
    let day = item.order.next_due().unwrap_or(item.order.due_day);
    view! {
        <tr>
            <td>
                <button
                    type="button" class="open-order" aria-label=words::edit(&item.order.number)
                    on:click=move |_| opened.set(Some(order.get_value()))
                >{item.order.number.clone()}</button>
                <small class="meta">{item.order.subject.clone()}</small>
                <small class="meta aside">{aside}</small>
            </td>
            <td>{account}</td>
            <td>{en::day(day)}" "{late}</td>
            <td>{words::progress(item.order.progress())}<small class="meta">{deliveries}</small></td>
            <td class="num">{amount}</td>
        </tr>
    }
}
