//! Writing a new rule.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    categorization::{CategorizationModel, Cell, PRIORITY},
    command::Command,
    day::{Day, Written},
    ids::KeyRuleId,
    keep::{Keep, Ruled, Wish},
    key_rule::{KeyBasis, KeyRule},
    set::SetOf,
};

use crate::{
    client::{Workspace, assessments::ModelsInHand, device, use_workspace},
    ui::{Button, ButtonTone, Choice, Field, Notice, Picker, Row, Rows, Tick, Tone, use_toasts},
    views::steps::toast_with_undo,
    words::en::{self, key_accounts as words},
};

/// What is being written.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    basis: RwSignal<KeyBasis>,
    model: RwSignal<String>,
    cells: RwSignal<SetOf<String>>,
    confirmed: RwSignal<bool>,
    percent: RwSignal<String>,
    from: RwSignal<String>,
}

impl Draft {
    fn new(today: Day) -> Self {
        Self {
            name: RwSignal::new(String::new()),
            basis: RwSignal::new(KeyBasis::Cells),
            // The model of priorities says which accounts are worth most.
            model: RwSignal::new(PRIORITY.to_owned()),
            cells: RwSignal::new(SetOf::new()),
            confirmed: RwSignal::new(true),
            percent: RwSignal::new(String::new()),
            from: RwSignal::new(today.to_string()),
        }
    }

    /// The rule as it was written, or what is wrong with it.
    fn written(self, workspace: Workspace) -> Result<KeyRule, String> {
        let basis = self.basis.get_untracked();
        let percent = self.percent.with_untracked(|text| text.trim().parse().ok());
        let percent = if basis == KeyBasis::Cells { Some(0) } else { percent };
        let rule = KeyRule {
            id: KeyRuleId(device::fresh_id()),
            name: self.name.get_untracked(),
            basis,
            model: self.model.get_untracked(),
            cells: self.cells.get_untracked(),
            confirmed: self.confirmed.get_untracked(),
            percent: percent.ok_or_else(|| words::PERCENT_WRONG.to_owned())?,
            from_day: Day::of_text(&self.from.get_untracked()).ok_or_else(|| en::terms::NO_DAY.to_owned())?,
            to_day: None,
        };
        rule.settled(&workspace.viewer()).map_err(|reason| en::rejection(&reason))
    }
}

/// The form.
#[component]
pub fn RuleForm(
    /// Whether its dialog is open.
    open: RwSignal<bool>,
    /// The models with their words.
    models: ModelsInHand,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let draft = Draft::new(workspace.viewer().day);
    let wrong = RwSignal::new(None::<String>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let kept = draft.written(workspace).and_then(|rule| {
            let keep = Command::Keep(Keep::one(None, Wish::of_new(&rule)));
            workspace.run(keep).map(|_| rule.name).map_err(|reason| en::rejection(&reason))
        });
        match kept {
            Ok(name) => {
                toast_with_undo(workspace, toasts, en::terms::kept(&name));
                open.set(false);
            }
            Err(reason) => wrong.set(Some(reason)),
        }
    };
    let refused = move || wrong.get().map(|title| view! { <Notice title tone=Tone::Warn urgent=true /> });
    let bases = KeyBasis::ALL.iter().map(|one| Choice::new(one.word(), words::basis(*one))).collect::<Vec<_>>();
    let basis = Signal::derive(move || draft.basis.get().word().to_owned());
    let on_basis = move |word: String| draft.basis.set(KeyBasis::of_word(&word).unwrap_or_default());
    let about = move || {
        match draft.basis.get() {
        KeyBasis::Cells => view! { <CellFields draft models /> }.into_any(),
        KeyBasis::Together | KeyBasis::Each => view! {
            <Field id="rule-percent" label=words::PERCENT value=draft.percent on_input=move |text| draft.percent.set(text) required=true />
        }
        .into_any(),
    }
    };
    view! {
        <form class="fields" on:submit=on_submit>
            {refused}
            <Field id="rule-name" label=words::RULE_NAME value=draft.name on_input=move |text| draft.name.set(text) required=true />
            <Picker id="rule-basis" label=words::BASIS choices=bases value=basis on_choose=on_basis />
            {about}
            <Field id="rule-from" label=en::FROM_DAY kind="date" value=draft.from on_input=move |text| draft.from.set(text) />
            <footer>
                <Button label=en::CANCEL on_press=move || open.set(false) />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}

/// The model, its cells, and whether they must be confirmed.
#[component]
fn CellFields(draft: Draft, models: ModelsInHand) -> impl IntoView {
    let can_be_chosen = |model: &&CategorizationModel| !model.template;
    let choices = Signal::derive(move || {
        let choice = |model: &CategorizationModel| Choice::new(model.id.clone(), model.title.clone());
        models.with(|all| all.iter().flat_map(|all| all.iter()).filter(can_be_chosen).map(choice).collect::<Vec<_>>())
    });
    let on_model = move |id: String| {
        draft.model.set(id);
        draft.cells.set(SetOf::new());
    };
    let tick = move |cell: Cell| {
        let (id, held) = (cell.id.clone(), cell.id.clone());
        let checked = Signal::derive(move || draft.cells.with(|cells| cells.contains(&held)));
        let on_change = move |is_on: bool| {
            draft.cells.update(|cells| {
                if is_on {
                    cells.insert(id.clone());
                } else {
                    cells.remove(&id);
                }
            });
        };
        view! { <Tick id=format!("rule-cell-{}", cell.id) label=cell.title checked on_change /> }
    };
    let cells = move || {
        let of = draft.model.get();
        let cells = models.with(|all| {
            let model = all.iter().flat_map(|all| all.iter()).find(|model| model.id == of);
            model.map(|model| model.cells.clone()).unwrap_or_default()
        });
        let row = move |cell: Cell| Row::new(format!("{of} {}", cell.id), move || tick(cell));
        cells.into_iter().map(row).collect::<Vec<_>>()
    };
    view! {
        <Picker id="rule-model" label=words::MODEL choices value=draft.model on_choose=on_model />
        <fieldset class="rule-cells"><legend>{words::CELLS}</legend><Rows rows=cells /></fieldset>
        <Tick
            id="rule-confirmed" label=words::CONFIRMED checked=draft.confirmed
            on_change=move |is_on| draft.confirmed.set(is_on)
        />
    }
}
