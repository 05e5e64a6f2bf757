//! What the address of a board asks for.

use domain::{board::Layout, field::Field, filter::Filter};

use crate::paths;

/// How the board of a field is arranged, by the query of its address.
pub fn layout(columns: Field, query: &str) -> Layout {
    Layout { columns, filter: Filter::of_words(&paths::asked(query, "q")), ..Layout::default() }
}
