//! Open streams: what goes out on each, how many a session and a person may have, and the word that a session ended.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use app::wire::Goodbye;
use bytes::Bytes;
use domain::ids::{PersonId, WorkspaceId};
use futures_util::stream::{self, Stream};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::frame;
use super::hub::{Joined, Leave};
use super::queue::{End, Ending, Reader};
use crate::Fault;

/// How often something is said, so that the line stays open.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How long a stream lives before it is opened anew, give or take a tenth.
const LIFE: Duration = Duration::from_secs(3600);

/// The hash of a session's or a script's secret: what a stream hangs on.
pub type Session = Vec<u8>;

/// Every open stream of this server, by the session that it hangs on.
#[derive(Debug, Default)]
pub struct Streams {
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    sessions: BTreeMap<Session, Vec<Weak<Ending>>>,
    people: BTreeMap<(WorkspaceId, PersonId), usize>,
}

/// A place among the open streams; dropped, it is free again.
#[derive(Debug)]
pub struct Seat {
    streams: Arc<Streams>,
    session: Session,
    person: (WorkspaceId, PersonId),
    /// Ends the stream that sits here.
    ending: Arc<Ending>,
}

impl Streams {
    /// Takes a place for a stream.
    ///
    /// # Errors
    /// [`Fault::TooMany`] where the session or the person has its share already.
    pub fn seat(
        self: &Arc<Self>,
        session: Session,
        person: (WorkspaceId, PersonId),
        caps: (usize, usize),
    ) -> Result<Seat, Fault> {
        let mut open = self.lock();
        let of_session = open.sessions.get(&session).map_or(0, Vec::len);
        let of_person = open.people.get(&person).copied().unwrap_or(0);
        if of_session >= caps.0 || of_person >= caps.1 {
            return Err(Fault::TooMany { retry_after: Duration::from_secs(5) });
        }
        let ending = Arc::<Ending>::default();
        open.sessions.entry(session.clone()).or_default().push(Arc::downgrade(&ending));
        *open.people.entry(person).or_default() += 1;
        drop(open);
        Ok(Seat { streams: Arc::clone(self), session, person, ending })
    }

    /// The sessions that streams hang on.
    pub fn sessions(&self) -> Vec<Session> {
        self.lock().sessions.keys().cloned().collect()
    }

    /// Ends the streams of those of `asked` that are not among the `live` ones.
    pub fn end_dead(&self, asked: &[Session], live: &BTreeSet<Session>) {
        let open = self.lock();
        for session in asked.iter().filter(|session| !live.contains(*session)) {
            for ending in open.sessions.get(session).into_iter().flatten().filter_map(Weak::upgrade) {
                ending.end(End::Bye(Goodbye::Revoked));
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.streams.lock();
        if let Some(endings) = open.sessions.get_mut(&self.session) {
            endings.retain(|ending| !std::ptr::eq(ending.as_ptr(), Arc::as_ptr(&self.ending)));
            if endings.is_empty() {
                open.sessions.remove(&self.session);
            }
        }
        if let Some(count) = open.people.get_mut(&self.person) {
            *count -= 1;
            if *count == 0 {
                open.people.remove(&self.person);
            }
        }
    }
}

struct Line {
    events: Reader,
    seat: Seat,
    stop: CancellationToken,
    until: Instant,
    is_over: bool,
    _leave: Leave,
}

/// What goes out on a stream, until it ends.
pub fn lines(
    joined: Joined,
    seat: Seat,
    stop: CancellationToken,
) -> impl Stream<Item = Result<Bytes, std::convert::Infallible>> + Send {
    let Joined { events, leave } = joined;
    let line = Line { events, seat, stop, until: Instant::now() + life(), is_over: false, _leave: leave };
    stream::unfold(line, |mut line| async move {
        let bytes = line.next().await?;
        Some((Ok(bytes), line))
    })
}

impl Line {
    async fn next(&mut self) -> Option<Bytes> {
        if self.is_over {
            return None;
        }
        let told = Arc::clone(&self.events.ending);
        let end = tokio::select! {
            biased;
            () = self.stop.cancelled() => End::Bye(Goodbye::Restart),
            end = self.seat.ending.ended() => end,
            end = told.ended() => end,
            () = tokio::time::sleep_until(self.until) => End::Bye(Goodbye::Restart),
            event = self.events.next() => match event {
                Some(event) => return Some(event),
                // Its hub is gone without a word.
                None => End::Behind,
            },
            () = tokio::time::sleep(KEEP_ALIVE) => return Some(frame::keep_alive()),
        };
        self.is_over = true;
        Some(match end {
            End::Behind => frame::behind(),
            End::Bye(reason) => frame::bye(reason),
        })
    }
}

/// An hour, give or take a tenth, so that streams that began together do not end together.
fn life() -> Duration {
    let tenth = LIFE / 10;
    let span_ms = u64::try_from(tenth.as_millis()).unwrap_or(1).saturating_mul(2).max(1);
    LIFE - tenth + Duration::from_millis(getrandom::u64().unwrap_or(span_ms / 2) % span_ms)
}
