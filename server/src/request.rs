//! Each request on its way in: its id, who sent it, and its line in the log.
//!
//! What the log holds of a request is its method, its *route* and its outcome. Never the path itself, which may hold the
//! secret of an invitation, never the query, never a header.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Instant;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::Instrument;

use crate::fault::Problem;
use crate::{Fault, Server, Shared};

/// The id of one request: in the answer, in the log, and in what a person quotes when something broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(u64);

impl RequestId {
    fn new() -> Self {
        Self(getrandom::u64().unwrap_or_default())
    }
}

impl std::fmt::Display for RequestId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let id = self.0;
        write!(f, "{:04x}-{:04x}-{:04x}-{:04x}", id >> 48, id >> 32 & 0xffff, id >> 16 & 0xffff, id & 0xffff)
    }
}

tokio::task_local! {
    static CURRENT: RequestId;
}

/// The id of the request that is being served here; a fresh one outside of any.
pub fn current_id() -> RequestId {
    CURRENT.try_with(|id| *id).unwrap_or_else(|_| RequestId::new())
}

/// The other end of the connection, put into each request by the accept loop.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// Its address: the client's, or a proxy's.
    pub address: SocketAddr,
    /// Whether the connection itself is encrypted.
    pub tls: bool,
}

/// Who asks: the peer, or whom a named proxy says it speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// What one household or host counts as: an IPv4 address, or the /64 of an IPv6 one.
    pub fn share(self) -> IpAddr {
        share(self.0)
    }
}

/// See [`ClientAddress::share`].
pub fn share(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => std::net::Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // Absent only where a test calls the router without a connection.
        Ok(parts.extensions.get().copied().unwrap_or(Self(Ipv4Addr::LOCALHOST.into())))
    }
}

/// Headers that only a named proxy may send.
const FORWARDED: [&str; 7] = [
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-port",
    "x-real-ip",
    "x-user-id",
];

/// Gives the request its id and its sender, times it, and writes its line.
pub async fn enter(State(server): State<Shared>, mut request: Request, next: Next) -> Response {
    let id = RequestId::new();
    let client = client_of(&server, &mut request);
    request.extensions_mut().insert(client);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", %id, %method, route, client = %client.0);
    let began = Instant::now();
    let answer = CURRENT.scope(id, async move {
        let mut response = next.run(request).await;
        let status = response.status().as_u16();
        let took_ms = began.elapsed().as_millis() as u64;
        // Files and health are asked for all the time and tell nothing.
        if matches!(route.as_str(), "-" | "/healthz" | "/readyz") && status < 500 {
            tracing::debug!(status, took_ms, "served");
        } else {
            tracing::info!(status, took_ms, "served");
        }
        if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
            response.headers_mut().insert("x-request-id", value);
        }
        response
    });
    answer.instrument(span).await
}

/// Whom the request comes from. Forwarded headers of anybody but a named proxy are taken off, so that nobody behind believes them.
fn client_of(server: &Server, request: &mut Request) -> ClientAddress {
    let peer = request.extensions().get::<Peer>().map_or(Ipv4Addr::LOCALHOST.into(), |peer| peer.address.ip());
    let peer = peer.to_canonical();
    if !server.config.is_proxy(peer) {
        for name in FORWARDED {
            request.headers_mut().remove(HeaderName::from_static(name));
        }
        return ClientAddress(peer);
    }
    let hops = request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<IpAddr> = hops.flat_map(|value| value.split(',')).filter_map(|hop| hop.trim().parse().ok()).collect();
    // From the right: the first that is not one of our proxies is whom the outermost of them saw.
    let client = hops.into_iter().rev().find(|hop| !server.config.is_proxy(*hop));
    ClientAddress(client.unwrap_or(peer).to_canonical())
}

/// The host that the client means: of HTTP/2's authority, or of the `Host` header.
pub fn host<'a>(headers: &'a HeaderMap, uri: &'a axum::http::Uri) -> Option<&'a str> {
    uri.authority().map(axum::http::uri::Authority::as_str).or_else(|| headers.get(header::HOST)?.to_str().ok())
}

/// Refuses what comes under another origin than the one this server is meant for, saying which, and what comes in the clear from
/// somewhere else than this machine or a named proxy. Health is asked by address, and answers.
pub async fn meant(State(server): State<Shared>, request: Request, next: Next) -> Response {
    if matches!(request.uri().path(), "/healthz" | "/readyz") {
        return next.run(request).await;
    }
    let in_the_clear = request.extensions().get::<Peer>().is_some_and(|peer| {
        let address = peer.address.ip().to_canonical();
        !peer.tls && !address.is_loopback() && !server.config.is_proxy(address)
    });
    let other =
        host(request.headers(), request.uri()).is_some_and(|host| !is_meant(server.public_url.authority(), host));
    if other || in_the_clear {
        return Fault::OtherOrigin { meant: server.public_url.to_string() }.into_response();
    }
    next.run(request).await
}

/// Whether a browser that asks for `host` is at the right place. The names of this machine itself are one place.
fn is_meant(authority: &str, host: &str) -> bool {
    fn split(authority: &str) -> (&str, &str) {
        match authority.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port),
            _ => (authority, ""),
        }
    }
    let is_here = |name: &str| matches!(name, "localhost" | "[::1]") || name.starts_with("127.");
    let host = host.to_ascii_lowercase();
    let (meant_name, meant_port) = split(authority);
    let (name, port) = split(&host);
    host == authority || (is_here(meant_name) && is_here(name) && meant_port == port)
}

/// Tells a fault as a small page to whoever came by a link or a form; programs get the problem as it is.
pub async fn tell(State(server): State<Shared>, request: Request, next: Next) -> Response {
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let wants_page =
        accepts.is_some_and(|accept| accept.contains("text/html")) && !request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    if !wants_page {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, problem_page(&server, &problem).into())
}

/// The page of a fault: no script, no data, one sentence and a way on. It is written here because it must work when nothing else does.
fn problem_page(server: &Server, problem: &Problem) -> String {
    let style =
        server.site.style().map(|href| format!("<link rel=\"stylesheet\" href=\"{href}\">")).unwrap_or_default();
    let Problem { title, id, status, .. } = problem;
    let url = &server.public_url;
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title>{style}</head><body><main class=\"fault\"><h1>{title}</h1>\
         <p><a href=\"{url}/\">To the start page</a></p><p><small>Status {status}, request {id}</small></p></main></body></html>\n"
    )
}

/// A handler that panicked has broken one request, not the server.
pub fn recovered(cause: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    Fault::Broken(anyhow::anyhow!("a panic: {}", text.unwrap_or("without words"))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_names_are_one_place_and_others_are_not() {
        assert!(is_meant("127.0.0.1:3000", "localhost:3000"));
        assert!(is_meant("127.0.0.1:3000", "[::1]:3000"));
        assert!(!is_meant("127.0.0.1:3000", "localhost:3001"));
        assert!(!is_meant("127.0.0.1:3000", "evil.example:3000"));
        assert!(is_meant("m.example", "M.example"));
        assert!(!is_meant("m.example", "localhost"));
        assert!(!is_meant("m.example", "m.example.evil"));
    }

    #[test]
    fn an_ipv6_share_is_its_64() {
        let share_of = |text: &str| ClientAddress(text.parse().unwrap()).share().to_string();
        assert_eq!(share_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(share_of("::ffff:10.0.0.1"), "10.0.0.1");
    }
}
