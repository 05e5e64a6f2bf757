//! `mainstay token`: how scripts are let in.

use anyhow::{Context, anyhow, bail};
use app::pages::door::Refused;
use app::words::en;
use clap::{Args, Subcommand};
use sqlx::PgConnection;

use super::in_words;
use crate::auth::email::Email;
use crate::auth::token;
use crate::config;
use crate::hex::hex;
use crate::store::credential::Credential;
use crate::store::token::Kept;
use crate::store::{self, Database};

/// What `mainstay token` does.
#[derive(Subcommand)]
pub enum TokenAct {
    /// Make a token by which scripts act as a person, and print it, this once; sent as `Authorization: Bearer TOKEN`
    Create(Create),
    /// Tell the tokens of a person: the name of each, when it was made, and when it was last used
    List(List),
    /// Void a token of a person, or all; what is connected by it ends within 30 seconds
    Revoke(Revoke),
}

/// What `mainstay token create` is told.
#[derive(Args)]
pub struct Create {
    #[command(flatten)]
    pub storage: config::Storage,

    /// The address by which that person signs in
    #[arg(long, value_name = "EMAIL")]
    user: String,
}

/// What `mainstay token list` is told.
#[derive(Args)]
pub struct List {
    #[command(flatten)]
    pub storage: config::Storage,

    /// The address by which that person signs in
    #[arg(long, value_name = "EMAIL")]
    user: String,
}

/// What `mainstay token revoke` is told.
#[derive(Args)]
pub struct Revoke {
    #[command(flatten)]
    pub storage: config::Storage,

    /// The address by which that person signs in
    #[arg(long, value_name = "EMAIL")]
    user: String,

    /// The name of the token, as `mainstay token list` tells it
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    name: Option<String>,

    /// All tokens of that person
    #[arg(long)]
    all: bool,
}

impl Create {
    /// Makes the token and prints it alone.
    ///
    /// # Errors
    /// Where nobody signs in by that address.
    pub async fn run(self, database: &Database) -> anyhow::Result<()> {
        let mut connection = database.acquire().await.map_err(in_words)?;
        let held = load_holder(&mut connection, &self.user).await?;
        if !held.active {
            bail!("{} may not sign in", self.user.trim());
        }
        println!("{}", token::make(&mut connection, held.workspace, held.person).await.map_err(in_words)?);
        Ok(())
    }
}

impl List {
    /// Prints a line for each token, the oldest first.
    ///
    /// # Errors
    /// Where nobody signs in by that address.
    pub async fn run(self, database: &Database) -> anyhow::Result<()> {
        let mut connection = database.acquire().await.map_err(in_words)?;
        let held = load_holder(&mut connection, &self.user).await?;
        for token in store::token::load_tokens(&mut connection, held.workspace, held.person).await.map_err(in_words)? {
            let used = token.seen_at.map_or("never used".to_owned(), |at| format!("last used {at:.0}"));
            println!("{}  made {:.0}  {used}", name(&token), token.made_at);
        }
        Ok(())
    }
}

impl Revoke {
    /// Voids the token or all, and says how many went.
    ///
    /// # Errors
    /// Where nobody signs in by that address, or there is no token of that name.
    pub async fn run(self, database: &Database) -> anyhow::Result<()> {
        let mut connection = database.acquire().await.map_err(in_words)?;
        let held = load_holder(&mut connection, &self.user).await?;
        let voided = match &self.name {
            Some(wanted) => self.void(&mut connection, &held, wanted.trim()).await?,
            None => {
                store::token::delete_tokens(&mut connection, held.workspace, held.person).await.map_err(in_words)?
            }
        };
        println!("{} voided.", if voided == 1 { "1 token".to_owned() } else { format!("{voided} tokens") });
        Ok(())
    }

    async fn void(&self, connection: &mut PgConnection, held: &Credential, wanted: &str) -> anyhow::Result<u64> {
        let kept = store::token::load_tokens(connection, held.workspace, held.person).await.map_err(in_words)?;
        let Some(token) = kept.iter().find(|token| name(token) == wanted) else {
            bail!("{} has no token {wanted}: `mainstay token list` tells which there are", self.user.trim());
        };
        store::token::delete_token(connection, held.workspace, held.person, &token.hash).await.map_err(in_words)?;
        Ok(1)
    }
}

/// Whose tokens these are, whether or not they may sign in now.
async fn load_holder(connection: &mut PgConnection, user: &str) -> anyhow::Result<Credential> {
    let email = Email::parse(user).ok_or_else(|| anyhow!(en::door::refused(Refused::EmailUnfit)))?;
    let held = store::credential::load_credential(connection, &email).await.map_err(in_words)?;
    held.with_context(|| format!("nobody signs in by {}", email.as_str()))
}

/// By which a token is told from others: the first bytes of its hash, which let nobody in.
fn name(token: &Kept) -> String {
    hex(token.hash.iter().take(6))
}
