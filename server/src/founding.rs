//! How a workspace and its people come to be from outside the app: the first person sets it up, by the link that the first
//! start prints or by the command line; the command line adds others.
//!
//! Invariant: an installation is set up once. Whoever tries holds the lock on the set-up link while they look, and the
//! person, their password, the workspace and the end of the link are kept together or not at all.

use app::pages::door::{Refused, Written};
use domain::{
    command::Command,
    ids::{PersonId, WorkspaceId},
    money::Currency,
    person::{EditPerson, InvitePerson, OrgRole, Person, PersonEdit},
    rejection::{Rejection, TextField},
    set::SetOf,
    text::{self, NAME_MAX},
    workspace::FoundWorkspace,
};
use uuid::Uuid;

use crate::auth::email::Email;
use crate::auth::password;
use crate::auth::secret::Hash;
use crate::engine::{Engine, Sent, Turn};
use crate::{Fault, store};

/// The first person of an installation, and the workspace that they set up.
#[derive(Debug)]
pub struct Founder {
    /// Their name.
    pub name: String,
    /// The address by which they sign in.
    pub email: Email,
    /// What the organisation calls itself.
    pub workspace: String,
    /// The currency in which all figures are kept.
    pub currency: Currency,
    /// Their roles; an administrator is among them.
    pub roles: SetOf<OrgRole>,
}

/// By what right an installation is set up.
#[derive(Clone, Copy, Debug)]
pub enum Right<'a> {
    /// By the set-up link of this hash.
    Link(&'a Hash),
    /// By the command line of the machine.
    Machine,
}

/// Why an installation was not set up.
#[derive(Debug)]
pub enum NotFounded {
    /// Somebody did before, or the link is none.
    Over,
    /// What was written does not do.
    Refused(Refused),
    /// A rule of the business says no.
    Rejected(Rejection),
}

/// Somebody who joins a workspace that is there.
#[derive(Debug)]
pub struct Newcomer {
    /// Their name.
    pub name: String,
    /// The address by which they sign in.
    pub email: Email,
    /// Their roles.
    pub roles: SetOf<OrgRole>,
    /// Whom they report to.
    pub superior: Option<PersonId>,
}

impl Founder {
    /// What somebody wrote, if all of it and the password will do.
    ///
    /// # Errors
    /// The first reason why it does not.
    pub fn of(written: &Written, password: &str) -> Result<Self, Refused> {
        let name = filled(&written.name, Refused::NameEmpty)?;
        let email = Email::parse(&written.email).ok_or(Refused::EmailUnfit)?;
        let workspace = filled(&written.workspace, Refused::WorkspaceEmpty)?;
        let code = written.currency.trim();
        let currency = if code.is_empty() { Some(Currency::default()) } else { Currency::of(code) };
        let currency = currency.ok_or(Refused::CurrencyUnknown)?;
        if let Some(weakness) = password::weakness(password, &[&name, email.as_str(), &workspace]) {
            return Err(weakness.refused());
        }
        let roles = SetOf::from([OrgRole::Administrator, OrgRole::AgencyDirector]);
        Ok(Self { name, email, workspace, currency, roles })
    }

    /// Sets the installation up. `keeps_demo`: the demo stays open besides.
    ///
    /// # Errors
    /// Where the database fails; nothing is kept then.
    pub async fn found(
        self,
        engine: &Engine,
        password_hash: &str,
        right: Right<'_>,
        keeps_demo: bool,
    ) -> Result<Result<(WorkspaceId, PersonId), NotFounded>, Fault> {
        let (workspace, person) = (WorkspaceId(Uuid::now_v7()), PersonId(Uuid::now_v7()));
        let mut turn = engine.begin_founding(workspace).await?;
        if !may_set_up(&mut turn, right).await? {
            return Ok(Err(NotFounded::Over));
        }
        for command in self.commands(workspace, person) {
            if let Err(rejection) = take(&mut turn, person, command).await? {
                return Ok(Err(NotFounded::Rejected(rejection)));
            }
        }
        if !keep_credential(&mut turn, workspace, person, &self.email, password_hash).await? {
            return Ok(Err(NotFounded::Refused(Refused::EmailTaken)));
        }
        if !keeps_demo {
            store::demo::delete_demo_sessions(turn.connection()).await?;
        }
        turn.commit().await?;
        tracing::info!(%workspace, %person, "set up");
        Ok(Ok((workspace, person)))
    }

