//! The token service, `/oauth2/token`: a grant with the client's secret added, and its answer.

use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::{clients::Client, error::OAuthError, services::Services, status::Status};

/// A token response (RFC 6749 §5.1) as far as it is passed on. Never shown or logged.
#[derive(Deserialize, Serialize)]
pub(super) struct Tokens {
    access_token: String,
    token_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_in: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens(…)")
    }
}

impl Services {
    /// Sends the grant as `client`. Once: a code or refresh token is spent by the attempt.
    pub(super) async fn tokens(
        &self,
        client: &Client,
        grant: &[(&str, &str)],
    ) -> Result<Tokens, OAuthError> {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(grant)
            // In the body: the service decodes neither half of a Basic header (RFC 6749 §2.3.1 encodes both).
            .append_pair("client_id", &client.id)
            .append_pair(
                "client_secret",
                &String::from_utf8_lossy(client.secret.expose()),
            )
            .finish();
        let call = self
            .http
            .post(self.urls.token.clone())
            .header(
                http::header::CONTENT_TYPE,
                "application/x-www-form-urlencoded;charset=UTF-8",
            )
            .body(body);
        let answer = self.send(call).await.map_err(|_| OAuthError::Unreachable)?;
        if answer.status == StatusCode::OK {
            serde_json::from_slice(&answer.body).map_err(|_| OAuthError::Unusable)
        } else {
            Err(OAuthError::of_service(Status::parse(&answer.body)))
        }
    }
}
