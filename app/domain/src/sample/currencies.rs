//! In what the firms of the demo pay, and what that was worth on each working day.

use super::{Teller, chance::Chance, ledger::days_ago};
use crate::{
    day::Day,
    exchange_rate::ExchangeRate,
    keep::{RECORDS_MAX, Wish},
    money::Currency,
    rate::Rate,
    ratio::Ratio,
    table::Table,
};

/// How many days back there are rates: as far as documents go.
const SPAN: i32 = 1_160;
/// What a unit of each currency was worth in euros at first, in ten-billionths, and in which steps it moves.
const FIRST: [(&str, i64, i64); 3] =
    [("GBP", 11_623_000_000, 1_000_000), ("JPY", 62_500_000, 10_000), ("USD", 9_214_000_000, 1_000_000)];
/// By how many steps a rate moves in a day at most, and by how many percent it leaves the first one at most.
const STEPS: i64 = 45;
const AWAY_PERCENT: i64 = 8;
const SEED: u64 = 1_160;

/// Rates by currency and day.
pub(super) type Rates = Table<(Currency, Day), Rate>;

/// The currency in which a firm pays: of the United Kingdom in pounds, one in yen for its optics and one in dollars for its energy.
pub(super) fn currency_of(firm: &str, country: &str) -> Currency {
    let code = match (firm, country) {
        ("Belvaquist Optics", _) => "JPY",
        ("Nordwhistle Energy", _) => "USD",
        (_, "United Kingdom") => "GBP",
        _ => "EUR",
    };
    Currency::of(code).unwrap_or_default()
}

/// The rates of all days up to today on which somebody works.
pub(super) fn rates(today: Day) -> Rates {
    let mut chance = Chance::of(SEED);
    let mut rates = Vec::new();
    for (code, first, step) in FIRST {
        let Some(currency) = Currency::of(code) else { continue };
        let (least, most) = (first - first * AWAY_PERCENT / 100, first + first * AWAY_PERCENT / 100);
        let mut parts = first;
        for day in (0..=SPAN).rev().map(|ago| days_ago(today, ago)).filter(|day| is_working_day(*day)) {
            parts = (parts + chance.between(-STEPS, STEPS) * step).clamp(least, most) / step * step;
            rates.extend(Rate::of_parts(parts).map(|rate| ((currency, day), rate)));
        }
    }
    rates.into_iter().collect()
}

fn is_working_day(day: Day) -> bool {
    use jiff::civil::Weekday;
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// What an amount in euros is in another currency by a rate, both in minor units.
pub(super) fn in_currency(minor: i64, rate: Rate, currency: Currency) -> i64 {
    let unit = |currency: Currency| i128::from(currency.minor_per_major());
    let one = Rate::default().parts();
    let above = i128::from(minor) * i128::from(one) * unit(currency);
    let below = i128::from(rate.parts()) * unit(Currency::default());
    Ratio::of(above, below).map_or(0, |amount| amount.scaled(1))
}

impl Teller {
    /// Ingrid takes the rates in, before anything is paid.
    pub(super) fn keep_rates(&mut self) {
        let wish = |((currency, day), rate): (&(Currency, Day), &Rate)| {
            Wish::of_new(&ExchangeRate::of(*currency, *day, *rate))
        };
        let wishes: Vec<Wish> = self.rates.iter().map(wish).collect();
        for chunk in wishes.chunks(RECORDS_MAX) {
            self.keep(None, chunk.to_vec());
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_working_day_has_a_rate_that_stays_near_the_first() {
        let today = date(2026, 11, 24);
        let rates = rates(today);
        let pound = Currency::of("GBP").unwrap();
        assert!(rates.contains_key(&(pound, today)) && !rates.contains_key(&(pound, date(2026, 11, 22))));
        let of_pound = rates.iter().filter(|((currency, _), _)| *currency == pound).map(|(_, rate)| rate.parts());
        assert!(
            of_pound.clone().count() > 800
                && of_pound.clone().all(|parts| (10_600_000_000..12_600_000_000).contains(&parts))
        );
        assert!(of_pound.clone().zip(of_pound.skip(1)).any(|(one, next)| one != next));
    }

    #[test]
    fn an_amount_comes_back_to_the_unit_that_its_currency_has() {
        let yen = Currency::of("JPY").unwrap();
        let rate: Rate = "0.0062".parse().unwrap();
        let minor = in_currency(100_000, rate, yen);
        assert_eq!(minor, 161_290);
        assert_eq!(rate.converted(minor, yen, Currency::default()), Some(100_000));
    }
}
