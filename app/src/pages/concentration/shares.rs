//! What the accounts bring together: the largest first (Pareto), and the smallest first (Lorenz).

use leptos::prelude::*;

use domain::ratio::Ratio;

use super::{Told, figures::ratio};
use crate::{
    ui::{
        chart::{Chart, Spot as Place},
        picture::{Anchor, Ink, Picture, Stroke},
    },
    views::{
        chart::{ChartPanel, ChartTable},
        csv,
    },
    wire::{concentration_page::ConcentrationPart, report::Ranked},
    words::en::{self, concentration as words},
};

/// How many of the largest accounts the chart shows.
const LARGEST: usize = 30;
/// How high a chart is for how wide it is.
const FLAT: f64 = 0.62;
/// Where the rules of a share are, in per cent.
const RULES: [u8; 6] = [0, 20, 40, 60, 80, 100];
/// Where the ticks of accounts are on the Lorenz curve, in ten-thousandths of all.
const TICKS: [i64; 3] = [0, 5_000, 10_000];

/// Accounts, largest first, with what they bring together.
#[component]
pub fn Pareto(told: Told) -> impl IntoView {
    let draw = move |width: f64| told.with(|told| pareto(told, width));
    let about = Signal::derive(move || told.with(|told| words::pareto_about(shares(told).len(), told.figures.n)));
    let table = Signal::derive(move || told.with(|told| pareto_table(told)));
    view! { <ChartPanel id="largest-first" title=words::PARETO about draw table /> }
}

/// Accounts, smallest first, with what they bring together.
#[component]
pub fn Lorenz(told: Told) -> impl IntoView {
    let draw = move |width: f64| told.with(|told| lorenz(told, width));
    let gini = move |told: &ConcentrationPart| words::decimal(ratio(told.figures.gini.as_ref()), 3);
    let figure = Signal::derive(move || Some([words::GINI, " ", &told.with(|told| gini(told))].concat()));
    let table = Signal::derive(move || told.with(|told| lorenz_table(told)));
    view! { <ChartPanel id="smallest-first" title=words::LORENZ about=words::LORENZ_ABOUT figure draw table /> }
}

/// The shares of the largest accounts, each and together, in thousandths.
fn shares(part: &ConcentrationPart) -> Vec<(i64, i64)> {
    let permille = |minor: i64| Ratio::of(minor, part.figures.total_minor).map_or(0, |share| share.scaled(1000));
    let mut together = 0;
    let share = |one: &Ranked| {
        together += one.minor;
        (permille(one.minor), permille(together))
    };
    part.first.iter().filter(|one| one.minor > 0).take(LARGEST).map(share).collect()
}

fn rules(chart: &mut Chart) {
    for rule in RULES {
        chart.rule(f64::from(rule), &format!("{rule} %"));
    }
}

fn pareto(part: &ConcentrationPart, width: f64) -> Picture {
    let shares = shares(part);
    let together = shares.last().map_or(0, |(_, together)| *together);
    let title = words::pareto(shares.len(), &words::percent(together));
    let count = shares.len().max(1);
    let mut chart = Chart::new(title, (width, width * FLAT), (0.0, count as f64), (0.0, 100.0));
    rules(&mut chart);
    for (at, (share, _)) in shares.iter().enumerate() {
        chart.bar(at as f64, (at + 1) as f64, *share as f64 / 10.0, Ink::Accent);
    }
    let middle = |(at, (_, together)): (usize, &(i64, i64))| -> Place { (at as f64 + 0.5, *together as f64 / 10.0) };
    let line: Vec<Place> = shares.iter().enumerate().map(middle).collect();
    chart.line(&line, Ink::Soft, Stroke::Firm);
    for at in (1..=shares.len()).filter(|at| *at == 1 || at.is_multiple_of(10)) {
        chart.tick(at as f64 - 0.5, &at.to_string(), Anchor::Middle);
    }
    chart.done()
}

fn pareto_table(part: &ConcentrationPart) -> ChartTable {
    let currency = part.about.currency;
    let lines = part.first.iter().zip(shares(part));
    let row = |(one, (share, together)): (&Ranked, (i64, i64))| {
        vec![one.name.clone(), en::money(one.minor, currency), words::percent(share), words::percent(together)]
    };
    let plain = |(one, (share, together)): (&Ranked, (i64, i64))| {
        let tenths = |permille: i64| format!("{}.{}", permille / 10, permille % 10);
        vec![csv::text(&one.name), csv::decimal(one.minor, currency), tenths(share), tenths(together)]
    };
    ChartTable {
        heads: [words::ACCOUNT, words::REVENUE, words::SHARE, words::TOGETHER].map(str::to_owned).to_vec(),
        rows: lines.clone().map(row).collect(),
        plain: lines.map(plain).collect(),
    }
}

fn lorenz(part: &ConcentrationPart, width: f64) -> Picture {
    let gini = words::decimal(ratio(part.figures.gini.as_ref()), 3);
    let mut chart = Chart::new(words::lorenz(&gini), (width, width * FLAT), (0.0, 10_000.0), (0.0, 100.0));
    rules(&mut chart);
    let alike: [Place; 2] = [(0.0, 0.0), (10_000.0, 100.0)];
    let curve: Vec<Place> =
        part.curve.iter().map(|[accounts, revenue]| (*accounts as f64, *revenue as f64 / 100.0)).collect();
    chart.between(&alike, &curve, Ink::Accent);
    chart.line(&alike, Ink::Faint, Stroke::Dashed);
    chart.line(&curve, Ink::Accent, Stroke::Firm);
    for at in TICKS {
        let anchor = if at == 0 {
            Anchor::Start
        } else if at == 10_000 {
            Anchor::End
        } else {
            Anchor::Middle
        };
        chart.tick(at as f64, &format!("{} %", at / 100), anchor);
    }
    chart.done()
}

fn lorenz_table(part: &ConcentrationPart) -> ChartTable {
    let row = |point: &[i64; 2]| point.map(|share| words::percent(share / 10)).to_vec();
    let plain = |point: &[i64; 2]| point.map(|share| format!("{}.{:02}", share / 100, share % 100)).to_vec();
    ChartTable {
        heads: [words::OF_ACCOUNTS, words::OF_REVENUE].map(str::to_owned).to_vec(),
        rows: part.curve.iter().map(row).collect(),
        plain: part.curve.iter().map(plain).collect(),
    }
}
