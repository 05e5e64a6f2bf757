//! Commands on their way in: a batch is taken apart, decided in order, and answered with a receipt for each.
//!
//! Invariant: a receipt is sent as the engine wrote it, byte for byte, so that a batch sent again is answered the same.

use app::wire::{Answer, BATCH_MAX, Batch};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::{
    command::WIRE,
    day::Moment,
    ids::{CommandId, DeviceId, Seq},
};
use serde::Deserialize;
use serde_json::Value;

use crate::auth::Signed;
use crate::body::Json;
use crate::engine::{Run, Sent, sent::About};
use crate::fault::Problem;
use crate::{Fault, Shared};

/// The earliest instant by a device's clock that is taken, 1 January of year 1, in seconds: before it the database has none.
const EARLIEST_S: i64 = -62_135_596_800;

/// A batch in which each command is still as it came: one that this server does not know must not stop the others.
#[derive(Deserialize)]
struct Opened {
    device: DeviceId,
    commands: Vec<Packed>,
}

#[derive(Deserialize)]
struct Packed {
    id: CommandId,
    made_at: Moment,
    base_seq: Seq,
    command: Value,
}

/// Decides commands in order, 100 in 256 KB at most. A refused one never blocks those behind it. At the first fault that
/// passes the rest is left: the answer then holds fewer receipts and says when to go on.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the batch as a whole cannot be read, [`Fault::TooOld`] where it is of a form no longer
/// spoken, [`Fault::TooLarge`] where it is to be split, and what stopped it where nothing was decided.
#[utoipa::path(
    post,
    path = "/api/v1/commands",
    request_body = Batch,
    responses(
        (status = 200, description = "A receipt for each command that was decided", body = Answer),
        (status = 401, description = "Sign in again, and keep the commands", body = Problem),
        (status = 413, description = "Split the batch", body = Problem),
        (status = 422, description = "The batch is not understood as a whole", body = Problem),
        (status = 426, description = "The client is too old", body = Problem),
        (status = 429, description = "Wait as `Retry-After` says", body = Problem),
        (status = 503, description = "Wait as `Retry-After` says", body = Problem),
    )
)]
pub async fn take(State(server): State<Shared>, signed: Signed, Json(batch): Json<Value>) -> Result<Response, Fault> {
    let sent = unpack(batch)?;
    let run = server.engine.run(signed.workspace, signed.person, sent).await;
    answer(run)
}

fn unpack(batch: Value) -> Result<Vec<Sent>, Fault> {
    let wire = batch.get("wire").and_then(Value::as_u64).and_then(|wire| u32::try_from(wire).ok());
    let wire = wire.ok_or(Fault::NotUnderstood("The batch does not say in which form it is written."))?;
    if wire < WIRE {
        return Err(Fault::TooOld);
    }
    if wire > WIRE {
        return Err(Fault::NotUnderstood("The batch is written in a form that is newer than this server."));
    }
    let opened: Opened = serde_json::from_value(batch)
        .map_err(|_| Fault::NotUnderstood("The batch does not have the form that this address takes."))?;
    if opened.commands.len() > BATCH_MAX {
        return Err(Fault::TooLarge);
    }
    if opened.commands.iter().any(|packed| packed.made_at.as_second() < EARLIEST_S) {
        return Err(Fault::NotUnderstood("A command says that it was made before there were calendars."));
    }
    let device = opened.device;
    let sent = opened.commands.into_iter().map(|packed| {
        let Packed { id, made_at, base_seq, command } = packed;
        Sent::from_outside(device, wire, &About { id, made_at, base_seq }, &command)
    });
    Ok(sent.collect())
}

fn answer(run: Run) -> Result<Response, Fault> {
    let Run { decided, stopped } = run;
    let retry_after_ms = match stopped {
        Some(fault) if decided.is_empty() => return Err(fault),
        Some(fault) => {
            tracing::warn!(cause = ?fault, decided = decided.len(), "a batch was stopped");
            Some(fault.retry_after().unwrap_or(Fault::PAUSE).as_millis())
        }
        None => None,
    };
    let mut body = b"{\"receipts\":[".to_vec();
    for (at, one) in decided.iter().enumerate() {
        if at > 0 {
            body.push(b',');
        }
        body.extend_from_slice(&one.bytes);
    }
    body.push(b']');
    if let Some(wait) = retry_after_ms {
        body.extend_from_slice(format!(",\"retry_after_ms\":{wait}").as_bytes());
    }
    body.push(b'}');
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(([kind], body).into_response())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::rejection::Rejection;

    use super::*;
    use crate::engine::Decided;

    async fn told(run: Run) -> (u16, String) {
        let response = answer(run).unwrap_or_else(IntoResponse::into_response);
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn what_was_decided_is_told_even_where_the_rest_was_stopped() {
        let id = CommandId::default();
        let decided = vec![Decided::applied(id, 7).unwrap(), Decided::refused(id, Rejection::CommandUnknown).unwrap()];
        let bytes: Vec<_> = decided.iter().map(|one| String::from_utf8(one.bytes.clone()).unwrap()).collect();
        let whole = format!("{{\"receipts\":[{}]}}", bytes.join(","));
        assert_eq!(told(Run { decided: decided.clone(), stopped: None }).await, (200, whole.clone()));

        let fault = Fault::Unavailable { retry_after: Duration::from_millis(2500) };
        let (status, body) = told(Run { decided: decided.clone(), stopped: Some(fault) }).await;
        assert_eq!((status, body), (200, whole.replace("]}", "],\"retry_after_ms\":2500}")));
        let answer: Answer = serde_json::from_str(&whole).unwrap();
        assert_eq!(answer.receipts.len(), 2);

        let (status, _) = told(Run { decided, stopped: Some(Fault::broken(anyhow::anyhow!("x"))) }).await;
        assert_eq!(status, 200, "what is done is done");
        let (status, _) = told(Run { decided: Vec::new(), stopped: Some(Fault::unavailable()) }).await;
        assert_eq!(status, 503);
        let (status, _) = told(Run { decided: Vec::new(), stopped: Some(Fault::broken(anyhow::anyhow!("x"))) }).await;
        assert_eq!(status, 500);
    }

    #[test]
    fn the_form_is_looked_at_before_the_rest() {
        let fault = |text: &str| unpack(serde_json::from_str(text).unwrap()).unwrap_err();
        assert!(matches!(fault(r#"{"wire":0,"commands":"of an older form"}"#), Fault::TooOld));
        assert!(matches!(fault(r#"{"wire":2,"device":"","commands":[]}"#), Fault::NotUnderstood(_)));
        assert!(matches!(fault("{}"), Fault::NotUnderstood(_)));
        assert!(matches!(fault("[]"), Fault::NotUnderstood(_)));
        assert!(matches!(fault(r#"{"wire":1}"#), Fault::NotUnderstood(_)));
    }
}
