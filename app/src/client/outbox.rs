//! Commands on their way up: one batch at a time, in order, until the server has given a receipt for each. A refusal
//! never blocks the commands behind it; a fault that passes only makes them wait.

use leptos::{ev, prelude::*, task::spawn_local};

use serde::Deserialize;

use domain::{
    command::WIRE,
    ids::{CommandId, Seq},
    rejection::{Outcome, Rejection},
};

use super::{
    Connection, Notice, Reason, Workspace, device,
    fetch::{self, Trouble},
};
use crate::{
    paths,
    wire::{BATCH_MAX, Batch, Sent, json::Unread},
};

/// The first pause after a fault, in milliseconds; it doubles up to [`PAUSE_MAX_MS`], with full jitter.
const PAUSE_MIN_MS: u32 = 500;
/// The longest pause after a fault, in milliseconds.
const PAUSE_MAX_MS: u32 = 60_000;

/// Has the browser ask before the page is left while commands wait: nothing but this page keeps them. Browser only.
pub fn guard(workspace: Workspace) {
    // It listens as long as there is a page to leave.
    let _ = window_event_listener(ev::beforeunload, move |event| {
        if workspace.waiting.get_untracked() > 0 {
            event.prevent_default();
        }
    });
}

/// Sends what waits, unless it is being sent already.
pub fn flush(workspace: Workspace) {
    if workspace.sending.get_untracked() {
        return;
    }
    workspace.sending.set(true);
    spawn_local(async move {
        // What it does is shown first: the browser takes a millisecond to begin a request.
        device::pause(0).await;
        send_all(workspace).await;
        workspace.sending.set(false);
    });
}

async fn send_all(workspace: Workspace) {
    let mut pause_ms = PAUSE_MIN_MS;
    let mut size = BATCH_MAX;
    loop {
        let commands = waiting(workspace, size);
        let Some(first) = commands.first().map(|sent| sent.id) else { return };
        let ids: Vec<CommandId> = commands.iter().map(|sent| sent.id).collect();
        workspace.state.update_value(|state| state.replica.try_now(&ids));
        let batch = Batch { wire: WIRE, device: workspace.device, commands };
        match fetch::post::<_, Answered>(paths::COMMANDS, &batch).await {
            Ok(answer) => {
                (pause_ms, size) = (PAUSE_MIN_MS, BATCH_MAX);
                answer.receipts.into_iter().for_each(|receipt| receive(workspace, receipt));
                if let Some(wait_ms) = answer.retry_after_ms {
                    device::pause(u32::try_from(wait_ms).unwrap_or(PAUSE_MAX_MS)).await;
                }
            }
            Err(Trouble::TooLarge) if size > 1 => size = (batch.commands.len() / 2).max(1),
            Err(trouble) if is_final(&trouble) && batch.commands.len() == 1 => drop_ununderstood(workspace, first),
            Err(trouble) if is_final(&trouble) => size = 1,
            Err(Trouble::SignedOut) => return workspace.connection.set(Connection::SignedOut),
            Err(Trouble::Outdated) => return workspace.connection.set(Connection::Outdated),
            Err(Trouble::Busy(Some(wait_ms))) => device::pause(wait_ms).await,
            Err(trouble) => {
                if trouble == Trouble::Offline {
                    workspace.connection.set(Connection::Away);
                }
                device::pause(jittered(pause_ms)).await;
                pause_ms = (pause_ms * 2).min(PAUSE_MAX_MS);
            }
        }
    }
}

/// Whether no other answer will ever come: the batch is too large, or not understood. Whatever else went wrong passes, and
/// what was sent may even have happened: it is sent again.
fn is_final(trouble: &Trouble) -> bool {
    match trouble {
        Trouble::TooLarge => true,
        Trouble::Refused(problem) => problem.status == 422,
        Trouble::SignedOut
        | Trouble::Outdated
        | Trouble::Missing
        | Trouble::Expired
        | Trouble::Busy(_)
        | Trouble::Offline => false,
    }
}

/// A pause between half a second and the given one, so that a thousand browsers do not come back in the same moment.
fn jittered(pause_ms: u32) -> u32 {
    let spread = f64::from(pause_ms.saturating_sub(PAUSE_MIN_MS)) * js_sys::Math::random();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 60,000")]
    let spread = spread as u32;
    PAUSE_MIN_MS + spread
}

fn waiting(workspace: Workspace, size: usize) -> Vec<Sent> {
    workspace.state.with_value(|state| {
        let unsent = state.replica.pending().iter().filter(|pending| pending.seq.is_none()).take(size);
        unsent
            .map(|pending| Sent {
                id: pending.sent.id,
                made_at: pending.sent.made_at,
                base_seq: pending.sent.base_seq,
                command: pending.sent.command.clone(),
            })
            .collect()
    })
}

/// The answer to a batch ([`crate::wire::Answer`]).
#[derive(Deserialize)]
struct Answered {
    receipts: Vec<Received>,
    retry_after_ms: Option<u64>,
}

/// What became of a command ([`crate::wire::Receipt`]). The rule that said no is read when it is told: seldom, and beside the page.
#[derive(Deserialize)]
struct Received {
    id: CommandId,
    outcome: Outcome,
    seq: Option<Seq>,
    reason: Option<Unread>,
}

fn receive(workspace: Workspace, receipt: Received) {
    match (receipt.outcome, receipt.seq) {
        (Outcome::Applied, Some(seq)) => {
            workspace.number_step(receipt.id, seq);
            workspace.change(|state| state.acknowledge(receipt.id, seq));
        }
        _ => {
            let reason = receipt.reason.map_or(Reason::Known(Rejection::CommandUnknown), Reason::Sent);
            tell_refused(workspace, receipt.id, reason);
        }
    }
}

fn drop_ununderstood(workspace: Workspace, id: CommandId) {
    tell_refused(workspace, id, Reason::Known(Rejection::CommandUnknown));
}

fn tell_refused(workspace: Workspace, id: CommandId, reason: Reason) {
    let command = workspace.state.with_value(|state| {
        state.replica.pending().iter().find(|pending| pending.sent.id == id).map(|pending| pending.sent.command.clone())
    });
    workspace.change(|state| state.refuse(id));
    workspace.forget_step(id);
    if let Some(command) = command {
        workspace.notices.update(|notices| notices.push(Notice { command, reason }));
    }
}

#[cfg(test)]
mod tests {
    use crate::wire::{Answer, Receipt, json};

    use super::*;

    #[test]
    fn an_answer_is_read_as_the_server_writes_it() {
        let reason = Rejection::TextTooLong { field: domain::rejection::TextField::Note, max: 3 };
        let id = CommandId::default();
        let applied = Receipt { id, outcome: Outcome::Applied, seq: Some(7), reason: None };
        let refused = Receipt { id, outcome: Outcome::Refused, seq: None, reason: Some(reason.clone()) };
        let sent = Answer { receipts: vec![applied, refused], retry_after_ms: Some(20) };
        let read: Answered = json::read(&serde_json::to_string(&sent).unwrap()).unwrap();
        assert_eq!((read.receipts[0].seq, read.retry_after_ms), (Some(7), Some(20)));
        assert_eq!(Reason::Sent(read.receipts[1].reason.clone().unwrap()).rule(), reason);
    }
}
