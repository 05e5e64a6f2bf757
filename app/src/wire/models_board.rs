//! Where accounts stand on the categorization models, all four side by side.

use serde::{Deserialize, Serialize};

use super::models_page::ModelName;
use domain::{
    categorization::{BOARDS, CategorizationModel, Models},
    day::Day,
    ids::{AccountId, PersonId, Seq},
    money::Currency,
    ratio::Ratio,
};

/// What a board of the models is about: it stands beside every one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BoardAsked {
    /// The business day of which it tells: by what holds from that day or earlier.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub as_of: Day,
    /// The day by whose end it had to be recorded; none where all counts that is recorded by now.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(default, with = "domain::day::text_or_none", skip_serializing_if = "Option::is_none")]
    pub known_on: Option<Day>,
    /// The last entry of the log that counts.
    pub seq: Seq,
    /// The last of the twelve months whose revenue is told, and by whose trade evidence is told.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub to: Day,
    /// Which accounts: `all`, `line:ID`, `segment:NAME`, `country:NAME` or `group:ID`.
    pub scope: String,
    /// Whether the reader sees every account of the workspace.
    pub whole: bool,
    /// The currency of all amounts.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
}

/// Where accounts stand on the models: the answer to `GET /api/v1/boards/models`.
///
/// It is made of columns, so that ten thousand accounts travel and are read fast: the n-th of each list belongs to the n-th account, and
/// a number in place of a cell, a person or a day is its place in the list of those. Ratios are exact, as fractions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelsBoard {
    /// What it is about.
    #[serde(flatten)]
    pub asked: BoardAsked,
    /// The people that are named, each once.
    pub people: Vec<PersonId>,
    /// The days that are named, each once.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub days: Vec<String>,
    /// The accounts, by their ids.
    pub accounts: AccountsOnBoard,
    /// The models, in the order in which people read them.
    pub models: Vec<ModelColumns>,
    /// How far the depths that the models tell lie apart; null where fewer than two tell one.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Option<String>>))]
    pub spread: Vec<Option<Ratio>>,
    /// The places of the accounts about which the models disagree.
    pub disagree: Vec<usize>,
    /// Of those that are worth a deeper relationship than there is.
    pub under_developed: Vec<usize>,
    /// Of those for which more is done than they repay.
    pub over_served: Vec<usize>,
}

/// The accounts of a board.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountsOnBoard {
    /// Their ids.
    pub id: Vec<AccountId>,
    /// Their names.
    pub name: Vec<String>,
    /// Who leads each, by their place among the people; null is nobody.
    pub owner: Vec<Option<usize>>,
    /// What each brought in the twelve months, in minor units.
    pub revenue_ttm_minor: Vec<i64>,
}

/// Where the accounts stand on one model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelColumns {
    /// The model.
    pub model: String,
    /// Its edition that holds now. What was assessed by an earlier one is computed by that.
    pub version: i64,
    /// Its cells, and those of earlier editions in which an account stands or is computed to be.
    pub cells: Vec<String>,
    /// Its leanings.
    pub leanings: Vec<String>,
    /// The cell to which scores or evidence lead; null where neither does.
    pub computed: Vec<Option<usize>>,
    /// The value on each axis of the model, one list for each; null where nothing of it was scored.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Vec<Option<String>>>))]
    pub point: Vec<Vec<Option<Ratio>>>,
    /// How much of the weights was scored, in whole percent, rounded down; null where nothing was, and on a ladder.
    pub complete_percent: Vec<Option<i64>>,
    /// Who leans, and how: places of accounts, each with that of a leaning.
    pub leans: Vec<(usize, usize)>,
    /// The cell in which somebody placed it; null where nobody did.
    pub placed: Vec<Option<usize>>,
    /// The places of the accounts whose placement a director confirmed, or decided.
    pub confirmed: Vec<usize>,
    /// Who placed it, by their place among the people.
    pub by: Vec<Option<usize>>,
    /// From which day, by its place among the days.
    pub day: Vec<Option<usize>>,
    /// How deep the relationship is, from 0 to 1; null where the model does not say, or it is not known.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Option<String>>))]
    pub depth: Vec<Option<Ratio>>,
}

