//! What is wrong with a draft, and what it would change: told anew a moment after each change.

use std::sync::Arc;

use leptos::prelude::*;

use domain::categorization::CategorizationModel;

use crate::{
    client::model_draft::Draft,
    paths,
    ui::{Button, Notice, Tone},
    wire::model_draft::{AccountNamed, ModelMove, ModelPreview},
    words::en::{self, model_draft as words},
};

/// All of it.
#[component]
pub fn Preview(draft: Draft) -> impl IntoView {
    let is_ladder = Memo::new(move |_| draft.model.with(CategorizationModel::is_ladder));
    let told = move || {
        draft.preview.get().map(|preview| match preview.is_sound() {
            true => changes(&preview, is_ladder.get()).into_any(),
            false => wrong(&preview).into_any(),
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
    view! {
        <div class="model-preview" role="region" aria-labelledby="preview-title" aria-busy=move || draft.checking.get().then_some("true")>
            <h3 id="preview-title">{words::PREVIEW}</h3>
            {failed}
            <p class="meta" role="status" hidden=move || !draft.checking.get()>{words::CHECKING}</p>
            {told}
        </div>
    }
}

/// What is wrong with it.
fn wrong(preview: &Arc<ModelPreview>) -> impl IntoView + use<> {
    let sentences = preview.unreadable.iter().map(words::unreadable).chain(preview.flaws.iter().map(words::flaw));
    let sentences = sentences.map(|sentence| view! { <li>{sentence}</li> }).collect_view();
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
        Some(_) => words::moving(preview),
    };
    let beside: Vec<String> = words::beside(preview).into_iter().chain(against).collect();
    let keeps = if is_ladder { words::KEEPS_LADDER } else { words::KEEPS };
    let moves = preview.moves.iter().map(move_row).collect_view();
    let lost = (!preview.lost.is_empty()).then(|| {
        view! { <p>{words::LOST}": "{names(&preview.lost)}</p> }
    });
    let table = (!preview.moves.is_empty()).then(|| {
        view! {
            <div class="table-frame" tabindex="0" role="group" aria-labelledby="preview-title">
                <table class="table">
                    <thead>
                        <tr><th scope="col">{words::FROM}</th><th scope="col">{words::TO}</th><th scope="col">{words::ACCOUNTS}</th></tr>
                    </thead>
                    <tbody>{moves}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <p><b>{lead}</b>" "{beside.join(" ")}</p>
        {table}
        {lost}
        <p class="meta">{keeps}</p>
    }
}

fn move_row(one: &ModelMove) -> impl IntoView + use<> {
    let from = one.from.as_ref().map_or(words::NOWHERE.to_owned(), |from| from.title.clone());
    let count = en::accounts(one.accounts.len());
    view! {
        <tr>
            <th scope="row">{from}</th>
            <td>{one.to.title.clone()}</td>
            <td><details><summary>{count}</summary>{names(&one.accounts)}</details></td>
        </tr>
    }
}

/// Accounts by name, each the way to its page.
fn names(accounts: &[AccountNamed]) -> impl IntoView + use<> {
    let name = |(at, one): (usize, &AccountNamed)| {
        let before = if at == 0 { "" } else { ", " };
        view! { {before}<a class="link" href=paths::account(one.account)>{one.name.clone()}</a> }
    };
    accounts.iter().enumerate().map(name).collect_view()
}
