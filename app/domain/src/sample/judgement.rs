//! What the people of the demo think of their accounts: scores on three models, where each stands on all four, what the directors say
//! to that, and what both sides put in. The key accounts were looked at each year, the others once.
//!
//! Some stories stand among it: ports for which we built what serves nobody else, hotels that were worth our time before we were strong
//! with them, a cosmetics house that gets more of our chemists than it repays, clinics about which the models disagree, and a carmaker
//! that leaves.

use super::{
    Teller,
    firm::{Firm, Trade},
    ledger::days_ago,
    staff::{AIKO, INGRID, LUCIA, PIETER, STAFF},
};
use crate::{
    assessment::{AssessAccount, Judged},
    categorization::{
        Aggregation, Axis, CategorizationModel, Criterion, Models,
        investment::{InvestmentKind, Side},
        score::{Score, Scores},
    },
    command::Command,
    ids::{AssessmentId, InvestmentId, PositionId},
    investment::Investment,
    keep::{Keep, Wish},
    placement::{PlacementState, STAGES_OF, Stage},
    position::{AnswerPosition, PlaceOnModel},
};

/// How many days ago each looked, the latest year last. What was said in the middle can be held to account: the books hold the twelve months
/// before it, and those after.
const YEARS_AGO: [i32; 4] = [1_083, 716, 383, 18];

/// A firm that was placed elsewhere than its scores say: on which model, in which cell, and why.
const DIFFERS: [(&str, &str, &str, &str); 4] = [
    (
        "Kaldronn Chemicals",
        "bensaou",
        "strategic_partnership",
        "The shared tank farm is signed; it is built in spring.",
    ),
    ("Pellagrove Foods", "four_s", "strategic", "With the third plant they are in our top fifteen."),
    ("Bryndal & Vosk Dairies", "bensaou", "captive_buyer", "Their lines take no cartons but ours."),
    ("Straithwen Logistics", "four_s", "strategic", "After the tender they are the largest of their kind."),
];
/// The one that a director refused, and why.
const REFUSED: (&str, &str, &str) =
    ("Straithwen Logistics", "four_s", "The tender is open. Nothing is decided before it is.");

/// What is said of a step of the continuum, by the stage of the relationship.
const STEPS: [(&str, &str); 6] = [
    ("transaction", "One order at a time, and the price decides."),
    ("repeated_transactions", "They reorder, and compare each time."),
    ("long_term_relationship", "Agreed terms; prices still come from competition."),
    ("partnership", "We plan together and talk prices over."),
    ("strategic_alliance", "One joint team of both houses."),
    ("repeated_transactions", "What is left are the open orders."),
];

/// On what evidence some criteria are scored.
const EVIDENCE: [(&str, &str); 8] = [
    ("trust", "They told us of the change before it was public."),
    ("openness", "We see their forecast."),
    ("pricing", "Cost lines are on the table once a year."),
    ("levels", "From the dock to the board."),
    ("buyer_systems", "Their order system was changed for ours."),
    ("supplier_people", "Two of us do nothing else."),
    ("potential", "By what their tenders name."),
    ("delivery", "By their own score card."),
];

/// What one side put in: which firm, who, into what, how much in thousands of the major unit, how many days ago, how much of it would
/// serve elsewhere in percent, and what it is.
type PutIn = (&'static str, Side, InvestmentKind, i64, i32, i64, &'static str);

const INVESTMENTS: [PutIn; 14] = [
    ("Oskvarra Retail", Side::Ours, InvestmentKind::Systems, 310, 240, 20, "Link to their stock system"),
    ("Oskvarra Retail", Side::Ours, InvestmentKind::People, 260, 36, 30, "Our half of the joint team"),
    ("Oskvarra Retail", Side::Theirs, InvestmentKind::People, 240, 36, 30, "Their half of the joint team"),
    ("Oskvarra Retail", Side::Theirs, InvestmentKind::Systems, 180, 235, 10, "Forecast feed"),
    ("Duvenhaal Ports", Side::Ours, InvestmentKind::Assets, 420, 160, 10, "Lashing stations made for their cranes"),
    ("Duvenhaal Ports", Side::Ours, InvestmentKind::Learning, 60, 150, 0, "Harbour passes and training"),
    ("Duvenhaal Ports", Side::Theirs, InvestmentKind::Learning, 8, 150, 50, "Two days with our instructors"),
    ("Bryndal & Vosk Dairies", Side::Theirs, InvestmentKind::Assets, 350, 300, 15, "Lines set to our cartons"),
    ("Bryndal & Vosk Dairies", Side::Ours, InvestmentKind::Assets, 90, 290, 60, "Tools for the season's cartons"),
    ("Fennimarch Pharma", Side::Ours, InvestmentKind::Systems, 70, 210, 40, "Audit trail"),
    ("Fennimarch Pharma", Side::Theirs, InvestmentKind::Systems, 55, 200, 20, "Quality data both ways"),
    ("Vintrelle Cosmetics", Side::Ours, InvestmentKind::People, 190, 95, 20, "Three chemists in their laboratory"),
    ("Quorindale Hotels", Side::Ours, InvestmentKind::Assets, 40, 55, 80, "Stock in Lisbon"),
    ("Kaldronn Chemicals", Side::Ours, InvestmentKind::Learning, 25, 80, 0, "Safety training of their plants"),
];

