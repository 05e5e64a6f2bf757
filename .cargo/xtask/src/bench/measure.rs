//! Measures as they come: a key and a number a line, a round after another.

use std::collections::BTreeMap;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::program::Program;

/// A line of a measuring program.
#[derive(Deserialize)]
struct Line {
    key: String,
    /// Missing where there is no number.
    value: Option<f64>,
}

/// Everything that was measured, each key in the order of the rounds.
pub struct Measures {
    taken: BTreeMap<String, Vec<f64>>,
    /// When it began, in seconds since 1970.
    pub began_s: u64,
    /// The load of the machine before each program.
    pub loads: Vec<f64>,
}

impl Measures {
    /// Nothing yet.
    pub fn begin() -> Self {
        let began_s = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self { taken: BTreeMap::new(), began_s, loads: Vec::new() }
    }

    /// Runs a program and takes what it measured. What it prints beside is passed on.
    ///
    /// # Errors
    /// Where it fails.
    pub fn take(&mut self, program: Program) -> Result<()> {
        self.loads.push(load());
        for text in program.output()?.lines() {
            match serde_json::from_str::<Line>(text) {
                Ok(Line { key, value: Some(value) }) => self.taken.entry(key).or_default().push(value),
                Ok(Line { key, value: None }) => println!("{key} could not be measured"),
                Err(_) => println!("{text}"),
            }
        }
        Ok(())
    }

    /// The values of a key, a round after another.
    pub fn values(&self, key: &str) -> &[f64] {
        self.taken.get(key).map_or(&[], Vec::as_slice)
    }

    /// Every key with its values.
    pub fn all(&self) -> &BTreeMap<String, Vec<f64>> {
        &self.taken
    }

    /// One key divided by another, each round by itself: the machine was equally busy then.
    pub fn ratios(&self, over: &str, under: &str) -> Vec<f64> {
        let pairs = self.values(over).iter().zip(self.values(under));
        pairs.filter(|(_, under)| **under != 0.0).map(|(over, under)| over / under).collect()
    }
}

/// The one in the middle; of an even number the lower of the two.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

/// How many programs wanted to run in the last minute.
pub fn load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").context("no load").unwrap_or_default();
    text.split(' ').next().and_then(|load| load.parse().ok()).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_counts() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0]), Some(1.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn ratios_are_of_the_same_round() {
        let mut measures = Measures::begin();
        measures.taken.insert("ours".into(), vec![2.0, 30.0, 4.0]);
        measures.taken.insert("theirs".into(), vec![1.0, 10.0]);
        assert_eq!(measures.ratios("ours", "theirs"), [2.0, 3.0]);
        assert!(measures.ratios("ours", "nobody's").is_empty());
    }
}
