//! The catalogue and the partners of a workspace, and lists of products that come as files.

use serde::{Deserialize, Serialize};

use domain::{
    catalogue::{Product, ProductFamily},
    partner::Partner,
    rejection::Rejection,
};

use super::import_rule::RowRule;

/// How many refused lines of a list are told at most.
pub const FAULTS_MAX: usize = 20;

/// What we sell, and with whom we work: the answer to `GET /api/v1/catalogue`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Catalogue {
    /// Families of products, by name.
    pub families: Vec<ProductFamily>,
    /// Products, by name.
    pub products: Vec<Product>,
    /// Partners, by name.
    pub partners: Vec<Partner>,
}

/// What became of a list of products: the answer to `POST /api/v1/catalogue`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProductListAnswer {
    /// How many families are new.
    pub families: usize,
    /// How many products are new.
    pub products: usize,
    /// How many products changed.
    pub changed: usize,
    /// How many lines were refused, the list as a whole counted as one. If any was, nothing was taken in.
    pub refused: usize,
    /// The first of them, [`FAULTS_MAX`] at most.
    pub faults: Vec<ListFault>,
}

/// Why a list was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ListFault {
    /// The line, from 1; none where it is about the list as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The rule.
    #[serde(flatten)]
    pub rule: ListRule,
}

/// A rule by which a list is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ListRule {
    /// The first line names no such column.
    ColumnMissing {
        /// `family` or `name`.
        column: String,
    },
    /// The list is longer than one may be.
    LinesTooMany {
        /// The most lines.
        max: usize,
    },
    /// It cannot be read as a table.
    Unreadable {
        /// Why.
        #[serde(rename = "why")]
        rule: RowRule,
    },
    /// A rule of the catalogue says no.
    Rejected {
        /// Which.
        reason: Rejection,
    },
}
