//! *Move to…* on a model, and the reason that a drop asks for: one form, for one account or many.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::day::{Day, Written};

use super::{
    desk::{Desk, Wanted},
    mark::key_of,
};
use crate::{
    ui::{Button, ButtonTone, Choice, Dialog, Field, Picker, drag},
    wire::models_board::ModelSums,
    words::en::{self, models_board as words},
};

/// The dialog; open while there are accounts to place. Whoever closes it leaves them where they stood.
#[component]
pub fn PlaceDialog(desk: Desk) -> impl IntoView {
    let title = Signal::derive(move || {
        desk.wanted.with(|wanted| match wanted {
            None => String::new(),
            Some(Wanted { accounts, model, cell: Some(cell), .. }) => {
                let cell = desk.cell_title(model, cell);
                match accounts.as_slice() {
                    [one] => words::ask_one(&desk.name(*one), &cell),
                    many => words::ask_many(many.len(), &cell),
                }
            }
            Some(Wanted { accounts, .. }) => match accounts.as_slice() {
                [one] => en::move_one(&desk.name(*one)),
                many => en::move_many(many.len()),
            },
        })
    });
    let open = Signal::derive(move || desk.wanted.with(Option::is_some));
    let close = move || {
        if let Some(wanted) = desk.wanted.get_untracked() {
            desk.hand.give_up(&wanted.laid);
            // What was dropped goes back to where it stood, and the focus with it: the mark that had it is gone with the drop.
            if let Some(account) = wanted.accounts.first().filter(|_| !wanted.laid.is_empty()) {
                drag::focus(&key_of(&wanted.model, *account));
            }
        }
        desk.wanted.set(None);
    };
    view! {
        <Dialog id="place-on" title open close_label=en::CLOSE on_close=close><PlaceForm desk close=Callback::new(move |()| close()) /></Dialog>
    }
}

#[component]
fn PlaceForm(desk: Desk, close: Callback<()>) -> impl IntoView {
    let Some(wanted) = desk.wanted.get_untracked() else { return ().into_any() };
    let first = wanted.accounts.first().copied().unwrap_or_default();
    let is_asked = wanted.cell.is_none();
    let stands = desk.one(&wanted.model, first);
    let computed =
        stands.computed.and_then(|at| desk.sums(&wanted.model, |sums| sums.cells.get(at).map(|sum| sum.cell.clone())));
    let computed = computed.flatten();
    let choices = desk.sums(&wanted.model, choices).unwrap_or_default();
    let at_first = choices.first().map(|choice| choice.value.clone());
    let cell = RwSignal::new(wanted.cell.clone().or_else(|| computed.clone()).or(at_first).unwrap_or_default());
    let day = RwSignal::new(desk.workspace.viewer().day.to_string());
    let reason = RwSignal::new(String::new());
    let wanted = StoredValue::new(wanted);
    let needs_reason = Memo::new(move |_| {
        let cell = cell.get();
        wanted
            .with_value(|wanted| wanted.accounts.iter().any(|account| desk.asks_reason(&wanted.model, *account, &cell)))
    });
    let refused = Signal::derive(move || {
        let cell = cell.get();
        let why = wanted.with_value(|wanted| match (wanted.accounts.as_slice(), is_asked) {
            ([one], true) => desk.why_not(&wanted.model, *one, &cell),
            _ => None,
        });
        let no_day = || Day::of_text(&day.get()).is_none().then(|| en::terms::NO_DAY.to_owned());
        let no_reason = || reason.with(|reason| reason.trim().is_empty()) && needs_reason.get();
        why.or_else(no_day).or_else(|| no_reason().then(|| words::REASON_NEEDED.to_owned()))
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(day) = Day::of_text(&day.get_untracked()).filter(|_| refused.get_untracked().is_none()) else {
            return;
        };
        desk.place(wanted.get_value(), &cell.get_untracked(), day, &reason.get_untracked());
        desk.wanted.set(None);
    };
    let model = wanted.with_value(|wanted| wanted.model.clone());
    let says = computed
        .map(|computed| view! { <p class="meta">{words::figures_say(&desk.cell_title(&model, &computed))}</p> });
    let pick = is_asked.then(|| {
        view! { <Picker id="place-cell" label=words::CELL choices value=cell on_choose=move |word| cell.set(word) /> }
    });
    let hint =
        Signal::derive(move || if needs_reason.get() { words::REASON_NEEDED } else { en::REASON_HINT }.to_owned());
    view! {
        <form class="fields" on:submit=on_submit>
            {says}
            {pick}
            <Field id="place-reason" label=en::REASON hint value=reason on_input=move |text| reason.set(text) />
            <Field id="place-day" label=en::FROM_DAY kind="date" value=day on_input=move |text| day.set(text) />
            <footer>
                <Button label=en::CANCEL on_press=close />
                <Button label=words::PLACE tone=ButtonTone::Primary submit=true why_not=refused />
            </footer>
        </form>
    }
    .into_any()
}

/// The cells of a model, to choose from.
fn choices(sums: &ModelSums) -> Vec<Choice> {
    sums.model.cells.iter().map(|cell| Choice::new(cell.id.clone(), cell.title.clone())).collect()
}
