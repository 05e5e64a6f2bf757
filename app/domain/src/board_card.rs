//! Accounts on boards that people made: in which column each stands, and where in it.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision, Stop},
    board_column,
    change::{Change, Kind},
    command::{Key, Keys},
    ids::{AccountId, BoardCardId, BoardColumnId, TeamBoardId},
    model::Model,
    order::sorted,
    policy, rank,
    record::Record,
    rejection::Rejection,
};

record! {
    /// An account on a board; it stands there once.
    BoardCard(BoardCardId) of BoardCard in |card| Some(card.account);
    /// The board.
    board: TeamBoardId, Internal, Fixed;
    /// The account.
    account: AccountId, Internal, Fixed;
    /// The column in which it stands.
    column: BoardColumnId, Internal, Guarded;
    /// Its place in the column, see [`crate::rank`].
    rank: String, Internal, Last;
}

/// Puts an account on a board, moves it there, or takes it off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MoveCard {
    /// Which board.
    pub board: TeamBoardId,
    /// Which account.
    pub account: AccountId,
    /// The column in which it is to stand; none: it leaves the board.
    #[serde(default)]
    pub column: Option<BoardColumnId>,
    /// The column in which it stood when the author looked; none where it was not on the board.
    #[serde(default)]
    pub was: Option<BoardColumnId>,
    /// The account behind which it is to stand. Without one of the two that is in the column, it stands behind all of them.
    #[serde(default)]
    pub behind: Option<AccountId>,
    /// The account before which it is to stand, where the one behind which it was to stand is not there.
    #[serde(default)]
    pub before: Option<AccountId>,
}

impl MoveCard {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        let card = Key::BoardCard(BoardCardId::of(self.board, self.account));
        let mut keys = Keys::from([Key::People, Key::Account(self.account), Key::TeamBoard(self.board), card]);
        keys.extend(self.column.map(Key::CardsIn));
        keys
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let board = case.board(self.board)?;
        let account = case.model.accounts.get(&self.account).ok_or_else(|| case.absent(Kind::Account))?;
        policy::permit_move(&case.viewer.rights, board.made(), account)?;
        let card = self.card(case)?;
        if card.map(|card| card.column) != self.was {
            return Err(Rejection::Conflict { kind: Kind::BoardCard, field: "column".to_owned() }.into());
        }
        let Some(column) = self.column else {
            return Ok(card.map(Record::removed).into_iter().collect());
        };
        board_column::column(case, self.board, column)?;
        Ok(self.placed(case.model, column, card))
    }

    /// The card as it is, if the account is on the board.
    fn card<'a>(&self, case: &Case<'a>) -> Result<Option<&'a BoardCard>, Stop> {
        let card = case.model.cards.get(&BoardCardId::of(self.board, self.account));
        match card.filter(|card| (card.board, card.account) != (self.board, self.account)) {
            // Ids that were made up so that two of them fall together.
            Some(_) => Err(Rejection::IdTaken { kind: Kind::BoardCard }.into()),
            None => Ok(card),
        }
    }

    fn placed(&self, model: &Model, column: BoardColumnId, card: Option<&BoardCard>) -> Vec<Change> {
        let mut others = cards_in(model, column);
        others.retain(|other| other.account != self.account);
        let place = |account: Option<AccountId>| {
            account.and_then(|account| others.iter().position(|other| other.account == account))
        };
        let behind = place(self.behind).map(|at| at + 1);
        let at = behind.or_else(|| place(self.before)).unwrap_or(others.len());
        let ranks: Vec<&str> = others.iter().map(|card| card.rank.as_str()).collect();
        let (id, board, account) = (BoardCardId::of(self.board, self.account), self.board, self.account);
        let put = |rank: String| {
            let after = BoardCard { id, board, account, column, rank };
            card.map_or_else(|| vec![after.created()], |card| card.edited(&after))
        };
        match rank::at(&ranks, at) {
            Some(rank) => put(rank),
            None => respaced(&others, at, put),
        }
    }
}

/// Spaces the cards of a column anew, with one more at a place.
fn respaced(others: &[&BoardCard], at: usize, put: impl Fn(String) -> Vec<Change>) -> Vec<Change> {
    let mut ranks = rank::spread(others.len() + 1);
    let mut changes = put(ranks.remove(at));
    for (card, rank) in others.iter().zip(ranks) {
        changes.extend(card.edited(&BoardCard { rank, ..(*card).clone() }));
    }
    changes
}

/// The cards of a column, from the top.
pub fn cards_in(model: &Model, column: BoardColumnId) -> Vec<&BoardCard> {
    let cards = model.cards.values().filter(|card| card.column == column);
    sorted(cards, &|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)))
}

impl Model {
    /// The card of an account on a board, if it stands there.
    pub fn card(&self, board: TeamBoardId, account: AccountId) -> Option<&BoardCard> {
        let card = self.cards.get(&BoardCardId::of(board, account));
        card.filter(|card| (card.board, card.account) == (board, account))
    }
}
