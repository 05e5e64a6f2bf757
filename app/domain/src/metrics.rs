//! Figures from documents, exact: whole numbers of minor units until they are shown.

use crate::{change::Change, day::Day, ids::AccountId, model::Model, record::Record, set::SetOf, trailing::Trailing};

/// The changes that bring every trailing figure of a model to what its documents say on that day, as the server keeps them.
/// For models that hold all documents.
pub fn settle(model: &Model, today: Day) -> Vec<Change> {
    let to = model.workspace.as_ref().map_or(today, |workspace| workspace.reports_to(today));
    let trading = model.documents.values().map(|document| document.account);
    let accounts: SetOf<AccountId> = trading.chain(model.trailing.keys().copied()).collect();
    let change = |id: AccountId| {
        let documents = model.documents.values().filter(|document| document.account == id);
        match (model.trailing.get(&id), Trailing::of(id, documents, to)) {
            (None, Some(now)) => vec![now.created()],
            (Some(before), None) => vec![before.removed()],
            (Some(before), Some(now)) => before.edited(&now),
            (None, None) => Vec::new(),
        }
    };
    accounts.into_iter().flat_map(change).collect()
}
