//! How fast it is: boards of 200 to 10,000 accounts, beside a page without any framework and beside the plain database, in one run.
//!
//! A bench of its own machine is worth little: what counts are ratios within one run, and bytes and counts, which `cargo xtask test`
//! holds. Times are told beside their aims and limits, with the load that the machine had.

mod measure;
mod report;
mod row;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::build::{self, Form};
use crate::cargo::cargo;
use crate::cluster::Cluster;
use crate::program::Program;
use crate::{browser, node, site, story};

use measure::Measures;

/// How often everything is measured; the middle one counts.
const ROUNDS: u32 = 3;

/// What is measured, and how.
#[derive(Args)]
pub struct Options {
    /// Only this group; may be given more than once
    #[arg(long, value_name = "GROUP")]
    only: Vec<Group>,
    /// Fail where a ratio or a count is over its limit
    #[arg(long)]
    check: bool,
    /// Measure once
    #[arg(long, conflicts_with = "rounds")]
    quick: bool,
    /// Measure so often; the middle one counts
    #[arg(long, default_value_t = ROUNDS, value_name = "COUNT")]
    rounds: u32,
}

/// What is measured together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Group {
    /// Commands over HTTP, beside the same statements in plain SQL
    Command,
    /// Files, pages, catching up, the snapshot
    Read,
    /// The start, open streams, a restart, a second server
    Stream,
    /// Reports over a million documents, beside plain SQL; once, for the ledger takes a while to fill
    Report,
    /// The board opened in Chromium, beside a page without any framework
    Open,
    /// Cards dragged there, and the board filtered, beside the same page
    Drag,
    /// Boards of 4,000 and 10,000 accounts: lanes and matrices dragged and filtered, and columns that ten colleagues move cards on
    Boards,
    /// The ledger of an account of 10,000 documents scrolled there, beside the same ledger without any framework
    Ledger,
    /// A colleague's browser, among a hundred readers
    Colleague,
    /// What two thousand drags leave behind; once, for they take minutes and are the same every time
    Heap,
}

impl Group {
    /// Its part of the script for the browser; none where no browser is needed.
    fn part(self) -> Option<&'static str> {
        match self {
            Self::Open => Some("open"),
            Self::Drag => Some("drag"),
            Self::Boards => Some("boards"),
            Self::Ledger => Some("ledger"),
            Self::Colleague => Some("colleague"),
            Self::Heap => Some("heap"),
            Self::Command | Self::Read | Self::Stream | Self::Report => None,
        }
    }
}

impl Options {
    fn has(&self, group: Group) -> bool {
        self.only.is_empty() || self.only.contains(&group)
    }

    /// The parts of the script for the browser that take part in a round.
    fn parts(&self, first: bool) -> Vec<&'static str> {
        let groups = Group::value_variants().iter().filter(|group| self.has(**group));
        let due = groups.filter(|group| first || **group != Group::Heap);
        due.filter_map(|group| group.part()).collect()
    }
}

/// What the groups are measured with.
struct Bench {
    cluster: Cluster,
    program: PathBuf,
    load: PathBuf,
    browser: Option<PathBuf>,
}

/// Brings what is missing, builds in release, measures, prints the table and writes it under target/bench.
///
/// # Errors
/// Where something is missing or breaks, and with `--check` where a ratio or a count is over its limit.
pub fn run(options: &Options) -> Result<()> {
    let bench = Bench::set_up(options)?;
    let mut measures = Measures::begin();
    let rounds = if options.quick { 1 } else { options.rounds.max(1) };
    for round in 1..=rounds {
        println!("\n── round {round} of {rounds} · load {} ──", measure::load());
        bench.round(options, round == 1, &mut measures)?;
    }
    let rows = row::rows(&measures);
    let whole = options.only.is_empty();
    report::print(&rows, &measures, whole);
    report::write(&rows, &measures)?;
    let over = report::over(&rows, whole);
    if options.check && !over.is_empty() {
        bail!("Over their limits, or not measured: {}", over.join("; "));
    }
    Ok(())
}

impl Bench {
    fn set_up(options: &Options) -> Result<Self> {
        build::bring_tools(Form::Release)?;
        let browser = if options.parts(true).is_empty() {
            None
        } else {
            node::bring_packages(&story::folder())?;
            Some(browser::bring()?)
        };
        site::build(Form::Release)?;
        let program = build::program(Form::Release)?;
        let load = load_program()?;
        let cluster = Cluster::start_durable()?;
        cluster.create("bench", None)?;
        let bench = Self { cluster, program, load, browser };
        println!("Filling the database");
        bench.load("bench").arg("seed").run()?;
        bench.cluster.create("plain", Some("bench"))?;
        Ok(bench)
    }

    fn round(&self, options: &Options, first: bool, measures: &mut Measures) -> Result<()> {
        if options.has(Group::Command) {
            measures.take(self.load("plain").arg("plain"))?;
            measures.take(self.load("bench").arg("command"))?;
        }
        if options.has(Group::Read) {
            measures.take(self.load("bench").arg("read"))?;
        }
        if options.has(Group::Stream) {
            measures.take(self.load("bench").arg("stream"))?;
        }
        if options.has(Group::Report) && first {
            self.cluster.create("ledger", Some("plain"))?;
            measures.take(self.load("ledger").arg("report"))?;
        }
        let parts = options.parts(first);
        if let Some(browser) = self.browser.as_ref().filter(|_| !parts.is_empty()) {
            let script = story::folder().join("bench/main.mjs");
            let page = self.told(Program::new("node").arg(script).args(parts), "bench");
            measures.take(page.env("MAINSTAY_CHROMIUM", browser).env("MAINSTAY_LOAD_PROGRAM", &self.load))?;
        }
        Ok(())
    }

    fn load(&self, database: &str) -> Program {
        self.told(Program::new(&self.load), database)
    }

    fn told(&self, program: Program, database: &str) -> Program {
        program
            .env("DATABASE_URL", self.cluster.url(database))
            .env("MAINSTAY_PROGRAM", &self.program)
            .env("MAINSTAY_SITE_DIR", site::folder(Form::Release))
            .env("MAINSTAY_POSTGRES_BIN", self.cluster.programs())
    }
}

/// Builds the program of loads and tells where it is.
fn load_program() -> Result<PathBuf> {
    let build = cargo("build").args(["--release", "-p", "server", "--bench", "load"]);
    let built = build.arg("--message-format=json-render-diagnostics").output()?;
    let messages = built.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs =
        messages.filter(|message| message.pointer("/target/name").and_then(Value::as_str) == Some("load"));
    let program = programs.find_map(|message| message.get("executable")?.as_str().map(PathBuf::from));
    program.context("the program of loads was not built")
}
