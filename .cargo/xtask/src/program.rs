//! Programs that are started: with a sentence where they are missing or fail.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::place;

/// A program about to be started in the root of the checkout.
pub struct Program {
    name: String,
    command: Command,
}

impl Program {
    /// The program of this name or path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let name = Path::new(program).file_name().unwrap_or(program).to_string_lossy().into_owned();
        let mut command = Command::new(program);
        command.current_dir(place::root());
        // What `cargo run` tells this program about itself would make build scripts of others run again.
        for (variable, _) in std::env::vars_os() {
            let variable_name = variable.to_string_lossy();
            let ours = ["CARGO_PKG_", "CARGO_BIN_", "CARGO_MANIFEST_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
            if ours.iter().any(|start| variable_name.starts_with(start)) {
                command.env_remove(&variable);
            }
        }
        Self { name, command }
    }

    /// One more argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// More arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// A variable of its environment.
    pub fn env(mut self, variable: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(variable, value);
        self
    }

    /// A variable that it must not see.
    pub fn without(mut self, variable: &str) -> Self {
        self.command.env_remove(variable);
        self
    }

    /// The folder in which it runs.
    pub fn folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// The whole of its output and errors goes nowhere.
    pub fn silent(mut self) -> Self {
        self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self
    }

    /// Runs it to its end.
    ///
    /// # Errors
    /// Where it cannot be started or ends badly.
    pub fn run(mut self) -> Result<()> {
        let status = self.status()?;
        if !status.success() {
            bail!("{} failed ({status})", self.name);
        }
        Ok(())
    }

    /// Runs it to its end and tells how it ended.
    pub fn status(&mut self) -> Result<ExitStatus> {
        self.command.status().with_context(|| format!("{} cannot be started", self.name))
    }

    /// Runs it to its end and takes what it printed; its errors are shown.
    ///
    /// # Errors
    /// Where it cannot be started or ends badly.
    pub fn output(mut self) -> Result<String> {
        self.command.stderr(Stdio::inherit());
        let output = self.command.output().with_context(|| format!("{} cannot be started", self.name))?;
        if !output.status.success() {
            bail!("{} failed ({})", self.name, output.status);
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The command itself, for those who need more.
    pub fn into_command(self) -> Command {
        self.command
    }
}

/// The first program on PATH with this name.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
