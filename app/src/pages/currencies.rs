//! Currencies: what each was worth day by day, and lists of rates that come as files.

mod rate_form;
mod rates_of;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use send_wrapper::SendWrapper;
use web_sys::File;

use domain::{exchange_rate::ExchangeRate, policy::Action};

use self::{rate_form::RateForm, rates_of::RatesOfCurrency};
use crate::{
    client::{terms::use_kept, upload, use_workspace},
    paths,
    ui::{Button, ButtonTone, Dialog, Empty, Row, Rows},
    views::{
        first_part::use_first_part,
        list_panel::{Answer, ListPanel, Listed},
        not_fetched::NotFetched,
        reporting,
        shape::Shape,
        steps::StepButtons,
    },
    wire::{
        PagePart,
        rates::{RateListAnswer, Rates, RatesOf},
    },
    words::en::{self, currencies as words},
};

/// The rate that is being written while its form is open: a new one is blank.
type Opened = RwSignal<Option<Option<ExchangeRate>>>;

/// The page.
#[component]
pub fn CurrenciesPage() -> impl IntoView {
    let workspace = use_workspace();
    let first = match use_first_part() {
        Some(PagePart::Report(part)) => part.read::<Rates>().ok(),
        _ => None,
    };
    let fetched = use_kept(paths::RATES, first);
    let may_edit = Memo::new(move |_| workspace.may(Action::Configure));
    let is_there = Memo::new(move |_| fetched.told.with(Option::is_some));
    let told = Memo::new(move |_| fetched.told.get());
    let body = move || match is_there.get() {
        false => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
        true => view! {
            <RatesPanel told may_edit />
            {move || may_edit.get().then(|| view! {
                <ListPanel text=words::LIST_TEXT label=words::LIST_FILE send again=move |()| fetched.ask_again() />
            })}
        }
        .into_any(),
    };
    view! {
        <Title text=en::CURRENCIES />
        <main id="main" class="main narrow catalogue" tabindex="-1">
            <header class="bar">
                <div><h1>{en::CURRENCIES}</h1><p class="meta">{move || words::about(reporting::currency())}</p></div>
                <div class="tools"><StepButtons /></div>
            </header>
            <NotFetched fetched=fetched title=en::terms::NOT_FETCHED />
            {body}
        </main>
    }
}

/// Sends a list of rates up.
fn send(file: SendWrapper<File>) -> Answer {
    Box::pin(async move {
        let answer: RateListAnswer =
            upload::list(paths::RATES, &file).await.map_err(|trouble| en::trouble(&trouble))?;
        Ok(Listed { words: words::listed(&answer), refused: answer.refused, faults: answer.faults })
    })
}

#[component]
fn RatesPanel(told: Memo<Option<Arc<Rates>>>, may_edit: Memo<bool>) -> impl IntoView {
    let opened: Opened = RwSignal::new(None);
    let currencies =
        Memo::new(move |_| told.with(|told| told.as_ref().map(|told| told.currencies.clone()).unwrap_or_default()));
    let is_empty = Memo::new(move |_| currencies.with(Vec::is_empty));
    let row = move |of: RatesOf| {
        let currency = of.currency;
        Row::new(currency.code(), move || view! { <RatesOfCurrency currency currencies may_edit opened /> })
    };
    let rows = move || currencies.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-labelledby="rates-title">
            <header>
                <h2 id="rates-title">{words::RATES}</h2>
                {move || may_edit.get().then(|| view! {
                    <Button label=words::ADD icon="plus" tone=ButtonTone::Quiet on_press=move || opened.set(Some(None)) />
                })}
            </header>
            <Show when=move || is_empty.get()>
                <Empty small=true title=words::NONE text=words::NONE_TEXT />
            </Show>
            <div class="families"><Rows rows /></div>
            <Dialog
                id="edit-rate" title=words::ADD open=Signal::derive(move || opened.with(Option::is_some))
                close_label=en::CLOSE on_close=move || opened.set(None)
            >
                <RateForm opened currencies />
            </Dialog>
        </section>
    }
}
