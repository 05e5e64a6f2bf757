//! Where all accounts stand on the categorization models: fetched by the page that shows them side by side, and fetched again when that
//! changes. What its viewer placed lies over it until an answer of the server tells it back.
//!
//! Invariant: what lies over it goes with the first answer that was asked for after the server had spoken; so nothing jumps back, and
//! what the server refused does not stay.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use domain::{
    change::{Change, Kind},
    command::Command,
    ids::{AccountId, CommandId, PositionId, Seq},
    placement::PlacementState,
    position::{AnswerPosition, PlaceOnModel},
};

use super::{
    Notice, Reason, Workspace, device,
    fetch::{self, Trouble},
    foretell::use_foretold,
    gather::use_gathered,
    use_workspace,
};
use crate::wire::{json, models_board::ModelsBoard};

/// Something that its viewer did and that the fetched board does not tell yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    /// Which account.
    pub account: AccountId,
    /// On which model.
    pub model: String,
    /// Where it stands by that; of an answer, where it stands that is answered.
    pub cell: String,
    /// What is said: that it stands there, or the answer to that.
    pub says: PlacementState,
    key: PositionId,
    way: Way,
}

impl Laid {
    /// Something that is not sent yet.
    pub fn begun(account: AccountId, model: &str, cell: &str, key: PositionId) -> Self {
        let says = PlacementState::Proposed;
        Self { account, model: model.to_owned(), cell: cell.to_owned(), says, key, way: Way::Begun }
    }

    /// Whether it is about an account on a model.
    pub fn is_on(&self, account: AccountId, model: &str) -> bool {
        self.account == account && self.model == model
    }
}

/// A placement that is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToAnswer {
    /// Of which account.
    pub account: AccountId,
    /// On which model.
    pub model: String,
    /// In which cell.
    pub cell: String,
}

/// What somebody who places an account, or answers that, knows of where it stood: see [`PlaceOnModel`].
type Guard = (Option<PositionId>, Option<Seq>);

/// How far what was done has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// It is not sent yet.
    Begun,
    /// It waits for the server's word.
    Sent(CommandId),
    /// The server has spoken.
    Answered,
}

/// The board in hand.
#[derive(Clone, Copy)]
pub struct BoardInHand {
    /// What was fetched; none before any came.
    pub board: RwSignal<Option<Arc<ModelsBoard>>>,
    /// Whether another one is on its way.
    pub busy: RwSignal<bool>,
    /// Why the latest did not come, or something could not be done.
    pub trouble: RwSignal<Option<Trouble>>,
    /// What lies over it.
    pub laid: RwSignal<Vec<Laid>>,
    again: RwSignal<u32>,
    asked: StoredValue<u32>,
}

/// The board at an address, fetched when that becomes another one and when somebody places, scores or answers.
pub fn use_models_board(path: Memo<String>) -> BoardInHand {
    let workspace = use_workspace();
    let hand = BoardInHand {
        board: RwSignal::new(None),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
        laid: RwSignal::new(Vec::new()),
        again: RwSignal::new(0),
        asked: StoredValue::new(0),
    };
    let heard = move |changes: &[Change], _: &[_]| {
        if changes.iter().any(|change| moves(change.key.kind)) {
            hand.ask_again();
        }
    };
    use_foretold(workspace, move || Arc::new(heard));
    use_gathered(path.into(), hand.again, false, move |asked| hand.fetch(asked));
    Effect::new(move |_| {
        workspace.revision.track();
        hand.settle(workspace);
    });
    hand
}

/// The board of an earlier day, to be held against the one in hand, and as fresh as that; none while it is not asked for, or has not come.
pub fn use_earlier_board(hand: BoardInHand, path: Memo<Option<String>>) -> RwSignal<Option<Arc<ModelsBoard>>> {
    let earlier = RwSignal::new(None);
    let turn = StoredValue::new(0_u32);
    Effect::new(move |before: Option<Option<String>>| {
        let path = path.get();
        hand.again.track();
        turn.update_value(|turn| *turn += 1);
        if before.as_ref() != Some(&path) {
            earlier.set(None);
        }
        let asked = turn.get_value();
        if let Some(path) = path.clone() {
            spawn_local(async move {
                let answer = fetch::get::<ModelsBoard>(&path).await;
                if turn.try_get_value() != Some(asked) {
                    return;
                }
                match answer {
                    Ok(board) => earlier.set(Some(Arc::new(board))),
                    Err(trouble) => hand.trouble.set(Some(trouble)),
                }
            });
        }
        path
    });
    earlier
}

/// Whether a change of such a record moves an account on a model.
fn moves(kind: Kind) -> bool {
    let of_accounts = matches!(kind, Kind::Position | Kind::Placement | Kind::Assessment);
    of_accounts || matches!(kind, Kind::Investment | Kind::Contract | Kind::ModelEdition)
}

impl BoardInHand {
    /// Has it fetched once more.
    pub fn ask_again(self) {
        let _ = self.again.try_update(|again| *again = again.wrapping_add(1));
    }

