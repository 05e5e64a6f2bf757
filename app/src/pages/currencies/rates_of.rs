//! What one currency was worth: folded to the latest rate, or open with those of the last days.

use leptos::prelude::*;

use domain::{exchange_rate::ExchangeRate, money::Currency};

use super::Opened;
use crate::{
    client::terms::print,
    ui::{Button, ButtonShape, ButtonTone, Icon, Row, Rows},
    views::reporting,
    wire::rates::RatesOf,
    words::en::{self, currencies as words},
};

/// The currency.
#[component]
pub fn RatesOfCurrency(
    /// Which.
    currency: Currency,
    /// All that have any rate.
    currencies: Memo<Vec<RatesOf>>,
    /// Whether the viewer enters rates.
    may_edit: Memo<bool>,
    /// The rate whose form is open.
    opened: Opened,
) -> impl IntoView {
    let of = Memo::new(move |_| currencies.with(|all| all.iter().find(|of| of.currency == currency).cloned()));
    let latest = move || {
        of.with(|of| {
            let of = of.as_ref()?;
            Some(words::latest(of.rates.first()?, reporting::currency(), of.days))
        })
    };
    let row = move |rate: ExchangeRate| Row::new(print(&rate), move || view! { <RateLine rate may_edit opened /> });
    let rates = move || of.with(|of| of.as_ref().map(|of| of.rates.clone()).unwrap_or_default());
    let rows = move || rates().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <details class="family">
            <summary>
                <Icon name="chevron-right" />
                <b>{currency.code()}</b>
                <span class="meta num">{latest}</span>
            </summary>
            <ul class="terms" aria-label=currency.code()><Rows rows /></ul>
        </details>
    }
}

#[component]
fn RateLine(rate: ExchangeRate, may_edit: Memo<bool>, opened: Opened) -> impl IntoView {
    let edit = StoredValue::new(rate.clone());
    let label = words::edit(rate.currency, rate.day);
    view! {
        <li>
            <div>{en::day(rate.day)}</div>
            <span class="num">{rate.rate.to_string()}</span>
            {move || {
                let label = label.clone();
                may_edit.get().then(|| view! {
                    <span class="buttons">
                        <Button
                            label icon="pencil" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet
                            on_press=move || opened.set(Some(Some(edit.get_value())))
                        />
                    </span>
                })
            }}
        </li>
    }
}
