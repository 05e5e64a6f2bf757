//! The rules by which accounts count as key.

use leptos::prelude::*;

use domain::{
    command::Command,
    keep::{Keep, Wish},
    key_rule::KeyRule,
    policy::Action,
};

use super::{desk::Desk, rule_form::RuleForm};
use crate::{
    client::{
        assessments::{ModelsInHand, use_models},
        terms::print,
    },
    ui::{Button, ButtonTone, Dialog, Empty, Row, Rows, use_toasts},
    views::steps::toast_with_undo,
    words::en::{self, key_accounts as words},
};

/// The panel.
#[component]
pub fn Rules(desk: Desk) -> impl IntoView {
    let models = use_models();
    let open = RwSignal::new(false);
    let rules = Memo::new(move |_| desk.told.with(|told| told.rules.clone()));
    let is_empty = Memo::new(move |_| rules.with(Vec::is_empty));
    let may = Memo::new(move |_| desk.workspace.may(Action::DecideKeyAccount));
    let row = move |rule: KeyRule| {
        let key = [print(&rule).as_str(), if may.get() { " may" } else { "" }].concat();
        Row::new(key, move || view! { <RuleLine desk rule models may /> })
    };
    let rows = move || rules.get().into_iter().map(row).collect::<Vec<_>>();
    let add = move || {
        may.get().then(|| {
            view! {
                <Button label=words::ADD_RULE icon="plus" tone=ButtonTone::Quiet on_press=move || open.set(true) />
            }
        })
    };
    view! {
        <section class="panel" aria-labelledby="rules-title">
            <header><h2 id="rules-title">{words::RULES}</h2>{add}</header>
            <p class="meta">{words::RULES_NOTE}</p>
            <Show when=move || is_empty.get()>
                <Empty small=true title=words::NO_RULES text=words::NO_RULES_TEXT />
            </Show>
            <ul class="terms" aria-labelledby="rules-title"><Rows rows /></ul>
            <Dialog id="key-rule-form" title=words::ADD_RULE open close_label=en::CLOSE on_close=move || open.set(false)>
                <RuleForm open models />
            </Dialog>
        </section>
    }
}

#[component]
fn RuleLine(desk: Desk, rule: KeyRule, models: ModelsInHand, may: Memo<bool>) -> impl IntoView {
    let toasts = use_toasts();
    let today = desk.workspace.viewer().day;
    let (name, days) = (rule.name.clone(), words::rule_days(&rule));
    let told = rule.clone();
    let about = move || [said(&told, models), days.clone()].join(" · ");
    let can_end = may.get_untracked() && rule.is_in_force(today) && rule.to_day.is_none();
    let end = move || {
        let ended = KeyRule { to_day: Some(today), ..rule.clone() };
        let Some(wish) = Wish::of_edit(&rule, &ended) else { return };
        if desk.workspace.run_or_tell(Command::Keep(Keep::one(None, wish))) {
            toast_with_undo(desk.workspace, toasts, words::rule_ended(&rule.name));
        }
    };
    let end = can_end.then(|| view! { <Button label=words::END_RULE tone=ButtonTone::Quiet on_press=end /> });
    view! {
        <li>
            <div><b>{name}</b><p class="meta">{about}</p></div>
            <span class="buttons">{end}</span>
        </li>
    }
}

/// What a rule says, by the words of its model once these have come.
fn said(rule: &KeyRule, models: ModelsInHand) -> String {
    models.with(|models| {
        let model = models.iter().flat_map(|all| all.iter()).find(|model| model.id == rule.model);
        let cell = |id: &String| {
            let found = model.and_then(|model| model.cell(id)).map(|cell| cell.title.clone());
            found.unwrap_or_else(|| id.replace('_', " "))
        };
        let cells: Vec<String> = rule.cells.iter().map(cell).collect();
        words::rule_says(rule, &model.map_or_else(|| rule.model.clone(), |model| model.title.clone()), &cells)
    })
}
