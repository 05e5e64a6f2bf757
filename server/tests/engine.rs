//! The store, the engine and the feeds on a real PostgreSQL, a database for each test.

mod chain;
mod decide;
mod gathered;
mod house;
mod record;
