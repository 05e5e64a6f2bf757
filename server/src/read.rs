//! One account as one reader sees it, read in one transaction that sees one moment.
//!
//! Permission first, then existence: an account that is not there for the reader is answered like one that never was.

pub mod assessments;
mod targets;
mod terms;

use std::collections::BTreeSet;

use app::wire::page::AccountPart;
use app::wire::{AccountSnapshot, DocumentMark, DocumentWindow, HistoryWindow, Records};
use domain::{
    account::Account,
    change::{Change, Kind, Value},
    history::Entry,
    ids::{AccountId, PersonId, Seq, WorkspaceId},
    person::Person,
    policy::Action,
    table::Table,
    viewer::Rights,
    workspace::Workspace,
};
use sqlx::{Postgres, Transaction};
use uuid::Uuid;

use crate::auth::Signed;
use crate::store::document::Before;
use crate::{Fault, Server, store};

/// How many entries come with an account.
pub const HISTORY_WINDOW: usize = 30;
/// How many documents come with an account.
pub const DOCUMENT_WINDOW: usize = 50;
/// How many accounts below it come with an account at most; where there are more, they wait for the directory.
const BELOW_WINDOW: usize = 100;

/// An account that is there for its reader, at one moment of the database.
pub struct Opened {
    snapshot: Transaction<'static, Postgres>,
    house: Workspace,
    seq: Seq,
    people: Table<PersonId, Person>,
    rights: Rights,
    account: Account,
}

/// All of an account that its page shows first: its records, how many documents it has, its latest history.
///
/// # Errors
/// As [`Opened::open`].
pub async fn account_snapshot(server: &Server, signed: &Signed, account: AccountId) -> Result<AccountSnapshot, Fault> {
    Opened::open(server, signed, account).await?.read_whole().await
}

impl Opened {
    /// Opens an account for a reader, by the rights that they have at that moment.
    ///
    /// # Errors
    /// [`Fault::NotFound`] where it is not there for them, [`Fault::NotSignedIn`] where they may not be here any more.
    pub async fn open(server: &Server, signed: &Signed, account: AccountId) -> Result<Self, Fault> {
        let mut snapshot = server.database.begin_snapshot().await?;
        let workspace = signed.workspace;
        let found = store::workspace::load(&mut snapshot, workspace).await?.ok_or(Fault::NotSignedIn)?;
        let people = store::person::load_all(&mut snapshot, workspace).await?;
        let people: Table<_, _> = people.into_iter().map(|person| (person.id, person)).collect();
        if people.get(&signed.person).is_none_or(|person| !person.active) {
            return Err(Fault::NotSignedIn);
        }
        let rights = Rights::of(&people, signed.person);
        let accounts = store::account::load(&mut snapshot, workspace, &[account.0], &[]).await?;
        let account = accounts.into_iter().find(|account| rights.sees(account)).ok_or(Fault::NotFound)?;
        Ok(Self { snapshot, house: found.workspace, seq: found.seq, people, rights, account })
    }

    fn workspace(&self) -> WorkspaceId {
        self.house.id
    }

