//! Chance that is the same every time, so that a history that fails can be run again from its seed alone.

use std::cell::Cell;

use uuid::{Builder, Uuid};

/// SplitMix64 (Steele, Lea and Flood, 2014) from a seed.
pub struct Chance {
    state: Cell<u64>,
    made: Cell<u64>,
}

impl Chance {
    /// The sequence of a seed.
    pub fn of(seed: u64) -> Self {
        Self { state: Cell::new(seed.wrapping_mul(0xd6e8_feb8_6659_fd93)), made: Cell::new(0) }
    }

    fn next(&self) -> u64 {
        let state = self.state.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.state.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// Happens this often in a hundred times.
    pub fn in_hundred(&self, often: usize) -> bool {
        self.below(100) < often
    }

    /// One of several, if there are any.
    pub fn one_of<T: Clone>(&self, of: impl IntoIterator<Item = T>) -> Option<T> {
        let all: Vec<T> = of.into_iter().collect();
        all.get(self.below(all.len())).cloned()
    }

    /// An id of version 7, later than the one before it.
    pub fn id<T: From<Uuid>>(&self) -> T {
        self.made.set(self.made.get() + 1);
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        Builder::from_unix_timestamp_millis(1_735_689_600_000 + self.made.get(), &bytes).into_uuid().into()
    }
}
