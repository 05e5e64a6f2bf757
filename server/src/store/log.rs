//! The log as rows: entries, their images, and what was answered to a command before.

mod columns;
pub mod past;
mod word;

use domain::{
    change::{Act, Change, FieldChange, Kind, RecordKey},
    day::Moment,
    history::Entry,
    ids::{AccountId, CommandId, DeviceId, PersonId, Seq, WorkspaceId},
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::row::Place;
use crate::Fault;
use columns::{ImageColumns, RowColumns};
use word::{act_of, kind_of};
pub use word::{act_word, kind_word};

/// A row of the log, as it is chained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub seq: Seq,
    /// The command.
    pub id: CommandId,
    /// Who sent it.
    pub actor: PersonId,
    /// From where.
    pub device: DeviceId,
    /// When the server accepted it.
    pub at: Moment,
    /// When it was made, by the device's clock.
    pub made_at: Moment,
    /// SHA-256 of the command as it came.
    pub body_hash: Vec<u8>,
    /// The command's word.
    pub kind: String,
    /// The form in which it travelled.
    pub wire: i32,
    /// The entry that it took back.
    pub undoes: Option<Seq>,
    /// Whether it changed more than its images tell.
    pub bulk: bool,
    /// The records of its images.
    pub touched: Vec<Uuid>,
    /// The salted hash of each image.
    pub image_hashes: Vec<Vec<u8>>,
    /// The hash of the row before; empty before the first.
    pub previous: Vec<u8>,
    /// The hash of this row.
    pub hash: Vec<u8>,
}

/// A change as it is kept, with the salt of its hash; without either once it was blanked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The change; without fields where it was blanked.
    pub change: Change,
    /// The salt; none where it was blanked.
    pub salt: Option<Vec<u8>>,
}

/// An entry with whether it changed more than its images tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// The entry.
    pub entry: Entry,
    /// Whether it was bulk work: readers fetch the directory again.
    pub bulk: bool,
}

/// What was answered to a command when it came before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The command.
    pub id: CommandId,
    /// Who sent it then.
    pub actor: PersonId,
    /// SHA-256 of it then.
    pub body_hash: Vec<u8>,
    /// Its entry, where it was applied.
    pub seq: Option<Seq>,
    /// Its receipt to the byte, where it was not.
    pub receipt: Option<Vec<u8>>,
}

/// What was answered to these commands, as far as they came before.
///
/// # Errors
/// Where the database fails.
pub async fn load_answered(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
) -> Result<Vec<Answered>, Fault> {
    let rows = sqlx::query!(
        r#"select id as "id!", actor_id as "actor_id!", body_hash as "body_hash!", seq, null::bytea as receipt
         from log where workspace_id = $1 and id = any($2)
         union all
         select id, actor_id, body_hash, null::bigint, receipt
         from refusal where workspace_id = $1 and id = any($2)"#,
        workspace.0,
        ids,
    )
    .fetch_all(connection)
    .await?;
    let answered = rows.into_iter().map(|row| Answered {
        id: row.id.into(),
        actor: row.actor_id.into(),
        body_hash: row.body_hash,
        seq: row.seq,
        receipt: row.receipt,
    });
    Ok(answered.collect())
}

/// Writes entries with their images, oldest first, and moves the workspace's place in the log to the last of them.
///
/// # Errors
/// Where the database fails.
pub async fn write(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    entries: &[(Row, Vec<Image>)],
) -> Result<(), Fault> {
    let Some((last, _)) = entries.last() else { return Ok(()) };
    let (rows, images) = (RowColumns::of(entries), ImageColumns::of(entries));
    // One statement, since it is the last of every command and each more would be a journey to the database.
    sqlx::query!(
        "with place as (
             update workspace set seq = $2, head = $3 where workspace_id = $1
         ), image as (
             select seq, record_id, kind, account_id, act, salt, fields, hash, ordinal
             from unnest($17::bigint[], $18::uuid[], $19::text[], $20::uuid[], $21::text[], $22::bytea[], $23::jsonb[],
                 $24::bytea[], $25::integer[])
                 as image (seq, record_id, kind, account_id, act, salt, fields, hash, ordinal)
         ), told as (
             select seq, array_agg(record_id order by ordinal) as touched, array_agg(hash order by ordinal) as hashes
             from image group by seq
         ), entry as (
             insert into log (workspace_id, seq, id, actor_id, device, at, made_at, body_hash, kind, wire, undoes,
                 bulk, touched, image_hashes, previous, hash)
             select $1, entry.seq, id, actor_id, device, at, made_at, body_hash, kind, wire, undoes,
                 bulk, coalesce(touched, '{}'), coalesce(hashes, '{}'), previous, hash
             from unnest($4::bigint[], $5::uuid[], $6::uuid[], $7::uuid[], $8::timestamptz[], $9::timestamptz[],
                 $10::bytea[], $11::text[], $12::integer[], $13::bigint[], $14::boolean[], $15::bytea[], $16::bytea[])
                 as entry (seq, id, actor_id, device, at, made_at, body_hash, kind, wire, undoes, bulk, previous, hash)
             left join told on told.seq = entry.seq
         )
         insert into log_image (workspace_id, seq, ordinal, record_id, kind, account_id, act, salt, fields)
         select $1, seq, ordinal, record_id, kind, account_id, act, salt, fields
         from image",
        workspace.0,
        last.seq,
        last.hash,
        &rows.seqs,
        &rows.ids,
        &rows.actors,
        &rows.devices,
        &rows.at as _,
        &rows.made_at as _,
        &rows.body_hashes,
        &rows.kinds,
        &rows.wires,
        &rows.undoes as _,
        &rows.bulk,
        &rows.previous,
        &rows.hashes,
        &images.seqs,
        &images.records,
        &images.kinds,
        &images.accounts as _,
        &images.acts,
        &images.salts as _,
        &images.fields as _,
        &images.hashes,
        &images.ordinals,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// One entry with what it changed.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_entry(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    seq: Seq,
) -> Result<Option<Logged>, Fault> {
    Ok(load_entries(connection, workspace, seq.saturating_sub(1), seq).await?.pop())
}

