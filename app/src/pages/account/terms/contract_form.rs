//! Writing a contract, new or known.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    contract::{Contract, Renewal},
    day::{Day, Written},
    ids::ContractId,
    keep::{Keep, Ruled, Wish},
    money,
    rejection::{Rejection, TextField},
};

use crate::{
    client::{Workspace, device, use_workspace},
    ui::{Button, ButtonTone, Choice, Field, Notice, Picker, Tone, use_toasts},
    views::{csv, reporting, steps::toast_with_undo},
    words::en::{self, terms as words},
};

/// What is being written.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    amount: RwSignal<String>,
    renewal: RwSignal<String>,
    notice: RwSignal<String>,
    note: RwSignal<String>,
}

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Name,
    From,
    To,
    Amount,
    Notice,
    Note,
    Whole,
}

fn place_of(reason: &Rejection) -> Place {
    match reason {
        Rejection::TextEmpty { field: TextField::Name }
        | Rejection::TextTooLong { field: TextField::Name, .. }
        | Rejection::TextHasControlCharacters { field: TextField::Name } => Place::Name,
        Rejection::TextTooLong { field: TextField::Note, .. }
        | Rejection::TextHasControlCharacters { field: TextField::Note } => Place::Note,
        Rejection::DayTooEarly { .. } => Place::From,
        Rejection::EndsBeforeItBegins | Rejection::RenewalWithoutEnd => Place::To,
        Rejection::AmountNegative | Rejection::AmountTooLarge => Place::Amount,
        Rejection::NoticeOutOfRange { .. } => Place::Notice,
        _ => Place::Whole,
    }
}

impl Draft {
    fn of(contract: &Contract) -> Self {
        let text = |text: String| RwSignal::new(text);
        let is_new = contract.id == ContractId::default();
        let amount = csv::decimal(contract.amount_minor, reporting::currency());
        let notice = if contract.notice_days > 0 { contract.notice_days.to_string() } else { String::new() };
        Self {
            name: text(contract.name.clone()),
            from: text(contract.from_day.to_string()),
            to: text(contract.to_day.map(|day| day.to_string()).unwrap_or_default()),
            amount: text(if is_new { String::new() } else { amount }),
            renewal: text(contract.renewal.word().to_owned()),
            notice: text(notice),
            note: text(contract.note.clone()),
        }
    }

    /// The contract as it was written; what is wrong with it that a rule would not see.
    fn written(self, before: &Contract) -> Result<Contract, (Place, String)> {
        let currency = reporting::currency();
        let amount = self.amount.get_untracked();
        let amount_minor = money::parse_amount(&amount, currency.decimals(), '.')
            .map_err(|fault| (Place::Amount, en::account::amount_fault(fault, currency)))?;
        let from = Day::of_text(&self.from.get_untracked()).ok_or((Place::From, words::NO_DAY.to_owned()))?;
        let to = self.to.get_untracked();
        let to =
            if to.is_empty() { None } else { Some(Day::of_text(&to).ok_or((Place::To, words::NO_DAY.to_owned()))?) };
        Ok(Contract {
            name: self.name.get_untracked(),
            from_day: from,
            to_day: to,
            amount_minor,
            renewal: Renewal::of_word(&self.renewal.get_untracked()).unwrap_or_default(),
            notice_days: self.notice.get_untracked().trim().parse().unwrap_or_default(),
            note: self.note.get_untracked(),
            ..before.clone()
        })
    }
}

/// Sends what differs; gives the name under which it is kept, where anything did.
fn save(workspace: Workspace, before: &Contract, draft: Draft) -> Result<Option<String>, (Place, String)> {
    let placed = |reason: Rejection| (place_of(&reason), en::rejection(&reason));
    let after = draft.written(before)?.settled(&workspace.viewer()).map_err(placed)?;
    let name = after.name.clone();
    let wish = if before.id == ContractId::default() {
        Some(Wish::of_new(&Contract { id: ContractId(device::fresh_id()), ..after }))
    } else {
        Wish::of_edit(before, &after)
    };
    let Some(wish) = wish else { return Ok(None) };
    workspace.run(Command::Keep(Keep::one(Some(before.account), wish))).map_err(placed)?;
    Ok(Some(name))
}

/// The form in its dialog.
#[component]
pub fn ContractForm(
    /// The contract as it stood when the dialog opened; a new one has no id yet.
    opened: RwSignal<Option<Contract>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let before = StoredValue::new(opened.get_untracked().unwrap_or_default());
    let draft = before.with_value(Draft::of);
    let wrong = RwSignal::new(None::<(Place, String)>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match before.with_value(|before| save(workspace, before, draft)) {
            Ok(sent) => {
                // Where nothing went, an undo would take back what was done before.
                if let Some(name) = sent {
                    toast_with_undo(workspace, toasts, words::kept(&name));
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
    let renewals: Vec<Choice> =
        Renewal::ALL.iter().map(|renewal| Choice::new(renewal.word(), words::renewal(*renewal))).collect();
    let Draft { name, from, to, amount, renewal, notice, note } = draft;
    let by_notice = move || renewal.with(|word| word == Renewal::ByNotice.word());
    view! {
        <form class="fields" on:submit=on_submit>
            {whole}
            <Field id="contract-name" label=words::CONTRACT value=name on_input=write(name) error=error(Place::Name) required=true />
            <div class="fields two">
                <Field id="contract-from" label=words::FROM kind="date" value=from on_input=write(from) error=error(Place::From) />
                <Field id="contract-to" label=words::TO kind="date" hint=words::TO_HINT value=to on_input=write(to) error=error(Place::To) />
            </div>
            <Field
                id="contract-amount" label=words::value(reporting::currency()) hint=words::VALUE_HINT value=amount
                on_input=write(amount) error=error(Place::Amount)
            />
            <div class="fields two">
                <Picker id="contract-renewal" label=words::RENEWAL choices=renewals value=renewal on_choose=write(renewal) />
                <Show when=by_notice>
                    <Field id="contract-notice" label=words::NOTICE_DAYS value=notice on_input=write(notice) error=error(Place::Notice) />
                </Show>
            </div>
            <Field id="contract-note" label=words::NOTE value=note on_input=write(note) error=error(Place::Note) />
            <footer>
                <Button label=en::CANCEL on_press=move || opened.set(None) />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
