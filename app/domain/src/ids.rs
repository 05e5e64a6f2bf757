//! Names of records. Each is a UUID of version 7, made by the client that creates the record, so that a record has its
//! name before the server has heard of it. A card's alone follows from its board and its account.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(out)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

id!(/** The house of one sales organisation; nothing crosses from one to another. */ WorkspaceId);
id!(/** Someone who works here. */ PersonId);
id!(/** A client firm. */ AccountId);
id!(/** One word on where an account stands in a model. */ PlacementId);
id!(/** One judgement of an account by the criteria of a model. */ AssessmentId);
id!(/** One word on where an account stands on a model that is not the one of the stages. */ PositionId);
id!(/** Something that one side put into a relationship. */ InvestmentId);
id!(/** A sale or a credit. */ DocumentId);
id!(/** A note on an account. */ NoteId);
id!(/** One taken-in file. */ ImportId);
id!(/** A board that people made for themselves or for everybody. */ TeamBoardId);
id!(/** A column of such a board. */ BoardColumnId);
id!(/** An account on such a board. */ BoardCardId);
id!(/** A way of looking at a board that was kept. */ SavedViewId);
id!(/** A group of products that are bought together. */ ProductFamilyId);
id!(/** Something that we sell. */ ProductId);
id!(/** An agreement with an account. */ ContractId);
id!(/** A firm beside us that works for our accounts. */ PartnerId);
id!(/** That a partner works for an account. */ PartnershipId);
id!(/** What somebody reckoned an account to spend. */ WalletEstimateId);
id!(/** A rule by which accounts count as key. */ KeyRuleId);
id!(/** One decision on whether an account is key. */ KeyDecisionId);
id!(/** An edition of a categorization model that the workspace made its own. */ ModelEditionId);
id!(/** What an account is to bring in a period. */ TargetId);
id!(/** One version of a status report. */ StatusReportId);
id!(/** One answer to a status report. */ StatusAnswerId);
id!(/** One version of a scenario. */ ScenarioId);
id!(/** One word on a scenario. */ ScenarioWordId);
id!(/** What an account ordered. */ SalesOrderId);
id!(/** What a unit of a currency was worth on a day; it follows from both. */ ExchangeRateId);
id!(/** One command; the same id twice is the same command sent again. */ CommandId);
id!(/** One browser or script; it numbers nothing, it only tells sessions apart in the log. */ DeviceId);

impl BoardCardId {
    /// The card of an account on a board: there is one, whoever puts it there and how often.
    pub fn of(board: TeamBoardId, account: AccountId) -> Self {
        // The chance part of the one falls on the time part of the other.
        Self(Uuid::from_u128(board.0.as_u128().rotate_left(64) ^ account.0.as_u128()))
    }
}

/// A place in a workspace's log: 1 for its first entry, without gaps, in the order of commits.
pub type Seq = i64;