    /// What happened to the account, newest first, before an entry.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn read_history(&mut self, before: Option<Seq>, limit: usize) -> Result<HistoryWindow, Fault> {
        let (workspace, account) = (self.workspace(), self.account.id);
        let kinds = self.kinds_seen();
        let mut seqs =
            store::log::load_seqs_of(&mut self.snapshot, workspace, account, &kinds, before, one_more(limit)).await?;
        let has_more = seqs.len() > limit;
        seqs.truncate(limit);
        let mut items = store::log::load_those_of(&mut self.snapshot, workspace, account, &seqs).await?;
        for entry in &mut items {
            entry.changes.retain(|change| self.sees_change(change));
        }
        let next = items.last().filter(|_| has_more).map(|entry| entry.seq);
        Ok(HistoryWindow { items, next, ..HistoryWindow::default() })
    }

    /// The documents of the account, latest first, from a place on.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn read_documents(
        &mut self,
        before: Option<&DocumentMark>,
        limit: usize,
    ) -> Result<DocumentWindow, Fault> {
        let (workspace, account) = (self.workspace(), self.account.id);
        let before = before.map(|mark| Before { day: mark.day, number: mark.number.clone() });
        let mut items =
            store::document::load_latest(&mut self.snapshot, workspace, account, before.as_ref(), one_more(limit))
                .await?;
        let has_more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| has_more).map(DocumentMark::from);
        Ok(DocumentWindow { items, next })
    }

    async fn read_whole(mut self) -> Result<AccountSnapshot, Fault> {
        let (workspace, account) = (self.workspace(), self.account.id);
        let history = self.read_history(None, HISTORY_WINDOW).await?.items;
        let documents = self.read_documents(None, DOCUMENT_WINDOW).await?.items;
        let count = store::document::load_count(&mut self.snapshot, workspace, account).await?;
        let accounts = self.read_group(&history).await?;
        let ids: Vec<Uuid> = accounts.iter().map(|account| account.id.0).collect();
        let placements = store::placement::load(&mut self.snapshot, workspace, &[], &ids).await?;
        let trailing = store::trailing::load(&mut self.snapshot, workspace, &ids).await?;
        let notes = if self.rights.may_with(Action::ReadNotes, self.account.owner) {
            store::note::load_of(&mut self.snapshot, workspace, account).await?
        } else {
            Vec::new()
        };
        let mut records = Records {
            workspace: Some(self.house),
            accounts,
            placements,
            documents,
            notes,
            trailing,
            ..Records::default()
        };
        let named = people_named(&records, &history, self.rights.person);
        let seen = self.people.into_values();
        records.people =
            seen.filter(|person| named.contains(&person.id) && self.rights.sees_person(person.id)).collect();
        let documents_total = usize::try_from(count).unwrap_or_default();
        Ok(AccountSnapshot { seq: self.seq, records, part: AccountPart { account, documents_total, history } })
    }

    /// The account, those below it, and those that it and its history name as its parent, as far as the reader sees them.
    async fn read_group(&mut self, history: &[Entry]) -> Result<Vec<Account>, Fault> {
        let (workspace, account) = (self.workspace(), self.account.id);
        let mut others =
            store::account::load_below(&mut self.snapshot, workspace, account, one_more(BELOW_WINDOW)).await?;
        if others.len() > BELOW_WINDOW {
            others.clear();
        }
        let mut named = parents_named(&self.account, history);
        named.retain(|id| others.iter().all(|other| other.id.0 != *id));
        if !named.is_empty() {
            others.extend(store::account::load(&mut self.snapshot, workspace, &named, &[]).await?);
        }
        let others = others.into_iter().filter(|other| self.rights.sees(other));
        Ok(std::iter::once(self.account.clone()).chain(others).collect())
    }

    /// The kinds of records of the account whose changes the reader may see.
    fn kinds_seen(&self) -> Vec<Kind> {
        let kinds = [
            Kind::Account,
            Kind::Placement,
            Kind::Document,
            Kind::Note,
            Kind::Contract,
            Kind::Partnership,
            Kind::WalletEstimate,
            Kind::Investment,
            Kind::Target,
            Kind::SalesOrder,
            Kind::Assessment,
            Kind::Position,
            Kind::KeyDecision,
        ];
        let owner = self.account.owner;
        kinds.into_iter().filter(|kind| self.rights.sees_kind(*kind, owner)).collect()
    }

    /// Whether the reader may see a change of the account, or of what belongs to no account. On which boards it stands is
    /// told by the boards, for some of them are somebody's own.
    fn sees_change(&self, change: &Change) -> bool {
        self.rights.sees_change(change, self.account.owner, None)
    }
}

/// The people whom records and history of an account name, and the reader.
fn people_named(records: &Records, history: &[Entry], reader: PersonId) -> BTreeSet<PersonId> {
    let owners = records.accounts.iter().filter_map(|account| account.owner);
    let authors = records.notes.iter().map(|note| note.author);
    let placers = records.placements.iter().map(|placement| placement.by);
    let actors = history.iter().map(|entry| entry.actor);
    let fields = history.iter().flat_map(|entry| &entry.changes).flat_map(|change| &change.fields);
    let told = fields.flat_map(|field| [&field.before, &field.after]).filter_map(person_in);
    owners.chain(authors).chain(placers).chain(actors).chain(told).chain([reader]).collect()
}

/// The accounts that an account and its history name as its parent.
fn parents_named(account: &Account, history: &[Entry]) -> Vec<Uuid> {
    let fields = history.iter().flat_map(|entry| &entry.changes).flat_map(|change| &change.fields);
    let told = fields.filter(|field| field.field == "parent").flat_map(|field| [&field.before, &field.after]);
    let ids = told.filter_map(|value| if let Value::Text(id) = value { id.parse().ok() } else { None });
    let ids: BTreeSet<Uuid> = account.parent.map(|parent| parent.0).into_iter().chain(ids).collect();
    ids.into_iter().filter(|id| *id != account.id.0).collect()
}

/// Any id may be a person's: who is none is found among no people.
fn person_in(value: &Value) -> Option<PersonId> {
    match value {
        Value::Text(text) => text.parse().ok(),
        Value::Nothing | Value::Flag(_) | Value::Number(_) => None,
    }
}

/// One row more than is shown tells whether there is more.
fn one_more(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
}
