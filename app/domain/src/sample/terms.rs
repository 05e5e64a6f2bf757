//! What the demo sells, what was agreed with its firms, who else works for them, and what some of them are reckoned to spend. Of most
//! nobody has reckoned it yet.

use super::{Said, Teller, ledger::days_ago, staff::INGRID};
use crate::{
    catalogue::{Product, ProductFamily},
    command::Command,
    contract::{Contract, Renewal},
    ids::{AccountId, ContractId, PartnerId, PartnershipId, ProductFamilyId, ProductId, WalletEstimateId},
    keep::{Keep, Wish},
    partner::{Partner, PartnerKind, Partnership},
    wallet_estimate::WalletEstimate,
};

/// Families with their codes and products.
const FAMILIES: [(&str, &str, [&str; 4]); 6] = [
    ("Packaging", "PK", ["Folding cartons", "Shipping cases", "Cushioning", "Chilled boxes"]),
    ("Hygiene", "HY", ["Hand care", "Surface care", "Paper goods", "Dispensers"]),
    ("Workwear", "WW", ["Rented sets", "Weather gear", "Clean-room suits", "Laundry service"]),
    ("Safety", "SF", ["Gloves", "Fall protection", "First-aid points", "Signs and barriers"]),
    ("Print and labels", "PL", ["Shelf labels", "Transport labels", "Manuals", "Loyalty cards"]),
    ("Replenishment", "RP", ["Stock on site", "Night delivery", "Returns", "Forecast service"]),
];

