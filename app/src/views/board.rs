//! Boards: accounts as cards in columns.

pub mod column;
pub mod kanban;
pub mod move_dialog;
pub mod moving;
