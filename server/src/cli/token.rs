//! `mainstay token`: how scripts are let in.

use anyhow::{Context, anyhow, bail};
use app::pages::door::Refused;
use app::words::en;
use clap::{Args, Subcommand};

use super::in_words;
use crate::auth::email::Email;
use crate::auth::token;
use crate::config;
use crate::store::{self, Database};

/// What `mainstay token` does.
#[derive(Subcommand)]
pub enum TokenAct {
    /// Make a token by which scripts act as a person, and print it, this once; sent as `Authorization: Bearer TOKEN`
    Create(Create),
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

impl Create {
    /// Makes the token and prints it alone.
    ///
    /// # Errors
    /// Where nobody signs in by that address.
    pub async fn run(self, database: &Database) -> anyhow::Result<()> {
        let email = Email::parse(&self.user).ok_or_else(|| anyhow!(en::door::refused(Refused::EmailUnfit)))?;
        let mut connection = database.acquire().await.map_err(in_words)?;
        let held = store::credential::load_credential(&mut connection, &email).await.map_err(in_words)?;
        let held = held.with_context(|| format!("nobody signs in by {}", email.as_str()))?;
        if !held.active {
            bail!("{} may not sign in", email.as_str());
        }
        println!("{}", token::make(&mut connection, held.workspace, held.person).await.map_err(in_words)?);
        Ok(())
    }
}
