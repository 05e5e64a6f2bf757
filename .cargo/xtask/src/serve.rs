//! From a fresh machine to a Mainstay in the browser.

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result};

use crate::build::{self, Form};
use crate::program::Program;
use crate::{postgres, site};

/// Brings what is missing, builds in release, and becomes the server.
///
/// # Errors
/// Where something is missing, does not build, or the server does not start.
pub fn run(settings: &[String]) -> Result<()> {
    build::bring_tools(Form::Release)?;
    bring_database()?;
    site::build(Form::Release)?;
    let program = build::program(Form::Release)?;
    let server = Program::new(program).arg("serve").args(settings);
    let cause = server.env("MAINSTAY_SITE_DIR", site::folder(Form::Release)).into_command().exec();
    Err(cause).context("The server cannot be started")
}

/// Sees to PostgreSQL's programs, unless the data are in a PostgreSQL that somebody else runs.
///
/// # Errors
/// A sentence about what is missing.
pub fn bring_database() -> Result<()> {
    if std::env::var_os("DATABASE_URL").is_none_or(|url| url.is_empty()) {
        postgres::bring()?;
    }
    Ok(())
}
