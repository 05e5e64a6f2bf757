//! From start to stop: the database, the listener, every connection, and the way out.
//!
//! `axum::serve` sets no timer for the head of a request and waits without end for open streams, so the accept loop is our own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::auth::set_up;
use crate::config::{Config, PublicUrl};
use crate::import::staging::Staging;
use crate::postgres;
use crate::store::{self, Database};
use crate::{Fault, Server, Shared, demo, routes, tls};

mod connection;
mod seat;

use connection::Door;
use seat::Seats;

/// How long open requests may take to end when the server stops; the rest of the ten seconds is the database's.
const DRAIN: Duration = Duration::from_secs(6);
/// How long the whole stop may take.
const STOP: Duration = Duration::from_secs(10);

/// Serves until it is told to stop by SIGTERM or SIGINT.
///
/// # Errors
/// Where the settings do not fit together, the address is taken, or the database cannot be used.
pub async fn run(config: Config) -> anyhow::Result<()> {
    refuse_plain(&config)?;
    raise_file_limit(config.caps.connections);
    let listener =
        TcpListener::bind(config.listen).await.with_context(|| format!("cannot listen on {}", config.listen))?;
    let here = listener.local_addr()?;
    let public_url = config.public_url.clone().unwrap_or_else(|| PublicUrl::of(here, config.tls()));
    let stop = CancellationToken::new();
    let tls = match (&config.tls_cert, &config.tls_key) {
        (Some(cert), Some(key)) => Some(tls::acceptor(cert, key, stop.clone())?),
        _ => None,
    };
    let storage = postgres::Storage::open(&config.storage, postgres::Use::Serve)?;
    let database = Database::lazy(storage.options(), config.caps.pool);
    let server = Arc::new(Server::new(config, public_url, database, stop.clone()));

    let door = Arc::new(Door::new(server.clone(), tls, routes::router(server.clone())));
    let connections = TaskTracker::new();
    let accepting = tokio::spawn(accept(listener, door.clone(), connections.clone()));
    let outcome = tokio::select! {
        outcome = attend(&server, &storage) => outcome,
        () = stop_signal() => Ok(()),
    };
    let began = Instant::now();
    tracing::info!("stopping");
    stop.cancel();
    drop(accepting.await);
    connections.close();
    if tokio::time::timeout(DRAIN, connections.wait()).await.is_err() {
        tracing::warn!(open = connections.len(), "cutting what is still open");
        door.cut.cancel();
        let _ = tokio::time::timeout(Duration::from_millis(500), connections.wait()).await;
    }
    let _ = tokio::time::timeout(Duration::from_secs(1), server.database.pool().close()).await;
    storage.close(STOP.saturating_sub(began.elapsed())).await;
    outcome
}

/// Makes the server ready and keeps its small periodic work going.
async fn attend(server: &Shared, storage: &postgres::Storage) -> anyhow::Result<()> {
    storage.start().await?;
    prepare(server).await?;
    if let Some(link) = set_up::make_link(server).await? {
        println!("Set up Mainstay at {link}");
    }
    server.set_ready();
    println!("Mainstay is ready at {}", server.public_url);
    tracing::info!(url = %server.public_url, listen = %server.config.listen, "ready");
    let sweeping = async {
        loop {
            server.pace.forget_quiet();
            drop(sweep(server).await);
            // A reader for whom it is too late works out what is due.
            drop(server.engine.look_at_all().await);
            tokio::time::sleep(Duration::from_secs(600)).await;
        }
    };
    tokio::join!(demo::keep_closed(server), sweeping);
    Ok(())
}

/// Removes what is over: ended sessions, old tries, browsers not seen for a year, files that a killed server left half read.
async fn sweep(server: &Server) -> Result<(), Fault> {
    let mut connection = server.database.acquire().await?;
    store::session::delete_ended_sessions(&mut connection).await?;
    store::throttle::delete_old_tries(&mut connection).await?;
    store::known_device::delete_old_devices(&mut connection).await?;
    let left_behind = store::take_in::load_stale(&mut connection).await?;
    drop(connection);
    for upload in left_behind {
        Staging::new(server.database.clone(), upload).clear().await?;
    }
    Ok(())
}

/// The database checked and brought up to date.
async fn prepare(server: &Shared) -> anyhow::Result<()> {
    server.database.wait(Duration::from_secs(60)).await?;
    server.database.assert_safe(server.config.storage.allow_unsafe_database).await?;
    server.database.migrate().await.context("the schema could not be brought up to date")?;
    server.engine.work_out_missing().await.context("what follows from the records could not be worked out")
}

/// Passwords and sessions do not cross a network in the clear.
fn refuse_plain(config: &Config) -> anyhow::Result<()> {
    let address = config.listen.ip().to_canonical();
    if config.tls() || address.is_loopback() || !config.trusted_proxies.is_empty() {
        return Ok(());
    }
    bail!(
        "{} can be reached from the network, and would be served in the clear: give --tls-cert and --tls-key, or name the proxy in front with --trusted-proxy",
        config.listen
    )
}

/// Each connection is a file; the shells of many systems allow only 1,024.
fn raise_file_limit(connections: usize) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let now = getrlimit(Resource::Nofile);
    let wanted = (connections as u64).saturating_add(1_000).max(20_000);
    let most = now.maximum.map_or(wanted, |maximum| maximum.min(wanted));
    if now.current.is_some_and(|current| current < most) {
        let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: now.maximum });
        tracing::debug!(most, ok = raised.is_ok(), "raised the limit of open files");
    }
    if most < wanted {
        tracing::warn!(most, wanted, "the system allows fewer open files than connections are to be served");
    }
}

async fn stop_signal() {
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = terminate => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

async fn accept(listener: TcpListener, door: Arc<Door>, connections: TaskTracker) {
    let seats = Seats::new(&door.server.config);
    let stop = door.server.stop.clone();
    while let Some(accepted) = stop.run_until_cancelled(listener.accept()).await {
        match accepted {
            Ok((stream, peer)) => {
                let Some(seat) = seats.take(peer.ip()) else {
                    tracing::debug!(%peer, "no seat left");
                    continue;
                };
                let door = door.clone();
                connections.spawn(async move {
                    door.attend(stream, peer).await;
                    drop(seat);
                });
            }
            Err(cause) => {
                // Out of files, mostly: those that end give theirs back.
                tracing::warn!(%cause, "cannot accept");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}
