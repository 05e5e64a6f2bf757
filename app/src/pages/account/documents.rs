//! The trade of an account, document by document: what it bought, was credited, and sold to us.

mod line_fields;
mod lines;
mod rate_field;
mod record_form;
mod reverse_form;
mod row;

use leptos::{prelude::*, task::spawn_local};

use domain::{
    command::Command,
    document::{Document, RecordDocument, latest_first},
    ids::AccountId,
    order::sorted,
};

use self::{record_form::RecordForm, reverse_form::ReverseForm, row::DocumentRow};
use crate::{
    client::{Workspace, history::documents_before, products::Products, use_workspace, workspace::account_key},
    ui::{Button, ButtonTone, Dialog, Empty, Row, Rows, Toast, use_toasts},
    views::reporting,
    wire::DocumentMark,
    words::en,
};

/// What is being done to the documents of an account.
#[derive(Clone, Copy)]
struct Desk {
    id: AccountId,
    /// The document with which the form of a new one begins, while it is open.
    recorded: RwSignal<Option<Document>>,
    /// The document that is to be reversed, while that is asked.
    reversed: RwSignal<Option<Document>>,
    /// Why the viewer cannot record documents here, if they cannot.
    why_not: Signal<Option<String>>,
    /// What the lines of documents are of.
    products: Products,
}

/// The panel.
#[component]
pub fn Documents(
    /// Which account.
    id: AccountId,
) -> impl IntoView {
    let workspace = use_workspace();
    let (recorded, reversed) = (RwSignal::new(None), RwSignal::new(None));
    let desk = Desk { id, recorded, reversed, why_not: no_record(workspace, id), products: Products::default() };
    let older = RwSignal::new(Vec::<Document>::new());
    let in_hand =
        workspace.watch(account_key(id), move |model| model.documents_of(id).into_iter().cloned().collect::<Vec<_>>());
    let documents = Memo::new(move |_| {
        let (in_hand, older) = (in_hand.read(), older.read());
        let older = older.iter().filter(|older| in_hand.iter().all(|one| one.id != older.id));
        sorted(in_hand.iter().chain(older), &latest_first).into_iter().cloned().collect::<Vec<_>>()
    });
    let total = Memo::new(move |_| {
        let known = workspace.opened(id).map_or(0, |part| part.documents_total);
        known.max(documents.with(Vec::len))
    });
    let shown = Memo::new(move |_| documents.with(Vec::len));
    let body = move || match shown.get() {
        0 => view! { <Empty small=true title=en::account::NO_DOCUMENTS text=en::account::NO_DOCUMENTS_TEXT /> }
            .into_any(),
        _ => view! { <DocumentTable desk documents /> }.into_any(),
    };
    let more = move || (shown.get() < total.get()).then(|| view! { <Older id documents older /> });
    let begin = move || {
        // In the currency of the latest one: an account pays in the same one nearly always.
        let latest = documents.with_untracked(|all| all.first().map(|latest| latest.currency));
        let currency = latest.unwrap_or_else(|| untrack(reporting::currency));
        desk.recorded.set(Some(Document { day: workspace.viewer().day, currency, ..Document::default() }));
    };
    view! {
        <section class="panel" aria-labelledby="documents-title">
            <header>
                <h2 id="documents-title">{en::account::DOCUMENTS}</h2>
                <span class="meta num" hidden=move || total.get() == 0>
                    {move || en::account::documents_shown(shown.get(), total.get())}
                </span>
                <Button label=en::account::RECORD icon="plus" tone=ButtonTone::Quiet why_not=desk.why_not on_press=begin />
            </header>
            {body}
            {more}
            <RecordDialog desk />
            <ReverseDialog desk />
        </section>
    }
}

#[component]
fn DocumentTable(desk: Desk, documents: Memo<Vec<Document>>) -> impl IntoView {
    let row =
        move |document: Document| Row::new(document.id, move || view! { <DocumentRow desk document documents /> });
    let rows = move || documents.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        // Long lists scroll inside their panel; the keyboard must reach them.
        <div class="table-frame" tabindex="0" role="group" aria-labelledby="documents-title">
            <table class="table documents">
                <thead>
                    <tr>
                        <th scope="col">{en::account::DAY}</th>
                        <th scope="col">{en::account::NUMBER}</th>
                        <th scope="col" class="kind">{en::account::KIND}</th>
                        <th scope="col" class="num">{move || reporting::currency().code()}</th>
                        <th scope="col"><span class="said">{en::account::REVERSE}</span></th>
                    </tr>
                </thead>
                <tbody><Rows rows /></tbody>
            </table>
        </div>
    }
}

#[component]
fn Older(id: AccountId, documents: Memo<Vec<Document>>, older: RwSignal<Vec<Document>>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let on_press = move || {
        let Some(last) = documents.with_untracked(|documents| documents.last().map(DocumentMark::from)) else { return };
        busy.set(true);
        spawn_local(async move {
            match documents_before(id, &last).await {
                // The page may be gone by now.
                Ok(window) => drop(older.try_update(|older| older.extend(window.items))),
                Err(trouble) => toasts.show(Toast::warn(en::trouble(&trouble))),
            }
            let _ = busy.try_set(false);
        });
    };
    view! { <div class="buttons more"><Button label=en::history::SHOW_OLDER busy on_press /></div> }
}

/// Why the viewer cannot record documents here, if they cannot: what the rule says to a document of nothing.
fn no_record(workspace: Workspace, id: AccountId) -> Signal<Option<String>> {
    Signal::derive(move || {
        let blank =
            Document { account: id, day: workspace.viewer().day, number: "?".to_owned(), ..Document::default() };
        let command = Command::RecordDocument(RecordDocument::of(&blank, reporting::currency()));
        workspace.why_not(command).as_ref().map(en::rejection)
    })
}

#[component]
fn RecordDialog(desk: Desk) -> impl IntoView {
    let recorded = desk.recorded;
    let open = Signal::derive(move || recorded.with(Option::is_some));
    view! {
        <Dialog
            id="record-document" title=en::account::RECORD_DOCUMENT open close_label=en::CLOSE
            on_close=move || recorded.set(None)
        >
            <RecordForm desk />
        </Dialog>
    }
}

#[component]
fn ReverseDialog(desk: Desk) -> impl IntoView {
    let reversed = desk.reversed;
    let open = Signal::derive(move || reversed.with(Option::is_some));
    let title = Signal::derive(move || {
        reversed.with(|document| {
            document.as_ref().map(|document| en::account::reverse(&document.number)).unwrap_or_default()
        })
    });
    view! {
        <Dialog id="reverse-document" title open close_label=en::CLOSE on_close=move || reversed.set(None)>
            <ReverseForm desk />
        </Dialog>
    }
}
