//! What happened, as people read it: who, what, when, from what to what, and the way back where there is one.

use leptos::prelude::*;

use domain::{
    command::Command,
    history::Entry,
    ids::{AccountId, PersonId, PlacementId, Seq},
    undo::{Undo, is_undoable},
};

use super::{account_card::hue_of, account_name::account_name, person_chip::name_of, reporting};
use crate::{
    client::use_workspace,
    ui::{Avatar, Button, ButtonTone, Row, Rows, Tag},
    words::en::{
        self,
        history::{House, Turn},
    },
};

/// Entries of the log, in the order given.
#[component]
pub fn Activity(
    /// The entries.
    #[prop(into)]
    entries: Signal<Vec<Entry>>,
) -> impl IntoView {
    // An entry that was taken back since is another row.
    let key = |entry: &Entry| format!("{} {}", entry.seq, entry.undone_by.unwrap_or_default());
    let row = move |entry: Entry| Row::new(key(&entry), move || view! { <ActivityRow entry /> });
    let rows = move || entries.get().into_iter().map(row).collect::<Vec<_>>();
    view! { <ol class="activity"><Rows rows /></ol> }
}

#[component]
fn ActivityRow(entry: Entry) -> impl IntoView {
    let workspace = use_workspace();
    let currency = reporting::currency();
    let words = workspace.read(|model| {
        let name = |person: PersonId| name_of(model.people.get(&person));
        let account = |account: AccountId| account_name(model.accounts.get(&account));
        en::history::entry(&entry, &House { name: &name, account: &account, currency })
    });
    let actor = entry.actor;
    let who = workspace.person(actor);
    let name = Memo::new(move |_| who.with(|who| name_of(who.as_ref())));
    let mark = move || view! { <Avatar name=name.get() hash=hue_of(actor) silent=true /> };
    let at = entry.at;
    let near = move || workspace.look(|_| en::moment_near(at, workspace.viewer().now, workspace.viewer().day));
    let is_undone = entry.undone_by.is_some();
    let undone = is_undone.then(|| view! { <Tag label=en::history::UNDONE_LATER /> });
    let is_own = actor == workspace.viewer().actor;
    let undo = (is_own && !is_undone && is_undoable(&entry.kind)).then(|| view! { <UndoEntry entry=entry.seq /> });
    let reason = (!words.reason.is_empty()).then(|| view! { <p class="entry-note">{words.reason}</p> });
    let turns = words.turns.into_iter().map(|turn| view! { <TurnLine turn /> }).collect_view();
    view! {
        <li class=if is_undone { "entry undone" } else { "entry" }>
            {mark}
            <p><b>{name}</b>" "{words.what}</p>
            <span class="entry-end">{undone}{undo}<time title=en::moment(at)>{near}</time></span>
            {turns}
            {reason}
        </li>
    }
}

#[component]
fn TurnLine(turn: Turn) -> impl IntoView {
    let from = (!turn.from.is_empty()).then(|| view! { <del>{turn.from}</del> });
    let arrow = from.is_some().then_some(view! { <span aria-hidden="true">"→"</span> });
    let to = if turn.to.is_empty() {
        view! { <span class="faint">{en::account::NONE}</span> }.into_any()
    } else {
        view! { <ins>{turn.to}</ins> }.into_any()
    };
    view! { <p class="entry-change"><span>{turn.field}":"</span>{from}{arrow}{to}</p> }
}

#[component]
fn UndoEntry(entry: Seq) -> impl IntoView {
    let workspace = use_workspace();
    let why_not = Signal::derive(move || {
        workspace.look(|_| ());
        let command = Command::Undo(Undo { entry, answer: PlacementId::default() });
        workspace.why_not(command).as_ref().map(en::rejection)
    });
    view! { <Button label=en::UNDO tone=ButtonTone::Quiet why_not on_press=move || workspace.undo(entry) /> }
}
