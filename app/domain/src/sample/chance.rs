//! Numbers that look like chance and are the same every time.

use uuid::{Builder, Uuid};

/// SplitMix64 (Steele, Lea and Flood, 2014) from a fixed seed.
#[derive(Clone, Debug)]
pub struct Chance {
    state: u64,
    /// How many ids were made, so that each is later than the one before.
    made: u64,
}

/// The instant that the first id carries: 1 January 2025, in milliseconds.
const FIRST_ID_MS: u64 = 1_735_689_600_000;

impl Chance {
    /// The sequence of a seed.
    pub fn of(seed: u64) -> Self {
        Self { state: seed, made: 0 }
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` up to and including `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.abs_diff(low) + 1;
        let step = self.next() % width;
        low.saturating_add_unsigned(step)
    }

    /// An id of version 7, later than the one before it.
    pub fn id(&mut self) -> Uuid {
        self.made += 1;
        let mut bytes = [0; 10];
        let chance = [self.next().to_be_bytes(), self.next().to_be_bytes()].concat();
        bytes.iter_mut().zip(chance).for_each(|(byte, chance)| *byte = chance);
        Builder::from_unix_timestamp_millis(FIRST_ID_MS + self.made, &bytes).into_uuid()
    }
}
