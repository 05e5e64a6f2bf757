//! What follows from the commands of a turn is brought up to date in it, or put off, or asked for beside the lock.

use domain::{change::Change, day::Day, workspace::Workspace};

use super::Turn;
use crate::Fault;
use crate::engine::Sheet;
use crate::engine::settle::{self, Desk, Settled};
use crate::known::Days;
use crate::store::{account, known_facts};

/// The figures and facts of so many accounts are worked out under the lock, where the reporting date or the day moves them.
const FEW: i64 = 500;

impl Turn {
    /// To which days figures and facts are to stand. What another server looked at tomorrow, by its clock, is not looked at today again.
    fn days(&self, house: &Workspace) -> Days {
        Days { to: house.reports_to(self.day), on: self.stood.on.map_or(self.day, |on| on.max(self.day)) }
    }

    pub(super) async fn settle(&mut self, changes: &[Change]) -> Result<Settled, Fault> {
        let Some(house) = self.model.workspace.as_ref().filter(|_| self.gathered.is_none()) else {
            return Ok(Settled::default());
        };
        let days = self.days(house);
        let (moves, stood) = (self.stood.to != Some(days.to), self.stood);
        let turns = !moves && stood.on.is_some_and(|on| on < days.on);
        let sheet = self.sheet.take_if(|sheet| (moves || turns || stood.on.is_none()) && sheet.to == days.to);
        let (connection, workspace) = (&mut *self.transaction, self.workspace);
        let due = match &sheet {
            None if turns => known_facts::load_due(connection, workspace, days.on).await?,
            _ => Vec::new(),
        };
        let is_many = match &sheet {
            None if moves && self.spares => account::load_has_more(connection, workspace, FEW).await?,
            _ => i64::try_from(due.len()).is_ok_and(|due| due > FEW),
        };
        if is_many && self.spares {
            self.wants = Some(days.to);
            return Err(Fault::Held);
        }
        let mut desk = Desk { connection, workspace, clock: &self.clock };
        let settled = match sheet {
            Some(sheet) => settle::settle_by(&mut desk, changes, sheet, days).await?,
            None => settle::settle(&mut desk, changes, stood, days, due).await?,
        };
        self.stood = settled.stands;
        Ok(settled)
    }

    /// Brings what is known of accounts to today where nothing is written: a contract ended, a note is long ago. Where the reporting date moved
    /// too, the next command does it, whose entry tells of the figures.
    ///
    /// # Errors
    /// Where the database fails; [`Fault::Held`] where [`Turn::wants`] asks for a sheet.
    pub async fn look_again(&mut self) -> Result<(), Fault> {
        let Some(house) = &self.model.workspace else { return Ok(()) };
        let days = self.days(house);
        if self.stood.to != Some(days.to) || self.stood.on == Some(days.on) {
            return Ok(());
        }
        if self.stood.on.is_none() && self.sheet.is_none() {
            self.wants = Some(days.to);
            return Err(Fault::Held);
        }
        self.settle(&[]).await?;
        Ok(())
    }

    /// Whether nothing that is kept of what is known of accounts stands, so that it is to be looked at again.
    pub fn is_unsettled(&self) -> bool {
        self.stood.to.is_some() && self.stood.on.is_none()
    }

    /// A sheet that was worked out beside the lock in the same transaction, for the command that moves the reporting date to
    /// its day. What moves it elsewhere works the figures out under the lock.
    pub fn bring(&mut self, sheet: Sheet) {
        self.sheet = Some(sheet);
        self.spares = false;
    }

    /// Documents were written beside the commands of this turn: the next one finds the figures to stand for no date.
    pub fn unsettle(&mut self) {
        self.stood.to = None;
    }

    /// From here on a command that moves the reporting date of many figures fails with [`Fault::Held`], and
    /// [`Turn::wants`] tells for which date a sheet is to be brought.
    pub fn spare(&mut self) {
        self.spares = true;
    }

    /// The reporting date for which a sheet is to be brought in another turn, where that is why this one failed.
    pub fn wants(&self) -> Option<Day> {
        self.wants
    }

    /// Works every figure out anew, after documents were written beside the commands of this turn. Those who wrote them
    /// have an entry of their own that says so.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn settle_all(&mut self) -> Result<(), Fault> {
        let Some(house) = &self.model.workspace else {
            return Ok(());
        };
        let days = self.days(house);
        let mut desk = Desk { connection: &mut self.transaction, workspace: self.workspace, clock: &self.clock };
        self.stood = settle::settle_all(&mut desk, days).await?.stands;
        Ok(())
    }
}
