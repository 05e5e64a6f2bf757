//! Views know the domain: they show records and turn gestures into commands. What they say comes from `words`.

pub mod account_card;
pub mod account_form;
pub mod account_name;
pub mod activity;
pub mod assign_dialog;
pub mod board;
pub mod chart;
pub mod copy_button;
pub mod csv;
pub mod first_part;
pub mod frame;
pub mod live_title;
pub mod nothing;
pub mod notices;
pub mod person_chip;
pub mod present;
pub mod rail_boards;
pub mod reporting;
pub mod search_line;
pub mod shape;
pub mod shortcuts;
pub mod stage_word;
pub mod steps;
pub mod sync_state;
pub mod update_line;
pub mod waiting;
