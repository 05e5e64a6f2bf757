//! A draft of a categorization model: all that there is of it, each part folded; what is wrong with it and what it would change, told while it
//! is written; and publishing it.

mod axes;
mod cells;
mod criteria;
mod evidence;
mod fields;
mod leanings;
mod preview;

use std::sync::Arc;

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use domain::categorization::{
    CategorizationModel, DepthBy,
    validate::{Flaw, Part},
};

use self::{
    fields::{Spot, lines, pick, put},
    preview::Preview,
};
use super::super::report::in_hand::InHand;
use crate::{
    client::{
        model_draft::{Begun, Draft, free_id, use_draft},
        use_workspace,
    },
    paths,
    ui::{Button, ButtonTone, Choice, Field, FileDrop, Notice, Toast, Tone, download::save_text, use_toasts},
    views::{saved::use_saved, sync_state::away},
    wire::{
        model_draft::EditionAnswer,
        models_page::{ModelName, ModelsPart},
    },
    words::en::{self, model_draft as words, model_parts},
};

/// The draft of the model that is shown: of its next edition, or of a copy.
#[component]
pub fn DraftOf(part: Arc<ModelsPart>, page: InHand<ModelsPart>, copies: bool) -> impl IntoView {
    let draft = use_draft(use_workspace(), begun(&part, copies));
    let names = part.names.clone();
    let back = paths::categorization(&part.shown.id);
    // Whatever is published meanwhile, the draft is held against what holds by now.
    let holds = Memo::new(move |_| page.part.with(|part| part.as_ref().map(|part| part.shown.version)));
    Effect::new(move |before: Option<Option<i64>>| {
        let holds = holds.get();
        if before.is_some_and(|before| before != holds) {
            draft.check_again();
        }
        holds
    });
    let form = move || {
        draft.anew.track();
        view! { <Fields draft names=names.clone() /> }
    };
    view! {
        <section class="panel" aria-labelledby="draft-title">
            <header>
                <h2 id="draft-title">{words::editing(&part.shown.title, copies)}</h2>
                <a class="link" href=back.clone()>{words::BACK}</a>
            </header>
            <p class="meta">{words::DRAFT_LEAD}</p>
        </section>
        <div class="model-drafted">
            <div>
                {form}
                <Files draft />
            </div>
            <section class="panel" aria-labelledby="preview-title">
                <Preview draft />
                <Publish draft page back />
            </section>
        </div>
    }
}

/// What a draft begins with: the model as it is, or a copy of it under another name.
fn begun(part: &ModelsPart, copies: bool) -> Begun {
    let shown = &part.shown;
    if !copies {
        return Begun { of: shown.id.clone(), was: shown.version, model: shown.clone() };
    }
    let title = words::copy_of(&shown.title);
    let id = new_id(&title, &part.names);
    let model = CategorizationModel { id, version: 1, title, template: false, ..shown.clone() };
    Begun { of: shown.id.clone(), was: 0, model }
}

fn new_id(title: &str, names: &[ModelName]) -> String {
    free_id(title, &|id| names.iter().any(|name| name.id == id))
}

/// Everything that can be written of it.
#[component]
fn Fields(draft: Draft, names: Vec<ModelName>) -> impl IntoView {
    let copies = draft.copies();
    let begins = draft.model.with_untracked(|model| model.title.clone());
    let title = move |text: String| {
        draft.write(|model| {
            if copies {
                model.id = new_id(&text, &names);
            }
            model.title = text;
        });
    };
    let spot = Spot::all(Part::Model);
    let depths = model_parts::DEPTHS.map(|(word, label)| Choice::new(word, label)).to_vec();
    view! {
        <section class="panel" aria-labelledby="draft-texts">
            <h2 id="draft-texts">{words::TEXTS}</h2>
            <div class="fields">
                <Field id="draft-name" label=model_parts::TITLE value=begins on_input=title />
                {lines(draft, &spot, "source", en::models::SOURCE, |model, _, text| put(&mut model.source, text))}
                {lines(draft, &spot, "uncertain", en::models::UNCERTAIN, |model, _, text| put(&mut model.uncertain, text))}
                {pick(draft, &spot, "depth", model_parts::DEPTH, Signal::stored(depths), depth)}
            </div>
        </section>
        {axes::panel(draft)}
        {criteria::panel(draft, Part::Criterion)}
        {criteria::panel(draft, Part::Context)}
        {cells::panel(draft)}
        {leanings::panel(draft)}
    }
}

