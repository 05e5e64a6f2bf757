//! What people see: pages, views and components, compiled into the server (which renders them) and into the browser (which wakes them).

pub mod app;
pub mod client;
pub mod pages;
pub mod paths;
pub mod shell;
pub mod ui;
pub mod views;
pub mod wire;
pub mod words;
