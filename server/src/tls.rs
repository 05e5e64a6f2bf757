//! TLS with the operator's own certificate, read again when its file changes, so that a renewal needs no restart.

use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use anyhow::Context;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(30);

/// Makes ring the one provider of cryptography of this process. To be called first of all; again does no harm.
pub fn install_provider() {
    // An error says that there is one already, which is what was wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// The certificate in use.
#[derive(Debug)]
struct Held {
    cert: PathBuf,
    key: PathBuf,
    now: RwLock<Arc<CertifiedKey>>,
}

impl ResolvesServerCert for Held {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.now.read().ok().map(|key| key.clone())
    }
}

/// What takes TLS connections with the certificate of these files, for HTTP/2 and HTTP/1.1.
///
/// # Errors
/// Where the files cannot be read or do not belong together.
pub fn acceptor(cert: &Path, key: &Path, stop: CancellationToken) -> anyhow::Result<TlsAcceptor> {
    let now = RwLock::new(Arc::new(load(cert, key)?));
    let held = Arc::new(Held { cert: cert.to_owned(), key: key.to_owned(), now });
    let mut config = rustls::ServerConfig::builder().with_no_client_auth().with_cert_resolver(held.clone());
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    tokio::spawn(async move { stop.run_until_cancelled(watch(held)).await });
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn load(cert: &Path, key: &Path) -> anyhow::Result<CertifiedKey> {
    let chain = CertificateDer::pem_file_iter(cert).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let chain = chain.with_context(|| format!("the certificate {} cannot be read", cert.display()))?;
    let private =
        PrivateKeyDer::from_pem_file(key).with_context(|| format!("the key {} cannot be read", key.display()))?;
    let private =
        rustls::crypto::ring::sign::any_supported_type(&private).context("the key is of no supported kind")?;
    let certified = CertifiedKey::new(chain, private);
    certified.keys_match().context("certificate and key do not belong together")?;
    Ok(certified)
}

async fn watch(held: Arc<Held>) {
    let mut seen = changed_at(&held);
    loop {
        tokio::time::sleep(LOOK).await;
        let now = changed_at(&held);
        if now == seen {
            continue;
        }
        match load(&held.cert, &held.key) {
            Ok(key) => {
                if let Ok(mut place) = held.now.write() {
                    *place = Arc::new(key);
                }
                seen = now;
                tracing::info!("took the renewed certificate");
            }
            // The two files are written one after the other: looked at again next time.
            Err(cause) => tracing::warn!(
                cause = format!("{cause:#}"),
                "the certificate changed and cannot be used; the one before stays"
            ),
        }
    }
}

fn changed_at(held: &Held) -> [Option<SystemTime>; 2] {
    [&held.cert, &held.key].map(|path| std::fs::metadata(path).and_then(|about| about.modified()).ok())
}
