//! What runs in the browser between the pages and the server: the records in hand, the commands on their way up, and the
//! stream that comes down. It holds no markup and no business rules.
//!
//! The way of a command: a view calls [`Workspace::run`]; the replica shows its outcome in the same turn; the
//! [`outbox`], as part of the [`link`], sends it; its receipt comes; the [`feed`] brings its entry, and only then is it no longer laid over the
//! confirmed records.

pub mod access;
pub mod asking;
pub mod assessments;
pub mod boards;
pub mod boot;
pub mod density;
pub mod device;
pub mod drafts;
pub mod feed;
pub mod fetch;
pub mod foretell;
pub mod gather;
pub mod held_up;
pub mod history;
pub mod keep;
pub mod later_style;
pub mod leader;
pub mod link;
pub mod model_draft;
pub mod models_board;
pub mod orders;
pub mod outbox;
pub mod past;
pub mod presence;
pub mod products;
pub mod rates;
pub mod reports;
pub mod scenario_draft;
pub mod single_keys;
pub mod state;
pub mod step;
pub mod targets;
pub mod terms;
pub mod turns;
pub mod upload;
pub mod withdrawal;
pub mod workspace;

pub use workspace::{Connection, Notice, Reason, Workspace, use_workspace};
