//! Why there are no accounts to see, and the one button that starts it.

use leptos::prelude::*;

use domain::{
    policy::{Action, Reach},
    viewer::Rights,
};

use crate::{
    client::use_workspace,
    paths,
    ui::{ButtonLink, ButtonTone, Empty},
    words::en,
};

/// For whoever may see accounts while there are none.
#[component]
pub fn EmptyBook() -> impl IntoView {
    let workspace = use_workspace();
    let rights = Memo::new(move |_| workspace.look(|_| workspace.viewer().rights));
    move || {
        let rights = rights.get();
        let (title, text) = match (rights.may(Action::Import), rights.may(Action::SeeAccount)) {
            (true, _) => (en::home::EMPTY, en::home::EMPTY_IMPORT),
            (false, true) => (en::home::EMPTY, en::home::EMPTY_READ),
            (false, false) => (en::home::NONE_YOURS, en::home::NONE_YOURS_TEXT),
        };
        view! { <Empty icon="building-2" title text>{start(&rights)}</Empty> }
    }
}

/// The one button that starts the book, for whoever may.
fn start(rights: &Rights) -> AnyView {
    let tone = ButtonTone::Primary;
    if rights.may(Action::Import) {
        return view! { <ButtonLink href=paths::SETTINGS_IMPORT label=en::IMPORT icon="file-up" tone /> }.into_any();
    }
    if rights.reach(Action::CreateAccount) > Reach::Nowhere {
        return view! { <ButtonLink href=paths::NEW_ACCOUNT label=en::accounts::NEW icon="plus" tone /> }.into_any();
    }
    ().into_any()
}

/// For whoever no role lets see accounts: why, and what they can do.
#[component]
pub fn SeesNothing() -> impl IntoView {
    let workspace = use_workspace();
    let rights = Memo::new(move |_| workspace.look(|_| workspace.viewer().rights));
    move || {
        let rights = rights.get();
        let settles = rights.may(Action::EditPeople) || rights.may(Action::Import);
        let text = en::home::sees_nothing(&rights.roles.into_iter().collect::<Vec<_>>());
        let tone = ButtonTone::Primary;
        let settings =
            settles.then(|| view! { <ButtonLink href=paths::SETTINGS label=en::SETTINGS icon="settings" tone /> });
        view! { <Empty icon="lock" title=en::home::SEES_NOTHING text>{settings}</Empty> }
    }
}
