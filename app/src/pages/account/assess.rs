//! Scoring an account by the criteria of a model: a dialog of its page that has an address of its own. What was begun stays in this window;
//! what it comes to is worked out here while one scores, by the same rules as on the server.

mod criterion;
mod written;

use std::sync::Arc;

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use domain::{
    assessment::AssessAccount,
    categorization::{CategorizationModel, Criterion},
    command::Command,
    day::{Day, Written as _},
    ids::{AccountId, AssessmentId},
};

use self::{
    criterion::CriterionFields,
    written::{Written, draft_key},
};
use super::on_models::Told;
use crate::{
    client::{assessments::ModelsInHand, device, use_workspace},
    paths,
    ui::{Button, ButtonTone, Dialog, Field, use_toasts},
    views::{shape::Shape, steps::toast_with_undo},
    wire::assessments::{AssessedModel, ProposalTold},
    words::en::{self, standing as words},
};

/// What drafts of assessments are kept by, beside account and model.
const ASSESSMENT: &str = "assessment";

/// The dialog; open while the address asks for it.
#[component]
pub fn AssessDialog(id: AccountId, told: Told, models: ModelsInHand) -> impl IntoView {
    let query = use_location().search;
    let model = Memo::new(move |_| Some(query.with(|query| paths::asked(query, "assess"))).filter(|id| !id.is_empty()));
    let known = Memo::new(move |_| {
        let asked = model.get()?;
        models.with(|models| models.as_ref()?.iter().find(|known| known.id == asked).cloned().map(Arc::new))
    });
    let workspace = use_workspace();
    let account = workspace.account(id);
    let title = Signal::derive(move || {
        let name = account.with(|account| account.as_ref().map(|account| account.name.clone())).unwrap_or_default();
        known.with(|known| {
            known.as_ref().map_or_else(|| words::ASSESSED.to_owned(), |known| words::assess(&known.title, &name))
        })
    });
    let navigate = use_navigate();
    let close = Callback::new(move |()| {
        navigate(&paths::account(id), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    });
    let open = Signal::derive(move || model.with(Option::is_some));
    // What is proposed comes with what is told of the account. Where another edition holds by now, what was written goes on by that.
    let ready = Memo::new(move |_| {
        let edition = known.with(|known| known.as_ref().map(|known| known.version));
        edition.filter(|_| told.with(Option::is_some))
    });
    view! {
        <Dialog id="assess" title open close_label=en::CLOSE on_close=close wide=true>
            {move || match ready.get() {
                Some(_) => view! { <AssessForm id told known close /> }.into_any(),
                None => view! { <Shape lines=8 /> }.into_any(),
            }}
        </Dialog>
    }
}

/// The scores, criterion by criterion.
#[component]
fn AssessForm(
    id: AccountId,
    told: Told,
    known: Memo<Option<Arc<CategorizationModel>>>,
    close: Callback<()>,
) -> impl IntoView {
    let Some(model) = known.get_untracked() else { return ().into_any() };
    if model.criteria.is_empty() {
        return view! { <p>{words::NO_MODEL}</p> }.into_any();
    }
    let on = on_model(told, &model.id);
    let workspace = use_workspace();
    let draft = draft_key(id, &model.id);
    let begun = workspace.draft(draft, ASSESSMENT).map(|text| Written::of_text(&text));
    let has_draft = RwSignal::new(begun.is_some());
    let written = RwSignal::new(begun.unwrap_or_else(|| Written::of_held(&on)));
    let day = RwSignal::new(workspace.viewer().day.to_string());
    let changed = Callback::new(move |()| {
        workspace.keep_draft(draft, ASSESSMENT, Some(written.with_untracked(Written::text)));
        has_draft.set(true);
    });
    let drop_draft = {
        let on = on.clone();
        move || {
            workspace.keep_draft(draft, ASSESSMENT, None);
            has_draft.set(false);
            written.set(Written::of_held(&on));
        }
    };
    let toasts = use_toasts();
    let submitted = Arc::clone(&model);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(day) = Day::of_text(&day.get_untracked()) else { return };
        let command = command_of(id, &submitted, day, &written.get_untracked());
        if workspace.run_or_tell(Command::AssessAccount(command)) {
            workspace.keep_draft(draft, ASSESSMENT, None);
            toast_with_undo(workspace, toasts, words::SUBMITTED.to_owned());
            close.run(());
        }
    };
    let why_not = Signal::derive(move || {
        let nothing = || en::rejection(&domain::rejection::Rejection::NothingScored);
        let no_day = || Day::of_text(&day.get()).is_none().then(|| en::terms::NO_DAY.to_owned());
        written.with(|written| written.scores().is_empty()).then(nothing).or_else(no_day)
    });
    view! {
        <form class="assess" on:submit=on_submit>
            {fieldsets(&model, &on, written, changed)}
            <Field id="assess-day" label=words::FROM_DAY kind="date" value=day on_input=move |text| day.set(text) />
            <p class="meta" hidden=move || !has_draft.get()>{words::DRAFT}</p>
            <div class="assess-foot">
                <Result model=Arc::clone(&model) written />
                <footer>
                    {move || {
                        let drop_draft = drop_draft.clone();
                        has_draft.get().then(|| view! { <Button label=words::DROP_DRAFT tone=ButtonTone::Quiet on_press=drop_draft /> })
                    }}
                    <Button label=words::SUBMIT tone=ButtonTone::Primary submit=true why_not />
                </footer>
            </div>
        </form>
    }
    .into_any()
}

