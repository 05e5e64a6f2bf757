//! Who came among the largest tenth within a year, who left it, and why.

use leptos::prelude::*;

use domain::money::Currency;

use super::Told;
use crate::{
    paths,
    wire::{concentration_page::TopChange, report::TopMove},
    words::en::{self, concentration as words},
};

/// The panel.
#[component]
pub fn Movement(told: Told) -> impl IntoView {
    let change = move |read: fn(&TopChange) -> String| move || told.with(|told| read(&told.change));
    let sentence = change(|change| words::came_and_went(change.entered.len(), change.left.len(), change.since));
    let size = move || told.with(|told| words::tenth_size(told.change.size_before, told.change.size_now));
    let lists = move || {
        let (change, currency) = told.with(|told| (told.change.clone(), told.about.currency));
        view! {
            <Moves title=words::ENTERED none=words::NOBODY_ENTERED moves=change.entered entered=true currency />
            <Moves title=words::LEFT none=words::NOBODY_LEFT moves=change.left entered=false currency />
        }
    };
    view! {
        <section class="panel" aria-labelledby="movement-title">
            <header>
                <h2 id="movement-title">{words::CAME_AND_WENT}</h2>
                <p class="meta">{sentence} " " {size}</p>
            </header>
            <div class="chart-pair">{lists}</div>
        </section>
    }
}

#[component]
fn Moves(
    title: &'static str,
    none: &'static str,
    moves: Vec<TopMove>,
    entered: bool,
    currency: Currency,
) -> impl IntoView {
    let is_empty = moves.is_empty();
    let row = |one: TopMove| view! { <MoveRow one entered currency /> };
    view! {
        <div>
            <h3>{title}</h3>
            <p class="meta" hidden=!is_empty>{none}</p>
            <ul class="move-list">{moves.into_iter().map(row).collect_view()}</ul>
        </div>
    }
}

#[component]
fn MoveRow(one: TopMove, entered: bool, currency: Currency) -> impl IntoView {
    let amounts = [one.before_minor, one.now_minor].map(|minor| en::money_short(minor, currency)).join(" → ");
    view! {
        <li>
            <a class="link" href=paths::account(one.account)>{one.name}</a>
            <span class="meta">{words::why(one.why, entered)}</span>
            <span class="num meta">{words::places(one.rank_before, one.rank_now)}</span>
            <span class="num">{amounts}</span>
        </li>
    }
}
