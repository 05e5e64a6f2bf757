//! The bridge from the revenue of the year before to that of this year, step by step.

use leptos::prelude::*;

use domain::money::Currency;

use super::Told;
use crate::{
    ui::{
        chart::{Bar, Chart, bars},
        picture::{Anchor, Ink, Picture},
    },
    views::{
        chart::{ChartPanel, ChartTable},
        csv,
    },
    wire::{report::Bridge, retention_page::RetentionPart},
    words::en::{self, retention as words},
};

/// How high the chart is for how wide it is, and how high at least and at most, in px.
const FLAT: f64 = 0.42;
const HEIGHT_PX: (f64, f64) = (220.0, 300.0);
/// What is narrower has its bars lie below each other: seven side by side would leave their words no room.
const NARROW_PX: f64 = 400.0;

/// A step of the bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    name: &'static str,
    /// What it adds, or takes away below zero, in minor units.
    minor: i64,
    /// Between which sums its bar stands.
    from: i64,
    to: i64,
    /// It is one of the two ends.
    is_end: bool,
}

/// The panel.
#[component]
pub fn BridgeChart(told: Told) -> impl IntoView {
    let draw = move |width: f64| told.with(|told| drawn(told, width));
    let about = Signal::derive(move || told.with(|told| words::against(told.prior.from, told.prior.to)));
    let table = Signal::derive(move || told.with(|told| table(told)));
    let has_remainder = Memo::new(move |_| told.with(|told| told.figures.bridge.remainder_minor != 0));
    view! {
        <ChartPanel id="bridge" title=words::BRIDGE about draw table>
            <p class="meta" hidden=move || !has_remainder.get()>{words::REMAINDER_NOTE}</p>
        </ChartPanel>
    }
}

fn steps(bridge: &Bridge) -> Vec<Step> {
    let mut sum = bridge.start_minor;
    let mut steps = vec![Step { name: words::START, minor: sum, from: 0, to: sum, is_end: true }];
    for (name, minor) in [
        (words::EXPANSION, bridge.expansion_minor),
        (words::CONTRACTION, -bridge.contraction_minor),
        (words::LOST, -bridge.churn_minor),
        (words::NEW, bridge.new_minor),
        (words::REMAINDER, bridge.remainder_minor),
    ] {
        steps.push(Step { name, minor, from: sum, to: sum + minor, is_end: false });
        sum += minor;
    }
    steps.push(Step { name: words::END, minor: bridge.end_minor, from: 0, to: bridge.end_minor, is_end: true });
    steps
}

impl Step {
    fn ink(&self) -> Ink {
        match (self.is_end, self.minor < 0) {
            (true, _) => Ink::Soft,
            (false, false) => Ink::Accent,
            (false, true) => Ink::Faint,
        }
    }

    /// From where to where its bar reaches.
    fn span(&self) -> (f64, f64) {
        (self.from.min(self.to) as f64, self.from.max(self.to) as f64)
    }

    fn amount(&self, currency: Currency) -> String {
        words::signed(&en::money_short(self.minor, currency), self.minor, self.is_end)
    }
}

fn drawn(part: &RetentionPart, width: f64) -> Picture {
    let currency = part.about.currency;
    let steps = steps(&part.figures.bridge);
    let all = steps.iter().map(Step::span);
    let (least, most) = all.fold((0.0_f64, 1.0_f64), |(least, most), (low, high)| (least.min(low), most.max(high)));
    let [start, end] =
        [part.figures.bridge.start_minor, part.figures.bridge.end_minor].map(|minor| en::money_short(minor, currency));
    let title = words::bridge(&start, &end);
    if width < NARROW_PX {
        let bar =
            |step: &Step| Bar { name: step.name, amount: step.amount(currency), span: step.span(), ink: step.ink() };
        return bars(title, width, (least, most), &steps.iter().map(bar).collect::<Vec<_>>());
    }
    // Room above the highest bar for its words.
    let up = (least, most * 1.12);
    let height = (width * FLAT).clamp(HEIGHT_PX.0, HEIGHT_PX.1);
    let mut chart = Chart::new(title, (width, height), (0.0, steps.len() as f64), up);
    chart.rule(0.0, "0");
    for (at, step) in steps.iter().enumerate() {
        let (at, (low, high)) = (at as f64, step.span());
        chart.block(at, at + 1.0, (low, high), step.ink());
        chart.label((at + 0.5, high), &step.amount(currency), Anchor::Middle);
        chart.tick(at + 0.5, step.name, Anchor::Middle);
    }
    chart.done()
}

fn table(part: &RetentionPart) -> ChartTable {
    let currency = part.about.currency;
    let steps = steps(&part.figures.bridge);
    ChartTable {
        heads: [words::STEP, words::AMOUNT].map(str::to_owned).to_vec(),
        rows: steps.iter().map(|step| vec![step.name.to_owned(), en::money(step.minor, currency)]).collect(),
        plain: steps.iter().map(|step| vec![step.name.to_owned(), csv::decimal(step.minor, currency)]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_lead_from_one_end_to_the_other() {
        // The vector of retention: 300 becomes 283, of which 30 are new.
        let bridge = Bridge {
            start_minor: 300,
            expansion_minor: 23,
            contraction_minor: 20,
            churn_minor: 50,
            new_minor: 30,
            remainder_minor: 0,
            end_minor: 283,
        };
        let steps = steps(&bridge);
        assert!(steps.windows(2).skip(1).take(4).all(|pair| pair[0].to == pair[1].from));
        assert_eq!((steps[5].to, steps[6].to), (283, 283));
        assert_eq!(steps.iter().map(|step| step.minor).collect::<Vec<_>>(), [300, 23, -20, -50, 30, 0, 283]);
    }
}
