//! How people come to be let in: what an administrator asks of the door, and what it answers.

use domain::day::Moment;
use domain::ids::PersonId;
use serde::{Deserialize, Serialize};

/// Asks for the link by which somebody sets a password: for a new colleague, or for one who forgot theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Invite {
    /// Whom it is for: somebody who works here already, by the command `invite_person`.
    pub person: PersonId,
    /// By which address they sign in.
    pub email: String,
}

/// The link, told this once. Whoever takes it up sets the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// The whole address.
    pub link: String,
    /// Until when it holds, unless it is taken up or another one is made.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "domain::day::text")]
    pub ends_at: Moment,
}

/// How somebody stands with the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Access {
    /// Who.
    pub person: PersonId,
    /// By which address they sign in.
    pub email: String,
    /// Whether they have a password. Without one they still have to take up an invitation.
    pub has_password: bool,
    /// Until when their open invitation holds or held; none where there is none.
    #[serde(default, with = "domain::day::text_or_none", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
    pub invited_until: Option<Moment>,
}

/// How everybody stands with the door. People without an address, as in the demo, are not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccessList {
    /// Each of them.
    pub items: Vec<Access>,
}
