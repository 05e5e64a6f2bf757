//! Taking a list of products in: the file, and what became of it.

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use web_sys::File;

use crate::{
    client::{fetch::Trouble, upload, use_workspace},
    ui::{Button, ButtonTone, FileDrop, Notice, Tone},
    views::sync_state::away,
    wire::catalogue::ProductListAnswer,
    words::en::{self, catalogue as words},
};

/// The panel.
#[component]
pub fn ProductList(
    /// Something was taken in: the catalogue is to be fetched.
    #[prop(into)]
    again: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let file = RwSignal::new(None::<SendWrapper<File>>);
    let busy = RwSignal::new(false);
    let answer = RwSignal::new(None::<Result<ProductListAnswer, Trouble>>);
    let hint = Signal::derive(move || file.with(|file| file.as_ref().map(|file| file.name())));
    let why_not = Signal::derive(move || {
        let nothing = file.with(Option::is_none).then(|| words::LIST_FIRST.to_owned());
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
        spawn_local(async move {
            let answered = upload::product_list(&list).await;
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
            <header><h2 id="list-title">{words::LIST}</h2></header>
            <p class="meta">{words::LIST_TEXT}</p>
            <div class="fields">
                <FileDrop id="product-list" label=words::LIST_FILE hint accept=".csv,text/csv" on_file=choose />
                <div class="buttons"><Button label=words::LIST_TAKE tone=ButtonTone::Primary why_not busy on_press=take /></div>
                {move || answer.get().map(|answer| view! { <Outcome answer /> })}
            </div>
        </section>
    }
}

#[component]
fn Outcome(answer: Result<ProductListAnswer, Trouble>) -> impl IntoView {
    match answer {
        Err(trouble) => {
            view! { <Notice title=words::REFUSED text=en::trouble(&trouble) tone=Tone::Warn urgent=true /> }.into_any()
        }
        Ok(answer) if answer.refused == 0 => {
            view! { <Notice title=words::listed(&answer) tone=Tone::Good /> }.into_any()
        }
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
