//! Writing an order, new or known, with its deliveries.

mod account_field;
mod delivery_fields;

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    day::{Day, Written},
    ids::{AccountId, SalesOrderId},
    keep::{Keep, Ruled, Wish},
    money,
    rejection::{Rejection, TextField},
    sales_order::{OrderState, SalesOrder},
};

use self::{
    account_field::{AccountDraft, AccountField},
    delivery_fields::{DeliveryDrafts, DeliveryFields},
};
use super::{csv, reporting, steps::toast_with_undo};
use crate::{
    client::{Workspace, device, use_workspace},
    ui::{Button, ButtonTone, Choice, Dialog, Field, Notice, Picker, Tone, use_toasts},
    words::en::{self, orders as words},
};

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Account,
    Number,
    Subject,
    Day,
    Due,
    Amount,
    Deliveries,
    Whole,
}

fn place_of(reason: &Rejection) -> Place {
    match reason {
        Rejection::TextEmpty { field }
        | Rejection::TextTooLong { field, .. }
        | Rejection::TextHasControlCharacters { field } => match field {
            TextField::Number => Place::Number,
            TextField::Note => Place::Subject,
            _ => Place::Deliveries,
        },
        Rejection::DayTooEarly { .. } => Place::Day,
        Rejection::DueBeforeOrdered => Place::Due,
        Rejection::AmountNegative | Rejection::AmountTooLarge => Place::Amount,
        Rejection::DeliveredBeforeOrdered { .. }
        | Rejection::ArrivedBeforeShipped { .. }
        | Rejection::DeliveryOutstanding { .. }
        | Rejection::DeliveriesTooMany { .. } => Place::Deliveries,
        _ => Place::Whole,
    }
}

/// What is being written.
#[derive(Clone, Copy)]
struct Draft {
    account: AccountDraft,
    number: RwSignal<String>,
    subject: RwSignal<String>,
    day: RwSignal<String>,
    due: RwSignal<String>,
    state: RwSignal<String>,
    amount: RwSignal<String>,
    deliveries: DeliveryDrafts,
}

impl Draft {
    fn of(order: &SalesOrder) -> Self {
        let text = |text: String| RwSignal::new(text);
        let amount = order.amount_minor.map(|minor| csv::decimal(minor, reporting::currency()));
        Self {
            account: AccountDraft::of(order.account),
            number: text(order.number.clone()),
            subject: text(order.subject.clone()),
            day: text(order.day.to_string()),
            due: text(order.due_day.to_string()),
            state: text(order.state.word().to_owned()),
            amount: text(amount.unwrap_or_default()),
            deliveries: DeliveryDrafts::of(&order.deliveries),
        }
    }

    /// The order as it was written; what is wrong with it that a rule would not see.
    fn written(self, before: &SalesOrder) -> Result<SalesOrder, (Place, String)> {
        let day = |text: RwSignal<String>, place| {
            Day::of_text(&text.get_untracked()).ok_or((place, words::NO_DAY.to_owned()))
        };
        let currency = reporting::currency();
        let amount = Some(self.amount.get_untracked()).filter(|amount| !amount.trim().is_empty());
        let amount = amount.map(|amount| money::parse_amount(&amount, currency.decimals(), '.')).transpose();
        Ok(SalesOrder {
            account: self.account.chosen().ok_or((Place::Account, words::NO_ACCOUNT.to_owned()))?,
            number: self.number.get_untracked(),
            subject: self.subject.get_untracked(),
            day: day(self.day, Place::Day)?,
            due_day: day(self.due, Place::Due)?,
            state: OrderState::of_word(&self.state.get_untracked()).unwrap_or_default(),
            amount_minor: amount.map_err(|fault| (Place::Amount, en::account::amount_fault(fault, currency)))?,
            deliveries: self.deliveries.written().map_err(|words| (Place::Deliveries, words))?,
            ..before.clone()
        })
    }
}

/// Sends what differs; gives the number under which it is kept, where anything did.
fn save(workspace: Workspace, before: &SalesOrder, draft: Draft) -> Result<Option<String>, (Place, String)> {
    let placed = |reason: Rejection| (place_of(&reason), en::rejection(&reason));
    let after = draft.written(before)?.settled(&workspace.viewer()).map_err(placed)?;
    let (number, account) = (after.number.clone(), after.account);
    let wish = if before.id == SalesOrderId::default() {
        Some(Wish::of_new(&SalesOrder { id: SalesOrderId(device::fresh_id()), ..after }))
    } else {
        Wish::of_edit(before, &after)
    };
    let Some(wish) = wish else { return Ok(None) };
    workspace.run(Command::Keep(Keep::one(Some(account), wish))).map_err(placed)?;
    Ok(Some(number))
}

/// A new order of an account, or of one that is to be found, as the form begins with it.
pub fn blank(workspace: Workspace, account: AccountId) -> SalesOrder {
    let today = workspace.viewer().day;
    let due_day = today.checked_add(jiff::Span::new().days(14)).unwrap_or(today);
    SalesOrder { account, day: today, due_day, ..SalesOrder::default() }
}

/// The dialog; it is open while an order is written. A new one has no id yet.
#[component]
pub fn OrderDialog(
    /// The order as it stood when the dialog opened.
    opened: RwSignal<Option<SalesOrder>>,
) -> impl IntoView {
    let title = move || {
        let is_new = opened.with(|opened| opened.as_ref().is_none_or(|one| one.id == SalesOrderId::default()));
        if is_new { words::ADD } else { words::EDIT }.to_owned()
    };
    view! {
        <Dialog
            id="order" title=Signal::derive(title) open=Signal::derive(move || opened.with(Option::is_some))
            close_label=en::CLOSE wide=true on_close=move || opened.set(None)
        >
            <OrderForm opened />
        </Dialog>
    }
}

#[component]
fn OrderForm(opened: RwSignal<Option<SalesOrder>>) -> impl IntoView {
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
                if let Some(number) = sent {
                    toast_with_undo(workspace, toasts, words::kept(&number));
                }
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
    let whole = error(Place::Whole);
    let whole = move || whole.get().map(|words| view! { <Notice title=words tone=Tone::Warn urgent=true /> });
    let write = |text: RwSignal<String>| move |written: String| text.set(written);
    let states: Vec<Choice> =
        OrderState::ALL.iter().map(|state| Choice::new(state.word(), words::state(*state))).collect();
    let seeks_account = before.with_value(|before| before.account == AccountId::default());
    let Draft { account, number, subject, day, due, state, amount, deliveries } = draft;
    view! {
        <form class="fields" on:submit=on_submit>
            {whole}
            {seeks_account.then(|| view! { <AccountField draft=account error=error(Place::Account) /> })}
            <div class="fields two">
                <Field id="order-number" label=words::NUMBER value=number on_input=write(number) error=error(Place::Number) />
                <Picker id="order-state" label=words::STATE choices=states value=state on_choose=write(state) />
            </div>
            <Field id="order-subject" label=words::SUBJECT value=subject on_input=write(subject) error=error(Place::Subject) />
            <div class="fields two">
                <Field id="order-day" label=words::DAY kind="date" value=day on_input=write(day) error=error(Place::Day) />
                <Field id="order-due" label=words::DUE kind="date" value=due on_input=write(due) error=error(Place::Due) />
            </div>
            <Field
                id="order-amount" label=words::amount(reporting::currency()) value=amount on_input=write(amount)
                error=error(Place::Amount)
            />
            <DeliveryFields drafts=deliveries due error=error(Place::Deliveries) />
            <footer>
                <Button label=en::CANCEL on_press=move || opened.set(None) />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
