//! The one form of what people make for themselves or for everybody: a board, a column, a view. It has a name; what else it asks
//! for hangs on what it is about.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    rejection::{Rejection, TextField},
};

use crate::{
    client::{Workspace, use_workspace},
    ui::{Button, ButtonTone, Field, TextArea, Tick},
    views::{account_form::field_of, sync_state::away},
    words::en,
};

/// What is being written; what a form does not ask for stays none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What it is called.
    pub name: String,
    /// Whether everybody sees it.
    pub shared: Option<bool>,
    /// The names of a new board's columns, one a line.
    pub columns: Option<String>,
    /// The colour of a column.
    pub hue: Option<i64>,
    /// The limit of a column, as it was typed.
    pub limit: Option<String>,
}

/// Sends all of them, or nothing where a rule says no to any.
pub fn run_all(workspace: Workspace, commands: Vec<Command>) -> Result<(), Rejection> {
    if let Some(reason) = commands.iter().find_map(|command| workspace.why_not(command.clone())) {
        return Err(reason);
    }
    workspace.as_one(|| commands.into_iter().try_for_each(|command| workspace.run(command).map(drop)))
}

/// The form.
#[component]
pub fn NameForm(
    /// What the names of its fields in the document begin with; one of a kind on the page.
    id: &'static str,
    /// What stands in it at first.
    draft: Draft,
    /// What the button that saves it says.
    save: &'static str,
    /// What makes or changes it.
    commands: Callback<Draft, Vec<Command>>,
    /// It was saved.
    on_saved: Callback<()>,
    /// It is given up; without it there is nothing to give up.
    #[prop(optional_no_strip)]
    on_cancel: Option<Callback<()>>,
    /// What removes it, for those who may.
    #[prop(optional_no_strip)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let name = RwSignal::new(draft.name.clone());
    let shared = RwSignal::new(draft.shared == Some(true));
    let columns = RwSignal::new(draft.columns.clone().unwrap_or_default());
    let hue = RwSignal::new(draft.hue.map(|hue| hue.to_string()).unwrap_or_default());
    let limit = RwSignal::new(draft.limit.clone().unwrap_or_default());
    let asks = (draft.shared.is_some(), draft.columns.is_some(), draft.hue.is_some(), draft.limit.is_some());
    // What stands in a dialog was asked for; what stands beside other things was not.
    let is_asked = on_cancel.is_some();
    let (asks_shared, asks_columns, asks_hue, asks_limit) = asks;
    // The reason, and whether the limit is meant.
    let (refused, of_limit) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let written = Draft {
            name: name.get_untracked(),
            shared: asks_shared.then(|| shared.get_untracked()),
            columns: asks_columns.then(|| columns.get_untracked()),
            hue: asks_hue.then(|| hue.get_untracked().parse().unwrap_or_default()),
            limit: asks_limit.then(|| limit.get_untracked()),
        };
        match run_all(workspace, commands.run(written)) {
            Ok(()) => {
                name.set(String::new());
                refused.set(None);
                on_saved.run(());
            }
            Err(reason) => {
                of_limit.set(asks_limit && field_of(&reason) != Some(TextField::Name));
                refused.set(Some(en::rejection(&reason)));
            }
        }
    };
    let error = move |limit: bool| Signal::derive(move || refused.get().filter(|_| of_limit.get() == limit));
    let id = move |of: &str| [id, of].concat();
    let write = move |to: RwSignal<String>| Callback::new(move |text| to.set(text));
    view! {
        <form class="fields" on:submit=on_submit>
            <Field id=id("-name") label=en::team_boards::NAME value=name on_input=write(name) error=error(false) required=true autofocus=is_asked />
            {asks_columns.then(|| view! {
                <TextArea id=id("-columns") label=en::team_boards::COLUMNS hint=en::team_boards::COLUMNS_HINT value=columns />
            })}
            {asks_hue.then(|| hues(hue))}
            {asks_limit.then(|| view! {
                <Field id=id("-limit") label=en::team_boards::LIMIT hint=en::team_boards::LIMIT_HINT value=limit on_input=write(limit) error=error(true) />
            })}
            {asks_shared.then(|| view! {
                <Tick id=id("-shared") label=en::team_boards::SHARED checked=shared on_change=move |ticked| shared.set(ticked) />
            })}
            <footer>
                {on_remove.map(|on_press| view! { <RemoveButton on_press /> })}
                {on_cancel.map(|on_press| view! { <Button label=en::CANCEL on_press /> })}
                <Button label=save tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}

/// What removes something for everybody who sees it: the server has to be there for that.
#[component]
pub fn RemoveButton(
    /// What removes it.
    on_press: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let why_not = Signal::derive(move || away(workspace));
    view! { <Button label=en::team_boards::REMOVE tone=ButtonTone::Danger why_not=why_not on_press /> }
}

/// The colours, to choose one from.
fn hues(hue: RwSignal<String>) -> AnyView {
    let swatches = (0_i64..)
        .zip(en::team_boards::HUES)
        .map(|(number, name)| {
            let number = number.to_string();
            let class = ["swatch hue-", &number].concat();
            let checked = hue.with_untracked(|hue| *hue == number);
            view! {
                <label class=class title=name>
                    <input type="radio" name="column-hue" aria-label=name checked=checked on:change=move |_| hue.set(number.clone()) />
                </label>
            }
        })
        .collect_view();
    view! { <fieldset class="swatches"><legend>{en::team_boards::COLOUR}</legend>{swatches}</fieldset> }.into_any()
}
