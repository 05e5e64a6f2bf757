//! The workspace: its name, the day to which its figures run, and its money.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    day::{Day, Written},
    policy::Action,
    rejection::Rejection,
    workspace::{RenameWorkspace, SetReportingDate, Workspace as House},
};

use crate::{
    client::{Workspace, use_workspace},
    ui::{Button, ButtonTone, Field, use_toasts},
    views::{account_form::field_of, reporting, steps::toast_with_undo, sync_state::away},
    words::en,
};

/// The panel: a form for whoever configures the workspace, facts for the others.
#[component]
pub fn WorkspacePanel() -> impl IntoView {
    let workspace = use_workspace();
    let configures = Memo::new(move |_| workspace.may(Action::Configure));
    let body = move || match configures.get() {
        true => view! { <WorkspaceForm /> }.into_any(),
        false => view! { <WorkspaceFacts /> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="workspace-title">
            <header><h2 id="workspace-title">{en::settings::WORKSPACE}</h2></header>
            {body}
        </section>
    }
}

#[component]
fn WorkspaceFacts() -> impl IntoView {
    let workspace = use_workspace();
    let name = move || workspace.look(|model| model.workspace.as_ref().map(|house| house.name.clone()));
    view! {
        <dl class="facts">
            <div><dt>{en::settings::WORKSPACE_NAME}</dt><dd>{name}</dd></div>
            <div><dt>{en::settings::REPORTING_DATE}</dt><dd>{move || en::day(reporting::reports_to())}</dd></div>
            <div><dt>{en::settings::BASE_CURRENCY}</dt><dd>{move || reporting::currency().code()}</dd></div>
        </dl>
    }
}

/// The workspace as it stands.
fn house(workspace: Workspace) -> House {
    workspace.read(|model| model.workspace.clone()).unwrap_or_default()
}

/// What was written since the form stood as `before`.
fn commands(before: &House, name: String, day: &str) -> Vec<Command> {
    let day = Day::of_text(day);
    let renamed = name.trim() != before.name;
    let renamed = renamed.then_some(Command::RenameWorkspace(RenameWorkspace { name }));
    let moved = day != before.reporting_date;
    let moved = moved.then_some(Command::SetReportingDate(SetReportingDate { day }));
    renamed.into_iter().chain(moved).collect()
}

/// Sends all of them, or nothing where a rule says no to any.
fn save(workspace: Workspace, commands: Vec<Command>) -> Result<(), Rejection> {
    if let Some(reason) = commands.iter().find_map(|command| workspace.why_not(command.clone())) {
        return Err(reason);
    }
    commands.into_iter().try_for_each(|command| workspace.run(command).map(drop))
}

#[component]
fn WorkspaceForm() -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let before = RwSignal::new(house(workspace));
    let House { name, reporting_date, .. } = before.get_untracked();
    let name = RwSignal::new(name);
    let day = RwSignal::new(reporting_date.map(|day| day.to_string()).unwrap_or_default());
    let refused = RwSignal::new(None::<Rejection>);
    let wanted = move || before.with(|before| commands(before, name.get(), &day.get()));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let saved = save(workspace, untrack(wanted));
        if saved.is_ok() {
            before.set(house(workspace));
            toast_with_undo(workspace, toasts, en::settings::SAVED.to_owned());
        }
        refused.set(saved.err());
    };
    let why_not = Signal::derive(move || {
        let unchanged = wanted().is_empty().then(|| en::settings::NOTHING_CHANGED.to_owned());
        unchanged.or_else(|| away(workspace))
    });
    let error = move |of_name: bool| {
        let of = move |reason: &&Rejection| field_of(reason).is_some() == of_name;
        Signal::derive(move || refused.with(|reason| reason.as_ref().filter(of).map(en::rejection)))
    };
    view! {
        <form class="fields" on:submit=on_submit>
            <div class="fields two">
                <Field id="house-name" label=en::settings::WORKSPACE_NAME value=name on_input=move |text| name.set(text) error=error(true) required=true />
                <Field id="house-day" label=en::settings::REPORTING_DATE kind="date" value=day hint=date_hint() on_input=move |text| day.set(text) error=error(false) />
            </div>
            <dl class="facts"><Money /></dl>
            <div class="buttons"><Button label=en::SAVE tone=ButtonTone::Primary submit=true why_not /></div>
        </form>
    }
}

/// What the reporting date is for, and what it is now.
fn date_hint() -> Signal<String> {
    Signal::derive(move || {
        [en::settings::REPORTING_DATE_HINT, &en::settings::reports_to_day(reporting::reports_to())].join(" ")
    })
}

#[component]
fn Money() -> impl IntoView {
    view! {
        <div>
            <dt>{en::settings::BASE_CURRENCY}</dt>
            <dd>{move || reporting::currency().code()}<span class="meta">{en::settings::BASE_CURRENCY_FIXED}</span></dd>
        </div>
    }
}
