//! Where one account stands on the categorization models, and why.

use domain::{
    categorization::{
        depth::Mismatch,
        facts::Fact,
        fit::Fit,
        investment::{InvestmentKind, Side},
        score::CONFIRMABLE_PERCENT,
        signal::Uncoupling,
    },
    day::Day,
    money::Currency,
    placement::PlacementState,
    ratio::Ratio,
};

use super::{
    models::{fact_word, short},
    money::{grouped, money},
    money_short, stage,
};

pub const TITLE: &str = "Four models";
pub const ON_THE_BOARD: &str = "On the board";
pub const NOT_FETCHED: &str = "What the models say did not come";
pub const STANDS: &str = "Stands";
pub const COMPUTED: &str = "Computed";
pub const NOT_PLACED: &str = "Not placed";
pub const NOT_COMPUTED: &str = "Not known: nothing is scored";
pub const NOT_KNOWN: &str = "Not known: no evidence leads to a step";
pub const CONFIRM: &str = "Confirm";
pub const REFUSE: &str = "Refuse";
pub const WITHDRAW: &str = "Take back";
pub const SCORE: &str = "Score";
pub const SCORE_AGAIN: &str = "Score again";
pub const SCORES: &str = "Scores and evidence";
pub const EVIDENCE: &str = "Evidence";
pub const NO_REASON: &str = "No reason was given.";
pub const NOT_SCORED: &str = "not scored";
pub const REFUSE_WHY: &str = "Why is it refused?";
pub const REFUSE_HINT: &str = "Needed; its author reads it.";
pub const ANSWER_TAKEN: &str = "Answered";
pub const TAKEN_BACK: &str = "taken back";
pub const DISAGREE: &str = "The models disagree";
pub const ASSESSED: &str = "Assessment";
pub const SUBMIT: &str = "Submit";
pub const SUBMITTED: &str = "Scores submitted";
pub const NOTE: &str = "On what evidence";
pub const ADD_NOTE: &str = "Add evidence";
pub const PROPOSED: &str = "proposed";
pub const US: &str = "Us";
pub const RIVAL: &str = "Best competitor";
pub const RESULT: &str = "What it comes to";
pub const CONTEXT: &str = "The circumstances";
pub const DRAFT: &str = "A draft, not submitted. Only you see it.";
pub const DROP_DRAFT: &str = "Drop the draft";
pub const NO_MODEL: &str = "This model is not scored: evidence puts accounts on it.";
pub const FROM_DAY: &str = "As of";
pub const REGISTER: &str = "Investments";
pub const REGISTER_NOTE: &str = "What each side put in; what of it would serve others as well makes nobody dependent.";
pub const ADD_INVESTMENT: &str = "Add investment";
pub const NO_INVESTMENTS: &str = "Nothing in the register yet";
pub const NO_INVESTMENTS_TEXT: &str = "Tooling, people, systems, learning: ours and theirs.";
pub const SIDE: &str = "Who";
pub const KIND: &str = "Into what";
pub const DAY: &str = "When";
pub const REDEPLOYABLE: &str = "Of use elsewhere, in %";
pub const WHAT: &str = "What it is";
pub const INVESTMENT_KEPT: &str = "Investment saved";
pub const INVESTMENT_GONE: &str = "Investment removed";
pub const HISTORY: &str = "Placements and assessments";
pub const NO_PERCENT: &str = "Write a whole number from 0 to 100.";

/// What became of a placement.
pub fn state(state: PlacementState, is_decision: bool) -> &'static str {
    match state {
        PlacementState::Proposed => "not confirmed",
        PlacementState::Confirmed if is_decision => "decided",
        PlacementState::Confirmed => "confirmed",
        PlacementState::Refused => "refused",
        PlacementState::Withdrawn => "taken back",
    }
}

/// What somebody did to a placement.
pub fn answered(state: PlacementState) -> &'static str {
    match state {
        PlacementState::Proposed => "placed it",
        PlacementState::Confirmed => "confirmed it",
        PlacementState::Refused => "refused it",
        PlacementState::Withdrawn => "took it back",
    }
}

/// From which day and by whom: `Mara Kessler, from 3 Nov 2026`.
pub fn placed_by(name: &str, from: &str) -> String {
    format!("{name}, from {from}")
}

/// Somebody placed an account.
pub fn placed(name: &str, cell: &str) -> String {
    format!("{name} placed it in {cell}")
}

/// Somebody scored an account.
pub fn scored(name: &str, cell: Option<&str>) -> String {
    cell.map_or_else(|| format!("{name} scored it"), |cell| format!("{name} scored it: {cell}"))
}

/// A value on an axis: `Attractiveness 7.15`.
pub fn value(axis: &str, value: Option<Ratio>) -> String {
    format!("{axis} {}", value.map_or_else(|| "–".to_owned(), short))
}

/// How much was scored.
pub fn complete(percent: i64) -> String {
    format!("{percent}\u{a0}% scored")
}

/// How far a cell lies from where the figures put an account.
pub fn distance(thresholds: usize, is_ladder: bool) -> String {
    let (one, many) = if is_ladder { ("step", "steps") } else { ("threshold", "thresholds") };
    format!("{} from where the figures put it", super::count(thresholds, one, many))
}

/// By how much values would have to change.
pub fn gap(axis: &str, gap: Ratio) -> String {
    let sign = if gap > Ratio::ZERO { "+" } else { "" };
    format!("{axis} {sign}{}", short(gap).replace('-', "−"))
}

/// A score, with that of the best competitor where there is one.
pub fn score(ours: i64, rival: Option<i64>) -> String {
    rival.map_or_else(|| ours.to_string(), |rival| format!("{ours} against {rival}"))
}

