//! TLS for trying things out: a certificate made at start, signed by nobody, kept in memory only.

use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use rcgen::CertifiedKey;
use rustls::{ServerConfig, crypto::aws_lc_rs, pki_types::PrivatePkcs8KeyDer};

/// The names that a self-signed certificate is for.
pub const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// Why TLS could not be set up; neither can be cured by whoever runs the host.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// Making the key or the certificate failed.
    #[error("no self-signed certificate could be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// The TLS library does not take what was made.
    #[error("TLS refuses the certificate made at start: {0}")]
    Tls(#[from] rustls::Error),
}

/// TLS 1.2 and 1.3 with HTTP/2 and HTTP/1.1, under a new self-signed certificate.
pub fn self_signed() -> Result<RustlsConfig, TlsError> {
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(NAMES.map(String::from))?;
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key.into())?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}
