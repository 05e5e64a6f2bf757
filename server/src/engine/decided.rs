//! What became of a command: its receipt, and the receipt's bytes, which stay the same however often it is asked for.

use app::wire::Receipt;
use domain::{
    ids::{CommandId, Seq},
    rejection::{Outcome, Rejection},
};

use crate::Fault;

/// A receipt with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The receipt.
    pub receipt: Receipt,
    /// The same as it is sent.
    pub bytes: Vec<u8>,
}

impl Decided {
    /// It happened, as the entry `seq`.
    ///
    /// # Errors
    /// Never in practice: a receipt always has a form.
    pub fn applied(id: CommandId, seq: Seq) -> Result<Self, Fault> {
        Self::of(Receipt { id, outcome: Outcome::Applied, seq: Some(seq), reason: None })
    }

    /// A rule said no.
    ///
    /// # Errors
    /// As [`Decided::applied`].
    pub fn refused(id: CommandId, reason: Rejection) -> Result<Self, Fault> {
        Self::of(Receipt { id, outcome: reason.outcome(), seq: None, reason: Some(reason) })
    }

    /// What was answered when it came before.
    ///
    /// # Errors
    /// Where the kept bytes are no receipt.
    pub fn again(bytes: Vec<u8>) -> Result<Self, Fault> {
        let receipt = serde_json::from_slice(&bytes).map_err(Fault::broken)?;
        Ok(Self { receipt, bytes })
    }

    /// The rule that said no, where one did.
    pub fn rejection(&self) -> Option<&Rejection> {
        self.receipt.reason.as_ref()
    }

    fn of(receipt: Receipt) -> Result<Self, Fault> {
        let bytes = serde_json::to_vec(&receipt).map_err(Fault::broken)?;
        Ok(Self { receipt, bytes })
    }
}
