//! Scores of many accounts that come as a file.

use serde::{Deserialize, Serialize};

use super::list::ListFault;

/// What became of a list of scores: the answer to `POST /api/v1/models/{id}/scores`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ScoreListAnswer {
    /// How many accounts were scored.
    pub assessed: usize,
    /// How many lines were refused, the list as a whole counted as one. If any was, nothing was taken in.
    pub refused: usize,
    /// The first of them, [`FAULTS_MAX`](super::list::FAULTS_MAX) at most.
    pub faults: Vec<ListFault>,
}