/// How a firm is scored, in tenths of a point on the scale of each axis.
#[derive(Clone, Copy)]
struct Profile {
    relationship: i64,
    involvement: i64,
    buyer: i64,
    supplier: i64,
    attractiveness: i64,
    ours: i64,
    rival: i64,
}

/// By which position a firm stands on a model, and in which cell.
type Stands = Option<(PositionId, String)>;

impl Teller {
    /// Everybody judges the accounts that they lead, and their directors answer.
    pub(super) fn judge(&mut self, models: &Models) {
        if models.of_boards().next().is_none() {
            return;
        }
        for (firm, side, kind, thousands, ago, redeployable_percent, note) in INVESTMENTS {
            let Some(at) = self.place_of(firm) else { continue };
            let investment = Investment {
                id: InvestmentId(self.chance.id()),
                account: self.account(at),
                side,
                kind,
                amount_minor: thousands * 100_000,
                day: days_ago(self.today, ago),
                redeployable_percent,
                note: note.to_owned(),
            };
            let keep = Keep::one(Some(investment.account), Wish::of_new(&investment));
            self.say(INGRID, Command::Keep(keep));
        }
        for at in 0..self.firms.len() {
            let is_key = self.lead(at).is_some_and(|lead| [AIKO, PIETER, LUCIA].contains(&lead));
            let years = if is_key { 0..YEARS_AGO.len() } else { YEARS_AGO.len() - 1..YEARS_AGO.len() };
            let mut stands = [None, None];
            for year in years {
                self.judge_in(models, at, year, &mut stands);
            }
            self.climb(at);
            self.confirm_stage(at);
        }
    }

    fn lead(&self, at: usize) -> Option<usize> {
        self.firms.get(at).and_then(|firm| firm.lead)
    }

