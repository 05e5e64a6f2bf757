//! Nobody acts here in the name of another site.
//!
//! Reading methods never write, so they pass. Any other passes when the browser says that it comes from this very origin
//! (`Sec-Fetch-Site`, else `Origin` against the host), or when it is no browser at all: neither header and no cookie.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::config::PublicUrl;
use crate::{Fault, Shared, request};

/// Refuses what another site makes a browser send.
pub async fn guard(State(server): State<Shared>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_own(&server.public_url, request.headers(), request.uri()) {
        return next.run(request).await;
    }
    tracing::warn!("refused: it came from another site");
    Fault::CrossOrigin.into_response()
}

/// A request that no other site makes a browser send. Taken by streams: one that another site opens could not be read there,
/// yet would hold a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnOrigin;

impl FromRequestParts<Shared> for OwnOrigin {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, server: &Shared) -> Result<Self, Fault> {
        let own = is_own(&server.public_url, &parts.headers, &parts.uri);
        own.then_some(Self).ok_or(Fault::CrossOrigin)
    }
}

fn is_own(public: &PublicUrl, headers: &HeaderMap, uri: &Uri) -> bool {
    let text = |name| headers.get(name).map(|value: &axum::http::HeaderValue| value.to_str().unwrap_or("?"));
    let origin = text(header::ORIGIN);
    if origin == Some(public.to_string().as_str()) {
        return true;
    }
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match origin {
        // "null" and anything that is no origin have no host, and match none.
        Some(origin) => host_of(origin).is_some_and(|host| Some(host) == request::host(headers, uri)),
        // Neither header: no browser of our time. A cookie would be a browser's all the same.
        None => !headers.contains_key(header::COOKIE) || headers.contains_key(header::AUTHORIZATION),
    }
}

fn host_of(origin: &str) -> Option<&str> {
    origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(pairs: &[(&'static str, &'static str)]) -> bool {
        let public = "https://m.example".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "m.example".parse().unwrap());
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_own(&public, &headers, &Uri::from_static("/sign-in"))
    }

    #[test]
    fn only_this_origin_passes() {
        for own in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://m.example")],
            &[("sec-fetch-site", "same-origin"), ("origin", "https://m.example"), ("cookie", "a=b")],
            &[("cookie", "a=b"), ("authorization", "Bearer x")],
            &[],
        ] {
            assert!(judged(own), "{own:?}");
        }
        for foreign in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site"), ("origin", "null")],
            &[("sec-fetch-site", "Same-Origin")],
            &[("sec-fetch-site", "")],
            &[("origin", "null")],
            &[("origin", "https://evil.example")],
            &[("origin", "https://m.example:8443")],
            &[("origin", "https://m.example.")],
            &[("origin", "https://m.example.evil")],
            &[("origin", "HTTPS://M.EXAMPLE")],
            &[("origin", "m.example")],
            &[("origin", "chrome-extension://m.example")],
            &[("cookie", "ms_s=x")],
        ] {
            assert!(!judged(foreign), "{foreign:?}");
        }
    }
}
