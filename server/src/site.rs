//! The built client: its scripts, styles, icons and fonts, as `cargo xtask build` left them in the site folder.
//!
//! The files are read once, at the start, and served from memory by their exact names: there is no path to walk out of. Beside
//! a file `x` its compressed forms `x.br` and `x.gz` are sent to whoever takes them. Files under `/pkg/` carry a hash of their content
//! in their name and never change; all others are asked for again each time.

use std::collections::BTreeMap;
use std::path::Path;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::table::Table;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::{Fault, Shared};

/// `site.json`: where the parts of the client are, by their hashed names, each from the root (`/pkg/…`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Manifest {
    /// Names this build: another one means another client.
    #[serde(default)]
    pub build: String,
    /// The script that binds the module to the browser.
    pub script: String,
    /// The WebAssembly module.
    #[serde(rename = "wasm")]
    pub module: String,
    /// The style sheet that every page begins with.
    pub style: String,
    /// The style sheet of what comes apart.
    #[serde(default)]
    pub later_style: String,
    /// The modules that pages fetch apart, by the name of the part.
    #[serde(default)]
    pub parts: Table<String, Vec<String>>,
}

/// All files of the client.
#[derive(Default)]
pub struct Site {
    manifest: Option<Manifest>,
    files: BTreeMap<String, File>,
}

struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    kind: &'static str,
    keep: &'static str,
    tag: String,
}

impl Site {
    /// What is in the folder. Without it the server still answers programs; it says once that its pages have no client.
    pub fn load(folder: &Path) -> Self {
        let mut site = Self::default();
        if let Err(cause) = site.read(folder, "") {
            tracing::warn!(folder = %folder.display(), %cause, "the site folder cannot be read: pages come without their client");
            return site;
        }
        let manifest = std::fs::read(folder.join("site.json")).map_err(anyhow::Error::from);
        match manifest.and_then(|bytes| Ok(serde_json::from_slice(&bytes)?)) {
            Ok(manifest) => site.manifest = Some(manifest),
            Err(cause) => {
                tracing::warn!(%cause, "site.json cannot be read: pages come without their client")
            }
        }
        site
    }

    /// Where the client's parts are; `None` where it is not built.
    pub fn manifest(&self) -> Option<&Manifest> {
        self.manifest.as_ref()
    }

    /// The name of the build; empty where there is none.
    pub fn build(&self) -> String {
        self.manifest.as_ref().map(|manifest| manifest.build.clone()).unwrap_or_default()
    }

    /// The address of the style sheet.
    pub fn style(&self) -> Option<&str> {
        self.manifest.as_ref().map(|manifest| manifest.style.as_str())
    }

    fn read(&mut self, folder: &Path, prefix: &str) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}/{name}");
            if name.starts_with('.') {
                continue;
            } else if entry.file_type()?.is_dir() {
                self.read(&entry.path(), &path)?;
            } else if !name.ends_with(".br") && !name.ends_with(".gz") && path != "/site.json" {
                let file = File::read(&entry.path(), &path)?;
                self.files.insert(path, file);
            }
        }
        Ok(())
    }
}

impl File {
    fn read(at: &Path, path: &str) -> std::io::Result<Self> {
        let beside = |ending: &str| {
            let mut name = at.as_os_str().to_owned();
            name.push(ending);
            std::fs::read(name).ok().map(Bytes::from)
        };
        let plain = Bytes::from(std::fs::read(at)?);
        let digest = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&plain));
        let keep = match path {
            path if path.starts_with("/pkg/") => "public, max-age=31536000, immutable",
            path if path.starts_with("/fonts/") || path.starts_with("/icons/") => "public, max-age=86400",
            _ => "no-cache",
        };
        Ok(Self {
            brotli: beside(".br"),
            gzip: beside(".gz"),
            kind: kind_of(path),
            keep,
            tag: format!("\"{digest}\""),
            plain,
        })
    }

    fn respond(&self, headers: &HeaderMap) -> Response {
        let has = |name: header::HeaderName, part: &str| {
            let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
            values
                .flat_map(|value| value.split(','))
                .any(|value| value.split(';').next().unwrap_or_default().trim() == part)
        };
        let (body, coding) = match (&self.brotli, &self.gzip) {
            (Some(body), _) if has(header::ACCEPT_ENCODING, "br") => (body, Some("br")),
            (_, Some(body)) if has(header::ACCEPT_ENCODING, "gzip") => (body, Some("gzip")),
            _ => (&self.plain, None),
        };
        let mut response = if has(header::IF_NONE_MATCH, &self.tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            body.clone().into_response()
        };
        let out = response.headers_mut();
        out.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.keep));
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            out.insert(header::ETAG, tag);
        }
        if let Some(coding) = coding {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        response
    }
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Whatever no route took: a file of the site by its exact name, or nothing.
///
/// # Errors
/// [`Fault::NotFound`] where there is no such file, [`Fault::WrongMethod`] where it is asked for other than to read.
pub async fn serve(State(server): State<Shared>, request: Request) -> Result<Response, Fault> {
    let file = server.site.files.get(request.uri().path()).ok_or(Fault::NotFound)?;
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Fault::WrongMethod);
    }
    Ok(file.respond(request.headers()))
}
