//! An account as a card on a board. At most twenty elements, and no listener of its own: some hundred and twenty of them are mounted
//! at once, and what a browser has listened to it lets go only when it sweeps. What a card says below its name is here as it is
//! usual; what else a board may ask for comes apart ([`full_card`]).

pub mod full_card;

use leptos::prelude::*;

use domain::{
    account::Account,
    day::Day,
    ids::{AccountId, PersonId},
    model::Model,
    set::SetOf,
};

use crate::{
    client::{use_workspace, workspace::account_key},
    paths,
    ui::{Avatar, avatar::hue_class, drag::Drag, window::RowPlace},
    views::board::look::Look,
    words::en,
};

/// What a card says, ready to be read.
#[derive(Clone, Debug, Default, PartialEq)]
struct Facts {
    name: String,
    revenue: String,
    owner: Option<(PersonId, String)>,
    next_step: String,
    due: Option<(Day, String)>,
    late: bool,
    /// Which colleague holds it.
    holder: Option<PersonId>,
    /// Whether something that was done to it waits for the server.
    waits: bool,
}

impl Facts {
    fn of(model: &Model, id: AccountId, today: Day) -> Self {
        let Some(account) = model.accounts.get(&id) else { return Self::default() };
        let currency = model.base_currency();
        let due = due_of(account);
        Self {
            name: account.name.clone(),
            revenue: en::money_short(model.revenue_ttm_minor(id), currency),
            owner: account.owner.map(|owner| (owner, name_of(model, owner))),
            next_step: account.next_step.clone(),
            late: due.is_some_and(|day| day < today),
            due: due.map(|day| (day, en::day_near(day, today))),
            holder: None,
            waits: false,
        }
    }
}

fn due_of(account: &Account) -> Option<Day> {
    account.next_step_day.filter(|_| !account.next_step.is_empty())
}

fn name_of(model: &Model, person: PersonId) -> String {
    model.people.get(&person).map(|person| person.name.clone()).unwrap_or_default()
}

/// A byte that is somebody's everywhere, for their colour.
pub fn hue_of(person: PersonId) -> u8 {
    person.0.as_bytes().iter().fold(0, |sum, byte| sum ^ byte)
}

/// What a board does with its cards.
#[derive(Clone, Copy)]
pub struct CardActions {
    /// Which cards are selected.
    pub selected: Signal<SetOf<AccountId>>,
    /// Which account is open beside the board.
    pub opened: Signal<Option<AccountId>>,
    /// What moves cards over the board.
    pub drag: Drag,
    /// How they look.
    pub look: Look,
}

/// What draws the cards of a board, each as a row of a column.
pub type DrawCard = fn(RowPlace<AccountId>, CardActions) -> AnyView;

/// A card as it is usual.
pub fn account_card(place: RowPlace<AccountId>, actions: CardActions) -> AnyView {
    let facts = use_facts(place.key);
    let body = view! {
        <div class="card-figure"><span class="num">{move || facts.with(|facts| facts.revenue.clone())}</span></div>
        <CardFoot facts />
    };
    card_row(place, actions, facts, body).into_any()
}

/// What an account's card says, as it is now.
fn use_facts(id: AccountId) -> Memo<Facts> {
    let workspace = use_workspace();
    let today = workspace.viewer().day;
    workspace.watch(account_key(id), move |model| Facts {
        holder: workspace.holder(id),
        waits: workspace.is_held_up(id),
        ..Facts::of(model, id, today)
    })
}

/// A card: its name, and what stands below it.
fn card_row<V: IntoView>(
    place: RowPlace<AccountId>,
    actions: CardActions,
    facts: Memo<Facts>,
    body: V,
) -> impl IntoView {
    let id = place.key;
    let holder = move || facts.with(|facts| facts.holder);
    let marks = Memo::new(move |_| {
        let selected = actions.selected.with(|selected| selected.contains(&id));
        (selected, actions.opened.get() == Some(id))
    });
    let drag = actions.drag;
    let key = StoredValue::new(id.to_string());
    let class = move || {
        let held = holder().map(|person| format!(" held {}", hue_class(hue_of(person)))).unwrap_or_default();
        let (selected, opened) = marks.get();
        let selected = if selected { " selected" } else { "" };
        let opened = if opened { " opened" } else { "" };
        ["card", selected, opened, &held].concat()
    };
    view! {
        <li
            class="card-row" data-card=id.to_string()
            class:drag-source=move || key.with_value(|key| drag.holds(key))
            class:drag-landed=move || key.with_value(|key| drag.landed().as_ref() == Some(key))
            tabindex=move || key.with_value(|key| drag.tabindex(key, place.position()))
            aria-posinset=move || place.position() aria-setsize=move || place.count()
            aria-label=move || facts.with(|facts| if marks.get().0 { en::select::card(&facts.name) } else { facts.name.clone() })
        >
            <article class=class>
                <CardTop id facts />
                {body}
                {move || holder().map(|person| view! { <CardHold person /> })}
                {move || facts.with(|facts| facts.waits).then(|| view! { <span class="card-waits">{en::NOT_SENT_YET}</span> })}
            </article>
        </li>
    }
}

#[component]
fn CardTop(id: AccountId, facts: Memo<Facts>) -> impl IntoView {
    view! {
        <div class="card-top">
            <a class="card-name" href=paths::account(id) tabindex="-1" draggable="false">{move || facts.with(|facts| facts.name.clone())}</a>
            <button
                class="card-more" type="button" tabindex="-1" aria-haspopup="true"
                aria-label=move || facts.with(|facts| en::more_about(&facts.name))
            ></button>
        </div>
    }
}

#[component]
fn CardFoot(facts: Memo<Facts>) -> impl IntoView {
    let owner = Memo::new(move |_| facts.with(|facts| facts.owner.clone()));
    let avatar = move || {
        let (hash, name) = owner.get().map_or((0, String::new()), |(person, name)| (hue_of(person), name));
        view! { <Avatar name hash nobody=en::NOBODY.to_owned() /> }
    };
    let step = move || {
        facts.with(
            |facts| if facts.next_step.is_empty() { en::NO_NEXT_STEP.to_owned() } else { facts.next_step.clone() },
        )
    };
    let none = move || facts.with(|facts| facts.next_step.is_empty());
    let due = move || {
        facts.with(|facts| {
            let words = facts.due.as_ref().map(|(_, words)| words.clone()).unwrap_or_default();
            if facts.late { en::late(&words) } else { words }
        })
    };
    let due_day = move || facts.with(|facts| facts.due.as_ref().map(|(day, _)| en::day(*day)));
    view! {
        <div class="card-foot">
            {avatar}
            <span class="step cut" class:none=none>{step}</span>
            <span class="due" class:late=move || facts.with(|facts| facts.late) title=due_day>{due}</span>
        </div>
    }
}

#[component]
fn CardHold(person: PersonId) -> impl IntoView {
    let found = use_workspace().person(person);
    let words = move || en::is_moving(found.with(|found| found.as_ref().map(|person| person.name.clone())).as_deref());
    view! { <span class="card-hold">{words}</span> }
}
