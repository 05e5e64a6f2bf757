//! Letting people in: a new colleague is written down first, then the door makes the link by which they set a password.
//! The same link serves whoever forgot theirs.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use domain::{
    command::Command,
    ids::PersonId,
    person::{InvitePerson, Person},
};

use super::{
    line::{Draft, LineFields},
    people::Desk,
};
use crate::{
    client::{Workspace, access, device, fetch::Trouble, use_workspace},
    ui::{Button, ButtonTone, Dialog, Field, Notice, Tone},
    views::{copy_button::CopyButton, person_chip::lead_name, sync_state::away},
    wire::Invitation,
    words::en,
};

/// How far a link is.
#[derive(Clone, Copy)]
struct Making {
    email: RwSignal<String>,
    busy: RwSignal<bool>,
    made: RwSignal<Option<Invitation>>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Making {
    fn new(email: String) -> Self {
        Self {
            email: RwSignal::new(email),
            busy: RwSignal::new(false),
            made: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// Makes the link for somebody who is here, as soon as `ready` has let it.
    fn make(self, desk: Desk, person: PersonId, ready: impl Future<Output = Result<(), Trouble>> + 'static) {
        self.busy.set(true);
        let email = self.email.get_untracked();
        spawn_local(async move {
            let made = match ready.await {
                Ok(()) => access::invite(person, email).await,
                Err(trouble) => Err(trouble),
            };
            // The dialog may be gone by now.
            match made {
                Ok(invitation) => drop(self.made.try_set(Some(invitation))),
                Err(trouble) => drop(self.trouble.try_set(Some(trouble))),
            }
            let _ = desk.asked.try_update(|asked| *asked = asked.wrapping_add(1));
            let _ = self.busy.try_set(false);
        });
    }

    fn email_field(self, id: &'static str) -> impl IntoView {
        let email = self.email;
        view! {
            <Field
                id label=en::EMAIL kind="email" hint=en::settings::EMAIL_HINT value=email autocomplete="off"
                on_input=move |text| email.set(text) required=true
            />
        }
    }

    fn told_trouble(self) -> impl IntoView {
        let told = move || self.trouble.with(|trouble| trouble.as_ref().map(en::trouble));
        move || told().map(|title| view! { <Notice title tone=Tone::Warn urgent=true /> })
    }
}

/// The button that invites, and its dialog.
#[component]
pub fn InviteButton(
    /// The panel.
    desk: Desk,
) -> impl IntoView {
    let workspace = use_workspace();
    let open = RwSignal::new(false);
    let why_not = Signal::derive(move || away(workspace));
    view! {
        <Button label=en::settings::INVITE icon="user-plus" why_not on_press=move || open.set(true) />
        <Dialog
            id="invite" title=en::settings::INVITE_SOMEBODY open close_label=en::CLOSE on_close=move || open.set(false)
        >
            <InviteForm desk on_done=move |()| open.set(false) />
        </Dialog>
    }
}

#[component]
fn InviteForm(desk: Desk, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let making = Making::new(String::new());
    let body = move || match making.made.get() {
        Some(invitation) => view! { <MadeLink invitation on_done /> }.into_any(),
        None => view! { <NewColleague desk making on_done /> }.into_any(),
    };
    view! { {body} }
}

/// What is written down of a new colleague.
fn command(draft: Draft, person: PersonId) -> Command {
    Command::InvitePerson(InvitePerson {
        person,
        name: draft.name.get_untracked(),
        roles: draft.roles.get_untracked(),
        superior: draft.superior(),
    })
}

#[component]
fn NewColleague(desk: Desk, making: Making, on_done: Callback<()>) -> impl IntoView {
    let workspace = use_workspace();
    let draft = Draft::of(&Person::default());
    // Whoever was written down already only lacks the link.
    let written = RwSignal::new(None::<PersonId>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if making.busy.get_untracked() {
            return;
        }
        making.trouble.set(None);
        draft.refused.set(None);
        if let Some(person) = written.get_untracked().filter(|person| is_here(workspace, *person)) {
            return making.make(desk, person, std::future::ready(Ok(())));
        }
        let person = PersonId(device::fresh_id());
        match workspace.run(command(draft, person)) {
            Ok(sent) => {
                written.set(Some(person));
                making.make(desk, person, access::decided(workspace, sent));
            }
            Err(reason) => draft.refused.set(Some(reason)),
        }
    };
    view! {
        <form class="fields" on:submit=on_submit>
            {making.told_trouble()}
            <LineFields id="invite" draft />
            {making.email_field("invite-email")}
            <footer>
                <Button label=en::CANCEL on_press=on_done />
                <Button label=en::settings::INVITE tone=ButtonTone::Primary submit=true busy=making.busy />
            </footer>
        </form>
    }
}

fn is_here(workspace: Workspace, person: PersonId) -> bool {
    workspace.read(|model| model.people.contains_key(&person))
}

/// The dialog that makes a link for somebody who is here already; open while there is somebody.
#[component]
pub fn LinkDialog(
    /// The panel.
    desk: Desk,
) -> impl IntoView {
    let workspace = use_workspace();
    let linked = desk.linked;
    let title = Signal::derive(move || {
        let name = linked.get().map(|id| workspace.read(|model| lead_name(model, Some(id))));
        en::settings::link_of(&name.unwrap_or_default())
    });
    let open = Signal::derive(move || linked.with(Option::is_some));
    let form = move || linked.get().map(|id| view! { <LinkForm id desk on_done=move |()| linked.set(None) /> });
    view! {
        <Dialog id="access-link" title open close_label=en::CLOSE on_close=move |()| linked.set(None)>{form}</Dialog>
    }
}

#[component]
fn LinkForm(id: PersonId, desk: Desk, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let workspace = use_workspace();
    let known = untrack(|| desk.standing(id)).flatten();
    let making = Making::new(known.map(|access| access.email).unwrap_or_default());
    let why_not = Signal::derive(move || away(workspace));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !making.busy.get_untracked() {
            making.trouble.set(None);
            making.make(desk, id, std::future::ready(Ok(())));
        }
    };
    let form = move || {
        view! {
            <form class="fields" on:submit=on_submit>
                {making.told_trouble()}
                <p class="meta">{en::settings::LINK_LEAD}</p>
                {making.email_field("link-email")}
                <footer>
                    <Button label=en::CANCEL on_press=on_done />
                    <Button label=en::settings::MAKE_LINK tone=ButtonTone::Primary submit=true busy=making.busy why_not />
                </footer>
            </form>
        }
    };
    let body = move || match making.made.get() {
        Some(invitation) => view! { <MadeLink invitation on_done /> }.into_any(),
        None => form().into_any(),
    };
    view! { {body} }
}

/// The link, shown this once.
#[component]
fn MadeLink(invitation: Invitation, on_done: Callback<()>) -> impl IntoView {
    let Invitation { link, ends_at } = invitation;
    view! {
        <div class="fields">
            <Notice title=en::settings::holds_until(ends_at) text=en::settings::LINK_ONCE tone=Tone::Good />
            <div class="invite-link">
                <Field id="made-link" label=en::settings::LINK value=link.clone() readonly=true />
                <CopyButton text=link />
            </div>
            <footer><Button label=en::settings::DONE tone=ButtonTone::Primary on_press=on_done /></footer>
        </div>
    }
}
