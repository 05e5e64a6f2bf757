//! Whether what one did has arrived. Quiet while all is well.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    client::{Connection, Workspace},
    words::en,
};

/// How the work stands between this browser and the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SyncTone {
    /// All of it has arrived.
    #[default]
    Good,
    /// Some is on its way.
    Busy,
    /// There is no connection; what is done now waits.
    Off,
    /// Something did not go in and needs a person.
    Warn,
}

impl SyncTone {
    fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Busy => "busy",
            Self::Off => "off",
            Self::Warn => "warn",
        }
    }
}

/// The quiet badge in the frame. It is not spoken: it changes too often, and what matters is announced where it happens.
#[component]
pub fn SyncState(
    /// How it stands.
    #[prop(into)]
    tone: Signal<SyncTone>,
    /// The same in words.
    #[prop(into)]
    text: Signal<String>,
    /// What loading the page again is called, where only that leads on.
    #[prop(into)]
    again: Signal<Option<&'static str>>,
    /// The id of the popover in which what waits is listed.
    list: &'static str,
    /// Whether that was ever asked for.
    opened: RwSignal<bool>,
) -> impl IntoView {
    let here = use_location().pathname;
    // `rel` keeps the router from taking it for a way within the page.
    let way = move || again.get().map(|label| view! { <a href=here rel="external">{label}</a> });
    view! {
        <div class="sync-state" data-tone=move || tone.get().name()>
            <span class="dot" aria-hidden="true"></span>
            <button class="sync-words" type="button" popovertarget=list on:click=move |_| opened.set(true)>{text}</button>
            {way}
        </div>
    }
}

/// Why nothing can be done here now that only the server can do: it is away.
pub fn away(workspace: Workspace) -> Option<String> {
    (workspace.connection.get() == Connection::Away).then(|| en::settings::NEEDS_CONNECTION.to_owned())
}
