//! Whose certificates the services may have. light-oauth2 ships with self-signed ones, so there are two
//! ways to name them; there is none to trust whatever comes.

use std::{fmt, str::FromStr, sync::Arc};

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::{Certificate, ClientBuilder};
use rustls::{
    CertificateError, DigitallySignedStruct, Error, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{self, CryptoProvider, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::ParsedCertificate,
};

/// What is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The system's certificate authorities.
    System,
    /// The certificates of a PEM file, and no others.
    Ca(Vec<u8>),
    /// One public key, whatever certificate it comes in.
    PublicKey(Fingerprint),
}

/// The SHA-256 of a public key (its `SubjectPublicKeyInfo`), as RFC 7469 §2.4 pins it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

/// The text is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the base64 of 32 bytes")]
pub struct NotAFingerprint;

/// Why no trust can be set up.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The operator's: the file holds none.
    #[error("the CA file holds no certificate in PEM form")]
    NoCertificate,
    /// The operator's or the system's.
    #[error("the certificates can't be used: {0}")]
    Certificates(#[from] reqwest::Error),
    /// Ours.
    #[error("TLS can't be set up: {0}")]
    Tls(#[from] Error),
}

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = STANDARD.decode(text).map_err(|_| NotAFingerprint)?;
        bytes.try_into().map(Self).map_err(|_| NotAFingerprint)
    }
}

/// As it is written.
impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({})", STANDARD.encode(self.0))
    }
}

impl Trust {
    /// Has a client trust this and nothing else.
    pub(super) fn apply(&self, builder: ClientBuilder) -> Result<ClientBuilder, TrustError> {
        match self {
            Self::System => Ok(builder),
            Self::Ca(pem) => {
                let certificates = Certificate::from_pem_bundle(pem)?;
                if certificates.is_empty() {
                    return Err(TrustError::NoCertificate);
                }
                Ok(builder.tls_certs_only(certificates))
            }
            Self::PublicKey(fingerprint) => {
                let provider = Arc::new(crypto::aws_lc_rs::default_provider());
                let pinned = PinnedKey {
                    fingerprint: *fingerprint,
                    provider: Arc::clone(&provider),
                };
                let tls = rustls::ClientConfig::builder_with_provider(provider)
                    .with_safe_default_protocol_versions()?
                    .dangerous()
                    .with_custom_certificate_verifier(Arc::new(pinned))
                    .with_no_client_auth();
                Ok(builder.tls_backend_preconfigured(tls))
            }
        }
    }
}

/// Accepts a server that proves to have one key. Name, dates and issuer of the certificate around it say
/// nothing more than that.
#[derive(Debug)]
struct PinnedKey {
    fingerprint: Fingerprint,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for PinnedKey {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let certificate = ParsedCertificate::try_from(end_entity)?;
        let key = certificate.subject_public_key_info();
        if digest(&SHA256, &key).as_ref() == self.fingerprint.0 {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(Error::InvalidCertificate(
                CertificateError::ApplicationVerificationFailure,
            ))
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_the_base64_of_32_bytes() {
        let text = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        let fingerprint: Fingerprint = text.parse().unwrap();
        assert_eq!(format!("{fingerprint:?}"), format!("Fingerprint({text})"));
        for text in [
            "",
            "abc",
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==",
            "sha256:x",
        ] {
            assert_eq!(text.parse::<Fingerprint>(), Err(NotAFingerprint), "{text}");
        }
    }
}
