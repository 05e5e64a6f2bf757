//! The folders of the private cluster: its data, its socket, and who owns them.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use sha2::{Digest, Sha256};

use super::NAME;
use super::postmaster::{self, PidFile};
use super::program::Programs;
use crate::hex::hex;

/// The longest path of a Unix socket that every system takes, less the name that PostgreSQL gives it.
const SOCKET_FOLDER: usize = 100 - ".s.PGSQL.5432".len();

/// Where the cluster is.
#[derive(Clone, Debug)]
pub struct Place {
    /// The folder around the cluster, with its lock and the log of its start.
    pub base: PathBuf,
    /// The cluster itself: `PGDATA`.
    pub cluster: PathBuf,
    /// The folder of the socket.
    pub sockets: PathBuf,
    /// As whom it runs, where that is not who we are.
    pub owner: Option<Owner>,
}

/// A user of this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    uid: u32,
    gid: u32,
}

impl Place {
    /// The place for this data folder. Made where it is missing, the cluster itself apart.
    ///
    /// # Errors
    /// Where a folder cannot be made, or is somebody else's.
    pub fn find(data: &Path) -> anyhow::Result<Self> {
        let owner = if rustix::process::geteuid().is_root() { Some(unprivileged()?) } else { None };
        let data = std::path::absolute(data)?;
        fs::create_dir_all(&data).with_context(|| format!("the data folder {} cannot be made", data.display()))?;
        let data = data.canonicalize()?;
        let base = match owner {
            Some(owner) => enterable(&data, owner)?,
            None => data,
        };
        let cluster = base.join("postgres");
        let owner = match (owner, fs::metadata(&cluster)) {
            (Some(_), Ok(about)) => Some(Owner { uid: about.uid(), gid: about.gid() }),
            (owner, _) => owner,
        };
        // One that runs knows best where its socket is.
        let running = PidFile::read(&cluster).filter(|file| postmaster::is_alive(file.pid, &cluster));
        let sockets = match running {
            Some(file) => file.sockets,
            None => socket_folder(&base, owner)?,
        };
        Ok(Self { base, cluster, sockets, owner })
    }

    /// The version that wrote the cluster; `None` where there is none yet.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn version(&self) -> anyhow::Result<Option<u32>> {
        match fs::read_to_string(self.cluster.join("PG_VERSION")) {
            Ok(text) => Ok(Some(text.trim().parse().context("PG_VERSION is no number")?)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("{} cannot be read", self.cluster.display())),
        }
    }

    /// What the cluster writes before its own log begins.
    pub fn log(&self) -> PathBuf {
        self.base.join("postgres.log")
    }

    /// The right to start and stop the cluster, while the file is held open.
    ///
    /// # Errors
    /// Where the file cannot be made.
    pub fn try_lock(&self) -> anyhow::Result<Option<fs::File>> {
        let path = self.base.join("mainstay.lock");
        let file = fs::File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.with_context(|| format!("{} cannot be written", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(cause)) => Err(cause.into()),
        }
    }

    /// Makes the cluster where there is none: beside its place, and moved there once it is whole.
    ///
    /// # Errors
    /// What `initdb` said.
    pub async fn make(&self, programs: &Programs) -> anyhow::Result<()> {
        if self.version()?.is_some() {
            return Ok(());
        }
        tracing::info!(folder = %self.cluster.display(), version = programs.version, "making the private PostgreSQL");
        let draft = self.base.join("postgres.new");
        let mut said = String::new();
        for locale in locales(programs.version) {
            if draft.exists() {
                fs::remove_dir_all(&draft)?;
            }
            make_folder(&draft, self.owner)?;
            let mut command = self.command(&programs.path("initdb"));
            command.args(["--username", NAME, "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8"]);
            command.args(["--data-checksums", "--no-instructions"]).args(*locale).arg("--pgdata").arg(&draft);
            let output = tokio::process::Command::from(command).kill_on_drop(true).output().await?;
            if output.status.success() {
                return fs::rename(&draft, &self.cluster).context("the new cluster cannot be moved to its place");
            }
            said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        }
        bail!("initdb failed: {said}")
    }

    /// One of PostgreSQL's programs, to be run as the cluster's owner, with nothing of our environment that would mislead it.
    pub fn command(&self, program: &Path) -> std::process::Command {
        #[expect(
            clippy::disallowed_methods,
            reason = "PostgreSQL's own programs, with fixed arguments and our own paths"
        )]
        let mut command = std::process::Command::new(program);
        command.env_clear().current_dir("/").stdin(std::process::Stdio::null());
        for name in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        if let Some(Owner { uid, gid }) = self.owner {
            // As root, this also drops the supplementary groups.
            command.uid(uid).gid(gid);
        }
        command
    }
}

