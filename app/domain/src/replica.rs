//! A browser's copy: what the server confirmed, with the commands laid over it that are still under way.
//!
//! Invariants:
//! - Taking every laid command off gives the confirmed records exactly, since each remembers the changes that it made here.
//! - A command stays laid until the *stream* brings the log to its entry, not until its receipt comes, so that nothing
//!   vanishes for a moment and returns.
//! - Frames may come twice, gathered or from further back than needed: to take changes again that are known already, up to
//!   the same entry or beyond, ends in the same records. A frame that begins beyond what is known is a hole.
//! - A part of the model that was fetched may be older or newer than the stream. What the stream brought since is taken
//!   again over an older one, and the stream brings a newer one again. A part from before the viewer came to see other
//!   records is refused: the server says as of which entry, before the frame that holds it.

use std::collections::VecDeque;

use crate::{
    apply::{self, Verdict},
    change::{self, Change, RecordKey},
    command::Envelope,
    history::Entry,
    ids::{AccountId, CommandId, Seq, TeamBoardId},
    model::{self, Model},
    rejection::Rejection,
    set::SetOf,
    viewer::Viewer,
};

/// How many frames are kept for parts of the model that are on their way.
const RECENT_MAX: usize = 512;

/// A command under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// The command.
    pub sent: Envelope,
    /// Its entry, once the server has said it happened.
    pub seq: Option<Seq>,
    /// Whether it was on the wire at least once; from then on only the server can say what became of it.
    pub tried: bool,
    /// What it changed here; nothing where this device could not tell.
    changes: Vec<Change>,
}

/// The records as they are shown: the confirmed ones with the pending commands laid over them.
#[derive(Clone, Debug)]
pub struct Replica {
    shown: Model,
    pending: Vec<Pending>,
    /// What the stream brought while a part was on its way, without holes up to `shown.seq`.
    recent: VecDeque<Recent>,
    /// How many parts are on their way.
    awaited: usize,
    /// The entry as of which the viewer last came to see other records than before.
    rescoped: Seq,
}

/// A frame that was taken in.
#[derive(Clone, Debug)]
struct Recent {
    after: Seq,
    seq: Seq,
    changes: Vec<Change>,
}

/// The records whose shown state may have changed.
pub type Touched = SetOf<RecordKey>;

/// Something is missing between what is known and what came: the stream is to be opened again from [`Replica::seq`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole;

/// A part that was fetched cannot be brought up to what is known, or came before what the stream is about to bring: it is to
/// be fetched again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale;

impl Pending {
    /// What it changed here; nothing where this device could not tell.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
}

impl Replica {
    /// A copy of what the server sent first.
    pub fn new(confirmed: Model) -> Self {
        Self { rescoped: confirmed.seq, shown: confirmed, pending: Vec::new(), recent: VecDeque::new(), awaited: 0 }
    }

    /// The records as they are shown.
    pub fn shown(&self) -> &Model {
        &self.shown
    }

    /// The last entry that the stream brought.
    pub fn seq(&self) -> Seq {
        self.shown.seq
    }

    /// The commands under way, oldest first.
    pub fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// Why a command would not happen, if this device can tell: a dry run.
    pub fn why_not(&self, viewer: &Viewer, sent: &Envelope) -> Option<Rejection> {
        match apply::apply(&self.shown, viewer, sent) {
            Verdict::Rejected(rejection) => Some(rejection),
            Verdict::Changes(_) | Verdict::Unknown => None,
        }
    }

    /// Lays a command over what is shown. A rule that says no here keeps it from being sent at all.
    pub fn run(&mut self, viewer: &Viewer, sent: Envelope) -> Result<Touched, Rejection> {
        let changes = match apply::apply(&self.shown, viewer, &sent) {
            Verdict::Changes(changes) => changes,
            Verdict::Unknown => Vec::new(),
            Verdict::Rejected(rejection) => return Err(rejection),
        };
        let touched = model::touched(&changes).collect();
        self.lay(&changes);
        self.pending.push(Pending { sent, seq: None, tried: false, changes });
        Ok(touched)
    }

    /// These commands go out now.
    pub fn try_now(&mut self, ids: &[CommandId]) {
        for pending in &mut self.pending {
            pending.tried |= ids.contains(&pending.sent.id);
        }
    }

