//! What the board of the models has in hand, and what gestures on it come to: an account is looked at, selected, placed.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use domain::{
    categorization::{Cell, Reached},
    day::Day,
    field::Field,
    ids::{AccountId, PersonId, PositionId},
    policy::Action,
    position::PlaceOnModel,
    rejection::Rejection,
    set::SetOf,
};

use super::{
    asked::{Asked, Drawn},
    moved::Stood,
    standing::{One, Standing, place_of},
};
use crate::{
    client::{Workspace, models_board::BoardInHand, step::Way, turns::Turns},
    ui::{Toast, Toasts, tell::tell_rows},
    wire::models_board::{ModelSums, ModelsBoard, ModelsBoardPart},
    words::en::{self, models_board as words},
};

/// Accounts that are to be placed: what *Move to…*, and a drop that needs a reason, ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Which accounts.
    pub accounts: Vec<AccountId>,
    /// On which model.
    pub model: String,
    /// In which cell; none: that is asked.
    pub cell: Option<String>,
    /// What shows them there already.
    pub laid: Vec<PositionId>,
}

/// What all models are drawn from. What lies over the board is none of it: an account that was dropped is drawn at once, on the one model
/// where it went.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// The number of where accounts stand.
    pub standing: usize,
    /// By what they are coloured.
    pub colour: Option<Field>,
    /// As what they are drawn.
    pub drawn: Option<Drawn>,
    /// The board of the day since which moves are told.
    pub earlier: Option<Arc<ModelsBoard>>,
}

impl PartialEq for Drawing {
    fn eq(&self, other: &Self) -> bool {
        let is_same = match (&self.earlier, &other.earlier) {
            (Some(own), Some(other)) => Arc::ptr_eq(own, other),
            (own, other) => own.is_none() && other.is_none(),
        };
        is_same && (self.standing, self.colour, self.drawn) == (other.standing, other.colour, other.drawn)
    }
}

/// What is in hand.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The workspace.
    pub workspace: Workspace,
    /// What the address asks for.
    pub asked: Memo<Asked>,
    /// Goes to another address.
    pub go: Callback<Asked>,
    /// The models with what their cells add up to, as the page came with them.
    pub part: RwSignal<Option<Arc<ModelsBoardPart>>>,
    /// The board.
    pub hand: BoardInHand,
    /// Where the accounts stand.
    pub standing: Memo<Option<Arc<Standing>>>,
    /// The board of the day since which moves are told, once it has come.
    pub earlier: RwSignal<Option<Arc<ModelsBoard>>>,
    /// In which cells the accounts stood then, by model, by their places on the board that is shown.
    pub stood: Memo<Option<Arc<Vec<Stood>>>>,
    /// Which models are drawn from the latest of all that.
    pub turns: Turns<Drawing>,
    /// The cells through which the account that is looked at went, by model, the earliest first.
    pub path: RwSignal<Vec<(String, Vec<String>)>>,
    /// The account that is looked at.
    pub chosen: RwSignal<Option<AccountId>>,
    /// The accounts that are selected.
    pub selected: RwSignal<SetOf<AccountId>>,
    /// The accounts that are to be placed.
    pub wanted: RwSignal<Option<Wanted>>,
    /// Where messages go.
    pub toasts: Toasts,
}

