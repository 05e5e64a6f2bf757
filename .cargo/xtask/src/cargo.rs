//! Calls of cargo. The server's side and the browser's are never in one call: it would turn on the features of both.

use crate::program::Program;

/// The packages of the server's side, always named together: another choice would give the dependencies other features and
/// compile them once more.
pub const SERVER_SIDE: [&str; 6] = ["-p", "domain", "-p", "app", "-p", "server"];

/// The triple of the browser's side.
pub const WASM: &str = "wasm32-unknown-unknown";

/// A call of cargo that needs no database: queries are checked against server/.sqlx.
pub fn cargo(act: &str) -> Program {
    Program::new("cargo").arg(act).env("SQLX_OFFLINE", "true").without("SQLX_OFFLINE_DIR")
}
