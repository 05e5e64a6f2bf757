//! Figures from documents, exact: whole numbers of minor units until they are shown.

use crate::{
    change::Change,
    day::{Day, Window},
    document::Document,
    ids::AccountId,
    model::Model,
    record::Record,
    set::SetOf,
    table::Table,
    trailing::Trailing,
};

/// Sales less credits of the twelve months to `to`, in minor units.
pub fn revenue_ttm_minor<'a>(documents: impl IntoIterator<Item = &'a Document>, to: Day) -> i64 {
    let window = Window::year_to(to);
    documents.into_iter().filter(|document| window.holds(document.day)).map(Document::net_minor).sum()
}

/// The changes that bring every trailing figure of a model to what its documents say on that day, as the server keeps them:
/// an account has a figure where it is not zero. For models that hold all documents.
pub fn settle(model: &Model, today: Day) -> Vec<Change> {
    let to = model.workspace.as_ref().map_or(today, |workspace| workspace.reports_to(today));
    let window = Window::year_to(to);
    let within = || model.documents.values().filter(|document| window.holds(document.day));
    let mut sums: Table<AccountId, i64> = within().map(|document| (document.account, 0)).collect();
    for document in within() {
        if let Some(sum) = sums.get_mut(&document.account) {
            *sum += document.net_minor();
        }
    }
    sums.retain(|_, sum| *sum != 0);
    let accounts: SetOf<_> = sums.keys().chain(model.trailing.keys()).copied().collect();
    let change = |id: AccountId| {
        let now = sums.get(&id).map(|revenue_ttm_minor| Trailing { id, revenue_ttm_minor: *revenue_ttm_minor });
        match (model.trailing.get(&id), now) {
            (None, Some(now)) => vec![now.created()],
            (Some(before), None) => vec![before.removed()],
            (Some(before), Some(now)) => before.edited(&now),
            (None, None) => Vec::new(),
        }
    };
    accounts.into_iter().flat_map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::DocumentKind;
    use jiff::civil::date;

    /// The trailing window of the vectors: sales around its edges and a credit inside it.
    #[test]
    fn the_vector_of_the_trailing_year_comes_out() {
        let rows = [
            (date(2025, 6, 30), 500),
            (date(2025, 7, 1), 1000),
            (date(2025, 12, 15), 2500),
            (date(2026, 3, 31), -300),
            (date(2026, 6, 30), 800),
            (date(2026, 7, 1), 9999),
        ];
        let documents = rows.map(|(day, net)| Document {
            day,
            amount_minor: i64::abs(net),
            kind: if net < 0 { DocumentKind::Credit } else { DocumentKind::Sale },
            ..Document::default()
        });
        assert_eq!(revenue_ttm_minor(&documents, date(2026, 6, 30)), 4000);
    }
}
