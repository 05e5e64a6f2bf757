//! What a connection may ask, and how slowly.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use sqlx::PgPool;

use super::serve;
use crate::support::process::{Folder, Mainstay};

/// A request for the health of this server with more in its head.
fn health_with(server: &Mainstay, more: &str) -> String {
    format!("GET /healthz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{more}\r\n", server.address())
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn another_origin_is_told_the_right_one(pool: PgPool) {
    let folder = Folder::new("door-origin");
    let server = serve(&folder, &pool, &[]);
    let port = server.address().rsplit(':').next().unwrap();
    let ask = |path: &str, host: &str| {
        server.send(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
    };
    for host in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1:1", "127.0.0.1.evil.example"] {
        for path in ["/", "/api/v1/access", "/pkg/a.js"] {
            let answer = ask(path, host);
            assert_eq!(answer.status, 421, "{path} under {host}: {}", answer.head);
            assert!(answer.body.contains(&server.url), "{path} under {host}: {}", answer.body);
        }
    }
    assert_eq!(ask("/", &format!("localhost:{port}")).status, 200, "the names of this machine are one place");
    assert_eq!(ask("/healthz", "evil.example").status, 200, "health is asked by address");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_head_that_is_too_large_is_refused(pool: PgPool) {
    let folder = Folder::new("door-head");
    let server = serve(&folder, &pool, &[]);
    let long = |bytes: usize| format!("X-Long: {}\r\n", "a".repeat(bytes));
    // `Host` and `Connection` are headers too.
    let many = |count: usize| (2..count).map(|at| format!("X-{at}: a\r\n")).collect::<String>();
    for (more, status) in [(long(15 << 10), 200), (long(16 << 10), 431), (many(64), 200), (many(65), 431)] {
        let answer = server.send(health_with(&server, &more).as_bytes());
        assert_eq!(answer.status, status, "{} bytes in {} lines", more.len(), more.lines().count());
    }
    assert_eq!(server.get("/healthz").status, 200, "it goes on for others");
}

/// How long the server bears with somebody who sends `first`, and then a header each second.
fn borne(address: &str, first: &str) -> (Duration, String) {
    let began = Instant::now();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    stream.write_all(first.as_bytes()).unwrap();
    let mut told = Vec::new();
    while began.elapsed() < Duration::from_secs(30) {
        let mut bytes = [0; 1024];
        match stream.read(&mut bytes) {
            Ok(0) => break,
            Ok(count) => told.extend_from_slice(&bytes[..count]),
            Err(cause) if cause.kind() == std::io::ErrorKind::WouldBlock => {
                if !first.is_empty() && stream.write_all(b"X-Slow: a\r\n").is_err() {
                    break;
                }
            }
            Err(_) => break,
        }
    }
    (began.elapsed(), String::from_utf8(told).unwrap())
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_slow_head_is_cut(pool: PgPool) {
    let folder = Folder::new("door-slow");
    let server = serve(&folder, &pool, &[]);
    let address = server.address();
    thread::scope(|scope| {
        let dribbling = scope.spawn(|| borne(address, "GET / HTTP/1.1\r\n"));
        let silent = scope.spawn(|| borne(address, ""));
        for (who, slow) in [("a header each second", dribbling), ("nothing at all", silent)] {
            let (time, told) = slow.join().unwrap();
            assert!((9..=14).contains(&time.as_secs()), "{who}: {time:?}");
            assert!(!told.contains("HTTP/1.1 200"), "{who}: {told}");
        }
    });
    assert_eq!(server.get("/healthz").status, 200, "it goes on for others");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_idle_connection_is_kept_and_a_slow_head_on_it_is_cut(pool: PgPool) {
    let folder = Folder::new("door-idle");
    let server = serve(&folder, &pool, &[]);
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", server.address());
    let mut told = [0; 4096];
    let mut ask = |stream: &mut TcpStream, pieces: &[&str]| {
        for piece in pieces {
            stream.write_all(piece.as_bytes()).unwrap();
            pause(Duration::from_millis(200));
        }
        let count = stream.read(&mut told).unwrap();
        assert!(told[..count].starts_with(b"HTTP/1.1 200"), "{count} bytes");
    };
    ask(&mut stream, &[&request]);
    // Longer than a head may take.
    pause(Duration::from_secs(12));
    ask(&mut stream, &[&request]);
    let (start, end) = request.split_at(20);
    ask(&mut stream, &[start, end]);

    pause(Duration::from_secs(2));
    stream.write_all(b"GET /healthz HTTP/1.1\r\n").unwrap();
    let began = Instant::now();
    let mut rest = Vec::new();
    // Whether it ends in order or is cut off.
    let _ = stream.read_to_end(&mut rest);
    assert!((9..=13).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    assert!(!rest.starts_with(b"HTTP/1.1 200"));
}

#[expect(clippy::disallowed_methods, reason = "a socket of this test's own blocks as well")]
fn pause(time: Duration) {
    thread::sleep(time);
}
