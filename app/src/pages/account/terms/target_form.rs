//! Writing a target, new or known. Those beside it begin and end with it.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    day::{Day, Written},
    ids::{AccountId, TargetId},
    keep::{Keep, Ruled, Wish},
    money,
    rejection::Rejection,
    target::{self, Target},
};

use crate::{
    client::{Workspace, device, use_workspace},
    ui::{Button, ButtonTone, Field, Notice, Tone, use_toasts},
    views::{csv, reporting, steps::toast_with_undo},
    words::en::{self, targets as words, terms},
};

/// What is being written.
#[derive(Clone, Copy)]
struct Draft {
    from: RwSignal<String>,
    to: RwSignal<String>,
    amount: RwSignal<String>,
}

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    From,
    To,
    Amount,
    Whole,
}

fn place_of(reason: &Rejection) -> Place {
    match reason {
        Rejection::DayTooEarly { .. } => Place::From,
        Rejection::EndsBeforeItBegins | Rejection::MonthsNotWhole => Place::To,
        Rejection::AmountNegative | Rejection::AmountTooLarge => Place::Amount,
        _ => Place::Whole,
    }
}

/// A new target behind the others, to the end of its year; the first one for the year of a day.
pub(super) fn following(account: AccountId, all: &[Target], day: Day) -> Target {
    let last = all.iter().map(|target| target.to_day).max();
    let from_day = last.and_then(|last| last.tomorrow().ok()).unwrap_or_else(|| day.first_of_year());
    Target { account, from_day, to_day: from_day.last_of_year(), ..Target::default() }
}

impl Draft {
    fn of(target: &Target) -> Self {
        let is_new = target.id == TargetId::default();
        let amount = if is_new { String::new() } else { csv::decimal(target.amount_minor, reporting::currency()) };
        Self {
            from: RwSignal::new(target.from_day.to_string()),
            to: RwSignal::new(target.to_day.to_string()),
            amount: RwSignal::new(amount),
        }
    }

    /// The target as it was written; what is wrong with it that a rule would not see.
    fn written(self, before: &Target) -> Result<Target, (Place, String)> {
        let currency = reporting::currency();
        let amount_minor = money::parse_amount(&self.amount.get_untracked(), currency.decimals(), '.')
            .map_err(|fault| (Place::Amount, en::account::amount_fault(fault, currency)))?;
        let day = |text: RwSignal<String>, place| {
            Day::of_text(&text.get_untracked()).ok_or((place, terms::NO_DAY.to_owned()))
        };
        let (from_day, to_day) = (day(self.from, Place::From)?, day(self.to, Place::To)?);
        Ok(Target { from_day, to_day, amount_minor, ..before.clone() })
    }
}

/// What is to be sent; none of it where nothing differs.
fn wishes(workspace: Workspace, before: &Target, after: Target, all: &[Target]) -> Result<Vec<Wish>, Rejection> {
    let viewer = workspace.viewer();
    let after = after.settled(&viewer)?;
    if before.id == TargetId::default() {
        let new = Target { id: TargetId(device::fresh_id()), ..after };
        target::follow(all.iter().chain([&new]))?;
        return Ok(vec![Wish::of_new(&new)]);
    }
    let moved = before.moved(&after, all);
    target::follow(&moved)?;
    for one in &moved {
        one.clone().settled(&viewer)?;
    }
    Ok(all.iter().zip(&moved).filter_map(|(before, after)| Wish::of_edit(before, after)).collect())
}

/// Sends what differs; gives whether anything did.
fn save(workspace: Workspace, before: &Target, draft: Draft, all: &[Target]) -> Result<bool, (Place, String)> {
    let placed = |reason: Rejection| (place_of(&reason), en::rejection(&reason));
    let records = wishes(workspace, before, draft.written(before)?, all).map_err(placed)?;
    if records.is_empty() {
        return Ok(false);
    }
    workspace.run(Command::Keep(Keep { account: Some(before.account), records })).map_err(placed)?;
    Ok(true)
}

/// The form in its dialog.
#[component]
pub fn TargetForm(
    /// All targets of the account.
    all: Memo<Vec<Target>>,
    /// The target as it stood when the dialog opened; a new one has no id yet.
    opened: RwSignal<Option<Target>>,
    /// The target that is to be split instead.
    parted: RwSignal<Option<Target>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let before = StoredValue::new(opened.get_untracked().unwrap_or_default());
    let draft = before.with_value(Draft::of);
    let wrong = RwSignal::new(None::<(Place, String)>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match before.with_value(|before| save(workspace, before, draft, &all.get_untracked())) {
            Ok(is_sent) => {
                // Where nothing went, an undo would take back what was done before.
                if is_sent {
                    toast_with_undo(workspace, toasts, words::SAVED.to_owned());
                }
                opened.set(None);
            }
            Err(reason) => wrong.set(Some(reason)),
        }
    };
    let at = move |place: Place| {
        wrong.with(|wrong| wrong.as_ref().filter(|(found, _)| *found == place).map(|(_, words)| words.clone()))
    };
    let error = move |place| Signal::derive(move || at(place));
    let whole = move || at(Place::Whole).map(|words| view! { <Notice title=words tone=Tone::Warn urgent=true /> });
    let write = |text: RwSignal<String>| move |written: String| text.set(written);
    let Draft { from, to, amount } = draft;
    let splits = before.with_value(|before| before.id != TargetId::default() && before.middle() > before.from_day);
    let split = move || {
        opened.set(None);
        parted.set(Some(before.get_value()));
    };
    view! {
        <form class="fields" on:submit=on_submit>
            {whole}
            <Field
                id="target-amount" label=words::amount(reporting::currency()) value=amount on_input=write(amount)
                error=error(Place::Amount) required=true
            />
            <div class="fields two">
                <Field
                    id="target-from" label=words::FROM kind="date" hint=words::FROM_HINT value=from on_input=write(from)
                    error=error(Place::From)
                />
                <Field
                    id="target-to" label=words::TO kind="date" hint=words::TO_HINT value=to on_input=write(to)
                    error=error(Place::To)
                />
            </div>
            <footer>
                {splits.then(|| view! { <Button label=words::SPLIT tone=ButtonTone::Quiet on_press=split /> })}
                <Button label=en::CANCEL on_press=move || opened.set(None) />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
