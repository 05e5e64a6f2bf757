//! The catalogue and the partners of a workspace, and lists of products that come as files.

use serde::{Deserialize, Serialize};

use domain::{
    catalogue::{Product, ProductFamily},
    partner::Partner,
};

use super::list::ListFault;

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
    /// The first of them, [`FAULTS_MAX`](super::list::FAULTS_MAX) at most.
    pub faults: Vec<ListFault>,
}
