//! Who may come in: what the door knows of people, and the links by which it lets them in. Asked for when somebody looks,
//! and never kept.

use leptos::prelude::GetUntracked;

use domain::ids::{CommandId, PersonId};

use super::{
    Connection, Workspace, device,
    fetch::{self, Trouble},
};
use crate::{
    paths,
    wire::{AccessList, Invitation, Invite},
};

/// How long to wait before looking again whether the server has spoken, in milliseconds.
const LOOK_AGAIN_MS: u32 = 50;

/// How everybody stands with the door.
pub async fn accesses() -> Result<AccessList, Trouble> {
    fetch::get(paths::ACCESS).await
}

/// Makes the link by which a person sets a password. The links made for them before hold no longer.
pub async fn invite(person: PersonId, email: String) -> Result<Invitation, Trouble> {
    fetch::post(paths::INVITATIONS, &Invite { person, email }).await
}

/// Waits until the server has spoken on a command: for what only the server can do and only after it.
pub async fn decided(workspace: Workspace, id: CommandId) -> Result<(), Trouble> {
    while workspace.is_unsent(id) {
        match workspace.connection.get_untracked() {
            Connection::SignedOut => return Err(Trouble::SignedOut),
            Connection::Outdated => return Err(Trouble::Outdated),
            Connection::Opening | Connection::Live | Connection::Away => device::pause(LOOK_AGAIN_MS).await,
        }
    }
    Ok(())
}
