//! `mainstay user`: people, from the command line of the machine.

use std::io::Read;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use app::pages::door::{Refused, Written};
use app::words::en;
use clap::{Args, Subcommand};
use domain::ids::{PersonId, WorkspaceId};
use domain::person::OrgRole;
use domain::rejection::Rejection;
use sqlx::PgConnection;
use tokio_util::sync::CancellationToken;

use super::in_words;
use crate::auth::email::Email;
use crate::auth::password::{self, Hashing};
use crate::config;
use crate::engine::{Clock, Engine};
use crate::feed::Feeds;
use crate::founding::{Founder, Newcomer, NotFounded, Right};
use crate::store::{self, Database};

/// What `mainstay user` does.
#[derive(Subcommand)]
pub enum UserAct {
    /// Add a person who signs in with a password. The first one sets the workspace up and voids the set-up link
    Add(Box<Add>),
}

/// What `mainstay user add` is told.
#[derive(Args)]
pub struct Add {
    #[command(flatten)]
    pub storage: config::Storage,

    /// Their name, as colleagues write it
    #[arg(long)]
    name: String,

    /// The address by which they sign in
    #[arg(long)]
    email: String,

    /// A role of theirs, such as administrator, agency-director, account-director, key-account-manager, account-manager or
    /// finance. May be repeated
    #[arg(long = "role", required = true, value_parser = role)]
    roles: Vec<OrgRole>,

    /// The e-mail address of the person they report to
    #[arg(long, value_name = "EMAIL")]
    superior: Option<String>,

    /// Read the password from standard input: its first line, 15 characters or more
    #[arg(long, required = true)]
    password_stdin: bool,

    /// The name of the workspace: for the first person, what the organisation calls itself
    #[arg(long, value_name = "NAME")]
    workspace: Option<String>,

    /// The currency in which all figures are kept, for the first person. Chosen once
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
}

/// A role by its word.
fn role(word: &str) -> Result<OrgRole, String> {
    let found = OrgRole::of_word(&word.trim().to_lowercase().replace('-', "_"));
    found.ok_or_else(|| {
        let words: Vec<_> = OrgRole::ALL.iter().map(|role| role.word().replace('_', "-")).collect();
        format!("the roles are {}", words.join(", "))
    })
}

impl Add {
    /// Adds the person.
    ///
    /// # Errors
    /// What does not do, in words.
    pub async fn run(self, database: &Database) -> anyhow::Result<()> {
        let password = read_password(std::io::stdin())?;
        let mut connection = database.acquire().await.map_err(in_words)?;
        let is_first = !store::credential::load_is_set_up(&mut connection).await.map_err(in_words)?;
        drop(connection);
        let engine = engine(database);
        let said = if is_first {
            self.found(&engine, password).await?
        } else {
            self.join(database, &engine, password).await?
        };
        println!("{said}");
        Ok(())
    }

    async fn found(self, engine: &Engine, password: String) -> anyhow::Result<String> {
        let workspace = self.workspace.context("there is no workspace yet: give its name with --workspace")?;
        if self.superior.is_some() {
            bail!("the first person reports to nobody: leave --superior out");
        }
        let currency = self.currency.unwrap_or_default();
        let written = Written { name: self.name, email: self.email, workspace, currency };
        let mut founder = Founder::of(&written, &password).map_err(|refused| anyhow!(en::door::refused(refused)))?;
        founder.roles = self.roles.into();
        if !founder.roles.contains(&OrgRole::Administrator) {
            bail!("the first person is to be an administrator: give --role administrator as well");
        }
        let said = format!(
            "Set up {} in {}, with {} ({}).",
            founder.workspace,
            founder.currency.code(),
            founder.name,
            founder.email.as_str()
        );
        let hash = Hashing::new().hash(password).await.map_err(in_words)?;
        match founder.found(engine, &hash, Right::Machine, false).await.map_err(in_words)? {
            Ok(_) => Ok(said),
            Err(NotFounded::Over) => bail!("somebody set the workspace up meanwhile: try again"),
            Err(NotFounded::Refused(refused)) => bail!("{}", en::door::refused(refused)),
            Err(NotFounded::Rejected(rejection)) => bail!("{}", en::rejection(&rejection)),
        }
    }

    async fn join(self, database: &Database, engine: &Engine, password: String) -> anyhow::Result<String> {
        if self.currency.is_some() {
            bail!("the workspace has its currency already: leave --currency out");
        }
        let email = Email::parse(&self.email).ok_or_else(|| anyhow!(en::door::refused(Refused::EmailUnfit)))?;
        let mut connection = database.acquire().await.map_err(in_words)?;
        let (workspace, house) =
            workspace_named(&mut connection, self.workspace.as_deref().unwrap_or_default()).await?;
        let superior = match &self.superior {
            Some(superior) => Some(person_of(&mut connection, workspace, superior).await?),
            None => None,
        };
        drop(connection);
        if let Some(weakness) = password::weakness(&password, &[&self.name, email.as_str(), &house]) {
            bail!("{}", en::door::refused(weakness.refused()));
        }
        let said = format!("Added {} ({}) to {house}.", self.name.trim(), email.as_str());
        let hash = Hashing::new().hash(password).await.map_err(in_words)?;
        let newcomer = Newcomer { name: self.name, email, roles: self.roles.into(), superior };
        let joined = newcomer.join(engine, workspace, &hash).await.map_err(in_words)?;
        joined.map(|_| said).map_err(|rejection: Rejection| anyhow!(en::rejection(&rejection)))
    }
}

/// The first line; it is a password, so nothing else is taken off it.
fn read_password(mut from: impl Read) -> anyhow::Result<String> {
    let mut text = String::new();
    from.read_to_string(&mut text).context("the password cannot be read from standard input")?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// The workspace of a name, or the only one.
async fn workspace_named(connection: &mut PgConnection, name: &str) -> anyhow::Result<(WorkspaceId, String)> {
    let found = store::workspace::load_named(connection, name.trim()).await.map_err(in_words)?;
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => bail!("there is no workspace of this name"),
        _ => bail!("there are several workspaces: name one with --workspace"),
    }
}

async fn person_of(connection: &mut PgConnection, workspace: WorkspaceId, email: &str) -> anyhow::Result<PersonId> {
    let parsed = Email::parse(email).ok_or_else(|| anyhow!(en::door::refused(Refused::EmailUnfit)))?;
    let held = store::credential::load_credential(connection, &parsed).await.map_err(in_words)?;
    let held = held.filter(|held| held.workspace == workspace);
    held.map(|held| held.person).with_context(|| format!("nobody here signs in by {email}"))
}

/// An engine of this process alone. A server that runs beside it finds what it wrote by itself.
fn engine(database: &Database) -> Engine {
    let clock = Clock::system();
    let feeds = Feeds::new(database.clone(), clock.clone(), CancellationToken::new());
    Engine::new(database.clone(), Arc::clone(&feeds), clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_written_with_either_dash() {
        assert_eq!(role("agency-director"), Ok(OrgRole::AgencyDirector));
        assert_eq!(role("Key_Account_Manager"), Ok(OrgRole::KeyAccountManager));
        assert!(role("boss").unwrap_err().contains("account-director"));
    }

    #[test]
    fn a_password_is_the_first_line_with_its_blanks() {
        assert_eq!(read_password(&b" a phrase \r\nmore\n"[..]).unwrap(), " a phrase ");
        assert_eq!(read_password(&b""[..]).unwrap(), "");
    }
}
