//! A page of accounts, for scripts.

use serde::{Deserialize, Serialize};

use domain::{
    ids::{AccountId, PersonId},
    money::Currency,
    placement::Stage,
};

/// The most accounts of one page.
pub const ACCOUNT_PAGE_MAX: usize = 200;
/// How many accounts a page has where nothing else is asked for.
pub const ACCOUNT_PAGE: usize = 50;

/// Some accounts, in the order that was asked for: the answer to `GET /api/v1/accounts`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountPage {
    /// The accounts.
    pub items: Vec<AccountLine>,
    /// Where the next page begins, for `after`; none on the last page.
    pub next: Option<String>,
    /// How many accounts match in all.
    pub total: usize,
}

/// An account in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountLine {
    /// Its id.
    pub id: AccountId,
    /// What it is called in other books; empty where it is in none.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Who leads it.
    pub owner: Option<PersonId>,
    /// The stage of its relationship; none where it is not placed.
    pub stage: Option<Stage>,
    /// The currency of its figures.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
    /// What it brought in the twelve months to the reporting date, in minor units.
    pub revenue_ttm_minor: i64,
    /// The account below which it stands; it may be one that the reader does not see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<AccountId>,
}

/// The query of `GET /api/v1/accounts`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
pub struct AccountQuery {
    /// How many accounts at most: 1 to [`ACCOUNT_PAGE_MAX`], by default [`ACCOUNT_PAGE`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// Where to go on: the `next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Words of which each must stand in the name, the reference, the country, the segment or a tag.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// By what they are sorted, a word of [`domain::list::Sort`] such as `name` or `-revenue`; by default the largest
    /// revenue first. The same is sorted by name, then by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}
