//! Filling an empty database through the store: boards whose accounts have people, placements, trade and next steps, and small workspaces by
//! the thousand.

use std::collections::BTreeSet;

use domain::{
    account::Account,
    command::Command,
    day::Day,
    document::{Document, DocumentKind},
    ids::{ImportId, PersonId, WorkspaceId},
    import::Import,
    money::Currency,
    person::{InvitePerson, OrgRole},
    placement::{Placement, PlacementModel, PlacementState, Stage},
    set::SetOf,
    workspace::FoundWorkspace,
};
use jiff::ToSpan;
use server::auth::{email::Email, password::Hashing};
use server::engine::{Clock, Engine, Sent, Turn};
use server::feed::Feeds;
use server::store::{self, Database};
use sqlx::PgConnection;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::book::{BOARDS, HOT, HOUSES, board_name, house_name};

/// By which the seeded people sign in.
const PASSWORD: &str = "seven herons under a tin roof";
/// Accounts of a small workspace.
const SMALL: usize = 8;
/// Small workspaces that are made at the same time.
const AT_ONCE: usize = 8;

const FIRST: [&str; 20] = [
    "Alder", "Bram", "Cinder", "Dapple", "Elm", "Fen", "Gilder", "Harrow", "Ivel", "Juniper", "Kestrel", "Larch",
    "Mirrel", "Nettle", "Osk", "Pender", "Quill", "Rowan", "Salter", "Tiller",
];
const SECOND: [&str; 16] = [
    "bourne", "combe", "dale", "field", "gate", "holm", "ley", "mere", "ness", "quist", "ridge", "stead", "swyn",
    "vane", "wick", "worth",
];
const THIRD: [&str; 16] = [
    "Foods",
    "Steel",
    "Paper",
    "Media",
    "Trust",
    "Stores",
    "Farms",
    "Timber",
    "Energy",
    "Textiles",
    "Logistics",
    "Pharma",
    "Marine",
    "Optics",
    "Brewing",
    "Group",
];
const COUNTRIES: [&str; 8] =
    ["United Kingdom", "Germany", "Ireland", "Sweden", "Finland", "Netherlands", "Spain", "Poland"];
const SEGMENTS: [&str; 6] = ["Retail", "Industry", "Food", "Public", "Services", "Finance"];
const STEPS: [&str; 8] = [
    "Quarterly review at the mill",
    "Send the frame contract",
    "Ring the office manager again",
    "Visit the new plant",
    "Ask for Easter",
    "Settle the credit note",
    "Lunch with procurement",
    "Renew the yearly agreement",
];
const PEOPLE: [&str; 10] = [
    "Aiko Tan",
    "Pieter Vos",
    "Lucia Roca",
    "Samir Haddad",
    "Greta Lind",
    "Owen Price",
    "Nadia Kral",
    "Jules Marchand",
    "Tomas Berg",
    "Mireille Roy",
];