    /// The server accepted a command as the entry `seq`. It stays laid until the stream is there.
    pub fn acknowledge(&mut self, viewer: &Viewer, id: CommandId, seq: Seq) -> Touched {
        for pending in self.pending.iter_mut().filter(|pending| pending.sent.id == id) {
            pending.seq = Some(seq);
        }
        if self.seq() >= seq { self.rebase(viewer, |_| Vec::new()) } else { Touched::new() }
    }

    /// The server did not accept a command: what it changed here goes.
    pub fn refuse(&mut self, viewer: &Viewer, id: CommandId) -> Touched {
        let mut touched = self.lift();
        self.pending.retain(|pending| pending.sent.id != id);
        touched.extend(self.lay_all(viewer));
        touched.into()
    }

    /// Takes in a frame of the stream: what changed after the entry `after` up to the entry `seq`.
    pub fn take(&mut self, viewer: &Viewer, after: Seq, seq: Seq, changes: Vec<Change>) -> Result<Touched, Hole> {
        if after > self.seq() {
            return Err(Hole);
        }
        if seq <= self.seq() {
            return Ok(Touched::new());
        }
        let touched = self.rebase(viewer, |model| {
            confirm(model, &changes);
            model.seq = seq;
            model::touched(&changes).collect()
        });
        if self.awaited > 0 {
            self.keep(Recent { after, seq, changes });
        }
        Ok(touched)
    }

    fn keep(&mut self, frame: Recent) {
        if self.recent.len() == RECENT_MAX {
            self.recent.pop_front();
        }
        self.recent.push_back(frame);
    }

    /// A part of the model is asked for. What the stream brings from now on is kept, since the part may not hold it yet.
    pub fn await_part(&mut self) {
        self.awaited += 1;
    }

    /// A part that was asked for came and was taken in, or will not come. What was kept for it goes with the last one.
    pub fn part_came(&mut self) {
        self.awaited = self.awaited.saturating_sub(1);
        if self.awaited == 0 {
            self.recent = VecDeque::new();
        }
    }

    /// Keeps an entry of the log in hand, so that it can be taken back here at once.
    pub fn remember(&mut self, entry: Entry) {
        self.shown.entries.insert(entry.seq, entry);
    }

    /// An entry of the log is not kept in hand any longer; to take it back is for the server to work out.
    pub fn let_go(&mut self, entry: Seq) {
        self.shown.entries.remove(&entry);
    }

    /// Takes in the directory that was fetched. Everything may look different afterwards. Gives the commands about accounts
    /// that are not there any more.
    pub fn adopt_directory(&mut self, viewer: &Viewer, directory: Model) -> Result<Vec<Envelope>, Stale> {
        let shown = &self.shown;
        let nothing_else = shown.notes.is_empty() && shown.documents.is_empty() && !shown.has_made();
        let jumps = directory.seq > self.seq() && nothing_else;
        if !jumps {
            self.wait_for_frame()?;
        }
        let since = self.since(directory.seq)?;
        if jumps {
            self.recent.clear();
        }
        self.rebase(viewer, |model| {
            if jumps {
                model.seq = directory.seq;
            }
            model.adopt_directory(directory);
            since.iter().for_each(|changes| confirm(model, changes));
            Vec::new()
        });
        Ok(self.orphans(|model, account| !model.accounts.contains_key(&account)))
    }

    /// The stream cannot be taken up where it broke: the directory stands anew, and everything else that was fetched goes.
    /// Gives the accounts that were opened, which are to be fetched again. A directory from before the viewer came to see
    /// other records is refused here as well.
    pub fn start_over(&mut self, viewer: &Viewer, directory: Model) -> Result<SetOf<AccountId>, Stale> {
        if directory.seq < self.rescoped {
            return Err(Stale);
        }
        let notes = self.shown.notes.values().map(|note| note.account);
        let documents = self.shown.documents.values().map(|document| document.account);
        let opened = notes.chain(documents).collect();
        self.recent.clear();
        self.rescoped = directory.seq;
        self.rebase(viewer, |model| {
            model.seq = directory.seq;
            model.notes.clear();
            model.documents.clear();
            model.drop_boards();
            model.adopt_directory(directory);
            Vec::new()
        });
        Ok(opened)
    }

    /// Takes in all of one account that was fetched.
    pub fn adopt_account(&mut self, viewer: &Viewer, account: AccountId, part: Model) -> Result<(), Stale> {
        self.wait_for_frame()?;
        let since = self.since(part.seq)?;
        self.rebase(viewer, |model| {
            model.adopt_account(account, part);
            since.iter().for_each(|changes| confirm(model, changes));
            Vec::new()
        });
        Ok(())
    }

