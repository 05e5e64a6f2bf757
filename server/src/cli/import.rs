//! `mainstay import`: a file of trade, from the command line of the machine.

use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use app::wire::{ImportAnswer, ImportQuery};
use app::words::en::{self, taking_in as words};
use bytes::Bytes;
use clap::Args;
use futures_util::{Stream, StreamExt};
use tokio::fs::File;
use tokio_util::io::ReaderStream;
use tokio_util::sync::CancellationToken;

use crate::auth::email::Email;
use crate::engine::{Clock, Engine};
use crate::feed::Feeds;
use crate::import::{self, Asked, Desk, Sender};
use crate::store::{self, Database};
use crate::{Fault, config};

/// What `mainstay import` is told.
#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    pub storage: config::Storage,

    /// The address by which the person signs in who takes the file in
    #[arg(long, value_name = "EMAIL")]
    user: String,

    /// A file of separated values with a heading line; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// What a row of the file is: transactions where it is a document, lines where it is a line of one
    #[arg(long, value_name = "KIND", default_value = "transactions")]
    kind: String,

    /// The currency of amounts, where no column tells it. Default: the workspace's
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,

    /// Take the good rows in where others are refused
    #[arg(long)]
    partial: bool,

    /// Only look: tell how the file would be read and what would come in
    #[arg(long)]
    check: bool,

    /// How columns are to be read, as JSON: field to heading, with units, decimal and date, such as
    /// {"amount":"Net","units":"major","decimal":",","date":"DD.MM.YYYY"}
    #[arg(long, value_name = "JSON")]
    mapping: Option<String>,
}

impl Import {
    /// Takes the file in and prints what became of it.
    ///
    /// # Errors
    /// Where nothing went in, and why, in words.
    pub async fn run(self, database: &Database) -> anyhow::Result<()> {
        let sender = self.sender(database).await?;
        let query = ImportQuery {
            kind: self.kind,
            currency: self.currency,
            partial: self.partial,
            check: self.check,
            mapping: self.mapping,
        };
        let asked = Asked::of(query).map_err(|words| anyhow!(words))?;
        let clock = Clock::system();
        // A server that runs beside it sees the entry when it next looks.
        let feeds = Feeds::new(database.clone(), clock.clone(), CancellationToken::new());
        let desk = Desk::new(database.clone(), Arc::new(Engine::new(database.clone(), feeds, clock)));
        let file = open(&self.file).await.with_context(|| format!("cannot read {}", self.file.display()))?;
        let took = desk.take(sender, asked, read(file)).await;
        let answer = took.map_err(|fault| match fault {
            Fault::NotAllowed | Fault::NotSignedIn => anyhow!("{} may not take files in", self.user),
            Fault::Broken(cause) => cause,
            other => anyhow!(other),
        })?;
        tell(&answer, self.check)
    }

    async fn sender(&self, database: &Database) -> anyhow::Result<Sender> {
        let email = Email::parse(&self.user).with_context(|| format!("{} is no e-mail address", self.user))?;
        let mut connection = database.acquire().await?;
        let held = store::credential::load_credential(&mut connection, &email).await?;
        let held = held.with_context(|| format!("nobody signs in by {}", self.user))?;
        Ok(Sender { workspace: held.workspace, person: held.person })
    }
}

/// The file, or standard input for `-`.
async fn open(path: &Path) -> std::io::Result<File> {
    if path == Path::new("-") {
        return Ok(File::from_std(std::io::stdin().as_fd().try_clone_to_owned()?.into()));
    }
    File::open(path).await
}

fn read(file: File) -> impl Stream<Item = Result<Bytes, Fault>> + Unpin {
    Box::pin(ReaderStream::with_capacity(file, 64 << 10).map(|bytes| bytes.map_err(Fault::broken)))
}

/// What became of the file: on standard output what went in, on standard error what did not.
fn tell(answer: &ImportAnswer, only_looked: bool) -> anyhow::Result<()> {
    for row in &answer.refused {
        let about = match (&*row.column, &*row.value) {
            ("", "") => String::new(),
            ("", value) => format!("“{value}”: "),
            (column, value) => format!("{column} “{value}”: "),
        };
        eprintln!("{}", words::at_line(row.line, &format!("{about}{}", row.reason)));
    }
    if !import::went_well(answer) {
        bail!("{}", words::refused(answer.refused_count));
    }
    if let Some(settings) = &answer.settings {
        println!("{}", words::read_as(settings));
    }
    println!("{}{}", if only_looked { "Would be: " } else { "" }, words::went_in(answer));
    for total in &answer.totals {
        let (sales, credits) = (total.sales_minor, total.credits_minor);
        let money = |minor| en::money(minor, total.currency);
        println!(
            "{} {}, {} {}, {} {}",
            words::SALES,
            money(sales),
            words::CREDITS,
            money(credits),
            words::PURCHASES,
            money(total.purchases_minor)
        );
    }
    for note in &answer.notes {
        println!("{}", words::at_line(note.line, &note.note));
    }
    if answer.refused_count > 0 {
        println!("{}", words::left_out(answer.refused_count));
    }
    Ok(())
}
