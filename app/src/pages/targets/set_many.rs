//! Setting the targets of many accounts at once: what they brought a year before and so many percent more, looked at first.

use std::sync::Arc;

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use domain::{
    day::{Day, Written},
    target::{PERCENT_MAX, PERCENT_MIN},
};

use super::{Told, proposed::Proposed};
use crate::{
    client::{targets, use_workspace},
    pages::report::controls::name,
    paths,
    ui::{Button, ButtonTone, Dialog, Field, Notice, Tone},
    views::reporting,
    wire::{report::Accounts, targets::TargetProposal},
    words::en::{self, targets as words, terms},
};

/// The button, and its dialog.
#[component]
pub fn SetMany(told: Told) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div class="buttons">
            <Button label=words::SET_MANY icon="flag" on_press=move || open.set(true) />
        </div>
        <Dialog
            id="set-many" title=words::SET_MANY_TITLE open wide=true close_label=en::CLOSE on_close=move || open.set(false)
        >
            <Asking told open />
        </Dialog>
    }
}

/// What is asked for, as it is written.
#[derive(Clone, Copy)]
struct Draft {
    from: RwSignal<String>,
    to: RwSignal<String>,
    percent: RwSignal<String>,
}

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    From,
    To,
    Percent,
}

impl Draft {
    /// The year behind the one that the page is about.
    fn behind(day: Day) -> Self {
        let from = day.last_of_year().tomorrow().unwrap_or(day);
        Self {
            from: RwSignal::new(from.to_string()),
            to: RwSignal::new(from.last_of_year().to_string()),
            percent: RwSignal::new("5".to_owned()),
        }
    }

    /// The address of the proposal for these accounts.
    fn path(self, scope: &str) -> Result<String, (Place, &'static str)> {
        let day = |text: RwSignal<String>, place| Day::of_text(&text.get_untracked()).ok_or((place, terms::NO_DAY));
        let (from, to) = (day(self.from, Place::From)?, day(self.to, Place::To)?);
        let percent = self.percent.get_untracked().trim().parse().ok();
        let percent = percent
            .filter(|percent| (PERCENT_MIN..=PERCENT_MAX).contains(percent))
            .ok_or((Place::Percent, words::NO_PERCENT))?;
        Ok(paths::target_proposal(from, to, percent, scope))
    }
}

#[component]
fn Asking(told: Told, open: RwSignal<bool>) -> impl IntoView {
    let draft = Draft::behind(reporting::reports_to());
    let wrong = RwSignal::new(None::<(Place, &'static str)>);
    let (proposal, trouble) = (RwSignal::new(None::<Arc<TargetProposal>>), RwSignal::new(None::<String>));
    let asked = StoredValue::new(String::new());
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let path = draft.path(&told.with_untracked(|told| told.about.scope.clone()));
        wrong.set(path.as_ref().err().copied());
        let Ok(path) = path else { return };
        asked.set_value(path.clone());
        spawn_local(async move {
            let found = targets::proposal(path.clone()).await;
            // The dialog may be closed by now, or ask for something else.
            if asked.try_get_value() != Some(path) {
                return;
            }
            let _ = trouble.try_set(found.as_ref().err().map(en::trouble));
            let _ = proposal.try_set(found.ok().map(Arc::new));
        });
    };
    let error = move |place| {
        Signal::derive(move || {
            wrong.with(|wrong| wrong.filter(|(found, _)| *found == place).map(|(_, words)| words.to_owned()))
        })
    };
    let write = |text: RwSignal<String>| move |written: String| text.set(written);
    let failed = move || {
        trouble.get().map(|words| view! { <Notice title=en::concentration::NOT_FETCHED text=words tone=Tone::Warn /> })
    };
    let proposed = move || proposal.get().map(|proposal| view! { <Proposed proposal open /> });
    let workspace = use_workspace();
    let whose = move || {
        let scope = told.with(|told| Accounts::of_word(&told.about.scope)).unwrap_or_default();
        words::of_accounts(&workspace.look(|model| name(model, &scope)))
    };
    let Draft { from, to, percent } = draft;
    view! {
        <p class="meta">{whose}</p>
        <form class="fields" on:submit=on_submit>
            <div class="fields two">
                <Field id="many-from" label=words::FROM kind="date" hint=words::FROM_HINT value=from on_input=write(from) error=error(Place::From) />
                <Field id="many-to" label=words::TO kind="date" value=to on_input=write(to) error=error(Place::To) />
            </div>
            <Field id="many-percent" label=words::PERCENT hint=words::PERCENT_HINT value=percent on_input=write(percent) error=error(Place::Percent) />
            <footer><Button label=words::PREVIEW submit=true tone=ButtonTone::Primary /></footer>
        </form>
        {failed}
        {proposed}
    }
}
