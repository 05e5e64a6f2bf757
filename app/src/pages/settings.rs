//! Settings: oneself, the people of the workspace, the workspace itself, and the files that are taken into it.

mod import;
mod invite;
mod line;
mod people;
mod person_dialog;
mod workspace;
mod you;

use leptos::prelude::*;
use leptos_meta::Title;

use domain::{
    ids::PersonId,
    model::Model,
    order::sorted,
    policy::{Action, Reach},
};

use self::{import::ImportPanel, people::People, workspace::WorkspacePanel, you::You};
use crate::{
    client::use_workspace,
    paths,
    ui::{ButtonLink, ButtonTone, Choice},
    views::steps::StepButtons,
    words::en,
};

/// Settings. What a viewer has no part in is not shown.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let workspace = use_workspace();
    let may = move |action: Action| Memo::new(move |_| workspace.may(action));
    let (sees_people, imports) = (may(Action::SeePeople), may(Action::Import));
    // Finance sees what came in without taking anything in.
    let sees_imports = Memo::new(move |_| {
        imports.get() || workspace.look(|_| workspace.viewer().rights.reach(Action::SeeAccount) == Reach::All)
    });
    view! {
        <Title text=en::SETTINGS />
        <main id="main" class="main narrow settings" tabindex="-1">
            <header class="bar"><h1>{en::SETTINGS}</h1><div class="tools"><StepButtons /></div></header>
            <You />
            {move || sees_people.get().then(|| view! { <People /> })}
            <WorkspacePanel />
            <Way id="catalogue" title=en::CATALOGUE about=en::catalogue::ABOUT href=paths::CATALOGUE />
            <Way id="currencies" title=en::CURRENCIES about=en::settings::CURRENCIES_TEXT href=paths::CURRENCIES />
            {move || sees_imports.get().then(|| view! { <ImportPanel takes_in=imports.get() /> })}
        </main>
    }
}

/// The way to a page of its own, for whoever works here.
#[component]
fn Way(id: &'static str, title: &'static str, about: &'static str, href: &'static str) -> impl IntoView {
    let id = format!("{id}-title");
    view! {
        <section class="panel" aria-labelledby=id.clone()>
            <header>
                <h2 id=id.clone()>{title}</h2>
                <ButtonLink href=href.to_owned() label=en::settings::OPEN icon="chevron-right" tone=ButtonTone::Quiet />
            </header>
            <p class="meta">{about}</p>
        </section>
    }
}

/// Everybody but one person, and nobody, by name: to whom that person could report.
fn superiors(model: &Model, but: Option<PersonId>) -> Vec<Choice> {
    let people = model.people.values().filter(|person| Some(person.id) != but);
    let nobody = Choice::new("", en::NOBODY);
    let choices = sorted(people, &|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)))
        .into_iter()
        .map(|person| Choice::new(person.id.to_string(), person.name.clone()));
    std::iter::once(nobody).chain(choices).collect()
}
