//! Where no page is, or nothing that the viewer may see: the two are told alike.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    paths,
    ui::{ButtonLink, Empty},
    words::en,
};

/// A page that is not there.
#[component]
pub fn MissingPage() -> impl IntoView {
    view! {
        <Title text=en::MISSING />
        <main id="main" class="main" tabindex="-1">
            <h1 class="said">{en::MISSING}</h1>
            <Empty icon="circle-help" title=en::MISSING text=en::MISSING_TEXT>
                <ButtonLink href=paths::HOME label=en::HOME icon="house" />
                <ButtonLink href=paths::ACCOUNTS label=en::ACCOUNTS icon="building-2" />
            </Empty>
        </main>
    }
}
