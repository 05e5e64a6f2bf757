//! The task runner behind `cargo xtask`: brings what a machine lacks, builds both sides, serves, and proves.
//!
//! One noun a file. What is here may start programs, write under `target/`, and, where it must, install what Debian and npm have;
//! it never touches anything else of the machine.

mod bench;
mod browser;
mod budget;
mod build;
mod cargo;
mod cluster;
mod compress;
mod dev;
mod lint;
mod merge;
mod node;
mod place;
mod postgres;
mod program;
mod prune;
mod query;
mod serve;
mod short;
mod site;
mod split;
mod stage;
mod story;
mod style;
mod suite;
mod test;
mod tool;
mod wasm;

use clap::{Parser, Subcommand};

/// Sets Mainstay up, builds it, serves it and tests it.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Line {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Bring what is missing, build both sides in release, and serve on http://127.0.0.1:3000
    Serve {
        /// Settings for `mainstay serve`, such as `-- --listen 0.0.0.0:8080`
        #[arg(last = true)]
        settings: Vec<String>,
    },
    /// Leave the program and its site in target/mainstay
    Build {
        /// Quick and large: the program in target/debug, its site in target/site
        #[arg(long)]
        dev: bool,
    },
    /// Serve the quick build, and build and start it again on every change of a source
    Dev {
        /// Settings for `mainstay serve`
        #[arg(last = true)]
        settings: Vec<String>,
    },
    /// Bring what is missing and prove everything; prints the minutes of each stage
    Test {
        /// Only this stage; may be given more than once
        #[arg(long, value_name = "STAGE")]
        only: Vec<stage::Name>,
    },
    /// Measure boards of 200 to 10,000 accounts; prints a table and writes it under target/bench
    Bench(bench::Options),
    /// Write server/.sqlx anew: what the database says about each query, so that a build needs no database
    Prepare,
}

fn main() -> std::process::ExitCode {
    let outcome = match Line::parse().act {
        Act::Serve { settings } => serve::run(&settings),
        Act::Build { dev } => build::run(if dev { build::Form::Dev } else { build::Form::Release }),
        Act::Dev { settings } => dev::run(&settings),
        Act::Test { only } => test::run(&only),
        Act::Bench(options) => bench::run(&options),
        Act::Prepare => query::prepare(),
    };
    match outcome {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("\n{cause:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
