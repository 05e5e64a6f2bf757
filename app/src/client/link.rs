//! The link with the server: what fetches the rest of the records, hears the stream, and sends commands and presence. A page is shown
//! and taken over without it. Its code comes apart, right after; until it is there, what is done here is shown and waits, as it does
//! without a network.

use leptos::prelude::*;

use super::{Workspace, feed, outbox, presence};

/// What the link is asked for once it is there.
#[derive(Clone, Copy)]
pub struct Link {
    /// Sends the commands that wait.
    pub send: fn(Workspace),
    /// Tells colleagues where the viewer is.
    pub tell: fn(Workspace),
}

/// Speaks with the server from now on, beginning with what was done before.
pub fn start(workspace: Workspace) {
    workspace.link.set_value(Some(Link { send: outbox::flush, tell: presence::tell }));
    feed::start(workspace);
    outbox::flush(workspace);
    if workspace.presence.with_value(|here| !here.place.is_empty()) {
        presence::tell(workspace);
    }
}

impl Workspace {
    /// Has the commands that wait sent.
    pub(super) fn send(&self) {
        if let Some(link) = self.link.get_value() {
            (link.send)(*self);
        }
    }
}
