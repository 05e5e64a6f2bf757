//! What waits for the server, as a list. It opens at the foot of the frame, where the count stands; its code comes apart.

use leptos::prelude::*;

use domain::history::Entry;

use super::board::look_back::EntryTold;
use crate::{
    client::use_workspace,
    ui::{Row, Rows},
    words::en,
};

/// The list, oldest first: of which account, what, and since when.
#[component]
pub fn Waiting() -> impl IntoView {
    let workspace = use_workspace();
    let row = move |entry: Entry| {
        Row::new(entry.id, move || {
            let EntryTold { what, account, .. } = workspace.read(|model| EntryTold::of(model, &entry));
            view! { <li><b>{account}</b><span>{what}</span><time>{en::moment(entry.at)}</time></li> }
        })
    };
    let rows = move || {
        workspace.revision.track();
        workspace.unsent().into_iter().map(row).collect::<Vec<_>>()
    };
    let lead = move || en::notice::waiting(workspace.connection.get(), workspace.waiting.get());
    view! { <p class="meta">{lead}</p><ol><Rows rows /></ol> }
}
