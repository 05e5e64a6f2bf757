//! One connection from its first byte to its last.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::Version;
use hyper::Request;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::Shared;
use crate::request::Peer;

/// How long the head of a request may take from its first byte on; the first one from the connection on, handshake included.
const HEAD: Duration = Duration::from_secs(10);
/// How long a connection without any request under way is kept.
const IDLE: Duration = Duration::from_secs(75);
/// How long a client may take nothing of what it is sent.
const WRITE: Duration = Duration::from_secs(10);
/// The most that a head may hold.
const HEAD_BYTES: usize = 16 << 10;
const HEADERS: usize = 64;
const STREAMS: u32 = 100;

/// What every connection shares.
pub struct Door {
    /// The server behind it.
    pub server: Shared,
    /// Cancelled when what is still open is to be cut.
    pub cut: CancellationToken,
    tls: Option<TlsAcceptor>,
    router: Router,
    http: Builder<TokioExecutor>,
    idle: Duration,
}

impl Door {
    /// A door to this router.
    pub fn new(server: Shared, tls: Option<TlsAcceptor>, router: Router) -> Self {
        let mut http = Builder::new(TokioExecutor::new());
        // The timer of hyper takes the wait for a next head for a slow one: [`Patient`] tells them apart.
        http.http1().header_read_timeout(None).max_headers(HEADERS).max_buf_size(HEAD_BYTES);
        http.http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS)
            .max_header_list_size(HEAD_BYTES as u32)
            .max_send_buf_size(128 << 10)
            .keep_alive_interval(Duration::from_secs(20))
            .keep_alive_timeout(Duration::from_secs(10));
        Self { server, cut: CancellationToken::new(), tls, router, http, idle: IDLE }
    }

    /// Serves one connection until it ends, is idle for too long, or the server stops.
    pub async fn attend(&self, stream: TcpStream, address: SocketAddr) {
        // Small answers and events are to leave at once.
        let _ = stream.set_nodelay(true);
        match &self.tls {
            None => self.speak(stream, Peer { address, tls: false }).await,
            Some(tls) => match tokio::time::timeout(HEAD, tls.accept(stream)).await {
                Ok(Ok(stream)) => self.speak(stream, Peer { address, tls: true }).await,
                Ok(Err(cause)) => tracing::debug!(%cause, "no TLS came about"),
                Err(_) => tracing::debug!("the TLS handshake took too long"),
            },
        }
    }

    async fn speak(&self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, peer: Peer) {
        let pulse = Arc::new(Pulse::new());
        let service = service_fn(|mut request: Request<Incoming>| {
            let beat = Beat::new(pulse.clone(), request.version());
            request.extensions_mut().insert(peer);
            let answer = self.router.clone().oneshot(request.map(Body::new));
            async move {
                let Ok(response) = answer.await;
                Ok::<_, Infallible>(response.map(|body| Counted { body, _beat: beat }))
            }
        });
        let stream = TokioIo::new(Patient::new(stream, pulse.clone()));
        let mut connection = pin!(self.http.serve_connection(stream, service));
        let mut stopping = false;
        let mut look = pin!(tokio::time::sleep(HEAD.min(self.idle)));
        loop {
            tokio::select! {
                outcome = connection.as_mut() => {
                    if let Err(cause) = outcome {
                        tracing::debug!(cause, "the connection ended badly");
                    }
                    return;
                }
                () = self.cut.cancelled() => return,
                () = self.server.stop.cancelled(), if !stopping => {
                    connection.as_mut().graceful_shutdown();
                    stopping = true;
                }
                () = look.as_mut() => match pulse.quiet_for() {
                    // It has said goodbye, or never said a thing.
                    Some(quiet) if quiet >= self.idle + HEAD || !pulse.has_asked() => return,
                    Some(quiet) if quiet >= self.idle => {
                        connection.as_mut().graceful_shutdown();
                        look.as_mut().reset(Instant::now() + HEAD);
                    }
                    quiet => look.as_mut().reset(Instant::now() + self.idle - quiet.unwrap_or_default()),
                },
            }
        }
    }
}

/// Whether anything is going on on a connection.
struct Pulse {
    began: Instant,
    open: AtomicUsize,
    asked: AtomicUsize,
    /// Requests share the connection, and it speaks between them as well.
    shared: AtomicBool,
    last_ms: AtomicU64,
}

impl Pulse {
    fn new() -> Self {
        Self {
            began: Instant::now(),
            open: AtomicUsize::new(0),
            asked: AtomicUsize::new(0),
            shared: AtomicBool::new(false),
            last_ms: AtomicU64::new(0),
        }
    }

