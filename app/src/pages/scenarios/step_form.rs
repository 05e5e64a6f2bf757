//! Adding a step: which account, and what is supposed or wished of it.

use std::sync::Arc;

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    ids::AccountId,
    rejection::{Rejection, TextField},
    scenario::Wish,
    what_if::PERCENT_MAX,
};

use crate::{
    client::use_workspace,
    ui::{Button, Choice, Field, Picker},
    views::{
        account_picker::{AccountPicker, May, PickerWords},
        assign_dialog::leads,
    },
    wire::scenarios::ModelChoice,
    words::en::{self, scenarios as words},
};

const PICKER: PickerWords = PickerWords {
    find: words::FIND,
    hint: words::FIND_HINT,
    none_fits: words::NONE_FITS,
    label: words::ACCOUNT,
    none: words::NO_ACCOUNT,
};

/// What a step does, as its choice has it.
const LOST: &str = "lost";
const BRINGS: &str = "brings";
const ASSIGN: &str = "assign";
const PLACE: &str = "place";

/// A step as it is written.
#[derive(Clone, Copy)]
struct Draft {
    account: RwSignal<String>,
    what: RwSignal<String>,
    percent: RwSignal<String>,
    lead: RwSignal<String>,
    model: RwSignal<String>,
    cell: RwSignal<String>,
    reason: RwSignal<String>,
}

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Account,
    Percent,
    Reason,
}

impl Draft {
    fn new() -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            account: text(""),
            what: text(LOST),
            percent: text("50"),
            lead: text(""),
            model: text(""),
            cell: text(""),
            reason: text(""),
        }
    }

    /// The step, or what is wrong with it.
    fn wish(self, models: &[ModelChoice]) -> Result<Wish, (Place, String)> {
        let account: AccountId =
            self.account.get_untracked().parse().map_err(|_| (Place::Account, words::CHOOSE_ACCOUNT.to_owned()))?;
        match self.what.get_untracked().as_str() {
            BRINGS => {
                let percent = self.percent.get_untracked().trim().parse().ok();
                let percent = percent.filter(|percent| *percent <= PERCENT_MAX && *percent != 100);
                let percent = percent.ok_or_else(|| (Place::Percent, words::NO_PERCENT.to_owned()))?;
                Ok(Wish::Suppose { account, percent })
            }
            ASSIGN => Ok(Wish::Assign { account, owner: self.lead.get_untracked().parse().ok() }),
            PLACE => {
                let reason = self.reason.get_untracked().trim().to_owned();
                if reason.is_empty() {
                    let empty = Rejection::TextEmpty { field: TextField::Reason };
                    return Err((Place::Reason, en::rejection(&empty)));
                }
                let (model, cell) = chosen(&self.model.get_untracked(), &self.cell.get_untracked(), models);
                Ok(Wish::Place { account, model, cell, reason })
            }
            _ => Ok(Wish::Suppose { account, percent: 0 }),
        }
    }
}

/// The model of that name; the first where nothing was chosen.
fn model_of<'a>(model: &str, models: &'a [ModelChoice]) -> Option<&'a ModelChoice> {
    models.iter().find(|one| one.model == model).or(models.first())
}

/// The model and the cell of it; the first ones where nothing was chosen, or another model since.
fn chosen(model: &str, cell: &str, models: &[ModelChoice]) -> (String, String) {
    let Some(model) = model_of(model, models) else { return Default::default() };
    let cell = model.cells.iter().find(|one| one.cell == cell).or(model.cells.first());
    (model.model.clone(), cell.map(|cell| cell.cell.clone()).unwrap_or_default())
}

