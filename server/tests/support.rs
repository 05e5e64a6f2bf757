//! What the tests of the server share.

pub mod firm;
pub mod house;
pub mod known;
pub mod listener;
pub mod process;
pub mod sale;
