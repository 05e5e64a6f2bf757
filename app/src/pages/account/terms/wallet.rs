//! What an account is reckoned to spend, what of it is ours, and what is left.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    catalogue::ProductFamily,
    ids::{AccountId, ProductFamilyId},
    wallet_estimate::{WalletEstimate, standing},
};

use super::{Told, estimate_form::EstimateForm};
use crate::{
    client::use_workspace,
    pages::account::no_edit,
    paths,
    ui::{Button, ButtonLink, ButtonShape, ButtonTone, Dialog, Figure, Row, Rows},
    views::{
        family_wallet::{beside, told_of},
        reporting,
    },
    wire::terms::WalletOfAccount,
    words::en::{self, concentration::share, wallet as words},
};

/// The panel.
#[component]
pub fn Wallet(
    /// Whose.
    id: AccountId,
    /// What is told of it.
    told: Memo<Arc<Told>>,
) -> impl IntoView {
    let workspace = use_workspace();
    // Of which family an estimate is being written.
    let opened = RwSignal::new(None::<ProductFamilyId>);
    let wallet = Memo::new(move |_| told.with(|told| told.wallet.clone()));
    let why_not = no_edit(workspace, id);
    let families = Memo::new(move |_| wallet.with(|wallet| wallet.as_ref().map(|one| one.families.clone())));
    let first = move || {
        families.with(|families| families.iter().flatten().find(|family| !family.archived).map(|family| family.id))
    };
    let no_add =
        Signal::derive(move || why_not.get().or_else(|| first().is_none().then(|| words::NO_FAMILIES.to_owned())));
    let has_families = Memo::new(move |_| first().is_some());
    let is_known = Memo::new(move |_| wallet.with(|one| one.as_ref().is_some_and(|one| !one.estimates.is_empty())));
    view! {
        <section class="panel" aria-labelledby="wallet-title">
            <header>
                <h2 id="wallet-title">{words::WALLETS}</h2>
                <Button
                    label=words::ADD icon="plus" tone=ButtonTone::Quiet why_not=no_add
                    on_press=move || opened.set(untrack(first))
                />
            </header>
            <Figures wallet />
            <p class="meta" hidden=move || is_known.get()>{words::NO_ESTIMATE}</p>
            <Show when=move || !has_families.get()>
                <ButtonLink href=paths::CATALOGUE.to_owned() label=words::CATALOGUE tone=ButtonTone::Quiet />
            </Show>
            <Standing id wallet opened />
            <Earlier wallet />
            <Dialog
                id="estimate" title=words::ADD_TITLE open=Signal::derive(move || opened.with(Option::is_some))
                close_label=en::CLOSE on_close=move || opened.set(None)
            >
                <EstimateForm id families opened />
            </Dialog>
        </section>
    }
}

#[component]
fn Figures(wallet: Memo<Option<WalletOfAccount>>) -> impl IntoView {
    move || {
        let told = wallet.get()?;
        let figures = told.figures?;
        let currency = reporting::currency();
        let money = |minor| en::money_short(minor, currency);
        let ratio = figures.share.as_ref().and_then(|share| share.ratio());
        let of = words::of_account(
            &money(figures.ours_minor),
            &money(figures.wallet_minor),
            told.window.from,
            told.window.to,
        );
        let rest = match told.by_family.is_empty() {
            true => words::BY_ACCOUNT_ONLY.to_owned(),
            false => beside(told.beside, currency),
        };
        Some(view! {
            <dl class="figures">
                <Figure label=words::SHARE value=share(ratio) note=of chief=true />
                <Figure label=words::WHITE value=money(figures.white_minor) note=words::WHITE_NOTE />
            </dl>
            <p class="meta figures-rest">{rest}</p>
        })
    }
}

fn name_of(families: &[ProductFamily], id: ProductFamilyId) -> String {
    families.iter().find(|family| family.id == id).map(|family| family.name.clone()).unwrap_or_default()
}

/// Each family of which anything was reckoned, with what holds today.
#[component]
fn Standing(
    id: AccountId,
    wallet: Memo<Option<WalletOfAccount>>,
    opened: RwSignal<Option<ProductFamilyId>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let why_not = no_edit(workspace, id);
    let row = move |(name, estimate, ours): (String, WalletEstimate, Option<String>)| {
        let ours = ours.unwrap_or_default();
        Row::new(format!("{name} {} {ours}", estimate.id), move || {
            let since = format!("{} {}", words::SINCE, en::day(estimate.from_day));
            let about = [ours, since, estimate.source.clone()].into_iter().filter(|word| !word.is_empty());
            let about = about.collect::<Vec<_>>().join(" · ");
            view! {
                <li>
                    <div><b>{name.clone()}</b><p class="meta">{about}</p></div>
                    <span class="num">{yearly(&estimate)}</span>
                    <span class="buttons">
                        <Button
                            label=words::estimate(&name) icon="pencil" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet
                            why_not on_press=move || opened.set(Some(estimate.family))
                        />
                    </span>
                </li>
            }
        })
    };
    let rows = move || {
        let Some(told) = wallet.get() else { return Vec::new() };
        let ours = |family| {
            let told = told.by_family.iter().find(|one| one.family == family);
            told.and_then(|told| told_of(told, reporting::currency()))
        };
        let mut lines: Vec<(String, WalletEstimate, Option<String>)> =
            standing(&told.estimates, workspace.viewer().day)
                .into_iter()
                .map(|one| (name_of(&told.families, one.family), one.clone(), ours(one.family)))
                .collect();
        lines.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        lines.into_iter().map(row).collect()
    };
    view! { <ul class="terms" aria-labelledby="wallet-title"><Rows rows /></ul> }
}

fn yearly(estimate: &WalletEstimate) -> String {
    estimate.yearly_minor.map_or_else(|| words::NOT_KNOWN.to_owned(), |minor| en::money(minor, reporting::currency()))
}

/// What was reckoned before, the latest first.
#[component]
fn Earlier(wallet: Memo<Option<WalletOfAccount>>) -> impl IntoView {
    let workspace = use_workspace();
    move || {
        let told = wallet.get()?;
        let standing: Vec<_> = standing(&told.estimates, workspace.viewer().day).iter().map(|one| one.id).collect();
        let earlier: Vec<&WalletEstimate> = told.estimates.iter().filter(|one| !standing.contains(&one.id)).collect();
        if earlier.is_empty() {
            return None;
        }
        let line = |one: &WalletEstimate| {
            let by = workspace.read(|model| model.people.get(&one.by).map(|person| person.name.clone()));
            let name = name_of(&told.families, one.family);
            view! {
                <tr>
                    <td class="num-day">{en::day(one.from_day)}</td>
                    <td>{name}</td>
                    <td class="num">{yearly(one)}</td>
                    <td>{one.source.clone()}</td>
                    <td>{by.unwrap_or_else(|| en::SOMEBODY.to_owned())}</td>
                </tr>
            }
        };
        let lines = earlier.into_iter().map(line).collect_view();
        Some(view! {
            <details>
                <summary>{words::EARLIER}</summary>
                <div class="table-frame" tabindex="0" role="group" aria-label=words::EARLIER>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{words::FROM}</th>
                                <th scope="col">{words::FAMILY}</th>
                                <th scope="col" class="num">{words::YEARLY}</th>
                                <th scope="col">{words::SOURCE}</th>
                                <th scope="col">{words::BY}</th>
                            </tr>
                        </thead>
                        <tbody>{lines}</tbody>
                    </table>
                </div>
            </details>
        })
    }
}