/// A score with how many there are.
pub fn score_of(ours: i64, rival: Option<i64>, high: i64) -> String {
    format!("{} of {high}", score(ours, rival))
}

/// The name of a choice of a score, spoken and shown.
pub fn anchor(score: i64, text: &str) -> String {
    format!("{score} · {text}")
}

/// Too little was scored that anybody could confirm it.
pub fn too_little(percent: i64) -> String {
    format!("{percent}\u{a0}% of what counts is scored: nothing can be confirmed below {CONFIRMABLE_PERCENT}\u{a0}%.")
}

/// What scores come to.
pub fn comes_to(cell: Option<&str>, percent: i64) -> String {
    format!("{} · {}", cell.unwrap_or("No cell yet"), complete(percent))
}

/// The heading of the scoring of an account.
pub fn assess(model: &str, name: &str) -> String {
    format!("{name}: {model}")
}

/// What a fact is, as an amount where it is one.
fn figure(fact: Fact, is: i64, currency: Currency) -> String {
    if fact.word().ends_with("_minor") { money_short(is, currency) } else { grouped(is) }
}

/// How a proposed score came about: `sales in the trailing year: 7; 6 or more, below 12`.
pub fn working(
    fact: Fact,
    is: i64,
    bounds: (Option<i64>, Option<i64>),
    over: Option<(Fact, i64)>,
    currency: Currency,
) -> String {
    let unit = if over.is_some() { "\u{a0}%" } else { "" };
    let is = match over {
        Some((other, against)) => {
            let against = figure(other, against, currency);
            format!("{} of {against} {}", figure(fact, is, currency), fact_word(other))
        }
        None => figure(fact, is, currency),
    };
    let reached = match bounds {
        (Some(from), Some(below)) => format!("{}{unit} or more, below {}{unit}", grouped(from), grouped(below)),
        (Some(from), None) => format!("{}{unit} or more", grouped(from)),
        (None, Some(below)) => format!("below {}{unit}", grouped(below)),
        (None, None) => String::new(),
    };
    format!("{}: {is} ({reached})", fact_word(fact))
}

/// A fact that a step asks for, and what it is.
pub fn found(fact: Fact, at_least: i64, is: Option<i64>, currency: Currency) -> String {
    let is = is.map_or_else(|| "not known".to_owned(), |is| figure(fact, is, currency));
    format!("{}: {is}, asked for {}", fact_word(fact), figure(fact, at_least, currency))
}

/// Whether there is evidence for a step.
pub fn rung(holds: bool) -> &'static str {
    if holds { "yes" } else { "no" }
}

/// Whether a relationship is designed as it should be.
pub fn fit(fit: Fit, asked: &str) -> String {
    match fit {
        Fit::Fits => format!("Fits: the circumstances ask for {asked}."),
        Fit::OverDesigned => format!("Over-designed: the circumstances ask for {asked} alone."),
        Fit::UnderDesigned => format!("Under-designed: the circumstances ask for {asked}."),
        Fit::Crossed => format!("The wrong side carries it: the circumstances ask for {asked}."),
    }
}

/// What is done for an account against what it is worth.
pub fn mismatch(mismatch: Mismatch) -> &'static str {
    match mismatch {
        Mismatch::UnderDeveloped => "Under-developed: worth a deeper relationship than there is.",
        Mismatch::OverServed => "Over-served: more is done for it than it repays.",
    }
}

/// How far the models lie apart.
pub fn spread(spread: Ratio) -> String {
    format!("{DISAGREE}: their depths lie {} apart.", spread.decimal(2))
}

/// Why it looks as if a relationship were being dissolved.
pub fn uncoupling(why: Uncoupling, currency: Currency) -> String {
    match why {
        Uncoupling::RevenueHalved { ttm_minor, prior_minor } => format!(
            "It looks like uncoupling: {} after {} the year before.",
            money_short(ttm_minor, currency),
            money_short(prior_minor, currency)
        ),
        Uncoupling::StageFell { from, to } => {
            format!("It looks like uncoupling: from {} to {} within twelve months.", stage(from), stage(to))
        }
    }
}

/// How exposed we are.
pub fn exposure(minor: i64, currency: Currency) -> String {
    match minor {
        0 => "Both sides put in as much.".to_owned(),
        more if more > 0 => format!("We are the more exposed, by {}.", money(more, currency)),
        less => format!("The customer is the more exposed, by {}.", money(less.saturating_neg(), currency)),
    }
}

/// Who put something in.
pub fn side(side: Side) -> &'static str {
    match side {
        Side::Ours => "We",
        Side::Theirs => "The customer",
    }
}

/// Into what.
pub fn kind(kind: InvestmentKind) -> &'static str {
    match kind {
        InvestmentKind::Assets => "Buildings, tooling, equipment",
        InvestmentKind::People => "People and their time",
        InvestmentKind::Systems => "Systems and processes",
        InvestmentKind::Learning => "Learning the other’s ways",
    }
}

/// What is said of an investment beside its amount.
pub fn invested(side: Side, kind: InvestmentKind, on: Day, redeployable: i64) -> String {
    format!("{} · {} · {} · {redeployable}\u{a0}% of use elsewhere", self::side(side), self::kind(kind), super::day(on))
}

/// The name of the button that removes an investment.
pub fn remove(note: &str, amount: &str) -> String {
    format!("Remove {}", if note.is_empty() { amount } else { note })
}

/// The label of an amount that was put in.
pub fn amount(currency: Currency) -> String {
    format!("How much, in {currency}")
}

/// The name of a scale of scores.
pub fn scale(criterion: &str, of: Option<&str>) -> String {
    of.map_or_else(|| criterion.to_owned(), |of| format!("{criterion}: {of}"))
}
