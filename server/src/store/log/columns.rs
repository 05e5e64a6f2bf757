//! Entries of the log and their images column by column, as one statement takes many of them.

use domain::{change::FieldChange, ids::Seq};
use jiff_sqlx::{Timestamp, ToSqlx};
use sqlx::types::Json;
use uuid::Uuid;

use super::{Image, Row, act_word, kind_word};

/// The columns of entries.
#[derive(Default)]
pub struct RowColumns {
    pub seqs: Vec<Seq>,
    pub ids: Vec<Uuid>,
    pub actors: Vec<Uuid>,
    pub devices: Vec<Uuid>,
    pub at: Vec<Timestamp>,
    pub made_at: Vec<Timestamp>,
    pub body_hashes: Vec<Vec<u8>>,
    pub kinds: Vec<String>,
    pub wires: Vec<i32>,
    pub undoes: Vec<Option<Seq>>,
    pub bulk: Vec<bool>,
    pub previous: Vec<Vec<u8>>,
    pub hashes: Vec<Vec<u8>>,
}

impl RowColumns {
    pub fn of(entries: &[(Row, Vec<Image>)]) -> Self {
        let mut columns = Self::default();
        for (row, _) in entries {
            columns.push(row);
        }
        columns
    }

    fn push(&mut self, row: &Row) {
        self.seqs.push(row.seq);
        self.ids.push(row.id.0);
        self.actors.push(row.actor.0);
        self.devices.push(row.device.0);
        self.at.push(row.at.to_sqlx());
        self.made_at.push(row.made_at.to_sqlx());
        self.body_hashes.push(row.body_hash.clone());
        self.kinds.push(row.kind.clone());
        self.wires.push(row.wire);
        self.undoes.push(row.undoes);
        self.bulk.push(row.bulk);
        self.previous.push(row.previous.clone());
        self.hashes.push(row.hash.clone());
    }
}

/// The columns of the images of entries.
#[derive(Default)]
pub struct ImageColumns<'a> {
    pub seqs: Vec<Seq>,
    pub ordinals: Vec<i32>,
    pub records: Vec<Uuid>,
    pub kinds: Vec<String>,
    pub accounts: Vec<Option<Uuid>>,
    pub acts: Vec<String>,
    pub salts: Vec<Option<Vec<u8>>>,
    pub fields: Vec<Json<&'a Vec<FieldChange>>>,
    pub hashes: Vec<Vec<u8>>,
}

impl<'a> ImageColumns<'a> {
    pub fn of(entries: &'a [(Row, Vec<Image>)]) -> Self {
        let mut columns = Self::default();
        for (row, images) in entries {
            for ((ordinal, image), hash) in (0..).zip(images).zip(&row.image_hashes) {
                columns.push(row.seq, ordinal, image, hash);
            }
        }
        columns
    }

    fn push(&mut self, seq: Seq, ordinal: i32, image: &'a Image, hash: &[u8]) {
        let change = &image.change;
        self.seqs.push(seq);
        self.ordinals.push(ordinal);
        self.records.push(change.key.id);
        self.kinds.push(kind_word(change.key.kind).to_owned());
        self.accounts.push(change.account.map(|account| account.0));
        self.acts.push(act_word(change.act).to_owned());
        self.salts.push(image.salt.clone());
        self.fields.push(Json(&change.fields));
        self.hashes.push(hash.to_vec());
    }
}
