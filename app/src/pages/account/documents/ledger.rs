//! The documents of an account that are on the device, as its page reads them.

use std::sync::Arc;

use domain::{
    document::{Document, latest_first},
    ids::DocumentId,
    order::sorted,
    table::Table,
};

/// A row of a ledger: a document that was taken back is another one than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LedgerRow {
    /// Which document it shows.
    pub document: DocumentId,
    /// Whether another one takes it back.
    pub is_reversed: bool,
}

/// Documents of one account, the latest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    documents: Vec<Arc<Document>>,
    /// Where each one stands.
    places: Table<DocumentId, usize>,
    /// Where what takes one back stands.
    reversals: Table<DocumentId, usize>,
}

impl Ledger {
    /// What the stream keeps up, and what was fetched since; a document that is in both is there once.
    pub fn of(in_hand: &[Arc<Document>], fetched: &[Arc<Document>]) -> Self {
        let known: Table<DocumentId, &Arc<Document>> =
            fetched.iter().chain(in_hand).map(|document| (document.id, document)).collect();
        let in_order = sorted(known.into_values(), &|a, b| latest_first(a, b));
        let documents: Vec<Arc<Document>> = in_order.into_iter().cloned().collect();
        let places = documents.iter().enumerate().map(|(at, document)| (document.id, at)).collect();
        let reversal = |(at, document): (usize, &Arc<Document>)| document.reverses.map(|id| (id, at));
        let reversals = documents.iter().enumerate().filter_map(reversal).collect();
        Self { documents, places, reversals }
    }

    /// Their rows, in their order.
    pub fn rows(&self) -> Vec<LedgerRow> {
        let row = |document: &Arc<Document>| LedgerRow {
            document: document.id,
            is_reversed: self.reversal_of(document.id).is_some(),
        };
        self.documents.iter().map(row).collect()
    }

    /// Where one stands among all, from 0.
    pub fn index(&self, id: DocumentId) -> usize {
        self.places.get(&id).copied().unwrap_or_default()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// The latest one.
    pub fn latest(&self) -> Option<&Document> {
        self.documents.first().map(Arc::as_ref)
    }

    /// The earliest one, before which others may be.
    pub fn earliest(&self) -> Option<&Document> {
        self.documents.last().map(Arc::as_ref)
    }

    /// One of them.
    pub fn document(&self, id: DocumentId) -> Option<Arc<Document>> {
        self.places.get(&id).and_then(|at| self.documents.get(*at)).cloned()
    }

    /// What takes one back.
    pub fn reversal_of(&self, id: DocumentId) -> Option<&Document> {
        self.reversals.get(&id).and_then(|at| self.documents.get(*at)).map(Arc::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use domain::day::{Day, Written};
    use uuid::Uuid;

    use super::*;

    fn document(id: u128, day: &str, reverses: Option<u128>) -> Arc<Document> {
        let reverses = reverses.map(|id| DocumentId(Uuid::from_u128(id)));
        let (id, day) = (DocumentId(Uuid::from_u128(id)), Day::of_text(day).unwrap());
        Arc::new(Document { id, day, number: id.to_string(), reverses, ..Document::default() })
    }

    #[test]
    fn a_ledger_has_each_document_once_the_latest_first_and_knows_what_was_taken_back() {
        let [first, second, third] =
            [document(1, "2026-03-01", None), document(2, "2026-03-02", None), document(3, "2026-03-03", Some(1))];
        let ledger = Ledger::of(&[third.clone(), second.clone()], &[second.clone(), first.clone()]);
        let rows: Vec<_> = ledger.rows().into_iter().map(|row| (row.document, row.is_reversed)).collect();
        assert_eq!(rows, [(third.id, false), (second.id, false), (first.id, true)]);
        assert_eq!(ledger.index(second.id), 1);
        assert_eq!(ledger.reversal_of(first.id).map(|one| one.id), Some(third.id));
        assert_eq!((ledger.reversal_of(second.id), ledger.document(second.id)), (None, Some(second)));
        assert_eq!(
            (ledger.latest().map(|one| one.id), ledger.earliest().map(|one| one.id)),
            (Some(third.id), Some(first.id))
        );
    }
}