/// A contract: with whom, on what, from how many days ago, to in how many days, worth how much, and what becomes of it.
type Deal = (&'static str, &'static str, i32, Option<i32>, i64, Renewal, i64, &'static str);

const DEALS: [Deal; 8] = [
    ("Oskvarra Retail", "Frame agreement", 251, Some(844), 1_650_000_000, Renewal::ByNotice, 180, "Indexed prices"),
    ("Oskvarra Retail", "Joint team", 38, None, 24_000_000, Renewal::None, 0, "Each side bears its own people"),
    ("Bryndal & Vosk Dairies", "Packaging, all plants", 616, Some(114), 410_000_000, Renewal::ByNotice, 90, ""),
    (
        "Fennimarch Pharma",
        "Audited supply",
        330,
        Some(35),
        145_000_000,
        Renewal::Automatic,
        0,
        "Audit before each renewal",
    ),
    (
        "Vossenrath Automotive",
        "Series supply",
        800,
        Some(-52),
        280_000_000,
        Renewal::None,
        0,
        "Ended with the last order",
    ),
    (
        "Vintrelle Cosmetics",
        "Two of four categories",
        340,
        Some(41),
        60_000_000,
        Renewal::None,
        0,
        "The tender opens soon",
    ),
    ("Harrowdune Steel", "Safety at two mills", 160, None, 48_000_000, Renewal::None, 0, ""),
    ("Quorindale Hotels", "Lisbon house", -17, Some(1_078), 33_000_000, Renewal::Automatic, 0, "From the opening on"),
];

const PARTNERS: [(&str, PartnerKind); 5] = [
    ("Calderbrook Freight", PartnerKind::Logistics),
    ("Morvane Print Works", PartnerKind::Supplier),
    ("Tessellard Advisers", PartnerKind::Consultant),
    ("Lindhalm Systems", PartnerKind::Integrator),
    ("Brightwick Media", PartnerKind::Agency),
];

/// Which partner works for whom, and as what.
const PARTNERSHIPS: [(&str, usize, &str); 7] = [
    ("Oskvarra Retail", 0, "carries from the shared warehouse"),
    ("Oskvarra Retail", 3, "links their forecast with our stock"),
    ("Straithwen Logistics", 3, ""),
    ("Bryndal & Vosk Dairies", 1, "prints the season's cartons"),
    ("Fennimarch Pharma", 2, "prepares the audits"),
    ("Vintrelle Cosmetics", 1, "labels of the autumn range"),
    ("Vintrelle Cosmetics", 4, "plans their launch"),
];

/// What a firm is reckoned to spend in a year on the family at a place, in thousands of the major unit; nothing where it is not known
/// any more. With how many days ago that was said, and what it goes by.
type Reckoned = (&'static str, usize, i32, Option<i64>, &'static str);

const WALLETS: [Reckoned; 31] = [
    ("Oskvarra Retail", 0, 420, Some(2_400), "Their annual report"),
    ("Oskvarra Retail", 0, 60, Some(2_900), "Shared budget of the joint team"),
    ("Oskvarra Retail", 1, 60, Some(1_400), "Shared budget of the joint team"),
    ("Oskvarra Retail", 4, 60, Some(1_300), "Shared budget of the joint team"),
    ("Oskvarra Retail", 5, 60, Some(3_200), "Shared budget of the joint team"),
    ("Bryndal & Vosk Dairies", 0, 205, Some(3_200), "Season planning"),
    ("Bryndal & Vosk Dairies", 1, 205, Some(800), "Head of plants, on the phone"),
    ("Bryndal & Vosk Dairies", 4, 205, Some(500), ""),
    ("Fennimarch Pharma", 0, 74, Some(900), "Tender documents"),
    ("Fennimarch Pharma", 1, 74, Some(1_600), "Tender documents"),
    ("Fennimarch Pharma", 3, 74, Some(1_100), "Tender documents"),
    ("Quorindale Hotels", 1, 66, Some(1_400), "Eleven houses, counted by their head housekeeper"),
    ("Quorindale Hotels", 2, 66, Some(600), ""),
    ("Quorindale Hotels", 5, 66, Some(300), ""),
    ("Straithwen Logistics", 0, 120, Some(400), "Their figures of nine depots"),
    ("Straithwen Logistics", 2, 120, Some(700), "Their figures of nine depots"),
    ("Straithwen Logistics", 5, 120, Some(2_600), "Their figures of nine depots"),
    ("Vintrelle Cosmetics", 0, 101, Some(1_900), "Innovation day"),
    ("Vintrelle Cosmetics", 4, 101, Some(800), "Innovation day"),
    ("Duvenhaal Ports", 3, 171, Some(900), "Three terminals of eight, scaled up"),
    ("Duvenhaal Ports", 2, 171, Some(500), "Three terminals of eight, scaled up"),
    ("Kaldronn Chemicals", 0, 95, Some(700), "Plant manager"),
    ("Kaldronn Chemicals", 3, 95, Some(1_300), "Plant manager"),
    ("Zephlund Aviation", 3, 140, Some(1_900), "What their second source lost"),
    ("Sorrelmont Insurance", 1, 83, Some(310), "Group contract"),
    ("Sorrelmont Insurance", 4, 83, Some(190), "Group contract"),
    ("Harrowdune Steel", 3, 160, Some(800), ""),
    ("Harrowdune Steel", 2, 160, Some(600), ""),
    // We sell more than was reckoned: it is time for another word.
    ("Tillerby Toys", 0, 280, Some(110), "Christmas volumes"),
    ("Orvellin Telecom", 1, 310, Some(750), "Network project"),
    ("Orvellin Telecom", 1, 70, None, "The project is over"),
];

impl Teller {
    /// Ingrid writes down what is sold, what was agreed, and what is known of wallets. What is sold is said before any of it is.
    pub(super) fn keep_terms(&mut self, before_trade: usize) {
        let catalogue = self.keep_catalogue(before_trade);
        let products: Vec<Vec<ProductId>> = catalogue.iter().map(|(_, products)| products.clone()).collect();
        self.add_lines(&products);
        let families: Vec<ProductFamilyId> = catalogue.into_iter().map(|(family, _)| family).collect();
        for (firm, name, ago, left, amount_minor, renewal, notice_days, note) in DEALS {
            let Some(account) = self.find(firm) else { continue };
            let contract = Contract {
                id: ContractId(self.chance.id()),
                account,
                name: name.to_owned(),
                from_day: days_ago(self.today, ago),
                to_day: left.map(|left| days_ago(self.today, -left)),
                amount_minor,
                renewal,
                notice_days,
                note: note.to_owned(),
            };
            self.keep(Some(account), vec![Wish::of_new(&contract)]);
        }
        self.keep_partners();
        for (firm, family, ago, thousands, source) in WALLETS {
            let (Some(account), Some(&family)) = (self.find(firm), families.get(family)) else { continue };
            let estimate = WalletEstimate {
                id: WalletEstimateId(self.chance.id()),
                account,
                family,
                from_day: days_ago(self.today, ago),
                yearly_minor: thousands.map(|thousands| thousands * 100_000),
                source: source.to_owned(),
                ..WalletEstimate::default()
            };
            self.keep(Some(account), vec![Wish::of_new(&estimate)]);
        }
    }

    fn find(&self, firm: &str) -> Option<AccountId> {
        self.place_of(firm).map(|at| self.account(at))
    }

    pub(super) fn keep(&mut self, account: Option<AccountId>, records: Vec<Wish>) {
        self.say(INGRID, Command::Keep(Keep { account, records }));
    }

    /// The families with their products.
    fn keep_catalogue(&mut self, before_trade: usize) -> Vec<(ProductFamilyId, Vec<ProductId>)> {
        let mut wishes = Vec::new();
        let mut families = Vec::new();
        for (name, code, names) in FAMILIES {
            let id = ProductFamilyId(self.chance.id());
            let (name, code) = (name.to_owned(), code.to_owned());
            let mut products = Vec::new();
            wishes.push(Wish::of_new(&ProductFamily { id, name, code: code.clone(), archived: false }));
            for (number, name) in (1..).zip(names) {
                let product = Product {
                    id: ProductId(self.chance.id()),
                    family: id,
                    name: name.to_owned(),
                    code: format!("{code}-{number}0"),
                    archived: false,
                };
                products.push(product.id);
                wishes.push(Wish::of_new(&product));
            }
            families.push((id, products));
        }
        let command = Command::Keep(Keep { account: None, records: wishes });
        self.said.insert(before_trade, Said { by: self.person(INGRID), command });
        families
    }

    fn keep_partners(&mut self) {
        let mut partners = Vec::new();
        for (name, kind) in PARTNERS {
            let partner = Partner { id: PartnerId(self.chance.id()), name: name.to_owned(), kind, archived: false };
            partners.push(partner.id);
            self.keep(None, vec![Wish::of_new(&partner)]);
        }
        for (firm, partner, role) in PARTNERSHIPS {
            let (Some(account), Some(&partner)) = (self.find(firm), partners.get(partner)) else { continue };
            let id = PartnershipId(self.chance.id());
            let works = Partnership { id, account, partner, role: role.to_owned() };
            self.keep(Some(account), vec![Wish::of_new(&works)]);
        }
    }
}
