//! What the tests of the server share.

#![expect(dead_code, reason = "each test file uses its part")]

pub mod firm;
pub mod house;
pub mod listener;
pub mod process;
