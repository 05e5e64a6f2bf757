//! The accounts that account managers keep.

use super::super::{
    firm::{Firm, Trade, firm},
    staff::{GRETA, MIREILLE, NADIA, TOMAS},
};
use crate::placement::Stage::{Early, Mid, Partnership, Pre};

pub(super) fn of_samir() -> Vec<Firm> {
    vec![
        firm("Harrowdune Steel", "Germany", "Industry", Trade::Rank(8))
            .tags(&["frame contract"])
            .stood(372, Early, "Second source for one mill.")
            .stood(160, Mid, "First source for two mills.")
            .next("Quarterly review at the mill", 8)
            .note(160, "The works council had to agree to our service hours. It did."),
        firm("Tillerby Toys", "United Kingdom", "Retail", Trade::Rank(20))
            .tags(&["seasonal"])
            .stood(280, Early, "Christmas volumes only.")
            .next("Christmas post-mortem, then ask for Easter", 33)
            .note(
                280,
                "All of it in ten weeks, then nothing. Can we win Easter? Their owners decide on the range, not they.",
            ),
        firm("Gilderswyn Trust", "United Kingdom", "Finance", Trade::Rank(26))
            .stood(150, Pre, "Asked for our terms, nothing more.")
            .next("Ring the office manager again", -15),
        firm("Wexcolm Paper", "Finland", "Industry", Trade::Rank(30)).stood(210, Early, "Spot orders."),
        firm("Mirrelstead Municipal", "United Kingdom", "Public", Trade::Rank(36))
            .tags(&["tender 2027"])
            .next("Read the new procurement rules", 14),
        firm("Hollinquest Media", "Ireland", "Services", Trade::None)
            .stood(40, Pre, "Introduced by Oskvarra.")
            .next("First meeting in Dublin", 2)
            .note(40, "Warm introduction by Aiko's contact at Oskvarra. Do not waste it."),
    ]
}

pub(super) fn of_greta() -> Vec<Firm> {
    vec![
        firm("Eskiluna Timber", "Sweden", "Industry", Trade::Rank(11))
            .tags(&["reference"])
            .stood(355, Early, "One sawmill.")
            .stood(132, Mid, "Five sawmills, one order desk.")
            .next("Renew the yearly agreement", 25)
            .note(132, "Happy to be named as a reference, as long as we ask each time."),
        firm("Saltervik Fisheries", "Norway", "Food", Trade::Rank(15))
            .tags(&["seasonal"])
            .stood(325, Early, "Two harbours.")
            .stood(48, Mid, "All harbours north of Bergen.")
            .next("Price talk before the cod season", 0)
            .note(48, "They called us, not the other way round."),
        firm("Nordwhistle Energy", "Norway", "Energy", Trade::Rank(21))
            .stood(180, Early, "Service of one wind park.")
            .next("Send certificates for offshore work", -1),
        firm("Mossgarten Furniture", "Denmark", "Retail", Trade::CreditedBack)
            .tags(&["late payer", "at risk"])
            .stood(385, Mid, "Preferred for their home line.")
            .stood(28, Early, "Recall of the home line; what they sent back outweighs what they bought.")
            .next("Agree how the credit is paid out", 4)
            .note(61, "Recall. The whole home line comes back, ours with it. Credit follows this month.")
            .note_by(TOMAS, 27, "Not our fault, and not theirs to tell the world. Keep calm and stay close."),
        firm("Juniperfall Spas", "Iceland", "Hospitality", Trade::Rank(33)).stood(90, Pre, "A wish list, no budget."),
        firm("Xanthwell Labs", "Sweden", "Health", Trade::None)
            .next("Find out who signs", 10)
            .note(9, "Two people said yes, neither may sign."),
    ]
}

