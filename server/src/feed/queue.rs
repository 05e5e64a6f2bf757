//! What waits for one reader: bounded in events and bytes, so that a slow one costs nobody anything.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use app::wire::Goodbye;
use bytes::Bytes;
use tokio::sync::{Notify, mpsc};

/// The most events that wait.
const EVENTS_MAX: usize = 256;
/// The most bytes that wait.
const BYTES_MAX: usize = 512 << 10;

/// Why a stream ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// More waits than may wait.
    Behind,
    /// The server says so.
    Bye(Goodbye),
}

/// The word that a stream is to end, which overtakes whatever waits.
#[derive(Debug, Default)]
pub struct Ending {
    why: OnceLock<End>,
    told: Notify,
}

impl Ending {
    /// Ends the stream; the first word counts.
    pub fn end(&self, why: End) {
        // A stream that ends already keeps its first reason.
        let _ = self.why.set(why);
        self.told.notify_one();
    }

    /// Waits for the word.
    pub async fn ended(&self) -> End {
        loop {
            if let Some(why) = self.why.get() {
                return *why;
            }
            self.told.notified().await;
        }
    }
}

/// The hub's end of it.
#[derive(Debug)]
pub struct Writer {
    events: mpsc::Sender<Bytes>,
    waiting: Arc<AtomicUsize>,
    ending: Arc<Ending>,
}

/// The stream's end of it.
#[derive(Debug)]
pub struct Reader {
    events: mpsc::Receiver<Bytes>,
    waiting: Arc<AtomicUsize>,
    /// The word that it is to end.
    pub ending: Arc<Ending>,
}

/// An empty queue.
pub fn queue() -> (Writer, Reader) {
    let (send, receive) = mpsc::channel(EVENTS_MAX);
    let waiting = Arc::<AtomicUsize>::default();
    let ending = Arc::<Ending>::default();
    let writer = Writer { events: send, waiting: Arc::clone(&waiting), ending: Arc::clone(&ending) };
    (writer, Reader { events: receive, waiting, ending })
}

impl Writer {
    /// Puts an event behind those that wait. False where the reader is gone or was too slow, and is to be let go.
    pub fn put(&self, event: Bytes) -> bool {
        let length = event.len();
        if self.waiting.fetch_add(length, Ordering::Relaxed).saturating_add(length) > BYTES_MAX.max(length) {
            self.end(End::Behind);
            return false;
        }
        match self.events.try_send(event) {
            Ok(()) => true,
            Err(mpsc::error::TrySendError::Full(_)) => {
                self.end(End::Behind);
                false
            }
            Err(mpsc::error::TrySendError::Closed(_)) => false,
        }
    }

    /// Puts an event behind those that wait, if there is room; else it is lost, and the stream goes on.
    pub fn offer(&self, event: Bytes) {
        let length = event.len();
        let waiting = self.waiting.fetch_add(length, Ordering::Relaxed).saturating_add(length);
        // Half of the places stay for what must not be lost.
        let has_room = waiting <= BYTES_MAX && self.events.capacity() > EVENTS_MAX / 2;
        if !has_room || self.events.try_send(event).is_err() {
            self.waiting.fetch_sub(length, Ordering::Relaxed);
        }
    }

    /// Ends the stream.
    pub fn end(&self, why: End) {
        self.ending.end(why);
    }
}

impl Reader {
    /// The next event; none where the hub is gone.
    pub async fn next(&mut self) -> Option<Bytes> {
        let event = self.events.recv().await?;
        self.waiting.fetch_sub(event.len(), Ordering::Relaxed);
        Some(event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reader_that_is_too_slow_is_told_and_let_go() {
        let (writer, mut reader) = queue();
        for _ in 0..EVENTS_MAX {
            assert!(writer.put(Bytes::from_static(b"x")));
        }
        assert!(reader.next().await.is_some());
        assert!(writer.put(Bytes::from_static(b"x")));
        assert!(!writer.put(Bytes::from_static(b"x")));
        assert_eq!(reader.ending.ended().await, End::Behind);
    }

    #[tokio::test]
    async fn what_may_be_lost_ends_no_stream() {
        let (writer, mut reader) = queue();
        assert!(writer.put(vec![0; BYTES_MAX * 2].into()));
        writer.offer(Bytes::from_static(b"lost"));
        assert_eq!(reader.next().await.map(|event| event.len()), Some(BYTES_MAX * 2));
        for _ in 0..EVENTS_MAX {
            writer.offer(Bytes::from_static(b"x"));
        }
        assert!(writer.put(Bytes::from_static(b"kept")));
        let mut last = Bytes::new();
        for _ in 0..=EVENTS_MAX / 2 {
            last = reader.next().await.unwrap();
        }
        assert_eq!(last, "kept");
        assert_eq!(reader.waiting.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn bytes_count_as_well_but_one_large_event_passes() {
        let (writer, mut reader) = queue();
        assert!(writer.put(vec![0; BYTES_MAX * 2].into()));
        assert!(reader.next().await.is_some());
        assert!(writer.put(vec![0; BYTES_MAX / 2].into()));
        assert!(!writer.put(vec![0; BYTES_MAX / 2 + 1].into()));
        assert_eq!(reader.ending.ended().await, End::Behind);
    }
}
