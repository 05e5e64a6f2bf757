//! The private PostgreSQL: made, kept up, taken over, and taken down with the server.
//!
//! Skips, and says so, where this machine has no programs of PostgreSQL.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::process::{Folder, Mainstay, postmaster};
use server::config;
use server::postgres::{Storage, Use};
use server::store::Database;

/// How long a killed cluster may take to be back; recovery on a busy machine is slow, and this is no benchmark.
const BACK: Duration = Duration::from_secs(30);

fn settings(folder: &Folder) -> config::Storage {
    let data_dir = folder.path().to_owned();
    config::Storage { database_url: None, data_dir, postgres_bin: None, allow_unsafe_database: false }
}

fn open(folder: &Folder, purpose: Use) -> Option<Storage> {
    match Storage::open(&settings(folder), purpose) {
        Ok(storage) => Some(storage),
        Err(cause) if cause.to_string().starts_with("no programs of PostgreSQL") => {
            eprintln!("skipped: {cause}");
            None
        }
        Err(cause) => panic!("{cause:#}"),
    }
}

fn kill(pid: i32) {
    let process = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(process, rustix::process::Signal::KILL).unwrap();
}

#[tokio::test]
async fn it_is_made_comes_back_when_killed_and_goes_with_its_keeper() {
    let folder = Folder::new("kept");
    let Some(storage) = open(&folder, Use::Serve) else { return };
    storage.start().await.unwrap();
    let database = Database::lazy(storage.options(), 2);
    database.assert_safe(false).await.unwrap();
    database.migrate().await.unwrap();

    let first = postmaster(folder.path()).unwrap();
    kill(first);
    let began = Instant::now();
    while database.ping().await.is_err() || postmaster(folder.path()) == Some(first) {
        assert!(began.elapsed() < BACK, "it is not back");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    database.assert_safe(false).await.unwrap();
    database.pool().close().await;
    storage.close(Duration::from_secs(8)).await;
    assert_eq!(postmaster(folder.path()), None);
}

#[tokio::test]
async fn a_subcommand_uses_the_one_that_runs_and_else_starts_its_own() {
    let folder = Folder::new("shared");
    let Some(alone) = open(&folder, Use::Once) else { return };
    alone.start().await.unwrap();
    assert!(postmaster(folder.path()).is_some());
    alone.close(Duration::from_secs(8)).await;
    assert_eq!(postmaster(folder.path()), None);

    let kept = open(&folder, Use::Serve).unwrap();
    kept.start().await.unwrap();
    let pid = postmaster(folder.path());
    let guest = open(&folder, Use::Once).unwrap();
    guest.start().await.unwrap();
    Database::lazy(guest.options(), 1).ping().await.unwrap();
    guest.close(Duration::from_secs(8)).await;
    assert_eq!(postmaster(folder.path()), pid, "a guest does not take it down");
    kept.close(Duration::from_secs(8)).await;
}

#[test]
fn a_server_that_was_killed_is_followed_by_one_that_takes_over() {
    let folder = Folder::new("followed");
    if open(&folder, Use::Serve).is_none() {
        return;
    }
    let mut first = Mainstay::serve(&folder, &[]);
    let pid = postmaster(folder.path()).unwrap();
    first.kill();
    assert_eq!(postmaster(folder.path()), Some(pid), "it goes on alone");

    let mut second = Mainstay::serve(&folder, &[]);
    assert_eq!(postmaster(folder.path()), Some(pid), "it is taken over, not started anew");
    assert_eq!(second.get("/readyz").status, 200);

    // The database goes: the server says that it is away, and then that it is back, by itself.
    kill(pid);
    let began = Instant::now();
    let mut away = 0;
    loop {
        let answer = second.get("/readyz");
        if answer.status == 503 {
            assert!(answer.head.contains("retry-after:"), "{}", answer.head);
            away += 1;
        } else if postmaster(folder.path()).is_some_and(|now| now != pid) {
            break;
        }
        assert!(began.elapsed() < BACK, "it is not back; away {away} times");
    }
    assert_eq!(second.get("/healthz").status, 200);

    let took = second.terminate();
    assert!(took < Duration::from_secs(10), "stopped in {took:?}");
    assert_eq!(postmaster(folder.path()), None);
}

#[test]
fn a_second_server_is_told_who_looks_after_the_data() {
    let folder = Folder::new("twice");
    if open(&folder, Use::Serve).is_none() {
        return;
    }
    let mut first = Mainstay::serve(&folder, &[]);
    let said = Mainstay::run(&folder, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(said.contains("another Mainstay looks after the data"), "{said}");
    let said = Mainstay::run(&folder, &["migrate"]);
    assert!(said.contains("The schema is up to date."), "{said}");
    first.terminate();
}

#[test]
fn a_folder_without_the_programs_is_named() {
    let folder = Folder::new("none");
    let settings = config::Storage { postgres_bin: Some(Path::new("/nonexistent").into()), ..settings(&folder) };
    let cause = Storage::open(&settings, Use::Serve).err().unwrap();
    assert_eq!(cause.to_string(), "/nonexistent holds no initdb and postgres");
}