    /// Takes in a board that was fetched as it stood at the entry `seq`, or without one all boards and views without their
    /// cards.
    pub fn adopt_boards(
        &mut self,
        viewer: &Viewer,
        board: Option<TeamBoardId>,
        seq: Seq,
        changes: &[Change],
    ) -> Result<(), Stale> {
        self.wait_for_frame()?;
        let since = self.since(seq)?;
        self.rebase(viewer, |model| {
            model.adopt_boards(board, changes).unwrap_or_default();
            since.iter().for_each(|changes| confirm(model, changes));
            Vec::new()
        });
        Ok(())
    }

    /// The viewer sees other records as of the entry `at`: these accounts go. Gives the commands that were about them and never
    /// went out; about the others the server has a word to say still. What is gained is to be fetched.
    pub fn rescope(&mut self, viewer: &Viewer, at: Seq, lost: &[AccountId]) -> Vec<Envelope> {
        self.drop_accounts(viewer, at, &lost.iter().copied().collect());
        self.orphans(|_, account| lost.contains(&account))
    }

    /// The viewer's rights are others as of the entry `at`: every account and every board goes until they have been fetched
    /// again.
    pub fn forget(&mut self, viewer: &Viewer, at: Seq) {
        let all = self.shown.accounts.keys().copied().collect();
        self.rescoped = self.rescoped.max(at);
        self.rebase(viewer, |model| {
            model.drop_accounts(&all);
            model.drop_boards();
            Vec::new()
        });
    }

    fn drop_accounts(&mut self, viewer: &Viewer, at: Seq, lost: &SetOf<AccountId>) {
        self.rescoped = self.rescoped.max(at);
        self.rebase(viewer, |model| {
            model.drop_accounts(lost);
            Vec::new()
        });
    }

    /// Takes out the commands about lost accounts that show nothing and never went out.
    fn orphans(&mut self, is_lost: impl Fn(&Model, AccountId) -> bool) -> Vec<Envelope> {
        let shown = &self.shown;
        let is_orphan = |pending: &Pending| {
            let account = pending.sent.command.account();
            !pending.tried && pending.changes.is_empty() && account.is_some_and(|account| is_lost(shown, account))
        };
        let (orphans, kept) = std::mem::take(&mut self.pending).into_iter().partition(is_orphan);
        self.pending = kept;
        let orphans: Vec<Pending> = orphans;
        orphans.into_iter().map(|pending| pending.sent).collect()
    }

    /// The viewer sees other records as of an entry that the stream has not brought yet. What it is about to bring would be
    /// taken over a newer part, and not everything that such an entry changed is told change by change.
    fn wait_for_frame(&self) -> Result<(), Stale> {
        if self.seq() < self.rescoped { Err(Stale) } else { Ok(()) }
    }

    /// What the stream brought since a part of the model was read.
    fn since(&self, part: Seq) -> Result<Vec<Vec<Change>>, Stale> {
        let known = self.recent.front().map_or(self.seq(), |first| first.after);
        if part < self.rescoped || part < known.min(self.seq()) {
            return Err(Stale);
        }
        let later = self.recent.iter().filter(|frame| frame.seq > part);
        Ok(later.map(|frame| frame.changes.clone()).collect())
    }

    fn rebase(&mut self, viewer: &Viewer, confirm: impl FnOnce(&mut Model) -> Vec<RecordKey>) -> Touched {
        let mut touched = self.lift();
        touched.extend(confirm(&mut self.shown));
        let seq = self.seq();
        self.pending.retain(|pending| pending.seq.is_none_or(|entry| entry > seq));
        touched.extend(self.lay_all(viewer));
        touched.into()
    }

    /// Takes every pending command off, last first.
    fn lift(&mut self) -> Vec<RecordKey> {
        let mut touched = Vec::new();
        for index in (0..self.pending.len()).rev() {
            let Some(pending) = self.pending.get_mut(index) else {
                continue;
            };
            let changes = std::mem::take(&mut pending.changes);
            touched.extend(model::touched(&changes));
            self.lay(&change::reversed(&changes));
        }
        touched
    }

