//! Reports on trade, fetched when their page asks for other figures than it came with.

use serde::{Deserialize, de::DeserializeOwned};

use super::fetch::{self, Trouble};
use crate::{
    paths,
    wire::{PageData, PagePart, json, report::Ranked},
};

/// The figures of the page of a report at an address.
pub async fn page<T: DeserializeOwned>(path: &str) -> Result<T, Trouble> {
    match fetch::get::<PageData>(&paths::page_data(path)).await?.part {
        PagePart::Report(part) => part.read().map_err(|_| Trouble::Offline),
        _ => Err(Trouble::Missing),
    }
}

/// What is read of a ranking: what it is about, the page says already.
#[derive(Deserialize)]
struct Ranking {
    accounts: Vec<Ranked>,
}

/// What each account brought, as the query of the page asks.
pub async fn ranking(query: &str) -> Result<Vec<Ranked>, Trouble> {
    let answer = fetch::get_text(paths::ranking(query)).await?;
    json::read::<Ranking>(&answer).map(|ranking| ranking.accounts).map_err(|_| Trouble::Offline)
}
