//! Every sentence that people read, by language, in one place; matched exhaustively over typed reasons.
//! A second language is a second module with the same functions.

pub mod en;
