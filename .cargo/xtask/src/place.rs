//! Where things are in the checkout.

use std::path::PathBuf;

/// The checkout: the folder that holds README.md and Cargo.lock.
pub fn root() -> PathBuf {
    // cargo tells a program that it runs where that program's package is: `.cargo/xtask`, two steps below the root.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package.as_deref().and_then(|package| package.ancestors().nth(2)).map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// A path in the checkout.
pub fn at(path: &str) -> PathBuf {
    root().join(path)
}

/// Where cargo leaves what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| at("target"), |folder| root().join(folder))
}