pub(super) fn of_owen() -> Vec<Firm> {
    vec![
        firm("Pradozza Ceramics", "Italy", "Industry", Trade::Rank(13))
            .stood(299, Early, "Glazes for one kiln.")
            .stood(77, Mid, "All kilns in Emilia.")
            .next("Energy surcharge: explain it in person", 1)
            .note(77, "Grandfather, mother, daughter: three generations at the table, and all three decide."),
        firm("Casterluna Textiles", "Portugal", "Industry", Trade::Rank(18))
            .tags(&["sustainability"])
            .stood(222, Early, "Dyes with a certificate, one mill.")
            .next("Bring the water figures", 13),
        firm("Kestermond Brewing", "Belgium", "Food", Trade::Rank(24))
            .came_from(NADIA, 77)
            .stood(315, Early, "Labels for two beers.")
            .next("Taste the alcohol-free one, then sell labels", 7)
            .note(77, "Handed over by Nadia with a full folder. A joy."),
        firm("Larkspindle Yarns", "Italy", "Industry", Trade::Rank(29)).stood(140, Pre, "Curious, cautious."),
        firm("Brambleholt Schools", "Ireland", "Public", Trade::Rank(35))
            .tags(&["tender 2027"])
            .next("Ask whether the budget was voted", -20),
        firm("Ilvermoss Gardens", "France", "Retail", Trade::Rank(39)).tags(&["web shop", "seasonal"]),
    ]
}

pub(super) fn of_nadia() -> Vec<Firm> {
    vec![
        firm("Aldervane Rail", "Austria", "Transport", Trade::Rank(16))
            .tags(&["frame contract"])
            .stood(362, Early, "Workshop supplies.")
            .stood(115, Mid, "Three workshops, shared stock list.")
            .next("Stock count with the workshop head", 0)
            .note(115, "They let us see their stock. Nobody else may."),
        firm("Umberlane Publishing", "France", "Services", Trade::Rank(23))
            .stood(240, Early, "One imprint.")
            .next("Offer for the autumn catalogue", 18),
        firm("Marrowgate Mills", "Poland", "Food", Trade::Rank(27))
            .stood(205, Early, "Regular, small, always paid on the day.")
            .note_by(MIREILLE, 90, "Quiet and loyal. Do not forget them over the loud ones."),
        firm("Ottersande Bakeries", "Poland", "Food", Trade::Rank(31))
            .stood(330, Mid, "Preferred for flour bags.")
            .stood(125, Early, "New owner looks at every supplier again.")
            .next("Meet the new owner", -6),
        firm("Weldamere Tools", "Austria", "Industry", Trade::Rank(37)).stood(
            58,
            Pre,
            "A catalogue request; their owners are leaving us.",
        ),
        firm("Opaldray Couriers", "Poland", "Transport", Trade::None)
            .stood(18, Pre, "Three vans, big plans.")
            .next("Send the starter offer", 2),
    ]
}

pub(super) fn of_jules() -> Vec<Firm> {
    vec![
        firm("Pellagrove Foods", "Spain", "Food", Trade::Rank(25))
            .tags(&["sustainability", "frame contract"])
            .stood(345, Early, "One plant.")
            .stood(210, Mid, "Both plants.")
            .stood(35, Partnership, "They asked us to plan the third plant with them.")
            .next("Workshop for the third plant", 15)
            .note(35, "Small today. With the third plant they are in our top fifteen."),
        firm("Belvaquist Optics", "Switzerland", "Health", Trade::Rank(28))
            .came_from(GRETA, 260)
            .stood(335, Early, "Lens trays.")
            .next("Trays with their logo: quote", 6),
        firm("Quillmere Stationery", "Spain", "Retail", Trade::Rank(32)).tags(&["web shop"]).stood(
            170,
            Early,
            "School season.",
        ),
        firm("Lumenhart Clinics", "France", "Health", Trade::Rank(3))
            .tags(&["frame contract", "audited"])
            .stood(378, Mid, "Preferred in the north.")
            .stood(145, Partnership, "One contract for all clinics.")
            .next("Name a key account manager with Mireille", -3)
            .note(
                145,
                "All clinics. Too large for me alone: Mireille agrees, a key account manager shall take the lead.",
            )
            .note_by(MIREILLE, 10, "Lucia has room from next month. Hand over in person."),
        firm("Trevenholm Yachts", "Portugal", "Hospitality", Trade::None)
            .note(150, "A card from the fair. Nobody answers."),
        firm("Zandermeer Shipyards", "Netherlands", "Industry", Trade::Rank(40)).stood(112, Pre, "A single order."),
    ]
}
