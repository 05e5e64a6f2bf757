//! What stands at the door.

use crate::{
    pages::door::Refused,
    words::{door::DoorWords, en},
};

/// All of it.
pub const WORDS: DoorWords = DoorWords {
    email: en::EMAIL,
    password: en::PASSWORD,
    sign_in: en::SIGN_IN,
    look_around: en::LOOK_AROUND,
    welcome: WELCOME,
    sign_in_lead: SIGN_IN_LEAD,
    fresh: FRESH,
    fresh_text: FRESH_TEXT,
    demo_alone: DEMO_ALONE,
    demo_beside: DEMO_BESIDE,
    set_up: SET_UP,
    set_up_lead: SET_UP_LEAD,
    set_up_do: SET_UP_DO,
    your_name: YOUR_NAME,
    workspace: WORKSPACE,
    workspace_hint: WORKSPACE_HINT,
    currency: CURRENCY,
    currency_hint: CURRENCY_HINT,
    password_hint: PASSWORD_HINT,
    email_hint: EMAIL_HINT,
    invitation_lead: INVITATION_LEAD,
    invitation_do: INVITATION_DO,
    link_gone: LINK_GONE,
    link_gone_lead: LINK_GONE_LEAD,
    to_sign_in: TO_SIGN_IN,
    invitation,
    refused,
};

pub const WELCOME: &str = "Welcome";
pub const SIGN_IN_LEAD: &str = "Welcome back.";
pub const FRESH: &str = "This workspace waits for its first person";
pub const FRESH_TEXT: &str =
    "A link to set it up was printed where the server was started. Open it once; it works for one person only.";
pub const DEMO_ALONE: &str = "Or see a workspace full of life first:";
pub const DEMO_BESIDE: &str = "No account yet?";
pub const SET_UP: &str = "Set up your workspace";
pub const SET_UP_LEAD: &str =
    "You are the first. You will be its administrator and agency director; colleagues are invited afterwards.";
pub const SET_UP_DO: &str = "Set up";
pub const YOUR_NAME: &str = "Your name";
pub const WORKSPACE: &str = "Name of the workspace";
pub const WORKSPACE_HINT: &str = "What your organisation calls itself.";
pub const CURRENCY: &str = "Base currency";
pub const CURRENCY_HINT: &str = "All figures are kept in it. It is chosen once.";
pub const PASSWORD_HINT: &str = "A phrase of 15 characters or more: a few words that only you would put together.";
pub const EMAIL_HINT: &str = "You sign in with it.";
pub const INVITATION_LEAD: &str = "You were invited. Choose a password and you are in.";
pub const INVITATION_DO: &str = "Come in";
pub const LINK_GONE: &str = "This link no longer works";
pub const LINK_GONE_LEAD: &str =
    "It was used already, it is too old, or it was cut short on its way. Whoever sent it can make a new one.";
pub const TO_SIGN_IN: &str = "To the sign-in";

/// The heading of an invitation.
pub fn invitation(name: &str) -> String {
    format!("Welcome, {name}")
}

/// Why the door stayed shut. None of it tells who exists.
pub fn refused(reason: Refused) -> &'static str {
    match reason {
        Refused::Mismatch => "This e-mail address and this password do not belong together.",
        Refused::Throttled => "Too many attempts in a short time. Wait a few minutes, then try again.",
        Refused::NameEmpty => "Write your name.",
        Refused::WorkspaceEmpty => "Give the workspace a name.",
        Refused::TextUnfit => "One of the texts is too long or has characters that are no writing.",
        Refused::EmailUnfit => "This is no e-mail address.",
        Refused::EmailTaken => "Somebody signs in with this e-mail address already.",
        Refused::CurrencyUnknown => "Choose a currency of the list.",
        Refused::PasswordShort => "The password is too short: 15 characters at least. A few words do.",
        Refused::PasswordLong => "The password is too long.",
        Refused::PasswordCommon => "This password is on the lists that attackers try first. Choose another phrase.",
        Refused::PasswordTelling => "The password says too much of you or of this place. Choose another phrase.",
    }
}
