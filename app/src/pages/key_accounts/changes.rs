//! Who entered the key set and who left it: when, by whose word, and why.

use leptos::prelude::*;

use domain::key_decision::KeyWord;

use super::desk::Desk;
use crate::{
    paths,
    ui::{Button, Row, Rows, Tag, Tone},
    wire::key_accounts::KeyChange,
    words::en::{key_accounts as words, models_board::MORE},
};

/// How many lines each press shows.
const LINES: usize = 20;

/// The panel.
#[component]
pub fn Changes(desk: Desk) -> impl IntoView {
    let shown = RwSignal::new(LINES);
    let changes = Memo::new(move |_| desk.told.with(|told| told.changes.clone()));
    let row = move |one: KeyChange| Row::new(format!("{one:?}"), move || view! { <ChangeLine desk one /> });
    let rows = move || changes.get().into_iter().take(shown.get()).map(row).collect::<Vec<_>>();
    let is_more = Memo::new(move |_| changes.with(Vec::len) > shown.get());
    let on_more = move || shown.update(|shown| *shown += LINES);
    view! {
        <section class="panel" aria-labelledby="changes-title">
            <header><h2 id="changes-title">{words::CHANGES}</h2></header>
            <p class="meta" hidden=move || changes.with(|all| !all.is_empty())>{words::NO_CHANGES}</p>
            <ul class="terms" aria-labelledby="changes-title"><Rows rows /></ul>
            {move || is_more.get().then(|| view! { <div class="buttons"><Button label=MORE on_press=on_more /></div> })}
        </section>
    }
}

#[component]
fn ChangeLine(desk: Desk, one: KeyChange) -> impl IntoView {
    let KeyChange { account, name, says, decided } = one;
    let about = move || words::decided_by(&desk.name(decided.by), &desk.rule(decided.rule), &decided.reason);
    let tone = if says == KeyWord::TakenIn { Tone::Good } else { Tone::Plain };
    view! {
        <li>
            <div><b><a href=paths::account(account)>{name}</a></b><p class="meta">{about}</p></div>
            <Tag label=words::changed(says, decided.day) tone />
        </li>
    }
}
