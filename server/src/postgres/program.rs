//! The programs of PostgreSQL, where this machine has them.

use std::path::{Path, PathBuf};

use anyhow::{bail, ensure};

/// The folder that holds `initdb` and `postgres`, of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    folder: PathBuf,
    /// 15, 16, …
    pub version: u32,
}

/// Where systems keep them; a star stands for any one name.
const USUAL: [&str; 8] = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/local/bin",
    "/usr/bin",
];
const OLDEST: u32 = 15;

impl Programs {
    /// The programs for a cluster of version `kept`, or the newest there are for one that is to be made.
    ///
    /// # Errors
    /// Where there are none that fit, in one sentence with what to install.
    pub fn find(named: Option<&Path>, kept: Option<u32>) -> anyhow::Result<Self> {
        if let Some(folder) = named {
            let Some(found) = Self::at(folder) else { bail!("{} holds no initdb and postgres", folder.display()) };
            ensure!(kept.is_none_or(|kept| kept == found.version), wrong_version(kept, &found));
            return Ok(found);
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).chain(USUAL.iter().flat_map(|pattern| matching(pattern)));
        let mut found: Vec<Self> = folders.filter_map(|folder| Self::at(&folder)).collect();
        // Stable: of equals, the one on PATH.
        found.sort_by_key(|programs| std::cmp::Reverse(programs.version));
        match kept {
            Some(kept) => match found.iter().find(|programs| programs.version == kept) {
                Some(programs) => Ok(programs.clone()),
                None => match found.first() {
                    Some(other) => bail!(wrong_version(Some(kept), other)),
                    None => bail!(none()),
                },
            },
            None => match found.into_iter().next() {
                Some(newest) if newest.version >= OLDEST => Ok(newest),
                Some(old) => {
                    bail!("PostgreSQL {OLDEST} or later is needed; {} holds {}", old.folder.display(), old.version)
                }
                None => bail!(none()),
            },
        }
    }

    /// The path of one program.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Links are followed first, for `postgres` finds its other files beside where it really is.
    fn at(folder: &Path) -> Option<Self> {
        let real = folder.join("postgres").canonicalize().ok()?;
        let folder = real.parent()?.to_owned();
        if !folder.join("initdb").exists() {
            return None;
        }
        let version = version_of(&folder)?;
        Some(Self { folder, version })
    }
}

/// What `postgres --version` says: `postgres (PostgreSQL) 15.18 (Debian …)`.
fn version_of(folder: &Path) -> Option<u32> {
    #[expect(clippy::disallowed_methods, reason = "PostgreSQL's own program, with a fixed argument")]
    let told = std::process::Command::new(folder.join("postgres")).arg("--version").output().ok()?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let number = told.split_whitespace().find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))?;
    number.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

fn none() -> String {
    let install = if cfg!(target_os = "macos") { "brew install postgresql@17" } else { "sudo apt install postgresql" };
    format!("no programs of PostgreSQL were found: run `{install}`, or name a database with DATABASE_URL")
}

fn wrong_version(kept: Option<u32>, found: &Programs) -> String {
    let kept = kept.unwrap_or_default();
    format!(
        "the data were written by PostgreSQL {kept}, and only {} was found: install {kept} (`sudo apt install postgresql-{kept}`)",
        found.version
    )
}

/// The folders that a pattern with at most one star means.
fn matching(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else { return vec![pattern.into()] };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or((".", before));
    let Ok(entries) = std::fs::read_dir(parent) else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names.filter(|name| name.starts_with(prefix)).map(|name| format!("{parent}/{name}{after}").into()).collect()
}
