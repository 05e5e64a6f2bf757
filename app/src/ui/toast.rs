//! Short messages at the edge of the page, with one thing to do about them. They never hold anything up.

use std::sync::Arc;
use std::time::Duration;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::icon::Icon;
use super::listen::target_of;
use super::live::Live;
use super::rows::{Row, Rows};
use super::tag::Tone;

/// How long a message stays that asks for nothing, and one that offers an action, in ms.
const PLAIN_MS: u64 = 5_000;
const ACTION_MS: u64 = 10_000;
/// More than these at once nobody reads; the oldest makes room.
const AT_ONCE: usize = 3;

/// The one thing that can be done about a message, such as *Undo*.
#[derive(Clone)]
pub struct ToastAction {
    /// The word on its button.
    pub label: String,
    /// What it does; the message goes away with it. Its own: it outlives the dialog or the effect that it came from.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

/// A message.
#[derive(Clone)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// How it is meant; a warning stays until it is closed.
    pub tone: Tone,
    /// What can be done about it.
    pub action: Option<ToastAction>,
}

impl Toast {
    /// A message that something went as it was meant to.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Plain, action: None }
    }

    /// A message that something did not.
    pub fn warn(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Warn, action: None }
    }

    /// The same with something to do about it.
    pub fn with_action(self, label: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self { action: Some(ToastAction { label: label.into(), run: Arc::new(run) }), ..self }
    }

    fn stays_ms(&self) -> Option<u64> {
        match (self.tone, &self.action) {
            (Tone::Warn, _) => None,
            (_, Some(_)) => Some(ACTION_MS),
            (_, None) => Some(PLAIN_MS),
        }
    }
}

/// The messages that are shown now.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<(u32, Toast)>>,
    next: StoredValue<u32>,
    /// The pointer or the focus rests on them: they wait.
    rested: RwSignal<bool>,
    live: Live,
}

impl Toasts {
    /// Shows a message and says it. Browser only.
    pub fn show(self, toast: Toast) {
        self.live.announce(toast.text.clone());
        let Some(id) = self.next.try_update_value(|next| {
            *next = next.wrapping_add(1);
            *next
        }) else {
            return;
        };
        let stays_ms = toast.stays_ms();
        let _ = self.shown.try_update(|shown| {
            shown.push((id, toast));
            let over = shown.len().saturating_sub(AT_ONCE);
            shown.drain(..over);
        });
        if let Some(ms) = stays_ms {
            self.fade(id, ms);
        }
    }

    fn fade(self, id: u32, ms: u64) {
        let later = move || match self.rested.try_get_untracked() {
            Some(true) => self.fade(id, PLAIN_MS),
            Some(false) => self.close(id),
            None => {}
        };
        set_timeout(later, Duration::from_millis(ms));
    }

    /// A button of a message was pressed.
    fn on_click(self, event: &MouseEvent) {
        let Some(button) = target_of(event, "[data-toast]") else { return };
        let Some(id) = button.get_attribute("data-toast").and_then(|id| id.parse().ok()) else { return };
        let found = self.shown.with_untracked(|shown| shown.iter().find(|(shown, _)| *shown == id).cloned());
        self.close(id);
        if let Some(action) = found.and_then(|(_, toast)| toast.action).filter(|_| button.has_attribute("data-act")) {
            (action.run)();
        }
    }

    fn close(self, id: u32) {
        let _ = self.shown.try_update(|shown| shown.retain(|(shown_id, _)| *shown_id != id));
    }
}

/// Gives the page its messages; called once, by the frame, after `provide_live`.
pub fn provide_toasts(live: Live) -> Toasts {
    let toasts =
        Toasts { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0), rested: RwSignal::new(false), live };
    provide_context(toasts);
    toasts
}

/// The page's messages. Without a frame around they go nowhere.
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(|| provide_toasts(super::live::use_live()))
}

/// The strip that shows them; stands once. Silent by itself, what it shows is spoken by the live region.
#[component]
pub fn ToastRegion(
    /// The messages.
    toasts: Toasts,
    /// What the strip is, for those who travel by landmarks.
    #[prop(into)]
    label: Signal<String>,
    /// What the button that closes a message says.
    #[prop(into)]
    close_label: Signal<String>,
) -> impl IntoView {
    let row = move |(id, toast)| Row::new(id, move || line(id, toast, &close_label.get_untracked()));
    let rows = move || toasts.shown.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <section
            class="toasts" aria-label=label
            on:pointerenter=move |_| toasts.rested.set(true) on:pointerleave=move |_| toasts.rested.set(false)
            on:focusin=move |_| toasts.rested.set(true) on:focusout=move |_| toasts.rested.set(false)
            on:click=move |event| toasts.on_click(&event)
        >
            <Rows rows />
        </section>
    }
}

/// A message. It listens to nothing by itself: messages come and go with every move, and what a browser has listened to it lets go
/// only when it sweeps.
fn line(id: u32, toast: Toast, close_label: &str) -> AnyView {
    let action = toast.action.map(|action| {
        view! { <button class="button quiet" type="button" data-toast=id data-act="">{action.label}</button> }
    });
    view! {
        <div class=["toast ", toast.tone.class()].concat()>
            {(toast.tone == Tone::Warn).then(|| view! { <Icon name="triangle-alert" /> })}
            <p>{toast.text}</p>
            {action}
            <button class="button quiet icon-only" type="button" title=close_label.to_owned() data-toast=id>
                <Icon name="x" />
                <span class="said">{close_label.to_owned()}</span>
            </button>
        </div>
    }
    .into_any()
}