    /// Lays every pending command again, in order. What no longer applies shows nothing and waits for the server's word.
    fn lay_all(&mut self, viewer: &Viewer) -> Vec<RecordKey> {
        let mut touched = Vec::new();
        for index in 0..self.pending.len() {
            let Some(pending) = self.pending.get(index) else {
                continue;
            };
            if let Verdict::Changes(changes) = apply::apply(&self.shown, viewer, &pending.sent) {
                touched.extend(model::touched(&changes));
                self.lay(&changes);
                if let Some(pending) = self.pending.get_mut(index) {
                    pending.changes = changes;
                }
            }
        }
        touched
    }

    /// Our own changes fit our own records.
    fn lay(&mut self, changes: &[Change]) {
        self.shown.take(changes).unwrap_or_default();
    }
}

/// Takes in what the server says. A change that does not fit comes from a newer server; the rest of it is still worth
/// showing.
fn confirm(model: &mut Model, changes: &[Change]) {
    model.take(changes).unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        account::Account,
        day::{Day, Moment},
        ids::PersonId,
        record::Record,
        viewer::Rights,
    };

    fn viewer() -> Viewer {
        Viewer {
            actor: PersonId::default(),
            now: Moment::UNIX_EPOCH,
            day: Day::default(),
            language: "en".to_owned(),
            rights: Rights::default(),
        }
    }

    fn account(number: u128, name: &str) -> Account {
        Account { id: uuid::Uuid::from_u128(number).into(), name: name.to_owned(), ..Account::default() }
    }

    /// A directory as it stood at an entry.
    fn directory(seq: Seq, accounts: &[&Account]) -> Model {
        let mut model = Model::of_device();
        model.seq = seq;
        model.accounts = accounts.iter().map(|account| (account.id, (*account).clone())).collect();
        model
    }

    #[test]
    fn what_was_lost_does_not_come_back_with_a_directory_read_before() {
        let (kept, lost) = (account(1, "Kept"), account(2, "Lost"));
        let mut replica = Replica::new(directory(10, &[&kept, &lost]));
        // Both were read at 12; that the second is lost as of 15 is heard before they arrive.
        let early = directory(12, &[&kept, &lost]);
        replica.rescope(&viewer(), 15, &[lost.id]);
        assert_eq!(replica.adopt_directory(&viewer(), early.clone()), Err(Stale));
        assert_eq!(replica.start_over(&viewer(), early.clone()), Err(Stale));
        replica.take(&viewer(), 10, 15, Vec::new()).unwrap();
        assert_eq!(replica.adopt_directory(&viewer(), early.clone()), Err(Stale));
        assert_eq!(replica.start_over(&viewer(), early), Err(Stale));
        assert_eq!(replica.adopt_directory(&viewer(), directory(15, &[&kept])), Ok(Vec::new()));
        assert_eq!(replica.shown().accounts.keys().collect::<Vec<_>>(), [&kept.id]);
    }

    #[test]
    fn frames_are_kept_while_a_part_is_on_its_way() {
        let account = account(1, "Account");
        let renamed = Account { name: "As entry 11 has it".to_owned(), ..account.clone() };
        let mut replica = Replica::new(directory(10, &[&account]));
        let part = directory(10, &[&account]);
        replica.await_part();
        replica.take(&viewer(), 10, 11, account.edited(&renamed)).unwrap();
        replica.adopt_account(&viewer(), account.id, part.clone()).unwrap();
        assert_eq!(replica.shown().accounts.get(&account.id), Some(&renamed));
        replica.part_came();
        assert!(replica.recent.is_empty());
        replica.take(&viewer(), 11, 12, Vec::new()).unwrap();
        assert!(replica.recent.is_empty());
        assert_eq!(replica.adopt_account(&viewer(), account.id, part), Err(Stale));
    }

    #[test]
    fn a_part_waits_for_the_frame_of_a_rescope_that_was_heard() {
        let account = account(1, "Account");
        let mut replica = Replica::new(directory(10, &[&account]));
        // The import of entry 15 is not told row by row: the frame still names the account as an earlier entry did.
        let renamed = Account { name: "As entry 12 had it".to_owned(), ..account.clone() };
        let imported = Account { name: "As entry 15 has it".to_owned(), ..account.clone() };
        replica.rescope(&viewer(), 15, &[]);
        let part = directory(15, &[&imported]);
        assert_eq!(replica.adopt_account(&viewer(), account.id, part.clone()), Err(Stale));
        replica.take(&viewer(), 10, 15, account.edited(&renamed)).unwrap();
        replica.adopt_account(&viewer(), account.id, part).unwrap();
        assert_eq!(replica.shown().accounts.get(&account.id), Some(&imported));
    }
}