/// The entries after `after`, up to and including `to`, oldest first.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_entries(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    after: Seq,
    to: Seq,
) -> Result<Vec<Logged>, Fault> {
    let rows = sqlx::query!(
        r#"select seq, id, actor_id, at, kind, undoes, bulk,
             (select max(later.seq) from log later
              where later.workspace_id = log.workspace_id and later.undoes = log.seq) as undone_by
         from log where workspace_id = $1 and seq > $2 and seq <= $3
         order by seq"#,
        workspace.0,
        after,
        to,
    )
    .fetch_all(&mut *connection)
    .await?;
    let seqs: Vec<Seq> = rows.iter().map(|row| row.seq).collect();
    let mut images = load_images(connection, workspace, &seqs).await?.into_iter().peekable();
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let mut changes = Vec::new();
        while let Some((_, image)) = images.next_if(|(seq, _)| *seq == row.seq) {
            changes.push(image.change);
        }
        let entry = Entry {
            seq: row.seq,
            id: row.id.into(),
            actor: row.actor_id.into(),
            at: row.at.into(),
            kind: row.kind,
            undoes: row.undoes,
            undone_by: row.undone_by,
            changes,
        };
        entries.push(Logged { entry, bulk: row.bulk });
    }
    Ok(entries)
}

/// An entry beyond which the history of the book cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Its number.
    pub seq: Seq,
    /// When it was accepted.
    pub at: Moment,
    /// Whether a file was taken back by it.
    pub taken_back: bool,
}

/// The latest entry, up to and including `to`, beyond which nobody knows which accounts there were: a file was taken back, and of the
/// accounts that went with it nothing is kept; or a file made accounts that do not know it.
///
/// # Errors
/// Where the database fails.
pub async fn load_end(connection: &mut PgConnection, workspace: WorkspaceId, to: Seq) -> Result<Option<End>, Fault> {
    let row = sqlx::query!(
        r#"select seq, at, kind = 'withdraw_import' as "taken_back!"
         from log
         where workspace_id = $1 and seq <= $2 and bulk and (kind = 'withdraw_import' or kind = 'import_batch' and exists (
             select from log_image as image
             join import on import.workspace_id = image.workspace_id and import.id = image.record_id
             where image.workspace_id = $1 and image.seq = log.seq and import.accounts_created > (
                 select count(*) from account where account.workspace_id = $1 and account.import_id = import.id
             )
         ))
         order by seq desc limit 1"#,
        workspace.0,
        to,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| End { seq: row.seq, at: row.at.into(), taken_back: row.taken_back }))
}

/// The changes after the entry `seq` by which columns of boards went.
///
/// # Errors
/// Where the database fails.
pub async fn load_gone(connection: &mut PgConnection, workspace: WorkspaceId, seq: Seq) -> Result<Vec<Change>, Fault> {
    let rows = sqlx::query!(
        r#"select record_id, fields as "fields: Json<Vec<FieldChange>>"
         from log_image where workspace_id = $1 and seq > $2 and kind = $3 and act = $4"#,
        workspace.0,
        seq,
        kind_word(Kind::BoardColumn),
        act_word(Act::Remove),
    )
    .fetch_all(connection)
    .await?;
    let gone = rows.into_iter().map(|row| Change {
        key: RecordKey { kind: Kind::BoardColumn, id: row.record_id },
        account: None,
        act: Act::Remove,
        fields: row.fields.map(|fields| fields.0).unwrap_or_default(),
    });
    Ok(gone.collect())
}

