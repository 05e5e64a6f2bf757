//! Lists whose rows come and go by the thousand while the page stays open.
//!
//! Why not a `<For>`: an owner remembers every owner that was ever made under it, gone or not, until it goes itself. A list that
//! is scrolled or dragged over for an hour would leave a hundred bytes for each row that was ever mounted. Here rows are made
//! under owners that go with them.

use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::*;
use leptos::tachys::{
    reactive_graph::OwnedView,
    view::keyed::{SerializableKey, keyed},
};

/// How many rows share an owner: so many times fewer are remembered.
const SHARED: usize = 64;

/// Makes owners for rows.
#[derive(Clone)]
struct Nursery {
    list: Owner,
    /// The owner of the latest rows, and how many it has had.
    latest: Arc<Mutex<(Owner, usize)>>,
}

impl Nursery {
    fn new(list: Owner) -> Self {
        let latest = Arc::new(Mutex::new((list.child(), 0)));
        Self { list, latest }
    }

    /// An owner for the next row. It keeps the one that it shares alive, which goes with the last of its rows.
    fn owner(&self) -> Owner {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if latest.1 == SHARED {
            *latest = (self.list.child(), 0);
        }
        latest.1 += 1;
        let shared = latest.0.clone();
        let row = shared.child();
        row.with(|| on_cleanup(move || drop(shared)));
        row
    }
}

/// The rows of a list in their order. As long as the key of a row stays, its elements do, and `view` is not asked again.
pub fn rows_of<T, K, V, I>(
    each: impl Fn() -> I + Send + 'static,
    key: impl Fn(&T) -> K + Clone + Send + 'static,
    view: impl Fn(T) -> V + Clone + Send + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    K: Eq + Hash + SerializableKey + 'static,
    V: IntoView + 'static,
    I: IntoIterator<Item = T> + Send + 'static,
{
    let nursery = Owner::current().map(Nursery::new);
    let row = move |_, item| {
        let owner = nursery.as_ref().map_or_else(Owner::new, Nursery::owner);
        let made = owner.with(|| view(item));
        (drop::<usize>, OwnedView::new_with_owner(made, owner))
    };
    move || keyed(each(), key.clone(), row.clone())
}
