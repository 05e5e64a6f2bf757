//! What stands between the network and the server: the headers of every kind of answer, and what a connection may do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test that cannot go on has failed; support is shared"
)]

mod support;

#[path = "door/connection.rs"]
mod connection;
#[path = "door/headers.rs"]
mod headers;
#[path = "door/tls.rs"]
mod tls;

use sqlx::{ConnectOptions as _, PgPool};
use support::process::{Folder, Mainstay};

static MIGRATIONS: &sqlx::migrate::Migrator = &server::store::MIGRATIONS;

/// The real server over the database of this test.
fn serve(folder: &Folder, pool: &PgPool, more: &[&str]) -> Mainstay {
    let database = pool.connect_options().to_url_lossy().to_string();
    // The database of a test forgets what a crash takes, which the server refuses where it is not told.
    let arguments = [&["--database-url", &database, "--allow-unsafe-database"], more].concat();
    Mainstay::serve(folder, &arguments)
}
