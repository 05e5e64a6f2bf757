//! A report as a table for spreadsheets.

use leptos::prelude::*;

use domain::status_report::StatusLine;

use super::report::Told;
use crate::{
    ui::Button,
    views::{
        csv,
        saved::{save_table, use_saved},
    },
    wire::status_reports::StatusReportTold,
    words::en::status_reports as words,
};

/// The button that takes it out.
#[component]
pub fn TakeOut(told: Told) -> impl IntoView {
    let tell = use_saved();
    let on_press = move || {
        told.with_untracked(|told| {
            let name = format!("status-report-{}-version-{}.csv", told.head.period, told.head.version);
            tell(save_table(&name, &table(told)));
        });
    };
    view! { <div class="buttons"><Button label="CSV" on_press /></div> }
}

/// The accounts as programs read them; the comment on the whole stands in the last line, under no account.
fn table(told: &StatusReportTold) -> Vec<Vec<String>> {
    let head = &told.head;
    let of_report = || {
        [
            head.currency.code().to_owned(),
            head.period.to_string(),
            csv::text(&head.author_name),
            head.version.to_string(),
        ]
    };
    let line = |line: &StatusLine| {
        let news: Vec<String> = line
            .news
            .iter()
            .map(|one| {
                let (label, text) = words::news(one);
                [label, ": ", &text].concat()
            })
            .collect();
        let money = |minor: i64| csv::decimal(minor, head.currency);
        let fields = [
            csv::text(&line.name),
            money(line.revenue_minor),
            money(line.prior_minor),
            money(line.trailing_minor),
            money(line.trailing_prior_minor),
            line.target_minor.map(money).unwrap_or_default(),
            line.sales.to_string(),
            money(line.sales_minor),
            line.credits.to_string(),
            money(line.credits_minor),
            line.purchases.to_string(),
            money(line.purchases_minor),
            csv::text(&news.join("; ")),
            csv::text(&line.comment),
        ];
        fields.into_iter().chain(of_report()).collect()
    };
    let whole = (!told.comment.is_empty()).then(|| {
        let empty = std::iter::repeat_n(String::new(), 13);
        empty.chain([csv::text(&told.comment)]).chain(of_report()).collect()
    });
    let heads = words::HEADS.map(str::to_owned).to_vec();
    std::iter::once(heads).chain(told.lines.iter().map(line)).chain(whole).collect()
}
