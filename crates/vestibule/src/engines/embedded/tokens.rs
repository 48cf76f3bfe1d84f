//! What a successful token request gets: an access token (RFC 9068), an ID token when `openid` was
//! granted (OpenID Connect Core §2), and a refresh token when the grant has one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use crate::engines::scope::Scope;

use super::Embedded;
use super::clients::Client;
use super::failure::Failure;
use super::jwt;
use super::secret::Secret;
use super::store::{Grant, Write};

/// The body of RFC 6749 §5.1.
#[derive(Serialize)]
pub(super) struct TokenResponse {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    /// Left out when nothing was granted: a scope has at least one word (§3.3).
    #[serde(skip_serializing_if = "String::is_empty")]
    scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<String>,
}

/// The `nonce` of the ID token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nonce<'a>(Option<&'a str>);

impl<'a> Nonce<'a> {
    /// As the authorization request had it.
    pub(super) fn of_request(nonce: Option<&'a str>) -> Self {
        Self(nonce)
    }

    /// "it SHOULD NOT have a nonce Claim" after a refresh (OpenID Connect Core §12.2).
    pub(super) fn not_repeated() -> Self {
        Self(None)
    }
}

#[derive(Serialize)]
struct AccessTokenClaims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    client_id: &'a str,
    scope: &'a str,
    iat: i64,
    exp: i64,
    auth_time: i64,
    jti: &'a str,
}

#[derive(Serialize)]
struct IdTokenClaims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    auth_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    at_hash: String,
}

impl Embedded {
    #[expect(
        clippy::too_many_arguments,
        reason = "each is another fact about the tokens, and no two belong together"
    )]
    /// Makes the tokens and records them; they are good once `write` is committed.
    pub(super) async fn mint(
        &self,
        write: &mut Write,
        client: &Client,
        grant: &Grant,
        scope: &Scope,
        subject: &str,
        nonce: Nonce<'_>,
        now: i64,
    ) -> Result<TokenResponse, Failure> {
        let lifetime = client.access_token.unwrap_or(self.lifetimes.access_token);
        let lifetime = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
        let exp = now.saturating_add(lifetime).min(grant.expires_at);
        let keys = self.keys.now();
        let iss = self.issuer.as_str();
        let granted = scope.to_string();

        let access_token = Secret::from_text(keys.sign(
            jwt::Purpose::AccessToken,
            &AccessTokenClaims {
                iss,
                sub: subject,
                // The only resource server that this engine knows is its own userinfo endpoint.
                aud: iss,
                client_id: &grant.client_id,
                scope: &granted,
                iat: now,
                exp,
                auth_time: grant.auth_time,
                jti: Secret::generate(&*self.entropy)?.expose(),
            },
        )?);
        write
            .add_access_token(&access_token.digest(), grant.id, scope, exp)
            .await?;

        let id_token = if scope.has("openid") {
            let at_hash = URL_SAFE_NO_PAD.encode(access_token.digest().left_half());
            Some(keys.sign(
                jwt::Purpose::IdToken,
                &IdTokenClaims {
                    iss,
                    sub: subject,
                    // One audience, so no `azp` (§2: needed only when there are more).
                    aud: &grant.client_id,
                    iat: now,
                    exp,
                    auth_time: grant.auth_time,
                    nonce: nonce.0,
                    at_hash,
                },
            )?)
        } else {
            None
        };

        let refresh_token = if grant.refreshable {
            let token = Secret::generate(&*self.entropy)?;
            write
                .add_refresh_token(&token.digest(), grant.id, now)
                .await?;
            Some(token.expose().to_owned())
        } else {
            None
        };

        Ok(TokenResponse {
            access_token: access_token.expose().to_owned(),
            token_type: "Bearer",
            expires_in: exp - now,
            scope: granted,
            refresh_token,
            id_token,
        })
    }
}
