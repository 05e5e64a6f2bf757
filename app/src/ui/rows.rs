//! Lists whose rows keep their elements while other rows come, go and move.
//!
//! Every list goes through the one [`Row`]: a list is compiled anew for each type of item, key and view, which weighs
//! several kilobytes of the client a time.

use leptos::prelude::*;

use super::keyed::rows_of;

/// A row that is built when it comes.
pub struct Row {
    key: String,
    view: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Row {
    /// A row and what it is told apart by: as long as its key stays, its elements do, and `view` is not asked again.
    pub fn new<V: IntoView + 'static>(key: impl ToString, view: impl FnOnce() -> V + Send + 'static) -> Self {
        Self { key: key.to_string(), view: Box::new(move || view().into_any()) }
    }
}

/// The rows of a list, in the order given; what holds them stands around it.
#[component]
pub fn Rows(
    /// The rows as they are now.
    #[prop(into)]
    rows: Callback<(), Vec<Row>>,
) -> impl IntoView {
    rows_of(move || rows.run(()), |row| row.key.clone(), |row| (row.view)())
}
