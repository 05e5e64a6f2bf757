//! Two people set the same thing: who was first, what each wants, and whose word is kept.

use leptos::prelude::*;

use domain::{
    account::AssignAccount,
    board_card::MoveCard,
    command::Command,
    day::Day,
    field::{Field, Slot},
    ids::{BoardCardId, BoardColumnId, PersonId, PlacementId},
    model::Model,
    placement::{PlaceAccount, standing},
};
use uuid::Uuid;

use crate::{
    client::{device, use_workspace},
    ui::{Button, ButtonTone, Notice, Tone},
    views::person_chip::lead_name,
    words::en,
};

/// Both sides, in words.
#[derive(Default)]
struct Sides {
    title: String,
    mine: String,
    theirs: String,
    their_name: String,
}

/// Both sides; `author` says who was the last to move a card of a board that people made, where that is known.
fn sides(model: &Model, command: &Command, today: Day, author: &dyn Fn(Uuid) -> Option<PersonId>) -> Sides {
    let name = command.account().and_then(|id| model.accounts.get(&id)).map(|account| account.name.clone());
    let (mine, theirs, first) = match command {
        Command::PlaceAccount(place) => {
            let stands = standing(model, place.account, today);
            let theirs = en::standing(stands.map(|placement| placement.cell)).to_owned();
            (en::stage(place.stage).to_owned(), theirs, stands.map(|placement| placement.by))
        }
        Command::AssignAccount(assign) => {
            let theirs = lead_name(model, model.accounts.get(&assign.account).and_then(|account| account.owner));
            (lead_name(model, assign.owner), theirs, None)
        }
        Command::MoveCard(moved) => {
            let field = Field::Board(moved.board);
            let slot = |column: Option<BoardColumnId>| {
                en::boards::slot(model, field, &column.map_or(Slot::Nothing, Slot::Column))
            };
            let theirs = slot(model.card(moved.board, moved.account).map(|card| card.column));
            (slot(moved.column), theirs, author(BoardCardId::of(moved.board, moved.account).0))
        }
        _ => return Sides::default(),
    };
    let first = first.and_then(|by| model.people.get(&by));
    let their_name = first.map_or_else(|| en::notice::A_COLLEAGUE.to_owned(), |first| first.name.clone());
    let title = en::notice::conflict(&their_name, name.as_deref().unwrap_or_default());
    Sides { title, mine, theirs, their_name }
}

/// The same wish again, over what stands there now.
fn insisted(model: &Model, command: &Command, today: Day) -> Option<Command> {
    match command {
        Command::PlaceAccount(place) => Some(Command::PlaceAccount(PlaceAccount {
            placement: PlacementId(device::fresh_id()),
            was: standing(model, place.account, today).map(|placement| placement.id),
            ..place.clone()
        })),
        Command::AssignAccount(assign) => Some(Command::AssignAccount(AssignAccount {
            was: model.accounts.get(&assign.account).and_then(|account| account.owner),
            ..assign.clone()
        })),
        Command::MoveCard(moved) => Some(Command::MoveCard(MoveCard {
            was: model.card(moved.board, moved.account).map(|card| card.column),
            ..moved.clone()
        })),
        _ => None,
    }
}

/// The card.
#[component]
pub fn ConflictCard(
    /// What was wanted.
    command: Command,
    /// It was decided.
    on_close: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let command = StoredValue::new(command);
    let today = workspace.viewer().day;
    let side = move |read: fn(Sides) -> String| {
        move || {
            let author = |record| workspace.author(record);
            read(workspace.look(|model| command.with_value(|command| sides(model, command, today, &author))))
        }
    };
    let on_mine = move || {
        let again = workspace.read(|model| command.with_value(|command| insisted(model, command, today)));
        on_close.run(());
        if let Some(again) = again {
            workspace.run_or_tell(again);
        }
    };
    view! {
        <Notice title=Signal::derive(side(|sides| sides.title)) tone=Tone::Warn urgent=true>
            <dl class="versus">
                <div><dt>{en::notice::YOU}</dt><dd>{side(|sides| sides.mine)}</dd></div>
                <div><dt>{side(|sides| sides.their_name)}</dt><dd>{side(|sides| sides.theirs)}</dd></div>
            </dl>
            <Button label=en::notice::KEEP_MINE tone=ButtonTone::Primary on_press=on_mine />
            <Button label=en::notice::KEEP_THEIRS on_press=on_close />
        </Notice>
    }
}
