//! The accounts whose revenue changed most from the year before to this one.

use leptos::prelude::*;

use domain::money::Currency;

use super::Told;
use crate::{
    paths,
    wire::report::Mover,
    words::en::{self, retention as words},
};

/// The panel.
#[component]
pub fn Movers(told: Told) -> impl IntoView {
    let lists = move || {
        let (up, down, currency) = told.with(|told| (told.up.clone(), told.down.clone(), told.about.currency));
        view! {
            <MoverList title=words::UP none=words::NOBODY_UP movers=up currency />
            <MoverList title=words::DOWN none=words::NOBODY_DOWN movers=down currency />
        }
    };
    view! {
        <section class="panel" aria-labelledby="movers-title">
            <header><h2 id="movers-title">{words::MOVERS}</h2></header>
            <div class="chart-pair">{lists}</div>
        </section>
    }
}

#[component]
fn MoverList(title: &'static str, none: &'static str, movers: Vec<Mover>, currency: Currency) -> impl IntoView {
    let is_empty = movers.is_empty();
    let row = |one: Mover| {
        let amounts = [one.before_minor, one.now_minor].map(|minor| en::money_short(minor, currency)).join(" → ");
        let is_minus = one.change_minor < 0;
        let change = words::signed(&en::money_short(one.change_minor, currency), one.change_minor, false);
        view! {
            <li>
                <a class="link" href=paths::account(one.account)>{one.name}</a>
                <span class="num meta">{amounts}</span>
                <span class="num" class:minus=is_minus>{change}</span>
            </li>
        }
    };
    view! {
        <div>
            <h3>{title}</h3>
            <p class="meta" hidden=!is_empty>{none}</p>
            <ul class="move-list movers">{movers.into_iter().map(row).collect_view()}</ul>
        </div>
    }
}
