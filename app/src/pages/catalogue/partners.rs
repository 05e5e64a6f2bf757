//! The partners of the workspace.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    ids::PartnerId,
    keep::{Ruled, Wish},
    partner::{Partner, PartnerKind},
    policy::{Action, Reach},
    rejection::Rejection,
};

use super::{Told, keep};
use crate::{
    client::{Workspace, device, terms::print, use_workspace},
    ui::{
        Button, ButtonShape, ButtonTone, Choice, Dialog, Empty, Field, Picker, Row, Rows, Tag, Tick, Toasts, use_toasts,
    },
    words::en::{self, catalogue as words, terms},
};

/// The panel.
#[component]
pub fn Partners(
    /// The catalogue, with which they come.
    told: Told,
) -> impl IntoView {
    let workspace = use_workspace();
    // Which one is being written: a new one is blank.
    let opened = RwSignal::new(None::<Partner>);
    let partners = Memo::new(move |_| told.with(|told| told.partners.clone()));
    let is_empty = Memo::new(move |_| partners.with(Vec::is_empty));
    let may_write = Memo::new(move |_| {
        let writes = workspace.look(|_| workspace.viewer().rights.reach(Action::EditAccount) > Reach::Nowhere);
        writes || workspace.may(Action::Configure)
    });
    let row =
        move |partner: Partner| Row::new(print(&partner), move || view! { <PartnerLine partner may_write opened /> });
    let rows = move || partners.get().into_iter().map(row).collect::<Vec<_>>();
    let is_new = move || opened.with(|one| one.as_ref().is_none_or(|one| one.id == PartnerId::default()));
    let title = move || if is_new() { words::ADD_PARTNER } else { words::EDIT_PARTNER }.to_owned();
    view! {
        <section class="panel" aria-labelledby="partners-title">
            <header>
                <h2 id="partners-title">{words::PARTNERS}</h2>
                {move || may_write.get().then(|| view! {
                    <Button
                        label=words::ADD_PARTNER icon="plus" tone=ButtonTone::Quiet
                        on_press=move || opened.set(Some(Partner::default()))
                    />
                })}
            </header>
            <Show when=move || is_empty.get()>
                <Empty small=true title=words::NO_PARTNERS text=words::NO_PARTNERS_TEXT />
            </Show>
            <ul class="terms" aria-labelledby="partners-title"><Rows rows /></ul>
            <Dialog
                id="edit-partner" title=Signal::derive(title) open=Signal::derive(move || opened.with(Option::is_some))
                close_label=en::CLOSE on_close=move || opened.set(None)
            >
                <PartnerForm opened />
            </Dialog>
        </section>
    }
}

#[component]
fn PartnerLine(partner: Partner, may_write: Memo<bool>, opened: RwSignal<Option<Partner>>) -> impl IntoView {
    let name = partner.name.clone();
    let edit = StoredValue::new(partner.clone());
    view! {
        <li>
            <div><b>{partner.name.clone()}</b><p class="meta">{terms::partner_kind(partner.kind)}</p></div>
            {partner.archived.then(|| view! { <Tag label=words::IS_ARCHIVED /> })}
            {move || {
                let name = name.clone();
                may_write.get().then(|| view! {
                    <span class="buttons">
                        <Button
                            label=terms::edit(&name) icon="pencil" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet
                            on_press=move || opened.set(Some(edit.get_value()))
                        />
                    </span>
                })
            }}
        </li>
    }
}

fn save(workspace: Workspace, toasts: Toasts, before: &Partner, after: Partner) -> Result<(), Rejection> {
    let after = after.settled(&workspace.viewer())?;
    let wish = if before.id == PartnerId::default() {
        Some(Wish::of_new(&Partner { id: PartnerId(device::fresh_id()), ..after.clone() }))
    } else {
        Wish::of_edit(before, &after)
    };
    keep(workspace, toasts, wish, &after.name)
}

#[component]
fn PartnerForm(opened: RwSignal<Option<Partner>>) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let before = StoredValue::new(opened.get_untracked().unwrap_or_default());
    let Partner { name, kind, archived, .. } = before.get_value();
    let (name, kind) = (RwSignal::new(name), RwSignal::new(kind.word().to_owned()));
    let archived = RwSignal::new(archived);
    let refused = RwSignal::new(None::<Rejection>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let after = Partner {
            name: name.get_untracked(),
            kind: kind.with_untracked(|word| PartnerKind::of_word(word)).unwrap_or_default(),
            archived: archived.get_untracked(),
            ..before.get_value()
        };
        match before.with_value(|before| save(workspace, toasts, before, after)) {
            Ok(()) => opened.set(None),
            Err(reason) => refused.set(Some(reason)),
        }
    };
    let error = Signal::derive(move || refused.with(|reason| reason.as_ref().map(en::rejection)));
    let kinds: Vec<Choice> =
        PartnerKind::ALL.iter().map(|kind| Choice::new(kind.word(), terms::partner_kind(*kind))).collect();
    view! {
        <form class="fields" on:submit=on_submit>
            <Field id="partner-name" label=words::NAME value=name on_input=move |text| name.set(text) error required=true />
            <Picker id="partner-kind" label=words::PARTNER_KIND choices=kinds value=kind on_choose=move |word| kind.set(word) />
            <Tick id="partner-archived" label=words::PARTNER_ARCHIVED checked=archived on_change=move |is| archived.set(is) />
            <footer>
                <Button label=en::CANCEL on_press=move || opened.set(None) />
                <Button label=en::SAVE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
