//! The rules that say no. Each names the rule that was broken and carries what its sentence needs; the sentences are in
//! the app, one for each language.

use serde::{Deserialize, Serialize};

use crate::{
    change::Kind,
    day::Day,
    ids::{AccountId, Seq},
    money::Currency,
    policy::Action,
    scenario::ScenarioState,
};

/// Texts that have rules of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TextField {
    /// The name of a workspace, a person, an account, a board, a column or a view.
    Name,
    /// What an account is called in other books.
    Reference,
    /// The country of an account.
    Country,
    /// The segment of an account.
    Segment,
    /// A tag.
    Tag,
    /// The next step with an account.
    NextStep,
    /// Why an account stands where it stands.
    Reason,
    /// The number of a document.
    Number,
    /// A note.
    Note,
    /// What a product or a family is called in other books.
    Code,
    /// What a partner does for an account.
    Role,
    /// What an estimate goes by.
    Source,
    /// What is said in a status report or a scenario, or to one.
    Comment,
}

/// How a receipt reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// It happened.
    Applied,
    /// A rule said no.
    Refused,
    /// Somebody else changed the same guarded field first.
    Conflict,
    /// What it was about is gone or decided meanwhile.
    Superseded,
}

/// A rule that said no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[error("{self:?}")]
pub enum Rejection {
    /// It is not there, or not theirs to see.
    Gone { kind: Kind },
    /// They see it, but may not do this.
    NotPermitted { action: Action },
    /// A record of that id is there already.
    IdTaken { kind: Kind },
    /// The same command id came with another author or another content.
    CommandIdReused,
    /// The command is made by the server itself and not taken from outside.
    NotFromOutside,
    /// The command cannot be understood; it may come from a newer version.
    CommandUnknown,
    /// What was ordered is due before it was ordered.
    DueBeforeOrdered,
    /// A delivery, by its place, left or arrived before its order was placed.
    DeliveredBeforeOrdered { place: i64 },
    /// A delivery, by its place, arrived before it left.
    ArrivedBeforeShipped { place: i64 },
    /// An order is said to be delivered of which a delivery, by its place, did not arrive.
    DeliveryOutstanding { place: i64 },
    /// An order has `max` deliveries already.
    DeliveriesTooMany { max: usize },
    /// A text that must say something is empty.
    TextEmpty { field: TextField },
    /// A text is longer than `max` characters.
    TextTooLong { field: TextField, max: usize },
    /// A text holds characters that are no writing.
    TextHasControlCharacters { field: TextField },
    /// An account carries `max` tags already.
    TagsTooMany { max: usize },
    /// Another account has this reference.
    ReferenceTaken,
    /// The account would stand below itself, directly or through others.
    GroupLoops,
    /// More accounts would stand above it than can ([`crate::group::ABOVE_MAX`]).
    GroupTooDeep,
    /// The person cannot lead accounts: not active, or in no role that does.
    CannotLead,
    /// A day lies after the day of the server.
    DayInFuture {
        /// The latest day that can be.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "crate::day::text")]
        latest: Day,
    },
    /// A day lies before anything that the books could hold; a year was mistyped.
    DayTooEarly {
        /// The earliest day that can be.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "crate::day::text")]
        earliest: Day,
    },
    /// A next step needs words when it has a day.
    NextStepWithoutWords,
    /// The account stands there already.
    StandsThereAlready,
    /// The placement was answered already.
    PlacementAnswered,
    /// Only its author can take a placement back.
    PlacementOfAnother,
    /// Nobody confirms or refuses their own placement.
    PlacementOfOwn,
    /// It stands elsewhere than computed, or where nothing computes it, without a word why.
    ReasonMissing,
    /// There is no such categorization model to judge accounts by.
    ModelUnknown { model: String },
    /// It is about another edition of the model than the one that holds now.
    EditionDiffers { version: i64 },
    /// The model has no such cell.
    CellUnknown { cell: String },
    /// Nothing was scored.
    NothingScored,
    /// The model has no such criterion.
    CriterionUnknown { criterion: String },
    /// A criterion was scored twice.
    CriterionTwice { criterion: String },
    /// The best competitor was scored where nothing is compared.
    NothingToCompare { criterion: String },
    /// A score lies outside its scale.
    ScoreOutOfRange { criterion: String, low: i64, high: i64 },
    /// Too little was scored to confirm anything: only so many percent.
    ScoredTooLittle { percent: i64 },
    /// The account is key already from that day on.
    IsKeyAlready,
    /// The account is no key account on that day.
    IsNotKey,
    /// No rule bears the decision on a key account out, and it says no word why.
    KeyReasonMissing,
    /// The rule by which an account should be key does not hold on that day.
    RuleNotInForce,
    /// Something is wrong with a model; what, its check tells ([`crate::categorization::validate::Flaw`]).
    ModelFlawed,
    /// A rule goes by the cells of a model and names none.
    CellsMissing,
    /// A share of the revenue is no percentage from 1 to 100.
    ShareOutOfRange { percent: i64 },
    /// A part is no percentage from 0 to 100.
    PartOutOfRange { percent: i64 },
    /// Only its author can change a note.
    NoteOfAnother,
    /// Only its maker can change it, or for a board of the workspace somebody who configures that.
    MadeByAnother {
        /// The kind of the record.
        kind: Kind,
    },
    /// A board has `max` columns already.
    ColumnsTooMany { max: usize },
    /// The limit of a column is no number of accounts between 1 and `max`.
    LimitOutOfRange { max: i64 },
    /// The address of a view leads to no board.
    NoBoardAddress,
    /// A guarded field holds something else than its author saw.
    Conflict {
        /// The kind of the record.
        kind: Kind,
        /// The field.
        field: String,
    },
    /// A document of this number is there already.
    NumberTaken,
    /// The document was reversed already.
    DocumentReversed,
    /// The import was withdrawn already.
    ImportWithdrawn,
    /// A reversal is not reversed; what was right is recorded anew.
    ReversalStays,
    /// An amount is below zero; a credit is a document of its own.
    AmountNegative,
    /// An amount is larger than any invoice.
    AmountTooLarge,
    /// A document can have `max` lines.
    LinesTooMany { max: usize },
    /// A line is of no quantity above zero that a line can have.
    QuantityOutOfRange { line: i64 },
    /// A line says neither its price nor its amount.
    LineWithoutAmount { line: i64 },
    /// The amount of a line is not what its quantity comes to at its price.
    LineAmountDiffers {
        /// Its place among the lines.
        line: i64,
        /// What it comes to, in minor units.
        minor: i64,
        /// Of this currency.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        currency: Currency,
    },
    /// The lines do not add up to the document.
    LinesDiffer {
        /// By how much they come to more, in minor units; below zero where they come to less.
        by_minor: i64,
        /// Of this currency.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        currency: Currency,
    },
    /// A file is in another currency than the workspace's.
    CurrencyDiffers {
        /// The workspace's.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        base: Currency,
    },
    /// There is no rate for the currency on the day.
    RateMissing {
        /// The currency.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        currency: Currency,
        /// The day.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "crate::day::text")]
        day: Day,
    },
    /// The currency of the books needs no rate.
    RateOfBase {
        /// It.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        base: Currency,
    },
    /// There is no such field, it cannot hold that, or it never changes.
    FieldUnfit {
        /// Its name.
        field: String,
    },
    /// More than `max` records at once.
    RecordsTooMany { max: usize },
    /// Another one of the kind has this name.
    NameTaken { kind: Kind },
    /// Another one of the kind has this code.
    CodeTaken { kind: Kind },
    /// Others hang on it.
    InUse { kind: Kind },
    /// It is followed by a newer one and not taken away.
    RecordStays { kind: Kind },
    /// The partner works for the account already.
    WorksThereAlready,
    /// A contract would end before its first day.
    EndsBeforeItBegins,
    /// A contract without an end cannot renew.
    RenewalWithoutEnd,
    /// The notice is no number of days between 1 and `max`.
    NoticeOutOfRange { max: i64 },
    /// A target is for whole calendar months.
    MonthsNotWhole,
    /// Two targets of an account would be for the same days.
    TargetsOverlap {
        /// The first of these days.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "crate::day::text")]
        from: Day,
        /// The last of them.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "crate::day::text")]
        to: Day,
    },
    /// Between two targets of an account days would be without one.
    TargetGap {
        /// The first of these days.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "crate::day::text")]
        from: Day,
        /// The last of them.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "crate::day::text")]
        to: Day,
    },
    /// A period cannot be parted on a day that is not within it.
    DayOutside {
        /// The first day of the period.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "crate::day::text")]
        from: Day,
        /// Its last day.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "crate::day::text")]
        to: Day,
    },
    /// The workspace was founded already.
    WorkspaceFounded,
    /// A person must have a role.
    RoleMissing,
    /// The person would be their own superior, directly or through others.
    LineLoops,
    /// The last administrator cannot step down.
    LastAdministrator,
    /// The log has no such entry that they may see.
    EntryGone {
        /// Its number in the log.
        entry: Seq,
    },
    /// A report is on a calendar month that is over.
    PeriodNotOver,
    /// The report was sent, and nobody returned it.
    ReportSent,
    /// Somebody answered the report already.
    ReportAnswered,
    /// Nobody answers their own report.
    ReportOfOwn,
    /// Only its author takes a report back.
    ReportOfAnother,
    /// A report is not returned without a word why.
    ReturnedWithoutReason,
    /// Who leads no account has nothing to report on.
    LeadsNoAccount,
    /// A scenario has a step.
    ScenarioEmpty,
    /// Two steps of a scenario are about the same of an account.
    StepTwice {
        /// The account.
        account: AccountId,
    },
    /// A step leaves an account as it is.
    StepChangesNothing {
        /// The account.
        account: AccountId,
    },
    /// An account is supposed to bring so much that it is none any more.
    SupposedOutOfRange {
        /// The most, in percent of what it brings.
        max: u16,
    },
    /// This is not to be said of a scenario that stands so.
    ScenarioClosed {
        /// How it stands.
        state: ScenarioState,
    },
    /// A step of a scenario cannot be done, so nothing of it is.
    StepRefused {
        /// The account that it is about.
        account: AccountId,
        /// The rule that says no.
        #[cfg_attr(feature = "schema", schema(no_recursion))]
        reason: Box<Rejection>,
    },
    /// Only one's own entries can be undone.
    EntryOfAnother,
    /// This kind of entry is not taken back by undo.
    EntryStays {
        /// Its number in the log.
        entry: Seq,
    },
    /// What the entry left was changed since.
    ChangedSince {
        /// Its number in the log.
        entry: Seq,
    },
}

impl Rejection {
    /// How the receipt of a command with this rejection reads.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Conflict { .. } | Self::ChangedSince { .. } => Outcome::Conflict,
            Self::Gone { .. }
            | Self::EntryGone { .. }
            | Self::PlacementAnswered
            | Self::ReportAnswered
            | Self::DocumentReversed
            | Self::ImportWithdrawn => Outcome::Superseded,
            _ => Outcome::Refused,
        }
    }
}
