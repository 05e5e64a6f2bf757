//! The stream of changes: what comes, to whom, in which order, and how it ends.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test that cannot go on has failed; support is shared"
)]

mod support;

#[path = "stream/boards.rs"]
mod boards;
#[path = "stream/end.rs"]
mod end;
#[path = "stream/late.rs"]
mod late;
#[path = "stream/order.rs"]
mod order;
#[path = "stream/present.rs"]
mod present;
#[path = "stream/sight.rs"]
mod sight;

static MIGRATIONS: &sqlx::migrate::Migrator = &server::store::MIGRATIONS;
