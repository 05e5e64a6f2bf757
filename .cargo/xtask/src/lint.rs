//! clippy, over one side at a time: together, `ssr` and `hydrate` would both be on, which no build ever has.

use anyhow::Result;

use crate::cargo::{SERVER_SIDE, WASM, cargo};
use crate::program::Program;
use crate::tool;

/// The browser's side, as it is compiled for a browser.
///
/// # Errors
/// Where clippy finds something.
pub fn browser() -> Result<()> {
    tool::bring_wasm_target()?;
    tool::bring_component("clippy", "clippy")?;
    cargo("clippy").args(["-p", "frontend", "--target", WASM, "--", "-D", "warnings"]).run()
}

/// The call that lints the server's side and the task runner, tests included.
///
/// # Errors
/// Where clippy is missing and cannot be brought.
pub fn server() -> Result<Program> {
    tool::bring_component("clippy", "clippy")?;
    let packages = cargo("clippy").args(SERVER_SIDE).args(["-p", "xtask"]);
    Ok(packages.args(["--all-targets", "--", "-D", "warnings"]))
}
