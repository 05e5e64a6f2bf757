//! Events of the stream as bytes.

use app::wire::{Bye, Goodbye, Hello, Present, Rescope};
use bytes::Bytes;
use domain::{
    change::Change,
    ids::{PersonId, Seq},
};
use serde::Serialize;

/// [`app::wire::Frame`] over changes that stand elsewhere, since one entry goes to many readers.
#[derive(Serialize)]
struct Frame<'a> {
    after: Seq,
    seq: Seq,
    changes: &'a [&'a Change],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    by: &'a [PersonId],
}

/// The log from `after` to `seq`, and who wrote it.
pub fn changes(after: Seq, seq: Seq, changes: &[&Change], by: &[PersonId]) -> Bytes {
    let data = text(&Frame { after, seq, changes, by });
    Bytes::from(format!("id: {seq}\ndata: {data}\n\n"))
}

/// The first event.
pub fn hello(hello: &Hello) -> Bytes {
    named("hello", hello)
}

/// The reader sees other records than before.
pub fn rescope(rescope: &Rescope) -> Bytes {
    named("rescope", rescope)
}

/// Somebody is somewhere.
pub fn presence(present: &Present) -> Bytes {
    named("presence", present)
}

/// The server ends the stream.
pub fn bye(reason: Goodbye) -> Bytes {
    named("bye", &Bye { reason })
}

/// The reader was too slow: close, and come back with the last entry that came.
pub fn behind() -> Bytes {
    Bytes::from_static(b"event: behind\ndata: {}\n\n")
}

/// Nothing, so that whoever stands between does not close the line.
pub fn keep_alive() -> Bytes {
    Bytes::from_static(b":\n\n")
}

fn named(name: &str, data: &impl Serialize) -> Bytes {
    Bytes::from(format!("event: {name}\ndata: {}\n\n", text(data)))
}

/// JSON has no line breaks of its own, so that it is one `data` line.
fn text(data: &impl Serialize) -> String {
    serde_json::to_string(data).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::{Act, FieldChange, Kind, RecordKey, Value};

    #[test]
    fn a_frame_reads_as_the_wire_has_it() {
        let change = Change {
            key: RecordKey { kind: Kind::Account, id: uuid::Uuid::from_u128(7) },
            account: Some(uuid::Uuid::from_u128(7).into()),
            act: Act::Edit,
            fields: vec![FieldChange {
                field: "name".into(),
                before: Value::Nothing,
                after: Value::Text("two\nlines".into()),
            }],
        };
        let bytes = changes(3, 5, &[&change], &[PersonId::default()]);
        let told = std::str::from_utf8(&bytes).unwrap();
        let data = told.strip_prefix("id: 5\ndata: ").unwrap().strip_suffix("\n\n").unwrap();
        assert!(!data.contains('\n'));
        let frame: app::wire::Frame = serde_json::from_str(data).unwrap();
        assert_eq!(frame, app::wire::Frame { after: 3, seq: 5, changes: vec![change], by: vec![PersonId::default()] });
    }
}
