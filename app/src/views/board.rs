//! Boards: accounts as cards in columns.

pub mod asked;
pub mod beside;
pub mod cell_word;
pub mod column;
pub mod desk;
pub mod grid;
pub mod hand;
pub mod kanban;
pub mod legend;
pub mod look;
pub mod look_back;
pub mod motion;
pub mod move_dialog;
pub mod moving;
pub mod out;
pub mod points;
pub mod view_form;
