//! Self-signed services: a named CA or a pinned key opens them, and nothing else does.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use axum::http::Request;
use axum_server::tls_rustls::RustlsConfig;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rcgen::{KeyPair, PublicKeyData as _};
use vestibule::engines::light_oauth2::Trust;

use super::{
    double::{self, Services},
    support::{front, send},
};

pub(crate) const SYSTEM: Trust = Trust::System;

/// The double over https with a certificate of its own; its address, the certificate, the key's digest.
fn start() -> (String, String, String) {
    let key = KeyPair::generate().unwrap();
    let certificate = rcgen::CertificateParams::new(vec!["127.0.0.1".to_owned()])
        .unwrap()
        .self_signed(&key)
        .unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    let router = double::router(Arc::new(Services::default()));
    let server =
        axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(Arc::new(config)));
    tokio::spawn(async move { server.unwrap().serve(router.into_make_service()).await });
    let fingerprint = STANDARD.encode(digest(&SHA256, &key.subject_public_key_info()));
    (base, certificate.pem(), fingerprint)
}

async fn readiness(base: &str, trust: Trust) -> u16 {
    let router = front(base, "", trust);
    let request = Request::get("/ready")
        .body(axum::body::Body::empty())
        .unwrap();
    send(&router, request).await.status.as_u16()
}

#[tokio::test]
async fn only_what_is_named_is_trusted() {
    let (base, pem, fingerprint) = start();
    let (_, other_pem, other_fingerprint) = start();
    assert_eq!(readiness(&base, Trust::Ca(pem.into())).await, 200);
    assert_eq!(
        readiness(&base, Trust::PublicKey(fingerprint.parse().unwrap())).await,
        200
    );
    assert_eq!(readiness(&base, Trust::System).await, 503);
    assert_eq!(readiness(&base, Trust::Ca(other_pem.into())).await, 503);
    assert_eq!(
        readiness(&base, Trust::PublicKey(other_fingerprint.parse().unwrap())).await,
        503
    );
}
