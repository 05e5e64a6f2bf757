//! What an account is to bring, what was agreed with it, who else works for it, and what it is reckoned to spend.

mod contract_form;
mod contracts;
mod estimate_form;
mod orders;
mod partner_form;
mod partners;
mod split_form;
mod target_form;
mod targets;
mod wallet;

use std::sync::Arc;

use leptos::prelude::*;

use domain::ids::AccountId;

use self::{contracts::Contracts, orders::Orders, partners::Partners, targets::Targets, wallet::Wallet};
use crate::{
    client::terms::use_terms,
    views::{not_fetched::NotFetched, shape::Shape},
    wire::terms::Terms as Told,
    words::en,
};

/// The panels: targets, contracts, partners, and for who may see it the wallet. They come after the first paint.
#[component]
pub fn Terms(
    /// Which account.
    id: AccountId,
) -> impl IntoView {
    let fetched = use_terms(id);
    let is_there = Memo::new(move |_| fetched.told.with(Option::is_some));
    let told = Memo::new(move |_| fetched.told.get().unwrap_or_else(|| Arc::new(Told::default())));
    let sees_wallet = Memo::new(move |_| told.with(|told| told.wallet.is_some()));
    let body = move || {
        if !is_there.get() {
            return view! { <section class="panel"><Shape lines=4 /></section> }.into_any();
        }
        view! {
            <Targets id told />
            {move || sees_wallet.get().then(|| view! { <Wallet id told /> })}
            <Orders id told />
            <Contracts id told />
            <Partners id told />
        }
        .into_any()
    };
    view! {
        <NotFetched fetched=fetched title=en::terms::NOT_FETCHED />
        {body}
    }
}
