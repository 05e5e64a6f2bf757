//! A walk by chance through all that has a bearing on what is known of accounts. `KNOWN_SEED` walks the same way again.

use std::collections::{BTreeMap, BTreeSet};

use domain::categorization::investment::{InvestmentKind, Side};
use domain::document::ReverseDocument;
use domain::document_line::RecordLine;
use domain::ids::{DocumentId, Seq, WalletEstimateId};
use domain::investment::Investment;
use domain::note::AddNote;
use domain::partner::{Partner, Partnership};
use domain::person::OrgRole;
use domain::undo::Undo;
use domain::wallet_estimate::WalletEstimate;
use domain::workspace::SetReportingDate;
use serde_json::Value;

use super::*;

const STEPS: usize = 140;

struct Walk {
    firm: Firm,
    pool: PgPool,
    chance: u64,
    days_ahead: i64,
    hands: Vec<Hand>,
    accounts: Vec<AccountId>,
    families: Vec<ProductFamily>,
    products: Vec<Product>,
    partners: Vec<Partner>,
    documents: Vec<(AccountId, DocumentId, Day)>,
    contracts: Vec<Contract>,
    partnerships: Vec<Partnership>,
    investments: Vec<Investment>,
    imports: Vec<ImportId>,
    entries: Vec<(usize, Seq)>,
    files: usize,
}

impl Walk {
    async fn begin(pool: PgPool, chance: u64) -> Self {
        let firm = Firm::found(pool.clone()).await;
        let (families, products) = catalogue(&firm, 3).await;
        let partner = |name: &str| Partner { id: id(), name: name.into(), ..Partner::default() };
        let partners = vec![partner("Left"), partner("Right")];
        let records = partners.iter().map(Wish::of_new).collect();
        firm.apply(&firm.boss, &Command::Keep(Keep { account: None, records })).await;
        let mut hands = vec![firm.boss.clone()];
        for name in ["Dora", "Max"] {
            hands.push(firm.hire(name, OrgRole::AgencyDirector, None).await);
        }
        let mut accounts = Vec::new();
        for name in ["One", "Two", "Three", "Four", "Five"] {
            accounts.push(firm.account(name, None).await);
        }
        Self {
            firm,
            pool,
            chance,
            days_ahead: 0,
            hands,
            accounts,
            families,
            products,
            partners,
            documents: Vec::new(),
            contracts: Vec::new(),
            partnerships: Vec::new(),
            investments: Vec::new(),
            imports: Vec::new(),
            entries: Vec::new(),
            files: 0,
        }
    }

