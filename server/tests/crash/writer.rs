//! Somebody who writes without end, and sends again what was not acknowledged.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::time::Duration;

use app::wire::{Answer, Receipt};
use domain::command::Command;
use domain::ids::{AccountId, NoteId};
use domain::note::AddNote;
use domain::rejection::Outcome;
use serde_json::Value;

use super::scene::{Chance, Shared};
use crate::support::firm::{batch, create, id, packed};

/// What a writer was told.
#[derive(Default)]
pub struct Written {
    pub receipts: Vec<Receipt>,
    /// Each batch as it was answered in the end.
    pub batches: Vec<(Vec<Value>, Vec<Receipt>)>,
    pub accounts: Vec<AccountId>,
    pub notes: Vec<NoteId>,
    /// How many batches were sent more than once.
    pub resent: usize,
}

/// A command, and what it makes where it is applied.
enum Made {
    Account(AccountId),
    Note(NoteId),
    Nothing,
}

pub fn write(shared: &Shared, mut chance: Chance) -> Written {
    let mut written = Written::default();
    while !shared.over.load(Ordering::SeqCst) {
        let count = 1 + chance.below(6);
        let (commands, made): (Vec<Value>, Vec<Made>) = (0..count).map(|_| next(&written, &mut chance)).unzip();
        let receipts = send(shared, &commands, &mut written.resent);
        for (receipt, made) in receipts.iter().zip(made) {
            let outcome = if matches!(made, Made::Nothing) { Outcome::Refused } else { Outcome::Applied };
            assert_eq!((receipt.outcome, receipt.seq.is_some()), (outcome, outcome == Outcome::Applied), "{receipt:?}");
            match made {
                Made::Account(account) => written.accounts.push(account),
                Made::Note(note) => written.notes.push(note),
                Made::Nothing => {}
            }
        }
        shared.acknowledged.fetch_add(receipts.len(), Ordering::SeqCst);
        written.receipts.extend(receipts.iter().cloned());
        written.batches.push((commands, receipts));
    }
    written
}

/// Mostly accounts and notes on them; now and then one that is refused.
fn next(written: &Written, chance: &mut Chance) -> (Value, Made) {
    let known = written.accounts.len() as u64;
    match chance.below(10) {
        0 => (packed(&create(id(), " ", None)), Made::Nothing),
        1..=4 if known > 0 => {
            let account = written.accounts[usize::try_from(chance.below(known)).unwrap()];
            let note = id();
            let text = format!("Seen at {}", chance.next());
            (packed(&Command::AddNote(AddNote { note, account, text })), Made::Note(note))
        }
        _ => {
            let account = id();
            (packed(&create(account, &format!("Firm {}", chance.next()), None)), Made::Account(account))
        }
    }
}

/// Sends commands until each has its receipt: what was acknowledged is not sent again, what was not is.
#[expect(clippy::disallowed_methods, reason = "a writer is a thread of its own")]
fn send(shared: &Shared, commands: &[Value], resent: &mut usize) -> Vec<Receipt> {
    let mut receipts: Vec<Receipt> = Vec::new();
    let mut is_again = false;
    while receipts.len() < commands.len() {
        match post(shared, &commands[receipts.len()..]) {
            Some(answer) => receipts.extend(answer.receipts),
            None => {
                *resent += usize::from(!is_again);
                is_again = true;
                std::thread::sleep(Duration::from_millis(15));
            }
        }
    }
    receipts
}

/// The answer, where one came whole.
pub fn post(shared: &Shared, commands: &[Value]) -> Option<Answer> {
    let address = shared.address.lock().unwrap().clone();
    let body = batch(commands).to_string();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        app::paths::COMMANDS,
        shared.token,
        body.len()
    );
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all((head + &body).as_bytes()).ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    match head.split(' ').nth(1)? {
        "200" => serde_json::from_str(body).ok(),
        "503" => None,
        other => panic!("{other}: {body}"),
    }
}
