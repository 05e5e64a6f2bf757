//! TLS of the server's own.

use std::path::PathBuf;
use std::sync::Arc;

use axum::http::{Request, Response, StatusCode, Version, header};
use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName};
use sqlx::PgPool;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::serve;
use crate::support::process::Folder;

/// A certificate for 127.0.0.1, signed by itself, that is good until 2126, and its key: for these tests and nothing else.
fn pem(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/door").join(name)
}

/// A connection of a client who trusts this certificate alone and speaks these protocols.
async fn connect(address: &str, speaks: &[&str]) -> TlsStream<TcpStream> {
    server::tls::install_provider();
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(pem("cert.pem")).unwrap()).unwrap();
    let mut config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = speaks.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    let stream = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from("127.0.0.1").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn http_2_is_spoken_over_tls(pool: PgPool) {
    let folder = Folder::new("door-tls");
    let (cert, key) = (pem("cert.pem"), pem("key.pem"));
    let files = ["--tls-cert", cert.to_str().unwrap(), "--tls-key", key.to_str().unwrap()];
    let server = serve(&folder, &pool, &files);
    let address = server.url.strip_prefix("https://").expect("its origin is one of TLS");

    let stream = connect(address, &["h2", "http/1.1"]).await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(b"h2".as_slice()), "HTTP/2 is preferred");
    let (client, connection) = h2::client::handshake(stream).await.unwrap();
    let connection = tokio::spawn(connection);
    let ask = async |url: String| -> Response<h2::RecvStream> {
        let mut client = client.clone().ready().await.unwrap();
        let (answer, _) = client.send_request(Request::get(url).body(()).unwrap(), true).unwrap();
        answer.await.unwrap()
    };
    let health = ask(format!("{}/healthz", server.url)).await;
    assert_eq!((health.status(), health.version()), (StatusCode::OK, Version::HTTP_2));
    assert_eq!(health.headers()[header::STRICT_TRANSPORT_SECURITY], "max-age=63072000; includeSubDomains");
    assert_eq!(ask(format!("{}/", server.url)).await.status(), StatusCode::OK);
    let other = ask("https://evil.example/".to_owned()).await;
    assert_eq!(other.status(), StatusCode::MISDIRECTED_REQUEST, "the authority is looked at as a `Host` is");
    connection.abort();

    let old = connect(address, &["http/1.1"]).await;
    assert_eq!(old.get_ref().1.alpn_protocol(), Some(b"http/1.1".as_slice()), "who knows no HTTP/2 is not left out");
}
