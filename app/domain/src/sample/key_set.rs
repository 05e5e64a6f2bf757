//! The key accounts of the demo: two rules, who was taken in by them or by hand, one that entered late, one that was let go, one that
//! qualifies no more, and two that would be taken in; with one of them somebody would lead five.

use super::{
    Teller,
    ledger::days_ago,
    staff::{INGRID, STAFF},
};
use crate::{
    categorization::Models,
    command::Command,
    ids::{KeyDecisionId, KeyRuleId},
    keep::{Keep, Wish},
    key_decision::{DecideKeyAccount, KeyWord},
    key_rule::{KeyBasis, KeyRule},
};

/// By which rule an account was taken in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Star,
    Revenue,
    Hand,
}

/// Who was taken in: by which rule, how many days ago, and why.
const TAKEN_IN: [(&str, By, i32, &str); 13] = [
    ("Oskvarra Retail", By::Revenue, 690, "More than a fifth of what we earn."),
    ("Fennimarch Pharma", By::Revenue, 690, "The audit is behind us, the second line before us."),
    ("Straithwen Logistics", By::Star, 340, "Their tender decides about the north."),
    ("Kaldronn Chemicals", By::Hand, 80, "The third plant asked for us by name."),
    ("Bryndal & Vosk Dairies", By::Revenue, 690, "One plan for the cheese season, theirs and ours."),
    ("Vossenrath Automotive", By::Revenue, 690, "The joint cost project runs."),
    ("Duvenhaal Ports", By::Hand, 160, "Three terminals, one contact for all of them."),
    ("Rookmantle Security", By::Star, 240, "The pilot may become all of their buildings."),
    ("Netherwold Water", By::Star, 320, "A public tender of this size comes once in ten years."),
    ("Quorindale Hotels", By::Revenue, 390, "All eleven houses in Italy."),
    ("Vintrelle Cosmetics", By::Hand, 330, "Their chemists asked for ours."),
    ("Sorrelmont Insurance", By::Star, 80, "Procurement made it a group contract."),
    ("Orvellin Telecom", By::Star, 300, "The network project."),
];

/// Who was let go, how many days ago, and why.
const LET_GO: [(&str, i32, &str); 1] = [("Vossenrath Automotive", 50, "They insource the line. We part well.")];

impl Teller {
    /// The directors say which accounts are key.
    pub(super) fn decide_key_accounts(&mut self, models: &Models) {
        if models.latest("four_s").is_none() {
            return;
        }
        let [star, revenue] = [(); 2].map(|()| KeyRuleId(self.chance.id()));
        let from_day = days_ago(self.today, 700);
        let by_star = KeyRule {
            id: star,
            name: "Stars".to_owned(),
            basis: KeyBasis::Cells,
            model: "four_s".to_owned(),
            cells: ["star".to_owned()].into(),
            confirmed: true,
            from_day,
            ..KeyRule::default()
        };
        let (name, basis) = ("Half of the revenue".to_owned(), KeyBasis::Together);
        let by_revenue = KeyRule { id: revenue, name, basis, percent: 50, from_day, ..KeyRule::default() };
        for rule in [by_star, by_revenue] {
            self.say(INGRID, Command::Keep(Keep::one(None, Wish::of_new(&rule))));
        }
        for (firm, by, ago, reason) in TAKEN_IN {
            let rule = match by {
                By::Star => Some(star),
                By::Revenue => Some(revenue),
                By::Hand => None,
            };
            let Some(decision) = self.decide_key(firm, KeyWord::TakenIn, ago, reason, rule, None) else { continue };
            for (_, ago, reason) in LET_GO.into_iter().filter(|(gone, ..)| *gone == firm) {
                self.decide_key(firm, KeyWord::LetGo, ago, reason, None, Some(decision));
            }
        }
    }

    /// The director of whoever leads a firm decides.
    fn decide_key(
        &mut self,
        firm: &str,
        says: KeyWord,
        ago: i32,
        reason: &str,
        rule: Option<KeyRuleId>,
        was: Option<KeyDecisionId>,
    ) -> Option<KeyDecisionId> {
        let at = self.place_of(firm)?;
        let lead = self.firms.get(at).and_then(|firm| firm.lead);
        let director = lead.and_then(|lead| STAFF.get(lead)).map_or(INGRID, |lead| lead.superior);
        let decision = KeyDecisionId(self.chance.id());
        let (account, day, reason) = (self.account(at), days_ago(self.today, ago), reason.to_owned());
        let decide = DecideKeyAccount { decision, account, says, day, rule, reason, was };
        self.say(director, Command::DecideKeyAccount(decide));
        Some(decision)
    }
}
