//! Trailing figures of an account. They sum over documents that a browser never holds, so the server makes them, as
//! records of their own.

use crate::ids::AccountId;

record! {
    /// What an account brought in the twelve months to the reporting date.
    Trailing(AccountId) of Trailing in |trailing| Some(trailing.id);
    /// Sales less credits, in minor units of the base currency; may be below zero.
    revenue_ttm_minor: i64, Internal, Last;
}
