//! Whether it lives, and whether it serves: for those who watch over it. No detail for strangers.

use std::time::Duration;

use axum::extract::State;

use crate::{Fault, Shared};

/// `GET /healthz`: the process lives.
pub async fn live() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the process serves, which takes a database that answers.
///
/// # Errors
/// [`Fault::Unavailable`] during the start, during the stop, and while the database is away.
pub async fn ready(State(server): State<Shared>) -> Result<&'static str, Fault> {
    if !server.is_ready() || server.stop.is_cancelled() {
        return Err(Fault::unavailable());
    }
    let answer = tokio::time::timeout(Duration::from_secs(2), server.database.ping()).await;
    answer.unwrap_or_else(|_| Err(Fault::unavailable()))?;
    Ok("ready\n")
}
