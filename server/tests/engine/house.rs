//! A workspace to test in: founded, with people and accounts as a test needs them.

use std::sync::Arc;

use domain::{
    account::CreateAccount,
    command::{Command, WIRE},
    ids::{AccountId, CommandId, DeviceId, PersonId, Seq, WorkspaceId},
    money::Currency,
    person::{InvitePerson, OrgRole},
    rejection::{Outcome, Rejection},
    workspace::FoundWorkspace,
};
use server::engine::sent::About;
use server::engine::{Clock, Decided, Engine, Sent};
use server::feed::Feeds;
use server::store::Database;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub struct House {
    pub database: Database,
    pub clock: Clock,
    pub feeds: Arc<Feeds>,
    pub engine: Arc<Engine>,
    pub workspace: WorkspaceId,
    /// Administrator and agency director.
    pub boss: PersonId,
    /// Kept, so that the feeds go on for as long as the house stands.
    _stop: CancellationToken,
}

pub fn id<T: From<Uuid>>() -> T {
    T::from(Uuid::now_v7())
}

pub fn gbp() -> Currency {
    Currency::of("GBP").unwrap()
}

/// A command as a browser sends it.
pub fn sent(command: Command) -> Sent {
    sent_as(id(), &command)
}

pub fn sent_as(command_id: CommandId, command: &Command) -> Sent {
    let about = About { id: command_id, made_at: jiff::Timestamp::now(), base_seq: 0 };
    Sent::from_outside(DeviceId::default(), WIRE, &about, &serde_json::to_value(command).unwrap())
}

impl House {
    pub async fn found(pool: PgPool) -> Self {
        let server = Self::server(Database::over(pool), id(), id());
        let found = Command::FoundWorkspace(FoundWorkspace {
            workspace: server.workspace,
            name: "Northwind Sales".into(),
            base_currency: gbp(),
            person: server.boss,
            person_name: "Ada Boss".into(),
        });
        let mut turn = server.engine.begin_founding(server.workspace).await.unwrap();
        let decided = turn.take(server.boss, &Sent::by_server(found, server.clock.now())).await.unwrap();
        assert_eq!(decided.receipt.seq, Some(1));
        turn.commit().await.unwrap();
        server
    }

    /// A server on the database of a workspace that was founded before.
    pub fn server(database: Database, workspace: WorkspaceId, boss: PersonId) -> Self {
        let stop = CancellationToken::new();
        let clock = Clock::of_zone(jiff::tz::TimeZone::UTC);
        let feeds = Feeds::new(database.clone(), clock.clone(), stop.clone());
        let engine = Arc::new(Engine::new(database.clone(), Arc::clone(&feeds), clock.clone()));
        Self { database, clock, feeds, engine, workspace, boss, _stop: stop }
    }

    pub async fn run_all(&self, actor: PersonId, sent: Vec<Sent>) -> Vec<Decided> {
        let run = self.engine.run(self.workspace, actor, sent).await;
        assert!(run.stopped.is_none(), "{:?}", run.stopped);
        run.decided
    }

    pub async fn run(&self, actor: PersonId, command: Command) -> Decided {
        self.run_all(actor, vec![sent(command)]).await.remove(0)
    }

    /// Runs a command that is to be applied.
    pub async fn apply(&self, actor: PersonId, command: Command) -> Seq {
        let decided = self.run(actor, command).await;
        assert_eq!(decided.receipt.outcome, Outcome::Applied, "{:?}", decided.receipt);
        decided.receipt.seq.unwrap()
    }

    /// Runs a command that is to be refused.
    pub async fn refuse(&self, actor: PersonId, command: Command) -> Rejection {
        let decided = self.run(actor, command).await;
        decided.rejection().cloned().unwrap_or_else(|| panic!("applied: {:?}", decided.receipt))
    }

    pub async fn person(&self, name: &str, role: OrgRole, superior: Option<PersonId>) -> PersonId {
        let person = id();
        let invite = InvitePerson { person, name: name.into(), roles: [role].into(), superior };
        self.apply(self.boss, Command::InvitePerson(invite)).await;
        person
    }

    pub async fn account(&self, name: &str, owner: Option<PersonId>) -> AccountId {
        let account = id();
        self.apply(self.boss, Command::CreateAccount(create(account, name, owner))).await;
        account
    }

    pub async fn seq(&self) -> Seq {
        self.feeds.load_seq(self.workspace).await.unwrap()
    }
}

pub fn create(account: AccountId, name: &str, owner: Option<PersonId>) -> CreateAccount {
    CreateAccount {
        account,
        name: name.into(),
        reference: String::new(),
        country: "United Kingdom".into(),
        segment: "Retail".into(),
        owner,
    }
}
