//! What all accounts of a workspace brought month by month, kept in hand: reports over whole months read nothing else.
//!
//! A cache, and PostgreSQL stays the truth: whoever reads a book does so within a snapshot of the database, and it is first brought to
//! the entry of the log at which that snapshot stands. Only accounts whose documents came or went since are read again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    day::Day,
    ids::{AccountId, Seq, WorkspaceId},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;
use crate::store::log;
use crate::store::revenue::{self, Brought, Month};

/// Of how many workspaces a server keeps the book; the one that was not asked for longest makes room. Ten thousand accounts of three
/// years take some 15 MB.
const KEPT_MAX: usize = 16;

/// The months of all accounts at one entry of the log.
#[derive(Debug, PartialEq, Eq)]
pub struct MonthBook {
    seq: Seq,
    /// For each account its months, each with what was brought up to its end.
    accounts: BTreeMap<AccountId, Arc<[Month]>>,
}

impl MonthBook {
    async fn read(snapshot: &mut PgConnection, workspace: WorkspaceId, seq: Seq) -> Result<Self, Fault> {
        let months = revenue::load_months(snapshot, workspace, None).await?;
        let accounts = months.into_iter().map(|(account, months)| (account, running(months))).collect();
        Ok(Self { seq, accounts })
    }

    /// The book at a later entry.
    async fn brought_to(&self, snapshot: &mut PgConnection, workspace: WorkspaceId, seq: Seq) -> Result<Self, Fault> {
        let since = log::load_since(snapshot, workspace, self.seq).await?;
        if since.bulk {
            return Self::read(snapshot, workspace, seq).await;
        }
        let mut accounts = self.accounts.clone();
        if !since.accounts.is_empty() {
            accounts.extend(Self::read_again(snapshot, workspace, &since.accounts).await?);
        }
        Ok(Self { seq, accounts })
    }

    /// The months of these accounts; none for those that have none left.
    async fn read_again(
        snapshot: &mut PgConnection,
        workspace: WorkspaceId,
        accounts: &[Uuid],
    ) -> Result<BTreeMap<AccountId, Arc<[Month]>>, Fault> {
        let mut again: BTreeMap<AccountId, Arc<[Month]>> =
            accounts.iter().map(|account| (AccountId(*account), running(Vec::new()))).collect();
        let months = revenue::load_months(snapshot, workspace, Some(accounts)).await?;
        again.extend(months.into_iter().map(|(account, months)| (account, running(months))));
        Ok(again)
    }

    /// What an account brought in all months before each of these, which are told by their first days and in their order.
    pub fn before_months_of(&self, account: AccountId, firsts: &[Day]) -> impl Iterator<Item = Brought> {
        let mut months = self.accounts.get(&account).map_or(&[][..], |months| months).iter().peekable();
        let mut up_to = Brought::default();
        firsts.iter().map(move |before| {
            while let Some((_, sum)) = months.next_if(|(first, _)| first < before) {
                up_to = *sum;
            }
            up_to
        })
    }
}

/// Months with what was brought up to the end of each; a month that comes in parts is one.
fn running(months: Vec<Month>) -> Arc<[Month]> {
    let mut up_to = Brought::default();
    let mut running: Vec<Month> = Vec::with_capacity(months.len());
    for (first, brought) in months {
        up_to = up_to.plus(brought);
        match running.last_mut() {
            Some((last, sum)) if *last == first => *sum = up_to,
            _ => running.push((first, up_to)),
        }
    }
    running.into()
}

/// The books that a server keeps, each with when it was asked for last.
#[derive(Debug, Default)]
pub struct MonthBooks(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    books: BTreeMap<WorkspaceId, (u64, Arc<MonthBook>)>,
    /// How often any was asked for.
    asked: u64,
}

impl MonthBooks {
    /// The book of a workspace as a snapshot of the database has it, which stands at the entry `seq`.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn at(
        &self,
        snapshot: &mut PgConnection,
        workspace: WorkspaceId,
        seq: Seq,
    ) -> Result<Arc<MonthBook>, Fault> {
        let book = match self.find(workspace) {
            Some(book) if book.seq == seq => return Ok(book),
            Some(book) if book.seq < seq => book.brought_to(snapshot, workspace, seq).await?,
            _ => MonthBook::read(snapshot, workspace, seq).await?,
        };
        let book = Arc::new(book);
        self.keep(workspace, &book);
        Ok(book)
    }

    fn find(&self, workspace: WorkspaceId) -> Option<Arc<MonthBook>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.asked += 1;
        let now = kept.asked;
        let (asked, book) = kept.books.get_mut(&workspace)?;
        *asked = now;
        Some(Arc::clone(book))
    }

    fn keep(&self, workspace: WorkspaceId, book: &Arc<MonthBook>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Somebody whose snapshot is younger may have kept theirs meanwhile.
        if kept.books.get(&workspace).is_some_and(|(_, other)| other.seq > book.seq) {
            return;
        }
        let now = kept.asked;
        kept.books.insert(workspace, (now, Arc::clone(book)));
        if kept.books.len() > KEPT_MAX {
            let longest = kept.books.iter().min_by_key(|(_, (asked, _))| *asked).map(|(workspace, _)| *workspace);
            longest.and_then(|workspace| kept.books.remove(&workspace));
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn sale(minor: i64) -> Brought {
        Brought { sales: 1, sales_minor: minor, ..Brought::default() }
    }

    fn book(seq: Seq, months: Vec<Month>) -> Arc<MonthBook> {
        Arc::new(MonthBook { seq, accounts: [(AccountId::default(), running(months))].into() })
    }

    #[test]
    fn a_book_tells_what_was_brought_before_a_month() {
        let (may, july) = (date(2025, 5, 1), date(2025, 7, 1));
        let book = book(1, vec![(may, sale(30)), (may, sale(4)), (july, sale(500))]);
        let firsts = [may, date(2025, 6, 1), july, date(2026, 1, 1)];
        let before = |account| book.before_months_of(account, &firsts).map(|sum| (sum.sales, sum.sales_minor));
        assert!(before(AccountId::default()).eq([(0, 0), (2, 34), (2, 34), (3, 534)]));
        assert!(before(AccountId(Uuid::from_u128(7))).eq([(0, 0); 4]));
    }

    #[test]
    fn the_younger_book_is_kept_and_the_one_that_nobody_asks_for_goes() {
        let books = MonthBooks::default();
        let house = |number: usize| WorkspaceId(Uuid::from_u128(number as u128));
        books.keep(house(0), &book(5, Vec::new()));
        books.keep(house(0), &book(4, Vec::new()));
        assert_eq!(books.find(house(0)).map(|book| book.seq), Some(5));
        for number in 1..=KEPT_MAX {
            books.find(house(0));
            books.keep(house(number), &book(1, Vec::new()));
        }
        assert!(books.find(house(0)).is_some());
        assert_eq!((1..=KEPT_MAX).filter(|number| books.find(house(*number)).is_some()).count(), KEPT_MAX - 1);
    }
}
