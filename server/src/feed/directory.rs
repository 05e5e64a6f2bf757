//! The directory of a workspace in memory, as far as its hub has brought it, and its compressed snapshots.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use app::wire::DirectorySnapshot;
use bytes::Bytes;
use domain::{
    ids::{PersonId, Seq},
    model::Model,
    policy,
    viewer::Rights,
};
use tokio::sync::{Mutex, OwnedRwLockReadGuard, RwLock, watch};

use super::parts::Parts;
use crate::Fault;

/// How many classes of rights have their snapshot kept.
const KEPT_MAX: usize = 24;

/// How far a hub has brought its directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It is being loaded.
    Nothing,
    /// There is no such workspace.
    Missing,
    /// This entry.
    Entry(Seq),
}

/// The directory, for readers; its hub alone writes.
pub struct Directory {
    pub(super) model: Arc<RwLock<Model>>,
    reached: watch::Receiver<Reached>,
    snapshots: Mutex<BTreeMap<Rights, (Seq, Bytes)>>,
    touched: AtomicBool,
    /// Parts of pages over it.
    pub parts: Parts,
}

impl Directory {
    pub(super) fn new() -> (Arc<Self>, watch::Sender<Reached>) {
        let (tell, reached) = watch::channel(Reached::Nothing);
        let directory = Self {
            model: Arc::default(),
            reached,
            snapshots: Mutex::default(),
            touched: AtomicBool::new(true),
            parts: Parts::default(),
        };
        (Arc::new(directory), tell)
    }

    /// Waits until it is at this entry; false where its hub ended before.
    pub(super) async fn reach(&self, seq: Seq) -> Result<bool, Fault> {
        self.touched.store(true, Ordering::Relaxed);
        let mut reached = self.reached.clone();
        let there = |reached: &Reached| match reached {
            Reached::Nothing => false,
            Reached::Missing => true,
            Reached::Entry(at) => *at >= seq,
        };
        match reached.wait_for(there).await {
            Ok(reached) if *reached == Reached::Missing => Err(Fault::NotFound),
            Ok(_) => Ok(true),
            Err(_) => Ok(false),
        }
    }

    /// Whether anybody asked for it since this was last asked.
    pub(super) fn was_touched(&self) -> bool {
        self.touched.swap(false, Ordering::Relaxed)
    }

    /// The records, for reading at once: while they are held, its hub waits.
    ///
    /// # Errors
    /// Never in practice.
    pub async fn read(&self) -> Result<OwnedRwLockReadGuard<Model>, Fault> {
        Ok(Arc::clone(&self.model).read_owned().await)
    }

    /// What a reader sees of it by the rights held now, as JSON packed by brotli: made once for each class of rights and
    /// entry.
    ///
    /// # Errors
    /// [`Fault::NotSignedIn`] where the reader may not be here any more.
    pub async fn snapshot(&self, reader: PersonId) -> Result<Bytes, Fault> {
        // Held while it is made, so that a crowd that comes at once has it made once.
        let mut snapshots = self.snapshots.lock().await;
        let model = self.read().await?;
        let class = rights_now(&model, reader)?.class();
        if let Some((_, packed)) = snapshots.get(&class).filter(|(seq, _)| *seq == model.seq) {
            return Ok(packed.clone());
        }
        let seq = model.seq;
        let plain = snapshot_of(&model, &class)?;
        drop(model);
        let packed = tokio::task::spawn_blocking(move || pack(&plain)).await.map_err(Fault::broken)??;
        snapshots.retain(|_, (kept, _)| *kept == seq);
        if snapshots.len() < KEPT_MAX {
            snapshots.insert(class, (seq, packed.clone()));
        }
        Ok(packed)
    }

    /// The same, not packed.
    ///
    /// # Errors
    /// As [`Directory::snapshot`].
    pub async fn plain_snapshot(&self, reader: PersonId) -> Result<Bytes, Fault> {
        let model = self.read().await?;
        snapshot_of(&model, &rights_now(&model, reader)?).map(Bytes::from)
    }
}

/// The rights of a reader as the directory has them.
///
/// # Errors
/// [`Fault::NotSignedIn`] where they are not active.
pub fn rights_now(directory: &Model, reader: PersonId) -> Result<Rights, Fault> {
    match directory.people.get(&reader) {
        Some(person) if person.active => Ok(policy::rights_in(directory, reader)),
        _ => Err(Fault::NotSignedIn),
    }
}

fn snapshot_of(model: &Model, rights: &Rights) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(&DirectorySnapshot::of(model, rights)).map_err(Fault::broken)
}

