//! The stream of changes: what comes, to whom, in which order, and how it ends.

mod boards;
mod end;
mod late;
mod order;
mod present;
mod sight;
