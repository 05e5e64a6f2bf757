//! A board of columns.

use leptos::prelude::*;

use domain::field::Slot;

use super::{
    asked::Asked,
    column::{Column, DrawHead, FoldedColumn},
    desk::use_desk,
    hand::Hand,
};
use crate::{
    client::use_workspace,
    ui::{
        DragLayer, Row, Rows,
        sight::{self, use_sight},
    },
    views::account_card::DrawCard,
    words::en,
};

/// How many columns are on a screen at first, as far as anybody can tell before it is seen.
pub const FIRST_COLUMNS: usize = 8;

/// The board.
#[component]
pub fn Kanban(
    /// What the address asks for.
    asked: Memo<Asked>,
    /// What a person has in hand.
    hand: Hand,
    /// What draws its cards.
    draw: DrawCard,
    /// What draws the heads of its columns.
    head: DrawHead,
    /// What stands behind the last column.
    last: AnyView,
) -> impl IntoView {
    let fields = asked.with_untracked(Asked::fields);
    let field = fields.columns;
    let desk = use_desk(asked, hand, draw, None).with_head(head);
    let workspace = use_workspace();
    let slots = workspace.slots();
    // What is folded makes room for others.
    let again = {
        let slots = slots.clone();
        Signal::derive(move || {
            slots.track();
            asked.with(|asked| asked.folded.is_empty())
        })
    };
    let sight = use_sight(desk.root, sight::columns, FIRST_COLUMNS, again);
    let drag = desk.actions.drag;
    let column = move |(number, column): (usize, Slot)| {
        let (is_folded, look) = asked.with(|asked| (asked.folded.contains(&column), asked.look.class()));
        // Cards that look otherwise are other cards.
        let key = format!("{number} {is_folded} {} {look}", column.word());
        Row::new(key, move || match is_folded {
            true => view! { <FoldedColumn column asked desk /> }.into_any(),
            false => {
                let word = column.word();
                let near = Memo::new(move |_| sight.with(|sight| sight.contains(&number)) || drag.keeps(&word));
                view! { <Column column asked desk near=near.into() /> }.into_any()
            }
        })
    };
    let rows = move || slots.with(|slots| slots.columns.iter().cloned().enumerate().map(column).collect::<Vec<_>>());
    view! {
        <div class=move || asked.with(|asked| asked.look.class())>
            <div class=["board of-", field.word()].concat() role="group" aria-label=move || workspace.look(|model| en::boards::name(model, field)) node_ref=desk.root
                on:click=move |event| desk.on_click(&event)>
                <Rows rows />
                {last}
            </div>
            <DragLayer drag=desk.actions.drag />
        </div>
    }
}
