//! The store, the engine and the feeds on a real PostgreSQL, a database for each test.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "engine/chain.rs"]
mod chain;
#[path = "engine/decide.rs"]
mod decide;
#[path = "engine/house.rs"]
mod house;
#[path = "engine/record.rs"]
mod record;
