//! What an account is in figures and facts, each with the way to change it.

use leptos::prelude::*;

use domain::{
    account::{Account, AssignAccount},
    board::Total,
    command::Command,
    day::Day,
    field::{Field, Slot},
    ids::AccountId,
    model::Model,
    placement::standing,
};

use super::{group::Group, next_step::NextStep, tags::Tags};
use crate::{
    client::{use_workspace, workspace::account_key},
    paths,
    ui::{Button, ButtonTone, Figure, use_toasts},
    views::{
        account_name::account_name,
        assign_dialog::AssignDialog,
        board::{
            column::share_permille,
            move_dialog::MoveDialog,
            moving::{Aim, move_all, why_not, words_of},
        },
        person_chip::PersonChip,
        reporting,
        stage_word::StageWord,
        steps::toast_with_undo,
    },
    words::en,
};

/// Figures and facts.
#[component]
pub fn Facts(
    /// Which account.
    id: AccountId,
    /// What is in hand of it.
    account: Memo<Option<Account>>,
) -> impl IntoView {
    view! {
        <section class="panel" aria-label=en::account::FIGURES>
            <Figures id />
            <dl class="facts">
                <div><dt>{en::accounts::LEAD}</dt><Lead id account /></div>
                <div><dt>{en::accounts::STAGE}</dt><Stage id /></div>
                <div><dt>{en::accounts::NEXT_STEP}</dt><NextStep id account /></div>
                <div><dt>{en::account::TAGS}</dt><Tags id account /></div>
                <div><dt>{en::account::PARENT}</dt><Parent id account /></div>
                <Group id />
            </dl>
        </section>
    }
}

/// The latest day of trade that is in hand.
fn last_day(model: &Model, id: AccountId) -> Option<Day> {
    model.documents_of(id).first().map(|document| document.day)
}

#[component]
fn Figures(id: AccountId) -> impl IntoView {
    let workspace = use_workspace();
    let revenue = workspace.watch(account_key(id), move |model| model.revenue_ttm_minor(id));
    let bought = workspace.watch(account_key(id), move |model| {
        let figure = model.trailing.get(&id).filter(|figure| figure.purchases_ttm_minor != 0)?;
        Some((figure.purchases_ttm_minor, figure.net_position_minor()))
    });
    let position = move || bought.get().map(|(bought, position)| view! { <Position bought position /> });
    let last = workspace.watch(account_key(id), move |model| last_day(model, id));
    let count = move || workspace.opened(id).map_or_else(|| "…".to_owned(), |part| en::number(part.documents_total));
    view! {
        <dl class="figures">
            <Figure
                label=en::REVENUE value=Signal::derive(move || en::money(revenue.get(), reporting::currency())) chief=true
                note=Signal::derive(move || en::twelve_months_to(reporting::reports_to()))
            />
            <PlaceInBook id />
            {position}
            <Figure label=en::account::DOCUMENTS value=Signal::derive(count) />
            <Figure
                label=en::account::LAST_DOCUMENT
                value=Signal::derive(move || last.get().map_or_else(|| en::account::NONE.to_owned(), en::day))
            />
        </dl>
    }
}

/// What we bought from it, and what is left of what it bought from us.
#[component]
fn Position(bought: i64, position: i64) -> impl IntoView {
    let money = |minor: i64| Signal::stored(en::money(minor, reporting::currency()));
    view! {
        <Figure label=en::account::BOUGHT value=money(bought) />
        <Figure label=en::account::POSITION value=money(position) note=Signal::stored(Some(en::account::POSITION_NOTE.to_owned())) />
    }
}

/// Where an account stands among all that the viewer sees, by what they brought: its place from 1, how many brought anything, and its
/// share of all in thousandths. None where it brought nothing.
fn place_in_book(model: &Model, id: AccountId) -> Option<(usize, usize, i64)> {
    let minor = model.revenue_ttm_minor(id);
    let revenues = || model.accounts.keys().map(|id| model.revenue_ttm_minor(*id)).filter(|minor| *minor > 0);
    let total = |sum_minor: i64| Total { count: 0, sum_minor };
    let larger = revenues().filter(|other| *other > minor).count();
    (minor > 0).then(|| (larger + 1, revenues().count(), share_permille(total(minor), total(revenues().sum()))))
}

