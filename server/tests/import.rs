//! Files of trade, from their bytes to the books, on a real PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test that cannot go on has failed; support is shared"
)]

mod support;

#[path = "import/beside.rs"]
mod beside;
#[path = "import/books.rs"]
mod books;
#[path = "import/faulty.rs"]
mod faulty;
#[path = "import/history.rs"]
mod history;
#[path = "import/lines.rs"]
mod lines;
#[path = "import/moving.rs"]
mod moving;
#[path = "import/real.rs"]
mod real;
#[path = "import/whole.rs"]
mod whole;
#[path = "import/withdraw.rs"]
mod withdraw;

/// Every change of the schema.
static MIGRATIONS: &sqlx::migrate::Migrator = &server::store::MIGRATIONS;
