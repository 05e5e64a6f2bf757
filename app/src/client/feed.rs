//! The stream that comes down, and the parts of the model that are fetched beside it.
//!
//! Invariant: the replica's `seq` never runs ahead of what it holds. A frame that does not join what is in hand is a hole;
//! the whole directory is fetched then, and what was opened of accounts with it.

use std::{cell::RefCell, rc::Rc};

use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{EventSource, MessageEvent};

use domain::{
    change::Kind,
    command::{Envelope, WIRE},
    ids::AccountId,
    model::Model,
    rejection::Rejection,
    replica::Stale,
    set::SetOf,
};

use super::{
    Connection, Notice, Reason, Workspace, device,
    fetch::{self, Trouble},
    leader::{self, Channel, Heard},
    outbox,
};
use crate::{
    paths,
    wire::{AccountSnapshot, Bye, DirectorySnapshot, Frame, Goodbye, Hello, Present, Rescope, Scope, json},
};

/// The events of the stream, by name; frames are `message`.
const EVENTS: [&str; 6] = ["message", "hello", "rescope", "bye", "behind", "presence"];
/// How long to wait before the stream is opened again, in milliseconds.
const RETRY_MS: u32 = 1_000;

/// How long to wait before a part is fetched again that came too early or too late, in milliseconds.
const STALE_MS: u32 = 100;
/// A directory that was asked for after a rescope is newer than it; this many in a row that are older are no accident.
const TOO_OLD_MAX: u32 = 3;

thread_local! {
    /// The stream of a leading tab, so that it can be closed and opened anew.
    static STREAM: RefCell<Option<EventSource>> = const { RefCell::new(None) };
}

/// Fetches the directory and keeps up with the server from then on.
pub fn start(workspace: Workspace) {
    spawn_local(async move {
        if fetch_directory(workspace, Join::Stream).await.is_ok() {
            listen(workspace);
        }
    });
}

fn listen(workspace: Workspace) {
    let viewer = workspace.viewer();
    // Tabs that read another form of the stream have a leader of their own.
    let name = format!("mainstay-stream-{WIRE}-{}", viewer.actor);
    let channel = Rc::new(Channel::open(&name, move |heard| hear(workspace, &heard)));
    leader::lead(&name, move || open_stream(workspace, &channel));
}

/// Opens the stream from where the replica stands.
fn open_stream(workspace: Workspace, channel: &Rc<Channel>) {
    let since = workspace.state.with_value(|state| state.replica.seq());
    let Ok(stream) = EventSource::new(&paths::changes(since)) else { return };
    for event in EVENTS {
        let passed = Rc::clone(channel);
        let on_event = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            let heard = Heard { event: event.to_owned(), data: message.data().as_string().unwrap_or_default() };
            passed.pass_on(&heard);
            hear(workspace, &heard);
        });
        drop(stream.add_event_listener_with_callback(event, on_event.as_ref().unchecked_ref()));
        on_event.forget();
    }
    let channel = Rc::clone(channel);
    let on_error = Closure::<dyn Fn()>::new(move || on_lost(workspace, &channel));
    stream.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    on_error.forget();
    STREAM.with_borrow_mut(|held| {
        if let Some(before) = held.replace(stream) {
            before.close();
        }
    });
}

/// The stream broke. The browser opens it again by itself unless the server refused it; then we ask why.
fn on_lost(workspace: Workspace, channel: &Rc<Channel>) {
    if workspace.connection.get_untracked() == Connection::Live {
        workspace.connection.set(Connection::Away);
    }
    let refused =
        STREAM.with_borrow(|held| held.as_ref().is_none_or(|stream| stream.ready_state() == EventSource::CLOSED));
    if refused {
        reopen(workspace, Rc::clone(channel));
    }
}

fn reopen(workspace: Workspace, channel: Rc<Channel>) {
    spawn_local(async move {
        device::pause(RETRY_MS).await;
        if fetch_directory(workspace, Join::Anew).await != Err(Trouble::SignedOut) {
            open_stream(workspace, &channel);
        }
    });
}

