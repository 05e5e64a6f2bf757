//! The programs of PostgreSQL: where they are, and how they come.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::program::{Program, on_path};
use crate::tool::{Package, is_root};

const OLDEST: u32 = 15;

const PACKAGE: Package =
    Package { name: "PostgreSQL 15 or later", debian: "postgresql", mac: "brew install postgresql@17" };

/// Folders in which systems keep them, a folder a version.
const USUAL: [(&str, &str); 6] = [
    ("/usr/lib/postgresql", "bin"),
    ("/usr/pgsql", "bin"),
    ("/opt/homebrew/opt", "bin"),
    ("/usr/local/opt", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "bin"),
    ("/usr/local/pgsql", ""),
];

/// The folder of the programs, brought where it was missing.
///
/// # Errors
/// A sentence with the command that would bring them.
pub fn bring() -> Result<PathBuf> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    if is_root() && on_path("apt-get").is_some() {
        want_no_cluster()?;
    }
    PACKAGE.bring()?;
    find().ok_or_else(|| anyhow::anyhow!("{} was installed, but its programs are in no usual place.", PACKAGE.name))
}

/// Debian's package would make and start a database server for the whole machine; the programs are all that is wanted.
fn want_no_cluster() -> Result<()> {
    let settings = Path::new("/etc/postgresql-common/createcluster.conf");
    if !settings.exists() {
        fs::create_dir_all("/etc/postgresql-common")?;
        fs::write(
            settings,
            "# Only PostgreSQL's programs are wanted, no server for the whole machine.\ncreate_main_cluster = false\n",
        )?;
    }
    Ok(())
}

fn find() -> Option<PathBuf> {
    let named = std::env::var_os("MAINSTAY_POSTGRES_BIN").map(PathBuf::from);
    let mut folders: Vec<PathBuf> = named.into_iter().collect();
    folders.extend(on_path("postgres").and_then(|program| program.parent().map(PathBuf::from)));
    for (parent, below) in USUAL {
        let versions = fs::read_dir(parent).into_iter().flatten().flatten().map(|entry| entry.path().join(below));
        let mut versions: Vec<_> = versions.filter(|folder| folder.join("postgres").is_file()).collect();
        versions.sort_by_key(|folder| std::cmp::Reverse(version(folder)));
        folders.extend(versions);
    }
    folders.into_iter().find(|folder| {
        let has = |program: &str| folder.join(program).is_file();
        has("initdb") && has("pg_ctl") && has("psql") && version(folder).is_some_and(|version| version >= OLDEST)
    })
}

fn version(folder: &Path) -> Option<u32> {
    major_of(&Program::new(folder.join("postgres")).arg("--version").output().ok()?)
}

fn major_of(said: &str) -> Option<u32> {
    // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "postgres (PostgreSQL) 18beta1"
    let number = said.split_whitespace().nth(2)?;
    number.split(|sign: char| !sign.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_a_major_number() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_of("no"), None);
    }
}
