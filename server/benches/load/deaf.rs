//! A way to the database on which notices are lost, as on a connection that broke without a word: everything passes but what PostgreSQL tells of
//! its own accord. A server behind it hears of other servers only by looking.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use server::store::Database;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader, copy};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinHandle;

/// The letter of a `NotificationResponse` (PostgreSQL, message formats).
const NOTICE: u8 = b'A';

/// The way, open until it is dropped.
pub struct Deaf {
    folder: PathBuf,
    /// The address of the database by this way.
    pub url: String,
    passing: JoinHandle<()>,
}

impl Deaf {
    /// Opens it beside the socket of the database of this run.
    pub fn open(database: &Database) -> anyhow::Result<Self> {
        let options = database.pool().connect_options();
        let socket = options.get_socket().context("the database of a bench has a socket")?;
        let name = format!(".s.PGSQL.{}", options.get_port());
        let to = if socket.is_dir() { socket.join(&name) } else { socket.clone() };
        let folder = std::env::temp_dir().join(format!("mainstay-deaf-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let listener = UnixListener::bind(folder.join(&name))?;
        let passing = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let to = to.clone();
                tokio::spawn(async move { pass(client, &to).await });
            }
        });
        let (user, named) = (options.get_username(), options.get_database().unwrap_or_default());
        let url = format!("postgres://{user}@localhost/{named}?host={}&sslmode=disable", folder.display());
        Ok(Self { folder, url, passing })
    }
}

impl Drop for Deaf {
    fn drop(&mut self) {
        self.passing.abort();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Passes what both say, until one of them is gone.
async fn pass(client: UnixStream, to: &Path) -> anyhow::Result<()> {
    let (mut said, answers) = client.into_split();
    let (heard, mut asked) = UnixStream::connect(to).await?.into_split();
    tokio::select! {
        passed = copy(&mut said, &mut asked) => drop(passed?),
        passed = sift(heard, answers) => passed?,
    }
    Ok(())
}

/// Passes every message of the database but notices.
async fn sift(heard: OwnedReadHalf, mut answers: OwnedWriteHalf) -> anyhow::Result<()> {
    let mut heard = BufReader::new(heard);
    loop {
        let kind = heard.read_u8().await?;
        let length = heard.read_u32().await?;
        let mut message = vec![kind];
        message.extend(length.to_be_bytes());
        // The length counts itself.
        message.resize(1 + usize::try_from(length)?, 0);
        heard.read_exact(message.get_mut(5..).unwrap_or_default()).await?;
        if kind != NOTICE {
            answers.write_all(&message).await?;
        }
    }
}
