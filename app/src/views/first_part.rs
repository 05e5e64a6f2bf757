//! What the server sent with the page that it rendered; any other page begins with the records in hand.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{client::use_workspace, wire::PagePart};

/// The part of the page of the current URL, if it is the one that the server answered.
pub fn use_first_part() -> Option<PagePart> {
    let location = use_location();
    let url = [location.pathname.get_untracked(), location.search.get_untracked()].join("?");
    use_workspace().first_part_at(&url)
}
