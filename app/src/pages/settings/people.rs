//! Who works here: their roles, to whom they report, and for whoever looks after people, how they stand with the door.

use leptos::{prelude::*, task::spawn_local};

use domain::{day::Moment, ids::PersonId, model::Model, order::sorted, policy::Action, table::Table};

use super::{
    invite::{InviteButton, LinkDialog},
    person_dialog::PersonDialog,
};
use crate::{
    client::{access, use_workspace},
    ui::{Avatar, Button, ButtonTone, Row, Rows, Tag, Toast, Tone, use_toasts},
    views::{
        account_card::hue_of,
        person_chip::{lead_name, name_of},
    },
    wire::Access,
    words::en,
};

/// How people stand with the door, once it has said so.
pub type Accesses = Option<Table<PersonId, Access>>;

/// What the panel is at.
#[derive(Clone, Copy)]
pub struct Desk {
    /// How people stand with the door.
    pub accesses: RwSignal<Accesses>,
    /// Goes up where that has to be asked again.
    pub asked: RwSignal<u32>,
    /// Who is being changed.
    pub edited: RwSignal<Option<PersonId>>,
    /// For whom a link is being made.
    pub linked: RwSignal<Option<PersonId>>,
}

impl Desk {
    fn new() -> Self {
        Self {
            accesses: RwSignal::new(None),
            asked: RwSignal::new(0),
            edited: RwSignal::new(None),
            linked: RwSignal::new(None),
        }
    }

    /// How one person stands with the door; none while it is not known.
    pub fn standing(self, person: PersonId) -> Option<Option<Access>> {
        self.accesses.with(|known| known.as_ref().map(|known| known.get(&person).cloned()))
    }
}

/// The panel.
#[component]
pub fn People() -> impl IntoView {
    let workspace = use_workspace();
    let desk = Desk::new();
    let shown = Memo::new(move |_| workspace.look(in_order));
    let edits = Memo::new(move |_| workspace.may(Action::EditPeople));
    ask_the_door(desk, edits);
    let row = move |id| Row::new(id, move || view! { <PersonRow id desk edits /> });
    let rows = move || shown.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-labelledby="people-title">
            <header>
                <h2 id="people-title">{en::settings::PEOPLE}</h2>
                <span class="meta num">{move || en::settings::people(shown.with(Vec::len))}</span>
                {move || edits.get().then(|| view! { <InviteButton desk /> })}
            </header>
            <ul class="people"><Rows rows /></ul>
            <PersonDialog desk />
            <LinkDialog desk />
        </section>
    }
}

/// Those whose access is open first, by name.
fn in_order(model: &Model) -> Vec<PersonId> {
    let people = sorted(model.people.values(), &|a, b| (!a.active, &a.name, a.id).cmp(&(!b.active, &b.name, b.id)));
    people.into_iter().map(|person| person.id).collect()
}

/// Asks how people stand with the door, and again where a link was made: in the browser only.
fn ask_the_door(desk: Desk, edits: Memo<bool>) {
    let toasts = use_toasts();
    Effect::new(move |_| {
        desk.asked.track();
        if !edits.get() {
            return;
        }
        spawn_local(async move {
            match access::accesses().await {
                Ok(list) => {
                    let known = list.items.into_iter().map(|access| (access.person, access)).collect();
                    // The page may be gone by now.
                    let _ = desk.accesses.try_set(Some(known));
                }
                Err(trouble) => toasts.show(Toast::warn(en::trouble(&trouble))),
            }
        });
    });
}

#[component]
fn PersonRow(id: PersonId, desk: Desk, edits: Memo<bool>) -> impl IntoView {
    let workspace = use_workspace();
    let person = workspace.person(id);
    let name = Memo::new(move |_| person.with(|person| name_of(person.as_ref())));
    let is_me = id == workspace.viewer().actor;
    let about = move || {
        let person = person.get().unwrap_or_default();
        let superior = person
            .superior
            .map(|superior| workspace.look(|model| en::settings::reports_to(&lead_name(model, Some(superior)))));
        std::iter::once(en::settings::roles(&person.roles)).chain(superior).collect::<Vec<_>>().join(" · ")
    };
    let is_closed = Memo::new(move |_| person.with(|person| person.as_ref().is_some_and(|person| !person.active)));
    let email = move || desk.standing(id).flatten().map(|access| access.email);
    let state = move || {
        let now = workspace.viewer().now;
        let word = if is_closed.get() { Some(closed()) } else { desk.standing(id).map(|access| state_of(access, now)) };
        word.map(|(label, tone)| view! { <Tag label tone /> })
    };
    view! {
        <li class="colleague" class:closed=move || is_closed.get()>
            {move || view! { <Avatar name=name.get() hash=hue_of(id) big=true silent=true /> }}
            <div>
                <p><b>{name}</b>{is_me.then(|| view! { <span class="faint">{en::settings::YOU}</span> })}</p>
                <p class="meta">{about}</p>
                <p class="meta">{email}</p>
            </div>
            <div class="colleague-end">
                {state}
                {move || edits.get().then(|| view! { <RowButtons id desk name is_closed /> })}
            </div>
        </li>
    }
}

#[component]
fn RowButtons(id: PersonId, desk: Desk, name: Memo<String>, is_closed: Memo<bool>) -> impl IntoView {
    let tone = ButtonTone::Quiet;
    view! {
        <div class="buttons" role="group" aria-label=name>
            <span hidden=move || is_closed.get()>
                <Button label=en::settings::NEW_LINK tone on_press=move || desk.linked.set(Some(id)) />
            </span>
            <Button label=en::settings::EDIT icon="pencil" tone on_press=move || desk.edited.set(Some(id)) />
        </div>
    }
}

fn closed() -> (String, Tone) {
    (en::settings::CLOSED.to_owned(), Tone::Plain)
}

/// How somebody stands with the door, in a word.
fn state_of(access: Option<Access>, now: Moment) -> (String, Tone) {
    match access {
        Some(Access { has_password: true, .. }) => (en::settings::HAS_PASSWORD.to_owned(), Tone::Good),
        Some(Access { invited_until: Some(at), .. }) if at > now => (en::settings::invited_until(at), Tone::Gold),
        Some(Access { invited_until: Some(_), .. }) => (en::settings::INVITATION_OVER.to_owned(), Tone::Warn),
        Some(_) | None => (en::settings::NOT_INVITED.to_owned(), Tone::Plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_counts_more_than_a_link() {
        let now = Moment::UNIX_EPOCH;
        let access = |has_password, invited_until| Access {
            person: PersonId::default(),
            email: String::new(),
            has_password,
            invited_until,
        };
        let later = Moment::from_second(60).ok();
        assert_eq!(state_of(Some(access(true, later)), now).1, Tone::Good);
        assert_eq!(state_of(Some(access(false, later)), now).1, Tone::Gold);
        assert_eq!(state_of(Some(access(false, Some(now))), now).1, Tone::Warn);
        assert_eq!(state_of(None, now).0, en::settings::NOT_INVITED);
    }
}
