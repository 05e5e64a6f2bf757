//! The deliveries of an order that is being written.

use leptos::prelude::*;

use domain::{
    day::{Day, Written},
    sales_order::{Deliveries, Delivery},
};

use crate::{
    ui::{Button, ButtonShape, ButtonTone, Field, Row, Rows},
    words::en::orders as words,
};

/// A delivery as it is being written.
#[derive(Clone, Copy, PartialEq)]
struct DeliveryDraft {
    place: i64,
    due: RwSignal<String>,
    shipped: RwSignal<String>,
    arrived: RwSignal<String>,
    reference: RwSignal<String>,
}

impl DeliveryDraft {
    fn of(delivery: &Delivery) -> Self {
        let day = |day: Option<Day>| RwSignal::new(day.map(|day| day.to_string()).unwrap_or_default());
        Self {
            place: delivery.place,
            due: day(Some(delivery.due_day)),
            shipped: day(delivery.shipped_day),
            arrived: day(delivery.arrived_day),
            reference: RwSignal::new(delivery.reference.clone()),
        }
    }

    fn written(self) -> Result<Delivery, String> {
        let missing = || words::of_delivery(words::NO_DAY, self.place);
        let day_or_none = |text: RwSignal<String>| {
            let text = text.get_untracked();
            if text.is_empty() { Ok(None) } else { Day::of_text(&text).map(Some).ok_or_else(missing) }
        };
        Ok(Delivery {
            place: self.place,
            due_day: Day::of_text(&self.due.get_untracked()).ok_or_else(missing)?,
            shipped_day: day_or_none(self.shipped)?,
            arrived_day: day_or_none(self.arrived)?,
            reference: self.reference.get_untracked(),
        })
    }
}

/// The deliveries as they are being written.
#[derive(Clone, Copy)]
pub struct DeliveryDrafts {
    all: RwSignal<Vec<DeliveryDraft>>,
}

impl DeliveryDrafts {
    /// Begins with these.
    pub fn of(deliveries: &Deliveries) -> Self {
        Self { all: RwSignal::new(deliveries.iter().map(DeliveryDraft::of).collect()) }
    }

    /// The deliveries as they were written; of which one a day is none.
    ///
    /// # Errors
    /// What is wrong with the first of them.
    pub fn written(self) -> Result<Deliveries, String> {
        self.all.with_untracked(|all| all.iter().map(|draft| draft.written()).collect())
    }

    /// A place is given once: who changed a delivery meanwhile meant that one.
    fn add(self, due: String) {
        let last = self.all.with_untracked(|all| all.iter().map(|draft| draft.place).max()).unwrap_or_default();
        let draft = DeliveryDraft::of(&Delivery { place: last + 1, ..Delivery::default() });
        draft.due.set(due);
        self.all.update(|all| all.push(draft));
    }

    fn remove(self, place: i64) {
        self.all.update(|all| all.retain(|draft| draft.place != place));
    }
}

/// The fields, and what adds a delivery.
#[component]
pub fn DeliveryFields(
    /// What is written.
    drafts: DeliveryDrafts,
    /// The day until which all of the order was promised, as it is written: a new delivery begins with it.
    due: RwSignal<String>,
    /// What is wrong with them.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let row = move |draft: DeliveryDraft| Row::new(draft.place, move || view! { <DeliveryField drafts draft /> });
    let rows = move || drafts.all.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <fieldset class="fields line-fields">
            <legend class="said">{words::DELIVERIES}</legend>
            <Rows rows />
            <p class="error" role="alert" hidden=move || error.with(Option::is_none)>{move || error.get()}</p>
            <Button
                label=words::ADD_DELIVERY icon="plus" tone=ButtonTone::Quiet
                on_press=move || drafts.add(due.get_untracked())
            />
        </fieldset>
    }
}

#[component]
fn DeliveryField(drafts: DeliveryDrafts, draft: DeliveryDraft) -> impl IntoView {
    let write = |text: RwSignal<String>| move |written: String| text.set(written);
    let place = draft.place;
    let id = move |what: &str| format!("order-delivery-{place}-{what}");
    let label = move |what: &str| words::of_delivery(what, place);
    view! {
        <div class="delivery-field">
            <Field
                id=id("due") label=label(words::DUE_DELIVERY) kind="date" value=draft.due on_input=write(draft.due)
            />
            <Field
                id=id("shipped") label=label(words::SHIPPED) kind="date" value=draft.shipped on_input=write(draft.shipped)
            />
            <Field
                id=id("arrived") label=label(words::ARRIVED) kind="date" value=draft.arrived on_input=write(draft.arrived)
            />
            <Field
                id=id("reference") label=label(words::REFERENCE) value=draft.reference on_input=write(draft.reference)
            />
            <Button
                label=words::remove_delivery(place) icon="x" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet
                on_press=move || drafts.remove(place)
            />
        </div>
    }
}
