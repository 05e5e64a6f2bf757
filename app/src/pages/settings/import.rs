//! Taking files of trade in: the file, its way up, what became of it, and the files that came before.

mod outcome;
mod past;
mod reading;
mod take_back;

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use web_sys::File;

use domain::money::Currency;

use self::{
    outcome::Outcome,
    past::PastImports,
    reading::{Reading, ReadingFields},
};
use crate::{
    client::{
        fetch::Trouble,
        upload::{self, Sent},
        use_workspace,
    },
    ui::{Button, ButtonTone, Choice, FileDrop, Notice, Picker, Progress, Tone},
    views::reporting,
    views::sync_state::away,
    wire::{ImportAnswer, ImportQuery, import::FileKind},
    words::en,
};

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

/// What a file is sent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// To see how it would be read and what would come in.
    Look,
    /// To take it in whole, or where `partial`, its good rows.
    TakeIn {
        /// Whether the good rows go in though others are refused.
        partial: bool,
    },
}

/// A file on its way in.
#[derive(Clone, Copy)]
pub struct Intake {
    file: RwSignal<Option<SendWrapper<File>>>,
    /// The word for what its rows are.
    kind: RwSignal<String>,
    currency: RwSignal<String>,
    reading: Reading,
    /// What it is on its way for now.
    under_way: RwSignal<Option<Aim>>,
    /// What it is sent for as soon as the look at it is over.
    next: RwSignal<Option<Aim>>,
    sent: RwSignal<Option<Sent>>,
    answer: RwSignal<Option<(Aim, ImportAnswer)>>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Intake {
    fn new() -> Self {
        Self {
            file: RwSignal::new(None),
            kind: RwSignal::new(FileKind::default().word().to_owned()),
            currency: RwSignal::new(String::new()),
            reading: Reading::new(),
            under_way: RwSignal::new(None),
            next: RwSignal::new(None),
            sent: RwSignal::new(None),
            answer: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// A file was chosen: it is looked at at once, so that its reader sees what would come in before anything does.
    fn choose(self, file: SendWrapper<File>) {
        self.file.set(Some(file));
        self.send(Aim::Look);
    }

    /// What its rows are was said: it is looked at anew.
    fn choose_kind(self, word: String) {
        self.kind.set(word);
        self.send(Aim::Look);
    }

    /// What its rows are.
    pub fn rows(self) -> FileKind {
        self.kind.with(|word| FileKind::of_word(word).unwrap_or_default())
    }

    fn is_taking_in(self) -> bool {
        [self.under_way.get(), self.next.get()].into_iter().flatten().any(|aim| aim != Aim::Look)
    }

    /// Sends the file, one time after the other: what is asked for during a look comes after it, and while the file is being
    /// taken in, nothing else is sent.
    pub fn send(self, aim: Aim) {
        let Some(file) = self.file.get_untracked().filter(|_| !untrack(|| self.is_taking_in())) else { return };
        self.answer.set(None);
        self.trouble.set(None);
        if self.under_way.get_untracked().is_some() {
            return self.next.set(Some(aim));
        }
        self.sent.set(None);
        self.under_way.set(Some(aim));
        let asked = self.asked(aim);
        spawn_local(async move {
            let answered = upload::import(&file, &asked, self.sent.write_only()).await;
            // The page may be gone by now.
            let _ = self.under_way.try_set(None);
            match (self.next.try_update(Option::take).flatten(), answered) {
                (Some(next), _) => self.send(next),
                (None, Ok(answer)) => drop(self.answer.try_set(Some((aim, answer)))),
                (None, Err(trouble)) => drop(self.trouble.try_set(Some(trouble))),
            }
        });
    }

    fn asked(self, aim: Aim) -> ImportQuery {
        let kind = untrack(|| self.rows());
        ImportQuery {
            kind: kind.word().to_owned(),
            currency: Some(self.currency.get_untracked()).filter(|code| !code.is_empty()),
            partial: aim == Aim::TakeIn { partial: true },
            check: aim == Aim::Look,
            mapping: self.reading.mapping(kind),
        }
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
        intake.send(Aim::TakeIn { partial: false });
    };
    let rows = Signal::derive(move || intake.rows());
    let hint =
        Signal::derive(move || intake.chosen().unwrap_or_else(|| en::taking_in::choose_hint(rows.get()).to_owned()));
    let why_not = Signal::derive(move || {
        let nothing = intake.file.with(Option::is_none).then(|| en::taking_in::CHOOSE_FIRST.to_owned());
        nothing.or_else(|| away(workspace))
    });
    let currency = intake.currency;
    let busy = Signal::derive(move || intake.is_taking_in());
    let trouble = move || intake.trouble.with(|trouble| trouble.as_ref().map(en::trouble));
    view! {
        <p class="meta">{en::taking_in::LEAD}</p>
        <form class="fields import-form" on:submit=on_submit>
            <FileDrop
                id="import-file" label=en::taking_in::CHOOSE hint accept=".csv,text/csv"
                on_file=move |file| intake.choose(file)
            />
            <Picker
                id="import-kind" label=en::taking_in::ROWS choices=kinds() value=intake.kind
                on_choose=move |word| intake.choose_kind(word)
            />
            <Picker
                id="import-currency" label=en::taking_in::CURRENCY hint=en::taking_in::CURRENCY_HINT
                choices=currencies() value=currency on_choose=move |code| currency.set(code)
            />
            <ReadingFields reading=intake.reading rows />
            <div class="buttons">
                <Button label=en::IMPORT icon="upload" tone=ButtonTone::Primary submit=true busy why_not />
            </div>
            {move || intake.under_way.get().map(|aim| view! { <OnItsWay aim sent=intake.sent.read_only() /> })}
            {move || trouble().map(|title| view! { <Notice title tone=Tone::Warn urgent=true /> })}
        </form>
        {move || intake.answer.get().map(|(aim, answer)| view! { <Outcome aim answer intake /> })}
    }
}

fn kinds() -> Signal<Vec<Choice>> {
    let kinds = [FileKind::Transactions, FileKind::Lines];
    Signal::stored(kinds.map(|kind| Choice::new(kind.word(), en::taking_in::rows_are(kind))).to_vec())
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
fn OnItsWay(aim: Aim, sent: ReadSignal<Option<Sent>>) -> impl IntoView {
    let going_up = Memo::new(move |_| sent.get().filter(|(so_far, all)| so_far < all));
    let label = Signal::derive(move || {
        let is_up = sent.with(Option::is_some) && going_up.with(Option::is_none);
        let words = match (is_up, aim) {
            (false, _) => en::taking_in::SENDING,
            (true, Aim::Look) => en::taking_in::CHECKING,
            (true, Aim::TakeIn { .. }) => en::taking_in::TAKING_IN,
        };
        words.to_owned()
    });
    let told = Signal::derive(move || going_up.get().map(|(so_far, all)| en::taking_in::sent(so_far, all)));
    view! { <Progress id="import-progress" label done=going_up told /> }
}
