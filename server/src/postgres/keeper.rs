//! Who keeps the private cluster up, and takes it down at the end.

use std::time::{Duration, Instant};

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::place::Place;
use super::postmaster::Postmaster;
use super::program::Programs;

/// The first pause before the cluster is started again, and the longest.
const PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);
/// Whoever ran this long was well.
const WELL: Duration = Duration::from_secs(10);

/// The keeper of the cluster. While there is one, its lock is held.
pub struct Keeper {
    place: Place,
    programs: Programs,
    state: State,
    /// Held, not read.
    _lock: std::fs::File,
}

enum State {
    Starting(Postmaster),
    Watching { stop: CancellationToken, watch: JoinHandle<Option<Postmaster>> },
    Stopped,
}

impl Keeper {
    /// Takes over the cluster that runs, or starts it.
    ///
    /// # Errors
    /// Where the program cannot be run.
    pub async fn take(place: Place, programs: Programs, lock: std::fs::File) -> anyhow::Result<Self> {
        let postmaster = Postmaster::find_or_start(&place, &programs)?;
        Ok(Self { place, programs, state: State::Starting(postmaster), _lock: lock })
    }

    /// Whether the cluster is still on its way up. One that was on its way down when it was taken over is started anew.
    ///
    /// # Errors
    /// What it said when it went down by itself.
    pub async fn check(&mut self) -> anyhow::Result<()> {
        let State::Starting(postmaster) = &mut self.state else { return Ok(()) };
        if !postmaster.has_ended() {
            return Ok(());
        }
        if matches!(postmaster, Postmaster::Adopted(..)) || is_held_by_the_dead(&self.place) {
            tokio::time::sleep(PAUSE).await;
            self.state = State::Starting(Postmaster::find_or_start(&self.place, &self.programs)?);
            return Ok(());
        }
        let said = std::fs::read_to_string(self.place.log()).unwrap_or_default();
        let last: Vec<&str> = said.lines().rev().take(3).collect();
        Err(anyhow::anyhow!("{}", last.into_iter().rev().collect::<Vec<_>>().join(" ")))
    }

    /// From now on the cluster is started again whenever it goes down.
    pub fn watch(&mut self) {
        if let State::Starting(postmaster) = std::mem::replace(&mut self.state, State::Stopped) {
            let stop = CancellationToken::new();
            let watch = tokio::spawn(keep(postmaster, self.place.clone(), self.programs.clone(), stop.clone()));
            self.state = State::Watching { stop, watch };
        }
    }

    /// Takes the cluster down.
    pub async fn stop(&mut self, limit: Duration) {
        let postmaster = match std::mem::replace(&mut self.state, State::Stopped) {
            State::Stopped => None,
            State::Starting(postmaster) => Some(postmaster),
            State::Watching { stop, watch } => {
                stop.cancel();
                watch.await.ok().flatten()
            }
        };
        if let Some(mut postmaster) = postmaster {
            postmaster.stop(limit).await;
        }
    }
}

/// Keeps it up until told to stop, and gives back whatever runs then.
async fn keep(
    mut postmaster: Postmaster,
    place: Place,
    programs: Programs,
    stop: CancellationToken,
) -> Option<Postmaster> {
    let mut pause = PAUSE;
    loop {
        let began = Instant::now();
        if stop.run_until_cancelled(postmaster.ended()).await.is_none() {
            return Some(postmaster);
        }
        tracing::error!("the private PostgreSQL went down: starting it again");
        pause = if began.elapsed() > WELL { PAUSE } else { (pause * 2).min(LONGEST_PAUSE) };
        // Its orphans notice soon, but until then they hold the memory that a new one would take.
        let mut patience = if began.elapsed() > WELL { PAUSE } else { pause };
        postmaster = loop {
            stop.run_until_cancelled(tokio::time::sleep(patience)).await?;
            match Postmaster::find_or_start(&place, &programs) {
                Ok(postmaster) => break postmaster,
                Err(cause) => tracing::error!(cause = format!("{cause:#}"), "it cannot be started"),
            }
            patience = LONGEST_PAUSE;
        };
    }
}

/// Whether the start failed only because processes of the one before have not gone yet.
fn is_held_by_the_dead(place: &Place) -> bool {
    std::fs::read_to_string(place.log()).is_ok_and(|said| said.contains("shared memory block"))
}
