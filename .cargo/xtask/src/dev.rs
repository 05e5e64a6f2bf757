//! The loop of those who work on Mainstay: a source changes, what follows from it is built, the server starts again.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::build::{self, Form};
use crate::program::Program;
use crate::{place, serve, site};

const WATCHED: [&str; 7] = ["app", "frontend/src", "server", "style", "public", "Cargo.toml", ".cargo/config.toml"];
const LOOK_MS: u64 = 400;

/// Builds quickly, serves, and does both again on every change, until it is stopped.
///
/// # Errors
/// Where something is missing. What does not compile is said, and the last server that did goes on.
pub fn run(settings: &[String]) -> Result<()> {
    build::bring_tools(Form::Dev)?;
    serve::bring_database()?;
    let mut server: Option<Child> = None;
    loop {
        let seen = sources()?;
        match build_both() {
            Ok(program) => {
                if let Some(server) = server.take() {
                    stop(server)?;
                }
                server = Some(start(&program, settings)?);
            }
            Err(cause) => eprintln!("\n{cause:#}\nWaiting for a change."),
        }
        while sources()? == seen {
            std::thread::sleep(Duration::from_millis(LOOK_MS));
        }
        settle()?;
        println!("\nA source changed.");
    }
}

fn build_both() -> Result<PathBuf> {
    site::build(Form::Dev)?;
    build::program(Form::Dev)
}

fn start(program: &PathBuf, settings: &[String]) -> Result<Child> {
    let server = Program::new(program).arg("serve").args(settings).env("MAINSTAY_SITE_DIR", site::folder(Form::Dev));
    server.into_command().spawn().context("The server cannot be started")
}

/// Stops it as an operator would, so that its private PostgreSQL stops with it.
fn stop(mut server: Child) -> Result<()> {
    let asked = Program::new("kill").arg(server.id().to_string()).status();
    if !asked.is_ok_and(|status| status.success()) {
        server.kill()?;
    }
    server.wait()?;
    Ok(())
}

/// Waits until an editor or a checkout is through with its files.
fn settle() -> Result<()> {
    loop {
        let seen = sources()?;
        std::thread::sleep(Duration::from_millis(LOOK_MS));
        if sources()? == seen {
            return Ok(());
        }
    }
}

/// Every source and when it was last written.
fn sources() -> Result<BTreeMap<PathBuf, SystemTime>> {
    let mut found = BTreeMap::new();
    for watched in WATCHED {
        let path = place::at(watched);
        let files = if path.is_file() { vec![path] } else { site::files_below(&path)? };
        for file in files {
            // A file may be gone between being listed and being looked at.
            if let Ok(written) = file.metadata().and_then(|about| about.modified()) {
                found.insert(file, written);
            }
        }
    }
    Ok(found)
}
