//! The real binary, run as its operator runs it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A folder of this test's own, which goes with it.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mainstay-test-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The process in charge of the private cluster in this data folder, where one lives.
pub fn postmaster(data: &Path) -> Option<i32> {
    let text = std::fs::read_to_string(data.join("postgres/postmaster.pid")).ok()?;
    let pid: i32 = text.lines().next()?.parse().ok()?;
    rustix::process::test_kill_process(rustix::process::Pid::from_raw(pid)?).ok()?;
    Some(pid)
}

/// Whether this machine has the programs of PostgreSQL.
pub fn has_postgres(folder: &Folder) -> bool {
    !Mainstay::run(folder, &["migrate"]).contains("no programs of PostgreSQL")
}

/// An answer over HTTP/1.1.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// A server that runs.
pub struct Mainstay {
    child: Child,
    /// `http://127.0.0.1:PORT`
    pub url: String,
    /// What it printed before it was ready.
    pub said: String,
}

#[expect(clippy::disallowed_methods, reason = "these tests are about the process")]
fn mainstay(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mainstay"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MAINSTAY_") || name == "DATABASE_URL" {
            command.env_remove(name);
        }
    }
    command.args(arguments).env("MAINSTAY_DATA_DIR", folder.path());
    command
}

impl Mainstay {
    /// A server on a port of its own, once it is ready.
    pub fn serve(folder: &Folder, more: &[&str]) -> Self {
        let mut command = mainstay(folder, &["serve", "--listen", "127.0.0.1:0", "--log", "warn"]);
        let mut child = command.args(more).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = loop {
            let line = lines.next().expect("it ended before it was ready").unwrap();
            if let Some(url) = line.strip_prefix("Mainstay is ready at ") {
                break url.to_owned();
            }
            said += &line;
            said.push('\n');
        };
        Self { child, url, said }
    }

    /// Runs a subcommand to its end; all that it said.
    pub fn run(folder: &Folder, arguments: &[&str]) -> String {
        let output = mainstay(folder, arguments).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }

    /// The same with something on its standard input: whether it ended well, what it said, what it complained of.
    pub fn run_with(folder: &Folder, arguments: &[&str], input: &str) -> (bool, String, String) {
        let mut command = mainstay(folder, arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // One that does not read may be gone by now.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    }

    pub fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }

    pub fn get(&self, path: &str) -> Answer {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address());
        self.send(request.as_bytes())
    }

    /// Sends these very bytes, and reads until the server closes.
    pub fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(bytes).unwrap();
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Ends it as a crash would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to stop, and says how long that took.
    pub fn terminate(&mut self) -> Duration {
        let began = Instant::now();
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        self.child.wait().unwrap();
        began.elapsed()
    }
}

impl Drop for Mainstay {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.terminate();
        }
    }
}
