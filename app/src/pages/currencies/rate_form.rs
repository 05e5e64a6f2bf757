//! Entering what a currency was worth on a day, or putting it right.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    day::{Day, Written},
    exchange_rate::ExchangeRate,
    keep::{Keep, Ruled, Wish},
    money::Currency,
    rejection::Rejection,
};

use super::Opened;
use crate::{
    client::use_workspace,
    ui::{Button, ButtonTone, Choice, Field, Notice, Picker, Tone, use_toasts},
    views::{reporting, steps::toast_with_undo},
    wire::rates::RatesOf,
    words::en::{self, currencies as words},
};

/// What is wrong: with the rate itself, or by a rule.
type Wrong = Option<Option<Rejection>>;

/// The form.
#[component]
pub fn RateForm(
    /// The rate that it begins with.
    opened: Opened,
    /// What is known, so that one that is there is changed.
    currencies: Memo<Vec<RatesOf>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let begun = opened.get_untracked().flatten();
    let first = move || currencies.with_untracked(|all| all.first().map_or_else(first_other, |of| of.currency));
    let currency = RwSignal::new(begun.as_ref().map_or_else(first, |rate| rate.currency).code().to_owned());
    let day = RwSignal::new(begun.as_ref().map_or_else(|| workspace.viewer().day, |rate| rate.day).to_string());
    let rate = RwSignal::new(begun.as_ref().map(|rate| rate.rate.to_string()).unwrap_or_default());
    let wrong = RwSignal::new(Wrong::None);
    let written = move || {
        let rate = rate.with_untracked(|rate| rate.trim().parse()).map_err(|_| None)?;
        let currency = currency.with_untracked(|code| Currency::of(code)).unwrap_or_default();
        let day = day.with_untracked(|day| Day::of_text(day)).unwrap_or_default();
        ExchangeRate::of(currency, day, rate).settled(&workspace.viewer()).map_err(Some)
    };
    let keep = move |rate: &ExchangeRate| {
        let known =
            currencies.with_untracked(|all| all.iter().flat_map(|of| &of.rates).find(|one| one.id == rate.id).cloned());
        let wish = known.map_or_else(|| Some(Wish::of_new(rate)), |known| Wish::of_edit(&known, rate));
        wish.map_or(Ok(()), |wish| workspace.run(Command::Keep(Keep::one(None, wish))).map(drop))
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match written().and_then(|rate| keep(&rate).map(|()| rate).map_err(Some)) {
            Ok(rate) => {
                toast_with_undo(workspace, toasts, en::terms::kept(&words::name(&rate)));
                opened.set(None);
            }
            Err(reason) => wrong.set(Some(reason)),
        }
    };
    let unread = Signal::derive(move || (wrong.get() == Some(None)).then(|| words::NO_RATE.to_owned()));
    let refused = move || {
        wrong
            .get()
            .flatten()
            .map(|reason| view! { <Notice title=en::rejection(&reason) tone=Tone::Warn urgent=true /> })
    };
    let label = Signal::derive(move || {
        words::rate(currency.with(|code| Currency::of(code)).unwrap_or_default(), reporting::currency())
    });
    view! {
        <form class="fields" on:submit=on_submit>
            {refused}
            <div class="fields two">
                <Picker id="rate-currency" label=words::CURRENCY choices=others() value=currency on_choose=move |code| currency.set(code) />
                <Field id="rate-day" label=words::DAY kind="date" value=day on_input=move |text| day.set(text) />
            </div>
            <Field id="rate-rate" label value=rate error=unread on_input=move |text| rate.set(text) required=true />
            <footer>
                <Button label=en::CANCEL on_press=move || opened.set(None) />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}

/// All currencies but that of the books.
fn others() -> Vec<Choice> {
    let base = untrack(reporting::currency);
    Currency::all().filter(|currency| *currency != base).map(|one| Choice::new(one.code(), one.code())).collect()
}

fn first_other() -> Currency {
    let base = untrack(reporting::currency);
    Currency::all().find(|currency| *currency != base).unwrap_or_default()
}
