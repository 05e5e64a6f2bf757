//! The tests in Rust. All of the server's side are one build, run a package at a time; by cargo-nextest where it is installed, each
//! test in a process of its own, else one program after another.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::build::Form;
use crate::cargo::{SERVER_SIDE, cargo};
use crate::cluster::Cluster;
use crate::program::{Program, on_path};
use crate::{place, site};

/// Compiles all tests of the server's side, and with them the server.
///
/// # Errors
/// Where something does not compile.
pub fn compile() -> Result<()> {
    if has_nextest() {
        return cargo("nextest").args(["run", "--no-run"]).args(SERVER_SIDE).run();
    }
    cargo("test").arg("--no-run").args(SERVER_SIDE).run()
}

/// A file of real trade beside the project, which not everybody has; the tests that read it say so, but cargo-nextest keeps to itself what
/// a test said that passed.
const REAL_TRADE: &str = "../shared/data/online-retail/invoices.csv";

/// Says which tests prove nothing here.
pub fn tell_skipped() {
    if !place::at(REAL_TRADE).is_file() {
        println!("SKIPPED: the tests over real trade, since {REAL_TRADE} is missing");
    }
}

/// Runs the tests of one package of the server's side.
///
/// # Errors
/// Where one fails, or where there is none.
pub fn run(package: &str, cluster: Option<&Cluster>) -> Result<()> {
    let told = |program: Program| {
        let program =
            program.env("MAINSTAY_SITE_DIR", site::folder(Form::Release)).env("MAINSTAY_ALLOW_UNSAFE_DATABASE", "true");
        match cluster {
            Some(cluster) => {
                program.env("DATABASE_URL", cluster.url("postgres")).env("MAINSTAY_POSTGRES_BIN", cluster.programs())
            }
            None => program.without("DATABASE_URL"),
        }
    };
    if has_nextest() {
        let only = format!("package({package})");
        return told(cargo("nextest").arg("run").args(SERVER_SIDE).args(["-E", &only, "--no-fail-fast"])).run();
    }
    let programs = programs(package)?;
    if programs.is_empty() {
        bail!("{package} has no tests");
    }
    for program in programs {
        println!("{}", program.name);
        told(Program::new(program.executable).folder(&program.folder).env("CARGO_MANIFEST_DIR", &program.folder))
            .run()?;
    }
    Ok(())
}

/// Runs the task runner's own tests.
///
/// # Errors
/// Where one fails.
pub fn runner() -> Result<()> {
    let act: &[&str] = if has_nextest() { &["nextest", "run"] } else { &["test"] };
    Program::new("cargo").args(act).args(["-p", "xtask"]).run()
}

fn has_nextest() -> bool {
    on_path("cargo-nextest").is_some()
}

/// A compiled program of tests, and the folder that it takes for its own.
struct Tests {
    name: String,
    executable: PathBuf,
    folder: PathBuf,
}

/// The programs of tests of one package. cargo could run them itself, but only by compiling that package's choice of features anew.
fn programs(package: &str) -> Result<Vec<Tests>> {
    let built =
        cargo("test").args(["--no-run", "--message-format=json-render-diagnostics"]).args(SERVER_SIDE).output()?;
    let messages = built.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut found = Vec::new();
    for message in messages {
        let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
        let is_test = message.pointer("/profile/test").and_then(Value::as_bool) == Some(true);
        let (Some(executable), Some(manifest), true) = (text("/executable"), text("/manifest_path"), is_test) else {
            continue;
        };
        let folder = PathBuf::from(manifest).parent().map(PathBuf::from).context("a manifest without a folder")?;
        if folder.file_name().is_some_and(|name| name == package) {
            let name = format!("{package}: {}", text("/target/name").unwrap_or_default());
            found.push(Tests { name, executable: executable.into(), folder });
        }
    }
    Ok(found)
}
