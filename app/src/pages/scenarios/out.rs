//! The steps of a scenario as a table for spreadsheets.

use leptos::prelude::*;

use domain::scenario::Wish;

use super::scenario::Told;
use crate::{
    ui::Button,
    views::{
        csv,
        saved::{save_table, use_saved},
    },
    wire::scenarios::{ScenarioTold, StepTold},
    words::en::scenarios as words,
};

/// The button that takes it out.
#[component]
pub fn TakeOut(told: Told) -> impl IntoView {
    let tell = use_saved();
    let on_press = move || {
        told.with_untracked(|told| {
            let name = format!("scenario-{}-version-{}.csv", told.head.day, told.head.version);
            tell(save_table(&name, &table(told)));
        });
    };
    view! { <Button label="CSV" on_press /> }
}

/// The steps as programs read them.
fn table(told: &ScenarioTold) -> Vec<Vec<String>> {
    let plan = &told.plan;
    let line = |step: &StepTold| {
        let (what, reason) = match &step.wish {
            Wish::Suppose { percent, .. } => (format!("{percent} %"), ""),
            Wish::Assign { .. } => (words::LEAD.to_owned(), ""),
            Wish::Place { model, reason, .. } => (model.clone(), reason.as_str()),
        };
        vec![
            csv::text(&step.account_name),
            csv::text(&what),
            csv::text(&step.was),
            csv::text(&step.to),
            csv::text(reason),
            csv::decimal(step.brought_minor, plan.currency),
            plan.currency.code().to_owned(),
        ]
    };
    std::iter::once(words::HEADS.map(str::to_owned).to_vec()).chain(plan.steps.iter().map(line)).collect()
}
