//! The token endpoint, POST `/oauth2/token` (RFC 6749 §3.2), and the exchange of a code (§4.1.3).

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use crate::engines::registration::GrantType;
use crate::events::{Event, Reusable};

use super::Embedded;
use super::client_authentication::ClientRequest;
use super::clients::Client;
use super::error::OAuthError;
use super::json;
use super::parameters::Parameters;
use super::secret::Digest;
use super::store::Grant;
use super::tokens::{Nonce, TokenResponse};

pub(super) async fn post(
    State(engine): State<Arc<Embedded>>,
    asked: ClientRequest,
) -> Result<Response, OAuthError> {
    let client = engine.authenticate_client(&asked).await?;
    let parameters = &asked.parameters;
    let tokens = match parameters.get("grant_type")? {
        None => return Err(OAuthError::Missing("grant_type")),
        Some(name) => match GrantType::named(name) {
            None => return Err(OAuthError::UnsupportedGrantType),
            Some(GrantType::AuthorizationCode) => engine.exchange_code(client, parameters).await?,
            Some(GrantType::RefreshToken) => engine.refresh(client, parameters).await?,
            Some(GrantType::DeviceCode) => engine.device_token(client, parameters).await?,
        },
    };
    Ok(json::private(StatusCode::OK, &tokens))
}

impl Embedded {
    /// A code is spent by the first request of its own client, right or wrong: one who guesses has
    /// one guess, and a second exchange ends what the first one gave (RFC 6749 §4.1.2).
    async fn exchange_code(
        &self,
        client: &Client,
        parameters: &Parameters,
    ) -> Result<TokenResponse, OAuthError> {
        let code = parameters.get("code")?.ok_or(OAuthError::Missing("code"))?;
        client.may_use(GrantType::AuthorizationCode)?;
        let redirect_uri = parameters.get("redirect_uri")?;
        let verifier = parameters.get("code_verifier")?;
        let now = self.now();

        let mut write = self.store.write().await?;
        let grant = write.grant_by_code(&Digest::of(code)).await?;
        let Some(grant) = grant.filter(|grant| grant.client_id == client.id) else {
            return Err(OAuthError::CodeUnknown);
        };
        if grant.code_used {
            write.revoke_grant(grant.id, now).await?;
            write.commit().await?;
            self.tell(Event::Reused {
                subject: &grant.subject,
                client_id: &client.id,
                what: Reusable::Code,
            });
            return Err(OAuthError::CodeSpent);
        }
        write.spend_code(grant.id, now).await?;
        if let Err(error) = check(&grant, client, redirect_uri, verifier, now) {
            write.commit().await?;
            return Err(error);
        }
        let Some(user) = self.users.still(&grant.subject, grant.auth_time).await? else {
            write.commit().await?;
            return Err(OAuthError::PersonGone);
        };
        let nonce = Nonce::of_request(grant.nonce.as_deref());
        let tokens = self
            .mint(
                &mut write,
                client,
                &grant,
                &grant.scope,
                &user.subject,
                nonce,
                now,
            )
            .await?;
        write.commit().await?;
        self.tell(Event::TokensIssued {
            subject: &user.subject,
            client_id: &client.id,
            scope: &grant.scope.to_string(),
            grant_type: GrantType::AuthorizationCode.name(),
        });
        Ok(tokens)
    }
}

/// What the code was bound to when it was issued.
fn check(
    grant: &Grant,
    client: &Client,
    redirect_uri: Option<&str>,
    verifier: Option<&str>,
    now: i64,
) -> Result<(), OAuthError> {
    if grant.revoked || grant.code_expires_at <= now {
        return Err(OAuthError::CodeExpired);
    }
    // "if the redirect_uri parameter was included in the authorization request, … their values MUST be identical"
    match (grant.redirect_uri.as_deref(), redirect_uri) {
        (Some(asked), Some(sent)) if asked == sent => {}
        (Some(_), None) => return Err(OAuthError::Missing("redirect_uri")),
        (None, None) => {}
        (None, Some(sent)) if client.redirect_uri(sent).is_some() => {}
        (_, Some(_)) => return Err(OAuthError::RedirectUriDiffers),
    }
    match (&grant.challenge, verifier) {
        (Some(challenge), Some(verifier)) if challenge.is_met_by(verifier) => Ok(()),
        (Some(_), Some(_)) => Err(OAuthError::VerifierDiffers),
        (Some(_), None) => Err(OAuthError::Missing("code_verifier")),
        (None, Some(_)) => Err(OAuthError::VerifierUnexpected),
        (None, None) => Ok(()),
    }
}