fn pack(plain: &[u8]) -> Result<Bytes, Fault> {
    let mut packed = Vec::with_capacity(plain.len() / 3);
    let mut brotli = brotli::CompressorWriter::new(&mut packed, 64 << 10, 5, 22);
    brotli.write_all(plain).map_err(Fault::broken)?;
    drop(brotli);
    Ok(packed.into())
}

#[cfg(test)]
mod tests {
    use domain::{
        account::Account,
        day::Day,
        ids::{AccountId, PlacementId},
        person::{OrgRole, Person},
        placement::{Placement, Stage},
        trailing::Trailing,
        trend::Trend,
        workspace::Workspace,
    };
    use uuid::Uuid;

    use super::*;

    const ACCOUNTS: usize = 10_000;
    /// What an account may weigh on the wire, its placement included, in bytes.
    const ACCOUNT_MAX_BYTES: usize = 45;

    /// Days and months of which none says anything about another, which is the most that they can weigh.
    fn figure(id: AccountId, place: usize, today: Day) -> Trailing {
        let chance = |at: u64| {
            let mixed = (place as u64 * 16 + at + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (mixed >> 40) as i64
        };
        let months = std::array::from_fn(|month| chance(month as u64));
        let last_day = Some(today.saturating_sub(jiff::Span::new().days(chance(13) % 365)));
        let revenue_ttm_minor = months.iter().sum();
        Trailing { id, revenue_ttm_minor, last_day, trend: Trend::of(&months), ..Trailing::default() }
    }

    /// A board as it is in life: names that are said once, seven of ten accounts placed, six of ten with a next step, two of nine
    /// below one of a tenth of them.
    fn board() -> (Model, PersonId) {
        let mut model = Model::default();
        let director = PersonId(Uuid::now_v7());
        let roles = [OrgRole::AgencyDirector].into();
        model.workspace = Some(Workspace::default());
        model.people.insert(director, Person { id: director, roles, active: true, ..Person::default() });
        let today = jiff::civil::date(2026, 3, 2);
        let (mut placements, mut ids) = (Vec::new(), Vec::new());
        for place in 0..ACCOUNTS {
            let (id, chance) = (AccountId(Uuid::now_v7()), place.wrapping_mul(2_654_435_761) >> 7);
            let word = |words: &[&str], at: usize| words[(chance / at) % words.len()].to_owned();
            let first =
                word(&["Alder", "Bram", "Dapple", "Fen", "Gilder", "Harrow", "Kestrel", "Larch", "Osk", "Rowan"], 3);
            let second =
                word(&["bourne", "combe", "field", "holm", "mere", "ridge", "stead", "vane", "wick", "worth"], 31);
            let third = word(&["Foods", "Steel", "Paper", "Media", "Trust", "Stores", "Farms", "Energy"], 307);
            let has_step = place % 10 < 6;
            let account = Account {
                id,
                name: format!("{first}{second} {third}"),
                reference: (20_000 + place * 7).to_string(),
                country: word(&["United Kingdom", "Germany", "Ireland", "Sweden", "Spain"], 11),
                segment: word(&["Retail", "Industry", "Food", "Public"], 13),
                owner: (place % 5 > 0).then_some(director),
                next_step: if has_step {
                    word(&["Renew the yearly agreement", "Visit the plant"], 7)
                } else {
                    String::new()
                },
                next_step_day: has_step.then(|| today.saturating_add(jiff::Span::new().days((chance % 60) as i64))),
                parent: ids.get(chance % (ACCOUNTS / 10)).copied().filter(|_| place % 9 < 2),
                ..Account::default()
            };
            ids.push(id);
            model.accounts.insert(id, account);
            model.trailing.insert(id, figure(id, place, today));
            if place % 10 < 7 {
                let cell = Stage::of_word(&word(&["pre", "early", "mid", "partnership"], 17)).unwrap();
                let day = today.saturating_sub(jiff::Span::new().days((chance % 200) as i64));
                let placement = Placement {
                    id: PlacementId(Uuid::now_v7()),
                    account: id,
                    cell,
                    day,
                    by: director,
                    ..Placement::default()
                };
                placements.push(placement);
            }
        }
        model.placements.extend(placements);
        (model, director)
    }

    #[test]
    fn an_account_weighs_no_more_than_it_may() {
        let (model, director) = board();
        let packed = pack(&snapshot_of(&model, &rights_now(&model, director).unwrap()).unwrap()).unwrap();
        let each = packed.len().div_ceil(ACCOUNTS);
        assert!((10..=ACCOUNT_MAX_BYTES).contains(&each), "{each} bytes an account");
    }
}
