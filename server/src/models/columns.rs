//! A board of the models, column by column.

use std::collections::HashMap;
use std::hash::Hash;

use app::wire::models_board::{AccountsOnBoard, BoardAsked, ModelColumns, ModelsBoard};
use domain::{
    account::Account,
    assessment::Assessment,
    categorization::{
        BOARDS, CategorizationModel, Expected, Models,
        depth::{self, Mismatch},
        facts::Facts,
        score::Point,
    },
    day::Day,
    ids::{AccountId, PersonId},
    ratio::Ratio,
};

use crate::store::standing::Stands;

/// What is known of accounts, by account and model.
pub struct Said {
    /// What holds of what they were scored.
    pub held: HashMap<(AccountId, String), Assessment>,
    /// Where they were placed.
    pub placed: HashMap<(AccountId, String), Stands>,
}

/// A board as it is written, account after account.
pub struct Columns<'a> {
    models: &'a Models,
    shown: Vec<&'a CategorizationModel>,
    people: Numbered<PersonId>,
    days: Numbered<Day>,
    board: ModelsBoard,
}

/// Things that are named by their places, each once.
struct Numbered<T> {
    places: HashMap<T, usize>,
    things: Vec<T>,
}

impl<T: Copy + Eq + Hash> Numbered<T> {
    fn new() -> Self {
        Self { places: HashMap::new(), things: Vec::new() }
    }

    fn place(&mut self, thing: T) -> usize {
        *self.places.entry(thing).or_insert_with(|| {
            self.things.push(thing);
            self.things.len() - 1
        })
    }
}

/// Where scores or evidence put an account on a model.
#[derive(Default)]
struct Computed {
    cell: Option<String>,
    point: Point,
    complete_percent: Option<i64>,
    leanings: Vec<String>,
}

impl<'a> Columns<'a> {
    /// An empty board of some of these models.
    pub fn of(models: &'a Models, shown: Vec<&'a CategorizationModel>, asked: BoardAsked) -> Self {
        let columns = |model: &&CategorizationModel| ModelColumns {
            model: model.id.clone(),
            version: model.version,
            cells: model.cells.iter().map(|cell| cell.id.clone()).collect(),
            leanings: model.leanings.iter().map(|leaning| leaning.id.clone()).collect(),
            point: vec![Vec::new(); model.axes.len()],
            ..ModelColumns::default()
        };
        let board = ModelsBoard {
            asked,
            people: Vec::new(),
            days: Vec::new(),
            accounts: AccountsOnBoard::default(),
            models: shown.iter().map(columns).collect(),
            spread: Vec::new(),
            disagree: Vec::new(),
            under_developed: Vec::new(),
            over_served: Vec::new(),
        };
        Self { models, shown, people: Numbered::new(), days: Numbered::new(), board }
    }

    /// What it is about.
    pub fn asked(&self) -> &BoardAsked {
        &self.board.asked
    }

    /// The models that it shows.
    pub fn names(&self) -> Vec<String> {
        self.shown.iter().map(|model| model.id.clone()).collect()
    }

    /// Puts an account behind those that are on it.
    pub fn push(&mut self, account: &Account, revenue_ttm_minor: i64, facts: &Facts, said: &Said) {
        let place = self.board.len();
        let owner = account.owner.map(|owner| self.people.place(owner));
        let accounts = &mut self.board.accounts;
        accounts.id.push(account.id);
        accounts.name.push(account.name.clone());
        accounts.owner.push(owner);
        accounts.revenue_ttm_minor.push(revenue_ttm_minor);
        let (mut depths, mut expected) = (Vec::new(), None);
        for at in 0..self.shown.len() {
            let Some(model) = self.shown.get(at).copied() else { continue };
            let key = (account.id, model.id.clone());
            let computed = computed(model, self.models, said.held.get(&key), facts);
            let placed = said.placed.get(&key);
            let cell = placed.map(|placed| placed.cell.as_str()).or(computed.cell.as_deref());
            let depth = model.depth(cell, &computed.point);
            // The four are held side by side; what stands beside them says nothing of that.
            if BOARDS.contains(&model.id.as_str()) {
                depths.extend(depth);
                expected = expected.or(expects(model, cell));
            }
            self.push_on(at, place, computed, placed, depth);
        }
        self.board.spread.push(depth::spread(&depths));
        if depth::disagree(&depths) {
            self.board.disagree.push(place);
        }
        match depth::mismatch(expected, &depths) {
            Some(Mismatch::UnderDeveloped) => self.board.under_developed.push(place),
            Some(Mismatch::OverServed) => self.board.over_served.push(place),
            None => {}
        }
    }

    fn push_on(&mut self, at: usize, place: usize, computed: Computed, placed: Option<&Stands>, depth: Option<Ratio>) {
        let by = placed.map(|placed| self.people.place(placed.by));
        let day = placed.map(|placed| self.days.place(placed.day));
        let Some(columns) = self.board.models.get_mut(at) else { return };
        let cell = computed.cell.map(|cell| place_of(&mut columns.cells, &cell));
        columns.computed.push(cell);
        for (axis, values) in columns.point.iter_mut().enumerate() {
            values.push(computed.point.get(axis).copied().flatten());
        }
        columns.complete_percent.push(computed.complete_percent);
        for leaning in computed.leanings {
            columns.leans.push((place, place_of(&mut columns.leanings, &leaning)));
        }
        let cell = placed.map(|placed| place_of(&mut columns.cells, &placed.cell));
        columns.placed.push(cell);
        if placed.is_some_and(|placed| placed.confirmed) {
            columns.confirmed.push(place);
        }
        columns.by.push(by);
        columns.day.push(day);
        columns.depth.push(depth);
    }

    /// The whole board.
    pub fn board(self) -> ModelsBoard {
        let days = self.days.things.iter().map(ToString::to_string).collect();
        ModelsBoard { people: self.people.things, days, ..self.board }
    }
}

/// The place of a name among others; behind them where it is new, as that of an earlier edition.
fn place_of(names: &mut Vec<String>, name: &str) -> usize {
    names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}

/// What a cell asks of the depth of a relationship.
pub fn expects(model: &CategorizationModel, cell: Option<&str>) -> Option<Expected> {
    model.cell(cell?)?.expects
}

fn computed(model: &CategorizationModel, models: &Models, held: Option<&Assessment>, facts: &Facts) -> Computed {
    if model.is_ladder() {
        let cell = model.step_at(facts).map(|step| step.id.clone());
        return Computed { cell, ..Computed::default() };
    }
    let Some(found) = held.and_then(|held| held.computed(models)) else { return Computed::default() };
    Computed {
        complete_percent: Some(found.percent()),
        cell: found.cell.map(|cell| cell.id.clone()),
        leanings: found.leanings.iter().map(|leaning| leaning.id.clone()).collect(),
        point: found.point,
    }
}

impl Said {
    /// These assessments, and these placements.
    pub fn of(held: Vec<Assessment>, placed: Vec<Stands>) -> Self {
        Self {
            held: held.into_iter().map(|one| ((one.account, one.model.clone()), one)).collect(),
            placed: placed.into_iter().map(|one| ((one.account, one.model.clone()), one)).collect(),
        }
    }
}
