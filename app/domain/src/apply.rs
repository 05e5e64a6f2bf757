//! Deciding: a command, over the records in hand, for a viewer.

use crate::{
    account::Account,
    change::{Change, Kind},
    command::Envelope,
    day::{self, Day, Moment},
    ids::{AccountId, TeamBoardId},
    model::{Knowledge, Model},
    policy::{self, Action, Made},
    rejection::Rejection,
    team_board::TeamBoard,
    viewer::Viewer,
    workspace::Workspace,
};

/// What became of a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It happens, as these changes.
    Changes(Vec<Change>),
    /// A rule says no.
    Rejected(Rejection),
    /// This device cannot tell, since a rule needs what it does not hold; the server decides.
    Unknown,
}

/// Why a rule stopped.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// It says no.
    Rejected(Rejection),
    /// It cannot tell here.
    Unknown,
}

/// What a rule gives: changes, or why it stopped.
pub type Decision = Result<Vec<Change>, Stop>;

impl From<Rejection> for Stop {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

/// What a rule looks at.
pub struct Case<'a> {
    /// The records in hand.
    pub model: &'a Model,
    /// Who wants it, and when.
    pub viewer: &'a Viewer,
}

/// Decides a command. Pure, and the same on the server, whose word counts, and on a device, which shows the outcome before
/// the server has spoken.
pub fn apply(model: &Model, viewer: &Viewer, sent: &Envelope) -> Verdict {
    match sent.command.decide(&Case { model, viewer }) {
        Ok(changes) => Verdict::Changes(changes.into_iter().filter(|change| !change.is_empty()).collect()),
        Err(Stop::Rejected(rejection)) => Verdict::Rejected(rejection),
        Err(Stop::Unknown) => Verdict::Unknown,
    }
}

impl<'a> Case<'a> {
    /// An account that the viewer may do this to.
    pub fn account(&self, id: AccountId, action: Action) -> Result<&'a Account, Stop> {
        let account = self.model.accounts.get(&id).ok_or_else(|| self.absent(Kind::Account))?;
        policy::permit_with(&self.viewer.rights, action, account)?;
        Ok(account)
    }

    /// A board that the viewer may see.
    pub fn board(&self, id: TeamBoardId) -> Result<&'a TeamBoard, Stop> {
        let board = self.model.team_boards.get(&id).ok_or_else(|| self.absent(Kind::TeamBoard))?;
        self.sees_made(Kind::TeamBoard, board.made())?;
        Ok(board)
    }

    /// A board that the viewer may name and arrange.
    pub fn board_to_edit(&self, id: TeamBoardId) -> Result<&'a TeamBoard, Stop> {
        let board = self.board(id)?;
        self.may_edit_made(Kind::TeamBoard, board.made())?;
        Ok(board)
    }

    /// Refuses what is not there for the viewer.
    pub fn sees_made(&self, kind: Kind, made: Made) -> Result<(), Rejection> {
        if self.viewer.rights.sees_made(made) { Ok(()) } else { Err(Rejection::Gone { kind }) }
    }

    /// Refuses what somebody else made and the viewer may not change.
    pub fn may_edit_made(&self, kind: Kind, made: Made) -> Result<(), Rejection> {
        if self.viewer.rights.may_edit_made(made) { Ok(()) } else { Err(Rejection::MadeByAnother { kind }) }
    }

    /// Refuses to make boards and views to whoever sees no accounts.
    pub fn may_make(&self) -> Result<(), Rejection> {
        let refused = Rejection::NotPermitted { action: Action::SeeAccount };
        if self.viewer.rights.may_make() { Ok(()) } else { Err(refused) }
    }

    /// The workspace.
    pub fn workspace(&self) -> Result<&'a Workspace, Stop> {
        self.model.workspace.as_ref().ok_or_else(|| self.absent(Kind::Workspace))
    }

    /// The instant of deciding as it is kept: to the microsecond, which is what the tables hold.
    pub fn now(&self) -> Moment {
        Moment::from_microsecond(self.viewer.now.as_microsecond()).unwrap_or(self.viewer.now)
    }

    /// Refuses a day that no book holds.
    pub fn not_too_early(&self, day: Day) -> Result<(), Rejection> {
        day::not_too_early(day)
    }

    /// Refuses a business day after the day of deciding, or one that no book holds.
    pub fn is_business_day(&self, day: Day) -> Result<(), Rejection> {
        day::is_business_day(day, self.viewer.day)
    }

    /// What it means that a record is not in hand.
    pub fn absent(&self, kind: Kind) -> Stop {
        match self.model.knowledge {
            Knowledge::Whole => Stop::Rejected(Rejection::Gone { kind }),
            Knowledge::Part => Stop::Unknown,
        }
    }
}
