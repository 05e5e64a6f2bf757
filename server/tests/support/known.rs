//! What is kept of what is known of accounts, held against what the records say.

use std::collections::{BTreeMap, BTreeSet};

use domain::categorization::facts::Facts;
use domain::ids::{AccountId, WorkspaceId};
use server::engine::Clock;
use server::known::{self, Days};
use server::store::{self, known_facts};
use sqlx::PgConnection;

/// What is read is what the records say, worked out from all of them; there is a record for each account, and where it says that it holds
/// today it says that too. Gives what is known, and of how many accounts that is kept.
pub async fn assert_known(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    clock: &Clock,
) -> (BTreeMap<AccountId, Facts>, usize) {
    let locked = store::workspace::load(connection, workspace).await.unwrap().unwrap();
    let days = Days::of(&locked.workspace, clock.today());
    let says = known::work_out(connection, workspace, clock, None, days).await.unwrap();
    let says: BTreeMap<AccountId, Facts> = says.into_iter().map(|one| (one.account, one.facts)).collect();
    let accounts: Vec<_> = says.keys().map(|account| account.0).collect();
    let read = known::load(connection, workspace, clock, &accounts, days).await.unwrap();
    assert_eq!(read, says, "what is read of {days:?}, where {:?} stands", (locked.trailing_to, locked.facts_on));
    if locked.trailing_to != Some(days.to) || locked.facts_on.is_none() {
        return (says, 0);
    }
    let kept = known_facts::load_all(connection, workspace).await.unwrap();
    let whose: BTreeSet<AccountId> = kept.iter().map(|one| one.account).collect();
    assert_eq!(whose, says.keys().copied().collect(), "a record for each account");
    let holding: Vec<_> = kept.iter().filter(|one| one.holds_until.is_none_or(|until| days.on <= until)).collect();
    for one in &holding {
        assert_eq!(Some(&one.facts), says.get(&one.account), "what is kept of {}", one.account);
    }
    if locked.facts_on == Some(days.on) {
        assert_eq!(holding.len(), kept.len(), "all of it was looked at today");
    }
    (says, holding.len())
}
