//! Taking a short list in, of products, of rates or of scores: the file, and what became of it.

use std::{future::Future, pin::Pin};

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use web_sys::File;

use crate::{
    client::use_workspace,
    ui::{Button, ButtonTone, FileDrop, Notice, Tone},
    views::sync_state::away,
    wire::list::ListFault,
    words::en::list as words,
};

/// What became of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// What it did, where it was taken in.
    pub words: String,
    /// How many lines were refused; where any was, nothing was taken in.
    pub refused: usize,
    /// The first of them.
    pub faults: Vec<ListFault>,
}

/// What became of a list that is on its way up; where it never came to be read, why, in words.
pub type Answer = Pin<Box<dyn Future<Output = Result<Listed, String>>>>;

/// The panel.
#[component]
pub fn ListPanel(
    /// What a list looks like, and what it does.
    #[prop(into)]
    text: String,
    /// What the file is called.
    label: &'static str,
    /// Sends it up.
    #[prop(into)]
    send: Callback<SendWrapper<File>, Answer>,
    /// Something was taken in: what is shown is to be fetched.
    #[prop(into)]
    again: Callback<()>,
    /// What else can be done beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let workspace = use_workspace();
    let file = RwSignal::new(None::<SendWrapper<File>>);
    let busy = RwSignal::new(false);
    let answer = RwSignal::new(None::<Result<Listed, String>>);
    let hint = Signal::derive(move || file.with(|file| file.as_ref().map(|file| file.name())));
    let why_not = Signal::derive(move || {
        let nothing = file.with(Option::is_none).then(|| words::FIRST.to_owned());
        nothing.or_else(|| away(workspace))
    });
    let choose = move |chosen: SendWrapper<File>| {
        answer.set(None);
        file.set(Some(chosen));
    };
    let take = move || {
        let Some(list) = file.get_untracked() else { return };
        busy.set(true);
        answer.set(None);
        let answered = send.run(list);
        spawn_local(async move {
            let answered = answered.await;
            if answered.as_ref().is_ok_and(|answer| answer.refused == 0) {
                again.try_run(());
            }
            // The page may be gone by now.
            let _ = answer.try_set(Some(answered));
            let _ = busy.try_set(false);
        });
    };
    view! {
        <section class="panel" aria-labelledby="list-title">
            <header><h2 id="list-title">{words::TITLE}</h2></header>
            <p class="meta">{text}</p>
            <div class="fields">
                <FileDrop id="list-file" label hint accept=".csv,text/csv" on_file=choose />
                <div class="buttons"><Button label=words::TAKE tone=ButtonTone::Primary why_not busy on_press=take />{children.map(|children| children())}</div>
                {move || answer.get().map(|answer| view! { <Outcome answer /> })}
            </div>
        </section>
    }
}

#[component]
fn Outcome(answer: Result<Listed, String>) -> impl IntoView {
    match answer {
        Err(text) => view! { <Notice title=words::REFUSED text tone=Tone::Warn urgent=true /> }.into_any(),
        Ok(answer) if answer.refused == 0 => view! { <Notice title=answer.words tone=Tone::Good /> }.into_any(),
        Ok(answer) => {
            let more = answer.refused.saturating_sub(answer.faults.len());
            let faults = answer.faults.iter().map(|fault| {
                let fault = words::fault(fault.line, &fault.rule);
                view! { <li>{fault}</li> }
            });
            let faults = faults.collect_view();
            let more = (more > 0).then(|| view! { <li>{words::more(more)}</li> });
            view! {
                <Notice title=words::REFUSED tone=Tone::Warn urgent=true />
                <ul class="faults" aria-label=words::REFUSED>{faults}{more}</ul>
            }
            .into_any()
        }
    }
}
