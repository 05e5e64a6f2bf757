//! The pages before anybody is in: sign-in, set-up, an invitation. Plain forms that work without any script; the server
//! reads their fields by the names that stand here.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};

use domain::money::Currency;

use crate::{
    paths,
    shell::document_title,
    ui::{Button, ButtonLink, ButtonShape, ButtonTone, Choice, Field, Notice, Picker, Sheet, Tone},
    words::{
        door::{DoorWords, Language},
        en,
    },
};

/// The field of the e-mail address.
pub const EMAIL: &str = "email";
/// The field of the password.
pub const PASSWORD: &str = "password";
/// The field of the person's own name.
pub const NAME: &str = "name";
/// The field of the workspace's name.
pub const WORKSPACE: &str = "workspace";
/// The field of the base currency, as a code.
pub const CURRENCY: &str = "currency";
/// The field of the path to go to after the sign-in.
pub const NEXT: &str = "next";

/// What stands at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// Sign in.
    SignIn {
        /// Why an attempt was refused.
        refused: Option<Refused>,
        /// The address that was tried.
        email: String,
        /// The path of this house to go to afterwards; empty: home.
        next: String,
        /// Whether the demo can be entered.
        demo: bool,
        /// Whether the workspace still waits for its first person.
        fresh: bool,
    },
    /// Set the workspace up.
    SetUp {
        /// The token of the link.
        token: String,
        /// Why an attempt was refused.
        refused: Option<Refused>,
        /// What was written in that attempt; never the password.
        written: Written,
    },
    /// Take up an invitation.
    Invitation {
        /// The token of the link.
        token: String,
        /// Whom it is for.
        name: String,
        /// Why an attempt was refused.
        refused: Option<Refused>,
    },
    /// The link is used up, too old, or never was.
    LinkGone,
}

/// What somebody wrote into the set-up form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The name of the workspace.
    pub workspace: String,
    /// The code of its currency; empty: the euro.
    pub currency: String,
}

/// Why a form at the door was refused. None of these tells a stranger who exists: what does is answered only to whoever
/// holds a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The address and the password do not belong together, or there is no such address.
    Mismatch,
    /// Too many attempts.
    Throttled,
    /// The person has no name.
    NameEmpty,
    /// The workspace has no name.
    WorkspaceEmpty,
    /// A text is too long, or holds characters that are no writing.
    TextUnfit,
    /// The address is none.
    EmailUnfit,
    /// Somebody has this address.
    EmailTaken,
    /// The currency is not known.
    CurrencyUnknown,
    /// The password has fewer than 15 characters.
    PasswordShort,
    /// The password has more bytes than are taken.
    PasswordLong,
    /// The password is one that everybody tries.
    PasswordCommon,
    /// The password is made of the person's or the workspace's own name.
    PasswordTelling,
}

/// The words by which an address tells why a form was refused.
const WORDS: [(Refused, &str); 12] = [
    (Refused::Mismatch, "sign-in"),
    (Refused::Throttled, "wait"),
    (Refused::NameEmpty, "name"),
    (Refused::WorkspaceEmpty, "workspace"),
    (Refused::TextUnfit, "text"),
    (Refused::EmailUnfit, "email"),
    (Refused::EmailTaken, "email-taken"),
    (Refused::CurrencyUnknown, "currency"),
    (Refused::PasswordShort, "password-short"),
    (Refused::PasswordLong, "password-long"),
    (Refused::PasswordCommon, "password-common"),
    (Refused::PasswordTelling, "password-telling"),
];

impl Refused {
    /// The word for it in an address.
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(known, _)| *known == self).map_or("", |(_, word)| word)
    }

    /// What a word in an address says; none where it says nothing.
    pub fn of_word(word: &str) -> Option<Self> {
        WORDS.iter().find(|(_, known)| *known == word).map(|(reason, _)| *reason)
    }

    /// The field that it is about; none where it is about the attempt.
    pub fn field(self) -> Option<&'static str> {
        match self {
            Self::Mismatch | Self::Throttled | Self::TextUnfit => None,
            Self::NameEmpty => Some(NAME),
            Self::WorkspaceEmpty => Some(WORKSPACE),
            Self::EmailUnfit | Self::EmailTaken => Some(EMAIL),
            Self::CurrencyUnknown => Some(CURRENCY),
            Self::PasswordShort | Self::PasswordLong | Self::PasswordCommon | Self::PasswordTelling => Some(PASSWORD),
        }
    }

    fn words_at(reason: Option<Self>, field: &str, words: &DoorWords) -> Option<String> {
        reason.filter(|reason| reason.field() == Some(field)).map(|reason| (words.refused)(reason).to_owned())
    }
}

