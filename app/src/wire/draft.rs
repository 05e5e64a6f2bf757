//! What somebody is writing and has not sent: kept for them alone, so that it is there again on another device.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The longest draft, in bytes: twice the longest model with all its words.
pub const DRAFT_MAX_BYTES: usize = 48 * 1024;
/// The longest word for what a draft is to become, in bytes.
pub const WHAT_MAX_BYTES: usize = 40;
/// How many drafts of one person are kept; the oldest go first.
pub const DRAFTS_MAX: usize = 100;
/// For how many days a draft is kept after it was written on last.
pub const DRAFT_DAYS: i64 = 30;

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Draft {
    /// The record that it is about, or that it is to follow.
    pub of: Uuid,
    /// What it is to become, by the word that the app has for it.
    pub what: String,
    /// What was written so far, as the app writes it; at most 48 KiB.
    pub text: String,
}

/// The body of `POST /api/v1/drafts`: a draft as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DraftNow {
    /// The record that it is about, or that it is to follow.
    pub of: Uuid,
    /// What it is to become.
    pub what: String,
    /// What was written so far; null: it was sent or given up, and goes.
    pub text: Option<String>,
}
