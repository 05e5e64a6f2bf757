//! The headers of every answer: what a browser may do with it, and who may keep it.

use axum::extract::{Request, State};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use leptos::nonce::Nonce;

use crate::Shared;

/// The nonce of this request, which the page's scripts carry and the policy names. Pages give it to their context.
pub fn nonce(extensions: &Extensions) -> Option<Nonce> {
    extensions.get().cloned()
}

/// What the browser keeps under a name for this host.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let sent = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = sent.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// Puts the headers on every answer, faults included.
pub async fn dress(State(server): State<Shared>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let policy = match kind.split(';').next().unwrap_or_default() {
        "text/html" => page_policy(Some(&nonce)),
        // Scripts carry the policy for the workers that they are started as.
        "text/javascript" | "application/javascript" | "application/wasm" => page_policy(None),
        _ => "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'".to_owned(),
    };
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    insert_fixed(headers, server.public_url.secure());
    response
}

fn insert_fixed(headers: &mut HeaderMap, secure: bool) {
    const FIXED: [(&str, &str); 8] = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("x-robots-tag", "noindex"),
        ("reporting-endpoints", "csp=\"/csp-reports\""),
        (
            "permissions-policy",
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), \
             midi=(), payment=(), usb=(), clipboard-read=(), clipboard-write=(self)",
        ),
    ];
    for (name, value) in FIXED {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if secure {
        let two_years = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, two_years);
    }
    // What says nothing about keeping it is somebody's: no cache, shared or own, keeps it.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store, private"));
}

fn page_policy(nonce: Option<&Nonce>) -> String {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'{nonce}; img-src 'self' data: blob:; \
         font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
         object-src 'none'; frame-ancestors 'none'; report-uri /csp-reports; report-to csp"
    )
}

/// Lets an answer be compressed only for this origin's own pages: the length of a compressed answer would tell another site what
/// is in it (BREACH). Runs before the compression.
pub async fn shield_length(mut request: Request, next: Next) -> Response {
    let site = request.headers().get("sec-fetch-site").and_then(|site| site.to_str().ok());
    if !matches!(site, Some("same-origin" | "none")) {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    next.run(request).await
}

/// `POST /csp-reports`: a browser says that a page tried what its policy forbids. Only the rule and the kind of thing are
/// noted: the rest is the page's.
pub async fn note_violation(body: axum::body::Bytes) -> axum::http::StatusCode {
    let told = serde_json::from_slice::<serde_json::Value>(&body).unwrap_or_default();
    let one = told.get(0).and_then(|report| report.get("body")).or_else(|| told.get("csp-report"));
    let rule = one.and_then(|one| one.get("effectiveDirective").or_else(|| one.get("effective-directive")));
    let rule: String = rule
        .and_then(|rule| rule.as_str())
        .unwrap_or("unknown")
        .chars()
        .filter(char::is_ascii_graphic)
        .take(40)
        .collect();
    tracing::warn!(rule, "a page broke its content security policy");
    axum::http::StatusCode::NO_CONTENT
}