    fn has_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed) > 0
    }

    /// The number of the request whose head is to come now; none while one is under way, and where heads do not come one
    /// after the other.
    fn next_head(&self) -> Option<usize> {
        let comes = self.open.load(Ordering::Relaxed) == 0 && !self.shared.load(Ordering::Relaxed);
        comes.then(|| self.asked.load(Ordering::Relaxed))
    }

    /// How long no request has been under way; `None` while one is.
    fn quiet_for(&self) -> Option<Duration> {
        let last = Duration::from_millis(self.last_ms.load(Ordering::Relaxed));
        (self.open.load(Ordering::Relaxed) == 0).then(|| self.began.elapsed().saturating_sub(last))
    }
}

/// One request under way, until the last byte of its answer is given.
struct Beat(Arc<Pulse>);

impl Beat {
    fn new(pulse: Arc<Pulse>, version: Version) -> Self {
        pulse.asked.fetch_add(1, Ordering::Relaxed);
        pulse.shared.store(version == Version::HTTP_2, Ordering::Relaxed);
        pulse.open.fetch_add(1, Ordering::Relaxed);
        Self(pulse)
    }
}

impl Drop for Beat {
    fn drop(&mut self) {
        let last = u64::try_from(self.0.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.0.last_ms.store(last, Ordering::Relaxed);
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The body of an answer, which keeps its request under way.
struct Counted {
    body: Body,
    _beat: Beat,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A socket that is given up when the other side takes nothing for [`WRITE`], or takes longer than [`HEAD`] for a head.
struct Patient<S> {
    stream: S,
    patience: Pin<Box<Sleep>>,
    waiting: bool,
    pulse: Arc<Pulse>,
    /// The request whose head has begun.
    begun: usize,
    head: Pin<Box<Sleep>>,
}

impl<S> Patient<S> {
    fn new(stream: S, pulse: Arc<Pulse>) -> Self {
        let [patience, head] = [WRITE, HEAD].map(|time| Box::pin(tokio::time::sleep(time)));
        Self { stream, patience, waiting: false, pulse, begun: 0, head }
    }

    fn judge<T>(&mut self, context: &mut Context<'_>, outcome: Poll<std::io::Result<T>>) -> Poll<std::io::Result<T>> {
        if outcome.is_ready() {
            self.waiting = false;
            return outcome;
        }
        if !self.waiting {
            self.waiting = true;
            self.patience.as_mut().reset(Instant::now() + WRITE);
        }
        self.patience.as_mut().poll(context).map(|()| Err(std::io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = into.filled().len();
        let outcome = Pin::new(&mut self.stream).poll_read(context, into);
        let Some(next) = self.pulse.next_head() else { return outcome };
        if outcome.is_pending() && self.begun == next {
            return self.head.as_mut().poll(context).map(|()| Err(std::io::ErrorKind::TimedOut.into()));
        }
        if into.filled().len() > before && self.begun != next {
            self.begun = next;
            self.head.as_mut().reset(Instant::now() + HEAD);
        }
        outcome
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(context, outcome)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.judge(context, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        let outcome = Pin::new(&mut self.stream).poll_flush(context);
        self.judge(context, outcome)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        let outcome = Pin::new(&mut self.stream).poll_shutdown(context);
        self.judge(context, outcome)
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use sqlx::postgres::PgConnectOptions;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;
    use crate::Server;
    use crate::config::{Config, PublicUrl};
    use crate::store::Database;

    /// A door that bears with silence for two seconds, before something that asks no database.
    fn door() -> Door {
        let config = Config::from_arguments(&[]).unwrap();
        let url = PublicUrl::of(config.listen, false);
        let database = Database::lazy(PgConnectOptions::new(), 1);
        let server = Server::new(config, url, database, CancellationToken::new());
        let router = Router::new().route("/", get(|| async { "here" }));
        Door { idle: Duration::from_secs(2), ..Door::new(Arc::new(server), None, router) }
    }

    #[tokio::test]
    async fn a_connection_on_which_nothing_is_asked_any_more_is_ended() {
        let (mut client, there) = tokio::io::duplex(4 << 10);
        let peer = Peer { address: ([127, 0, 0, 1], 1).into(), tls: false };
        let attending = tokio::spawn(async move { door().speak(there, peer).await });
        let mut told = [0; 1 << 10];
        // All in all longer than it may be silent.
        for _ in 0..4 {
            client.write_all(b"GET / HTTP/1.1\r\nHost: mainstay.example\r\n\r\n").await.unwrap();
            let count = client.read(&mut told).await.unwrap();
            assert!(told[..count].starts_with(b"HTTP/1.1 200"), "{count} bytes");
            tokio::time::sleep(Duration::from_millis(600)).await;
        }
        let silent = Instant::now();
        assert_eq!(client.read(&mut told).await.unwrap(), 0, "it is ended in order");
        assert!(silent.elapsed() >= Duration::from_secs(1), "{:?}", silent.elapsed());
        attending.await.unwrap();
    }
}