/// The form.
#[component]
pub fn StepForm(
    /// The models on which accounts can be placed.
    models: Memo<Vec<ModelChoice>>,
    /// Takes a step.
    #[prop(into)]
    on_add: Callback<Wish>,
) -> impl IntoView {
    let draft = Draft::new();
    let wrong = RwSignal::new(None::<(Place, String)>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match models.with_untracked(|models| draft.wish(models)) {
            Ok(wish) => {
                wrong.set(None);
                on_add.run(wish);
            }
            Err(found) => wrong.set(Some(found)),
        }
    };
    let is_seen: May = Arc::new(|_| true);
    let no_account = move || {
        let words = wrong
            .with(|wrong| wrong.as_ref().filter(|(place, _)| *place == Place::Account).map(|(_, words)| words.clone()));
        words.map(|words| view! { <p class="scenario-refused" role="alert">{words}</p> })
    };
    let what = Signal::stored(vec![
        Choice::new(LOST, words::LOST),
        Choice::new(BRINGS, words::BRINGS),
        Choice::new(ASSIGN, words::ASSIGN),
        Choice::new(PLACE, words::PLACE),
    ]);
    view! {
        <section class="panel" aria-labelledby="add-title">
            <header><h2 id="add-title">{words::ADD_TITLE}</h2></header>
            <form class="fields" on:submit=on_submit>
                <div class="fields two"><AccountPicker id="step-account" words=PICKER chosen=draft.account may=is_seen /></div>
                {no_account}
                <Picker id="step-what" label=words::WHAT choices=what value=draft.what on_choose=move |word| draft.what.set(word) />
                <Rest draft wrong models />
                <footer><Button label=words::ADD submit=true /></footer>
            </form>
        </section>
    }
}

/// What else a step needs, by what it does.
#[component]
fn Rest(draft: Draft, wrong: RwSignal<Option<(Place, String)>>, models: Memo<Vec<ModelChoice>>) -> impl IntoView {
    let workspace = use_workspace();
    let error = move |at: Place| {
        Signal::derive(move || {
            wrong.with(|wrong| wrong.as_ref().filter(|(place, _)| *place == at).map(|(_, words)| words.clone()))
        })
    };
    move || match draft.what.get().as_str() {
        BRINGS => view! {
            <Field
                id="step-percent" label=words::PERCENT hint=words::PERCENT_HINT value=draft.percent
                on_input=move |text: String| draft.percent.set(text) error=error(Place::Percent)
            />
        }
        .into_any(),
        ASSIGN => {
            let choices = Signal::derive(move || workspace.look(|model| leads(model, None)));
            view! {
                <Picker id="step-lead" label=words::NEW_LEAD choices value=draft.lead on_choose=move |id| draft.lead.set(id) />
            }
            .into_any()
        }
        PLACE => view! { <Placing draft models error=error(Place::Reason) /> }.into_any(),
        _ => ().into_any(),
    }
}

/// On which model, in which cell, and why.
#[component]
fn Placing(draft: Draft, models: Memo<Vec<ModelChoice>>, error: Signal<Option<String>>) -> impl IntoView {
    let all = Signal::derive(move || {
        models.with(|models| models.iter().map(|one| Choice::new(one.model.clone(), one.title.clone())).collect())
    });
    let cells = Signal::derive(move || {
        models.with(|models| {
            let model = draft.model.with(|model| model_of(model, models));
            let cells = model.map(|model| model.cells.as_slice()).unwrap_or_default();
            cells.iter().map(|one| Choice::new(one.cell.clone(), one.title.clone())).collect()
        })
    });
    let chosen = Memo::new(move |_| models.with(|models| chosen(&draft.model.get(), &draft.cell.get(), models)));
    let model = Signal::derive(move || chosen.get().0);
    let cell = Signal::derive(move || chosen.get().1);
    view! {
        <div class="fields two">
            <Picker id="step-model" label=words::MODEL choices=all value=model on_choose=move |model| draft.model.set(model) />
            <Picker id="step-cell" label=words::CELL choices=cells value=cell on_choose=move |cell| draft.cell.set(cell) />
        </div>
        <Field id="step-reason" label=words::REASON value=draft.reason on_input=move |text: String| draft.reason.set(text) error />
    }
}
