//! Adding a partner to an account: one that is known, or a new one.

use std::sync::Arc;

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    catalogue::is_same_name,
    command::Command,
    ids::{AccountId, PartnerId, PartnershipId},
    keep::{Keep, Ruled, Wish},
    partner::{Partner, PartnerKind, Partnership},
    rejection::{Rejection, TextField},
};

use super::Told;
use crate::{
    client::{Workspace, device, use_workspace},
    ui::{Button, ButtonTone, Choice, Field, Picker, use_toasts},
    views::steps::toast_with_undo,
    words::en::{self, terms as words},
};

/// What is being written; the partner's id is empty for a new one.
#[derive(Clone, Copy)]
struct Draft {
    partner: RwSignal<String>,
    name: RwSignal<String>,
    kind: RwSignal<String>,
    role: RwSignal<String>,
}

/// Sends a new partner and that it works here, as one step. Gives its name.
fn save(workspace: Workspace, id: AccountId, told: &Told, draft: Draft) -> Result<String, Rejection> {
    let viewer = workspace.viewer();
    let known = draft.partner.with_untracked(|id| id.parse::<PartnerId>().ok());
    let known = known.and_then(|id| told.partners.iter().find(|partner| partner.id == id).cloned());
    let is_new = known.is_none();
    let partner = match known {
        Some(partner) => partner,
        None => {
            let kind = draft.kind.with_untracked(|word| PartnerKind::of_word(word)).unwrap_or_default();
            let name = draft.name.get_untracked();
            let written =
                Partner { id: PartnerId(device::fresh_id()), name, kind, archived: false }.settled(&viewer)?;
            // Whom somebody wrote down already is that one, whatever was chosen above.
            told.partners.iter().find(|one| is_same_name(&one.name, &written.name)).cloned().unwrap_or(written)
        }
    };
    let works = Partnership {
        id: PartnershipId(device::fresh_id()),
        account: id,
        partner: partner.id,
        role: draft.role.get_untracked(),
    };
    let works = works.settled(&viewer)?;
    if told.partnerships.iter().any(|other| other.partner == partner.id) {
        return Err(Rejection::WorksThereAlready);
    }
    let is_unknown = is_new && told.partners.iter().all(|other| other.id != partner.id);
    workspace.as_one(|| {
        if is_unknown {
            workspace.run(Command::Keep(Keep::one(None, Wish::of_new(&partner))))?;
        }
        workspace.run(Command::Keep(Keep::one(Some(id), Wish::of_new(&works))))
    })?;
    Ok(partner.name)
}

/// The form in its dialog.
#[component]
pub fn PartnerForm(
    /// For which account.
    id: AccountId,
    /// What is told of it.
    told: Memo<Arc<Told>>,
    /// The dialog.
    open: RwSignal<bool>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let choices: Vec<Choice> = told.with_untracked(|told| {
        let is_free =
            |partner: &&Partner| !partner.archived && told.partnerships.iter().all(|other| other.partner != partner.id);
        let known = told.partners.iter().filter(is_free);
        known.map(|partner| Choice::new(partner.id.to_string(), partner.name.clone())).collect()
    });
    let first = choices.first().map(|choice| choice.value.clone()).unwrap_or_default();
    let choices: Vec<Choice> = choices.into_iter().chain([Choice::new("", words::NEW_PARTNER)]).collect();
    let text = |text: &str| RwSignal::new(text.to_owned());
    let draft =
        Draft { partner: text(&first), name: text(""), kind: text(PartnerKind::default().word()), role: text("") };
    let refused = RwSignal::new(None::<Rejection>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match told.with_untracked(|told| save(workspace, id, told, draft)) {
            Ok(name) => {
                toast_with_undo(workspace, toasts, words::kept(&name));
                open.set(false);
            }
            Err(reason) => refused.set(Some(reason)),
        }
    };
    let error = move |of_role: bool| {
        Signal::derive(move || {
            refused.with(|reason| reason.as_ref().filter(|reason| is_role(reason) == of_role).map(en::rejection))
        })
    };
    let write = |text: RwSignal<String>| move |written: String| text.set(written);
    let Draft { partner, role, .. } = draft;
    let is_new = move || partner.with(String::is_empty);
    let known_error = Signal::derive(move || error(false).get().filter(|_| !is_new()));
    view! {
        <form class="fields" on:submit=on_submit>
            <Picker id="partner" label=words::PARTNER choices value=partner on_choose=write(partner) error=known_error />
            {move || is_new().then(|| view! { <NewPartner draft error=error(false) /> })}
            <Field
                id="partner-role" label=words::PARTNER_ROLE hint=words::PARTNER_ROLE_HINT value=role on_input=write(role)
                error=error(true)
            />
            <footer>
                <Button label=en::CANCEL on_press=move || open.set(false) />
                <Button label=words::ADD_PARTNER tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}

/// Whether a rule is about what the partner does.
fn is_role(reason: &Rejection) -> bool {
    match reason {
        Rejection::TextTooLong { field, .. } | Rejection::TextHasControlCharacters { field } => {
            *field == TextField::Role
        }
        _ => false,
    }
}

/// Whom nobody wrote down yet.
#[component]
fn NewPartner(draft: Draft, #[prop(into)] error: MaybeProp<String>) -> impl IntoView {
    let kinds: Vec<Choice> =
        PartnerKind::ALL.iter().map(|kind| Choice::new(kind.word(), words::partner_kind(*kind))).collect();
    let Draft { name, kind, .. } = draft;
    view! {
        <div class="fields two">
            <Field id="partner-name" label=words::PARTNER_NAME value=name on_input=move |text| name.set(text) error />
            <Picker
                id="partner-kind" label=en::catalogue::PARTNER_KIND choices=kinds value=kind
                on_choose=move |word| kind.set(word)
            />
        </div>
    }
}
