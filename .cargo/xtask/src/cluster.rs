//! A PostgreSQL that lives as long as the tests: started by a user who may run it, reached by a socket only, thrown away.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::program::Program;
use crate::{place, postgres, tool};

/// The first part of its folder's name; the process id follows. The path is short: a socket's may have 107 bytes.
const NAME: &str = "mainstay-test-";
const START_S: u64 = 30;

/// It loses everything if the machine stops, and is faster for it. Tests that prove durability start their own.
const SETTINGS: [&str; 8] = [
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
    "shared_buffers=256MB",
    "max_wal_size=4GB",
    "log_min_messages=fatal",
];

/// It keeps what it acknowledges, as the one of an operator does; only so can times be measured.
const DURABLE: [&str; 4] =
    ["listen_addresses=", "max_connections=100", "shared_buffers=256MB", "log_min_messages=fatal"];

/// A running throwaway PostgreSQL.
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    owner: Option<Owner>,
    server: Child,
}

/// The user to whom it belongs where we are root: PostgreSQL refuses to run as root.
#[derive(Clone, Copy)]
struct Owner {
    user: u32,
    group: u32,
}

impl Cluster {
    /// Makes and starts one.
    ///
    /// # Errors
    /// Where PostgreSQL is missing or does not start.
    pub fn start() -> Result<Self> {
        Self::start_with(&SETTINGS)
    }

    /// Makes and starts one that waits for the disk, for measuring.
    ///
    /// # Errors
    /// As [`Cluster::start`].
    pub fn start_durable() -> Result<Self> {
        Self::start_with(&DURABLE)
    }

    fn start_with(settings: &[&str]) -> Result<Self> {
        let programs = postgres::bring()?;
        sweep(&programs);
        let owner = if tool::is_root() { Some(owner()?) } else { None };
        let folder = Path::new("/tmp").join(format!("{NAME}{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        if let Some(owner) = owner {
            chown(&folder, Some(owner.user), Some(owner.group))?;
        }
        let mut initdb = as_owner(&programs.join("initdb"), owner);
        initdb.arg("-D").arg(folder.join("data")).stdout(Stdio::null());
        initdb.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        let status = initdb.status().context("initdb cannot be started")?;
        if !status.success() {
            bail!("initdb failed ({status})");
        }
        let mut server = as_owner(&programs.join("postgres"), owner);
        server.arg("-D").arg(folder.join("data")).arg("-k").arg(&folder);
        server.args(settings.iter().flat_map(|setting| ["-c", setting]));
        let server = server.stdout(Stdio::null()).spawn().context("postgres cannot be started")?;
        let cluster = Self { folder, programs, owner, server };
        cluster.wait()?;
        Ok(cluster)
    }

    fn wait(&self) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(START_S) {
            let ready = self.programs.join("pg_isready");
            if Program::new(ready).args(["-q", "-U", "postgres", "-h"]).arg(&self.folder).status()?.success() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("the throwaway PostgreSQL did not start within {START_S} s")
    }

    /// The folder of its socket, which is also the host for programs of PostgreSQL.
    pub fn socket(&self) -> &Path {
        &self.folder
    }

    /// The folder of PostgreSQL's programs.
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    /// The address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.display())
    }

    /// Makes an empty database, or a copy of another one in which nobody is.
    ///
    /// # Errors
    /// Where PostgreSQL refuses.
    pub fn create(&self, database: &str, like: Option<&str>) -> Result<()> {
        let like = like.map(|like| format!(" template {like}")).unwrap_or_default();
        self.psql("postgres", &["-c".into(), format!("create database {database}{like}").into()])
    }

    /// Makes a database that has the schema of server/migrations.
    ///
    /// # Errors
    /// Where a migration fails.
    pub fn with_schema(&self, database: &str) -> Result<String> {
        self.create(database, None)?;
        let migrations = fs::read_dir(place::at("server/migrations")).into_iter().flatten().flatten();
        let mut migrations: Vec<_> = migrations.map(|entry| entry.path()).collect();
        migrations.retain(|file| file.extension().is_some_and(|ending| ending == "sql"));
        migrations.sort();
        for file in migrations {
            let name = file.display().to_string();
            self.psql(database, &["-1".into(), "-f".into(), file]).with_context(|| name)?;
        }
        Ok(self.url(database))
    }

    fn psql(&self, database: &str, arguments: &[PathBuf]) -> Result<()> {
        let psql =
            Program::new(self.programs.join("psql")).args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres"]);
        psql.arg("-h")
            .arg(&self.folder)
            .args(["-d", database])
            .args(arguments)
            .env("PGOPTIONS", "-c client_min_messages=warning")
            .run()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        stop(&self.programs, &self.folder, self.owner);
        // It may have been stopped by the same Ctrl-C as we; either way it is over now.
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn stop(programs: &Path, folder: &Path, owner: Option<Owner>) {
    let mut stop = as_owner(&programs.join("pg_ctl"), owner);
    stop.arg("-D").arg(folder.join("data")).args(["-m", "immediate", "-w", "stop"]);
    let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
}

/// Clears away what runs that were killed left behind.
fn sweep(programs: &Path) {
    for entry in fs::read_dir("/tmp").into_iter().flatten().flatten() {
        let folder = entry.path();
        let name = entry.file_name();
        let Some(process) = name.to_str().and_then(|name| name.strip_prefix(NAME)) else { continue };
        let alive = Program::new("kill").args(["-0", process]).silent().status().is_ok_and(|status| status.success());
        if process.parse::<u32>().is_err() || alive {
            continue;
        }
        let owner = fs::metadata(&folder).ok().map(|about| Owner { user: about.uid(), group: about.gid() });
        stop(programs, &folder, owner.filter(|_| tool::is_root()));
        let _ = fs::remove_dir_all(folder);
    }
}

fn as_owner(program: &Path, owner: Option<Owner>) -> Command {
    let mut command = Program::new(program).folder("/tmp").into_command();
    if let Some(owner) = owner {
        command.uid(owner.user).gid(owner.group);
    }
    command
}

/// The user `postgres`, else `nobody`.
fn owner() -> Result<Owner> {
    let users = fs::read_to_string("/etc/passwd")?;
    ["postgres", "nobody"].iter().find_map(|name| find_user(&users, name)).context("No user to run PostgreSQL as")
}

fn find_user(users: &str, name: &str) -> Option<Owner> {
    let mut fields = users.lines().map(|line| line.split(':')).find(|fields| fields.clone().next() == Some(name))?;
    let user = fields.nth(2)?.parse().ok()?;
    Some(Owner { user, group: fields.next()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_name() {
        let users = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533:nobody:/:/bin/false\n";
        let nobody = find_user(users, "nobody").unwrap();
        assert_eq!((nobody.user, nobody.group), (65534, 65533));
        assert!(find_user(users, "postgres").is_none());
    }
}