/// Fills the database.
pub async fn fill(database: &Database) -> anyhow::Result<()> {
    database.migrate().await?;
    let stop = CancellationToken::new();
    let clock = Clock::system();
    let feeds = Feeds::new(database.clone(), clock.clone(), stop.clone());
    let engine = Arc::new(Engine::new(database.clone(), feeds, clock));
    let hash = Hashing::new().hash(PASSWORD.into()).await?;
    for accounts in BOARDS.into_iter().chain([HOT]) {
        seed_board(&engine, accounts, &hash).await?;
    }
    let makers: Vec<_> = (0..AT_ONCE)
        .map(|maker| {
            let engine = Arc::clone(&engine);
            tokio::spawn(async move {
                for number in (maker..HOUSES).step_by(AT_ONCE) {
                    let (workspace, _) = found(&engine, &house_name(number), 0).await?;
                    seed_accounts(&engine, workspace, SMALL, number as u64).await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for maker in makers {
        maker.await??;
    }
    let mut connection = database.acquire().await?;
    sqlx::query("analyze").execute(&mut *connection).await?;
    stop.cancel();
    Ok(())
}

/// A board, whose director and colleagues may sign in: the first of these as `colleague`, the next as `colleague2`.
async fn seed_board(engine: &Engine, accounts: usize, hash: &str) -> anyhow::Result<()> {
    let (workspace, people) = found(engine, &board_name(accounts), PEOPLE.len()).await?;
    let mut turn = engine.begin(workspace).await?;
    let names = ["director".to_owned(), "colleague".to_owned()].into_iter();
    let names = names.chain((2..=PEOPLE.len()).map(|number| format!("colleague{number}")));
    for (name, person) in names.zip(&people) {
        let email = Email::parse(&format!("{name}.{accounts}@board.example"));
        let email = email.ok_or_else(|| anyhow::anyhow!("no address"))?;
        store::credential::write_email(turn.connection(), workspace, *person, &email).await?;
        store::credential::write_password(turn.connection(), workspace, *person, hash).await?;
    }
    turn.commit().await?;
    seed_accounts(engine, workspace, accounts, accounts as u64).await
}

/// A workspace with its director and so many account managers; the first of these is a director too, so that they see the same board.
async fn found(engine: &Engine, name: &str, managers: usize) -> anyhow::Result<(WorkspaceId, Vec<PersonId>)> {
    let workspace = WorkspaceId(Uuid::now_v7());
    let director = PersonId(Uuid::now_v7());
    let mut turn = engine.begin_founding(workspace).await?;
    let command = FoundWorkspace {
        workspace,
        name: name.into(),
        base_currency: currency()?,
        person: director,
        person_name: "Ingrid Halvorsen".into(),
    };
    say(&mut turn, director, Command::FoundWorkspace(command)).await?;
    let mut people = vec![director];
    for (place, name) in PEOPLE.iter().take(managers).enumerate() {
        let role = if place == 0 { OrgRole::AgencyDirector } else { OrgRole::AccountManager };
        let person = PersonId(Uuid::now_v7());
        let invite = InvitePerson { person, name: (*name).into(), roles: [role].into(), superior: Some(director) };
        say(&mut turn, director, Command::InvitePerson(invite)).await?;
        people.push(person);
    }
    turn.commit().await?;
    Ok((workspace, people))
}

async fn say(turn: &mut Turn, actor: PersonId, command: Command) -> anyhow::Result<()> {
    let sent = Sent::by_server(command, turn.now());
    let decided = turn.take(actor, &sent).await?;
    anyhow::ensure!(decided.receipt.seq.is_some(), "not applied: {:?}", decided.receipt);
    Ok(())
}

fn currency() -> anyhow::Result<Currency> {
    Currency::of("GBP").ok_or_else(|| anyhow::anyhow!("no such currency"))
}

/// The accounts of a workspace, with all that hangs on them, in one transaction.
async fn seed_accounts(engine: &Engine, workspace: WorkspaceId, count: usize, seed: u64) -> anyhow::Result<()> {
    let mut turn = engine.begin(workspace).await?;
    let today = engine.clock().today();
    let people: Vec<PersonId> = {
        let found = store::person::load_all(turn.connection(), workspace).await?;
        found.into_iter().map(|person| person.id).collect()
    };
    let by = people.first().copied().unwrap_or_default();
    let import = Import {
        id: ImportId(Uuid::now_v7()),
        by,
        at: turn.now(),
        file_hash: "0".repeat(64),
        imported: count as i64 * 3,
        accounts_created: count as i64,
        unchanged: 0,
        refused: 0,
        currency: currency()?,
        sales_minor: 0,
        credits_minor: 0,
        purchases_minor: 0,
        withdrawn_at: None,
        kept: 0,
    };
    store::import::write(turn.connection(), workspace, &import).await?;
    let mut chance = Chance(seed);
    for place in 0..count {
        let account = account(place, &people, today, &mut chance);
        store::account::write(turn.connection(), workspace, &account).await?;
        seed_placements(turn.connection(), workspace, &account, by, today, &mut chance).await?;
        seed_trade(turn.connection(), workspace, &account, (import.id, place), today, &mut chance).await?;
    }
    turn.settle_all().await?;
    turn.commit().await?;
    Ok(())
}

fn account(place: usize, people: &[PersonId], today: Day, chance: &mut Chance) -> Account {
    let name = format!("{}{} {}", chance.one_of(&FIRST), chance.one_of(&SECOND), chance.one_of(&THIRD));
    let has_step = chance.below(10) < 6;
    Account {
        id: Uuid::now_v7().into(),
        name,
        reference: format!("{}", 20_000 + place * 7),
        country: chance.one_of(&COUNTRIES).into(),
        segment: chance.one_of(&SEGMENTS).into(),
        tags: if chance.below(4) == 0 { ["key client".to_owned()].into() } else { SetOf::new() },
        owner: people.get(chance.below(people.len() + 1)).copied(),
        next_step: if has_step { chance.one_of(&STEPS).into() } else { String::new() },
        next_step_day: has_step.then(|| today.saturating_add((chance.below(60) as i64 - 10).days())),
        parent: None,
    }
}

/// Three of ten wait to be placed; each fourth of the others stood elsewhere before.
async fn seed_placements(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: &Account,
    by: PersonId,
    today: Day,
    chance: &mut Chance,
) -> anyhow::Result<()> {
    let cell = match chance.below(100) {
        0..30 => return Ok(()),
        30..50 => Stage::Pre,
        50..68 => Stage::Early,
        68..82 => Stage::Mid,
        82..91 => Stage::Partnership,
        91..95 => Stage::Synergistic,
        _ => Stage::Uncoupling,
    };
    let before = (chance.below(4) == 0 && cell != Stage::Pre).then_some((Stage::Pre, 300, 1));
    for (cell, ago, recorded) in before.into_iter().chain([(cell, chance.below(200) as i64, 2)]) {
        let placement = Placement {
            id: Uuid::now_v7().into(),
            account: account.id,
            model: PlacementModel::Relationship,
            cell,
            day: today.saturating_sub(ago.days()),
            by,
            reason: if chance.below(5) == 0 { "Second source for one mill.".into() } else { String::new() },
            state: PlacementState::Proposed,
            answers: None,
            recorded,
        };
        store::placement::write(connection, workspace, &placement).await?;
    }
    Ok(())
}

/// Three documents of the last year. A few accounts bring most of the money, as it is in life.
async fn seed_trade(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: &Account,
    (import, place): (ImportId, usize),
    today: Day,
    chance: &mut Chance,
) -> anyhow::Result<()> {
    let usual = 400_000_000 / (chance.below(4_000) as i64 + 10);
    let mut months = BTreeSet::new();
    for number in 0..3 {
        let document = Document {
            id: Uuid::now_v7().into(),
            account: account.id,
            kind: if number == 2 && chance.below(6) == 0 { DocumentKind::Credit } else { DocumentKind::Sale },
            day: today.saturating_sub((chance.below(360) as i64).days()),
            number: format!("S-{}-{number}", 100_000 + place),
            amount_minor: usual + chance.below(90_000) as i64,
            currency: currency()?,
            import: Some(import),
            ..Document::default()
        };
        store::document::write(connection, workspace, &[&document]).await?;
        months.insert(document.day.first_of_month());
    }
    for month in months {
        store::trailing::write_month(connection, workspace, account.id, month).await?;
    }
    Ok(())
}

/// Numbers that look like chance and are the same every time: SplitMix64 (Steele, Lea and Flood, 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 33) as usize % end.max(1)
    }

    fn one_of(&mut self, words: &[&'static str]) -> &'static str {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }
}
