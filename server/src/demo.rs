//! The demo: a workspace of its own, made of the sample by the same commands that people send, once and only when
//! somebody wants to look around.
//!
//! It is open until the installation is set up, or for as long as the server is told to keep it. Nobody of it has a
//! password, and nobody can be let into it by a link.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::command::Command;
use domain::ids::{PersonId, WorkspaceId};
use domain::sample;
use sqlx::PgConnection;

use crate::engine::Sent;
use crate::{Fault, Server, Shared, models, store};

/// How often it is looked whether the demo is over.
const LOOK: Duration = Duration::from_secs(3);

/// Whether the demo may be entered now.
///
/// # Errors
/// Where the database fails.
pub async fn is_open(server: &Server, connection: &mut PgConnection) -> Result<bool, Fault> {
    Ok(server.config.demo || !store::credential::load_is_set_up(connection).await?)
}

/// Ends whoever is in the demo once it is closed, wherever the installation was set up: on this server, on another, or from the
/// command line.
pub async fn keep_closed(server: &Server) {
    loop {
        // A database that is away is said elsewhere.
        drop(close_if_over(server).await);
        tokio::time::sleep(LOOK).await;
    }
}

/// Ends who is in the demo, once it is closed.
///
/// # Errors
/// Where the database fails.
pub async fn close_if_over(server: &Server) -> Result<(), Fault> {
    if server.config.demo {
        return Ok(());
    }
    let mut connection = server.database.acquire().await?;
    if store::credential::load_is_set_up(&mut connection).await? {
        store::demo::delete_demo_sessions(&mut connection).await?;
    }
    Ok(())
}

/// The demo and whom people enter it as: whoever founded it, its agency director. Made where it is not there yet.
///
/// # Errors
/// Where the database fails.
pub async fn find_or_make(server: &Shared) -> Result<(WorkspaceId, PersonId), Fault> {
    let mut connection = server.database.acquire().await?;
    if let Some(found) = store::demo::load_demo(&mut connection).await? {
        return Ok(found);
    }
    drop(connection);
    // It goes on to its end even where whoever asked is gone meanwhile.
    let server = Arc::clone(server);
    tokio::spawn(async move { make(&server).await }).await.map_err(Fault::broken)?
}

async fn make(server: &Server) -> Result<(WorkspaceId, PersonId), Fault> {
    let began = Instant::now();
    let said = sample::commands(server.engine.clock().today(), models::shipped());
    let founded = said.iter().find_map(|said| match &said.command {
        Command::FoundWorkspace(found) => Some((found.workspace, found.person)),
        _ => None,
    });
    let (workspace, person) = founded.ok_or_else(|| Fault::broken(anyhow::anyhow!("the sample founds nothing")))?;
    let mut turn = server.engine.begin_founding(workspace).await?;
    store::demo::lock_demo(turn.connection()).await?;
    // Another server may have been quicker.
    if let Some(found) = store::demo::load_demo(turn.connection()).await? {
        return Ok(found);
    }
    let now = turn.now();
    let (by, sent): (Vec<PersonId>, Vec<Sent>) =
        said.into_iter().map(|said| (said.by, Sent::by_server(said.command, now))).unzip();
    turn.look_up(&sent).await?;
    turn.gather();
    for (by, sent) in by.into_iter().zip(&sent) {
        let decided = turn.take(by, sent).await?;
        if let Some(rejection) = decided.rejection() {
            tracing::warn!(?rejection, "the sample has a command that is refused");
        }
    }
    turn.settle_gathered().await?;
    store::demo::write_demo(turn.connection(), workspace, person).await?;
    turn.commit().await?;
    tracing::info!(%workspace, commands = sent.len(), took_ms = began.elapsed().as_millis(), "made the demo");
    Ok((workspace, person))
}
