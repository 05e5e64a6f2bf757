//! Cohorts: accounts by the year in which they first bought, and what became of each group since.

use leptos::prelude::*;

use super::Told;
use crate::{
    pages::concentration::ratio,
    wire::retention_page::{CohortCell, CohortLine, RetentionPart},
    words::en::{self, concentration::share, retention as words},
};

/// The panel; a ledger of one year alone has no later years to tell of.
#[component]
pub fn Cohorts(told: Told) -> impl IntoView {
    move || {
        let told = told.get();
        (told.years.len() > 1).then(|| {
            view! {
                <section class="panel" aria-labelledby="cohorts-title">
                    <header>
                        <h2 id="cohorts-title">{words::COHORTS}</h2>
                        <p class="meta">{words::COHORTS_ABOUT}</p>
                    </header>
                    <div class="table-frame" tabindex="0" role="group" aria-labelledby="cohorts-title">{table(&told)}</div>
                </section>
            }
        })
    }
}

fn table(told: &RetentionPart) -> impl IntoView + use<> {
    let years = told.years.len();
    let later = (0..years).map(|years| view! { <th scope="col" class="num">{words::years_later(years)}</th> });
    let rows = told.cohorts.iter().map(|cohort| row(told, cohort)).collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{words::COHORT}</th>
                    <th scope="col" class="num">{words::ACCOUNTS}</th>
                    {later.collect_view()}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(told: &RetentionPart, cohort: &CohortLine) -> impl IntoView + use<> {
    let year = told.years.get(cohort.first).map(|year| words::cohort(year.to, cohort.first == 0)).unwrap_or_default();
    let accounts = cohort.kept.first().map_or(0, |first| first.accounts);
    let currency = told.about.currency;
    let cell = |(after, cell): (usize, &CohortCell)| {
        let amount = en::money_short(cell.minor, currency);
        // The first year is the measure of all later ones.
        let words = if after == 0 { amount.clone() } else { share(ratio(cell.share.as_ref())) };
        let title = [amount, en::accounts(cell.accounts)].join(" · ");
        view! { <td class="num" title=title>{words}</td> }
    };
    let cells = cohort.kept.iter().enumerate().map(cell).collect_view();
    let missing =
        (0..told.years.len() - cohort.kept.len().min(told.years.len())).map(|_| view! { <td></td> }).collect_view();
    view! { <tr><th scope="row">{year}</th><td class="num">{en::number(accounts)}</td>{cells}{missing}</tr> }
}
