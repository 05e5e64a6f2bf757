//! The catalogue: what we sell, by families; lists of it that come as files; and the partners of the workspace.

mod edit_form;
mod families;
mod partners;
mod quick_add;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use send_wrapper::SendWrapper;
use web_sys::File;

use domain::{
    command::Command,
    keep::{Keep, Wish},
    policy::Action,
    rejection::Rejection,
};

use self::{families::Families, partners::Partners};
use crate::{
    client::{Workspace, terms::use_kept, upload, use_workspace},
    paths,
    ui::Toasts,
    views::{
        first_part::use_first_part,
        list_panel::{Answer, ListPanel, Listed},
        not_fetched::NotFetched,
        shape::Shape,
        steps::{StepButtons, toast_with_undo},
    },
    wire::{
        PagePart,
        catalogue::{Catalogue, ProductListAnswer},
    },
    words::en::{self, catalogue as words},
};

/// What is in hand of it, as the parts of the page read it.
type Told = Memo<Arc<Catalogue>>;

/// The page.
#[component]
pub fn CataloguePage() -> impl IntoView {
    let workspace = use_workspace();
    let first = match use_first_part() {
        Some(PagePart::Report(part)) => part.read::<Catalogue>().ok(),
        _ => None,
    };
    let fetched = use_kept(paths::PRODUCT_LISTS, first);
    let is_there = Memo::new(move |_| fetched.told.with(Option::is_some));
    let told = Memo::new(move |_| fetched.told.get().unwrap_or_default());
    let may_edit = Memo::new(move |_| workspace.may(Action::Configure));
    let body = move || match is_there.get() {
        false => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
        true => view! {
            <Families told may_edit />
            {move || may_edit.get().then(|| view! {
                <ListPanel text=words::LIST_TEXT label=words::LIST_FILE send again=move |()| fetched.ask_again() />
            })}
            <Partners told />
        }
        .into_any(),
    };
    view! {
        <Title text=en::CATALOGUE />
        <main id="main" class="main narrow catalogue" tabindex="-1">
            <header class="bar">
                <div><h1>{en::CATALOGUE}</h1><p class="meta">{words::ABOUT}</p></div>
                <div class="tools"><StepButtons /></div>
            </header>
            <NotFetched fetched=fetched title=en::terms::NOT_FETCHED />
            {body}
        </main>
    }
}

/// Sends a list of products up.
fn send(file: SendWrapper<File>) -> Answer {
    Box::pin(async move {
        let answer: ProductListAnswer =
            upload::list(paths::PRODUCT_LISTS, &file).await.map_err(|trouble| en::trouble(&trouble))?;
        Ok(Listed { words: words::listed(&answer), refused: answer.refused, faults: answer.faults })
    })
}

/// Sends what is to be kept of the workspace, and says so.
fn keep(workspace: Workspace, toasts: Toasts, wish: Option<Wish>, name: &str) -> Result<(), Rejection> {
    if let Some(wish) = wish {
        workspace.run(Command::Keep(Keep::one(None, wish)))?;
        toast_with_undo(workspace, toasts, en::terms::kept(name));
    }
    Ok(())
}
