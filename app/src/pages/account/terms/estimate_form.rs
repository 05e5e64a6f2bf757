//! Writing down what an account spends in a year on a family of products.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    catalogue::ProductFamily,
    command::Command,
    day::{Day, Written},
    ids::{AccountId, ProductFamilyId, WalletEstimateId},
    keep::{Keep, Ruled, Wish},
    money,
    rejection::Rejection,
    wallet_estimate::WalletEstimate,
};

use crate::{
    client::{Workspace, device, use_workspace},
    ui::{Button, ButtonTone, Choice, Field, Picker, use_toasts},
    views::{reporting, steps::toast_with_undo},
    words::en::{self, terms, wallet as words},
};

/// What is being written.
#[derive(Clone, Copy)]
struct Draft {
    family: RwSignal<String>,
    from: RwSignal<String>,
    yearly: RwSignal<String>,
    source: RwSignal<String>,
}

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    From,
    Yearly,
    Source,
}

fn place_of(reason: &Rejection) -> Place {
    match reason {
        Rejection::DayTooEarly { .. } | Rejection::DayInFuture { .. } => Place::From,
        Rejection::AmountNegative | Rejection::AmountTooLarge => Place::Yearly,
        _ => Place::Source,
    }
}

fn save(workspace: Workspace, account: AccountId, draft: Draft) -> Result<(), (Place, String)> {
    let currency = reporting::currency();
    let placed = |reason: Rejection| (place_of(&reason), en::rejection(&reason));
    let written = draft.yearly.get_untracked();
    let yearly_minor = if written.trim().is_empty() {
        None
    } else {
        let read = money::parse_amount(&written, currency.decimals(), '.');
        Some(read.map_err(|fault| (Place::Yearly, en::account::amount_fault(fault, currency)))?)
    };
    let from_day = Day::of_text(&draft.from.get_untracked()).ok_or((Place::From, terms::NO_DAY.to_owned()))?;
    let estimate = WalletEstimate {
        id: WalletEstimateId(device::fresh_id()),
        account,
        family: draft.family.with_untracked(|id| id.parse().unwrap_or_default()),
        from_day,
        yearly_minor,
        source: draft.source.get_untracked(),
        ..WalletEstimate::default()
    };
    let estimate = estimate.settled(&workspace.viewer()).map_err(placed)?;
    let keep = Keep::one(Some(account), Wish::of_new(&estimate));
    workspace.run(Command::Keep(keep)).map(drop).map_err(placed)
}

/// The form in its dialog.
#[component]
pub fn EstimateForm(
    /// Of which account.
    id: AccountId,
    /// The families of the catalogue.
    families: Memo<Option<Vec<ProductFamily>>>,
    /// The family that was chosen to begin with.
    opened: RwSignal<Option<ProductFamilyId>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let chosen = opened.get_untracked();
    let families = families.get_untracked().unwrap_or_default();
    let is_offered = |family: &&ProductFamily| !family.archived || Some(family.id) == chosen;
    let choices: Vec<Choice> = families
        .iter()
        .filter(is_offered)
        .map(|family| Choice::new(family.id.to_string(), family.name.clone()))
        .collect();
    let text = |text: String| RwSignal::new(text);
    let draft = Draft {
        family: text(chosen.map(|id| id.to_string()).unwrap_or_default()),
        from: text(workspace.viewer().day.to_string()),
        yearly: text(String::new()),
        source: text(String::new()),
    };
    let wrong = RwSignal::new(None::<(Place, String)>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = families.iter().find(|one| draft.family.with_untracked(|id| *id == one.id.to_string()));
        let name = name.map(|family| family.name.clone()).unwrap_or_default();
        match save(workspace, id, draft) {
            Ok(()) => {
                toast_with_undo(workspace, toasts, words::estimated(&name));
                opened.set(None);
            }
            Err(reason) => wrong.set(Some(reason)),
        }
    };
    let error = move |place: Place| {
        Signal::derive(move || {
            wrong.with(|wrong| wrong.as_ref().filter(|(found, _)| *found == place).map(|(_, words)| words.clone()))
        })
    };
    let write = |text: RwSignal<String>| move |written: String| text.set(written);
    let Draft { family, from, yearly, source } = draft;
    view! {
        <form class="fields" on:submit=on_submit>
            <Picker id="estimate-family" label=words::FAMILY choices value=family on_choose=write(family) />
            <Field
                id="estimate-yearly" label=words::yearly(reporting::currency()) hint=words::YEARLY_HINT value=yearly
                on_input=write(yearly) error=error(Place::Yearly)
            />
            <Field id="estimate-from" label=words::FROM kind="date" value=from on_input=write(from) error=error(Place::From) />
            <Field
                id="estimate-source" label=words::SOURCE hint=words::SOURCE_HINT value=source on_input=write(source)
                error=error(Place::Source)
            />
            <footer>
                <Button label=en::CANCEL on_press=move || opened.set(None) />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
