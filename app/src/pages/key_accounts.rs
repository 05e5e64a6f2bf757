//! The key accounts: which are, since when, by which rule and whose word, and what they bring; who would be by the rules, and whom no
//! rule bears out any more; who entered and left; and what there is to warn of.

mod changes;
mod desk;
mod figures;
mod lines;
mod out;
mod rule_form;
mod rules;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use domain::{
    change::Kind,
    day::{Day, Written},
};

use self::{
    changes::Changes,
    desk::Desk,
    figures::{Figures, Warnings},
    lines::{Candidates, Members, Unsupported},
    out::TakeOut,
    rules::Rules,
};
use crate::{
    client::{terms::use_kept_at, use_workspace},
    paths,
    ui::Field,
    views::{
        first_part::use_first_part, key_decision_form::KeyDecisionDialog, not_fetched::NotFetched, shape::Shape,
        steps::StepButtons,
    },
    wire::{PagePart, key_accounts::KeySet},
    words::en::{self, key_accounts as words},
};

/// The key set in hand, as the parts of the page read it.
pub type Told = Memo<Arc<KeySet>>;

/// Whether the key set hangs on records of a kind: who is key, who would be, who leads it, and what it brings.
fn hangs_on(kind: Kind) -> bool {
    let decided = matches!(kind, Kind::KeyRule | Kind::KeyDecision | Kind::Placement | Kind::Position);
    decided || matches!(kind, Kind::Account | Kind::Person | Kind::Trailing)
}

/// The page.
#[component]
pub fn KeyAccountsPage() -> impl IntoView {
    let workspace = use_workspace();
    let first = match use_first_part() {
        Some(PagePart::Report(part)) => part.read::<KeySet>().ok(),
        _ => None,
    };
    let query = use_location().search;
    let as_of = Memo::new(move |_| query.with(|query| Day::of_text(&paths::asked(query, "as_of"))));
    let fetched =
        use_kept_at(Signal::derive(move || paths::key_accounts(paths::KEY_SET, as_of.get())), first, hangs_on);
    let is_there = Memo::new(move |_| fetched.told.with(Option::is_some));
    let body = move || {
        // Asked first: what was never asked is not heard of.
        let is_there = is_there.get();
        match fetched.told.get_untracked().filter(|_| is_there) {
            None => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
            Some(first) => {
                let told = Memo::new(move |_| fetched.told.get().unwrap_or_else(|| first.clone()));
                view! { <Sections desk=Desk::new(workspace, told) as_of /> }.into_any()
            }
        }
    };
    let about = move || {
        fetched.told.with(|told| {
            told.as_ref().map(|told| words::about(told.members.len(), told.as_of, told.to)).unwrap_or_default()
        })
    };
    view! {
        <Title text=en::KEY_ACCOUNTS />
        <main id="main" class="main narrow key-accounts" tabindex="-1">
            <header class="bar">
                <div><h1>{en::KEY_ACCOUNTS}</h1><p class="meta">{about}</p></div>
                <div class="tools"><StepButtons /></div>
            </header>
            <NotFetched fetched title=en::terms::NOT_FETCHED />
            {body}
        </main>
    }
}

/// All of it, once the key set is in hand.
#[component]
fn Sections(desk: Desk, as_of: Memo<Option<Day>>) -> impl IntoView {
    let navigate = use_navigate();
    let shown = Signal::derive(move || desk.told.with(|told| told.as_of.to_string()));
    let on_change = move |text: String| {
        let path = paths::key_accounts(paths::KEY_ACCOUNTS, Day::of_text(&text));
        navigate(&path, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    };
    let is_past = Memo::new(move |_| as_of.get().is_some() && !desk.is_today.get());
    let rules = Signal::derive(move || desk.told.with(|told| told.rules.clone()));
    view! {
        <Warnings desk />
        <Figures told=desk.told />
        <div class="fields key-asked">
            <Field id="key-as-of" label=words::AS_OF kind="date" value=shown on_change />
            <TakeOut desk />
        </div>
        <p class="meta" hidden=move || !is_past.get()>{words::PAST}</p>
        <Members desk />
        <Candidates desk />
        <Unsupported desk />
        <Changes desk />
        <Rules desk />
        <KeyDecisionDialog opened=desk.opened rules />
    }
}
