//! What became of the placements on one model, cell by cell; what directors confirmed first, and what waits for them below.

use leptos::prelude::*;

use domain::money::Currency;

use crate::{
    paths,
    wire::{
        held_to_account::{CellTold, ModelRecord, Tried},
        report::Exact,
    },
    words::en::{self, concentration, held_to_account as words, retention},
};

/// The panel.
#[component]
pub fn ModelPanel(one: ModelRecord, currency: Currency) -> impl IntoView {
    let ModelRecord { model, title, confirmed, unconfirmed } = one;
    let heading = format!("held-{model}");
    let measure = words::measure(&confirmed);
    let is_empty = confirmed.cells.is_empty();
    let name = title.clone();
    let waits = (!unconfirmed.cells.is_empty()).then(|| {
        let measure = words::measure(&unconfirmed);
        view! {
            <details class="held-more">
                <summary>{words::UNCONFIRMED}" "<span class="meta">{measure}</span></summary>
                <Cells name=[&name, ", ", words::UNCONFIRMED_WORD].concat() tried=unconfirmed currency />
            </details>
        }
    });
    view! {
        <section class="panel" aria-labelledby=heading>
            <header>
                <h2 id=heading.clone()><a href=paths::categorization(&model)>{title.clone()}</a></h2>
                <p class="meta">{measure}</p>
            </header>
            <p class="faint" hidden=!is_empty>{words::NOTHING}</p>
            {(!is_empty).then(|| view! { <Cells name=title tried=confirmed currency /> })}
            {waits}
        </section>
    }
}

/// The cells as a table.
#[component]
fn Cells(
    /// Whose cells.
    name: String,
    tried: Tried,
    currency: Currency,
) -> impl IntoView {
    let money = move |minor| en::money_short(minor, currency);
    let share = |share: &Option<Exact>| concentration::share(share.as_ref().and_then(Exact::ratio));
    let line = move |cell: &CellTold| {
        let growth = cell.after_minor - cell.before_minor;
        let is_minus = growth < 0;
        let interval = cell.churn_low_permille.zip(cell.churn_high_permille);
        view! {
            <tr>
                <th scope="row">{cell.title.clone()}</th>
                <td class="num">{en::number(cell.placements)}</td>
                <td class="num">{money(cell.before_minor)}</td>
                <td class="num">{money(cell.after_minor)}</td>
                <td class="num" class:minus=is_minus>{retention::signed(&money(growth), growth, false)}</td>
                <td class="num">{words::lost(cell.churned, cell.cohort, interval)}</td>
                <td class="num">{share(&cell.grr)}</td>
                <td class="num">{share(&cell.nrr)}</td>
            </tr>
        }
    };
    let heads = [words::PLACEMENTS, words::BEFORE, words::AFTER, words::GROWTH, words::LOST, words::GRR, words::NRR];
    view! {
        <div class="table-frame" tabindex="0" role="group" aria-label=name>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{words::CELL}</th>
                        {heads.map(|head| view! { <th scope="col" class="num">{head}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{tried.cells.iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
}
