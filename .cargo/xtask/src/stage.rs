//! The stages of `cargo xtask test`, and the minutes that each takes.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::ValueEnum;

/// What is proved, in the order in which it is: quick and likely to fail first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Name {
    /// What the others need is there
    Tools,
    /// The sources are formatted
    Format,
    /// clippy finds nothing in the browser's side
    LintBrowser,
    /// clippy finds nothing in the server's side, and server/.sqlx is what the schema says
    LintServer,
    /// The tests and the server compile
    Compile,
    /// The task runner's own tests
    Runner,
    /// The rules of the domain
    Rule,
    /// Pages, wire forms, convergence, and the tidiness of the sources
    App,
    /// Store, engine, HTTP, and what outlives a kill, each on a database of its own
    Server,
    /// The client in release weighs no more than it may
    Bytes,
    /// The end-to-end stories, in Chromium
    Story,
}

/// A run through the stages.
pub struct Stages {
    only: Vec<Name>,
    begun: Instant,
    done: Vec<(Name, Duration, bool)>,
}

impl Stages {
    /// A run through these stages, or through all where none is named.
    pub fn of(only: &[Name]) -> Self {
        Self { only: only.to_vec(), begun: Instant::now(), done: Vec::new() }
    }

    /// Whether a stage takes part.
    pub fn has(&self, name: Name) -> bool {
        self.only.is_empty() || self.only.contains(&name)
    }

    /// Runs a stage if it takes part, and takes its time.
    ///
    /// # Errors
    /// What the stage found, with the command that runs it alone.
    pub fn run(&mut self, name: Name, act: impl FnOnce() -> Result<()>) -> Result<()> {
        if !self.has(name) {
            return Ok(());
        }
        let word = word(name);
        println!("\n── {word} ──");
        let begun = Instant::now();
        let outcome = act();
        let took = begun.elapsed();
        self.done.push((name, took, outcome.is_ok()));
        println!("{word}: {} min", minutes(took));
        outcome.with_context(|| format!("The stage {word} failed. Alone: cargo xtask test --only {word}"))
    }

    /// Prints the table.
    pub fn print(&self) {
        println!("\n{:<14} {:>8}", "stage", "minutes");
        for (name, took, passed) in &self.done {
            println!("{:<14} {:>8}{}", word(*name), minutes(*took), if *passed { "" } else { "  failed" });
        }
        println!("{:<14} {:>8}", "in all", minutes(self.begun.elapsed()));
    }
}

fn word(name: Name) -> String {
    name.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

fn minutes(took: Duration) -> String {
    format!("{:.1}", took.as_secs_f64() / 60.0)
}