/// Goes where the board shows something else, without a new entry in the browser's history.
pub fn use_go() -> Callback<Asked> {
    let navigate = use_navigate();
    Callback::new(move |asked: Asked| {
        navigate(&asked.path(), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    })
}

impl Desk {
    /// The board, once it has come.
    pub fn board(self) -> Option<Arc<ModelsBoard>> {
        // Not by where the accounts stand: that would be worked out for it, once more while somebody drops one.
        self.hand.board.get_untracked()
    }

    /// The model that is shown alone; none where all are, as where the address names one that is not on the board.
    pub fn alone(self) -> Option<String> {
        let alone = self.asked.with(|asked| asked.model.clone())?;
        let is_here = |part: &Option<Arc<ModelsBoardPart>>| {
            part.as_ref().is_some_and(|part| part.models.iter().any(|sums| sums.model.id == alone))
        };
        self.part.with(is_here).then_some(alone)
    }

    /// Whether a model whose stages lie on the diagonal of a plane is drawn there: alone, and unless cards were asked for, which are listed
    /// stage by stage.
    pub fn has_room(self) -> bool {
        self.alone().is_some() && self.asked.with(|asked| asked.drawn != Some(Drawn::Cards))
    }

    /// A model as the board draws it.
    pub fn sums<T>(self, model: &str, read: impl FnOnce(&ModelSums) -> T) -> Option<T> {
        self.part.with_untracked(|part| part.as_ref()?.models.iter().find(|sums| sums.model.id == model).map(read))
    }

    /// What a cell is called.
    pub fn cell_title(self, model: &str, cell: &str) -> String {
        let title = |sums: &ModelSums| title_of(sums, cell);
        self.sums(model, title).unwrap_or_else(|| cell.to_owned())
    }

    /// Looks at an account in all models, or at none.
    pub fn choose(self, account: Option<AccountId>) {
        self.go.run(Asked { account, ..self.asked.get_untracked() });
    }

    /// Takes an account into the selection, or out of it.
    pub fn toggle(self, account: AccountId) {
        let mut selected = self.selected.get_untracked();
        if !selected.remove(&account) {
            selected.insert(account);
        }
        tell_rows(self.selected, selected);
    }

    /// The accounts that a gesture on one of them is about: all selected ones, if it is among them, else itself alone.
    pub fn with_selected(self, account: AccountId) -> Vec<AccountId> {
        self.selected.with_untracked(|selected| {
            if selected.contains(&account) { selected.iter().copied().collect() } else { vec![account] }
        })
    }

    /// Asks where accounts are to be placed on a model.
    pub fn ask_where(self, model: &str, accounts: Vec<AccountId>) {
        self.wanted.set(Some(Wanted { accounts, model: model.to_owned(), cell: None, laid: Vec::new() }));
    }

    /// Where an account stands on a model.
    pub fn one(self, model: &str, account: AccountId) -> One {
        self.standing.with_untracked(|standing| {
            let found = standing.as_ref().and_then(|standing| {
                let place = standing.board.as_ref()?.place(account)?;
                let at = self.model_place(model)?;
                Some(standing.models.get(at)?.one(place))
            });
            found.unwrap_or_default()
        })
    }

    fn model_place(self, model: &str) -> Option<usize> {
        self.part.with_untracked(|part| part.as_ref()?.models.iter().position(|sums| sums.model.id == model))
    }

    /// What an account is called.
    pub fn name(self, account: AccountId) -> String {
        let found = self.board().and_then(|board| {
            let place = board.place(account)?;
            board.accounts.name.get(place).cloned()
        });
        found.unwrap_or_default()
    }

    /// Who leads an account.
    pub fn owner(self, account: AccountId) -> Option<PersonId> {
        let board = self.board()?;
        let owner = board.accounts.owner.get(board.place(account)?).copied().flatten()?;
        board.people.get(owner).copied()
    }

    /// Why an account cannot be placed at all, in words.
    pub fn no_place(self, account: AccountId) -> Option<String> {
        if self.asked.with_untracked(Asked::is_past) {
            return Some(words::NO_MOVES.to_owned());
        }
        let may = self.workspace.viewer().rights.may_with(Action::PlaceAccount, self.owner(account));
        (!may).then(|| en::rejection(&Rejection::NotPermitted { action: Action::PlaceAccount }))
    }

    /// Why an account cannot be placed in a cell, in words.
    pub fn why_not(self, model: &str, account: AccountId, cell: &str) -> Option<String> {
        self.no_place(account).or_else(|| {
            let stands = self.one(model, account).placed;
            let to = self.sums(model, |sums| place_of(sums, cell)).flatten();
            (stands.is_some() && stands == to).then(|| en::rejection(&Rejection::StandsThereAlready))
        })
    }

    /// Whether it must be said why an account stands in a cell: the figures do not put it there.
    pub fn asks_reason(self, model: &str, account: AccountId, cell: &str) -> bool {
        let computed = self.one(model, account).computed;
        let asks = |sums: &ModelSums| {
            let is_declared = sums.model.cell(cell).is_some_and(|cell: &Cell| cell.reached == Reached::Declared);
            is_declared || computed.is_some() && computed != place_of(sums, cell)
        };
        self.sums(model, asks).unwrap_or_default()
    }

    /// Accounts were dropped on a cell: they stand there at once. Where it must be said why, that is asked for now.
    pub fn drop_on(self, model: &str, accounts: &[AccountId], cell: &str) {
        let goes = |account: &&AccountId| self.why_not(model, **account, cell).is_none();
        let accounts: Vec<AccountId> = accounts.iter().filter(goes).copied().collect();
        let asks = accounts.iter().any(|account| self.asks_reason(model, *account, cell));
        let laid: Vec<PositionId> = accounts.iter().map(|account| self.hand.lay(*account, model, cell)).collect();
        let wanted = Wanted { accounts, model: model.to_owned(), cell: Some(cell.to_owned()), laid };
        if asks {
            self.wanted.set(Some(wanted));
        } else {
            self.place(wanted, cell, self.workspace.viewer().day, "");
        }
    }

    /// Places accounts in a cell, from a day on, for a reason; and tells it, with the way back.
    pub fn place(self, wanted: Wanted, cell: &str, day: Day, reason: &str) {
        let Wanted { accounts, model, laid, .. } = wanted;
        let Some(version) = self.sums(&model, |sums| sums.model.version) else { return };
        let laid = match laid.is_empty() {
            true => accounts.iter().map(|account| self.hand.lay(*account, &model, cell)).collect(),
            false => laid,
        };
        let place = |(account, position): (&AccountId, PositionId)| PlaceOnModel {
            position,
            account: *account,
            model: model.clone(),
            version,
            cell: cell.to_owned(),
            day,
            reason: reason.to_owned(),
            was: None,
            seen: None,
        };
        let (name, title) = (accounts.first().map(|first| self.name(*first)), self.cell_title(&model, cell));
        let tell = move |count: usize| {
            let words = match (&name, count) {
                (Some(name), 1) => en::moved_one(name, &title),
                _ => en::moved_many(count, &title),
            };
            let undo = move || self.workspace.step(Way::Back);
            self.toasts.show(Toast::plain(words).with_action(en::UNDO, undo));
        };
        tell_rows(self.selected, SetOf::new());
        self.hand.place(self.workspace, accounts.iter().zip(laid).map(place).collect(), tell);
    }
}

/// What a cell is called; one of an earlier edition by its own word.
pub fn title_of(sums: &ModelSums, cell: &str) -> String {
    sums.model.cell(cell).map_or_else(|| cell.to_owned(), |cell| cell.title.clone())
}
