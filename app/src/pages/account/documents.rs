//! The trade of an account, document by document.

mod record_form;

use leptos::{prelude::*, task::spawn_local};

use domain::{
    command::Command,
    document::{Document, DocumentKind, RecordDocument, latest_first},
    ids::{AccountId, DocumentId},
    order::sorted,
};

use self::record_form::RecordForm;
use crate::{
    client::{Workspace, history::documents_before, use_workspace, workspace::account_key},
    ui::{Button, ButtonTone, Dialog, Empty, Row, Rows, Toast, use_toasts},
    views::reporting,
    wire::DocumentMark,
    words::en,
};

/// The panel.
#[component]
pub fn Documents(
    /// Which account.
    id: AccountId,
) -> impl IntoView {
    let workspace = use_workspace();
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
        _ => view! { <DocumentTable documents /> }.into_any(),
    };
    let more = move || (shown.get() < total.get()).then(|| view! { <Older id documents older /> });
    view! {
        <section class="panel" aria-labelledby="documents-title">
            <header>
                <h2 id="documents-title">{en::account::DOCUMENTS}</h2>
                <span class="meta num" hidden=move || total.get() == 0>
                    {move || en::account::documents_shown(shown.get(), total.get())}
                </span>
                <RecordButton id />
            </header>
            {body}
            {more}
        </section>
    }
}

#[component]
fn DocumentTable(documents: Memo<Vec<Document>>) -> impl IntoView {
    let row = |document: Document| Row::new(document.id, move || view! { <DocumentRow document /> });
    let rows = move || documents.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        // Long lists scroll inside their panel; the keyboard must reach them.
        <div class="table-frame" tabindex="0" role="group" aria-labelledby="documents-title">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{en::account::DAY}</th>
                        <th scope="col">{en::account::NUMBER}</th>
                        <th scope="col">{en::account::KIND}</th>
                        <th scope="col" class="num">{move || reporting::currency().code()}</th>
                    </tr>
                </thead>
                <tbody><Rows rows /></tbody>
            </table>
        </div>
    }
}

#[component]
fn DocumentRow(document: Document) -> impl IntoView {
    let amount = en::money(document.net_minor(), document.currency);
    let class = if document.kind == DocumentKind::Credit { "num minus" } else { "num" };
    view! {
        <tr>
            <td class="num-day">{en::day(document.day)}</td>
            <td>{document.number}</td>
            <td>{en::account::document_kind(document.kind)}</td>
            <td class=class>{amount}</td>
        </tr>
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
        let command = Command::RecordDocument(RecordDocument {
            document: DocumentId::default(),
            account: id,
            document_kind: DocumentKind::Sale,
            day: workspace.viewer().day,
            number: "?".to_owned(),
            amount_minor: 0,
            currency: reporting::currency(),
        });
        workspace.why_not(command).as_ref().map(en::rejection)
    })
}

#[component]
fn RecordButton(id: AccountId) -> impl IntoView {
    let workspace = use_workspace();
    let open = RwSignal::new(false);
    let why_not = no_record(workspace, id);
    view! {
        <Button label=en::account::RECORD icon="plus" tone=ButtonTone::Quiet why_not on_press=move || open.set(true) />
        <Dialog
            id="record-document" title=en::account::RECORD_DOCUMENT open close_label=en::CLOSE
            on_close=move || open.set(false)
        >
            <RecordForm id open />
        </Dialog>
    }
}
