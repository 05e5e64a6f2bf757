//! What a rule says when it says no: what is wrong, and where there is one, the way on.

use domain::{
    categorization::score::CONFIRMABLE_PERCENT,
    change::Kind,
    day::Day,
    money::Currency,
    policy::Action,
    rejection::{Rejection, TextField},
    scenario::ScenarioState,
};

use super::{count, day, money::grouped as number};

/// A rejection as a sentence.
pub fn rejection(reason: &Rejection) -> String {
    match reason {
        Rejection::Gone { kind } => format!("This {} is gone, or not yours to see.", self::kind(*kind)),
        Rejection::NotPermitted { action } => format!("Your roles do not let you {}.", self::action(*action)),
        Rejection::IdTaken { kind } => format!("This {} is there already.", self::kind(*kind)),
        Rejection::CommandIdReused => "This was sent before with another content.".to_owned(),
        Rejection::NotFromOutside => "Only the server itself does this.".to_owned(),
        Rejection::CommandUnknown => "The server does not know this command. Load the page again and retry.".to_owned(),
        Rejection::TextEmpty { field } => format!("Write {} first.", text_field(*field)),
        Rejection::TextTooLong { field, max } => too_long(*field, *max),
        Rejection::TextHasControlCharacters { field } => no_writing(*field),
        Rejection::TagsTooMany { max } => too_many("An account carries", *max, "tag", "tags"),
        Rejection::ReferenceTaken => "Another account has this reference.".to_owned(),
        Rejection::CannotLead => "This person cannot lead accounts: not active, or in no role that does.".to_owned(),
        Rejection::DayInFuture { latest } => format!("The day cannot be after {}.", day(*latest)),
        Rejection::DayTooEarly { earliest } => format!("The day cannot be before {}.", day(*earliest)),
        Rejection::NextStepWithoutWords => "Say what the next step is.".to_owned(),
        Rejection::StandsThereAlready => "It stands there already.".to_owned(),
        Rejection::PlacementAnswered => "This was answered or taken back already.".to_owned(),
        Rejection::PlacementOfAnother => OF_ANOTHER.to_owned(),
        Rejection::NoteOfAnother => "Only its author can change a note.".to_owned(),
        Rejection::MadeByAnother { kind } => made_by_another(*kind),
        Rejection::ColumnsTooMany { max } => too_many("A board has", *max, "column", "columns"),
        Rejection::LimitOutOfRange { max } => format!("A limit is a whole number from 1 to {max}."),
        Rejection::NoBoardAddress => "This address leads to no board.".to_owned(),
        Rejection::Conflict { .. } => "A colleague changed this first.".to_owned(),
        Rejection::NumberTaken => "A document of this number is there already.".to_owned(),
        Rejection::DocumentReversed => "This document was reversed already.".to_owned(),
        Rejection::ImportWithdrawn => "This file was taken back already.".to_owned(),
        Rejection::ReversalStays => "A reversal cannot be reversed. Record anew what was right.".to_owned(),
        Rejection::AmountNegative => "An amount cannot be below zero. What goes back is a credit.".to_owned(),
        Rejection::AmountTooLarge => "This amount is larger than any invoice.".to_owned(),
        Rejection::CurrencyDiffers { base } => format!("This workspace keeps its books in {base}."),
        Rejection::RateMissing { currency, day } => rate_missing(*currency, *day),
        Rejection::RateOfBase { base } => format!("The books are kept in {base}, which needs no rate."),
        Rejection::WorkspaceFounded => "The workspace is set up already.".to_owned(),
        Rejection::RoleMissing => "Give at least one role.".to_owned(),
        Rejection::GroupLoops | Rejection::GroupTooDeep | Rejection::LineLoops => of_order(reason).to_owned(),
        Rejection::LastAdministrator => "Somebody must stay administrator. Make a colleague one first.".to_owned(),
        Rejection::EntryGone { .. } => "This change is not in the history any more.".to_owned(),
        Rejection::EntryOfAnother => "Only your own changes can be undone.".to_owned(),
        Rejection::EntryStays { .. } => "This is not undone with a key. Change it where it was set.".to_owned(),
        Rejection::ChangedSince { .. } => "It was changed since, so it cannot be undone.".to_owned(),
        _ => of_kept(reason),
    }
}

