//! Node and what comes from npm.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::program::Program;

const OLDEST: u32 = 20;

/// Sees to it that Node is there and young enough.
///
/// # Errors
/// Where it is not.
pub fn check() -> Result<()> {
    let version = Program::new("node").arg("--version").output().ok();
    let major = version.as_deref().and_then(major_of);
    match (major, version) {
        (Some(major), _) if major >= OLDEST => Ok(()),
        (_, Some(version)) => bail!(
            "Node {OLDEST} or later is needed, and this is {}. Get it from https://nodejs.org/en/download",
            version.trim()
        ),
        (_, None) => bail!("Node {OLDEST} or later is missing. Get it from https://nodejs.org/en/download"),
    }
}

fn major_of(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Sees to it that the packages which a folder's lock file names are installed there.
///
/// # Errors
/// Where npm fails.
pub fn bring_packages(folder: &Path) -> Result<()> {
    check()?;
    let lock = fs::read(folder.join("package-lock.json")).context("package-lock.json is missing")?;
    // A copy of the lock file, written last, tells that the packages are those which it names.
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|present| present == lock) {
        return Ok(());
    }
    println!("Installing what {} takes from npm", folder.file_name().unwrap_or_default().to_string_lossy());
    Program::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .folder(folder)
        .run()
        .context("npm could not bring its packages; is the network there?")?;
    fs::write(installed, lock)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_a_major_number() {
        assert_eq!(major_of("v20.19.1\n"), Some(20));
        assert_eq!(major_of("nonsense"), None);
    }
}
