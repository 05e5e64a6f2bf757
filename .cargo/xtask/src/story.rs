//! The end-to-end stories: real Chromium against the server of the quick build, with the client that ships.

use std::path::PathBuf;

use anyhow::Result;

use crate::build::{self, Form};
use crate::cluster::Cluster;
use crate::program::Program;
use crate::{browser, node, place, site, suite};

/// Where the stories are.
pub fn folder() -> PathBuf {
    place::at("end2end")
}

/// Lives all stories.
///
/// # Errors
/// Where one ends badly.
pub fn run(cluster: &Cluster) -> Result<()> {
    node::bring_packages(&folder())?;
    let browser = browser::bring()?;
    build::bring_tools(Form::Release)?;
    site::build(Form::Release)?;
    suite::compile()?;
    let playwright = Program::new(folder().join("node_modules/.bin/playwright")).arg("test").folder(folder());
    playwright
        .env("MAINSTAY_CHROMIUM", browser)
        .env("MAINSTAY_PROGRAM", place::target().join("debug/mainstay"))
        .env("MAINSTAY_SITE_DIR", site::folder(Form::Release))
        .env("MAINSTAY_TEST_POSTGRES", cluster.socket())
        .env("MAINSTAY_POSTGRES_BIN", cluster.programs())
        .run()
}