/// Why a colleague's placement is left to them.
const OF_ANOTHER: &str = "A colleague placed it there; only they can take that back. Place it elsewhere instead.";

fn no_writing(field: TextField) -> String {
    format!("There are characters in {} that are no writing. Type it anew.", text_field(field))
}

fn made_by_another(kind: Kind) -> String {
    format!("Only who made this {} can do that, or somebody who configures the workspace.", self::kind(kind))
}

fn too_many(who: &str, max: usize, one: &str, many: &str) -> String {
    format!("{who} up to {}. Remove one first.", count(max, one, many))
}

fn too_long(field: TextField, max: usize) -> String {
    format!("That is too long: {} can have up to {}.", text_field(field), count(max, "character", "characters"))
}

/// A rule of what boards do not need: the catalogue, contracts, partners, wallets.
fn of_kept(reason: &Rejection) -> String {
    match reason {
        Rejection::FieldUnfit { field } => format!("There is no field {field:?} that could hold that."),
        Rejection::RecordsTooMany { max } => format!("Up to {} can be kept at once.", count(*max, "record", "records")),
        Rejection::NameTaken { kind } => format!("Another {} has this name.", self::kind(*kind)),
        Rejection::CodeTaken { kind } => format!("Another {} has this code.", self::kind(*kind)),
        Rejection::InUse { kind: Kind::KeyRule } => {
            "Decisions go by this rule, so it stays. Give it a last day instead.".to_owned()
        }
        Rejection::InUse { kind } => {
            format!("This {} is named elsewhere and stays. Archive it instead.", self::kind(*kind))
        }
        Rejection::RecordStays { kind } => {
            format!("This {} stays as it was written. Write a newer one.", self::kind(*kind))
        }
        Rejection::WorksThereAlready => "This partner is with the account already.".to_owned(),
        Rejection::EndsBeforeItBegins => "The last day cannot be before the first.".to_owned(),
        Rejection::RenewalWithoutEnd => "Without a last day there is nothing to renew. Say when it ends.".to_owned(),
        Rejection::NoticeOutOfRange { max } => {
            format!("Say how many days before its end notice is to be given: 1 to {}.", number(*max))
        }
        Rejection::PartOutOfRange { percent } => {
            format!("A part of an investment is 0 to 100 percent, and not {percent}.")
        }
        _ => of_lines(reason),
    }
}

/// A rule of the lines of documents.
fn of_lines(reason: &Rejection) -> String {
    match reason {
        Rejection::LinesTooMany { max } => format!("A document has up to {}.", count(*max, "line", "lines")),
        Rejection::QuantityOutOfRange { line } => {
            format!("Line {line}: say how many, above zero and with up to three decimals.")
        }
        Rejection::LineWithoutAmount { line } => format!("Line {line}: say its price or its amount."),
        Rejection::LineAmountDiffers { line, minor, currency } => {
            format!("Line {line}: at this price it comes to {}.", super::money(*minor, *currency))
        }
        Rejection::LinesDiffer { by_minor, currency } => {
            let than = if *by_minor < 0 { "less" } else { "more" };
            let by = super::money(by_minor.saturating_abs(), *currency);
            format!("The lines come to {by} {than} than the document.")
        }
        _ => of_orders(reason),
    }
}

/// A rule of orders and their deliveries.
fn of_orders(reason: &Rejection) -> String {
    match reason {
        Rejection::DueBeforeOrdered => "Nothing is due before it was ordered.".to_owned(),
        Rejection::DeliveredBeforeOrdered { place } => {
            format!("Delivery {place} cannot leave or arrive before it was ordered.")
        }
        Rejection::ArrivedBeforeShipped { place } => format!("Delivery {place} cannot arrive before it left."),
        Rejection::DeliveryOutstanding { place } => {
            format!("Delivery {place} has not arrived. Say when it did, or take it out.")
        }
        Rejection::DeliveriesTooMany { max } => too_many("An order has", *max, "delivery", "deliveries"),
        _ => of_scenarios(reason),
    }
}