fn hear(workspace: Workspace, heard: &Heard) {
    match heard.event.as_str() {
        "message" => on_data(heard, |frame: Frame| take(workspace, frame)),
        "hello" => on_data(heard, |hello: Hello| greet(workspace, &hello)),
        "rescope" => on_data(heard, |rescope: Rescope| change_scopes(workspace, rescope)),
        "presence" => on_data(heard, |present: Present| meet(workspace, present)),
        "bye" => on_data(heard, |bye: Bye| part(workspace, bye)),
        // The server let this reader go because it was slow; the browser comes back by itself and resumes.
        _ => {}
    }
}

fn on_data<T: DeserializeOwned>(heard: &Heard, take: impl FnOnce(T)) {
    if let Ok(data) = json::read(&heard.data) {
        take(data);
    }
}

fn greet(workspace: Workspace, hello: &Hello) {
    let day = hello.day;
    let build = workspace.build.get_value();
    workspace.newer.set(!hello.build.is_empty() && hello.build != build);
    workspace.change(|state| {
        state.viewer.day = day;
        state.viewer.now = device::now();
        Vec::new()
    });
    // The stream tells anew who is here.
    workspace.change_present(Vec::clear);
    workspace.connection.set(Connection::Live);
    outbox::flush(workspace);
}

/// The last word on where somebody is counts; nowhere is gone.
fn meet(workspace: Workspace, one: Present) {
    workspace.change_present(|present| {
        present.retain(|known| known.person != one.person);
        if !one.place.is_empty() || !one.holds.is_empty() {
            present.push(one);
        }
    });
}

fn take(workspace: Workspace, frame: Frame) {
    let mut hole = false;
    workspace.foretell(&frame.changes, &frame.by);
    workspace.change(|state| {
        state.viewer.now = device::now();
        state.take(frame).unwrap_or_else(|_| {
            hole = true;
            Vec::new()
        })
    });
    // A request was lost on its way, and the stream was not.
    if workspace.connection.get_untracked() == Connection::Away {
        workspace.connection.set(Connection::Live);
    }
    if hole {
        fetch_again(workspace, Join::Anew);
    }
}

fn part(workspace: Workspace, bye: Bye) {
    match bye.reason {
        Goodbye::Revoked => {
            workspace.connection.set(Connection::SignedOut);
            close_stream();
        }
        Goodbye::Update => {
            workspace.connection.set(Connection::Outdated);
            close_stream();
        }
        Goodbye::Restart => workspace.connection.set(Connection::Away),
    }
}

/// The server has no more to say: the browser is not to come back by itself.
fn close_stream() {
    STREAM.with_borrow_mut(|held| held.take().map(|stream| stream.close()));
}

fn change_scopes(workspace: Workspace, rescope: Rescope) {
    let account = |scope: &Scope| match scope {
        Scope::Account(id) => Some(*id),
        Scope::Directory | Scope::Boards | Scope::Board(_) => None,
    };
    let lost: Vec<AccountId> = rescope.lost.iter().filter_map(account).collect();
    let mut orphans = Vec::new();
    workspace.change(|state| {
        state.renew(|replica, viewer| {
            if rescope.lost.contains(&Scope::Directory) {
                replica.forget(viewer, rescope.seq);
            }
            orphans = replica.rescope(viewer, rescope.seq, &lost);
        })
    });
    tell_orphans(workspace, orphans);
    if rescope.lost.contains(&Scope::Directory) || rescope.gained.contains(&Scope::Directory) {
        return fetch_again(workspace, Join::Stream);
    }
    for id in rescope.gained.iter().filter_map(account) {
        spawn_local(async move { drop(fetch_account(workspace, id).await) });
    }
    if !rescope.gained.is_empty() {
        fetch_board_again(workspace);
    }
}

/// The cards of accounts that came are fetched with the board that people made and that is open.
fn fetch_board_again(workspace: Workspace) {
    if let Some((_, fetch)) = workspace.board.get_value() {
        fetch(workspace);
    }
}

