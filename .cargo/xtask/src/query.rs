//! What the database says about each query of the server, checked in under server/.sqlx so that a build needs no database.
//!
//! The macros of sqlx write one file a query while the server is compiled against a database that has the schema.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Result, bail};

use crate::cargo::{SERVER_SIDE, cargo};
use crate::cluster::Cluster;
use crate::program::Program;
use crate::{lint, place, site};

/// Writes server/.sqlx anew.
///
/// # Errors
/// Where PostgreSQL is missing, or the server does not compile.
pub fn prepare() -> Result<()> {
    let cluster = Cluster::start()?;
    let check = cargo("check").args(SERVER_SIDE).arg("--all-targets");
    let fresh = write(&cluster, check)?;
    let kept = place::at("server/.sqlx");
    if kept.exists() {
        fs::remove_dir_all(&kept)?;
    }
    fs::create_dir_all(&kept)?;
    for (name, content) in &fresh {
        fs::write(kept.join(name), content)?;
    }
    println!("server/.sqlx describes {} queries.", fresh.len());
    Ok(())
}

/// Lints the server's side against a database, and compares what the queries are with what server/.sqlx says.
///
/// # Errors
/// Where clippy finds something, or server/.sqlx is not up to date.
pub fn check(cluster: &Cluster) -> Result<()> {
    let fresh = write(cluster, lint::server()?)?;
    let kept = read(&place::at("server/.sqlx"))?;
    let mut differences = Vec::new();
    for (name, content) in &fresh {
        match kept.get(name) {
            None => differences.push(format!("missing: {name}")),
            Some(other) if other != content => differences.push(format!("another now: {name}")),
            Some(_) => {}
        }
    }
    differences
        .extend(kept.keys().filter(|name| !fresh.contains_key(*name)).map(|name| format!("no longer used: {name}")));
    if !differences.is_empty() {
        bail!("server/.sqlx is not up to date. Run: cargo xtask prepare\n{}", differences.join("\n"));
    }
    println!("server/.sqlx is up to date: {} queries.", fresh.len());
    Ok(())
}

/// Compiles by `compile` against a database with the schema, and gives the files that the macros wrote.
fn write(cluster: &Cluster, compile: Program) -> Result<BTreeMap<String, Vec<u8>>> {
    let folder = place::target().join("xtask/query");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for source in roots()? {
        // A crate that did not change is not expanded again, and would write nothing.
        fs::File::options().append(true).open(source)?.set_modified(SystemTime::now())?;
    }
    let url = cluster.with_schema("query")?;
    compile.env("DATABASE_URL", url).env("SQLX_OFFLINE", "false").env("SQLX_OFFLINE_DIR", &folder).run()?;
    read(&folder)
}

/// The first files of the server's crates, its tests included.
fn roots() -> Result<Vec<PathBuf>> {
    let mut roots = vec![place::at("server/src/lib.rs"), place::at("server/src/main.rs")];
    roots.extend(
        site::files_below(&place::at("server/tests"))?
            .into_iter()
            .filter(|file| file.extension().is_some_and(|ending| ending == "rs")),
    );
    Ok(roots)
}

fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let files = site::files_below(folder)?.into_iter();
    files
        .map(|file| Ok((file.file_name().unwrap_or_default().to_string_lossy().into_owned(), fs::read(&file)?)))
        .collect()
}
