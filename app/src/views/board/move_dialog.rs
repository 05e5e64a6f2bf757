//! *Move to…*: the full way to move a card without dragging, one or many, with its day and its reason.

use leptos::prelude::*;

use domain::{
    board::COLUMNS,
    day::{Day, Written},
    ids::AccountId,
};

use super::moving::{Aim, column_of, column_of_word, column_word, why_not};
use crate::{
    client::use_workspace,
    ui::{Button, ButtonTone, Choice, Dialog, Field, Picker},
    words::en,
};

/// The dialog; open while there are accounts to move.
#[component]
pub fn MoveDialog(
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
        <Dialog id="move-to" title open close_label=en::CLOSE on_close=move |()| accounts.set(Vec::new())>
            <MoveForm accounts on_move />
        </Dialog>
    }
}

#[component]
fn MoveForm(accounts: RwSignal<Vec<AccountId>>, on_move: Callback<(Vec<AccountId>, Aim)>) -> impl IntoView {
    let workspace = use_workspace();
    let today = workspace.viewer().day;
    let first = accounts.with_untracked(|accounts| accounts.first().copied());
    let stands = first.map(|first| workspace.read(|model| column_of(model, first, today))).unwrap_or_default();
    let chosen = RwSignal::new(column_word(stands).to_owned());
    let day = RwSignal::new(today.to_string());
    let reason = RwSignal::new(String::new());
    let choices = COLUMNS.map(|column| Choice::new(column_word(column), en::column(column))).to_vec();
    let aim = move || {
        let column = column_of_word(&chosen.get())?;
        Some(Aim { column, day: Day::of_text(&day.get())?, reason: reason.get() })
    };
    let refused = Signal::derive(move || {
        let column = column_of_word(&chosen.get())?;
        accounts.with(|accounts| if let [one] = accounts.as_slice() { why_not(workspace, *one, column) } else { None })
    });
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(aim) = aim() {
            on_move.run((accounts.get_untracked(), aim));
            accounts.set(Vec::new());
        }
    };
    view! {
        <form class="fields" on:submit=on_submit>
            <Picker id="move-column" label=en::COLUMN choices value=chosen on_choose=move |word| chosen.set(word) />
            <Field id="move-day" label=en::FROM_DAY kind="date" value=day on_input=move |text| day.set(text) />
            <Field id="move-reason" label=en::REASON hint=en::REASON_HINT value=reason on_input=move |text| reason.set(text) />
            <footer>
                <Button label=en::CANCEL on_press=move |()| accounts.set(Vec::new()) />
                <Button label=en::MOVE tone=ButtonTone::Primary submit=true why_not=refused />
            </footer>
        </form>
    }
}