/// A page at the door.
#[component]
pub fn DoorPage(
    /// What stands there.
    door: Door,
    /// In which language.
    language: Language,
) -> impl IntoView {
    provide_meta_context();
    let words = language.door();
    let title = match &door {
        Door::SignIn { .. } => words.sign_in,
        Door::SetUp { .. } => words.set_up,
        Door::Invitation { .. } => words.invitation_do,
        Door::LinkGone => words.link_gone,
    };
    let page = match door {
        Door::SignIn { refused, email, next, demo, fresh } => {
            view! { <SignIn words refused email next demo fresh /> }.into_any()
        }
        Door::SetUp { token, refused, written } => view! { <SetUp words token refused written /> }.into_any(),
        Door::Invitation { token, name, refused } => view! { <Invitation words token name refused /> }.into_any(),
        Door::LinkGone => view! { <LinkGone words /> }.into_any(),
    };
    view! {
        <Title text=title formatter=|page: String| document_title(&page) />
        {page}
    }
}

/// What is wrong with the attempt as a whole.
#[component]
fn RefusedNotice(words: &'static DoorWords, refused: Option<Refused>) -> impl IntoView {
    let whole = refused.filter(|reason| reason.field().is_none());
    whole.map(|reason| view! { <Notice title=(words.refused)(reason) tone=Tone::Warn urgent=true /> })
}

#[component]
fn SignIn(
    words: &'static DoorWords,
    refused: Option<Refused>,
    email: String,
    next: String,
    demo: bool,
    fresh: bool,
) -> impl IntoView {
    let is_new = email.is_empty();
    let form = (!fresh).then(|| {
        view! {
            <form class="fields" method="post" action=paths::SIGN_IN>
                <RefusedNotice words refused />
                <input type="hidden" name=NEXT value=next />
                <Field
                    id="email" label=words.email kind="email" name=EMAIL autocomplete="username" value=email
                    required=true autofocus=is_new
                />
                <Field
                    id="password" label=words.password kind="password" name=PASSWORD autocomplete="current-password"
                    required=true autofocus=!is_new
                />
                <Button label=words.sign_in tone=ButtonTone::Primary shape=ButtonShape::Wide submit=true />
            </form>
        }
    });
    let waits = fresh.then(|| view! { <Notice title=words.fresh text=words.fresh_text tone=Tone::Gold /> });
    let look = demo.then(|| {
        view! {
            <form class="sheet-foot" method="post" action=paths::LOOK_AROUND>
                <span>{if fresh { words.demo_alone } else { words.demo_beside }}</span>
                <Button label=words.look_around icon="eye" submit=true />
            </form>
        }
    });
    let title = if fresh { words.welcome } else { words.sign_in };
    let lead = (!fresh).then(|| words.sign_in_lead.to_owned());
    view! { <Sheet brand=en::BRAND title lead>{waits}{form}{look}</Sheet> }
}

#[component]
fn SetUp(words: &'static DoorWords, token: String, refused: Option<Refused>, written: Written) -> impl IntoView {
    let error = move |field: &str| Refused::words_at(refused, field, words);
    let currencies: Vec<Choice> = Currency::all().map(|money| Choice::new(money.code(), money.code())).collect();
    let currency = if written.currency.is_empty() { Currency::default().code().to_owned() } else { written.currency };
    view! {
        <Sheet brand=en::BRAND title=words.set_up lead=words.set_up_lead wide=true>
            <form class="fields" method="post" action=paths::set_up(&token)>
                <RefusedNotice words refused />
                <Field
                    id="name" label=words.your_name name=NAME autocomplete="name" value=written.name
                    error=error(NAME) required=true autofocus=true
                />
                <Field
                    id="email" label=words.email kind="email" name=EMAIL autocomplete="username" value=written.email
                    hint=words.email_hint error=error(EMAIL) required=true
                />
                <NewPassword words refused />
                <Field
                    id="workspace" label=words.workspace name=WORKSPACE autocomplete="organization"
                    value=written.workspace hint=words.workspace_hint error=error(WORKSPACE) required=true
                />
                <Picker
                    id="currency" label=words.currency name=CURRENCY choices=Signal::stored(currencies)
                    value=currency hint=words.currency_hint error=error(CURRENCY)
                />
                <Button label=words.set_up_do tone=ButtonTone::Primary shape=ButtonShape::Wide submit=true />
            </form>
        </Sheet>
    }
}

#[component]
fn Invitation(words: &'static DoorWords, token: String, name: String, refused: Option<Refused>) -> impl IntoView {
    let title = (words.invitation)(&name);
    view! {
        <Sheet brand=en::BRAND title lead=words.invitation_lead>
            <form class="fields" method="post" action=paths::invitation(&token)>
                <RefusedNotice words refused />
                <NewPassword words refused />
                <Button label=words.invitation_do tone=ButtonTone::Primary shape=ButtonShape::Wide submit=true />
            </form>
        </Sheet>
    }
}

#[component]
fn NewPassword(words: &'static DoorWords, refused: Option<Refused>) -> impl IntoView {
    view! {
        <Field
            id="password" label=words.password kind="password" name=PASSWORD autocomplete="new-password"
            hint=words.password_hint error=Refused::words_at(refused, PASSWORD, words) required=true
        />
    }
}

#[component]
fn LinkGone(words: &'static DoorWords) -> impl IntoView {
    view! {
        <Sheet brand=en::BRAND title=words.link_gone lead=words.link_gone_lead>
            <div class="buttons"><ButtonLink href=paths::HOME label=words.to_sign_in /></div>
        </Sheet>
    }
}