/// Where one account stands on one model, read from the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnModel<'a> {
    /// The cell to which scores or evidence lead.
    pub computed: Option<&'a str>,
    /// The value on each axis.
    pub point: Vec<Option<Ratio>>,
    /// How much of the weights was scored, in whole percent.
    pub complete_percent: Option<i64>,
    /// How it leans.
    pub leanings: Vec<&'a str>,
    /// Where somebody placed it.
    pub placed: Option<PlacedOn<'a>>,
    /// How deep the relationship is.
    pub depth: Option<Ratio>,
}

/// Where somebody placed an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedOn<'a> {
    /// The cell.
    pub cell: &'a str,
    /// Whether a director confirmed or decided it.
    pub confirmed: bool,
    /// Who placed it.
    pub by: Option<PersonId>,
    /// From which day.
    pub day: Option<&'a str>,
}

impl OnModel<'_> {
    /// The cell in which it stands: where it was placed, else where it was computed to be.
    pub fn cell(&self) -> Option<&str> {
        self.placed.map(|placed| placed.cell).or(self.computed)
    }

    /// Whether it was placed elsewhere than computed.
    pub fn differs(&self) -> bool {
        let both = self.placed.map(|placed| placed.cell).zip(self.computed);
        both.is_some_and(|(placed, computed)| placed != computed)
    }
}

impl ModelsBoard {
    /// How many accounts it tells of.
    pub fn len(&self) -> usize {
        self.accounts.id.len()
    }

    /// Whether it tells of none.
    pub fn is_empty(&self) -> bool {
        self.accounts.id.is_empty()
    }

    /// The place of an account; none where it is not on the board.
    pub fn place(&self, account: AccountId) -> Option<usize> {
        self.accounts.id.binary_search(&account).ok()
    }

    /// The columns of a model.
    pub fn model(&self, id: &str) -> Option<&ModelColumns> {
        self.models.iter().find(|columns| columns.model == id)
    }

    /// Where the account of a place stands on a model.
    pub fn on<'a>(&'a self, model: &'a ModelColumns, place: usize) -> OnModel<'a> {
        let cell = |cells: &[Option<usize>]| {
            let at = cells.get(place).copied().flatten()?;
            model.cells.get(at).map(String::as_str)
        };
        let at = |places: &[Option<usize>]| places.get(place).copied().flatten();
        let leans = model.leans.iter().filter(|(of, _)| *of == place);
        let placed = cell(&model.placed).map(|cell| PlacedOn {
            cell,
            confirmed: model.confirmed.binary_search(&place).is_ok(),
            by: at(&model.by).and_then(|by| self.people.get(by).copied()),
            day: at(&model.day).and_then(|day| self.days.get(day)).map(String::as_str),
        });
        OnModel {
            computed: cell(&model.computed),
            point: model.point.iter().map(|axis| axis.get(place).copied().flatten()).collect(),
            complete_percent: model.complete_percent.get(place).copied().flatten(),
            leanings: leans.filter_map(|(_, leaning)| model.leanings.get(*leaning).map(String::as_str)).collect(),
            placed,
            depth: model.depth.get(place).copied().flatten(),
        }
    }
}

/// What the page of the boards of the models shows first: the models, and what their cells add up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelsBoardPart {
    /// What it is about.
    #[serde(flatten)]
    pub asked: BoardAsked,
    /// How many accounts it is about.
    pub accounts: usize,
    /// What they brought in the twelve months, in minor units.
    pub total_minor: i64,
    /// The models, in the order in which people read them.
    pub models: Vec<ModelSums>,
    /// The models beside the four, each of which can be shown alone.
    #[serde(default)]
    pub beside: Vec<ModelName>,
    /// About how many accounts the models disagree.
    pub disagree: usize,
    /// How many are worth a deeper relationship than there is.
    pub under_developed: usize,
    /// For how many more is done than they repay.
    pub over_served: usize,
}

