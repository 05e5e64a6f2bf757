//! The hash chain of the log. Each row's hash covers the row and the hash of the row before; each image is covered by a
//! salted hash that stands in its row. Whoever alters a row, an image or the order breaks it; blanking an image does not,
//! and with its salt gone nobody can guess the image back from its hash.
//!
//! What is hashed is written out here piece by piece, each with its length, so that it depends on no library's format.

use domain::{
    change::{Change, Value},
    ids::{Seq, WorkspaceId},
};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use crate::Fault;
use crate::store::log::{self, Image, Row, act_word, kind_word};

/// How many rows are looked at together.
const PAGE: i64 = 500;

/// Where the chain is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// An entry is missing, or stands twice.
    #[error("entry {seq} does not follow the one before")]
    Gap {
        /// Which.
        seq: Seq,
    },
    /// An entry does not stand on the one before it.
    #[error("entry {seq} does not stand on the entry before it")]
    Loose {
        /// Which.
        seq: Seq,
    },
    /// An entry is not what was written.
    #[error("entry {seq} was altered")]
    Altered {
        /// Which.
        seq: Seq,
    },
    /// An image of an entry is not what was written.
    #[error("image {ordinal} of entry {seq} was altered")]
    ImageAltered {
        /// Which entry.
        seq: Seq,
        /// Which of its images.
        ordinal: usize,
    },
    /// The workspace stands at another entry than the log.
    #[error("the log ends at entry {seq}, the workspace says otherwise")]
    End {
        /// The last entry that stands.
        seq: Seq,
    },
}

struct Digester(Sha256);

impl Digester {
    fn new(of: &str) -> Self {
        Self(Sha256::new()).text(of)
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
        self
    }

    fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    fn number(mut self, number: i64) -> Self {
        self.0.update(number.to_be_bytes());
        self
    }

    fn value(self, value: &Value) -> Self {
        match value {
            Value::Nothing => self.number(0),
            Value::Flag(flag) => self.number(1).number(i64::from(*flag)),
            Value::Number(number) => self.number(2).number(*number),
            Value::Text(text) => self.number(3).text(text),
        }
    }

    fn done(self) -> Vec<u8> {
        self.0.finalize().to_vec()
    }
}

/// The salted hash of an image.
pub fn image_hash(salt: &[u8], change: &Change) -> Vec<u8> {
    let mut digest = Digester::new("mainstay image 1")
        .bytes(salt)
        .text(kind_word(change.key.kind))
        .bytes(change.key.id.as_bytes())
        .bytes(change.account.map(|account| account.0.into_bytes()).as_ref().map_or(&[][..], |id| id))
        .text(act_word(change.act))
        .number(i64::try_from(change.fields.len()).unwrap_or(i64::MAX));
    for field in &change.fields {
        digest = digest.text(&field.field).value(&field.before).value(&field.after);
    }
    digest.done()
}

/// The hash of a row, over everything in it but the hash itself.
pub fn row_hash(workspace: WorkspaceId, row: &Row) -> Vec<u8> {
    let mut digest = Digester::new("mainstay entry 1")
        .bytes(&row.previous)
        .bytes(workspace.0.as_bytes())
        .number(row.seq)
        .bytes(row.id.0.as_bytes())
        .bytes(row.actor.0.as_bytes())
        .bytes(row.device.0.as_bytes())
        .number(row.at.as_microsecond())
        .number(row.made_at.as_microsecond())
        .bytes(&row.body_hash)
        .text(&row.kind)
        .number(i64::from(row.wire))
        .number(row.undoes.unwrap_or(0))
        .number(i64::from(row.bulk))
        .number(i64::try_from(row.touched.len()).unwrap_or(i64::MAX));
    for record in &row.touched {
        digest = digest.bytes(record.as_bytes());
    }
    for hash in &row.image_hashes {
        digest = digest.bytes(hash);
    }
    digest.done()
}

/// Goes through the whole log of a workspace and says where it is broken, if it is.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn verify(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Result<Seq, Break>, Fault> {
    let mut seq = 0;
    let mut previous = Vec::new();
    loop {
        let rows = log::load_chain(connection, workspace, seq, PAGE).await?;
        let seqs: Vec<Seq> = rows.iter().map(|row| row.seq).collect();
        let images = log::load_images(connection, workspace, &seqs).await?;
        let (Some(_), mut images) = (rows.first(), images.into_iter().peekable()) else {
            break;
        };
        for row in rows {
            let mut of_row = Vec::new();
            while let Some((_, image)) = images.next_if(|(of, _)| *of == row.seq) {
                of_row.push(image);
            }
            if let Err(found) = verify_row(workspace, seq, &previous, &row, &of_row) {
                return Ok(Err(found));
            }
            (seq, previous) = (row.seq, row.hash);
        }
    }
    let stands = crate::store::workspace::load(connection, workspace).await?;
    let ends = stands.is_some_and(|stands| stands.seq == seq && stands.head == previous);
    Ok(if ends { Ok(seq) } else { Err(Break::End { seq }) })
}

fn verify_row(workspace: WorkspaceId, before: Seq, previous: &[u8], row: &Row, images: &[Image]) -> Result<(), Break> {
    let seq = row.seq;
    if seq != before + 1 {
        return Err(Break::Gap { seq });
    }
    if row.previous != previous {
        return Err(Break::Loose { seq });
    }
    if row.hash != row_hash(workspace, row) {
        return Err(Break::Altered { seq });
    }
    if images.len() != row.image_hashes.len() {
        return Err(Break::ImageAltered { seq, ordinal: images.len() });
    }
    for (ordinal, (image, hash)) in images.iter().zip(&row.image_hashes).enumerate() {
        let stands = image.salt.as_ref().is_none_or(|salt| image_hash(salt, &image.change) == *hash);
        if !stands || row.touched.get(ordinal) != Some(&image.change.key.id) {
            return Err(Break::ImageAltered { seq, ordinal });
        }
    }
    Ok(())
}
