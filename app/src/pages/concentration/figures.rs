//! The figures of concentration, and what they leave out.

use leptos::prelude::*;

use domain::{concentration::top_count, ratio::Ratio, top_set::TOP_PERCENT};

use super::Told;
use crate::{
    ui::Figure,
    wire::report::{Concentration, Exact},
    words::en::{self, concentration as words},
};

/// An exact ratio as a number that can be told.
pub fn ratio(exact: Option<&Exact>) -> Option<Ratio> {
    exact.and_then(Exact::ratio)
}

/// The panel.
#[component]
pub fn Figures(told: Told) -> impl IntoView {
    let read = move |read: fn(&Concentration) -> String| Signal::derive(move || told.with(|told| read(&told.figures)));
    let tenth = |of: &Concentration| words::of_all(top_count(of.n, TOP_PERCENT), of.n);
    view! {
        <section class="panel" aria-label=words::FIGURES>
            <dl class="figures">
                <Figure label=words::TENTH value=read(|of| words::share(ratio(of.top10pct.as_ref()))) note=read(tenth) chief=true />
                <Figure label=words::LARGEST value=read(|of| words::share(ratio(of.top1.as_ref()))) />
                <Figure label=words::FIFTH value=read(|of| words::share(ratio(of.top20pct.as_ref()))) />
                <Figure label=words::MOST value=read(|of| en::accounts(of.k80)) note=read(|of| of_accounts(of.k80, of.n)) />
                <Figure label=words::MAJOR value=read(|of| en::accounts(of.major)) />
                <Figure label=words::GINI value=read(|of| words::decimal(ratio(of.gini.as_ref()), 3)) note=words::GINI_NOTE />
                <Figure
                    label=words::EFFECTIVE value=read(|of| words::alike(ratio(of.effective.as_ref())))
                    note=read(|of| words::hhi(ratio(of.hhi.as_ref())))
                />
                <Figure label=words::CLASSES value=read(|of| words::classes([of.abc.a, of.abc.b, of.abc.c])) note=words::CLASSES_NOTE />
            </dl>
            <LeftOut told />
        </section>
    }
}

fn of_accounts(some: usize, all: usize) -> String {
    words::of_accounts(&words::share(Ratio::of_counts(some, all)))
}

/// What is in no figure, and of what the shares are where the viewer does not see the whole.
#[component]
fn LeftOut(told: Told) -> impl IntoView {
    let left_out = Memo::new(move |_| {
        told.with(|told| {
            let Concentration { nonpositive, nonpositive_minor, .. } = told.figures;
            (nonpositive > 0)
                .then(|| words::left_out(nonpositive, &en::money_short(nonpositive_minor, told.about.currency)))
        })
    });
    let is_whole = Memo::new(move |_| told.with(|told| told.about.whole));
    view! {
        <p class="meta figures-rest" hidden=move || left_out.with(Option::is_none)>{move || left_out.get()}</p>
        <p class="meta figures-rest" hidden=is_whole>{words::OF_WHAT_YOU_SEE}</p>
    }
}