    fn name(&self, at: usize) -> &'static str {
        self.firms.get(at).map_or("", |firm| firm.name)
    }

    /// Scores a firm as it was in a year, and places it where the scores lead, or elsewhere with a reason.
    fn judge_in(&mut self, models: &Models, at: usize, year: usize, stands: &mut [Stands; 2]) {
        let is_last = year + 1 == YEARS_AGO.len();
        let ago = YEARS_AGO.get(year).copied().unwrap_or_default() + i32::try_from(at % 11).unwrap_or_default();
        let profile = self.profile(at, ago);
        let is_sketchy = is_last && at % 9 == 5;
        if let Some(model) = models.latest(STAGES_OF) {
            self.assess(model, at, ago, profile, is_sketchy);
        }
        for (id, stands) in ["bensaou", "four_s"].into_iter().zip(stands) {
            let Some(model) = models.latest(id) else { continue };
            let scores = self.assess(model, at, ago, profile, is_sketchy);
            let computed = model.computed(&scores).cell.map(|cell| cell.id.as_str());
            let name = self.name(at);
            // In the first year they only scored.
            if year == 0 {
                continue;
            }
            let told = DIFFERS.iter().find(|(firm, model, ..)| is_last && (*firm, *model) == (name, id));
            let (cell, reason) = told.map_or((computed, ""), |(_, _, cell, reason)| (Some(*cell), *reason));
            // Whoever stands there already is not placed there again.
            let Some(cell) = cell.filter(|cell| stands.as_ref().is_none_or(|(_, stood)| stood != cell)) else {
                continue;
            };
            let position = self.place_on(model, at, ago, cell, reason, stands);
            self.answer(id, at, position, is_last, is_sketchy);
        }
    }

    /// What became of a position: what is older was confirmed, of the latest most are. An account that nobody leads waits for nobody.
    fn answer(&mut self, model: &str, at: usize, position: PositionId, is_last: bool, is_sketchy: bool) {
        let Some(lead) = self.lead(at) else { return };
        let name = self.name(at);
        let director = STAFF.get(lead).map_or(INGRID, |lead| lead.superior);
        let (firm, of, why) = REFUSED;
        if is_last && (firm, of) == (name, model) {
            self.say_answer(director, model, at, position, PlacementState::Refused, why);
        } else if !is_sketchy && (!is_last || at % 3 != 1) {
            self.say_answer(director, model, at, position, PlacementState::Confirmed, "");
        }
    }

    /// Places a firm on the continuum, as far up as whoever leads it sees it.
    fn climb(&mut self, at: usize) {
        let stage = self.firms.get(at).and_then(|firm| stage_at(firm, 0));
        let place = stage.and_then(|stage| Stage::ALL.iter().position(|known| *known == stage));
        let Some((cell, reason)) = place.and_then(|place| STEPS.get(place)) else { return };
        let position = PositionId(self.chance.id());
        let (account, day) = (self.account(at), days_ago(self.today, 16));
        let (model, version, cell, reason) = ("webster".to_owned(), 1, (*cell).to_owned(), (*reason).to_owned());
        let place = PlaceOnModel { position, account, model, version, cell, day, reason, was: None, seen: None };
        self.say(self.lead(at).unwrap_or(INGRID), Command::PlaceOnModel(place));
        self.answer("webster", at, position, true, false);
    }

    /// The directors confirm most of the relationship stages.
    fn confirm_stage(&mut self, at: usize) {
        let placement = self.stands.get(at).copied().flatten();
        if let Some(placement) = placement {
            self.answer(STAGES_OF, at, PositionId(placement.0), true, at % 9 == 5);
        }
    }

    fn place_on(
        &mut self,
        model: &CategorizationModel,
        at: usize,
        ago: i32,
        cell: &str,
        reason: &str,
        stands: &mut Stands,
    ) -> PositionId {
        let position = PositionId(self.chance.id());
        let was = stands.replace((position, cell.to_owned())).map(|(was, _)| was);
        let (account, day) = (self.account(at), days_ago(self.today, ago));
        let (id, version, cell, reason) = (model.id.clone(), model.version, cell.to_owned(), reason.to_owned());
        let place = PlaceOnModel { position, account, model: id, version, cell, day, reason, was, seen: None };
        self.say(self.lead(at).unwrap_or(INGRID), Command::PlaceOnModel(place));
        position
    }

    fn say_answer(
        &mut self,
        by: usize,
        model: &str,
        at: usize,
        position: PositionId,
        says: PlacementState,
        reason: &str,
    ) {
        let (answer, account) = (PositionId(self.chance.id()), self.account(at));
        let (model, reason) = (model.to_owned(), reason.to_owned());
        self.say(
            by,
            Command::AnswerPosition(AnswerPosition { answer, account, model, position, seen: None, says, reason }),
        );
    }

    /// Scores a firm by a model, and tells the scores. A sketch leaves out more than half.
    fn assess(
        &mut self,
        model: &CategorizationModel,
        at: usize,
        ago: i32,
        profile: Profile,
        is_sketchy: bool,
    ) -> Scores {
        let most = if is_sketchy { 2 } else { usize::MAX };
        let (mut scores, mut context) = (Vec::new(), Vec::new());
        for axis in &model.axes {
            let ours = profile.on(&axis.id);
            let rival = (axis.by == Aggregation::RelativeStrength).then_some(profile.rival);
            scores.extend(self.judged(&model.criteria, axis, ours, rival).into_iter().take(most));
            context.extend(self.judged(&model.context, axis, ours - 3, None));
        }
        let told = scores.iter().map(|judged| (judged.criterion.clone(), judged.score)).collect();
        let assess = AssessAccount {
            assessment: AssessmentId(self.chance.id()),
            account: self.account(at),
            model: model.id.clone(),
            version: model.version,
            day: days_ago(self.today, ago),
            scores,
            context,
        };
        self.say(self.lead(at).unwrap_or(INGRID), Command::AssessAccount(assess));
        told
    }

    /// Scores on an axis that come to so many tenths of a point on average, ours and the best competitor's.
    fn judged(&mut self, criteria: &[Criterion], axis: &Axis, ours: i64, rival: Option<i64>) -> Vec<Judged> {
        let of_axis: Vec<&Criterion> = criteria.iter().filter(|criterion| criterion.axis == axis.id).collect();
        let turned = self.chance.between(0, 6);
        let even = |place: i64, tenths: i64| {
            let sum = |count: i64| (count * tenths + 5) / 10;
            (sum(place + 1) - sum(place)).clamp(axis.scale.low, axis.scale.high)
        };
        let mut judged = Vec::new();
        for (criterion, place) in of_axis.into_iter().zip(turned..) {
            let score = Score { ours: even(place, ours), rival: rival.map(|rival| even(place + 1, rival)) };
            let told = EVIDENCE.iter().find(|(id, _)| *id == criterion.id).filter(|_| self.chance.between(0, 2) == 0);
            let note = told.map(|(_, note)| (*note).to_owned()).unwrap_or_default();
            judged.push(Judged { criterion: criterion.id.clone(), score, note });
        }
        judged
    }

    /// How a firm is scored as it was so many days ago: by its stage then and by its place among all, with a little of chance.
    fn profile(&mut self, at: usize, ago: i32) -> Profile {
        let Some(firm) = self.firms.get(at) else { return Profile::by(0, 0) };
        let (name, stage) = (firm.name, stage_at(firm, ago));
        let rank = match firm.trade {
            Trade::Rank(rank) | Trade::Stopped(rank) => i64::try_from(rank).unwrap_or_default(),
            Trade::None | Trade::CreditedBack => 30,
        };
        let level = match stage {
            None | Some(Stage::Pre) => 0,
            Some(Stage::Early | Stage::Uncoupling) => 1,
            Some(Stage::Mid) => 2,
            Some(Stage::Partnership) => 3,
            Some(Stage::Synergistic) => 4,
        };
        let plain = Profile::by(level, rank);
        let mut about = |tenths: i64, by: i64| tenths + self.chance.between(-by, by);
        let profile = Profile {
            relationship: about(plain.relationship, 2),
            involvement: about(plain.involvement, 2),
            buyer: about(plain.buyer, 6),
            supplier: about(plain.supplier, 6),
            attractiveness: about(plain.attractiveness, 8),
            ours: about(plain.ours, 4),
            rival: about(plain.rival, 6),
        };
        let is_now = ago < 100;
        match (name, stage) {
            ("Duvenhaal Ports", _) if is_now => Profile { buyer: 18, supplier: 40, ..profile },
            ("Quorindale Hotels", _) => Profile { attractiveness: 76, rival: 63, ..profile },
            ("Vintrelle Cosmetics", _) if is_now => {
                Profile { buyer: 42, supplier: 44, attractiveness: 42, ours: 60, rival: 68, ..profile }
            }
            // One contract for all clinics, and next to nothing that only serves there.
            ("Lumenhart Clinics", _) if is_now => Profile { buyer: 14, supplier: 16, ..profile },
            ("Zephlund Aviation", _) if is_now => Profile { attractiveness: 78, ours: 52, rival: 66, ..profile },
            ("Rookmantle Security", _) if is_now => Profile { relationship: 17, involvement: 35, ..profile },
            (_, Some(Stage::Uncoupling)) => Profile { attractiveness: 30, ours: 50, ..profile },
            _ => profile,
        }
    }
}

impl Profile {
    /// By how far the relationship has grown, and the place of the firm among all.
    fn by(level: usize, rank: i64) -> Self {
        let grown = |tenths: [i64; 5]| tenths.get(level).copied().unwrap_or_default();
        Self {
            relationship: grown([14, 22, 30, 38, 46]),
            involvement: grown([14, 22, 30, 38, 46]),
            buyer: grown([14, 20, 27, 34, 42]),
            supplier: grown([14, 21, 28, 36, 43]),
            attractiveness: 80 - rank * 13 / 10,
            ours: grown([48, 56, 64, 71, 78]),
            rival: 66,
        }
    }

    fn on(&self, axis: &str) -> i64 {
        match axis {
            "relationship" => self.relationship,
            "involvement" => self.involvement,
            "buyer" => self.buyer,
            "supplier" => self.supplier,
            "attractiveness" => self.attractiveness,
            _ => self.ours,
        }
    }
}

/// The stage of a firm so many days ago.
fn stage_at(firm: &Firm, ago: i32) -> Option<Stage> {
    firm.moves.iter().rfind(|told| told.ago >= ago && !told.slip).map(|told| told.stage)
}
