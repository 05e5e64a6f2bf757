//! What was measured, and how it is told.

use std::time::Duration;

/// Tells one measure.
pub fn tell(key: &str, value: f64) {
    println!("{}", serde_json::json!({ "key": key, "value": value }));
}

/// How long each of many things took, and how many of them went wrong.
#[derive(Debug, Default)]
pub struct Times {
    /// In milliseconds.
    pub taken_ms: Vec<f64>,
    /// How many went wrong.
    pub failed: usize,
    /// How long all of them took together, in seconds.
    pub span_s: f64,
}

impl Times {
    /// One thing more.
    pub fn add(&mut self, took: Duration) {
        self.taken_ms.push(took.as_secs_f64() * 1000.0);
    }

    /// Takes over what somebody else measured.
    pub fn join(&mut self, other: Self) {
        self.taken_ms.extend(other.taken_ms);
        self.failed += other.failed;
    }

    /// The time within which so many of 1,000 were done, in milliseconds.
    pub fn permille_ms(&mut self, permille: usize) -> f64 {
        self.taken_ms.sort_by(f64::total_cmp);
        let place = (self.taken_ms.len() * permille).div_ceil(1000).saturating_sub(1);
        self.taken_ms.get(place).copied().unwrap_or(f64::NAN)
    }

    /// How many were done in a second.
    pub fn rate(&self) -> f64 {
        self.taken_ms.len() as f64 / self.span_s
    }

    /// Tells the times below a key: the middle, 95 and 99 of 100, and what failed.
    pub fn tell(&mut self, key: &str) {
        for (name, permille) in [("p50", 500), ("p95", 950), ("p99", 990)] {
            tell(&format!("{key}.{name}"), self.permille_ms(permille));
        }
        tell(&format!("{key}.failed"), self.failed as f64);
    }
}
