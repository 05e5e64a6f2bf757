//! Placements held to account: which of the four models would have served best, and what became of the placements in each of their cells.

mod out;
mod record;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use domain::change::Kind;

use self::{out::TakeOut, record::ModelPanel};
use crate::{
    client::terms::use_kept_at,
    paths,
    ui::{Choice, Picker, Row, Rows},
    views::{first_part::use_first_part, not_fetched::NotFetched, shape::Shape},
    wire::{
        PagePart,
        held_to_account::{HeldToAccount, MONTHS, MONTHS_CHOICES, ModelRecord, VerdictTold},
    },
    words::en::{self, held_to_account as words},
};

/// What is told, as the parts of the page read it.
pub type Told = Memo<Arc<HeldToAccount>>;

/// How many months the raw query of an address asks for.
pub fn months_asked(query: &str) -> i64 {
    let asked = paths::asked(query, "months").parse().ok();
    asked.filter(|months| MONTHS_CHOICES.contains(months)).unwrap_or(MONTHS)
}

/// Whether it hangs on records of a kind: on what was placed, and on what accounts brought.
fn hangs_on(kind: Kind) -> bool {
    matches!(kind, Kind::Placement | Kind::Position | Kind::Trailing)
}

/// The page.
#[component]
pub fn HeldToAccountPage() -> impl IntoView {
    let first = match use_first_part() {
        Some(PagePart::Report(part)) => part.read::<HeldToAccount>().ok(),
        _ => None,
    };
    let query = use_location().search;
    let months = Memo::new(move |_| query.with(|query| months_asked(query)));
    let fetched =
        use_kept_at(Signal::derive(move || paths::held_to_account(paths::HELD_RECORD, months.get())), first, hangs_on);
    let is_there = Memo::new(move |_| fetched.told.with(Option::is_some));
    let body = move || {
        // Asked first: what was never asked is not heard of.
        let is_there = is_there.get();
        match fetched.told.get_untracked().filter(|_| is_there) {
            None => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
            Some(first) => {
                let told = Memo::new(move |_| fetched.told.get().unwrap_or_else(|| first.clone()));
                view! { <Sections told months /> }.into_any()
            }
        }
    };
    let about = move || {
        fetched.told.with(|told| told.as_ref().map(|told| words::about(told.months, told.to)).unwrap_or_default())
    };
    view! {
        <Title text=en::HELD_TO_ACCOUNT />
        <main id="main" class="main report held" tabindex="-1">
            <header class="bar">
                <div>
                    <h1>{en::HELD_TO_ACCOUNT}</h1>
                    <p class="meta">{about}" · "<a class="link" href=paths::MODELS_BOARD>{en::MODELS_BOARD}</a></p>
                </div>
            </header>
            <NotFetched fetched title=en::concentration::NOT_FETCHED />
            {body}
        </main>
    }
}

#[component]
fn Sections(told: Told, months: Memo<i64>) -> impl IntoView {
    let navigate = use_navigate();
    let value = Signal::derive(move || months.get().to_string());
    let choices = MONTHS_CHOICES.map(|one| Choice::new(one.to_string(), words::months(one))).to_vec();
    let on_choose = move |word: String| {
        let path = paths::held_to_account(paths::HELD_TO_ACCOUNT, word.parse().unwrap_or(MONTHS));
        navigate(&path, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    };
    let verdict = Memo::new(move |_| told.with(|told| words::verdict(told)));
    let tone = move || match told.with(|told| told.verdict.clone()) {
        VerdictTold::Best { apart: true, .. } => "notice good",
        _ => "notice",
    };
    let left = Memo::new(move |_| told.with(|told| words::left_out(told.not_over, told.before_books, told.months)));
    let is_whole = Memo::new(move |_| told.with(|told| told.whole));
    let models = Memo::new(move |_| told.with(|told| (told.models.clone(), told.currency)));
    let rows = move || {
        let (models, currency) = models.get();
        let row = |one: ModelRecord| Row::new(format!("{one:?}"), move || view! { <ModelPanel one currency /> });
        models.into_iter().map(row).collect::<Vec<_>>()
    };
    view! {
        <div class="fields held-asked">
            <Picker id="months" label=words::MONTHS choices value on_choose />
            <TakeOut told />
        </div>
        <section class="panel" aria-labelledby="verdict-title">
            <header><h2 id="verdict-title">{words::VERDICT}</h2></header>
            <div class=tone role="status"><div><b>{move || verdict.get()}</b></div></div>
            <p class="meta">{words::LEAD}" "{move || left.get()}</p>
            <p class="meta">{words::MEASURE}</p>
            <p class="meta" hidden=is_whole>{en::concentration::OF_WHAT_YOU_SEE}</p>
        </section>
        <Rows rows />
    }
}
