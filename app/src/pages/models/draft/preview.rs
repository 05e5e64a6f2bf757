//! What is wrong with a draft, and what it would change: told anew a moment after each change.

use std::sync::Arc;

use leptos::prelude::*;

use domain::categorization::CategorizationModel;

use crate::{
    client::model_draft::Draft,
    paths,
    ui::{Button, Notice, Tone},
    wire::{
        model_draft::{ModelMove, ModelPreview},
        named::AccountNamed,
    },
    words::en::{self, model_draft as words},
};

/// All of it.
#[component]
pub fn Preview(draft: Draft) -> impl IntoView {
    let is_ladder = Memo::new(move |_| draft.model.with(CategorizationModel::is_ladder));
    let told = move || {
        draft.preview.get().map(|preview| match preview.is_sound() {
            true => changes(&preview, is_ladder.get()).into_any(),
            false => wrong(&draft.model.with_untracked(|model| told_of(model, &preview))).into_any(),
        })
    };
    let overtaken = move || {
        let version = draft.overtaken().filter(|_| !draft.copies())?;
        Some(view! {
            <Notice title=words::overtaken(version) text=words::OVERTAKEN.to_owned() tone=Tone::Warn>
                <Button label=words::FOLLOW on_press=move || draft.follow(version) />
            </Notice>
        })
    };
    let failed = move || {
        draft.trouble.get().map(|trouble| {
            view! {
                <Notice title=words::PREVIEW_FAILED text=en::trouble(&trouble) tone=Tone::Warn>
                    <Button label=en::concentration::TRY_AGAIN on_press=move || draft.check_again() />
                </Notice>
            }
        })
    };
    let checking = move || draft.checking.get();
    view! {
        <div class="model-preview" class:checking=checking aria-busy=move || checking().then_some("true")>
            <h2 id="preview-title">{words::PREVIEW}</h2>
            {failed}
            {overtaken}
            <p class="meta" role="status" hidden=move || !checking()>{words::CHECKING}</p>
            {told}
        </div>
    }
}

/// What is wrong with it, in sentences by the titles that stand in the fields, each once.
fn told_of(model: &CategorizationModel, preview: &ModelPreview) -> Vec<String> {
    let flaws = preview.flaws.iter().map(|flaw| words::flaw(&flaw.clone().titled(model)));
    let mut sentences: Vec<String> = preview.unreadable.iter().map(words::unreadable).chain(flaws).collect();
    sentences.dedup();
    sentences
}

fn wrong(sentences: &[String]) -> impl IntoView + use<> {
    let sentences = sentences.iter().map(|sentence| view! { <li>{sentence.clone()}</li> }).collect_view();
    view! {
        <Notice title=words::IS_FLAWED tone=Tone::Warn />
        <ul class="faults" aria-label=words::IS_FLAWED>{sentences}</ul>
    }
}

/// What it would change.
fn changes(preview: &Arc<ModelPreview>, is_ladder: bool) -> impl IntoView + use<> {
    let against = preview.of.as_ref().map(|of| words::against(&of.title, of.version));
    let lead = match preview.of {
        None => words::NEW_MODEL.to_owned(),
        Some(_) if preview.judged == 0 => words::NO_ACCOUNTS.to_owned(),
        Some(_) if preview.moving() + preview.lost.len() == 0 => words::NOTHING_MOVES.to_owned(),
        Some(_) => words::moving(preview, is_ladder),
    };
    let beside: Vec<String> = words::beside(preview, is_ladder).into_iter().chain(against).collect();
    let keeps = if is_ladder { words::KEEPS_LADDER } else { words::KEEPS };
    let moves = preview.moves.iter().map(move_row).collect_view();
    let why_lost = if is_ladder { words::LOST_LADDER } else { words::LOST };
    let lost = (!preview.lost.is_empty()).then(|| view! { <div><p>{why_lost}</p>{names(&preview.lost)}</div> });
    let moves = (!preview.moves.is_empty())
        .then(|| view! { <ul class="model-criteria" aria-labelledby="preview-title">{moves}</ul> });
    view! {
        <p><b>{lead}</b>" "{beside.join(" ")}</p>
        {moves}
        {lost}
        <p class="meta">{keeps}</p>
    }
}

fn move_row(one: &ModelMove) -> impl IntoView + use<> {
    let way = words::way(one.from.as_ref().map(|from| &*from.title), &one.to.title);
    let count = en::accounts(one.accounts.len());
    view! {
        <li>
            <details>
                <summary><span>{way}</span>" "<span class="meta">{count}</span></summary>
                {names(&one.accounts)}
            </details>
        </li>
    }
}

/// Accounts by name, each the way to its page.
fn names(accounts: &[AccountNamed]) -> impl IntoView + use<> {
    let name = |one: &AccountNamed| {
        view! { <li><a class="link" href=paths::account(one.account)>{one.name.clone()}</a></li> }
    };
    let all = accounts.iter().map(name).collect_view();
    view! { <ul class="moved-names">{all}</ul> }
}