/// By what it tells how deep a relationship is, by its word.
fn depth(model: &mut CategorizationModel, _: &Spot, text: Option<String>) -> Option<String> {
    if let Some(word) = text {
        model.depth = match word.as_str() {
            "cells" => Some(DepthBy::Cells),
            "axes" => Some(DepthBy::Axes),
            _ => None,
        };
    }
    let at = model.depth.map_or(0, |by| if by == DepthBy::Cells { 1 } else { 2 });
    model_parts::DEPTHS.get(at).map(|(word, _)| (*word).to_owned())
}

/// Publishing it, with what is new, and dropping it.
#[component]
fn Publish(draft: Draft, page: InHand<ModelsPart>, back: String) -> impl IntoView {
    let workspace = use_workspace();
    let (reason, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let refused = RwSignal::new(None::<String>);
    let (toasts, navigate) = (use_toasts(), use_navigate());
    let go = Callback::new(move |path: String| {
        navigate(&path, NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    let why_not = Signal::derive(move || {
        let hindered = || draft.hindrance().map(|hindrance| words::hindrance(hindrance, draft.copies()).to_owned());
        away(workspace).or_else(hindered)
    });
    let published = move |answer: EditionAnswer| {
        let title = draft.model.with_untracked(|model| model.title.clone());
        draft.forget();
        toasts.show(Toast::plain(words::published(&title, answer.version)));
        page.ask_again();
        go.run(paths::categorization(&answer.model));
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if why_not.get_untracked().is_some() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let answer = draft.publish(reason.get_untracked()).await;
            // The page may be gone by now.
            let _ = busy.try_set(false);
            match answer {
                Ok(answer) if answer.is_published() => published(answer),
                Ok(answer) => {
                    let _ = refused.try_set(Some(why_refused(draft, &answer)));
                    draft.check_again();
                }
                Err(trouble) => drop(refused.try_set(Some(en::trouble(&trouble)))),
            }
        });
    };
    let drop_it = move || {
        draft.forget();
        go.run(back.clone());
    };
    view! {
        <form class="fields" on:submit=on_submit>
            <Field id="draft-reason" label=words::REASON value=reason on_input=move |text| reason.set(text) />
            {move || refused.get().map(|text| view! { <Notice title=words::NOT_PUBLISHED text tone=Tone::Warn urgent=true /> })}
            <div class="buttons">
                <Button label=words::PUBLISH tone=ButtonTone::Primary submit=true why_not busy />
                <Button label=words::DROP tone=ButtonTone::Quiet on_press=drop_it />
            </div>
        </form>
    }
}

/// Why it was not published, in words.
fn why_refused(draft: Draft, answer: &EditionAnswer) -> String {
    let unreadable = answer.unreadable.as_ref().map(words::unreadable);
    let titled = |flaw: &Flaw| draft.model.with_untracked(|model| words::flaw(&flaw.clone().titled(model)));
    let flaws = answer.flaws.iter().map(titled);
    let refused = answer.refused.as_ref().filter(|_| answer.flaws.is_empty()).map(en::rejection);
    unreadable.into_iter().chain(flaws).chain(refused).collect::<Vec<_>>().join(" ")
}

/// The draft as a file: saved, and taken from one.
#[component]
fn Files(draft: Draft) -> impl IntoView {
    let tell = use_saved();
    let save = move || {
        let name = draft.model.with_untracked(|model| format!("{}-draft.json", model.id.replace('_', "-")));
        tell(save_text(&name, "application/json", &draft.file.get_untracked()));
    };
    let take = move |file: SendWrapper<File>| {
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            draft.take(text.unwrap_or_default());
        });
    };
    let untaken = move || {
        draft.untaken.get().map(|why| {
            let text = why.as_ref().map_or_else(en::trouble, words::unreadable);
            view! { <Notice title=words::NOT_TAKEN text tone=Tone::Warn urgent=true /> }
        })
    };
    view! {
        <section class="panel" aria-labelledby="draft-files">
            <h2 id="draft-files">{words::FILES}</h2>
            <p class="meta">{words::FILES_NOTE}</p>
            <div class="fields">
                {untaken}
                <FileDrop id="draft-file" label=words::FROM_FILE hint=words::FROM_FILE_HINT accept=".json,application/json" on_file=take />
                <div class="buttons"><Button label=words::SAVE_FILE on_press=save /></div>
            </div>
        </section>
    }
}
