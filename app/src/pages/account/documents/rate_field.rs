//! The rate of a document in another currency than that of the books: that of its day, or the one that stands on it.

use leptos::prelude::*;

use domain::{
    day::{Day, Written as _},
    money::{Currency, parse_amount},
    rate::Rate,
};

use crate::{
    client::rates::use_rate,
    ui::Field,
    views::reporting,
    words::en::{self, account as words},
};

/// What is written of a document, as far as its rate hangs on it.
#[derive(Clone, Copy)]
pub struct Written {
    /// Its currency.
    pub currency: Signal<Currency>,
    /// Its day.
    pub day: RwSignal<String>,
    /// Its amount.
    pub amount: Signal<String>,
    /// The rate that stands on it; empty where it says none.
    pub rate: RwSignal<String>,
}

impl Written {
    /// What it comes to in the currency of the books, by the rate that it says or else by that of its day.
    fn told(self, of_day: Option<Rate>) -> Option<String> {
        let (from, to) = (self.currency.get(), reporting::currency());
        let own = self.rate.with(|rate| rate.trim().parse().ok());
        let minor = self.amount.with(|amount| parse_amount(amount, from.decimals(), '.').ok())?;
        let converted = own.or(of_day)?.converted(minor, from, to)?;
        Some(en::money(converted, to))
    }
}

/// The field; nothing while the currency is that of the books.
#[component]
pub fn RateField(
    /// What is written.
    written: Written,
    /// What is wrong with it.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let is_foreign = Memo::new(move |_| written.currency.get() != reporting::currency());
    let wanted = Memo::new(move |_| {
        let day = written.day.with(|day| Day::of_text(day));
        day.filter(|_| is_foreign.get()).map(|day| (written.currency.get(), day))
    });
    let of_day = use_rate(wanted);
    let hint = Signal::derive(move || {
        let (currency, day) = wanted.get()?;
        let of_day = of_day.get()?;
        let said = match of_day {
            Some(rate) => words::rate_of_day(currency, day, rate, reporting::currency()),
            None => words::no_rate_of_day(currency, day),
        };
        let comes_to = written.told(of_day).map(|amount| words::comes_to(&amount));
        Some([Some(said), comes_to].into_iter().flatten().collect::<Vec<_>>().join(" "))
    });
    let rate = written.rate;
    move || {
        is_foreign.get().then(|| {
            view! {
                <Field id="record-rate" label=words::RATE value=rate hint error on_input=move |text| rate.set(text) />
            }
        })
    }
}
