//! What was seeded, found again in the database by its names.

use std::collections::VecDeque;
use std::sync::Arc;

use domain::ids::{AccountId, PersonId, PlacementId, WorkspaceId};
use domain::placement::Stage;
use server::auth::token;
use server::store::Database;
use uuid::Uuid;

/// The accounts of the boards that are measured.
pub const BOARDS: [usize; 4] = [200, 1_000, 4_000, 10_000];
/// The accounts of a board on which commands are sent without end; the others stay as they are for whoever looks at them.
pub const HOT: usize = 1_001;
/// How many small workspaces there are.
pub const HOUSES: usize = 1_000;

/// What a board's workspace is called.
pub fn board_name(accounts: usize) -> String {
    format!("Board of {accounts}")
}

/// What a small workspace is called.
pub fn house_name(number: usize) -> String {
    format!("House {number}")
}

/// A workspace with a director of it, and a token of theirs.
#[derive(Clone)]
pub struct House {
    /// Which one.
    pub workspace: WorkspaceId,
    /// Who acts.
    pub director: PersonId,
    /// The line of a request's head that lets them in.
    pub head: Arc<str>,
}

/// A card on its way over a board.
pub struct Card {
    /// Its workspace and who moves it.
    pub house: House,
    /// Which account.
    pub account: AccountId,
    /// By which placement it stands, and where.
    pub stands: Option<(PlacementId, Stage)>,
    /// How often something was done with it.
    pub turns: usize,
}

/// The workspace of a board.
pub async fn board(database: &Database, accounts: usize) -> anyhow::Result<House> {
    let found = houses(database, &board_name(accounts)).await?;
    found.into_iter().next().ok_or_else(|| anyhow::anyhow!("the board of {accounts} was not seeded"))
}

/// The small workspaces, as many as are asked for.
pub async fn small(database: &Database, count: usize) -> anyhow::Result<Vec<House>> {
    let mut found = houses(database, "House %").await?;
    anyhow::ensure!(found.len() >= count, "only {} small workspaces were seeded", found.len());
    found.truncate(count);
    Ok(found)
}

async fn houses(database: &Database, names: &str) -> anyhow::Result<Vec<House>> {
    let mut connection = database.acquire().await?;
    let rows: Vec<(Uuid, Uuid)> = sqlx::query_as(
        "select workspace.workspace_id, person.id
         from workspace join person on person.workspace_id = workspace.workspace_id
         where workspace.name like $1 and 'agency_director' = any(person.roles)
         order by workspace.workspace_id",
    )
    .bind(names)
    .fetch_all(&mut *connection)
    .await?;
    let mut houses = Vec::new();
    for (workspace, director) in rows {
        let (workspace, director) = (workspace.into(), director.into());
        let token = token::make(&mut connection, workspace, director).await?;
        houses.push(House { workspace, director, head: format!("authorization: Bearer {token}\r\n").into() });
    }
    Ok(houses)
}

/// The cards of these workspaces, dealt so that neighbours are of different workspaces.
pub async fn cards(database: &Database, houses: &[House]) -> anyhow::Result<VecDeque<Card>> {
    let mut connection = database.acquire().await?;
    let mut hands: Vec<Vec<Card>> = Vec::new();
    for house in houses {
        let rows: Vec<(Uuid, Option<Uuid>, Option<String>)> = sqlx::query_as(
            "select account.id, stands.id, stands.cell
             from account left join lateral (
                 select id, cell from placement
                 where placement.workspace_id = account.workspace_id and placement.account_id = account.id
                 order by day desc, recorded desc, id desc limit 1
             ) stands on true
             where account.workspace_id = $1",
        )
        .bind(house.workspace.0)
        .fetch_all(&mut *connection)
        .await?;
        let card = |(account, placement, cell): (Uuid, Option<Uuid>, Option<String>)| Card {
            house: house.clone(),
            account: account.into(),
            stands: placement.map(PlacementId).zip(cell.as_deref().and_then(Stage::of_word)),
            turns: 0,
        };
        hands.push(rows.into_iter().map(card).collect());
    }
    let mut dealt = VecDeque::new();
    while hands.iter().any(|hand| !hand.is_empty()) {
        dealt.extend(hands.iter_mut().filter_map(Vec::pop));
    }
    Ok(dealt)
}

/// The last entry of a workspace's log.
pub async fn seq(database: &Database, workspace: WorkspaceId) -> anyhow::Result<i64> {
    let mut connection = database.acquire().await?;
    let found = server::store::workspace::load(&mut connection, workspace).await?;
    found.map(|found| found.seq).ok_or_else(|| anyhow::anyhow!("the workspace is gone"))
}