/// Its place in the book, once the whole of it is in hand.
#[component]
fn PlaceInBook(id: AccountId) -> impl IntoView {
    let workspace = use_workspace();
    let place = Memo::new(move |_| workspace.directory.get().then(|| workspace.look(|model| place_in_book(model, id))));
    let value = move || match place.get() {
        None => "…".to_owned(),
        Some(None) => en::account::NONE.to_owned(),
        Some(Some((place, of, _))) => en::account::place(place, of),
    };
    let share = move || place.get().flatten().map(|(_, _, permille)| en::account::share_of_book(permille));
    view! { <Figure label=en::account::PLACE value=Signal::derive(value) note=Signal::derive(share) /> }
}

#[component]
fn Lead(id: AccountId, account: Memo<Option<Account>>) -> impl IntoView {
    let workspace = use_workspace();
    let assigned = RwSignal::new(None);
    let owner = Memo::new(move |_| account.with(|account| account.as_ref().and_then(|account| account.owner)));
    // To hand it to nobody is the least that assigning can mean.
    let refused = Signal::derive(move || {
        let command = Command::AssignAccount(AssignAccount { account: id, owner: None, was: owner.get() });
        workspace.look(|_| ());
        workspace.why_not(command).as_ref().map(en::rejection)
    });
    let on_press = move || assigned.set(Some(id));
    view! {
        <dd>
            {move || view! { <PersonChip person=owner.get() /> }}
            <Button label=en::accounts::ASSIGN_TO tone=ButtonTone::Quiet why_not=refused on_press />
            <AssignDialog account=assigned />
        </dd>
    }
}

#[component]
fn Stage(id: AccountId) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let moved = RwSignal::new(Vec::new());
    let stage = workspace.watch(account_key(id), move |model| {
        standing(model, id, workspace.viewer().day).map(|placement| placement.cell)
    });
    let refused = Signal::derive(move || {
        // Wherever it stands, some other column must be open to it.
        let other = other_than(stage.get());
        workspace.look(|_| ());
        why_not(workspace, id, &Aim::at(Field::Relationship.into(), other.into(), workspace), None)
    });
    let on_move = Callback::new(move |(accounts, aim): (Vec<AccountId>, Aim)| {
        if let Some(name) = move_all(workspace, &accounts, &aim, None).first() {
            toast_with_undo(workspace, toasts, en::moved_one(name, &words_of(workspace, aim.fields, &aim.to)));
        }
    });
    view! {
        <dd>
            {move || view! { <StageWord stage=stage.get() /> }}
            <Button label=en::MOVE_TO tone=ButtonTone::Quiet why_not=refused on_press=move || moved.set(vec![id]) />
            <MoveDialog id="stage-to" fields=Field::Relationship.into() accounts=moved on_move />
        </dd>
    }
}

/// The account above, with the way to it. Where all is in hand that the viewer sees and it is not, they do not see it.
#[component]
fn Parent(id: AccountId, account: Memo<Option<Account>>) -> impl IntoView {
    let workspace = use_workspace();
    let parent = move || account.with(|account| account.as_ref().and_then(|account| account.parent));
    let href = Signal::derive(move || {
        let seen = |parent: &AccountId| workspace.look(|model| model.accounts.contains_key(parent));
        parent().filter(seen).map(paths::account)
    });
    let name = Signal::derive(move || {
        let Some(parent) = parent() else { return en::account::NONE.to_owned() };
        let is_whole = workspace.directory.get() || workspace.opened(id).is_some();
        workspace.look(|model| match model.accounts.get(&parent) {
            None if !is_whole => "…".to_owned(),
            found => account_name(found),
        })
    });
    view! { <dd><a href=href>{name}</a></dd> }
}

fn other_than(stage: Option<domain::placement::Stage>) -> Slot {
    use domain::placement::Stage;
    Slot::Stage(if stage == Some(Stage::Early) { Stage::Mid } else { Stage::Early })
}

#[cfg(test)]
mod tests {
    use domain::trailing::Trailing;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_account_has_its_place_by_what_it_brings() {
        let mut model = Model::default();
        let id = |number: u128| AccountId(Uuid::from_u128(number));
        for (number, minor) in [(1, 500), (2, 300), (3, 200), (4, 0), (5, -7), (6, 300)] {
            model.accounts.insert(id(number), Account { id: id(number), ..Account::default() });
            let figure = Trailing { id: id(number), revenue_ttm_minor: minor, ..Trailing::default() };
            model.trailing.insert(id(number), figure);
        }
        assert_eq!(place_in_book(&model, id(1)), Some((1, 4, 385)));
        // Those alike share a place.
        assert_eq!([2, 6].map(|number| place_in_book(&model, id(number)).map(|(place, ..)| place)), [Some(2); 2]);
        assert_eq!([4, 5].map(|number| place_in_book(&model, id(number))), [None; 2]);
    }
}
