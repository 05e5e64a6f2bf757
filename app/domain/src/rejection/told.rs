//! Reading a rejection. By hand, since what is derived for an enum with its tag inside brings a reader for each rule, seven
//! kilobytes of the first load of every page; this is one reader, of all that any rule carries.

use serde::{Deserialize, Deserializer, de::Error};

use super::{Rejection, TextField};
use crate::{
    change::Kind,
    day::{Day, Written},
    ids::Seq,
    money::Currency,
    policy::Action,
};

/// A rule by its word, and whatever rules carry.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    rule: String,
    kind: Option<Kind>,
    action: Option<Action>,
    field: String,
    max: Option<i64>,
    latest: String,
    earliest: String,
    base: Option<Currency>,
    entry: Option<Seq>,
}

impl<'de> Deserialize<'de> for Rejection {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let told = Told::deserialize(from)?;
        let plain = PLAIN.iter().find(|(rule, _)| *rule == told.rule).map(|(_, plain)| plain.clone());
        plain.or_else(|| told.read()).ok_or_else(|| {
            let known = || PLAIN.iter().map(|(rule, _)| *rule).chain(FULL.iter().copied());
            match known().any(|rule| rule == told.rule) {
                true => D::Error::custom("the rule lacks something that it carries"),
                false => {
                    let known: Vec<&str> = known().collect();
                    D::Error::custom(format!("unknown rule, expected one of `{}`", known.join("`, `")))
                }
            }
        })
    }
}

/// The rules that carry nothing.
const PLAIN: [(&str, Rejection); 18] = [
    ("command_id_reused", Rejection::CommandIdReused),
    ("not_from_outside", Rejection::NotFromOutside),
    ("command_unknown", Rejection::CommandUnknown),
    ("reference_taken", Rejection::ReferenceTaken),
    ("cannot_lead", Rejection::CannotLead),
    ("next_step_without_words", Rejection::NextStepWithoutWords),
    ("stands_there_already", Rejection::StandsThereAlready),
    ("placement_answered", Rejection::PlacementAnswered),
    ("placement_of_another", Rejection::PlacementOfAnother),
    ("note_of_another", Rejection::NoteOfAnother),
    ("number_taken", Rejection::NumberTaken),
    ("amount_negative", Rejection::AmountNegative),
    ("amount_too_large", Rejection::AmountTooLarge),
    ("workspace_founded", Rejection::WorkspaceFounded),
    ("role_missing", Rejection::RoleMissing),
    ("line_loops", Rejection::LineLoops),
    ("last_administrator", Rejection::LastAdministrator),
    ("entry_of_another", Rejection::EntryOfAnother),
];

/// The rules that carry something.
const FULL: [&str; 14] = [
    "gone",
    "not_permitted",
    "id_taken",
    "text_empty",
    "text_too_long",
    "text_has_control_characters",
    "tags_too_many",
    "day_in_future",
    "day_too_early",
    "conflict",
    "currency_differs",
    "entry_gone",
    "entry_stays",
    "changed_since",
];

impl Told {
    /// A rule with what it carries; none where something is missing.
    fn read(&self) -> Option<Rejection> {
        let text = || TextField::of_word(&self.field);
        let max = || usize::try_from(self.max?).ok();
        Some(match self.rule.as_str() {
            "gone" => Rejection::Gone { kind: self.kind? },
            "not_permitted" => Rejection::NotPermitted { action: self.action? },
            "id_taken" => Rejection::IdTaken { kind: self.kind? },
            "text_empty" => Rejection::TextEmpty { field: text()? },
            "text_too_long" => Rejection::TextTooLong { field: text()?, max: max()? },
            "text_has_control_characters" => Rejection::TextHasControlCharacters { field: text()? },
            "tags_too_many" => Rejection::TagsTooMany { max: max()? },
            "day_in_future" => Rejection::DayInFuture { latest: Day::of_text(&self.latest)? },
            "day_too_early" => Rejection::DayTooEarly { earliest: Day::of_text(&self.earliest)? },
            "conflict" => Rejection::Conflict { kind: self.kind?, field: self.field.clone() },
            "currency_differs" => Rejection::CurrencyDiffers { base: self.base? },
            "entry_gone" => Rejection::EntryGone { entry: self.entry? },
            "entry_stays" => Rejection::EntryStays { entry: self.entry? },
            "changed_since" => Rejection::ChangedSince { entry: self.entry? },
            _ => return None,
        })
    }
}
