//! A command on its way to be decided.

use domain::{
    command::{Command, Envelope, WIRE},
    day::Moment,
    ids::{CommandId, DeviceId, Seq},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::clock::kept;

/// A command as it came, understood or not.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its id.
    pub id: CommandId,
    /// The device that sent it; none of its own for the server itself.
    pub device: DeviceId,
    /// The form in which it was written.
    pub wire: u32,
    /// When it was made, by the device's clock.
    pub made_at: Moment,
    /// The last entry that its author had seen.
    pub base_seq: Seq,
    /// SHA-256 of it as it came.
    pub body_hash: [u8; 32],
    /// What it wants; none where this server does not understand it.
    pub command: Option<Command>,
    /// Whether it came from outside, where some commands are not taken from.
    pub from_outside: bool,
}

impl Sent {
    /// A command from a browser or a script. `body` is the command as it came, with its keys in order.
    pub fn from_outside(device: DeviceId, wire: u32, about: &About, body: &serde_json::Value) -> Self {
        Self {
            id: about.id,
            device,
            wire,
            made_at: kept(about.made_at),
            base_seq: about.base_seq,
            body_hash: Sha256::digest(body.to_string()).into(),
            command: serde::Deserialize::deserialize(body).ok(),
            from_outside: true,
        }
    }

    /// A command that the server makes itself, such as founding a workspace or taking in a file.
    pub fn by_server(command: Command, now: Moment) -> Self {
        let body = serde_json::to_value(&command).unwrap_or_default();
        Self {
            id: CommandId(Uuid::now_v7()),
            device: DeviceId::default(),
            wire: WIRE,
            made_at: kept(now),
            base_seq: 0,
            body_hash: Sha256::digest(body.to_string()).into(),
            command: Some(command),
            from_outside: false,
        }
    }

    /// The command's word in the log.
    pub fn word(&self) -> &'static str {
        self.command.as_ref().map_or("unknown", Command::word)
    }

    /// The command with what is told of it, if it is understood.
    pub(super) fn envelope(&self) -> Option<Envelope> {
        Some(Envelope {
            id: self.id,
            device: self.device,
            wire: self.wire,
            made_at: self.made_at,
            base_seq: self.base_seq,
            command: self.command.clone()?,
        })
    }
}

/// What is told of a command beside what it wants.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Its id.
    pub id: CommandId,
    /// When it was made, by the device's clock.
    pub made_at: Moment,
    /// The last entry that its author had seen.
    pub base_seq: Seq,
}
