//! Boards: accounts as cards in columns.

pub mod asked;
pub mod cell_word;
pub mod column;
pub mod kanban;
pub mod move_dialog;
pub mod moving;
