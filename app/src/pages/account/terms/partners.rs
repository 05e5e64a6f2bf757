//! Who else works for an account.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    command::Command,
    ids::AccountId,
    keep::{Keep, Wish},
    partner::{Partner, Partnership},
};

use super::{Told, partner_form::PartnerForm};
use crate::{
    client::{terms::print, use_workspace},
    pages::account::no_edit,
    ui::{Button, ButtonShape, ButtonTone, Dialog, Row, Rows, use_toasts},
    views::steps::toast_with_undo,
    words::en::{self, terms as words},
};

/// The panel.
#[component]
pub fn Partners(
    /// Whose.
    id: AccountId,
    /// What is told of it.
    told: Memo<Arc<Told>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let open = RwSignal::new(false);
    let why_not = no_edit(workspace, id);
    let lines = Memo::new(move |_| told.with(|told| lines(told)));
    let is_empty = Memo::new(move |_| lines.with(Vec::is_empty));
    let row = move |(partnership, partner): (Partnership, Partner)| {
        let key = [print(&partnership), print(&partner)].concat();
        Row::new(key, move || view! { <PartnerLine id partnership partner /> })
    };
    let rows = move || lines.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-labelledby="partners-title">
            <header>
                <h2 id="partners-title">{words::PARTNERS}</h2>
                <Button label=words::ADD_PARTNER icon="plus" tone=ButtonTone::Quiet why_not on_press=move || open.set(true) />
            </header>
            <p class="meta" hidden=move || !is_empty.get()>{words::NO_PARTNERS}</p>
            <ul class="terms" aria-labelledby="partners-title"><Rows rows /></ul>
            <Dialog
                id="add-partner" title=words::ADD_PARTNER open close_label=en::CLOSE on_close=move || open.set(false)
            >
                <PartnerForm id told open />
            </Dialog>
        </section>
    }
}

/// Who works for it, with what is known of each.
fn lines(told: &Told) -> Vec<(Partnership, Partner)> {
    let partner = |partnership: &Partnership| told.partners.iter().find(|one| one.id == partnership.partner).cloned();
    told.partnerships.iter().filter_map(|one| Some((one.clone(), partner(one)?))).collect()
}

#[component]
fn PartnerLine(id: AccountId, partnership: Partnership, partner: Partner) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let about = [words::partner_kind(partner.kind), &partnership.role];
    let about = about.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ");
    let take_off = move || {
        let keep = Keep::one(Some(id), Wish::of_removal(&partnership));
        if workspace.run_or_tell(Command::Keep(keep)) {
            toast_with_undo(workspace, toasts, words::PARTNER_GONE.to_owned());
        }
    };
    view! {
        <li>
            <div><b>{partner.name.clone()}</b><p class="meta">{about}</p></div>
            <span class="buttons">
                <Button
                    label=words::take_off(&partner.name) icon="x" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet
                    why_not=no_edit(workspace, id) on_press=take_off
                />
            </span>
        </li>
    }
}
