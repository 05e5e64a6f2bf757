//! Two people set the same thing: who was first, what each wants, and whose word is kept.

use leptos::prelude::*;

use domain::{
    account::AssignAccount,
    board_card::MoveCard,
    command::Command,
    day::Day,
    field::{Field, Slot},
    ids::{BoardColumnId, PlacementId},
    model::Model,
    placement::{PlaceAccount, standing},
};

use crate::{
    client::{device, use_workspace},
    ui::{Button, ButtonTone, Notice, Tone},
    views::person_chip::{lead_name, name_of},
    words::en,
};

/// Both sides, in words.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sides {
    title: String,
    mine: String,
    theirs: String,
    their_name: String,
}

fn sides(model: &Model, command: &Command, today: Day) -> Sides {
    let name = command.account().and_then(|id| model.accounts.get(&id)).map(|account| account.name.clone());
    let title = en::notice::conflict(name.as_deref().unwrap_or_default());
    match command {
        Command::PlaceAccount(place) => {
            let stands = standing(model, place.account, today);
            let first = stands.map(|placement| name_of(model.people.get(&placement.by)));
            Sides {
                title,
                mine: en::stage(place.stage).to_owned(),
                theirs: en::standing(stands.map(|placement| placement.cell)).to_owned(),
                their_name: first.unwrap_or_else(|| en::notice::A_COLLEAGUE.to_owned()),
            }
        }
        Command::AssignAccount(assign) => Sides {
            title,
            mine: lead_name(model, assign.owner),
            theirs: lead_name(model, model.accounts.get(&assign.account).and_then(|account| account.owner)),
            their_name: en::notice::A_COLLEAGUE.to_owned(),
        },
        Command::MoveCard(moved) => {
            let field = Field::Board(moved.board);
            let slot = |column: Option<BoardColumnId>| {
                en::boards::slot(model, field, &column.map_or(Slot::Nothing, Slot::Column))
            };
            Sides {
                title,
                mine: slot(moved.column),
                theirs: slot(model.card(moved.board, moved.account).map(|card| card.column)),
                their_name: en::notice::A_COLLEAGUE.to_owned(),
            }
        }
        _ => Sides::default(),
    }
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
    let sides = Memo::new(move |_| workspace.look(|model| command.with_value(|command| sides(model, command, today))));
    let side = move |read: fn(&Sides) -> &String| move || sides.with(|sides| read(sides).clone());
    let on_mine = move || {
        let again = workspace.read(|model| command.with_value(|command| insisted(model, command, today)));
        on_close.run(());
        if let Some(again) = again {
            workspace.run_or_tell(again);
        }
    };
    view! {
        <Notice title=Signal::derive(side(|sides| &sides.title)) tone=Tone::Warn urgent=true>
            <dl class="versus">
                <div><dt>{en::notice::YOU}</dt><dd>{side(|sides| &sides.mine)}</dd></div>
                <div><dt>{side(|sides| &sides.their_name)}</dt><dd>{side(|sides| &sides.theirs)}</dd></div>
            </dl>
            <Button label=en::notice::KEEP_MINE tone=ButtonTone::Primary on_press=on_mine />
            <Button label=en::notice::KEEP_THEIRS on_press=on_close />
        </Notice>
    }
}
