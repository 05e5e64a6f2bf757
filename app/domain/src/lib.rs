//! The pure core of Mainstay: what a sales organisation records about its accounts, what people may do with it, and
//! the rules that decide. The server and the browser compile the same crate, so that a rule stands once.
//!
//! The way through it: [`command::Command`] is what someone wants; [`apply::apply`] decides, over a [`model::Model`] and
//! for a [`viewer::Viewer`], and gives [`change::Change`]s or a [`rejection::Rejection`]; [`replica::Replica`] lays the
//! commands that are still under way over what the server confirmed.
//!
//! Invariant: nothing here does IO, reads a clock or takes chances. Times, ids, the day and rights arrive as values.

#[macro_use]
pub mod record;

pub mod account;
pub mod apart;
pub mod apply;
pub mod assessment;
pub mod board;
pub mod board_card;
pub mod board_column;
pub mod catalogue;
pub mod categorization;
pub mod change;
pub mod cohort;
pub mod command;
pub mod concentration;
pub mod contract;
pub mod day;
pub mod document;
pub mod document_line;
pub mod exchange_rate;
pub mod field;
pub mod filter;
pub mod fixed;
pub mod group;
pub mod held_to_account;
pub mod history;
pub mod ids;
pub mod import;
pub mod investment;
pub mod keep;
pub mod key_decision;
pub mod key_rule;
pub mod list;
pub mod merge;
pub mod metrics;
pub mod model;
pub mod model_edition;
pub mod money;
pub mod note;
pub mod order;
pub mod partner;
pub mod person;
pub mod placement;
pub mod placements;
pub mod policy;
pub mod position;
pub mod product_list;
pub mod rank;
pub mod rate;
pub mod ratio;
pub mod reciprocity;
pub mod rejection;
pub mod replica;
pub mod retention;
pub mod said;
pub mod sales_order;
pub mod sample;
pub mod saved_view;
pub mod scenario;
pub mod score_list;
pub mod set;
pub mod share_of_wallet;
pub mod status_report;
pub mod table;
pub mod target;
pub mod team_board;
pub mod text;
pub mod top_set;
pub mod trailing;
pub mod trend;
pub mod undo;
pub mod viewer;
pub mod wallet_estimate;
pub mod what_if;
pub mod workspace;
