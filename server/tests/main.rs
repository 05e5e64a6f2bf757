//! The server as its callers meet it: one program, since linking the whole server into one program for each noun took minutes and gigabytes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod auth;
mod commands;
mod crash;
mod door;
mod drafts;
mod engine;
mod first_start;
mod held_to_account;
mod import;
mod key_accounts;
mod known;
mod lines;
mod models;
mod orders;
mod pages;
mod private_postgres;
mod rates;
mod read;
mod reciprocity;
mod reports;
mod scenarios;
mod status_reports;
mod stream;
mod support;
mod targets;
mod terms;

/// Every change of the schema, for the databases of tests.
static MIGRATIONS: &sqlx::migrate::Migrator = &server::store::MIGRATIONS;
