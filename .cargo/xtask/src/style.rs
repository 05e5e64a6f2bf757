//! The style sheets, each put together from a file in style/ and what it imports.

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::{Browsers, Targets};

use crate::place;

/// The oldest browsers that Mainstay is written for. Stated here, or the modern forms that the styles are written in (`light-dark()`,
/// `oklch()`, nesting) would be turned into older and longer ones.
const BROWSERS: Browsers = Browsers {
    chrome: Some(version(125, 0)),
    edge: Some(version(125, 0)),
    android: Some(version(125, 0)),
    firefox: Some(version(128, 0)),
    safari: Some(version(17, 5)),
    ios_saf: Some(version(17, 5)),
    ie: None,
    opera: None,
    samsung: None,
};

const fn version(major: u32, minor: u32) -> u32 {
    major << 16 | minor << 8
}

/// The sheet that every page begins with.
pub const MAIN: &str = "style/main.css";
/// The sheet of what comes apart.
pub const LATER: &str = "style/later.css";

/// A style sheet, minified.
///
/// # Errors
/// Where a file is missing or does not parse; a rule that a browser would silently drop must not get that far.
pub fn bundle(sheet: &str) -> Result<String> {
    let files = FileProvider::new();
    let entry = place::at(sheet);
    let targets = Targets::from(BROWSERS);
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(&entry).map_err(|cause| anyhow!("The styles: {cause}"))?;
    let minify = MinifyOptions { targets, ..MinifyOptions::default() };
    sheet.minify(minify).map_err(|cause| anyhow!("The styles: {cause}"))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|cause| anyhow!("The styles: {cause}"))?;
    Ok(printed.code)
}