/// Commands about accounts that are not there for this viewer any more, and that never went out.
fn tell_orphans(workspace: Workspace, orphans: Vec<Envelope>) {
    for Envelope { id, command, .. } in orphans {
        workspace.forget_step(id);
        let reason = Reason::Known(Rejection::Gone { kind: Kind::Account });
        workspace.notices.update(|notices| notices.push(Notice { command, reason }));
    }
}

/// How a directory that was fetched joins what is in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// The stream goes on beside it.
    Stream,
    /// The stream broke: all that was fetched before is let go.
    Anew,
}

fn fetch_again(workspace: Workspace, join: Join) {
    spawn_local(async move { drop(fetch_directory(workspace, join).await) });
}

/// Fetches what boards and lists need, as often as it takes.
async fn fetch_directory(workspace: Workspace, join: Join) -> Result<(), Trouble> {
    let mut too_old = 0;
    let adopt: Adopt = Box::new(move |text| {
        let snapshot: DirectorySnapshot = fetch::read(text)?;
        Ok(adopt_directory(workspace, join, snapshot.into_model()))
    });
    loop {
        match fetch_part(workspace, Scope::Directory, &adopt).await {
            Ok(adopted) => {
                if adopted.is_ok() {
                    workspace.directory.set(true);
                    fetch_board_again(workspace);
                    return Ok(());
                }
                too_old += 1;
                if join == Join::Anew && too_old == TOO_OLD_MAX {
                    // The server's log itself went back, as after a restored backup: nothing in hand holds any more.
                    drop(window().location().reload());
                }
                device::pause(STALE_MS).await;
            }
            Err(Trouble::SignedOut) => {
                workspace.connection.set(Connection::SignedOut);
                return Err(Trouble::SignedOut);
            }
            Err(_) => {
                workspace.connection.set(Connection::Away);
                device::pause(RETRY_MS).await;
            }
        }
    }
}

/// Takes a part of the model in, as it came.
pub(super) type Adopt = Box<dyn Fn(&str) -> Result<Result<(), Stale>, Trouble>>;

/// Fetches a part of the model and has it taken in.
async fn fetch_part(workspace: Workspace, scope: Scope, adopt: &Adopt) -> Result<Result<(), Stale>, Trouble> {
    workspace.state.update_value(|state| state.replica.await_part());
    let adopted = fetch::get_text(paths::model(scope)).await.and_then(|text| adopt(&text));
    workspace.state.update_value(|state| state.replica.part_came());
    adopted
}

/// The same, again where rights changed while it was on its way.
pub(super) async fn fetch_until_taken(workspace: Workspace, scope: Scope, adopt: Adopt) -> Result<(), Trouble> {
    while fetch_part(workspace, scope, &adopt).await?.is_err() {
        device::pause(STALE_MS).await;
    }
    Ok(())
}

fn adopt_directory(workspace: Workspace, join: Join, directory: Model) -> Result<(), Stale> {
    let mut orphans = Ok(Vec::new());
    let mut opened = Ok(SetOf::new());
    workspace.change(|state| {
        state.renew(|replica, viewer| match join {
            Join::Stream => orphans = replica.adopt_directory(viewer, directory),
            Join::Anew => opened = replica.start_over(viewer, directory),
        })
    });
    tell_orphans(workspace, orphans?);
    for account in opened? {
        spawn_local(async move { drop(fetch_account(workspace, account).await) });
    }
    Ok(())
}

/// Fetches all of one account.
pub async fn fetch_account(workspace: Workspace, account: AccountId) -> Result<(), Trouble> {
    let adopt = move |text: &str| Ok(adopt_account(workspace, account, fetch::read(text)?));
    fetch_until_taken(workspace, Scope::Account(account), Box::new(adopt)).await
}

fn adopt_account(workspace: Workspace, account: AccountId, snapshot: AccountSnapshot) -> Result<(), Stale> {
    let AccountSnapshot { seq, records, part } = snapshot;
    let mut adopted = Ok(());
    workspace.change(|state| {
        state.renew(|replica, viewer| {
            adopted = replica.adopt_account(viewer, account, records.into_model(seq));
        })
    });
    adopted?;
    workspace.open(part);
    Ok(())
}
