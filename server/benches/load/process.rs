//! The real program, run as its operator runs it, with caps as wide as a bench needs them.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

/// One machine plays a thousand people.
const CAPS: [&str; 12] = [
    "--rate-per-address",
    "100000",
    "--burst-per-address",
    "100000",
    "--rate-per-person",
    "100000",
    "--burst-per-person",
    "100000",
    "--streams-per-session",
    "2000",
    "--streams-per-person",
    "2000",
];

/// A server that runs.
pub struct Mainstay {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start until it said that it is ready.
    pub start: Duration,
}

impl Mainstay {
    /// A server over the database of this run, on a port of its own or on this one, once it is ready.
    pub fn serve(port: u16) -> anyhow::Result<Self> {
        Self::start(port, None)
    }

    /// The same, over this address of the database.
    pub fn serve_over(url: &str) -> anyhow::Result<Self> {
        Self::start(0, Some(url))
    }

    #[expect(clippy::disallowed_methods, reason = "the bench measures the process")]
    fn start(port: u16, database: Option<&str>) -> anyhow::Result<Self> {
        let program = std::env::var_os("MAINSTAY_PROGRAM").context("MAINSTAY_PROGRAM is not set")?;
        let began = Instant::now();
        let mut child = Command::new(program)
            .args(["serve", "--log", "error", "--listen", &format!("127.0.0.1:{port}")])
            .args(CAPS)
            .envs(database.map(|url| ("DATABASE_URL", url)))
            .stdout(Stdio::piped())
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
        loop {
            let line = lines.next().context("the server ended before it was ready")??;
            if let Some(url) = line.strip_prefix("Mainstay is ready at http://") {
                return Ok(Self { child, address: url.parse()?, start: began.elapsed() });
            }
        }
    }

    /// The seconds of processor time that it has taken.
    pub fn cpu_s(&self) -> anyhow::Result<f64> {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let after_name = text.rsplit_once(')').context("no stat")?.1;
        let fields: Vec<&str> = after_name.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
        // utime and stime, in hundredths of a second on every Linux in use.
        Ok((ticks(11) + ticks(12)) / 100.0)
    }

    /// The memory that it holds, in MB.
    pub fn rss_mb(&self) -> anyhow::Result<f64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib * 1024.0 / 1e6)
    }

    /// Tells it to stop, and waits until it has.
    pub fn stop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let pid = rustix::process::Pid::from_child(&self.child);
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
            let _ = self.child.wait();
        }
    }
}

impl Drop for Mainstay {
    fn drop(&mut self) {
        self.stop();
    }
}
