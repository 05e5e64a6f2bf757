//! Oneself: who one is here, and the way out.

use leptos::prelude::*;

use domain::person::Person;

use crate::{
    client::{Connection, density::Density, use_workspace},
    paths,
    ui::{Button, Notice, Tick, Tone},
    views::person_chip::PersonChip,
    words::en,
};

/// The panel.
#[component]
pub fn You() -> impl IntoView {
    let workspace = use_workspace();
    let me = workspace.viewer().actor;
    let person = workspace.person(me);
    let read = move |read: fn(&Person) -> String| person.with(|person| person.as_ref().map(read));
    let roles = move || read(|person| en::settings::roles(&person.roles));
    let superior = move || {
        let superior = person.with(|person| person.as_ref().and_then(|person| person.superior));
        view! { <PersonChip person=superior /> }
    };
    let email = workspace.email.get_value();
    let email = (!email.is_empty()).then(|| {
        view! { <div><dt>{en::settings::SIGNED_IN_AS}</dt><dd>{email}</dd></div> }
    });
    view! {
        <section class="panel" aria-labelledby="you-title">
            <header>
                <h2 id="you-title">{move || read(|person| person.name.clone()).unwrap_or_else(|| en::settings::YOU.to_owned())}</h2>
                <SignOut />
            </header>
            <Unsent />
            <dl class="facts">
                {email}
                <div><dt>{en::settings::ROLES}</dt><dd>{roles}</dd></div>
                <div><dt>{en::settings::REPORTS_TO}</dt><dd>{superior}</dd></div>
            </dl>
            <Rows />
        </section>
    }
}

/// How much room a row of a list takes on this device. The document says how it stands, which only a browser can read.
#[component]
fn Rows() -> impl IntoView {
    let density = RwSignal::new(Density::default());
    Effect::new(move |_| density.set(Density::here()));
    let checked = Signal::derive(move || density.get() == Density::Comfortable);
    let on_change = move |wanted: bool| {
        density.set(if wanted { Density::Comfortable } else { Density::Dense });
        density.get_untracked().keep();
    };
    view! { <Tick id="comfortable" label=en::settings::COMFORTABLE hint=en::settings::COMFORTABLE_HINT checked on_change /> }
}

/// A plain form, which works without any script.
#[component]
fn SignOut() -> impl IntoView {
    view! {
        <form method="post" action=paths::SIGN_OUT><Button label=en::SIGN_OUT icon="log-out" submit=true /></form>
    }
}

/// What a sign-out would lose: said before, since nothing is kept on this device.
#[component]
fn Unsent() -> impl IntoView {
    let workspace = use_workspace();
    let waits = Memo::new(move |_| match workspace.connection.get() {
        Connection::Away => workspace.waiting.get(),
        Connection::Opening | Connection::Live | Connection::SignedOut | Connection::Outdated => 0,
    });
    move || (waits.get() > 0).then(|| view! { <Notice title=en::settings::unsent(waits.get()) tone=Tone::Warn /> })
}
