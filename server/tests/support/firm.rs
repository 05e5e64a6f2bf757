//! A firm that was founded by the engine, with people who hold tokens, and requests in their name.

use app::wire::{Answer, Receipt};
use axum::body::Body;
use axum::http::{Request, header};
use domain::account::CreateAccount;
use domain::command::{Command, WIRE};
use domain::ids::{AccountId, PersonId, Seq, WorkspaceId};
use domain::money::Currency;
use domain::note::AddNote;
use domain::person::{InvitePerson, OrgRole};
use domain::rejection::Outcome;
use domain::workspace::FoundWorkspace;
use serde_json::{Value, json};
use server::auth::token;
use server::engine::Sent;
use sqlx::PgPool;
use uuid::Uuid;

use super::house::{House, Told};
use super::listener::Listener;

/// Requests of a test are more than one person's share.
pub const GENEROUS: [&str; 8] = [
    "--rate-per-person",
    "100000",
    "--burst-per-person",
    "100000",
    "--rate-per-address",
    "100000",
    "--burst-per-address",
    "100000",
];

/// A person with a token.
#[derive(Clone, Debug)]
pub struct Hand {
    pub person: PersonId,
    pub token: String,
}

/// A firm, and one of its servers.
pub struct Firm {
    pub house: House,
    pub workspace: WorkspaceId,
    /// Administrator and agency director.
    pub boss: Hand,
}

pub fn id<T: From<Uuid>>() -> T {
    T::from(Uuid::now_v7())
}

/// A command as a browser sends it, ready for a batch.
pub fn packed(command: &Command) -> Value {
    packed_as(id(), command)
}

pub fn packed_as(command_id: Uuid, command: &Command) -> Value {
    json!({"id": command_id, "made_at": jiff::Timestamp::now(), "base_seq": 0, "command": command})
}

pub fn batch(commands: &[Value]) -> Value {
    json!({"wire": WIRE, "device": Uuid::nil(), "commands": commands})
}

pub fn create(account: AccountId, name: &str, owner: Option<PersonId>) -> Command {
    Command::CreateAccount(CreateAccount {
        account,
        name: name.into(),
        reference: String::new(),
        country: "United Kingdom".into(),
        segment: "Retail".into(),
        owner,
    })
}

impl Firm {
    pub async fn found(pool: PgPool) -> Self {
        Self::over(House::told(pool, &GENEROUS)).await
    }

    pub async fn over(house: House) -> Self {
        let (workspace, person) = (id(), id());
        let found = Command::FoundWorkspace(FoundWorkspace {
            workspace,
            name: "Northwind Sales".into(),
            base_currency: Currency::of("GBP").unwrap(),
            person,
            person_name: "Ada Boss".into(),
        });
        let mut turn = house.server.engine.begin_founding(workspace).await.unwrap();
        let decided = turn.take(person, &Sent::by_server(found, turn.now())).await.unwrap();
        assert_eq!(decided.receipt.seq, Some(1));
        let token = token::make(turn.connection(), workspace, person).await.unwrap();
        turn.commit().await.unwrap();
        Self { house, workspace, boss: Hand { person, token } }
    }

    /// Another server over the same database.
    pub fn beside(&self, pool: PgPool) -> Self {
        Self { house: House::told(pool, &GENEROUS), workspace: self.workspace, boss: self.boss.clone() }
    }

    /// A token more of a person.
    pub async fn token(&self, person: PersonId) -> Hand {
        let mut connection = self.house.server.database.acquire().await.unwrap();
        let token = token::make(&mut connection, self.workspace, person).await.unwrap();
        Hand { person, token }
    }

    pub async fn hire(&self, name: &str, role: OrgRole, superior: Option<PersonId>) -> Hand {
        let person = id();
        let invite = InvitePerson { person, name: name.into(), roles: [role].into(), superior };
        self.apply(&self.boss, &Command::InvitePerson(invite)).await;
        self.token(person).await
    }

    pub async fn account(&self, name: &str, owner: Option<PersonId>) -> AccountId {
        let account = id();
        self.apply(&self.boss, &create(account, name, owner)).await;
        account
    }

    pub async fn note(&self, by: &Hand, account: AccountId, text: &str) -> Seq {
        self.apply(by, &Command::AddNote(AddNote { note: id(), account, text: text.into() })).await
    }

    pub async fn get(&self, hand: &Hand, path: &str) -> Told {
        self.house.send(as_of(hand, Request::get(path)).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, hand: &Hand, path: &str, body: &Value) -> Told {
        let request = as_of(hand, Request::post(path)).header(header::CONTENT_TYPE, "application/json");
        self.house.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub async fn send(&self, hand: &Hand, commands: &[Value]) -> Told {
        self.post(hand, app::paths::COMMANDS, &batch(commands)).await
    }

    /// The receipts of commands that were all decided.
    pub async fn receipts(&self, hand: &Hand, commands: &[Value]) -> Vec<Receipt> {
        let told = self.send(hand, commands).await;
        assert_eq!(told.status.as_u16(), 200, "{}", told.body);
        let answer: Answer = serde_json::from_str(&told.body).unwrap();
        assert_eq!((answer.receipts.len(), answer.retry_after_ms), (commands.len(), None), "{}", told.body);
        answer.receipts
    }

    /// Runs a command that is to be applied.
    pub async fn apply(&self, hand: &Hand, command: &Command) -> Seq {
        let receipt = self.receipts(hand, &[packed(command)]).await.remove(0);
        assert_eq!(receipt.outcome, Outcome::Applied, "{receipt:?}");
        receipt.seq.unwrap()
    }

    /// Opens a stream from an entry on, or from now.
    pub async fn listen(&self, hand: &Hand, since: Option<Seq>) -> Listener {
        let path = since.map_or("/api/v1/changes".to_owned(), app::paths::changes);
        let response = self.house.open(as_of(hand, Request::get(path)).body(Body::empty()).unwrap()).await;
        assert_eq!(response.status().as_u16(), 200);
        Listener::new(response.into_body())
    }
}

/// A request in the name of a person.
pub fn as_of(hand: &Hand, request: axum::http::request::Builder) -> axum::http::request::Builder {
    request.header(header::AUTHORIZATION, format!("Bearer {}", hand.token))
}