    fn fetch(self, path: String) {
        let turn = self.asked.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        self.busy.set(true);
        let told = |laid: &Laid| laid.way == Way::Answered;
        let told: Vec<PositionId> =
            self.laid.with_untracked(|laid| laid.iter().filter(|laid| told(laid)).map(|laid| laid.key).collect());
        spawn_local(async move {
            let answer = fetch::get_text(path).await;
            let answer = answer.and_then(|text| json::read::<ModelsBoard>(&text).map_err(|_| Trouble::Offline));
            // Thousands of accounts were read; they are laid out in a turn of their own, so that a key that is pressed now is not kept waiting.
            device::pause(0).await;
            // The page may be gone by now, or ask for something else.
            if turn.is_none() || self.asked.try_get_value() != turn {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(board) => {
                    self.trouble.set(None);
                    self.laid.update(|laid| laid.retain(|laid| !told.contains(&laid.key)));
                    self.board.set(Some(Arc::new(board)));
                }
                Err(trouble) => self.trouble.set(Some(trouble)),
            }
        });
    }

    /// Notes which of what was sent the server has answered, and asks for the board that tells it.
    fn settle(self, workspace: Workspace) {
        let is_answered = |laid: &Laid| matches!(laid.way, Way::Sent(id) if !workspace.is_unsent(id));
        if !self.laid.with_untracked(|laid| laid.iter().any(is_answered)) {
            return;
        }
        self.laid.update(|laid| {
            for laid in laid.iter_mut().filter(|laid| is_answered(laid)) {
                laid.way = Way::Answered;
            }
        });
        self.ask_again();
    }

    /// Shows an account in a cell from now on, for as long as it is not given up; gives what names that.
    pub fn lay(self, account: AccountId, model: &str, cell: &str) -> PositionId {
        let key = PositionId(device::fresh_id());
        self.laid.update(|all| all.push(Laid::begun(account, model, cell, key)));
        key
    }

    /// It stands where it stood.
    pub fn give_up(self, keys: &[PositionId]) {
        let _ = self.laid.try_update(|laid| laid.retain(|laid| !keys.contains(&laid.key)));
    }

    /// Places accounts that lie over the board already, as one step; `position` names what lies there. `then` is told how many went.
    pub fn place(self, workspace: Workspace, wanted: Vec<PlaceOnModel>, then: impl FnOnce(usize)) {
        let given = workspace.as_one(|| wanted.into_iter().filter(|one| self.give_place(workspace, one)).count());
        if given > 0 {
            then(given);
        }
    }

    fn give_place(self, workspace: Workspace, wanted: &PlaceOnModel) -> bool {
        let (was, seen) = self.guard(wanted.account, &wanted.model, wanted.position);
        self.give(workspace, wanted.position, Command::PlaceOnModel(PlaceOnModel { was, seen, ..wanted.clone() }))
    }

    /// By what its viewer sees an account stand: by their own placement that the board does not tell yet, else by what the board told, which
    /// is the entry up to which it tells. So whoever was second is told, and overwrites nothing, with network or without.
    fn guard(self, account: AccountId, model: &str, but: PositionId) -> Guard {
        let is_own = |laid: &&Laid| {
            let is_given = laid.key != but && laid.way != Way::Begun && laid.says == PlacementState::Proposed;
            is_given && laid.is_on(account, model)
        };
        match self.laid.with_untracked(|laid| laid.iter().rev().find(is_own).map(|laid| laid.key)) {
            Some(own) => (Some(own), None),
            None => (None, self.board.with_untracked(|board| board.as_ref().map(|board| board.asked.seq))),
        }
    }

    /// Has a command sent that something laid over the board stands for; without network it waits.
    fn give(self, workspace: Workspace, key: PositionId, command: Command) -> bool {
        match workspace.run(command.clone()) {
            Ok(id) => {
                let sent = |laid: &mut Vec<Laid>| {
                    for laid in laid.iter_mut().filter(|laid| laid.key == key) {
                        laid.way = Way::Sent(id);
                    }
                };
                let _ = self.laid.try_update(sent);
                true
            }
            Err(rule) => {
                self.give_up(&[key]);
                workspace.notices.update(|notices| notices.push(Notice { command, reason: Reason::Known(rule) }));
                false
            }
        }
    }

    /// Answers the position by which an account stands on a model, in a cell.
    pub fn answer(self, workspace: Workspace, asked: ToAnswer, says: PlacementState, reason: String) {
        let ToAnswer { account, model, cell } = asked;
        let answer = PositionId(device::fresh_id());
        let (was, seen) = self.guard(account, &model, answer);
        self.laid.update(|all| all.push(Laid { says, ..Laid::begun(account, &model, &cell, answer) }));
        let position = was.unwrap_or_default();
        let command = AnswerPosition { answer, account, model, position, seen, says, reason };
        self.give(workspace, answer, Command::AnswerPosition(command));
    }
}
