//! What stands between the network and the server: the headers of every kind of answer, and what a connection may do.

mod connection;
mod headers;
mod tls;

use crate::support::process::{Folder, Mainstay};
use sqlx::{ConnectOptions as _, PgPool};

/// The real server over the database of this test.
fn serve(folder: &Folder, pool: &PgPool, more: &[&str]) -> Mainstay {
    let database = pool.connect_options().to_url_lossy().to_string();
    // The database of a test forgets what a crash takes, which the server refuses where it is not told.
    let arguments = [&["--database-url", &database, "--allow-unsafe-database"], more].concat();
    Mainstay::serve(folder, &arguments)
}
