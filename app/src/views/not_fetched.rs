//! That something did not come, and the way to ask for it once more; what is in hand of it stays.

use leptos::prelude::*;

use crate::{
    client::terms::Fetched,
    ui::{Button, Notice, Tone},
    words::en,
};

/// The notice, while there is something to tell.
#[component]
pub fn NotFetched<T: serde::de::DeserializeOwned + PartialEq + Send + Sync + 'static>(
    /// What did not come.
    fetched: Fetched<T>,
    /// That it did not come.
    title: &'static str,
) -> impl IntoView {
    let notice = move |text: String| {
        view! {
            <Notice tone=Tone::Warn title text>
                <Button label=en::concentration::TRY_AGAIN on_press=move || fetched.ask_again() />
            </Notice>
        }
    };
    move || fetched.trouble.get().map(|trouble| notice(en::trouble(&trouble)))
}
