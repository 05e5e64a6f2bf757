//! The languages that the door speaks, and what each must say there: a sentence that one of them lacks does not compile.

use super::{de, en};
use crate::pages::door::Refused;

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, the first one.
    #[default]
    English,
    /// German, at the door so far.
    German,
}

/// What stands at the door.
#[derive(Debug)]
pub struct DoorWords {
    pub email: &'static str,
    pub password: &'static str,
    pub sign_in: &'static str,
    pub look_around: &'static str,
    pub welcome: &'static str,
    pub sign_in_lead: &'static str,
    pub fresh: &'static str,
    pub fresh_text: &'static str,
    pub demo_alone: &'static str,
    pub demo_beside: &'static str,
    pub set_up: &'static str,
    pub set_up_lead: &'static str,
    pub set_up_do: &'static str,
    pub your_name: &'static str,
    pub workspace: &'static str,
    pub workspace_hint: &'static str,
    pub currency: &'static str,
    pub currency_hint: &'static str,
    pub password_hint: &'static str,
    pub email_hint: &'static str,
    pub invitation_lead: &'static str,
    pub invitation_do: &'static str,
    pub link_gone: &'static str,
    pub link_gone_lead: &'static str,
    pub to_sign_in: &'static str,
    /// The heading of an invitation of somebody.
    pub invitation: fn(&str) -> String,
    /// Why the door stayed shut. None of it tells who exists.
    pub refused: fn(Refused) -> &'static str,
}

impl Language {
    /// Its tag, as documents and browsers write it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What it says at the door.
    pub fn door(self) -> &'static DoorWords {
        match self {
            Self::English => &en::door::WORDS,
            Self::German => &de::door::WORDS,
        }
    }

    /// The one that somebody wants who prefers these, as browsers tell it: `de-CH, de;q=0.9, en;q=0.8`. Of those that are
    /// spoken here the one with the highest share, and the first among equals.
    pub fn wanted(accepted: &str) -> Self {
        let mut best = (0, Self::English);
        for one in accepted.split(',') {
            let (tag, share) = one.split_once(";q=").unwrap_or((one, "1"));
            let tag = tag.trim().to_ascii_lowercase();
            let primary = tag.split('-').next().unwrap_or_default();
            let spoken = [Self::English, Self::German].into_iter().find(|language| language.tag() == primary);
            if let Some(language) = spoken.filter(|_| per_mille(share) > best.0) {
                best = (per_mille(share), language);
            }
        }
        best.1
    }
}

/// A share between 0 and 1 with up to three places, such as `0.9`; nothing where it is none.
fn per_mille(share: &str) -> u32 {
    let (whole, places) = share.trim().split_once('.').unwrap_or((share.trim(), ""));
    format!("{whole}{places:0<3}").parse().ok().filter(|share| *share <= 1_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_language_that_it_likes_best_of_those_spoken() {
        for (accepted, wanted) in [
            ("", Language::English),
            ("de", Language::German),
            ("de-CH,de;q=0.9,en;q=0.8", Language::German),
            ("en-GB,en;q=0.9,de;q=0.8", Language::English),
            ("fr-FR, fr;q=0.9, de;q=0.5, en;q=0.25", Language::German),
            ("en;q=0.1, DE;q=0.2", Language::German),
            ("de;q=0, en;q=0.001", Language::English),
            ("de;q=2", Language::English),
            ("den, *;q=0.5", Language::English),
        ] {
            assert_eq!(Language::wanted(accepted), wanted, "{accepted}");
        }
    }
}
