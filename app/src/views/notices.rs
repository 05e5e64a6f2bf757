//! What the author of a command must be told: a rule that said no, or a colleague who was first. Told where it can be
//! seen from anywhere, in words, with the work kept and a way on.

mod conflict;
mod text_kept;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use domain::{command::Command, model::Model, rejection::Rejection};

use self::{
    conflict::ConflictCard,
    text_kept::{TextKept, text_of},
};
use crate::{
    client::{Notice, use_workspace},
    paths,
    ui::{Row, Rows, Toast, use_live, use_toasts},
    words::en,
};

/// What stays until its author has decided.
#[derive(Clone, Debug, PartialEq)]
enum Card {
    /// Two people set the same thing.
    Conflict(Command),
    /// A text that was not taken: it is given back, and where what it was written into is gone, it can go in anew.
    Text(Command, Rejection),
}

/// A command that was not taken, and the rule that said no.
struct Refused {
    command: Command,
    reason: Rejection,
}

impl From<Notice> for Refused {
    fn from(notice: Notice) -> Self {
        Self { reason: notice.reason.rule(), command: notice.command }
    }
}

impl Card {
    fn of(notice: &Refused) -> Option<Self> {
        match (&notice.command, &notice.reason) {
            (
                Command::PlaceAccount(_) | Command::AssignAccount(_) | Command::MoveCard(_),
                Rejection::Conflict { .. },
            ) => Some(Self::Conflict(notice.command.clone())),
            (command, reason) => text_of(command).map(|_| Self::Text(command.clone(), reason.clone())),
        }
    }
}

/// Shows notices: what asks for nothing as a message, what asks for a decision as a card.
#[component]
pub fn Notices() -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let live = use_live();
    let cards = RwSignal::new(Vec::<(u32, Card)>::new());
    let next = StoredValue::new(0_u32);
    let navigate = use_navigate();
    let open = Callback::new(move |path: String| navigate(&path, NavigateOptions::default()));
    Effect::new(move |_| {
        let fresh = workspace.notices.get();
        if fresh.is_empty() {
            return;
        }
        workspace.notices.set(Vec::new());
        let (kept, plain): (Vec<Refused>, Vec<Refused>) =
            fresh.into_iter().map(Refused::from).partition(|notice| Card::of(notice).is_some());
        for card in kept.iter().filter_map(Card::of) {
            next.update_value(|next| *next = next.wrapping_add(1));
            cards.update(|cards| cards.push((next.get_value(), card)));
            live.announce(en::notice::NEEDS_YOU);
        }
        for notice in together(plain) {
            let (words, there) = workspace.read(|model| told(model, &notice));
            let toast = Toast::warn(words);
            toasts.show(match there {
                Some(path) => toast.with_action(en::OPEN, move || open.run(path.clone())),
                None => toast,
            });
        }
    });
    let close = Callback::new(move |gone: u32| cards.update(|cards| cards.retain(|(id, _)| *id != gone)));
    let row = move |(id, card)| Row::new(id, move || view! { <CardView card on_close=move || close.run(id) /> });
    let rows = move || cards.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <section class="notices" aria-label=en::notice::NOTICES hidden=move || cards.with(Vec::is_empty)>
            <Rows rows />
        </section>
    }
}

#[component]
fn CardView(card: Card, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    match card {
        Card::Conflict(command) => view! { <ConflictCard command on_close /> }.into_any(),
        Card::Text(command, reason) => view! { <TextKept command reason on_close /> }.into_any(),
    }
}

/// Notices of the same kind of command and the same rule are told as one, with their number.
fn together(notices: Vec<Refused>) -> Vec<(Refused, usize)> {
    let mut found: Vec<(Refused, usize)> = Vec::new();
    for notice in notices {
        let is_alike = |other: &Refused| other.command.word() == notice.command.word() && other.reason == notice.reason;
        match found.iter_mut().find(|(other, _)| is_alike(other)) {
            Some((_, count)) => *count += 1,
            None => found.push((notice, 1)),
        }
    }
    found
}

/// The words of a notice, and where what it is about can be seen.
fn told(model: &Model, (notice, count): &(Refused, usize)) -> (String, Option<String>) {
    let account = notice.command.account().filter(|_| *count == 1).and_then(|id| model.accounts.get(&id));
    let name = account.map(|account| account.name.as_str());
    (en::notice::refused(name, *count, &notice.reason), account.map(|account| paths::account(account.id)))
}
