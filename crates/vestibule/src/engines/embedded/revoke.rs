//! The revocation endpoint, POST `/oauth2/revoke` (RFC 7009).

use std::sync::Arc;

use axum::extract::State;
use http::HeaderName;
use http::header::CACHE_CONTROL;

use crate::events::Event;

use super::Embedded;
use super::client_authentication::ClientRequest;
use super::error::OAuthError;
use super::secret::Digest;

/// Both kinds of token are looked up by the same digest, so the hint (`token_type_hint`) is not needed.
///
/// A refresh token takes its whole grant with it, an access token only itself; an unknown one was
/// revoked already as far as the client is concerned (§2.2).
pub(super) async fn post(
    State(engine): State<Arc<Embedded>>,
    asked: ClientRequest,
) -> Result<[(HeaderName, &'static str); 1], OAuthError> {
    let client = engine.authenticate_client(&asked).await?;
    let token = asked
        .parameters
        .get("token")?
        .ok_or(OAuthError::Missing("token"))?;
    let digest = Digest::of(token);

    let mut write = engine.store.write().await?;
    let (grant, refresh) = match write.grant_by_refresh_token(&digest).await? {
        Some((grant, _)) => (Some(grant), true),
        None => (write.grant_by_access_token(&digest).await?, false),
    };
    if let Some(grant) = grant {
        if grant.client_id != client.id {
            return Err(OAuthError::TokenOfAnotherClient);
        }
        if refresh {
            write.revoke_grant(grant.id, engine.now()).await?;
        } else {
            write.remove_access_token(&digest).await?;
        }
        write.commit().await?;
        engine.tell(Event::Revoked {
            subject: &grant.subject,
            client_id: &client.id,
        });
    }
    Ok([(CACHE_CONTROL, "no-store")])
}
