//! Writing down what one side put into the relationship with an account.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    categorization::investment::{InvestmentKind, Side},
    command::Command,
    day::{Day, Written},
    ids::{AccountId, InvestmentId},
    investment::Investment,
    keep::{Keep, Ruled, Wish},
    money,
    rejection::Rejection,
};

use crate::{
    client::{Workspace, device, use_workspace},
    ui::{Button, ButtonTone, Choice, Field, Picker, use_toasts},
    views::{reporting, steps::toast_with_undo},
    words::en::{self, standing as words, terms},
};

/// What is being written.
#[derive(Clone, Copy)]
struct Draft {
    side: RwSignal<String>,
    kind: RwSignal<String>,
    amount: RwSignal<String>,
    day: RwSignal<String>,
    redeployable: RwSignal<String>,
    note: RwSignal<String>,
}

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Amount,
    Day,
    Redeployable,
    Note,
}

fn place_of(reason: &Rejection) -> Place {
    match reason {
        Rejection::DayTooEarly { .. } | Rejection::DayInFuture { .. } => Place::Day,
        Rejection::AmountNegative | Rejection::AmountTooLarge => Place::Amount,
        Rejection::PartOutOfRange { .. } => Place::Redeployable,
        _ => Place::Note,
    }
}

fn save(workspace: Workspace, account: AccountId, draft: Draft) -> Result<(), (Place, String)> {
    let currency = reporting::currency();
    let placed = |reason: Rejection| (place_of(&reason), en::rejection(&reason));
    let amount_minor = money::parse_amount(&draft.amount.get_untracked(), currency.decimals(), '.')
        .map_err(|fault| (Place::Amount, en::account::amount_fault(fault, currency)))?;
    let day = Day::of_text(&draft.day.get_untracked()).ok_or((Place::Day, terms::NO_DAY.to_owned()))?;
    let percent = draft.redeployable.get_untracked();
    let redeployable_percent =
        percent.trim().parse().map_err(|_| (Place::Redeployable, words::NO_PERCENT.to_owned()))?;
    let investment = Investment {
        id: InvestmentId(device::fresh_id()),
        account,
        side: Side::of_word(&draft.side.get_untracked()).unwrap_or_default(),
        kind: InvestmentKind::of_word(&draft.kind.get_untracked()).unwrap_or_default(),
        amount_minor,
        day,
        redeployable_percent,
        note: draft.note.get_untracked(),
    };
    let settled = investment.settled(&workspace.viewer()).map_err(placed)?;
    workspace.run(Command::Keep(Keep::one(Some(account), Wish::of_new(&settled)))).map_err(placed)?;
    Ok(())
}

/// The form in its dialog.
#[component]
pub fn InvestmentForm(
    /// Whose.
    id: AccountId,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let text = |text: String| RwSignal::new(text);
    let draft = Draft {
        side: text(Side::default().word().to_owned()),
        kind: text(InvestmentKind::default().word().to_owned()),
        amount: text(String::new()),
        day: text(workspace.viewer().day.to_string()),
        redeployable: text("0".to_owned()),
        note: text(String::new()),
    };
    let wrong = RwSignal::new(None::<(Place, String)>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match save(workspace, id, draft) {
            Ok(()) => {
                toast_with_undo(workspace, toasts, words::INVESTMENT_KEPT.to_owned());
                open.set(false);
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
    let sides: Vec<Choice> = Side::ALL.iter().map(|side| Choice::new(side.word(), words::side(*side))).collect();
    let kinds: Vec<Choice> =
        InvestmentKind::ALL.iter().map(|kind| Choice::new(kind.word(), words::kind(*kind))).collect();
    let Draft { side, kind, amount, day, redeployable, note } = draft;
    view! {
        <form class="fields" on:submit=on_submit>
            <div class="fields two">
                <Picker id="investment-side" label=words::SIDE choices=sides value=side on_choose=write(side) />
                <Picker id="investment-kind" label=words::KIND choices=kinds value=kind on_choose=write(kind) />
            </div>
            <Field id="investment-note" label=words::WHAT value=note on_input=write(note) error=error(Place::Note) />
            <div class="fields two">
                <Field id="investment-amount" label=words::amount(reporting::currency()) value=amount on_input=write(amount) error=error(Place::Amount) />
                <Field id="investment-redeployable" label=words::REDEPLOYABLE value=redeployable on_input=write(redeployable) error=error(Place::Redeployable) />
            </div>
            <Field id="investment-day" label=words::DAY kind="date" value=day on_input=write(day) error=error(Place::Day) />
            <footer>
                <Button label=en::CANCEL on_press=move || open.set(false) />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
