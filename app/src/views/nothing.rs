//! Why there are no accounts to see, and the one button that starts it.

use leptos::prelude::*;

use domain::policy::{Action, Reach};

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
    let imports = workspace.may(Action::Import);
    let sees_all = workspace.may(Action::SeeAccount);
    let (title, text) = match (imports, sees_all) {
        (true, _) => (en::home::EMPTY, en::home::EMPTY_IMPORT),
        (false, true) => (en::home::EMPTY, en::home::EMPTY_READ),
        (false, false) => (en::home::NONE_YOURS, en::home::NONE_YOURS_TEXT),
    };
    let start = if imports {
        let tone = ButtonTone::Primary;
        view! { <ButtonLink href=paths::SETTINGS_IMPORT label=en::IMPORT icon="file-up" tone /> }.into_any()
    } else if workspace.viewer().rights.reach(Action::CreateAccount) > Reach::Nowhere {
        let tone = ButtonTone::Primary;
        view! { <ButtonLink href=paths::NEW_ACCOUNT label=en::accounts::NEW icon="plus" tone /> }.into_any()
    } else {
        ().into_any()
    };
    view! { <Empty icon="building-2" title text>{start}</Empty> }
}

/// For whoever no role lets see accounts: why, and what they can do.
#[component]
pub fn SeesNothing() -> impl IntoView {
    let workspace = use_workspace();
    let text = en::home::sees_nothing(&workspace.viewer().rights.roles.into_iter().collect::<Vec<_>>());
    let settles = workspace.may(Action::EditPeople) || workspace.may(Action::Import);
    let tone = ButtonTone::Primary;
    let settings =
        settles.then(|| view! { <ButtonLink href=paths::SETTINGS label=en::SETTINGS icon="settings" tone /> });
    view! { <Empty icon="lock" title=en::home::SEES_NOTHING text>{settings}</Empty> }
}
