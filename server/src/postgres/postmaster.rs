//! The one process in charge of the cluster: started by us, or found running.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use super::place::Place;
use super::program::Programs;

/// Names the socket; nothing listens on a port.
pub const PORT: u16 = 5432;
/// How often one that is not our child is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// `postmaster.pid`, as the process in charge writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PidFile {
    /// The process.
    pub pid: i32,
    /// The folder of its socket.
    pub sockets: PathBuf,
}

impl PidFile {
    /// What stands in the cluster's pid file; `None` where there is none, or not the whole of it yet.
    pub fn read(cluster: &Path) -> Option<Self> {
        let text = fs::read_to_string(cluster.join("postmaster.pid")).ok()?;
        let mut lines = text.lines();
        let pid = lines.next()?.trim().parse().ok().filter(|pid| *pid > 0)?;
        let sockets = PathBuf::from(lines.nth(3)?.trim());
        sockets.is_absolute().then_some(Self { pid, sockets })
    }
}

/// Whether this process lives and is the cluster's: numbers are given out again, and the working folder tells.
pub fn is_alive(pid: i32, cluster: &Path) -> bool {
    let Some(process) = Pid::from_raw(pid) else { return false };
    if !matches!(test_kill_process(process), Ok(()) | Err(rustix::io::Errno::PERM)) {
        return false;
    }
    // A killed process whose parent has not noticed is still in the table, without a working folder.
    match fs::read_link(format!("/proc/{pid}/cwd")) {
        Ok(folder) => folder == cluster,
        Err(_) => !Path::new("/proc/self").exists(),
    }
}

/// The process in charge.
pub enum Postmaster {
    /// Started by us.
    Child(tokio::process::Child),
    /// Started by a server that is gone.
    Adopted(i32, PathBuf),
}

impl Postmaster {
    /// The one that runs, or a new one.
    ///
    /// # Errors
    /// Where the program cannot be run.
    pub fn find_or_start(place: &Place, programs: &Programs) -> anyhow::Result<Self> {
        if let Some(file) = PidFile::read(&place.cluster) {
            if is_alive(file.pid, &place.cluster) {
                tracing::info!(pid = file.pid, "took over the private PostgreSQL that was still running");
                return Ok(Self::Adopted(file.pid, place.cluster.clone()));
            }
            let taken =
                Pid::from_raw(file.pid).is_some_and(|pid| test_kill_process(pid) != Err(rustix::io::Errno::SRCH));
            if taken {
                // After a restart of the machine another program has the number, and PostgreSQL would not start beside it.
                fs::remove_file(place.cluster.join("postmaster.pid"))?;
            }
        }
        Self::start(place, programs)
    }

    fn start(place: &Place, programs: &Programs) -> anyhow::Result<Self> {
        let log =
            fs::File::create(place.log()).with_context(|| format!("{} cannot be written", place.log().display()))?;
        let mut command = place.command(&programs.path("postgres"));
        command.arg("-D").arg(&place.cluster).arg("-k").arg(&place.sockets).arg("-p").arg(PORT.to_string());
        for (name, value) in settings() {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        // A group of its own, so that Ctrl+C in the terminal stops us first, and us it.
        command.stdout(log.try_clone()?).stderr(log).process_group(0);
        let child = tokio::process::Command::from(command).spawn().context("postgres cannot be run")?;
        Ok(Self::Child(child))
    }

    /// Ends when it has ended.
    pub async fn ended(&mut self) {
        match self {
            Self::Child(child) => drop(child.wait().await),
            Self::Adopted(pid, cluster) => {
                while is_alive(*pid, cluster) {
                    tokio::time::sleep(LOOK).await;
                }
            }
        }
    }

    /// Whether it has ended already.
    pub fn has_ended(&mut self) -> bool {
        match self {
            Self::Child(child) => !matches!(child.try_wait(), Ok(None)),
            Self::Adopted(pid, cluster) => !is_alive(*pid, cluster),
        }
    }

    /// Stops it: at once, with what is under way rolled back; without ceremony where that takes longer than it may.
    pub async fn stop(&mut self, limit: Duration) {
        self.signal(Signal::INT);
        if tokio::time::timeout(limit.max(Duration::from_millis(500)), self.ended()).await.is_err() {
            tracing::warn!("the private PostgreSQL takes too long to stop: cutting it off; it recovers when it starts");
            self.signal(Signal::QUIT);
            let _ = tokio::time::timeout(Duration::from_secs(6), self.ended()).await;
        }
    }

    fn signal(&self, signal: Signal) {
        let pid = match self {
            Self::Child(child) => child.id().and_then(|id| i32::try_from(id).ok()),
            Self::Adopted(pid, cluster) => is_alive(*pid, cluster).then_some(*pid),
        };
        if let Some(pid) = pid.and_then(Pid::from_raw) {
            let _ = kill_process(pid, signal);
        }
    }
}

/// How the private cluster is set. Given at each start, so that what stands here holds.
fn settings() -> Vec<(&'static str, String)> {
    let memory_mb = memory_mb();
    let mut settings: Vec<(&'static str, String)> = vec![
        ("shared_buffers", format!("{}MB", (memory_mb / 8).clamp(32, 1024))),
        ("effective_cache_size", format!("{}MB", (memory_mb / 2).max(64))),
        ("maintenance_work_mem", format!("{}MB", (memory_mb / 32).clamp(32, 256))),
    ];
    let fixed = [
        // Nothing acknowledged is lost.
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        // Only this machine, only its owner.
        ("listen_addresses", ""),
        ("unix_socket_permissions", "0700"),
        ("max_connections", "60"),
        ("work_mem", "8MB"),
        ("wal_compression", "on"),
        ("max_wal_size", "512MB"),
        ("random_page_cost", "1.1"),
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
        // A week of its own log, in the cluster. What statements carry is people's and stays out of it.
        ("logging_collector", "on"),
        ("log_directory", "log"),
        ("log_filename", "postgresql-%a.log"),
        ("log_truncate_on_rotation", "on"),
        ("log_rotation_age", "1d"),
        ("log_min_error_statement", "panic"),
        ("log_error_verbosity", "terse"),
        ("log_parameter_max_length", "0"),
    ];
    settings.extend(fixed.map(|(name, value)| (name, value.to_owned())));
    settings
}

/// The memory of this machine, or what its container may have of it; a modest guess where it does not say.
fn memory_mb() -> u64 {
    let of_machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
        line.split_whitespace().next()?.parse::<u64>().ok()
    });
    let of_container =
        fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| text.trim().parse::<u64>().ok());
    let machine_mb = of_machine.map_or(1024, |kilobytes| kilobytes / 1024);
    of_container.map_or(machine_mb, |bytes| machine_mb.min(bytes >> 20))
}
