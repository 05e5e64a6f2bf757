//! Everything that must hold, proved in one run from a cold clone.
//!
//! Compiling is most of it, so that nothing is compiled twice for no reason: the lints of a side share their artefacts, the tests of the server's
//! side are one build that also leaves the server for the stories, and the client is built once, in release.

use std::cell::OnceCell;

use anyhow::Result;

use crate::build::{self, Form};
use crate::cluster::Cluster;
use crate::program::Program;
use crate::stage::{Name, Stages};
use crate::{browser, budget, lint, node, postgres, query, site, story, suite, tool};

/// Runs the stages, all or those named, and prints their minutes.
///
/// # Errors
/// What the first stage that failed found.
pub fn run(only: &[Name]) -> Result<()> {
    let mut stages = Stages::of(only);
    let outcome = prove(&mut stages);
    stages.print();
    outcome
}

fn prove(stages: &mut Stages) -> Result<()> {
    let cluster = Throwaway(OnceCell::new());
    stages.run(Name::Tools, bring_tools)?;
    stages.run(Name::Format, || {
        tool::bring_component("rustfmt", "fmt")?;
        Program::new("cargo").args(["fmt", "--all", "--check"]).run()
    })?;
    stages.run(Name::LintBrowser, lint::browser)?;
    stages.run(Name::LintServer, || query::check(cluster.get()?))?;
    stages.run(Name::Compile, suite::compile)?;
    stages.run(Name::Runner, suite::runner)?;
    stages.run(Name::Rule, || suite::run("domain", None))?;
    stages.run(Name::App, || suite::run("app", None))?;
    stages.run(Name::Server, || {
        suite::tell_skipped();
        suite::run("server", Some(cluster.get()?))
    })?;
    stages.run(Name::Bytes, || {
        build::bring_tools(Form::Release)?;
        budget::check(&site::build(Form::Release)?)
    })?;
    stages.run(Name::Story, || story::run(cluster.get()?))
}

fn bring_tools() -> Result<()> {
    tool::bring_component("rustfmt", "fmt")?;
    tool::bring_component("clippy", "clippy")?;
    build::bring_tools(Form::Release)?;
    node::bring_packages(&story::folder())?;
    postgres::bring()?;
    browser::bring()?;
    println!("Everything is there.");
    Ok(())
}

/// The throwaway PostgreSQL of this run, started when it is first asked for.
struct Throwaway(OnceCell<Cluster>);

impl Throwaway {
    fn get(&self) -> Result<&Cluster> {
        if let Some(cluster) = self.0.get() {
            return Ok(cluster);
        }
        let started = Cluster::start()?;
        Ok(self.0.get_or_init(|| started))
    }
}
