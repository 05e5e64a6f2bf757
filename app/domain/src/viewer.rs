//! Who looks and acts, and when. Everything a rule needs to know of the world outside the records.

use serde::{Deserialize, Serialize};

use crate::{
    day::{Day, Moment},
    ids::PersonId,
    person::OrgRole,
    set::SetOf,
};

/// Someone who looks at pages and sends commands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Viewer {
    /// The person.
    pub actor: PersonId,
    /// The instant of deciding: the server's clock there, a guess on a device.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "crate::day::text")]
    pub now: Moment,
    /// The day of deciding, in the server's zone; no business day may lie after it.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    pub day: Day,
    /// The language of their pages, as a tag such as `en`.
    pub language: String,
    /// What they may do.
    pub rights: Rights,
}

/// What a person may do, as the union of their roles, over themselves and the line below them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rights {
    /// The person.
    pub person: PersonId,
    /// Their roles; none while they are not active.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::BTreeSet<OrgRole>))]
    pub roles: SetOf<OrgRole>,
    /// They themselves and everybody who reports to them, directly or through others.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::BTreeSet<PersonId>))]
    pub line: SetOf<PersonId>,
}
