//! How a client proves itself at the token and revocation endpoints (RFC 6749 §2.3).

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::config::ClientAuthentication;
use crate::users::password::Password;

use super::Embedded;
use super::clients::Client;
use super::error::{OAuthError, TriedBy};
use super::parameters::Parameters;
use super::secret::Digest;

impl Embedded {
    /// The client that sent the request, by `client_secret_basic`, `client_secret_post` or `none`.
    pub(super) async fn authenticate_client(
        &self,
        headers: &HeaderMap,
        parameters: &Parameters,
    ) -> Result<&Client, OAuthError> {
        let posted_id = parameters.get("client_id")?;
        let posted_secret = parameters.get("client_secret")?;
        let (id, secret, tried_by) = match headers.get(AUTHORIZATION) {
            Some(header) => {
                // "The client MUST NOT use more than one authentication method in each request."
                if posted_secret.is_some() {
                    return Err(OAuthError::InvalidRequest(
                        "The client proves itself twice; send the secret once",
                    ));
                }
                let (id, secret) = header
                    .to_str()
                    .ok()
                    .and_then(basic)
                    .ok_or(OAuthError::InvalidClient(TriedBy::Header))?;
                if posted_id.is_some_and(|posted| posted != id) {
                    return Err(OAuthError::InvalidRequest(
                        "client_id differs from the one in the Authorization header",
                    ));
                }
                (
                    id,
                    Some(secret).filter(|secret| !secret.is_empty()),
                    TriedBy::Header,
                )
            }
            None => {
                let id = posted_id.ok_or(OAuthError::InvalidClient(TriedBy::Body))?;
                (
                    id.to_owned(),
                    posted_secret.map(str::to_owned),
                    TriedBy::Body,
                )
            }
        };
        let invalid = OAuthError::InvalidClient(tried_by);
        let Some(client) = self.clients.find(&id) else {
            return Err(invalid);
        };
        let proven = match (&client.authentication, secret) {
            (ClientAuthentication::Public, None) => true,
            (ClientAuthentication::Secret(expected), Some(secret)) => {
                // Digests, so that the comparison's time tells nothing of the length either.
                let (sent, expected) = (Digest::of(&secret), Digest::of_bytes(expected.expose()));
                verify_slices_are_equal(sent.as_bytes(), expected.as_bytes()).is_ok()
            }
            (ClientAuthentication::HashedSecret(stored), Some(secret)) => self
                .verifier
                .verify(Password::new(secret), stored.clone())
                .await
                .map_err(|_busy| OAuthError::Busy)?,
            _ => false,
        };
        if proven { Ok(client) } else { Err(invalid) }
    }
}

/// Id and secret of a Basic header, each form-encoded inside it (§2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = STANDARD.decode(encoded.trim()).ok()?;
    let colon = decoded.iter().position(|&byte| byte == b':')?;
    let (id, secret) = decoded.split_at_checked(colon)?;
    Some((form_decoded(id)?, form_decoded(secret.get(1..)?)?))
}

fn form_decoded(raw: &[u8]) -> Option<String> {
    let spaced: Vec<u8> = raw
        .iter()
        .map(|&byte| if byte == b'+' { b' ' } else { byte })
        .collect();
    String::from_utf8(percent_encoding::percent_decode(&spaced).collect()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_and_secret_are_form_decoded_inside_basic() {
        let header = format!("bAsIc {}", STANDARD.encode("a%3Ab+c:s%C3%A9:x%2B"));
        assert_eq!(basic(&header), Some(("a:b c".into(), "sé:x+".into())));
        for header in ["", "Basic", "Basic !", "Bearer YTpi", "Basic YQ=="] {
            assert_eq!(basic(header), None, "{header}");
        }
    }
}
