//! Taking a file back: first what would go and what would stay, then doing it.

use leptos::{prelude::*, task::spawn_local};

use domain::import::Import;

use crate::{
    client::{fetch::Trouble, withdrawal},
    ui::{Button, ButtonTone, Dialog, Notice, Toast, Tone, use_toasts},
    views::shape::Shape,
    wire::Withdrawal,
    words::en,
};

/// The dialog; it is open while there is a file to take back.
#[component]
pub fn TakeBackDialog(
    /// Which one.
    leaving: RwSignal<Option<Import>>,
) -> impl IntoView {
    let open = Signal::derive(move || leaving.with(Option::is_some));
    let close = move || leaving.set(None);
    view! {
        <Dialog id="take-back" title=en::taking_in::TAKE_BACK_TITLE open close_label=en::CLOSE on_close=close>
            <TakeBack leaving />
        </Dialog>
    }
}

#[component]
fn TakeBack(leaving: RwSignal<Option<Import>>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let found = RwSignal::new(None::<Result<Withdrawal, Trouble>>);
    let import = leaving.with_untracked(|import| import.as_ref().map(|import| import.id)).unwrap_or_default();
    Effect::new(move |_| {
        // The dialog may be closed by the time the answer is there.
        spawn_local(async move { drop(found.try_set(Some(withdrawal::look(import).await))) });
    });
    let on_press = move || {
        busy.set(true);
        spawn_local(async move {
            match withdrawal::take_back(import).await {
                Ok(went) => {
                    toasts.show(Toast::plain(en::taking_in::took_back(&went)));
                    let _ = leaving.try_set(None);
                }
                Err(trouble) => drop(found.try_set(Some(Err(trouble)))),
            }
            let _ = busy.try_set(false);
        });
    };
    let is_sure = move || found.with(|found| matches!(found, Some(Ok(_))));
    let body = move || match found.get() {
        None => view! { <Shape lines=2 /> }.into_any(),
        Some(Err(trouble)) => view! { <Notice title=en::trouble(&trouble) tone=Tone::Warn urgent=true /> }.into_any(),
        Some(Ok(would)) => view! { <Told would /> }.into_any(),
    };
    view! {
        {body}
        <footer>
            <Button label=en::CANCEL on_press=move || leaving.set(None) />
            <Show when=is_sure>
                <Button label=en::taking_in::TAKE_BACK tone=ButtonTone::Danger busy on_press />
            </Show>
        </footer>
    }
}

/// What would go, and what would stay and why.
#[component]
fn Told(would: Withdrawal) -> impl IntoView {
    let stays = (would.kept > 0).then(|| {
        let kept = would.kept_documents.iter().map(|kept| {
            view! { <li>{en::taking_in::kept(kept)}</li> }
        });
        view! {
            <p>{en::taking_in::stay(would.kept)}</p>
            <ul class="plain">{kept.collect_view()}</ul>
        }
    });
    view! {
        <p>{en::taking_in::would_go(&would)}</p>
        {stays}
        <p class="hint">{en::taking_in::TAKE_BACK_TEXT}</p>
    }
}
