//! The categorization models: each with its plane or its steps, its cells with their advice, its criteria with weights and anchors, where
//! it comes from, and what of it is uncertain.

mod cells;
mod criteria;
mod plane;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use domain::categorization::CategorizationModel;

use super::report::{
    Failed,
    in_hand::{InHand, use_at},
};
use crate::{
    paths,
    views::shape::Shape,
    wire::models_page::{ModelName, ModelsPart},
    words::en::{self, models as words},
};

/// The page.
#[component]
pub fn ModelsPage() -> impl IntoView {
    let query = use_location().search;
    let path = Memo::new(move |_| {
        let id = query.with(|query| paths::asked(query, "model"));
        if id.is_empty() { paths::MODELS.to_owned() } else { paths::categorization(&paths::encoded(&id)) }
    });
    let page: InHand<ModelsPart> = use_at(path);
    let body = move || match page.part.get() {
        Some(part) => sections(&part),
        None => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
    };
    view! {
        <Title text=en::MODELS />
        <main id="main" class="main models" tabindex="-1" aria-busy=move || page.busy.get().then_some("true")>
            <header class="bar"><div><h1>{en::MODELS}</h1><p class="meta">{words::LEAD}" "<a href=paths::MODELS_BOARD>{words::BOARD}</a></p></div></header>
            <Failed report=page title=words::NOT_FETCHED />
            {body}
        </main>
    }
}

fn sections(part: &Arc<ModelsPart>) -> AnyView {
    let model = &part.shown;
    view! {
        {ways(part)}
        {about(model)}
        {plane::panel(model)}
        {cells::panel(model)}
        {cells::leanings(model)}
        {criteria::scored(model)}
        {criteria::circumstances(model)}
    }
    .into_any()
}

/// The ways to all models: those that stand for themselves, then the templates.
fn ways(part: &ModelsPart) -> impl IntoView + use<> {
    let way = |name: &ModelName| {
        let is_shown = name.id == part.shown.id;
        let href = paths::categorization(&name.id);
        view! { <li><a class="tab" href=href aria-current=is_shown.then_some("page")>{name.title.clone()}</a></li> }
    };
    let of = |template: bool| part.names.iter().filter(|name| name.template == template).map(way).collect_view();
    view! {
        <nav class="model-ways" aria-label=en::MODELS>
            <ul class="tabs">{of(false)}</ul>
            <p class="meta" id="model-templates">{words::TEMPLATES}</p>
            <ul class="tabs" aria-labelledby="model-templates">{of(true)}</ul>
        </nav>
    }
}

fn about(model: &CategorizationModel) -> impl IntoView + use<> {
    let uncertain = (!model.uncertain.is_empty())
        .then(|| view! { <div><dt>{words::UNCERTAIN}</dt><dd>{model.uncertain.clone()}</dd></div> });
    view! {
        <section class="panel" aria-labelledby="model-title">
            <h2 id="model-title">{model.title.clone()}</h2>
            <dl class="model-about">
                <div><dt>{words::SOURCE}</dt><dd>{model.source.clone()}</dd></div>
                {uncertain}
            </dl>
        </section>
    }
}
