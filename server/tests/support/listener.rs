//! The far end of a stream of changes.

use std::time::Duration;

use app::wire::Frame;
use axum::body::Body;
use domain::ids::Seq;
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(10);

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name; `message` for a frame.
    pub name: String,
    pub id: Option<Seq>,
    pub data: String,
}

impl Event {
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.data).unwrap()
    }

    fn parse(block: &str) -> Option<Self> {
        let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let data = field("data")?.to_owned();
        let name = field("event").unwrap_or("message").to_owned();
        Some(Self { name, id: field("id").map(|id| id.parse().unwrap()), data })
    }
}

/// A stream as it is read.
pub struct Listener {
    body: Body,
    unread: String,
    /// All that came.
    pub seen: String,
}

impl Listener {
    pub fn new(body: Body) -> Self {
        Self { body, unread: String::new(), seen: String::new() }
    }

    /// The next event; none where the stream has ended.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((block, rest)) = self.unread.split_once("\n\n") {
                let event = Event::parse(block);
                self.unread = rest.to_owned();
                if event.is_some() {
                    return event;
                }
                continue;
            }
            let bytes = self.body.frame().await?.unwrap().into_data().unwrap();
            let text = std::str::from_utf8(&bytes).unwrap();
            self.unread += text;
            self.seen += text;
        }
    }

    /// The next event of a name, those before it passed over.
    pub async fn wait_for(&mut self, name: &str) -> Event {
        let search = async {
            loop {
                let event = self.next().await.unwrap_or_else(|| panic!("it ended without {name}"));
                if event.name == name {
                    return event;
                }
            }
        };
        timeout(PATIENCE, search).await.unwrap_or_else(|_| panic!("no {name} came"))
    }

    /// Reads until an entry came, and gives the frames until then.
    pub async fn read_to(&mut self, seq: Seq) -> Vec<Frame> {
        let mut frames: Vec<Frame> = Vec::new();
        while frames.last().is_none_or(|frame| frame.seq < seq) {
            let event = self.wait_for("message").await;
            let frame: Frame = event.read();
            assert_eq!(event.id, Some(frame.seq));
            frames.push(frame);
        }
        frames
    }

    /// Everything that comes within a while.
    pub async fn gather(&mut self, time: Duration) -> Vec<Event> {
        let mut events = Vec::new();
        let all = async {
            while let Some(event) = self.next().await {
                events.push(event);
            }
        };
        let _ = timeout(time, all).await;
        events
    }
}
