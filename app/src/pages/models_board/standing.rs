//! Where the accounts of the board stand, cell by cell, with what was narrowed left out and what was just done laid over it.

use std::sync::Arc;

use domain::{day::Day, ids::AccountId, order::sorted, placement::PlacementState, ratio::Ratio};

use crate::{
    client::models_board::Laid,
    wire::models_board::{ModelColumns, ModelSums, ModelsBoard, ModelsBoardPart},
};

/// How an account came to stand in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A director confirmed or decided it.
    Confirmed,
    /// Somebody placed it.
    Placed,
    /// Nobody placed it; the figures put it there.
    Computed,
}

/// Where one account stands on a model, by the places of the model's cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct One {
    /// The cell in which somebody placed it.
    pub placed: Option<usize>,
    /// The cell in which the figures put it.
    pub computed: Option<usize>,
    /// Whether a director confirmed or decided it.
    pub confirmed: bool,
}

impl One {
    /// The cell in which it stands.
    pub fn cell(self) -> Option<usize> {
        self.placed.or(self.computed)
    }

    /// How it came to stand there.
    pub fn sign(self) -> Sign {
        match (self.placed, self.confirmed) {
            (None, _) => Sign::Computed,
            (Some(_), true) => Sign::Confirmed,
            (Some(_), false) => Sign::Placed,
        }
    }

    /// The cell in which the figures put it, where it stands in another one.
    pub fn elsewhere(self) -> Option<usize> {
        self.computed.filter(|computed| self.placed.is_some_and(|placed| placed != *computed))
    }
}

/// The accounts of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InCell {
    /// What they brought in the twelve months, in minor units.
    pub revenue_minor: i64,
    /// How many there are; known before their names are.
    pub count: usize,
    /// What part of all that is.
    pub share: Option<Ratio>,
    /// Their places on the board, what brought most first.
    pub members: Vec<usize>,
    /// The places of those that the figures put there and that stand elsewhere.
    pub ghosts: Vec<usize>,
}

/// The accounts on one model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnOneModel {
    /// Its cells, in their order.
    pub cells: Vec<InCell>,
    /// Those that stand nowhere.
    pub nowhere: InCell,
    ones: Vec<One>,
}

impl OnOneModel {
    /// Where the account of a place stands.
    pub fn one(&self, place: usize) -> One {
        self.ones.get(place).copied().unwrap_or_default()
    }
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The board; none before it has come: then only what cells add up to is known.
    pub board: Option<Arc<ModelsBoard>>,
    /// The models, in the order of the board; a model on which nothing changed is the same one as before.
    pub models: Vec<Arc<OnOneModel>>,
    /// The models with their cells; none before the board has come.
    part: Option<Arc<ModelsBoardPart>>,
    /// What was laid over the board.
    laid: Vec<Laid>,
    /// The places of all accounts, what brought most first.
    order: Arc<Vec<usize>>,
    /// Those of them with what was narrowed left out.
    pub places: Vec<usize>,
    /// The last of the twelve months of which revenue is told.
    pub to: Day,
    /// How many accounts there are with what was narrowed left out, and what they brought.
    pub count: usize,
    /// In minor units.
    pub revenue_minor: i64,
    /// The most that one of them brought.
    pub largest_minor: i64,
    /// Counts up where more is another than what was laid over the board.
    pub number: usize,
}

impl Standing {
    /// What is known before the accounts have come.
    pub fn of_sums(part: &ModelsBoardPart) -> Self {
        let cells = |sums: &ModelSums| {
            let cell = |sum: &crate::wire::models_board::CellSum| InCell {
                revenue_minor: sum.revenue_minor,
                count: sum.count,
                share: sum.share,
                ..InCell::default()
            };
            let nowhere = InCell {
                revenue_minor: sums.nowhere_minor,
                count: sums.nowhere,
                share: Ratio::of(sums.nowhere_minor, part.total_minor),
                ..InCell::default()
            };
            Arc::new(OnOneModel { cells: sums.cells.iter().map(cell).collect(), nowhere, ones: Vec::new() })
        };
        let models = part.models.iter().map(cells).collect();
        let (count, revenue_minor) = (part.accounts, part.total_minor);
        let (order, places, laid, to) = (Arc::default(), Vec::new(), Vec::new(), part.asked.to);
        let largest_minor = 0;
        Self {
            board: None,
            part: None,
            models,
            laid,
            order,
            places,
            to,
            count,
            revenue_minor,
            largest_minor,
            number: 0,
        }
    }