    fn commands(&self, workspace: WorkspaceId, person: PersonId) -> Vec<Command> {
        let found = FoundWorkspace {
            workspace,
            name: self.workspace.clone(),
            base_currency: self.currency,
            person,
            person_name: self.name.clone(),
        };
        let given = SetOf::from([OrgRole::Administrator, OrgRole::AgencyDirector]);
        let more = self.roles.difference(&given).map(|role| PersonEdit::AddRole(*role));
        let less = given.difference(&self.roles).map(|role| PersonEdit::RemoveRole(*role));
        let edits = more.chain(less).map(|edit| Command::EditPerson(EditPerson { person, edit }));
        std::iter::once(Command::FoundWorkspace(found)).chain(edits).collect()
    }
}

impl Newcomer {
    /// Takes them into a workspace, in the name of its first administrator.
    ///
    /// # Errors
    /// [`Fault::Taken`] where somebody has their address, and where the database fails; nothing is kept then.
    pub async fn join(
        self,
        engine: &Engine,
        workspace: WorkspaceId,
        password_hash: &str,
    ) -> Result<Result<PersonId, Rejection>, Fault> {
        let mut turn = engine.begin(workspace).await?;
        let is_administrator = |person: &&Person| person.active && person.roles.contains(&OrgRole::Administrator);
        let administrator = turn.model().people.values().find(is_administrator);
        let by = administrator.map(|person| person.id).ok_or(Fault::NotAllowed)?;
        let person = PersonId(Uuid::now_v7());
        let Self { name, email, roles, superior } = self;
        let invite = Command::InvitePerson(InvitePerson { person, name, roles, superior });
        if let Err(rejection) = take(&mut turn, by, invite).await? {
            return Ok(Err(rejection));
        }
        store::credential::write_email(turn.connection(), workspace, person, &email).await?;
        store::credential::write_password(turn.connection(), workspace, person, password_hash).await?;
        turn.commit().await?;
        tracing::info!(%workspace, %person, "added");
        Ok(Ok(person))
    }
}

/// A name that says something.
fn filled(text: &str, empty: Refused) -> Result<String, Refused> {
    text::filled_line(TextField::Name, text, NAME_MAX).map_err(|rejection| match rejection {
        Rejection::TextEmpty { .. } => empty,
        _ => Refused::TextUnfit,
    })
}

/// Whether the installation is nobody's yet, and may become theirs. Uses the link up; no other stays.
async fn may_set_up(turn: &mut Turn, right: Right<'_>) -> Result<bool, Fault> {
    let connection = turn.connection();
    store::setup_link::lock_setup_link(connection).await?;
    if store::credential::load_is_set_up(connection).await? {
        return Ok(false);
    }
    match right {
        Right::Link(hash) => store::setup_link::delete_setup_link(connection, hash).await,
        Right::Machine => store::setup_link::delete_any_setup_link(connection).await.map(|()| true),
    }
}

async fn take(turn: &mut Turn, by: PersonId, command: Command) -> Result<Result<(), Rejection>, Fault> {
    let sent = Sent::by_server(command, turn.now());
    let decided = turn.take(by, &sent).await?;
    Ok(decided.rejection().map_or(Ok(()), |rejection| Err(rejection.clone())))
}

/// Keeps by what they sign in; false where somebody has the address.
async fn keep_credential(
    turn: &mut Turn,
    workspace: WorkspaceId,
    person: PersonId,
    email: &Email,
    password_hash: &str,
) -> Result<bool, Fault> {
    match store::credential::write_email(turn.connection(), workspace, person, email).await {
        Err(Fault::Taken(_)) => return Ok(false),
        kept => kept?,
    }
    store::credential::write_password(turn.connection(), workspace, person, password_hash).await?;
    Ok(true)
}
