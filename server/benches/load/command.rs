//! Commands as people send them: accounts are placed, next steps planned, notes written.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::wire::{Answer, Batch, Sent};
use domain::{
    account::{AccountEdit, EditAccount},
    command::{Command, WIRE},
    ids::{CommandId, DeviceId},
    note::AddNote,
    placement::{PlaceAccount, Stage},
    rejection::Outcome,
};
use server::engine::Clock;
use server::store::Database;
use tokio::time::Instant;
use uuid::Uuid;

use super::book::{self, Card};
use super::http::{Ask, Line, address};
use super::measure::{Times, tell};
use super::process::Mainstay;

/// How many send at once where as much as possible is asked for.
const SENDERS: usize = 32;
/// How long each load lasts.
pub const STEADY: Duration = Duration::from_secs(10);
pub const FLAT_OUT: Duration = Duration::from_secs(6);
/// Commands a second of a steady load.
pub const STEADY_RATE: u64 = 100;

/// The cards that nobody is moving right now: the next one is always the one that rested longest.
#[derive(Clone)]
pub struct Deck(Arc<Mutex<VecDeque<Card>>>);

impl Deck {
    /// A deck of these cards.
    pub fn of(cards: VecDeque<Card>) -> Self {
        Self(Arc::new(Mutex::new(cards)))
    }

    /// Takes a card.
    pub fn take(&self) -> Option<Card> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    /// Puts a card back.
    pub fn put(&self, card: Card) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(card);
    }
}

/// How much is sent.
#[derive(Clone, Copy)]
pub enum Load {
    /// So many a second, whether the answers come or not: the time of each runs from when it was due.
    Steady(u64, Duration),
    /// Each sender as fast as answers come.
    FlatOut(Duration),
}

impl Load {
    /// How long it lasts.
    pub fn lasts(self) -> Duration {
        let (Self::Steady(_, lasts) | Self::FlatOut(lasts)) = self;
        lasts
    }

    /// When the thing of this number is due; none after the end.
    pub fn due(self, began: Instant, number: u64) -> Option<Instant> {
        let at = match self {
            Self::Steady(rate, _) => began + Duration::from_micros(number * 1_000_000 / rate),
            Self::FlatOut(_) => Instant::now(),
        };
        (at < began + self.lasts()).then_some(at)
    }
}

/// Measures commands: on many workspaces and on one, steady and flat out.
pub async fn measure(database: &Database) -> anyhow::Result<()> {
    let houses = book::small(database, book::HOUSES).await?;
    let many = Deck::of(book::cards(database, &houses).await?);
    let one = Deck::of(book::cards(database, &[book::board(database, book::HOT).await?]).await?);
    let server = Mainstay::serve(0)?;
    // Connections, statements and caches are there before anything counts.
    send(server.address, &many, Load::Steady(STEADY_RATE, Duration::from_secs(2))).await?;
    send(server.address, &one, Load::Steady(STEADY_RATE, Duration::from_secs(1))).await?;
    for (key, deck) in [("command.mixed", &many), ("command.hot", &one)] {
        send(server.address, deck, Load::Steady(STEADY_RATE, STEADY)).await?.tell(key);
    }
    for (key, deck) in [("command.mixed_flat", &many), ("command.hot_flat", &one)] {
        let mut times = send(server.address, deck, Load::FlatOut(FLAT_OUT)).await?;
        tell(&format!("{key}.rate"), times.rate());
        times.tell(key);
    }
    Ok(())
}

/// Sends a load from many addresses, and takes the time of each command.
pub async fn send(server: SocketAddr, deck: &Deck, load: Load) -> anyhow::Result<Times> {
    let next = Arc::new(AtomicU64::new(0));
    let began = Instant::now();
    let mut senders = Vec::new();
    for number in 0..SENDERS {
        let (deck, next) = (deck.clone(), Arc::clone(&next));
        senders.push(tokio::spawn(async move {
            let mut line = Line::open(server, address(number)).await?;
            let mut times = Times::default();
            while let Some(due) = load.due(began, next.fetch_add(1, Ordering::Relaxed)) {
                tokio::time::sleep_until(due).await;
                let Some(mut card) = deck.take() else { anyhow::bail!("no card is left to move") };
                if play(&mut line, &mut card).await? {
                    times.add(due.elapsed());
                } else {
                    times.failed += 1;
                }
                deck.put(card);
            }
            anyhow::Ok(times)
        }));
    }
    let mut all = Times::default();
    for sender in senders {
        all.join(sender.await??);
    }
    all.span_s = began.elapsed().as_secs_f64();
    Ok(all)
}

/// Does the next thing with a card, and says whether it was applied.
pub async fn play(line: &mut Line, card: &mut Card) -> anyhow::Result<bool> {
    let command = next_command(card);
    let placed = match &command {
        Command::PlaceAccount(place) => Some((place.placement, place.stage)),
        _ => None,
    };
    let sent = Sent { id: CommandId(Uuid::now_v7()), made_at: jiff::Timestamp::now(), base_seq: 0, command };
    let batch = Batch { wire: WIRE, device: DeviceId::default(), commands: vec![sent] };
    let body = serde_json::to_vec(&batch)?;
    let head = format!("{}content-type: application/json\r\n", card.house.head);
    let answer = line.ask(&Ask { method: "POST", path: "/api/v1/commands", head: &head, body: &body }).await?;
    card.turns += 1;
    if answer.status != 200 {
        return Ok(false);
    }
    let told: Answer = serde_json::from_slice(&answer.body)?;
    let applied = told.receipts.first().is_some_and(|receipt| receipt.outcome == Outcome::Applied);
    if applied && placed.is_some() {
        card.stands = placed;
    }
    Ok(applied)
}

/// Of ten things done with a card five place it, three plan its next step, two write a note.
fn next_command(card: &Card) -> Command {
    let account = card.account;
    match card.turns % 10 {
        1 | 4 | 7 => Command::EditAccount(EditAccount {
            account,
            edit: AccountEdit::NextStep { words: format!("Call number {}", card.turns), day: None },
        }),
        3 | 8 => Command::AddNote(AddNote {
            note: Uuid::now_v7().into(),
            account,
            text: "They asked for a second delivery a week, and for one price for both mills.".into(),
        }),
        _ => Command::PlaceAccount(PlaceAccount {
            placement: Uuid::now_v7().into(),
            account,
            stage: if card.stands.is_some_and(|(_, stage)| stage == Stage::Mid) { Stage::Early } else { Stage::Mid },
            day: Clock::system().today(),
            reason: String::new(),
            was: card.stands.map(|(placement, _)| placement),
        }),
    }
}
