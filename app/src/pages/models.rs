//! The categorization models: each with its plane or its steps, its cells with their advice, its criteria with weights and anchors, where
//! it comes from, and what of it is uncertain. An agency director copies and edits them here.

mod cells;
mod criteria;
mod draft;
mod plane;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use domain::{categorization::CategorizationModel, change::Kind, policy::Action};

use self::draft::DraftOf;
use super::report::{
    Failed,
    in_hand::{InHand, hear, use_at},
};
use crate::{
    client::{model_draft::is_begun, use_workspace},
    paths,
    ui::{ButtonLink, ButtonTone, Tabs},
    views::{person_chip::name_of, shape::Shape},
    wire::models_page::{EditionTold, ModelName, ModelsPart},
    words::en::{self, model_draft, models as words},
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
    hear(page, |kind| kind == Kind::ModelEdition);
    let workspace = use_workspace();
    let drafted = Memo::new(move |_| {
        let may = workspace.may(Action::PublishModel);
        query.with(|query| Drafted::of_word(&paths::asked(query, "draft"))).filter(|_| may)
    });
    // What is drafted follows the edition from which it began, whatever is published meanwhile.
    let part = Memo::new(move |before: Option<&Option<Arc<ModelsPart>>>| {
        let part = page.part.get();
        let is_same = |before: &&Arc<ModelsPart>| part.as_ref().is_some_and(|part| part.shown.id == before.shown.id);
        let kept = before.and_then(Option::as_ref).filter(|_| drafted.get().is_some()).filter(is_same).cloned();
        kept.or(part)
    });
    let body = move || match (part.get(), drafted.get()) {
        (Some(part), Some(drafted)) => view! { <DraftOf part page copies=drafted == Drafted::Copy /> }.into_any(),
        (Some(part), None) => sections(&part),
        (None, _) => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
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

/// What is drafted of the model that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drafted {
    /// Its next edition.
    Edition,
    /// A copy of it.
    Copy,
}

impl Drafted {
    fn of_word(word: &str) -> Option<Self> {
        match word {
            "edition" => Some(Self::Edition),
            "copy" => Some(Self::Copy),
            _ => None,
        }
    }
}

fn sections(part: &Arc<ModelsPart>) -> AnyView {
    let model = &part.shown;
    view! {
        {ways(part)}
        {about(part)}
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
    let of = |template: bool, own: bool| {
        let is_of = |name: &&ModelName| (name.template, name.own) == (template, own);
        part.names.iter().filter(is_of).map(way).collect_view()
    };
    let has_own = part.names.iter().any(|name| name.own);
    let (shipped, own, templates) = (of(false, false), of(false, true), of(true, false));
    let own = has_own.then(|| {
        view! {
            <p class="meta" id="model-own">{model_draft::OWN}</p>
            <Tabs labelled="model-own">{own}</Tabs>
        }
    });
    view! {
        <nav class="model-ways" aria-label=en::MODELS>
            <Tabs>{shipped}</Tabs>
            {own}
            <p class="meta" id="model-templates">{words::TEMPLATES}</p>
            <Tabs labelled="model-templates">{templates}</Tabs>
        </nav>
    }
}

/// What can be done with a model: its file for everybody, its next edition and a copy for who may publish. What was begun is told.
fn acts(model: &CategorizationModel) -> impl IntoView + use<> {
    let workspace = use_workspace();
    let may = workspace.may(Action::PublishModel);
    let way = |copies: bool, label: &'static str| {
        let begun = is_begun(workspace, &model.id, copies);
        let label = if begun { [label, ": ", model_draft::DRAFT].concat() } else { label.to_owned() };
        view! { <ButtonLink href=paths::model_draft(&model.id, copies) label tone=ButtonTone::Quiet /> }
    };
    let edit = (may && !model.template).then(|| way(false, model_draft::EDIT));
    let copy = may.then(|| way(true, model_draft::COPY));
    let file = paths::model_file(&model.id);
    view! {
        <div class="buttons">
            {edit}
            {copy}
            <a class="button quiet" href=file download="" rel="external">{model_draft::SAVE_FILE}</a>
        </div>
    }
}

/// The editions that the workspace made of it, with who published each, and why.
fn editions(part: &ModelsPart) -> Option<impl IntoView + use<>> {
    let workspace = use_workspace();
    let line = |edition: &EditionTold| {
        let by = workspace.read(|model| name_of(model.people.get(&edition.by)));
        let told = model_draft::published_by(edition.version, &by, edition.day);
        let reason = (!edition.reason.is_empty()).then(|| [": ", &edition.reason].concat());
        view! { <li>{told}{reason}</li> }
    };
    let all = part.editions.iter().map(line).collect_view();
    (!part.editions.is_empty()).then(|| {
        view! { <div><dt>{model_draft::EDITIONS}</dt><dd><ul aria-label=model_draft::EDITIONS>{all}</ul></dd></div> }
    })
}

fn about(part: &Arc<ModelsPart>) -> impl IntoView + use<> {
    let model = &part.shown;
    let uncertain = (!model.uncertain.is_empty())
        .then(|| view! { <div><dt>{words::UNCERTAIN}</dt><dd>{model.uncertain.clone()}</dd></div> });
    view! {
        <section class="panel" aria-labelledby="model-title">
            <header><h2 id="model-title">{model.title.clone()}</h2>{acts(model)}</header>
            <dl class="model-about">
                <div><dt>{words::SOURCE}</dt><dd>{model.source.clone()}</dd></div>
                {uncertain}
                {editions(part)}
            </dl>
        </section>
    }
}
