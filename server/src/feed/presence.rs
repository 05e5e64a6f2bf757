//! Who is where and holds what, in memory, for as long as they have a stream open. Lossy, and never in the log.

use std::collections::BTreeMap;
use std::time::Duration;

use app::wire::{Presence, Present};
use domain::{
    ids::{AccountId, PersonId, TeamBoardId},
    model::Model,
    viewer::Rights,
};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

/// The longest path that is told on.
const PLACE_MAX: usize = 200;
/// The most cards that one can hold.
const HOLDS_MAX: usize = 20;
/// How long a word counts that nobody says again or takes back, as where another server went down.
const FORGET: Duration = Duration::from_secs(3600);

/// Where a person said that they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Who.
    pub person: PersonId,
    /// The path of the page that they look at; empty when they went.
    pub place: String,
    /// The accounts whose cards they hold.
    pub holds: Vec<AccountId>,
}

impl Told {
    /// What a person told, cut to what is told on.
    pub fn of(person: PersonId, presence: Presence) -> Self {
        let place = presence.place.chars().filter(|c| !c.is_control()).take(PLACE_MAX).collect();
        Self { person, place, holds: presence.holds.into_iter().take(HOLDS_MAX).collect() }
    }

    /// Whether it says that they went.
    pub fn is_gone(&self) -> bool {
        self.place.is_empty() && self.holds.is_empty()
    }

    /// As a reader may see it: an account that they do not see is named neither as held nor by the page about it, and a board
    /// that they do not see is not named.
    pub fn seen_by(&self, rights: &Rights, model: &Model) -> Present {
        let sees = |id: &AccountId| model.accounts.get(id).is_some_and(|account| rights.sees(account));
        let sees_board = |id: &AccountId| {
            model.team_boards.get(&TeamBoardId(id.0)).is_some_and(|board| rights.sees_made(board.made()))
        };
        let named = self.place.split(['/', '?', '#', '&', '=', ':']).filter_map(|part| part.parse().ok());
        let place_seen = rights.sees_person(self.person) && named.into_iter().all(|id| sees(&id) || sees_board(&id));
        Present {
            person: self.person,
            place: if place_seen { self.place.clone() } else { String::new() },
            holds: self.holds.iter().filter(|id| sees(id)).copied().collect(),
        }
    }
}

struct Held {
    told: Told,
    heard_at: Instant,
    /// When it is to be told on; none when it was.
    due: Option<Instant>,
}

/// What the people of a workspace told.
#[derive(Default)]
pub struct Presences {
    held: BTreeMap<PersonId, Held>,
    told_at: BTreeMap<PersonId, Instant>,
}

impl Presences {
    /// Takes a word in; it is told on at once, or a moment after the one before.
    pub fn put(&mut self, told: Told) {
        let now = Instant::now();
        let known = self.held.get(&told.person).filter(|held| held.told == told && held.due.is_none());
        let due = known.is_none().then_some(now);
        self.held.insert(told.person, Held { told, heard_at: now, due });
    }

    /// A person has no stream here any more: what is to be told of them, where something had been told.
    pub fn close(&mut self, person: PersonId) -> Option<Told> {
        let known = self.held.get(&person)?;
        if known.told.is_gone() {
            return None;
        }
        let told = Told { person, place: String::new(), holds: Vec::new() };
        self.put(told.clone());
        Some(told)
    }

    /// When something is to be told on.
    pub fn next_due(&self) -> Option<Instant> {
        self.held.values().filter_map(|held| held.due).min()
    }

    /// What is to be told on now; of one person at most once in `pause`.
    pub fn take_due(&mut self, now: Instant, pause: Duration) -> Vec<Told> {
        let mut due = Vec::new();
        for (person, held) in &mut self.held {
            let Some(_) = held.due.filter(|at| *at <= now) else {
                continue;
            };
            let next = self.told_at.get(person).map_or(now, |told| *told + pause);
            if next > now {
                held.due = Some(next);
                continue;
            }
            held.due = None;
            self.told_at.insert(*person, now);
            due.push(held.told.clone());
        }
        self.held.retain(|_, held| {
            let gone = held.told.is_gone() && held.due.is_none();
            !gone && held.heard_at.elapsed() < FORGET
        });
        self.told_at.retain(|_, told| now.duration_since(*told) < pause);
        due
    }

    /// Where everybody else is, as a reader may see it.
    pub fn all_but(&self, person: PersonId, rights: &Rights, model: &Model) -> Vec<Present> {
        let others = self.held.values().filter(|held| held.told.person != person);
        others.map(|held| held.told.seen_by(rights, model)).collect()
    }
}
