//! What an account is to bring, period after period, and how that stands.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    command::Command,
    ids::AccountId,
    keep::{Keep, Wish},
    policy::{self, Action},
    target::{self, Attainment, Pace, Target},
};

use super::{
    Told,
    split_form::SplitForm,
    target_form::{TargetForm, following},
};
use crate::{
    client::{Workspace, terms::print, use_workspace},
    ui::{Button, ButtonShape, ButtonTone, Dialog, Empty, Meter, Row, Rows, Tag, Tone, use_toasts},
    views::{reporting, steps::toast_with_undo},
    wire::targets::TargetOfAccount,
    words::en::{self, concentration::share, targets as words},
};

/// The panel.
#[component]
pub fn Targets(
    /// Whose.
    id: AccountId,
    /// What is told of it.
    told: Memo<Arc<Told>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let targets = Memo::new(move |_| told.with(|told| told.targets.clone()));
    let all = Memo::new(move |_| targets.with(|told| told.iter().map(|one| one.target.clone()).collect::<Vec<_>>()));
    // Which one is being written, a new one with a blank id; and which one is being split.
    let opened = RwSignal::new(None::<Target>);
    let parted = RwSignal::new(None::<Target>);
    let is_empty = Memo::new(move |_| targets.with(Vec::is_empty));
    let row = move |told: TargetOfAccount| {
        let key = format!("{} {} {}", print(&told.target), told.figures.actual_minor, told.days_gone);
        Row::new(key, move || view! { <TargetLine told all opened /> })
    };
    let rows = move || targets.get().into_iter().map(row).collect::<Vec<_>>();
    let add = move || opened.set(Some(following(id, &all.get_untracked(), reporting::reports_to())));
    let title = move || {
        let is_new = opened.with(|opened| opened.as_ref().is_none_or(|one| one.id == Target::default().id));
        if is_new { words::ADD } else { words::EDIT }.to_owned()
    };
    view! {
        <section class="panel" aria-labelledby="targets-title">
            <header>
                <h2 id="targets-title">{words::TARGETS}</h2>
                <Button label=words::ADD icon="plus" tone=ButtonTone::Quiet why_not=no_target(workspace, id) on_press=add />
            </header>
            <Show when=move || is_empty.get()>
                <Empty small=true title=words::NO_TARGETS text=words::NO_TARGETS_TEXT />
            </Show>
            <ul class="terms targets" aria-labelledby="targets-title"><Rows rows /></ul>
            <Dialog
                id="target" title=Signal::derive(title) open=Signal::derive(move || opened.with(Option::is_some))
                close_label=en::CLOSE on_close=move || opened.set(None)
            >
                <TargetForm all opened parted />
            </Dialog>
            <Dialog
                id="split" title=words::SPLIT open=Signal::derive(move || parted.with(Option::is_some))
                close_label=en::CLOSE on_close=move || parted.set(None)
            >
                <SplitForm parted />
            </Dialog>
        </section>
    }
}

/// Why the viewer sets no targets of an account.
fn no_target(workspace: Workspace, id: AccountId) -> Signal<Option<String>> {
    Signal::derive(move || {
        let rights = workspace.viewer().rights;
        let refused = workspace.look(|model| {
            let account = model.accounts.get(&id)?;
            policy::permit_with(&rights, Action::SetTarget, account).err()
        });
        refused.as_ref().map(en::rejection)
    })
}

/// Why a target cannot go: days between two others would be without one.
fn no_removal(all: &[Target], one: &Target) -> Option<String> {
    target::follow(all.iter().filter(|other| other.id != one.id)).err().as_ref().map(en::rejection)
}

/// What the line of a target says of it.
fn about(told: &TargetOfAccount) -> String {
    let currency = reporting::currency();
    let figures = &told.figures;
    let attained = share(figures.attainment.as_ref().and_then(|attainment| attainment.ratio()));
    let left = (figures.gap_minor > 0).then(|| en::money(figures.gap_minor, currency));
    words::stands(&en::money(figures.actual_minor, currency), &attained, left.as_deref(), told.days_gone, told.days)
}

fn permille(told: &TargetOfAccount) -> u32 {
    let attained = told.figures.attainment.as_ref().and_then(|attainment| attainment.ratio());
    attained.map_or(0, |ratio| u32::try_from(ratio.scaled(1000).clamp(0, 1000)).unwrap_or_default())
}

#[component]
fn TargetLine(told: TargetOfAccount, all: Memo<Vec<Target>>, opened: RwSignal<Option<Target>>) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let target = StoredValue::new(told.target.clone());
    let id = told.target.account;
    let why_not = no_target(workspace, id);
    let no_removal =
        Signal::derive(move || why_not.get().or_else(|| all.with(|all| target.with_value(|one| no_removal(all, one)))));
    let found = Attainment::of(told.figures.target_minor, told.figures.actual_minor);
    let (standing, is_due) = words::pace(Pace::of(found, told.days_gone, told.days));
    let period = words::period(told.target.from_day, told.target.to_day);
    let remove = move || {
        let keep = Keep::one(Some(id), target.with_value(Wish::of_removal));
        if workspace.run_or_tell(Command::Keep(keep)) {
            toast_with_undo(workspace, toasts, words::REMOVED.to_owned());
        }
    };
    view! {
        <li>
            <div>
                <b>{period.clone()}</b>
                <p class="meta">{about(&told)}</p>
                <Meter permille=permille(&told) warn=is_due />
            </div>
            <Tag label=standing tone=if is_due { Tone::Gold } else { Tone::Plain } />
            <span class="num">{en::money(told.target.amount_minor, reporting::currency())}</span>
            <span class="buttons">
                <Button
                    label=words::edit(&period) icon="pencil" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet why_not
                    on_press=move || opened.set(Some(target.get_value()))
                />
                <Button
                    label=words::remove(&period) icon="x" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet why_not=no_removal
                    on_press=remove
                />
            </span>
        </li>
    }
}