    /// Where the accounts stand that a filter lets through. Of what stood before, the models on which nothing changed are taken over: whoever
    /// drops an account on one model waits for that one.
    pub fn of(
        before: Option<&Self>,
        part: &Arc<ModelsBoardPart>,
        board: &Arc<ModelsBoard>,
        laid: &[Laid],
        lets: &dyn Fn(usize) -> bool,
    ) -> Self {
        let revenue = &board.accounts.revenue_ttm_minor;
        let brought = |place: usize| revenue.get(place).copied().unwrap_or_default();
        let order = before.filter(|before| before.is_over(board)).map(|before| Arc::clone(&before.order));
        let order = order.unwrap_or_else(|| Arc::new(by_revenue(board)));
        let shown: Vec<usize> = order.iter().copied().filter(|place| lets(*place)).collect();
        let revenue_minor = shown.iter().map(|place| brought(*place)).sum();
        let number = before.map_or(0, |before| before.number);
        let before = before.filter(|before| before.is_of(part, board, &shown));
        let stays = |at: usize, model: &str| {
            let before = before.filter(|before| on(&before.laid, model).eq(on(laid, model)))?;
            before.models.get(at).cloned()
        };
        let of_model = |(at, sums): (usize, &ModelSums)| {
            if let Some(stays) = stays(at, &sums.model.id) {
                return stays;
            }
            let ones = ones(sums, board, laid);
            let mut cells: Vec<InCell> = sums.cells.iter().map(|_| InCell::default()).collect();
            let mut nowhere = InCell::default();
            for place in &shown {
                let one = ones.get(*place).copied().unwrap_or_default();
                let cell = one.cell().and_then(|at| cells.get_mut(at)).unwrap_or(&mut nowhere);
                cell.count += 1;
                cell.revenue_minor += brought(*place);
                cell.members.push(*place);
                if let Some(ghost) = one.elsewhere().and_then(|at| cells.get_mut(at)) {
                    ghost.ghosts.push(*place);
                }
            }
            for cell in cells.iter_mut().chain([&mut nowhere]) {
                cell.share = Ratio::of(cell.revenue_minor, revenue_minor);
            }
            Arc::new(OnOneModel { cells, nowhere, ones })
        };
        Self {
            models: part.models.iter().enumerate().map(of_model).collect(),
            part: Some(Arc::clone(part)),
            laid: laid.to_vec(),
            count: shown.len(),
            revenue_minor,
            largest_minor: shown.first().map_or(0, |first| brought(*first)),
            order,
            places: shown,
            number: if before.is_some() { number } else { number + 1 },
            to: board.asked.to,
            board: Some(Arc::clone(board)),
        }
    }

    /// Whether it is of these models and of this board, of which these places are shown.
    fn is_of(&self, part: &Arc<ModelsBoardPart>, board: &Arc<ModelsBoard>, shown: &[usize]) -> bool {
        let is_part = self.part.as_ref().is_some_and(|own| Arc::ptr_eq(own, part));
        is_part && self.is_over(board) && self.places == shown
    }

    fn is_over(&self, board: &Arc<ModelsBoard>) -> bool {
        self.board.as_ref().is_some_and(|own| Arc::ptr_eq(own, board))
    }

    /// Whether a model, by its place, is drawn from this as from another one.
    pub fn is_drawn_as(&self, other: &Self, at: usize) -> bool {
        let is_same = |models: (&Arc<OnOneModel>, &Arc<OnOneModel>)| Arc::ptr_eq(models.0, models.1);
        let boards = (self.board.as_ref(), other.board.as_ref());
        self.models.get(at).zip(other.models.get(at)).is_some_and(is_same)
            && matches!(boards, (Some(own), Some(other)) if Arc::ptr_eq(own, other))
    }
}

/// The places of all accounts, what brought most first.
fn by_revenue(board: &ModelsBoard) -> Vec<usize> {
    let brought = |place: usize| board.accounts.revenue_ttm_minor.get(place).copied().unwrap_or_default();
    let all: Vec<usize> = (0..board.len()).collect();
    sorted(&all, &|a, b| brought(*b).cmp(&brought(*a))).into_iter().copied().collect()
}

/// What is laid over a model: which accounts, in which cells, and what is said of that.
fn on<'a>(laid: &'a [Laid], model: &'a str) -> impl Iterator<Item = (AccountId, &'a str, PlacementState)> {
    laid.iter().filter(move |laid| laid.model == model).map(|laid| (laid.account, laid.cell.as_str(), laid.says))
}

/// Where each account of a board stands on a model.
pub fn ones(sums: &ModelSums, board: &ModelsBoard, laid: &[Laid]) -> Vec<One> {
    let Some(columns) = board.model(&sums.model.id) else { return vec![One::default(); board.len()] };
    let own: Vec<Option<usize>> = columns.cells.iter().map(|cell| place_of(sums, cell)).collect();
    let cell = |cells: &[Option<usize>], place: usize| {
        let at = cells.get(place).copied().flatten()?;
        own.get(at).copied().flatten()
    };
    let one = |place: usize| One {
        placed: cell(&columns.placed, place),
        computed: cell(&columns.computed, place),
        confirmed: is_confirmed(columns, place),
    };
    let mut ones: Vec<One> = (0..board.len()).map(one).collect();
    for laid in laid.iter().filter(|laid| laid.model == sums.model.id) {
        if let Some(one) = board.place(laid.account).and_then(|place| ones.get_mut(place)) {
            match laid.says {
                PlacementState::Proposed => (one.placed, one.confirmed) = (place_of(sums, &laid.cell), false),
                PlacementState::Confirmed => one.confirmed = true,
                // Where it stands by that, the board tells that comes next.
                PlacementState::Refused | PlacementState::Withdrawn => {}
            }
        }
    }
    ones
}

/// The place of a cell among those of its model.
pub fn place_of(sums: &ModelSums, cell: &str) -> Option<usize> {
    sums.cells.iter().position(|known| known.cell == cell)
}

fn is_confirmed(columns: &ModelColumns, place: usize) -> bool {
    columns.confirmed.binary_search(&place).is_ok()
}