    /// SplitMix64.
    fn below(&mut self, end: usize) -> usize {
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.chance;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 33) as usize % end.max(1)
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        let at = self.below(all.len());
        all.get(at).cloned()
    }

    fn account(&mut self) -> AccountId {
        let accounts = self.accounts.clone();
        self.one_of(&accounts).unwrap()
    }

    /// A day up to so many before today.
    fn ago(&mut self, most: usize) -> Day {
        let days = i64::try_from(self.below(most)).unwrap();
        today(&self.firm).checked_sub(days.days()).unwrap()
    }

    fn document(&mut self) -> Command {
        let account = self.account();
        let kinds = [DocumentKind::Sale, DocumentKind::Sale, DocumentKind::Credit, DocumentKind::Purchase];
        let kind = self.one_of(&kinds).unwrap();
        let amount_minor = 100 + i64::try_from(self.below(90_000)).unwrap();
        let products = self.products.clone();
        let count = self.below(3);
        let line = |product: Product, amount_minor| RecordLine {
            product: product.id,
            quantity: "1".parse().unwrap(),
            price: None,
            amount_minor: Some(amount_minor),
        };
        let lines = match count {
            0 => Vec::new(),
            1 => vec![line(self.one_of(&products).unwrap(), amount_minor)],
            _ => vec![
                line(self.one_of(&products).unwrap(), 40),
                line(self.one_of(&products).unwrap(), amount_minor - 40),
            ],
        };
        let day = self.ago(800);
        let recorded = RecordDocument { document_kind: kind, lines, ..sale(account, day, amount_minor) };
        self.documents.push((account, recorded.document, day));
        Command::RecordDocument(recorded)
    }

    fn reversal(&mut self) -> Option<Command> {
        let documents = self.documents.clone();
        let (account, reverses, day) = self.one_of(&documents)?;
        let number = id::<AccountId>().to_string();
        let reason = "Booked twice".to_owned();
        Some(Command::ReverseDocument(ReverseDocument { document: id(), reverses, account, day, number, reason }))
    }

    fn contract(&mut self) -> Option<Command> {
        let known = self.contracts.clone();
        if self.below(2) == 0 {
            let (from_day, account) = (self.ago(400), self.account());
            let days = i64::try_from(self.below(500)).unwrap();
            let to_day = (days > 20).then(|| from_day.checked_add(days.days()).unwrap());
            let made = Contract { id: id(), account, name: "Frame".into(), from_day, to_day, ..Contract::default() };
            self.contracts.push(made.clone());
            return Some(keep(&made));
        }
        let one = self.one_of(&known)?;
        if self.below(2) == 0 {
            return Some(Command::Keep(Keep::one(Some(one.account), Wish::of_removal(&one))));
        }
        let after = Contract { to_day: Some(today(&self.firm).checked_add(9.days()).unwrap()), ..one.clone() };
        Some(Command::Keep(Keep::one(Some(one.account), Wish::of_edit(&one, &after)?)))
    }

    fn partnership(&mut self) -> Option<Command> {
        let (known, partners) = (self.partnerships.clone(), self.partners.clone());
        if self.below(3) > 0 {
            let (account, partner) = (self.account(), self.one_of(&partners)?.id);
            let made = Partnership { id: id(), account, partner, ..Partnership::default() };
            self.partnerships.push(made.clone());
            return Some(keep(&made));
        }
        let one = self.one_of(&known)?;
        Some(Command::Keep(Keep::one(Some(one.account), Wish::of_removal(&one))))
    }

    fn investment(&mut self) -> Option<Command> {
        let known = self.investments.clone();
        if self.below(3) > 0 {
            let (side, kind) = (self.one_of(Side::ALL)?, self.one_of(InvestmentKind::ALL)?);
            let (account, day, amount_minor) = (self.account(), self.ago(300), 5_000);
            let made = Investment { id: id(), account, side, kind, amount_minor, day, ..Investment::default() };
            self.investments.push(made.clone());
            return Some(keep(&made));
        }
        let one = self.one_of(&known)?;
        Some(Command::Keep(Keep::one(Some(one.account), Wish::of_removal(&one))))
    }

    fn estimate(&mut self) -> Command {
        let families = self.families.clone();
        let (account, family, from_day) = (self.account(), self.one_of(&families).unwrap().id, self.ago(90));
        let yearly_minor = (self.below(4) > 0).then_some(800_000);
        let id: WalletEstimateId = id();
        keep(&WalletEstimate {
            id,
            account,
            family,
            from_day,
            yearly_minor,
            source: "Said".into(),
            ..Default::default()
        })
    }

    /// A command by chance, and which of the hands sends it; none where there is nothing to do it to.
    fn command(&mut self) -> Option<(usize, Command)> {
        let by = self.below(self.hands.len());
        let command = match self.below(20) {
            0..5 => self.document(),
            5 => self.reversal()?,
            6 | 7 => self.contract()?,
            8 => self.partnership()?,
            9 | 10 => self.investment()?,
            11 => self.estimate(),
            12..15 => Command::AddNote(AddNote { note: id(), account: self.account(), text: "Rang".into() }),
            15 | 16 => {
                let entries = self.entries.clone();
                let (by, entry) = self.one_of(&entries)?;
                return Some((by, Command::Undo(Undo { entry, answer: id() })));
            }
            17 => {
                let (products, families) = (self.products.clone(), self.families.clone());
                let (product, family) = (self.one_of(&products)?, self.one_of(&families)?);
                let known = self.products.iter_mut().find(|one| one.id == product.id)?;
                known.family = family.id;
                let after = known.clone();
                Command::Keep(Keep::one(None, Wish::of_edit(&product, &after)?))
            }
            18 => {
                let account = id();
                self.accounts.push(account);
                crate::support::firm::create(account, "Another", None)
            }
            _ => {
                let day = (self.below(2) == 0).then(|| self.ago(200));
                Command::SetReportingDate(SetReportingDate { day })
            }
        };
        Some((by, command))
    }

    /// A few commands at once, some of which may be refused.
    async fn send(&mut self) {
        let Some((by, first)) = self.command() else { return };
        let mut commands = vec![first];
        for _ in 0..self.below(3) {
            commands.extend(self.command().filter(|(other, _)| *other == by).map(|(_, command)| command));
        }
        let packed: Vec<Value> = commands.iter().map(packed).collect();
        let receipts = self.firm.receipts(&self.hands[by], &packed).await;
        self.entries.extend(receipts.iter().filter_map(|receipt| Some((by, receipt.seq?))));
    }

    /// A file with customers of its own and one that is known, or one of the files taken back.
    async fn file(&mut self) {
        let imports = self.imports.clone();
        if self.below(2) == 0 && !imports.is_empty() {
            let at = self.below(imports.len());
            take_out(&self.firm, self.imports.remove(at)).await;
            return;
        }
        self.files += 1;
        let at = self.files;
        let (early, late) = (self.ago(500), self.ago(60));
        let import = if self.below(2) == 0 {
            let rows =
                format!("number,customer,date,net,name\nF{at}-1,K,{early},10,K\nF{at}-2,K{at},{late},7,Of a file\n");
            take_in(&self.firm, "transactions", rows).await
        } else {
            let rows =
                format!("F{at},K,{late},P1,1,5,K\nF{at},K,{late},P2,1,6,K\nG{at},K{at},{early},P0,2,9,Of lines\n");
            take_in(&self.firm, "lines", format!("number,customer,date,product,quantity,amount,name\n{rows}")).await
        };
        self.imports.push(import);
    }

    /// Time passes: a day, or months.
    async fn wait(&mut self) {
        self.days_ahead += 1 + i64::try_from(self.below(40)).unwrap();
        self.firm.house.server.engine.clock().set_ahead(SignedDuration::from_hours(24 * self.days_ahead));
        if self.below(2) == 0 {
            self.firm.house.server.engine.look_at_all().await.unwrap();
        }
    }

    /// Holds what is kept and what is read against the records, and some of it against a second way of counting. Gives how much is kept.
    async fn check(&self, told: &mut BTreeSet<Fact>) -> usize {
        let server = &self.firm.house.server;
        let mut connection = server.database.acquire().await.unwrap();
        let (says, kept) = assert_known(&mut connection, self.firm.workspace, server.engine.clock()).await;
        let locked = store::workspace::load(&mut connection, self.firm.workspace).await.unwrap().unwrap();
        let counted: Vec<(uuid::Uuid, i64, i64, i64, i64)> = sqlx::query_as(SECOND_WAY)
            .bind(jiff_sqlx::ToSqlx::to_sqlx(today(&self.firm)))
            .bind(jiff_sqlx::ToSqlx::to_sqlx(locked.workspace.reports_to(today(&self.firm))))
            .fetch_all(&self.pool)
            .await
            .unwrap();
        let counted: BTreeMap<AccountId, [i64; 4]> = counted
            .into_iter()
            .map(|(id, sales, colleagues, partners, families)| (AccountId(id), [sales, colleagues, partners, families]))
            .collect();
        for (account, facts) in &says {
            let of = [Fact::SalesTtm, Fact::ColleaguesInContact, Fact::PartnerOrganisations, Fact::FamiliesBought];
            assert_eq!(of.map(|fact| facts.get(&fact).copied().unwrap_or_default()), counted[account]);
            told.extend(facts.iter().map(|(fact, _)| *fact));
        }
        kept
    }
}

