//! The trade of an account, document by document: what it bought, was credited, and sold to us.

mod amount;
mod entry;
mod ledger;
mod line_fields;
mod lines;
mod older;
mod rate_field;
mod record_form;
mod reverse_form;
mod row;

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    command::Command,
    document::{Document, RecordDocument},
    ids::{AccountId, DocumentId},
};

use self::{
    entry::EntryDialog,
    ledger::{Ledger, LedgerRow},
    older::Older,
    record_form::RecordForm,
    reverse_form::ReverseForm,
    row::DocumentRow,
};
use crate::{
    client::{Workspace, products::Products, use_workspace, workspace::account_key},
    ui::{Button, ButtonTone, Dialog, Empty, ListShape, RowPlace, VirtualList},
    views::reporting,
    words::en,
};

/// How high a row of the ledger is, in px, before its style is there.
const ROW_PX: f64 = 48.0;

/// What is being done to the documents of an account.
#[derive(Clone, Copy)]
struct Desk {
    id: AccountId,
    /// Those that are on the device.
    ledger: Memo<Ledger>,
    /// The document with which the form of a new one begins, while it is open.
    recorded: RwSignal<Option<Document>>,
    /// The document that is to be reversed, while that is asked.
    reversed: RwSignal<Option<Document>>,
    /// The document that is looked at as a whole.
    opened: RwSignal<Option<DocumentId>>,
    /// Why the viewer cannot record documents here, if they cannot.
    why_not: Signal<Option<String>>,
    /// What the lines of documents are of.
    products: Products,
}

impl Desk {
    fn new(workspace: Workspace, id: AccountId, ledger: Memo<Ledger>) -> Self {
        Self {
            id,
            ledger,
            recorded: RwSignal::new(None),
            reversed: RwSignal::new(None),
            opened: RwSignal::new(None),
            why_not: no_record(workspace, id),
            products: Products::default(),
        }
    }

    /// Whether a document can be taken back by the viewer: none twice, and no reversal.
    fn can_reverse(self, document: &Document) -> bool {
        let is_reversed = self.ledger.with(|ledger| ledger.reversal_of(document.id).is_some());
        document.reverses.is_none() && !is_reversed && self.why_not.with(Option::is_none)
    }

    /// What became of a document: what took it back, or what it takes back and why.
    fn fate(self, document: &Document) -> Option<String> {
        self.ledger.with(|ledger| match (ledger.reversal_of(document.id), document.reverses) {
            (Some(by), _) => Some(en::account::reversed_by(&by.number)),
            (None, Some(reversed)) => {
                let number = ledger.document(reversed).map(|reversed| reversed.number.clone());
                Some(en::account::reverses(number.as_deref(), &document.reason))
            }
            (None, None) => None,
        })
    }
}

/// The panel.
#[component]
pub fn Documents(
    /// Which account.
    id: AccountId,
) -> impl IntoView {
    let workspace = use_workspace();
    let fetched = RwSignal::new(Vec::new());
    let in_hand = workspace.watch(account_key(id), move |model| {
        model.documents_of(id).into_iter().cloned().map(Arc::new).collect::<Vec<_>>()
    });
    let ledger = Memo::new(move |_| Ledger::of(&in_hand.read(), &fetched.read()));
    let desk = Desk::new(workspace, id, ledger);
    let shown = Memo::new(move |_| ledger.with(Ledger::len));
    let total = Memo::new(move |_| {
        let known = workspace.opened(id).map_or(0, |part| part.documents_total);
        known.max(shown.get())
    });
    let older = Older::new(desk, fetched, Signal::derive(move || shown.get() < total.get()));
    let is_empty = Memo::new(move |_| shown.get() == 0);
    let body = move || match is_empty.get() {
        true => view! { <Empty small=true title=en::account::NO_DOCUMENTS text=en::account::NO_DOCUMENTS_TEXT /> }
            .into_any(),
        false => view! { <LedgerTable desk older total /> }.into_any(),
    };
    let begin = move || {
        // In the currency of the latest one: an account pays in the same one nearly always.
        let latest = ledger.with_untracked(|ledger| ledger.latest().map(|latest| latest.currency));
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
            {move || older.failed.get().then(|| older.again())}
            <EntryDialog desk />
            <RecordDialog desk />
            <ReverseDialog desk />
        </section>
    }
}

#[component]
fn LedgerTable(desk: Desk, older: Older, total: Memo<usize>) -> impl IntoView {
    let keys = Memo::new(move |_| desk.ledger.with(Ledger::rows));
    let row = move |place: RowPlace<LedgerRow>| {
        older.near(place.key);
        view! { <DocumentRow desk place /> }.into_any()
    };
    view! {
        // Long ledgers scroll inside their panel; the keyboard must reach them.
        <div class="table-frame" tabindex="0" role="group" aria-labelledby="documents-title" data-scroll>
            <table class="table documents" aria-rowcount=move || total.get()>
                <thead>
                    <tr>
                        <th scope="col" class="day">{en::account::DAY}</th>
                        <th scope="col">{en::account::NUMBER}</th>
                        <th scope="col" class="kind">{en::account::KIND}</th>
                        <th scope="col" class="num">{move || reporting::currency().code()}</th>
                    </tr>
                </thead>
                <VirtualList keys row_px=ROW_PX shape=ListShape::Body(4) children=row />
            </table>
        </div>
    }
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
