//! *Move to…*: the full way to move a card without dragging, one or many, with its day and its reason.

use leptos::prelude::*;

use domain::{
    board::Cell,
    day::{Day, Written},
    field::{Field as BoardField, Slot},
    ids::AccountId,
};

use super::{
    cell_word::Fields,
    moving::{Aim, stands_in, why_not},
};
use crate::{
    client::use_workspace,
    ui::{Button, ButtonTone, Choice, Dialog, Field, Picker},
    words::en,
};

/// The dialog; open while there are accounts to move.
#[component]
pub fn MoveDialog(
    /// Joins the dialog and its heading; one of a kind on the page.
    #[prop(default = "move-to")]
    id: &'static str,
    /// What the cells of the board are values of.
    fields: Fields,
    /// The accounts to move; none: closed.
    accounts: RwSignal<Vec<AccountId>>,
    /// They are to go there.
    on_move: Callback<(Vec<AccountId>, Aim)>,
) -> impl IntoView {
    let workspace = use_workspace();
    let title = Signal::derive(move || {
        let name = |id: &AccountId| workspace.read(|model| model.accounts.get(id).map(|account| account.name.clone()));
        accounts.with(|accounts| match accounts.as_slice() {
            [one] => en::move_one(&name(one).unwrap_or_default()),
            many => en::move_many(many.len()),
        })
    });
    let open = Signal::derive(move || accounts.with(|accounts| !accounts.is_empty()));
    view! {
        <Dialog id title open close_label=en::CLOSE on_close=move |()| accounts.set(Vec::new())>
            <MoveForm fields accounts on_move />
        </Dialog>
    }
}

#[component]
fn MoveForm(
    fields: Fields,
    accounts: RwSignal<Vec<AccountId>>,
    on_move: Callback<(Vec<AccountId>, Aim)>,
) -> impl IntoView {
    let workspace = use_workspace();
    let today = workspace.viewer().day;
    let first = accounts.with_untracked(|accounts| accounts.first().copied());
    let stands = first.map(|first| workspace.read(|model| stands_in(model, first, fields, today))).unwrap_or_default();
    let column = RwSignal::new(stands.column.word());
    let row = RwSignal::new(stands.row.word());
    let day = RwSignal::new(today.to_string());
    let reason = RwSignal::new(String::new());
    let aim = move || {
        let slot = |field, word: &str| Slot::of_word(field, word);
        let row = fields.rows.map_or(Some(Slot::Nothing), |field| slot(field, &row.get()))?;
        let to = Cell { column: slot(fields.columns, &column.get())?, row };
        Some(Aim { fields, to, day: Day::of_text(&day.get())?, reason: reason.get(), beside: None })
    };
    let refused = Signal::derive(move || {
        let aim = aim()?;
        accounts.with(
            |accounts| {
                if let [one] = accounts.as_slice() { why_not(workspace, *one, &aim, None) } else { None }
            },
        )
    });
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(aim) = aim() {
            on_move.run((accounts.get_untracked(), aim));
            accounts.set(Vec::new());
        }
    };
    let pick_row = fields.rows.map(|field| view! {
        <Picker id="move-row" label=en::boards::ROW choices=choices(field) value=row on_choose=move |word| row.set(word) />
    });
    // A day and a reason belong to a placement.
    let places = [Some(fields.columns), fields.rows].contains(&Some(BoardField::Relationship)).then(|| view! {
        <Field id="move-day" label=en::FROM_DAY kind="date" value=day on_input=move |text| day.set(text) />
        <Field id="move-reason" label=en::REASON hint=en::REASON_HINT value=reason on_input=move |text| reason.set(text) />
    });
    view! {
        <form class="fields" on:submit=on_submit>
            <Picker id="move-column" label=en::COLUMN choices=choices(fields.columns) value=column on_choose=move |word| column.set(word) />
            {pick_row}
            {places}
            <footer>
                <Button label=en::CANCEL on_press=move |()| accounts.set(Vec::new()) />
                <Button label=en::MOVE tone=ButtonTone::Primary submit=true why_not=refused />
            </footer>
        </form>
    }
}

/// The values of a field, to choose from.
fn choices(field: BoardField) -> Vec<Choice> {
    use_workspace().read(|model| {
        let choice = |slot: &Slot| Choice::new(slot.word(), en::boards::slot(model, field, slot));
        field.slots(model).iter().map(choice).collect()
    })
}