const SECOND_WAY: &str = "
    with sale as (
        select * from document
        where kind = 'sale' and reverses_id is null and day > ($2::date - interval '1 year')::date and day <= $2
            and id not in (select reverses_id from document where reverses_id is not null and day <= $2)
    )
    select id,
        (select count(*) from sale where account_id = account.id),
        (select count(distinct author_id) from note where account_id = account.id and at::date >= $1::date - 90),
        (select count(*) from partnership where account_id = account.id),
        (select count(distinct family_id) from sale
            join document_line on document_id = sale.id join product on product.id = product_id
            where sale.account_id = account.id)
    from account";

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_kept_is_what_the_records_say_whatever_happens(pool: PgPool) {
    let asked = std::env::var("KNOWN_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = asked.unwrap_or_else(|| getrandom::u64().unwrap());
    println!("KNOWN_SEED={seed}");
    let mut walk = Walk::begin(pool, seed).await;
    let (mut told, mut kept) = (BTreeSet::new(), 0);
    for _ in 0..STEPS {
        match walk.below(14) {
            0 => walk.file().await,
            1 => walk.wait().await,
            _ => walk.send().await,
        }
        kept += usize::from(walk.check(&mut told).await > 0);
    }
    assert!(kept > STEPS / 2, "it was no test: kept {kept} times of {STEPS}");
    assert!(walk.days_ahead > 0 && walk.files > 0 && walk.entries.len() > STEPS / 2, "it was no test");
    let sources = [Fact::TenureMonths, Fact::WalletMinor, Fact::FamiliesBought, Fact::JointInvestments];
    assert!(sources.iter().all(|fact| told.contains(fact)), "it was no test: {told:?}");
}
