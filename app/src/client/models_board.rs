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
    Connection, Notice, Reason, Workspace,
    assessments::stands,
    device,
    fetch::{self, Trouble},
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
    /// Where it stands by that.
    pub cell: String,
    key: PositionId,
    way: Way,
}

impl Laid {
    /// Something that is not sent yet.
    pub fn begun(account: AccountId, model: &str, cell: &str, key: PositionId) -> Self {
        Self { account, model: model.to_owned(), cell: cell.to_owned(), key, way: Way::Begun }
    }
}

/// What somebody who places an account knows of where it stood: see [`PlaceOnModel`].
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
    /// How many of its models are drawn: as it comes, each in a turn of its own.
    pub ready: RwSignal<usize>,
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
        ready: RwSignal::new(0),
        again: RwSignal::new(0),
        asked: StoredValue::new(0),
    };
    let heard = move |changes: &[Change], _: &[_]| {
        if changes.iter().any(|change| moves(change.key.kind)) {
            hand.ask_again();
        }
    };
    // Effects run in a browser only.
    Effect::new(move |_| workspace.have_foretold(Some(Arc::new(heard))));
    on_cleanup(move || workspace.have_foretold(None));
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
                    let models = board.models.len();
                    self.board.set(Some(Arc::new(board)));
                    self.draw(models).await;
                }
                Err(trouble) => self.trouble.set(Some(trouble)),
            }
        });
    }

    /// Has the models drawn, the first time one by one: a key that is pressed meanwhile is heard between them.
    async fn draw(self, models: usize) {
        while self.ready.try_get_untracked().is_some_and(|ready| ready < models) {
            device::pause(0).await;
            let _ = self.ready.try_update(|ready| *ready += 1);
        }
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

    /// Places accounts that lie over the board already, as one step; `position` names what lies there. What each was placed by until now
    /// is found first, so that two who place one account at a time learn of it. `then` is told how many went; whoever asked may be gone by then.
    pub fn place(self, workspace: Workspace, wanted: Vec<PlaceOnModel>, then: impl FnOnce(usize) + 'static) {
        spawn_local(async move {
            let mut known = Vec::new();
            for one in wanted {
                match self.guarded(workspace, &one).await {
                    Ok((was, seen)) => known.push(PlaceOnModel { was, seen, ..one }),
                    Err(trouble) => {
                        self.give_up(&[one.position]);
                        let _ = self.trouble.try_set(Some(trouble));
                    }
                }
            }
            let given = workspace.as_one(|| known.into_iter().filter(|one| self.give(workspace, one)).count());
            if given > 0 {
                then(given);
            }
        });
    }

    /// By what an account stands until it is placed: by one's own word that waits, else by what the server says; without network by what the
    /// board in hand told, which is the entry up to which it tells.
    async fn guarded(self, workspace: Workspace, place: &PlaceOnModel) -> Result<Guard, Trouble> {
        let waits = |laid: &&Laid| {
            let is_other = laid.key != place.position && matches!(laid.way, Way::Sent(_));
            is_other && laid.account == place.account && laid.model == place.model
        };
        if let Some(key) = self.laid.with_untracked(|laid| laid.iter().rev().find(waits).map(|laid| laid.key)) {
            return Ok((Some(key), None));
        }
        let seen = self.board.with_untracked(|board| board.as_ref().map(|board| board.asked.seq));
        if workspace.connection.get_untracked() == Connection::Away && seen.is_some() {
            return Ok((None, seen));
        }
        match stands(place.account, &place.model).await {
            Err(Trouble::Offline) if seen.is_some() => Ok((None, seen)),
            told => told.map(|was| (was, None)),
        }
    }

    fn give(self, workspace: Workspace, place: &PlaceOnModel) -> bool {
        let command = Command::PlaceOnModel(place.clone());
        match workspace.run(command.clone()) {
            Ok(id) => {
                let sent = |laid: &mut Vec<Laid>| {
                    for laid in laid.iter_mut().filter(|laid| laid.key == place.position) {
                        laid.way = Way::Sent(id);
                    }
                };
                let _ = self.laid.try_update(sent);
                true
            }
            Err(rule) => {
                self.give_up(&[place.position]);
                workspace.notices.update(|notices| notices.push(Notice { command, reason: Reason::Known(rule) }));
                false
            }
        }
    }

    /// Answers the position by which an account stands on a model.
    pub fn answer(self, workspace: Workspace, account: AccountId, model: String, says: PlacementState, reason: String) {
        spawn_local(async move {
            match stands(account, &model).await {
                Ok(Some(position)) => {
                    let answer = PositionId(device::fresh_id());
                    let command = AnswerPosition { answer, account, model, position, says, reason };
                    workspace.run_or_tell(Command::AnswerPosition(command));
                }
                // Somebody took it back meanwhile.
                Ok(None) => self.ask_again(),
                Err(trouble) => drop(self.trouble.try_set(Some(trouble))),
            }
        });
    }
}
