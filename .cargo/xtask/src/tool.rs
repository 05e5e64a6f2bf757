//! What must be there before work begins, and how it is brought. What cannot be brought gives one sentence with the command that
//! would.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::cargo::WASM;
use crate::program::{Program, on_path};

/// Whether this runs as root, who may install.
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
        || Program::new("id").arg("-u").output().is_ok_and(|id| id.trim() == "0")
}

/// Sees to it that rustc can compile for the browser.
///
/// # Errors
/// Where it cannot, and rustup is not there to help.
pub fn bring_wasm_target() -> Result<()> {
    let libraries = Program::new("rustc").args(["--print", "target-libdir", "--target", WASM]).output()?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    println!("Adding the Rust target {WASM}");
    Program::new("rustup")
        .args(["target", "add", WASM])
        .run()
        .with_context(|| format!("The Rust target for browsers is missing. Run: rustup target add {WASM}"))
}

/// Sees to it that a component of the Rust toolchain is there.
///
/// # Errors
/// Where it is not, and rustup is not there to help.
pub fn bring_component(component: &str, program: &str) -> Result<()> {
    let mut asked = Program::new("cargo").args([program, "--version"]).silent();
    if asked.status().is_ok_and(|status| status.success()) {
        return Ok(());
    }
    println!("Adding the Rust component {component}");
    Program::new("rustup")
        .args(["component", "add", component])
        .run()
        .with_context(|| format!("{component} is missing. Run: rustup component add {component}"))
}

/// What a package of the system is called, and where.
pub struct Package {
    /// What people call it.
    pub name: &'static str,
    /// Debian's name.
    pub debian: &'static str,
    /// The command that brings it to a Mac.
    pub mac: &'static str,
}

impl Package {
    /// Installs it, where we are root on a Debian or its like.
    ///
    /// # Errors
    /// One sentence with the command, where we are not.
    pub fn bring(&self) -> Result<()> {
        let Self { name, debian, mac } = self;
        if cfg!(target_os = "macos") {
            bail!("{name} is missing. Run: {mac}");
        }
        if on_path("apt-get").is_none() {
            bail!("{name} is missing. Install it with your system's package manager (Debian calls it {debian}).");
        }
        if !is_root() {
            bail!("{name} is missing. Run: sudo apt-get install {debian}");
        }
        println!("Installing {debian}");
        apt(&["update", "-q"])?;
        apt(&["install", "-q", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", debian])
            .with_context(|| format!("{name} could not be installed. Run: apt-get install {debian}"))
    }
}

fn apt(arguments: &[&str]) -> Result<()> {
    Program::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive").run()
}
