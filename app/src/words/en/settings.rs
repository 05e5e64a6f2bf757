//! Settings: oneself, people, the workspace.

use domain::{
    day::{Day, Moment},
    person::OrgRole,
};

use super::{count, day, moment, role};

pub const NEEDS_CONNECTION: &str = "This needs a connection to the server.";
pub const EDIT: &str = "Edit";

pub const YOU: &str = "You";
pub const NO_ROLE: &str = "no role";
pub const SIGNED_IN_AS: &str = "Signed in as";
pub const ROLES: &str = "Roles";
pub const REPORTS_TO: &str = "Reports to";
pub const COMFORTABLE: &str = "Comfortable rows";
pub const COMFORTABLE_HINT: &str = "Lists take more room, on this device.";

pub const PEOPLE: &str = "People";
pub const NAME: &str = "Name";
pub const INVITE: &str = "Invite";
pub const INVITE_SOMEBODY: &str = "Invite a colleague";
pub const EMAIL_HINT: &str = "They sign in with it.";
pub const NEW_LINK: &str = "New link";
pub const LINK_LEAD: &str =
    "By it they choose a password, the first one or a new one. Links made for them before stop working.";
pub const MAKE_LINK: &str = "Make a link";
pub const LINK: &str = "Link";
pub const LINK_ONCE: &str = "Give it to them by a way that you trust. It is shown this once and lets one person in.";
pub const DONE: &str = "Done";
pub const IS_ACTIVE: &str = "May sign in";
pub const IS_ACTIVE_HINT: &str = "Taken away, their sessions end at once. What they wrote stays.";
pub const CLOSED: &str = "Access closed";
pub const HAS_PASSWORD: &str = "Can sign in";
pub const NOT_INVITED: &str = "Not invited";
pub const INVITATION_OVER: &str = "Invitation ran out";

pub const OPEN: &str = "Open";
pub const CURRENCIES_TEXT: &str =
    "What other currencies were worth day by day, by which documents in them are converted.";
pub const WORKSPACE: &str = "Workspace";
pub const WORKSPACE_NAME: &str = "Name of the workspace";
pub const REPORTING_DATE: &str = "Reporting date";
pub const REPORTING_DATE_HINT: &str =
    "Trailing figures run to this day. Empty: to today or to the last document, whichever is earlier.";
pub const BASE_CURRENCY: &str = "Base currency";
pub const BASE_CURRENCY_FIXED: &str = "Chosen at the set-up and fixed: all figures are kept in it.";
pub const SAVED: &str = "Saved";
pub const NOTHING_CHANGED: &str = "Nothing was changed.";

/// Roles in a line of text.
pub fn roles<'a>(roles: impl IntoIterator<Item = &'a OrgRole>) -> String {
    let names: Vec<&str> = roles.into_iter().map(|one| role(*one)).collect();
    if names.is_empty() { NO_ROLE.to_owned() } else { names.join(", ") }
}

/// To whom somebody reports, in a line of text.
pub fn reports_to(name: &str) -> String {
    format!("reports to {name}")
}

/// A number of people.
pub fn people(number: usize) -> String {
    count(number, "person", "people")
}

/// The heading where somebody is changed.
pub fn edit(name: &str) -> String {
    format!("Edit {name}")
}

/// The heading over the form that makes a link.
pub fn link_of(name: &str) -> String {
    format!("A link for {name}")
}

/// An open invitation.
pub fn invited_until(at: Moment) -> String {
    format!("Invited until {}", moment(at))
}

/// How long a link holds.
pub fn holds_until(at: Moment) -> String {
    format!("It holds until {}, once.", moment(at))
}

/// The day to which figures run now.
pub fn reports_to_day(to: Day) -> String {
    format!("Now: {}", day(to))
}

/// What a sign-out would leave behind.
pub fn unsent(waiting: usize) -> String {
    format!("{} to be sent. Signed out now, they are lost.", count(waiting, "change waits", "changes wait"))
}
