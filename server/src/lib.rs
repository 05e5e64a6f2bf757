//! The server of Mainstay: pages, commands, the log, the stream, and its PostgreSQL.
//!
//! Requests come in by [`serve`], pass the layers of [`routes`], and end in a handler; SQL stands in [`store`] only.

pub mod accounts;
pub mod assessments;
pub mod auth;
pub mod boards;
pub mod body;
pub mod catalogue;
pub mod changes;
pub mod cli;
pub mod commands;
pub mod config;
pub mod csrf;
pub mod demo;
pub mod drafts;
pub mod engine;
pub mod fault;
pub mod feed;
pub mod founding;
pub mod header;
pub mod health;
pub mod hex;
pub mod history;
pub mod import;
pub mod key_accounts;
pub mod known;
pub mod limit;
pub mod list;
pub mod model;
pub mod models;
pub mod orders;
pub mod pages;
pub mod postgres;
pub mod presence;
pub mod query;
pub mod rates;
pub mod read;
pub mod reports;
pub mod request;
pub mod routes;
pub mod scenarios;
pub mod scores;
pub mod serve;
pub mod site;
pub mod state;
pub mod status_reports;
pub mod store;
pub mod terms;
pub mod tls;

pub use fault::Fault;
pub use state::{Server, Shared};
