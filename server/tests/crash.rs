//! Killed at random points under eight writers: nothing that was acknowledged is lost, nothing is done twice. Killed while a
//! file goes in: it is in whole or not at all. Told to stop: it says goodbye.
//!
//! The real binary over its private PostgreSQL, which keeps its promises to the disk. Skips, and says so, where this machine
//! has no programs of PostgreSQL. `CRASH_SEED` chooses the same moments again, as far as a machine can.

mod file;
mod scene;
mod writer;

use std::io::Read;
use std::time::{Duration, Instant};

use crate::support::process::postmaster;
use scene::{Chance, Scene};

/// How often the server is killed, and how often PostgreSQL is.
const SERVER_KILLS: u32 = 50;
const POSTGRES_KILLS: u32 = 5;
/// How much longer the server lives each time while a file goes in.
const STEP: Duration = Duration::from_millis(90);
/// How long until PostgreSQL is back after a crash; recovery on a busy machine is slow, and this is no benchmark.
const BACK: Duration = Duration::from_secs(40);

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_loses_and_doubles_nothing() {
    let Some(mut scene) = Scene::set("server").await else { return };
    let mut chance = Chance::from_environment();
    let began = Instant::now();
    let writers = scene.start_writers(8, &mut chance);
    for _ in 0..SERVER_KILLS {
        tokio::time::sleep(Duration::from_millis(20 + chance.below(250))).await;
        scene.kill_server();
        scene.start_server();
    }
    println!("{SERVER_KILLS} kills of the server in {:?}", began.elapsed());
    scene.judge(writers, 10).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgresql_that_is_killed_loses_and_doubles_nothing() {
    let Some(scene) = Scene::set("postgres").await else { return };
    let mut chance = Chance::from_environment();
    let began = Instant::now();
    let writers = scene.start_writers(8, &mut chance);
    for _ in 0..POSTGRES_KILLS {
        tokio::time::sleep(Duration::from_millis(300 + chance.below(700))).await;
        let pid = rustix::process::Pid::from_raw(postmaster(scene.folder.path()).unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        // Until somebody's command went through again, by a receipt given after the kill.
        let before = scene.acknowledged();
        let killed = Instant::now();
        while scene.acknowledged() < before + 50 {
            assert!(killed.elapsed() < BACK, "PostgreSQL did not come back");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    println!("{POSTGRES_KILLS} kills of PostgreSQL in {:?}", began.elapsed());
    // The engine itself asks again while PostgreSQL is away, so the writers may not have felt it.
    scene.judge(writers, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_while_a_file_goes_in_has_it_whole_or_not_at_all() {
    let Some(mut scene) = Scene::set("file").await else { return };
    let mut interrupted = 0_u64;
    // Later each time, until the file is in before the server dies.
    loop {
        let sending = scene.send_file();
        tokio::time::sleep(STEP * u32::try_from(interrupted + 1).unwrap()).await;
        scene.kill_server();
        let answer = sending.join().unwrap();
        scene.start_server();
        let is_in = scene.is_file_in().await;
        assert!(is_in || answer.is_none(), "it was said to be in");
        if is_in {
            break;
        }
        interrupted += 1;
    }
    println!("killed {interrupted} times before the file was in");
    assert!(interrupted >= 4, "it was no test: {interrupted}");
    scene.judge_file().await;
    // What the killed ones left is swept when nobody was heard of for an hour.
    scene.let_an_hour_pass().await;
    scene.kill_server();
    scene.start_server();
    scene.wait_until_swept().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_told_to_stop_says_goodbye_and_goes_within_ten_seconds() {
    let Some(mut scene) = Scene::set("stop").await else { return };
    let writers = scene.start_writers(2, &mut Chance::from_environment());
    let mut streams: Vec<_> = (0..4).map(|_| scene.open_stream()).collect();
    let mut first = [0; 4096];
    for stream in &mut streams {
        assert!(stream.read(&mut first).unwrap() > 0, "it is open");
    }
    let took = scene.stop_server();
    assert!(took < Duration::from_secs(10), "{took:?}");
    for mut stream in streams {
        let mut rest = String::new();
        stream.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("event: bye\ndata: {\"reason\":\"restart\"}\n\n"), "{rest}");
    }
    // What was not answered before is sent again after it.
    scene.start_server();
    scene.finish(writers).await;
}
