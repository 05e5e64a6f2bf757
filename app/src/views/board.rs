//! Boards: accounts as cards in columns.

pub mod asked;
pub mod beside;
pub mod board_form;
pub mod cell_word;
pub mod column;
pub mod column_tools;
pub mod desk;
pub mod grid;
pub mod hand;
pub mod kanban;
pub mod legend;
pub mod look;
pub mod look_back;
pub mod made_column;
pub mod motion;
pub mod move_dialog;
pub mod moving;
pub mod name_form;
pub mod on_wall;
pub mod out;
pub mod points;
pub mod saved_views;
pub mod select_bar;
pub mod tools;
pub mod view_form;
pub mod wall;
