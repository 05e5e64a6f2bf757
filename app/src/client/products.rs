//! The products of the catalogue, asked for where somebody reads or writes the lines of documents. No device keeps them.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use domain::{catalogue::Product, ids::ProductId};

use super::fetch::{self, Trouble};
use crate::{paths, wire::catalogue::Catalogue};

/// The products, as far as they came.
#[derive(Clone, Copy)]
pub struct Products {
    /// By name; none before they came.
    pub told: RwSignal<Option<Arc<Vec<Product>>>>,
    /// Why they did not come.
    pub trouble: RwSignal<Option<Trouble>>,
}

impl Default for Products {
    fn default() -> Self {
        Self { told: RwSignal::new(None), trouble: RwSignal::new(None) }
    }
}

impl Products {
    /// Asks for them.
    pub fn ask(self) {
        spawn_local(async move {
            // Whoever asked may be gone by now.
            match fetch::get::<Catalogue>(paths::PRODUCT_LISTS).await {
                Ok(catalogue) => {
                    let _ = self.trouble.try_set(None);
                    let _ = self.told.try_set(Some(Arc::new(catalogue.products)));
                }
                Err(trouble) => {
                    let _ = self.trouble.try_set(Some(trouble));
                }
            }
        });
    }

    /// Asks for them where these are not among those that came.
    pub fn want(self, mut wanted: impl Iterator<Item = ProductId>) {
        let is_known = |id: ProductId| self.look(|products| products.iter().any(|product| product.id == id));
        if !wanted.all(is_known) {
            self.ask();
        }
    }

    /// What one is called; none while it is not known.
    pub fn name(self, id: ProductId) -> Option<String> {
        self.told.with(|told| {
            let products = told.as_ref()?;
            products.iter().find(|product| product.id == id).map(|product| product.name.clone())
        })
    }

    /// Looks at those that came.
    pub fn look<T>(self, look: impl FnOnce(&[Product]) -> T) -> T {
        self.told.with_untracked(|told| look(told.as_ref().map(|products| products.as_slice()).unwrap_or_default()))
    }
}
