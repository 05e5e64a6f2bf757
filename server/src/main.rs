//! `mainstay`: serves it, and does what is done from the command line.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    server::tls::install_provider();
    match server::cli::run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("mainstay: {cause:#}");
            ExitCode::FAILURE
        }
    }
}