/// The account on a model, as it was told when the dialog opened.
fn on_model(told: Told, model: &str) -> AssessedModel {
    told.with_untracked(|told| {
        let found = told.as_ref().and_then(|told| told.models.iter().find(|on| on.model == model));
        found.cloned().unwrap_or_default()
    })
}

/// The criteria of the model, then its questions about the circumstances.
fn fieldsets(
    model: &Arc<CategorizationModel>,
    on: &AssessedModel,
    written: RwSignal<Written>,
    changed: Callback<()>,
) -> impl IntoView + use<> {
    let one = |criterion: &Criterion| {
        let proposal: Option<ProposalTold> = on.proposals.iter().find(|told| told.criterion == criterion.id).cloned();
        let axis = model.axis(&criterion.axis).cloned();
        let criterion = criterion.clone();
        axis.map(|axis| view! { <CriterionFields criterion axis proposal written changed /> })
    };
    let scored = model.criteria.iter().map(one).collect_view();
    let asked = model.context.iter().map(one).collect_view();
    let heading = (!model.context.is_empty()).then(|| view! { <h3>{words::CONTEXT}</h3> });
    view! {
        {scored}
        {heading}
        {asked}
    }
}

fn command_of(account: AccountId, model: &CategorizationModel, day: Day, written: &Written) -> AssessAccount {
    AssessAccount {
        assessment: AssessmentId(device::fresh_id()),
        account,
        model: model.id.clone(),
        version: model.version,
        day,
        scores: written.judged(&model.criteria),
        context: written.judged(&model.context),
    }
}

/// What the scores come to, as they are given.
#[component]
fn Result(model: Arc<CategorizationModel>, written: RwSignal<Written>) -> impl IntoView {
    let told = Memo::new(move |_| {
        let computed = written.with(|written| model.computed(&written.scores()));
        let values = model.axes.iter().zip(&computed.point).map(|(axis, value)| words::value(&axis.title, *value));
        let leanings = computed.leanings.iter().map(|leaning| leaning.title.clone());
        let about = values.chain(leanings).collect::<Vec<_>>().join(" · ");
        let too_little = (!computed.is_confirmable()).then(|| words::too_little(computed.percent()));
        (words::comes_to(computed.cell.map(|cell| cell.title.as_str()), computed.percent()), about, too_little)
    });
    view! {
        <div class="assess-result" role="status" aria-label=words::RESULT>
            <b>{move || told.with(|told| told.0.clone())}</b>
            <p class="meta">{move || told.with(|told| told.1.clone())}</p>
            <p class="meta" hidden=move || told.with(|told| told.2.is_none())>{move || told.with(|told| told.2.clone())}</p>
        </div>
    }
}
