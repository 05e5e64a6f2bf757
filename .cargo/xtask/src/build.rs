//! Both sides, built.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::cargo::cargo;
use crate::{node, place, site, tool, wasm};

/// How it is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people: small and fast.
    Release,
    /// For those who work on it: quickly there.
    Dev,
}

/// Brings what building needs.
///
/// # Errors
/// A sentence about what is missing.
pub fn bring_tools(form: Form) -> Result<()> {
    tool::bring_wasm_target()?;
    if form == Form::Release {
        node::bring_packages(&wasm::npm_folder())?;
    }
    Ok(())
}

/// Brings what is missing and builds both sides.
///
/// # Errors
/// Where something is missing or does not build.
pub fn run(form: Form) -> Result<()> {
    bring_tools(form)?;
    site::build(form)?;
    let program = program(form)?;
    println!("The program is {}", program.display());
    Ok(())
}

/// Builds the server and tells where the program is.
///
/// # Errors
/// Where it does not build.
pub fn program(form: Form) -> Result<PathBuf> {
    let build = cargo("build").args(["-p", "server", "--bin", "mainstay"]);
    if form == Form::Dev {
        build.run()?;
        return Ok(place::target().join("debug/mainstay"));
    }
    build.arg("--release").run()?;
    let program = place::target().join("mainstay/mainstay");
    fs::create_dir_all(place::target().join("mainstay"))?;
    // Beside it and then in its place: a server that runs keeps the file that it was started from.
    let new = program.with_extension("new");
    fs::copy(place::target().join("release/mainstay"), &new)?;
    fs::rename(new, &program)?;
    Ok(program)
}
