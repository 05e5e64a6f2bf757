//! Chromium, in which the stories are lived.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::program::on_path;
use crate::tool::Package;

const PACKAGE: Package = Package { name: "Chromium", debian: "chromium", mac: "brew install --cask chromium" };

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

const MAC: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The path of Chromium, brought where it was missing. `MAINSTAY_CHROMIUM` names another one.
///
/// # Errors
/// A sentence with the command that would bring it.
pub fn bring() -> Result<PathBuf> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    PACKAGE.bring()?;
    find().ok_or_else(|| anyhow!("Chromium was installed, but is not on PATH."))
}

fn find() -> Option<PathBuf> {
    let named = std::env::var_os("MAINSTAY_CHROMIUM").filter(|path| !path.is_empty()).map(PathBuf::from);
    let mac = || MAC.iter().map(Path::new).find(|path| path.is_file()).map(PathBuf::from);
    named.or_else(|| NAMES.iter().find_map(|name| on_path(name))).or_else(mac)
}
