//! The register of investments of an account: what each side put into the relationship.

use leptos::prelude::*;

use domain::{
    command::Command,
    ids::AccountId,
    investment::Investment,
    keep::{Keep, Wish},
};

use super::{Told, investment_form::InvestmentForm};
use crate::{
    client::{terms::print, use_workspace},
    pages::account::no_edit,
    ui::{Button, ButtonShape, ButtonTone, Dialog, Empty, Row, Rows, use_toasts},
    views::{reporting, steps::toast_with_undo},
    words::en::{self, standing as words},
};

/// The panel.
#[component]
pub fn Investments(
    /// Whose.
    id: AccountId,
    /// What is told of it.
    told: Told,
) -> impl IntoView {
    let workspace = use_workspace();
    let all =
        Memo::new(move |_| told.with(|told| told.as_ref().map(|told| told.investments.clone()).unwrap_or_default()));
    let exposure = Memo::new(move |_| told.with(|told| told.as_ref().and_then(|told| told.exposure_minor)));
    let exposed = move || exposure.get().map(|minor| words::exposure(minor, reporting::currency()));
    let open = RwSignal::new(false);
    let why_not = no_edit(workspace, id);
    let is_empty = Memo::new(move |_| all.with(Vec::is_empty));
    let row = move |one: Investment| Row::new(print(&one), move || view! { <InvestmentLine id one /> });
    let rows = move || all.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-labelledby="investments-title">
            <header>
                <h2 id="investments-title">{words::REGISTER}</h2>
                <Button label=words::ADD_INVESTMENT icon="plus" tone=ButtonTone::Quiet why_not on_press=move || open.set(true) />
            </header>
            <p class="meta">{words::REGISTER_NOTE}</p>
            <p hidden=move || exposure.with(Option::is_none)>{exposed}</p>
            <Show when=move || is_empty.get()>
                <Empty small=true title=words::NO_INVESTMENTS text=words::NO_INVESTMENTS_TEXT />
            </Show>
            <ul class="terms" aria-labelledby="investments-title"><Rows rows /></ul>
            <Dialog id="investment" title=words::ADD_INVESTMENT open close_label=en::CLOSE on_close=move || open.set(false)>
                <InvestmentForm id open />
            </Dialog>
        </section>
    }
}

#[component]
fn InvestmentLine(id: AccountId, one: Investment) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let why_not = no_edit(workspace, id);
    let amount = en::money(one.amount_minor, reporting::currency());
    let about = words::invested(one.side, one.kind, one.day, one.redeployable_percent);
    let (label, note) = (words::remove(&one.note, &amount), one.note.clone());
    let remove = move || {
        if workspace.run_or_tell(Command::Keep(Keep::one(Some(id), Wish::of_removal(&one)))) {
            toast_with_undo(workspace, toasts, words::INVESTMENT_GONE.to_owned());
        }
    };
    view! {
        <li>
            <div><b>{note}</b><p class="meta">{about}</p></div>
            <span class="num">{amount}</span>
            <span class="buttons">
                <Button label icon="x" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet why_not on_press=remove />
            </span>
        </li>
    }
}
