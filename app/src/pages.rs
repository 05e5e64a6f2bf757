//! One page for each URL. A page reads the workspace and the URL, lays views out, and sends commands; it decides nothing.

pub mod account;
pub mod accounts;
pub mod apart;
pub mod board;
pub mod boards;
pub mod catalogue;
pub mod concentration;
pub mod currencies;
pub mod door;
pub mod held_to_account;
pub mod home;
pub mod key_accounts;
pub mod missing;
pub mod models;
pub mod models_board;
pub mod orders;
pub mod reciprocity;
pub mod report;
pub mod retention;
pub mod scenarios;
pub mod settings;
pub mod status_reports;
pub mod targets;
pub mod told_page;
pub mod wall;
pub mod wallet;
