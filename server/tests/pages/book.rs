//! A workspace full of life: the sample with its people, and an account that few may see.

use app::paths;
use domain::account::{AccountEdit, CreateAccount, EditAccount};
use domain::command::Command;
use domain::ids::{AccountId, PersonId, WorkspaceId};
use domain::note::AddNote;
use domain::person::OrgRole;
use domain::sample;
use domain::set::SetOf;
use server::auth::session;
use server::engine::{Sent, Turn};
use uuid::Uuid;

use crate::support::house::House;

/// Stands in every text of the account that nobody leads.
pub const CANARY: &str = "canary-of-nobody";
/// Stands in a note on an account that somebody leads.
const NOTE: &str = "canary-in-a-note";

pub struct Book {
    pub house: House,
    pub workspace: WorkspaceId,
    /// An account that nobody leads.
    pub nobodys: AccountId,
    /// An account that the first account manager leads.
    pub led: AccountId,
    pub people: Vec<(PersonId, String, SetOf<OrgRole>)>,
}

fn id<T: From<Uuid>>() -> T {
    T::from(Uuid::now_v7())
}

async fn take(turn: &mut Turn, by: PersonId, command: Command) {
    let sent = Sent::by_server(command, turn.now());
    let decided = turn.take(by, &sent).await.unwrap();
    assert_eq!(decided.rejection(), None, "{:?}", sent.command);
}

impl Book {
    pub async fn open(house: House) -> Self {
        let said = sample::commands(house.server.engine.clock().today(), server::models::shipped());
        let Some(Command::FoundWorkspace(found)) = said.first().map(|said| said.command.clone()) else { panic!() };
        let mut turn = house.server.engine.begin_founding(found.workspace).await.unwrap();
        for said in said {
            take(&mut turn, said.by, said.command).await;
        }
        let (nobodys, led): (AccountId, AccountId) = (id(), id());
        let role = |role| {
            let people = turn.model().people.values();
            people.filter(|person| person.roles == SetOf::from([role])).map(|person| person.id).min().unwrap()
        };
        let manager = role(OrgRole::AccountManager);
        let create = |account, name: &str, owner| {
            Command::CreateAccount(CreateAccount {
                account,
                name: name.to_owned(),
                reference: name.to_owned(),
                country: "NO".to_owned(),
                segment: name.to_owned(),
                owner,
            })
        };
        take(&mut turn, found.person, create(nobodys, CANARY, None)).await;
        take(&mut turn, found.person, create(led, "Lead and zinc works", Some(manager))).await;
        let edit = AccountEdit::AddTag(CANARY.to_owned());
        take(&mut turn, found.person, Command::EditAccount(EditAccount { account: nobodys, edit })).await;
        let note = AddNote { note: id(), account: led, text: NOTE.to_owned() };
        take(&mut turn, manager, Command::AddNote(note)).await;
        let people = turn.model().people.values().map(|person| (person.id, person.name.clone(), person.roles.clone()));
        let people = people.collect();
        turn.commit().await.unwrap();
        Self { house, workspace: found.workspace, nobodys, led, people }
    }

    /// The first person of just a role.
    pub fn person(&self, role: OrgRole) -> PersonId {
        let roles = SetOf::from([role]);
        self.people.iter().filter(|(_, _, held)| *held == roles).map(|(person, ..)| *person).min().unwrap()
    }

    /// Signs such a person in.
    pub async fn enter(&self, role: OrgRole) -> String {
        let mut connection = self.house.server.database.acquire().await.unwrap();
        let secret = session::begin(&mut connection, self.workspace, self.person(role)).await.unwrap();
        format!("ms_s={secret}")
    }

    /// Every page, one account that some see, one that few see, and what is not there.
    pub fn paths(&self) -> Vec<String> {
        let accounts = [self.nobodys, self.led, AccountId::default()].map(paths::account);
        let fixed = [
            paths::HOME,
            paths::ACCOUNTS,
            "/accounts?q=canary",
            "/accounts?sort=name&page=2",
            paths::BOARDS,
            paths::RELATIONSHIP_BOARD,
            "/boards/relationship?q=canary",
            "/boards/owner",
            "/boards/country?rows=tag",
            "/boards/relationship?lanes=owner",
            paths::WALL,
            paths::CONCENTRATION,
            paths::RETENTION,
            "/concentration?basis=gross&scope=country%3AFrance&to=2026-01-31",
            paths::SETTINGS,
            "/accounts/nonsense",
        ];
        fixed.into_iter().map(str::to_owned).chain(accounts).collect()
    }

    /// What must reach nobody of this role.
    pub fn hidden_from(&self, role: OrgRole) -> Vec<String> {
        let mut hidden = Vec::new();
        // A search says the word back; what it must not bring is the account.
        let nobodys = [self.nobodys.to_string(), format!("\"{CANARY}\"")];
        let led = [self.led.to_string(), "Lead and zinc".to_owned()];
        match role {
            OrgRole::AgencyDirector => {}
            OrgRole::Finance => hidden.push(NOTE.to_owned()),
            OrgRole::AccountDirector | OrgRole::AccountManager => hidden.extend(nobodys),
            _ => {
                hidden.extend(nobodys.into_iter().chain(led));
                hidden.push(NOTE.to_owned());
            }
        }
        if role == OrgRole::CustomerCare {
            let me = self.person(role);
            hidden.extend(self.people.iter().filter(|(person, ..)| *person != me).map(|(_, name, _)| name.clone()));
        }
        hidden
    }
}
