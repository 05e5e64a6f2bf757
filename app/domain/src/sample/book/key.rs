//! The accounts that key account managers lead.

use super::super::{
    firm::{Firm, Trade, firm},
    staff::{INGRID, MIREILLE, SAMIR, TOMAS},
};
use crate::placement::Stage::{Early, Mid, Partnership, Pre, Synergistic, Uncoupling};

pub(super) fn of_aiko() -> Vec<Firm> {
    vec![
        firm("Oskvarra Retail", "Germany", "Retail", Trade::Rank(0))
            .tags(&["frame contract", "board sponsor", "cross-border"])
            .stood(402, Mid, "Preferred supplier in three of their regions.")
            .stood(251, Partnership, "Shared forecasts every Monday; three-year prices signed.")
            .stood(38, Synergistic, "One joint team runs their replenishment now.")
            .next("Joint board meeting: agree the shared warehouse", 6)
            .note(251, "Signed.\n\nThree years, indexed prices. Their logistics asked for a standing call on Mondays; ours agreed.")
            .note_by(INGRID, 60, "Their chair wants our joint team at the group's strategy day. We bring figures, not slides.")
            .note(12, "More than a quarter of our revenue hangs on this house. Raised with Tomas: what if they change hands?"),
        firm("Fennimarch Pharma", "Denmark", "Health", Trade::Rank(2))
            .tags(&["frame contract", "audited"])
            .stood(388, Early, "First orders after the audit.")
            .stood(233, Mid, "Listed as preferred supplier.")
            .stood(74, Partnership, "Quality data shared both ways.")
            .next("Walk through the validation plan with their quality head", 0)
            .note(233, "The audit is behind us: two minor findings, both closed in a week.")
            .note(33, "Validation of the second line slips to next quarter on their side. No effect on volumes."),
        firm("Straithwen Logistics", "Netherlands", "Transport", Trade::Rank(5))
            .tags(&["tender 2027"])
            .stood(350, Early, "Won two depots out of nine.")
            .stood(120, Mid, "Seven depots now; monthly review with operations.")
            .slipped(15, Partnership)
            .next("Send the service report before the tender opens", -4)
            .note(118, "They measure everything. Our punctuality of 98.6 % was read out in their town hall."),
        firm("Kaldronn Chemicals", "Germany", "Industry", Trade::Rank(9))
            .stood(300, Early, "A trial lot, then a second one.")
            .stood(95, Mid, "Third plant asked for us by name.")
            .next("Visit the plant in spring, safety briefing first", 41)
            .note(95, "Plant manager: \"You were the only ones who read our safety rules.\""),
        firm("Zephlund Aviation", "Sweden", "Transport", Trade::Rank(14))
            .came_from(SAMIR, 140)
            .tags(&["reference"])
            .stood(290, Pre, "Met at the fair; they look for a second source.")
            .stood(190, Early, "Small parts order.")
            .next("Ask for the reference quote they promised", 3)
            .note(140, "Taken over from Samir. He introduced me to everybody that matters, thank you!"),
    ]
}

pub(super) fn of_pieter() -> Vec<Firm> {
    vec![
        firm("Bryndal & Vosk Dairies", "Belgium", "Food", Trade::Rank(1))
            .tags(&["frame contract", "seasonal"])
            .stood(410, Mid, "Preferred for packaging since the spring.")
            .stood(205, Partnership, "Common plan for the cheese season.")
            .next("Season planning: volumes for March to June", 12)
            .note(205, "Their planner and ours sit in one room on Thursdays. Waste is down by a third.")
            .note_by(TOMAS, 44, "Margin talk is coming. Go in with the waste figures."),
        firm("Vossenrath Automotive", "Germany", "Automotive", Trade::Stopped(3))
            .tags(&["frame contract", "at risk"])
            .stood(405, Partnership, "Joint cost project in its second year.")
            .stood(230, Mid, "New purchasing head, everything is tendered again.")
            .stood(52, Uncoupling, "They insource the line. We finish the open orders and collect what is due.")
            .next("Agree the end date and the return of tools", -11)
            .note(230, "The new head of purchasing asked for 9 % off and no meetings. Not a good sign.")
            .note(150, "Last regular order shipped.")
            .note_by(INGRID, 51, "We part well: a clean hand-back, no finger-pointing. They may need us again."),
        firm("Duvenhaal Ports", "Netherlands", "Transport", Trade::Rank(7))
            .stood(366, Early, "One terminal.")
            .stood(171, Mid, "Three terminals, one contact for all of them.")
            .next("Invoice dispute of September: close it", -2)
            .note(25, "Two invoices disputed over crane hours. Finance has the signed sheets."),
        firm("Rookmantle Security", "Belgium", "Services", Trade::Rank(17))
            .stood(244, Early, "Pilot in two buildings.")
            .next("Pilot review with their operations manager", 9)
            .note(88, "Pilot runs. They like the weekly photo report more than the service itself."),
        firm("Netherwold Water", "Netherlands", "Public", Trade::Rank(22))
            .tags(&["tender 2027"])
            .stood(330, Pre, "A public tender is announced for next year.")
            .next("Register for the tender portal", 20),
    ]
}

pub(super) fn of_lucia() -> Vec<Firm> {
    vec![
        firm("Quorindale Hotels", "Italy", "Hospitality", Trade::Rank(4))
            .tags(&["cross-border", "seasonal"])
            .stood(395, Early, "Four houses on the lake.")
            .stood(280, Mid, "All eleven houses in Italy.")
            .stood(66, Partnership, "They opened their booking forecast to us.")
            .next("Opening of the Lisbon house: first delivery", 17)
            .note(280, "Eleven houses. The head housekeeper decides, not purchasing. Bring her samples.")
            .note(20, "Lisbon opens earlier than planned. Stock checked, we can."),
        firm("Vintrelle Cosmetics", "France", "Retail", Trade::Rank(6))
            .tags(&["reference", "frame contract"])
            .stood(340, Mid, "Preferred in two of four categories.")
            .stood(101, Partnership, "Innovation day twice a year, their chemists with ours.")
            .next("Innovation day: send the agenda", 0)
            .note(101, "Their chemists asked for ours, by name. That is the partnership, right there.")
            .note_by(MIREILLE, 30, "Sponsor visit done. She wants one page each quarter, no more."),
        firm("Sorrelmont Insurance", "Switzerland", "Finance", Trade::Rank(10))
            .stood(260, Early, "Two departments.")
            .stood(83, Mid, "Procurement made it a group contract.")
            .next("Introduce the new service team", 5),
        firm("Orvellin Telecom", "Spain", "Services", Trade::Rank(12))
            .tags(&["late payer"])
            .stood(310, Mid, "Preferred since the network project.")
            .stood(70, Early, "Project over, volumes fell. Back to tentative orders.")
            .next("Talk about the two open invoices", -7)
            .note(70, "The project team is gone, and with it half of the people we knew."),
        firm("Emberquay Cruises", "Portugal", "Hospitality", Trade::Rank(19))
            .came_from(SAMIR, 200)
            .stood(270, Pre, "They build two ships; outfitting is open.")
            .stood(110, Early, "Samples for one ship.")
            .next("Cabin mock-up in the yard", 30)
            .note(110, "The yard decides with them. Meet both or none. Quorindale pays for the ships."),
    ]
}
