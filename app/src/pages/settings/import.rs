//! Taking files of trade in: the file, its way up, what became of it, and the files that came before.

mod outcome;
mod past;

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use web_sys::File;

use domain::money::Currency;

use self::{outcome::Outcome, past::PastImports};
use super::away;
use crate::{
    client::{
        fetch::Trouble,
        upload::{self, Sent},
        use_workspace,
    },
    ui::{Button, ButtonTone, Choice, FileDrop, Notice, Picker, Progress, Tone},
    views::reporting,
    wire::{ImportAnswer, ImportQuery},
    words::en,
};

/// What the API calls a file of trade.
const TRANSACTIONS: &str = "transactions";

/// The panel. Where the viewer takes nothing in themselves, it lists what came in.
#[component]
pub fn ImportPanel(
    /// Whether the viewer takes files in.
    takes_in: bool,
) -> impl IntoView {
    let desk = takes_in.then(|| view! { <ImportDesk /> });
    view! {
        <section class="panel" aria-labelledby="import">
            <header><h2 id="import">{en::taking_in::TITLE}</h2></header>
            {desk}
            <PastImports />
        </section>
    }
}

/// A file on its way in.
#[derive(Clone, Copy)]
pub struct Intake {
    file: RwSignal<Option<SendWrapper<File>>>,
    currency: RwSignal<String>,
    busy: RwSignal<bool>,
    sent: RwSignal<Option<Sent>>,
    /// What became of it.
    pub answer: RwSignal<Option<ImportAnswer>>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Intake {
    fn new() -> Self {
        Self {
            file: RwSignal::new(None),
            currency: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            sent: RwSignal::new(None),
            answer: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    fn choose(self, file: SendWrapper<File>) {
        self.answer.set(None);
        self.trouble.set(None);
        self.file.set(Some(file));
    }

    /// Sends the file; with `partial` its good rows go in though others are refused.
    pub fn send(self, partial: bool) {
        let Some(file) = self.file.get_untracked().filter(|_| !self.busy.get_untracked()) else { return };
        let currency = Some(self.currency.get_untracked()).filter(|code| !code.is_empty());
        let asked = ImportQuery { kind: TRANSACTIONS.to_owned(), currency, partial, check: false, mapping: None };
        self.answer.set(None);
        self.trouble.set(None);
        self.sent.set(None);
        self.busy.set(true);
        spawn_local(async move {
            // The page may be gone by the time of the answer.
            match upload::import(&file, &asked, self.sent.write_only()).await {
                Ok(answer) => drop(self.answer.try_set(Some(answer))),
                Err(trouble) => drop(self.trouble.try_set(Some(trouble))),
            }
            let _ = self.busy.try_set(false);
        });
    }

    /// Name and size of the file that was chosen.
    fn chosen(self) -> Option<String> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the size of a file, from zero up")]
        let told = |file: &SendWrapper<File>| en::taking_in::chosen(&file.name(), file.size() as u64);
        self.file.with(|file| file.as_ref().map(told))
    }
}

#[component]
fn ImportDesk() -> impl IntoView {
    let workspace = use_workspace();
    let intake = Intake::new();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        intake.send(false);
    };
    let hint = Signal::derive(move || intake.chosen().unwrap_or_else(|| en::taking_in::CHOOSE_HINT.to_owned()));
    let why_not = Signal::derive(move || {
        let nothing = intake.file.with(Option::is_none).then(|| en::taking_in::CHOOSE_FIRST.to_owned());
        nothing.or_else(|| away(workspace))
    });
    let currency = intake.currency;
    let trouble = move || intake.trouble.with(|trouble| trouble.as_ref().map(en::trouble));
    view! {
        <p class="meta">{en::taking_in::LEAD}</p>
        <form class="fields import-form" on:submit=on_submit>
            <FileDrop
                id="import-file" label=en::taking_in::CHOOSE hint accept=".csv,text/csv"
                on_file=move |file| intake.choose(file)
            />
            <Picker
                id="import-currency" label=en::taking_in::CURRENCY hint=en::taking_in::CURRENCY_HINT
                choices=currencies() value=currency on_choose=move |code| currency.set(code)
            />
            <div class="buttons">
                <Button label=en::IMPORT icon="upload" tone=ButtonTone::Primary submit=true busy=intake.busy why_not />
            </div>
            {move || intake.busy.get().then(|| view! { <OnItsWay sent=intake.sent.read_only() /> })}
            {move || trouble().map(|title| view! { <Notice title tone=Tone::Warn urgent=true /> })}
        </form>
        {move || intake.answer.get().map(|answer| view! { <Outcome answer intake /> })}
    }
}

/// The workspace's own first.
fn currencies() -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        let base = reporting::currency();
        let others = Currency::all().filter(|currency| *currency != base);
        let own = Choice::new("", en::taking_in::own_currency(base));
        std::iter::once(own).chain(others.map(|other| Choice::new(other.code(), other.code()))).collect()
    })
}

/// First it goes up; once it is there, the server checks it, and how long that takes cannot be told.
#[component]
fn OnItsWay(sent: ReadSignal<Option<Sent>>) -> impl IntoView {
    let going_up = Memo::new(move |_| sent.get().filter(|(so_far, all)| so_far < all));
    let label = Signal::derive(move || {
        let is_up = sent.with(Option::is_some) && going_up.with(Option::is_none);
        if is_up { en::taking_in::CHECKING } else { en::taking_in::SENDING }.to_owned()
    });
    let told = Signal::derive(move || going_up.get().map(|(so_far, all)| en::taking_in::sent(so_far, all)));
    view! { <Progress id="import-progress" label done=going_up told /> }
}
