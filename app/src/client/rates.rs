//! What a currency was worth on a day, asked for where somebody writes a document in it. No device keeps rates.

use leptos::{prelude::*, task::spawn_local};

use domain::{day::Day, money::Currency, rate::Rate};

use super::fetch;
use crate::{paths, wire::rates::Rates};

/// A rate that somebody wants to know: of which currency, and on which day.
pub type Wanted = (Currency, Day);

/// The rate that is wanted, as that changes; nothing while it is on its way, and none in it where there is none for the day.
pub fn use_rate(wanted: Memo<Option<Wanted>>) -> ReadSignal<Option<Option<Rate>>> {
    let (told, set_told) = signal(None);
    Effect::new(move |_| {
        let wanted_now = wanted.get();
        set_told.set(None);
        let Some((currency, day)) = wanted_now else { return };
        spawn_local(async move {
            let rates = fetch::get::<Rates>(&paths::rate(currency, day)).await;
            // The form may be gone, or want another one by now.
            if wanted.try_get_untracked().flatten() == wanted_now
                && let Ok(rates) = rates
            {
                let _ = set_told.try_set(Some(rate_in(&rates, day)));
            }
        });
    });
    told
}

/// The rate of the one currency that was asked for on a day.
fn rate_in(rates: &Rates, day: Day) -> Option<Rate> {
    let latest = rates.currencies.first()?.rates.first()?;
    (latest.day == day).then_some(latest.rate)
}