/// Characters are Unicode's in all of them but the last; the order of code points is stable over upgrades of the system.
fn locales(version: u32) -> &'static [&'static [&'static str]] {
    const BUILT_IN: &[&str] = &["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    const SYSTEM: &[&str] = &["--locale=C.UTF-8"];
    const AMERICAN: &[&str] = &["--locale=en_US.UTF-8"];
    const PLAIN: &[&str] = &["--locale=C"];
    if version >= 17 { &[BUILT_IN, SYSTEM, PLAIN] } else { &[SYSTEM, AMERICAN, PLAIN] }
}

/// PostgreSQL refuses root: the user it drops to.
fn unprivileged() -> anyhow::Result<Owner> {
    let users = fs::read_to_string("/etc/passwd").context("/etc/passwd cannot be read")?;
    let id_of = |name: &str| {
        let mut fields =
            users.lines().map(|line| line.split(':')).find(|fields| fields.clone().next() == Some(name))?;
        let uid = fields.nth(2)?.parse().ok()?;
        Some(Owner { uid, gid: fields.next()?.parse().ok()? })
    };
    let found = ["postgres", "nobody"].iter().find_map(|name| id_of(name)).filter(|owner| owner.uid != 0);
    found.context("PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`: start Mainstay as a user")
}

/// The data folder itself where its owner-to-be can enter it, else one under `/var/lib` that stands for it, with a link to it.
fn enterable(data: &Path, owner: Owner) -> anyhow::Result<PathBuf> {
    let link = data.join("postgres");
    if let Ok(cluster) = fs::read_link(&link) {
        return cluster.parent().map(Path::to_owned).context("the link in the data folder leads nowhere");
    }
    let blocked = data.ancestors().skip(1).find(|folder| !may_enter(folder, owner));
    let Some(blocked) = blocked else {
        if !may_enter(data, owner) {
            let mode = fs::metadata(data)?.permissions().mode();
            fs::set_permissions(data, fs::Permissions::from_mode(mode | 0o011))?;
        }
        return Ok(data.to_owned());
    };
    // By chance, not by the path: whoever removes the data folder and starts afresh gets what is new.
    let base = PathBuf::from(format!("/var/lib/mainstay/{:016x}", getrandom::u64()?));
    fs::create_dir_all(&base).with_context(|| {
        let (data, blocked) = (data.display(), blocked.display());
        format!("PostgreSQL cannot enter {blocked}, so {data} does not serve: name another folder with --data-dir")
    })?;
    std::os::unix::fs::symlink(base.join("postgres"), &link)?;
    tracing::warn!(asked = %data.display(), used = %base.display(), "PostgreSQL cannot enter the data folder as its own user");
    Ok(base)
}

fn may_enter(folder: &Path, owner: Owner) -> bool {
    let Ok(about) = fs::metadata(folder) else { return false };
    let bit = match about {
        _ if about.uid() == owner.uid => 0o100,
        _ if about.gid() == owner.gid => 0o010,
        _ => 0o001,
    };
    about.mode() & bit != 0
}

/// A short folder for the socket that nobody else can enter.
fn socket_folder(base: &Path, owner: Option<Owner>) -> anyhow::Result<PathBuf> {
    let name = hex(Sha256::digest(base.as_os_str().as_encoded_bytes()).iter().take(6));
    let mut roots: Vec<PathBuf> = Vec::new();
    match owner {
        Some(_) => roots.push("/run".into()),
        None => roots.extend(std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from)),
    }
    // In a folder that all share, somebody may have taken the name: another one is tried.
    let uid = owner.map_or(rustix::process::geteuid().as_raw(), |owner| owner.uid);
    let shared = (0..8).map(|turn| PathBuf::from(format!("/tmp/mainstay-{uid}-{name}-{turn}")));
    let own = roots.into_iter().filter(|root| root.is_absolute()).map(|root| root.join(format!("mainstay-{name}")));
    let mut folders = own.chain(shared).filter(|folder| folder.as_os_str().len() <= SOCKET_FOLDER);
    let found = folders.find(|folder| make_folder(folder, owner).is_ok());
    found.context("no folder can be made for PostgreSQL's socket in /run, XDG_RUNTIME_DIR or /tmp")
}

/// A folder of its owner alone; one that is there already must be just that.
fn make_folder(path: &Path, owner: Option<Owner>) -> anyhow::Result<()> {
    let uid = owner.map_or(rustix::process::geteuid().as_raw(), |owner| owner.uid);
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => {
            if let Some(Owner { uid, gid }) = owner {
                chown(path, Some(uid), Some(gid))?;
            }
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let about = fs::symlink_metadata(path)?;
            let is_own = about.is_dir() && about.uid() == uid && about.mode() & 0o077 == 0;
            ensure!(is_own, "{} is somebody else's", path.display());
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}
