//! Why a request brought nothing, and the way on.

use crate::client::fetch::Trouble;

/// What happened.
pub fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::SignedOut => "You are signed out. Load the page again to sign in; nothing was lost.".to_owned(),
        Trouble::Outdated => "A new version is here. Load the page again.".to_owned(),
        Trouble::TooLarge => "This is larger than the server takes.".to_owned(),
        Trouble::Missing => "It is not there, or not yours to see.".to_owned(),
        Trouble::Expired => "This is no longer kept. Load the page again.".to_owned(),
        Trouble::Refused(problem) => {
            let title = if problem.title.is_empty() { "The server could not do this." } else { &problem.title };
            let quote = problem.id.as_ref().map(|id| format!(" Quote {id} to whoever runs it.")).unwrap_or_default();
            format!("{title}{quote}")
        }
        Trouble::Busy(_) => "The server is busy. Try again in a moment.".to_owned(),
        Trouble::Offline => "There is no connection. Try again when it is back.".to_owned(),
    }
}
