//! Texts that somebody is writing and has not sent: they outlive the view that they are written in, and the page. The server keeps them for
//! their author, and every page that they open brings them; whoever looks at another account in between, or goes on at another device,
//! finds them as they were.
//!
//! In the demo, into which many people come as one person, they last as long as the page.

use domain::{set::SetOf, table::Table};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    Connection, Workspace, device,
    fetch::{self, Trouble},
};
use crate::{
    paths,
    wire::draft::{Draft, DraftNow},
};

/// How long what was written waits before it is sent, so that a word goes and not each of its letters, in milliseconds.
const PAUSE_MS: u32 = 1_000;
/// How long to wait where the server is away, in milliseconds.
const AWAY_MS: u32 = 5_000;

/// What a draft is kept by: the record that it is about, and what it is to become.
type Key = (Uuid, String);

/// Texts by the record that they are about and by what they are to become.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    texts: Table<Key, String>,
    /// Those that the server has not, as they stand now.
    unsent: SetOf<Key>,
    /// They are on their way.
    sending: bool,
}

impl Drafts {
    /// The drafts that the page brought.
    pub fn of(kept: Vec<Draft>) -> Self {
        let mut texts = Table::new();
        for Draft { of, what, text } in kept {
            texts.insert((of, what), text);
        }
        Self { texts, ..Self::default() }
    }
}

/// A name for what is begun about a record by a word, such as the name of a model, where there may be drafts by many words.
pub fn named(of: Uuid, word: &str) -> Uuid {
    let mixed = |mixed: u128, byte: u8| (mixed ^ u128::from(byte)).wrapping_mul(0x0100_0000_01b3);
    Uuid::from_u128(word.bytes().fold(of.as_u128(), mixed))
}

impl Workspace {
    /// What was begun there; none where nothing was.
    pub fn draft(&self, of: Uuid, what: &'static str) -> Option<String> {
        self.drafts.with_value(|drafts| drafts.texts.get(&(of, what.to_owned())).cloned())
    }

    /// Keeps what is being written there; `None` where it was sent or given up.
    pub fn keep_draft(&self, of: Uuid, what: &'static str, text: Option<String>) {
        let key = (of, what.to_owned());
        let begins = self.drafts.try_update_value(|drafts| {
            if drafts.texts.get(&key) == text.as_ref() {
                return false;
            }
            match text {
                Some(text) => drop(drafts.texts.insert(key.clone(), text)),
                None => drop(drafts.texts.remove(&key)),
            }
            if self.demo {
                return false;
            }
            drafts.unsent.insert(key);
            !std::mem::replace(&mut drafts.sending, true)
        });
        if begins == Some(true) {
            spawn_local(send_all(*self));
        }
    }
}

/// Sends what was written, each draft as it stands when its turn comes, until the server has all of it.
async fn send_all(workspace: Workspace) {
    device::pause(PAUSE_MS).await;
    while let Some(draft) = next(workspace) {
        let waits_ms = match fetch::tell(paths::DRAFTS, &draft).await {
            // Too long to be kept, or not a draft at all: it lasts as long as the page.
            Ok(()) | Err(Trouble::TooLarge | Trouble::Refused(_) | Trouble::Missing) => PAUSE_MS,
            Err(trouble) => {
                match trouble {
                    Trouble::SignedOut => workspace.connection.set(Connection::SignedOut),
                    Trouble::Outdated => workspace.connection.set(Connection::Outdated),
                    _ => {}
                }
                let _ = workspace.drafts.try_update_value(|drafts| drafts.unsent.insert((draft.of, draft.what)));
                AWAY_MS
            }
        };
        device::pause(waits_ms).await;
    }
}

/// Takes out one that is to be sent; where there is none, no more is sent.
fn next(workspace: Workspace) -> Option<DraftNow> {
    workspace.drafts.try_update_value(|drafts| {
        let Some(key) = drafts.unsent.iter().next().cloned() else {
            drafts.sending = false;
            return None;
        };
        drafts.unsent.remove(&key);
        let text = drafts.texts.get(&key).cloned();
        let (of, what) = key;
        Some(DraftNow { of, what, text })
    })?
}