/// A rule of scenarios.
fn of_scenarios(reason: &Rejection) -> String {
    match reason {
        Rejection::ScenarioEmpty => "A scenario has at least one step.".to_owned(),
        Rejection::StepTwice { .. } => "Two steps are about the same of one account. Keep one of them.".to_owned(),
        Rejection::StepChangesNothing { .. } => "This step leaves the account as it is.".to_owned(),
        Rejection::SupposedOutOfRange { max } => {
            format!("An account can be supposed to bring 0 to {}\u{a0}% of what it brings.", number(i64::from(*max)))
        }
        Rejection::ScenarioClosed { state } => scenario_closed(*state).to_owned(),
        Rejection::StepRefused { reason, .. } => {
            format!("Nothing was done, since one step cannot be: {}", rejection(reason))
        }
        _ => of_key_set(reason),
    }
}

fn scenario_closed(state: ScenarioState) -> &'static str {
    match state {
        ScenarioState::Draft | ScenarioState::Returned => "Nobody submitted this scenario.",
        ScenarioState::Submitted => "This scenario waits for an answer. Withdraw it first.",
        ScenarioState::TakenIn => "This scenario was taken in already.",
        ScenarioState::Gone => "This scenario was put away.",
    }
}

/// Why something cannot stand above or below.
fn of_order(reason: &Rejection) -> &'static str {
    match reason {
        Rejection::GroupLoops => "An account cannot stand below itself, directly or through others.",
        Rejection::GroupTooDeep => "Too many accounts would stand above it.",
        Rejection::LineLoops => "Nobody can report to themselves, directly or through others.",
        _ => "",
    }
}

/// A rule of the key set.
fn of_key_set(reason: &Rejection) -> String {
    match reason {
        Rejection::IsKeyAlready => "It is a key account already from that day on.".to_owned(),
        Rejection::IsNotKey => "It is no key account on that day.".to_owned(),
        Rejection::PeriodNotOver => "A report is on a calendar month that is over.".to_owned(),
        Rejection::ReportSent => {
            "This report was sent already. It can be sent anew once it is returned or withdrawn.".to_owned()
        }
        Rejection::ReportAnswered => "Somebody answered this report already.".to_owned(),
        Rejection::ReportOfOwn => "Nobody answers their own report.".to_owned(),
        Rejection::ReportOfAnother => "Only its author withdraws a report.".to_owned(),
        Rejection::ReturnedWithoutReason => "Say why you return it.".to_owned(),
        Rejection::LeadsNoAccount => "You lead no account to report on.".to_owned(),
        Rejection::KeyReasonMissing => "Say why: no rule says so today.".to_owned(),
        Rejection::RuleNotInForce => {
            "This rule does not hold on that day. Choose another one, or decide by hand.".to_owned()
        }
        Rejection::ModelFlawed => "Something is wrong with this model.".to_owned(),
        Rejection::CellsMissing => "Choose at least one cell.".to_owned(),
        Rejection::ShareOutOfRange { percent } => {
            format!("A share of the revenue is 1 to 100 percent, and not {percent}.")
        }
        _ => of_targets(reason),
    }
}

/// A rule of targets.
fn of_targets(reason: &Rejection) -> String {
    match reason {
        Rejection::MonthsNotWhole => {
            "A target is for whole months: from the first day of one to the last day of one.".to_owned()
        }
        Rejection::TargetsOverlap { from, to } => {
            format!("Two targets would be for the days from {} to {}.", day(*from), day(*to))
        }
        Rejection::TargetGap { from, to } => {
            format!("The days from {} to {} would be without a target.", day(*from), day(*to))
        }
        Rejection::DayOutside { from, to } => {
            format!("The second part begins within the period, after {} and by {}.", day(*from), day(*to))
        }
        _ => of_models(reason),
    }
}

