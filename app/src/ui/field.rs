//! Native inputs with their label, hint and error tied together for everyone.

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;
use send_wrapper::SendWrapper;

use super::icon::Icon;

/// The ids of hint and error that describe an input, in the order in which they are read.
pub(super) fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-error {id}-hint")),
    }
}

/// Label, hint and error around any input that carries `id`. Used by the fields here; pages use those.
#[component]
pub(super) fn Framed(
    id: String,
    label: Signal<String>,
    hint: MaybeProp<String>,
    error: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    view! {
        <div class="field" class:bad=move || error.with(Option::is_some)>
            <label for=id>{label}</label>
            {children()}
            <p class="hint" id=hint_id hidden=move || hint.with(Option::is_none)>{move || hint.get()}</p>
            <p class="error" id=error_id hidden=move || error.with(Option::is_none)>
                <Icon name="circle-alert" />
                <span>{move || error.get()}</span>
            </p>
        </div>
    }
    .into_any()
}

/// A line of text. With `name` it is sent by a plain form, before the page is awake; with `value` it follows a signal.
#[component]
pub fn Field(
    /// Joins label, hint and error; one of a kind on the page.
    #[prop(into)]
    id: String,
    /// What is asked for; tests and people find the field by it.
    #[prop(into)]
    label: Signal<String>,
    /// `text`, `email`, `password`, `date`, `search`, `url`.
    #[prop(optional)]
    kind: Option<&'static str>,
    /// The name under which a form sends it.
    #[prop(optional)]
    name: Option<&'static str>,
    /// What browsers and password stores may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// What stands in it.
    #[prop(optional, into)]
    value: MaybeProp<String>,
    /// What is expected, in words.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it, in words.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The form needs it.
    #[prop(optional)]
    required: bool,
    /// Shown, not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// Takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
    /// The id of the list of what is offered to be written.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Each keystroke.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// When the person is done with it.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let described = {
        let id = id.clone();
        move || described_by(&id, hint.with(Option::is_some), error.with(Option::is_some))
    };
    let on_event = |callback: Option<Callback<String>>| {
        move |event: Event| {
            if let Some(callback) = callback {
                callback.run(event_target_value(&event));
            }
        }
    };
    let input = view! {
        <input
            class="input" id=id.clone() name=name type=kind.unwrap_or("text") autocomplete=autocomplete
            required=required autofocus=autofocus list=list
            readonly=move || readonly.get()
            value=value.get_untracked()
            prop:value=move || value.get()
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described
            on:input=on_event(on_input)
            on:change=on_event(on_change)
        />
    }
    .into_any();
    view! { <Framed id label hint error>{input}</Framed> }
}

/// Several lines of text; grows with what is written. Its text is set in the browser only (never as children in HTML).
#[component]
pub fn TextArea(
    /// Joins label, hint and error; one of a kind on the page.
    #[prop(into)]
    id: String,
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it; follows typing.
    value: RwSignal<String>,
    /// The name under which a form sends it.
    #[prop(optional)]
    name: Option<&'static str>,
    /// What is expected, in words.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it, in words.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Ctrl or Cmd with Enter: done.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let described = {
        let id = id.clone();
        move || described_by(&id, hint.with(Option::is_some), error.with(Option::is_some))
    };
    let on_keydown = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            if let Some(on_done) = on_done {
                on_done.run(());
            }
        }
    };
    let area = view! {
        <textarea
            class="input" id=id.clone() name=name rows="3"
            prop:value=move || value.get()
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described
            on:input=move |event| value.set(event_target_value(&event))
            on:keydown=on_keydown
        ></textarea>
    }
    .into_any();
    view! { <Framed id label hint error>{area}</Framed> }
}

/// A tick: yes or no.
#[component]
pub fn Tick(
    /// Joins label and box; one of a kind on the page.
    #[prop(into)]
    id: String,
    /// What is agreed to.
    #[prop(into)]
    label: Signal<String>,
    /// Ticked or not.
    #[prop(into)]
    checked: Signal<bool>,
    /// The name under which a form sends it.
    #[prop(optional)]
    name: Option<&'static str>,
    /// The value that a form sends; "on" without.
    #[prop(optional, into)]
    value: Option<String>,
    /// What follows from it.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Each change.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let on_change = move |event: Event| {
        if let Some(on_change) = on_change {
            on_change.run(event_target_checked(&event));
        }
    };
    view! {
        <div class="tick">
            <input
                type="checkbox" id=id.clone() name=name value=value
                checked=checked.get_untracked()
                prop:checked=move || checked.get()
                on:change=on_change
            />
            <label for=id>
                <span>{label}</span>
                <span class="hint" hidden=move || hint.with(Option::is_none)>{move || hint.get()}</span>
            </label>
        </div>
    }
}

/// A search line. Without a page that is awake it is a plain form that sends `name` by GET.
#[component]
pub fn Search(
    /// One of a kind on the page.
    #[prop(into)]
    id: String,
    /// What is searched; spoken, and shown while it is empty.
    #[prop(into)]
    label: Signal<String>,
    /// The name in the URL.
    name: &'static str,
    /// What is searched for now.
    #[prop(into)]
    value: Signal<String>,
    /// The key that brings one here.
    #[prop(optional)]
    keys: Option<&'static str>,
    /// Each keystroke.
    #[prop(into)]
    on_input: Callback<String>,
) -> impl IntoView {
    let on_submit = move |event: SubmitEvent| event.prevent_default();
    view! {
        <form class="search" role="search" method="get" on:submit=on_submit>
            <input
                class="input" type="search" id=id name=name autocomplete="off" enterkeyhint="search"
                aria-label=label placeholder=label aria-keyshortcuts=keys
                value=value.get_untracked()
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))
            />
            <Icon name="search" />
            {keys.map(|keys| view! { <kbd aria-hidden="true">{keys}</kbd> })}
        </form>
    }
}

/// A place for a file: choose it or drop it. A real file input lies under it, so that keys, phones and plain forms work.
#[component]
pub fn FileDrop(
    /// One of a kind on the page.
    #[prop(into)]
    id: String,
    /// What to do here.
    #[prop(into)]
    label: Signal<String>,
    /// Which files, how large; or the name of the one that was chosen.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// The name under which a form sends it.
    #[prop(optional)]
    name: Option<&'static str>,
    /// Kinds of files, as in `accept`.
    #[prop(optional)]
    accept: Option<&'static str>,
    /// The file that was chosen or dropped.
    #[prop(into)]
    on_file: Callback<SendWrapper<web_sys::File>>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let take = move |files: Option<web_sys::FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            on_file.run(SendWrapper::new(file));
        }
    };
    let on_change = move |event: Event| take(event_target::<web_sys::HtmlInputElement>(&event).files());
    let on_drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let on_drag = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(event.unchecked_ref::<Event>().type_() != "dragleave");
    };
    view! {
        <label class="file-drop" class:over=move || over.get() on:dragover=on_drag on:dragleave=on_drag on:drop=on_drop>
            <Icon name="file-up" big=true />
            <b>{label}</b>
            <span class="hint">{move || hint.get()}</span>
            <input class="said" type="file" id=id name=name accept=accept on:change=on_change />
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_read_before_the_hint() {
        assert_eq!(described_by("x", false, false), None);
        assert_eq!(described_by("x", true, true).as_deref(), Some("x-error x-hint"));
        assert_eq!(described_by("x", true, false).as_deref(), Some("x-hint"));
    }
}
