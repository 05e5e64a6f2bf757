//! The share of the largest tenth month by month, beside what is reported of 1975 and of today.

use leptos::prelude::*;

use super::Told;
use crate::{
    ui::{
        chart::{Chart, Spot as Place},
        picture::{Anchor, Ink, Picture, Stroke},
    },
    views::chart::{ChartPanel, ChartTable},
    wire::concentration_page::{ConcentrationPart, Spot},
    words::en::{self, concentration as words},
};

/// What is reported: the largest tenth of accounts brought 23 % in 1975 and brings 60 % today; in thousandths.
const ONCE: i64 = 230;
const NOW: i64 = 600;
/// The least that the chart shows of a share, and where its rules are, in per cent.
const LEAST: i64 = 70;
const RULE: i64 = 20;
/// How high the chart is for how wide it is, and how high at least and at most, in px.
const FLAT: f64 = 0.38;
const HEIGHT_PX: (f64, f64) = (200.0, 300.0);

/// The panel.
#[component]
pub fn Trend(told: Told) -> impl IntoView {
    let draw = move |width: f64| told.with(|told| drawn(told, width));
    let figure = Signal::derive(move || told.with(|told| last(told).map(|(_, permille)| words::percent(permille))));
    let table = Signal::derive(move || told.with(|told| table(told)));
    let note = move || told.with(|told| partial_until(told).map(words::not_whole));
    view! {
        <ChartPanel id="over-time" title=words::OVER_TIME about=words::OVER_TIME_ABOUT figure draw table>
            <p class="meta" hidden=move || note().is_none()>{note}</p>
        </ChartPanel>
    }
}

/// The points with a share, by their place in the series.
fn shares(part: &ConcentrationPart) -> Vec<(usize, &Spot, i64)> {
    let series = part.series.iter().enumerate();
    series.filter_map(|(at, spot)| spot.top_permille.map(|permille| (at, spot, permille))).collect()
}

fn last(part: &ConcentrationPart) -> Option<(&Spot, i64)> {
    shares(part).last().map(|(_, spot, permille)| (*spot, *permille))
}

/// The last day whose twelve months the ledger does not hold, if some are shown.
fn partial_until(part: &ConcentrationPart) -> Option<domain::day::Day> {
    shares(part).iter().rev().find(|(_, spot, _)| !spot.is_whole).map(|(_, spot, _)| spot.to)
}

fn drawn(part: &ConcentrationPart, width: f64) -> Picture {
    let shares = shares(part);
    let most = shares.iter().map(|(.., permille)| permille / 10 + 5).max().unwrap_or_default().clamp(LEAST, 100);
    let height = (width * FLAT).clamp(HEIGHT_PX.0, HEIGHT_PX.1);
    let end = part.series.len().saturating_sub(1).max(1);
    let mut chart = Chart::new(title(&shares), (width, height), (0.0, end as f64), (0.0, most as f64));
    for rule in (0..=most).step_by(usize::try_from(RULE).unwrap_or(1)) {
        chart.rule(rule as f64, &format!("{rule} %"));
    }
    chart.mark(NOW as f64 / 10.0, words::NOW, true);
    chart.mark(ONCE as f64 / 10.0, words::ONCE, false);
    let place = |(at, _, permille): &(usize, &Spot, i64)| -> Place { (*at as f64, *permille as f64 / 10.0) };
    let whole: Vec<Place> = shares.iter().filter(|(_, spot, _)| spot.is_whole).map(place).collect();
    // Up to the first whole one, so that the line does not break.
    let partial = shares.iter().position(|(_, spot, _)| spot.is_whole).map_or(shares.len(), |first| first + 1);
    let partial: Vec<Place> = shares.iter().take(partial).map(place).collect();
    chart.area(&whole, Ink::Accent);
    chart.line(&partial, Ink::Accent, Stroke::Dashed);
    chart.line(&whole, Ink::Accent, Stroke::Firm);
    if let Some(place) = shares.last().map(place) {
        chart.dot(place, Ink::Accent);
    }
    ticks(&mut chart, &part.series);
    chart.done()
}

/// The months below, as many as there is room for.
fn ticks(chart: &mut Chart, series: &[Spot]) {
    let every = if chart.width() < 400.0 { 12 } else { 6 };
    let last = series.len().saturating_sub(1);
    for (at, spot) in series.iter().enumerate().filter(|(at, _)| (last - at).is_multiple_of(every)) {
        let anchor = if at == last { Anchor::End } else { Anchor::Middle };
        chart.tick(at as f64, &words::month(spot.to), anchor);
    }
}

fn title(shares: &[(usize, &Spot, i64)]) -> String {
    let told = |of: Option<&(usize, &Spot, i64)>| of.map(|(_, spot, permille)| (spot.to, words::percent(*permille)));
    let (Some((from, was)), Some((to, is))) = (told(shares.first()), told(shares.last())) else {
        return words::OVER_TIME.to_owned();
    };
    words::over_time((from, &was), (to, &is))
}

fn table(part: &ConcentrationPart) -> ChartTable {
    let row = |spot: &Spot| {
        let share = spot.top_permille.map_or_else(|| "–".to_owned(), words::percent);
        vec![en::day(spot.to), en::number(spot.n), share]
    };
    let plain = |spot: &Spot| {
        let share =
            spot.top_permille.map(|permille| format!("{}.{}", permille / 10, permille % 10)).unwrap_or_default();
        vec![spot.to.to_string(), spot.n.to_string(), share]
    };
    ChartTable {
        heads: [words::MONTH, words::ACCOUNTS, words::TENTH_SHARE].map(str::to_owned).to_vec(),
        rows: part.series.iter().rev().map(row).collect(),
        plain: part.series.iter().map(plain).collect(),
    }
}