/// The numbers of the newest entries that touched records of these kinds of an account, newest first, before the entry
/// `before`.
///
/// # Errors
/// Where the database fails.
pub async fn load_seqs_of(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
    kinds: &[Kind],
    before: Option<Seq>,
    limit: i64,
) -> Result<Vec<Seq>, Fault> {
    let kinds: Vec<String> = kinds.iter().map(|kind| kind_word(*kind).to_owned()).collect();
    let seqs = sqlx::query_scalar!(
        "select distinct seq from log_image
         where workspace_id = $1 and account_id = $2 and kind = any($3) and ($4::bigint is null or seq < $4)
         order by seq desc limit $5",
        workspace.0,
        account.0,
        &kinds,
        before,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(seqs)
}

/// These entries, newest first, with what they changed of one account and of what belongs to no account.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_those_of(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
    seqs: &[Seq],
) -> Result<Vec<Entry>, Fault> {
    let rows = sqlx::query!(
        r#"select seq, id, actor_id, at, kind, undoes,
             (select max(later.seq) from log later
              where later.workspace_id = log.workspace_id and later.undoes = log.seq) as undone_by
         from log where workspace_id = $1 and seq = any($2)
         order by seq desc"#,
        workspace.0,
        seqs,
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut images = load_images_of(connection, workspace, seqs, Some(account)).await?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let of_entry = images.extract_if(.., |(seq, _)| *seq == row.seq);
        entries.push(Entry {
            changes: of_entry.map(|(_, image)| image.change).collect(),
            seq: row.seq,
            id: row.id.into(),
            actor: row.actor_id.into(),
            at: row.at.into(),
            kind: row.kind,
            undoes: row.undoes,
            undone_by: row.undone_by,
        });
    }
    Ok(entries)
}

/// What happened to documents after an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The accounts whose documents came or went.
    pub accounts: Vec<Uuid>,
    /// Whether there was bulk work, which may have changed others as well.
    pub bulk: bool,
}

/// What happened to documents after the entry `after`.
///
/// # Errors
/// Where the database fails.
pub async fn load_since(connection: &mut PgConnection, workspace: WorkspaceId, after: Seq) -> Result<Since, Fault> {
    let since = sqlx::query_as!(
        Since,
        r#"select
             array(select distinct account_id from log_image
                 where workspace_id = $1 and seq > $2 and kind = $3 and account_id is not null) as "accounts!",
             exists(select from log where workspace_id = $1 and seq > $2 and bulk) as "bulk!""#,
        workspace.0,
        after,
        kind_word(Kind::Document),
    )
    .fetch_one(connection)
    .await?;
    Ok(since)
}

/// The images of these entries, in the order of the log.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_images(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    seqs: &[Seq],
) -> Result<Vec<(Seq, Image)>, Fault> {
    load_images_of(connection, workspace, seqs, None).await
}

/// The same, of one account and of what belongs to no account only: a taken-in file has an image for each account that it
/// brought.
async fn load_images_of(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    seqs: &[Seq],
    only: Option<AccountId>,
) -> Result<Vec<(Seq, Image)>, Fault> {
    let rows = sqlx::query!(
        r#"select seq, record_id, kind, account_id, act, salt, fields as "fields: Json<Vec<FieldChange>>"
         from log_image
         where workspace_id = $1 and seq = any($2) and ($3::uuid is null or account_id is null or account_id = $3)
         order by seq, ordinal"#,
        workspace.0,
        seqs,
        only.map(|account| account.0),
    )
    .fetch_all(connection)
    .await?;
    let mut images = Vec::with_capacity(rows.len());
    for row in rows {
        let place = Place { table: "log_image", workspace, id: row.record_id };
        let change = Change {
            key: RecordKey { kind: place.choice("kind", &row.kind, kind_of)?, id: row.record_id },
            account: row.account_id.map(AccountId),
            act: place.choice("act", &row.act, act_of)?,
            fields: row.fields.map(|fields| fields.0).unwrap_or_default(),
        };
        images.push((row.seq, Image { change, salt: row.salt }));
    }
    Ok(images)
}

/// The rows of the log after `after`, at most `limit`, oldest first, as they are chained.
///
/// # Errors
/// Where the database fails.
pub async fn load_chain(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    after: Seq,
    limit: i64,
) -> Result<Vec<Row>, Fault> {
    let rows = sqlx::query!(
        "select seq, id, actor_id, device, at, made_at, body_hash, kind, wire, undoes, bulk, touched, image_hashes,
             previous, hash
         from log where workspace_id = $1 and seq > $2
         order by seq limit $3",
        workspace.0,
        after,
        limit,
    )
    .fetch_all(connection)
    .await?;
    let chain = rows.into_iter().map(|row| Row {
        seq: row.seq,
        id: row.id.into(),
        actor: row.actor_id.into(),
        device: row.device.into(),
        at: row.at.into(),
        made_at: row.made_at.into(),
        body_hash: row.body_hash,
        kind: row.kind,
        wire: row.wire,
        undoes: row.undoes,
        bulk: row.bulk,
        touched: row.touched,
        image_hashes: row.image_hashes,
        previous: row.previous,
        hash: row.hash,
    });
    Ok(chain.collect())
}
