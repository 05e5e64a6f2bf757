//! What people know by its name: an account, and a cell of a categorization model.

use serde::{Deserialize, Serialize};

use domain::ids::AccountId;

/// An account by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountNamed {
    /// Its id.
    pub account: AccountId,
    /// Its name.
    pub name: String,
}

/// A cell by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CellNamed {
    /// Its name in the model.
    pub cell: String,
    /// What people call it.
    pub title: String,
}
