//! Parts of pages that were worked out over a whole directory, kept for the next reader while nothing is written.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use app::wire::PagePart;
use domain::{day::Day, ids::Seq, viewer::Rights};

/// How many parts are kept of one entry of the log.
const KEPT_MAX: usize = 64;
/// The longest address that is worth keeping a part for: nobody comes twice by a longer one.
const ADDRESS_MAX_BYTES: usize = 200;

/// What a part hangs on beside the entry: who sees just the same records, the day, and the address with its query.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartKey {
    /// The class of rights.
    pub class: Rights,
    /// The day of the reader.
    pub day: Day,
    /// Path and query.
    pub address: String,
}

/// The parts that were worked out at the last entry that anybody asked for.
#[derive(Debug, Default)]
pub struct Parts {
    kept: Mutex<(Seq, BTreeMap<PartKey, PagePart>)>,
}

impl Parts {
    /// The part at an entry: the one that is kept, or what `work` brings. Two who come at once may both work.
    pub fn at(&self, seq: Seq, key: PartKey, work: impl FnOnce() -> PagePart) -> PagePart {
        if let Some(part) = self.find(seq, &key) {
            return part;
        }
        let part = work();
        if key.address.len() <= ADDRESS_MAX_BYTES {
            self.keep(seq, key, &part);
        }
        part
    }

    fn find(&self, seq: Seq, key: &PartKey) -> Option<PagePart> {
        let kept = self.lock();
        let (at, parts) = &*kept;
        if *at == seq { parts.get(key).cloned() } else { None }
    }

    fn keep(&self, seq: Seq, key: PartKey, part: &PagePart) {
        let mut kept = self.lock();
        let (at, parts) = &mut *kept;
        if *at < seq {
            *at = seq;
            parts.clear();
        }
        // What was worked out before somebody else came further is of no use to the next one.
        if *at == seq && parts.len() < KEPT_MAX {
            parts.insert(key, part.clone());
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (Seq, BTreeMap<PartKey, PagePart>)> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use domain::board::Total;

    use super::*;

    fn key(address: &str) -> PartKey {
        PartKey { class: Rights::default(), day: Day::constant(2026, 11, 25), address: address.to_owned() }
    }

    fn part(not_placed: usize) -> PagePart {
        PagePart::Boards { total: Total::default(), not_placed }
    }

    #[test]
    fn a_part_is_worked_out_once_for_each_entry_and_address() {
        let parts = Parts::default();
        assert_eq!(parts.at(7, key("/boards"), || part(1)), part(1));
        assert_eq!(parts.at(7, key("/boards"), || part(2)), part(1), "it is kept");
        assert_eq!(parts.at(7, key("/boards?q=a"), || part(3)), part(3), "of another address");
        assert_eq!(parts.at(8, key("/boards"), || part(4)), part(4), "of a later entry");
        assert_eq!(parts.at(7, key("/boards"), || part(5)), part(5), "a reader who stands further back works anew");
        assert_eq!(parts.at(8, key("/boards"), || part(6)), part(4), "and takes nothing from those ahead");
    }

    #[test]
    fn rights_and_days_are_kept_apart() {
        let parts = Parts::default();
        assert_eq!(parts.at(1, key("/"), || part(1)), part(1));
        let tomorrow = PartKey { day: Day::constant(2026, 11, 26), ..key("/") };
        assert_eq!(parts.at(1, tomorrow, || part(2)), part(2));
        let other = Rights { roles: [domain::person::OrgRole::Finance].into(), ..Rights::default() };
        assert_eq!(parts.at(1, PartKey { class: other, ..key("/") }, || part(3)), part(3));
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let parts = Parts::default();
        for number in 0..KEPT_MAX + 10 {
            parts.at(1, key(&format!("/accounts?page={number}")), || part(number));
        }
        assert_eq!(parts.lock().1.len(), KEPT_MAX);
        let long = format!("/accounts?q={}", "x".repeat(ADDRESS_MAX_BYTES));
        parts.at(2, key(&long), || part(1));
        assert_eq!(parts.lock().0, 1, "an address as long is not kept");
    }
}
