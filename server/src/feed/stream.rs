//! What goes out on an open stream, until it ends.

use std::sync::Arc;
use std::time::Duration;

use app::wire::Goodbye;
use bytes::Bytes;
use futures_util::stream::{self, Stream};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::arrival::{Joined, Leave};
use super::frame;
use super::queue::{End, Reader};
use crate::auth::watch::Watched;

/// How often something is said, so that the line stays open.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How long a stream lives before it is opened anew, give or take a tenth.
const LIFE: Duration = Duration::from_secs(3600);

struct Line {
    events: Reader,
    watched: Watched,
    stop: CancellationToken,
    until: Instant,
    is_over: bool,
    _leave: Leave,
}

/// The events of a reader, and the word with which the server ends them: its session is over, it was too slow, or the server
/// stops.
pub fn lines(
    joined: Joined,
    watched: Watched,
    stop: CancellationToken,
) -> impl Stream<Item = Result<Bytes, std::convert::Infallible>> + Send {
    let Joined { events, leave } = joined;
    let line = Line { events, watched, stop, until: Instant::now() + life(), is_over: false, _leave: leave };
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
            () = self.watched.ended().cancelled() => End::Bye(Goodbye::Revoked),
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