/// A model with what its cells add up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelSums {
    /// The model as its board draws it: axes, cells, leanings. What is scored, and what else is said of its cells, comes with
    /// `GET /api/v1/models`.
    pub model: CategorizationModel,
    /// Its cells, in its order.
    pub cells: Vec<CellSum>,
    /// How many accounts stand nowhere: neither placed nor computed.
    pub nowhere: usize,
    /// What those brought, in minor units.
    pub nowhere_minor: i64,
}

/// What a cell adds up to: the accounts that were placed there, or, where nobody placed them, were computed to be there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CellSum {
    /// The cell.
    pub cell: String,
    /// How many accounts.
    pub count: usize,
    /// What they brought in the twelve months, in minor units.
    pub revenue_minor: i64,
    /// What part of all that is; null where all of it is nothing.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub share: Option<Ratio>,
    /// How many of them somebody placed there.
    pub placed: usize,
    /// How many of those a director confirmed, or decided.
    pub confirmed: usize,
}

impl ModelsBoardPart {
    /// What a board adds up to, by these models, of which `shipped` came with the program.
    pub fn of(board: &ModelsBoard, models: &Models, shipped: &Models) -> Self {
        let revenue = &board.accounts.revenue_ttm_minor;
        let total_minor = revenue.iter().sum();
        let model = |columns: &ModelColumns| {
            Some(ModelSums::of(board, columns, models.edition(&columns.model, columns.version)?, total_minor))
        };
        let is_beside = |model: &&CategorizationModel| !model.template && !BOARDS.contains(&model.id.as_str());
        let beside = models.in_order().filter(is_beside);
        Self {
            asked: board.asked.clone(),
            accounts: board.len(),
            total_minor,
            models: board.models.iter().filter_map(model).collect(),
            beside: beside.map(|model| ModelName::of(model, shipped)).collect(),
            disagree: board.disagree.len(),
            under_developed: board.under_developed.len(),
            over_served: board.over_served.len(),
        }
    }
}

impl ModelSums {
    fn of(board: &ModelsBoard, columns: &ModelColumns, model: &CategorizationModel, total_minor: i64) -> Self {
        let mut cells: Vec<CellSum> =
            columns.cells.iter().map(|cell| CellSum { cell: cell.clone(), ..CellSum::default() }).collect();
        let (mut nowhere, mut nowhere_minor) = (0, 0);
        for (place, revenue_minor) in board.accounts.revenue_ttm_minor.iter().enumerate() {
            let placed = columns.placed.get(place).copied().flatten();
            let stands = placed.or_else(|| columns.computed.get(place).copied().flatten());
            match stands.and_then(|at| cells.get_mut(at)) {
                Some(sum) => {
                    sum.count += 1;
                    sum.revenue_minor += revenue_minor;
                    sum.placed += usize::from(placed.is_some());
                    sum.confirmed += usize::from(columns.confirmed.binary_search(&place).is_ok());
                }
                None => {
                    nowhere += 1;
                    nowhere_minor += revenue_minor;
                }
            }
        }
        for sum in &mut cells {
            sum.share = Ratio::of(sum.revenue_minor, total_minor);
        }
        Self { model: drawn(model), cells, nowhere, nowhere_minor }
    }
}

/// A model as its board draws it.
fn drawn(model: &CategorizationModel) -> CategorizationModel {
    let mut drawn = CategorizationModel { criteria: Vec::new(), context: Vec::new(), ..model.clone() };
    drawn.cells.iter_mut().for_each(|cell| cell.details.clear());
    drawn
}