/// A rule of the categorization models.
fn of_models(reason: &Rejection) -> String {
    match reason {
        Rejection::PlacementOfOwn => {
            "Nobody confirms or refuses their own placement. Another director has to look at it.".to_owned()
        }
        Rejection::ReasonMissing => "Say why it stands there: the figures do not put it there.".to_owned(),
        Rejection::ModelUnknown { model } => format!("There is no model {model:?} to judge accounts by."),
        Rejection::EditionDiffers { version } => {
            format!("Edition {version} of this model holds by now. Load the page again and look once more.")
        }
        Rejection::CellUnknown { cell } => format!("The model has no cell {cell:?}."),
        Rejection::NothingScored => "Score at least one criterion.".to_owned(),
        Rejection::CriterionUnknown { criterion } => format!("The model has no criterion {criterion:?}."),
        Rejection::CriterionTwice { criterion } => format!("The criterion {criterion:?} is scored twice."),
        Rejection::NothingToCompare { criterion } => {
            format!("No competitor is scored on {criterion:?}: nothing is compared there.")
        }
        Rejection::ScoreOutOfRange { criterion, low, high } => {
            format!("A score of {criterion:?} is a whole number from {low} to {high}.")
        }
        Rejection::ScoredTooLittle { percent } => format!(
            "Only {percent}\u{a0}% of what counts is scored. From {CONFIRMABLE_PERCENT}\u{a0}% on, a placement can be confirmed."
        ),
        _ => String::new(),
    }
}

/// That nobody entered what a currency was worth on a day.
pub fn rate_missing(currency: Currency, day: Day) -> String {
    format!("There is no rate for {currency} on {}.", super::day(day))
}

/// What a kind of record is called.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Workspace => "workspace",
        Kind::Person => "person",
        Kind::Account => "account",
        Kind::Placement => "placement",
        Kind::Document => "document",
        Kind::Note => "note",
        Kind::Import => "import",
        Kind::Trailing => "figure",
        Kind::TeamBoard => "board",
        Kind::BoardColumn => "column",
        Kind::BoardCard => "card",
        Kind::SavedView => "view",
        Kind::ProductFamily => "product family",
        Kind::Product => "product",
        Kind::Contract => "contract",
        Kind::Partner => "partner",
        Kind::Partnership => "partner",
        Kind::WalletEstimate => "estimate",
        Kind::Assessment => "assessment",
        Kind::Position => "placement",
        Kind::Investment => "investment",
        Kind::KeyRule => "rule of key accounts",
        Kind::KeyDecision => "decision on a key account",
        Kind::ExchangeRate => "rate",
        Kind::Target => "target",
        Kind::StatusReport => "status report",
        Kind::Scenario => "scenario",
        Kind::ScenarioWord => "word on a scenario",
        Kind::StatusAnswer => "answer to a status report",
        Kind::SalesOrder => "order",
        Kind::ModelEdition => "edition of a model",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::SeeAccount => "see this account",
        Action::ReadNotes => "read these notes",
        Action::SeeWallet => "see what this account is reckoned to spend",
        Action::EditAccount => "change this account",
        Action::AssignAccount => "say who leads this account",
        Action::PlaceAccount => "place this account",
        Action::ConfirmPlacement => "confirm where this account stands",
        Action::DecideKeyAccount => "decide which accounts are key",
        Action::ReadStatusReport => "read this report",
        Action::SendStatusReport => "send this report",
        Action::AnswerStatusReport => "answer this report",
        Action::TakeInScenario => "take in or return this scenario",
        Action::SetTarget => "set targets of this account",
        Action::RecordDocument => "record documents of this account",
        Action::SeeOrders => "see what this account ordered",
        Action::KeepOrder => "keep orders of this account",
        Action::WriteNote => "write notes about this account",
        Action::CreateAccount => "take accounts in",
        Action::Import => "import files",
        Action::SeePeople => "see who works here",
        Action::EditPeople => "change people",
        Action::PublishModel => "publish models",
        Action::Configure => "change these settings",
    }
}

fn text_field(field: TextField) -> &'static str {
    match field {
        TextField::Name => "a name",
        TextField::Reference => "a reference",
        TextField::Country => "a country",
        TextField::Segment => "a segment",
        TextField::Tag => "a tag",
        TextField::NextStep => "a next step",
        TextField::Reason => "a reason",
        TextField::Number => "a number",
        TextField::Note => "a note",
        TextField::Code => "a code",
        TextField::Role => "what it does",
        TextField::Source => "a source",
        TextField::Comment => "a comment",
    }
}
