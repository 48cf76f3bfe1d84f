//! The refresh grant (RFC 6749 §6), with rotation: each refresh token works once, and one that
//! comes back ends the whole grant, since then two parties hold it (RFC 9700 §4.14.2).

use super::Embedded;
use super::clients::Client;
use super::error::OAuthError;
use super::parameters::Parameters;
use super::secret::Digest;
use super::tokens::{Nonce, TokenResponse};
use crate::engines::registration::GrantType;
use crate::engines::scope::Scope;
use crate::events::{Event, Reusable};

impl Embedded {
    pub(super) async fn refresh(
        &self,
        client: &Client,
        parameters: &Parameters,
    ) -> Result<TokenResponse, OAuthError> {
        let token = parameters
            .get("refresh_token")?
            .ok_or(OAuthError::Missing("refresh_token"))?;
        client.may_use(GrantType::RefreshToken)?;
        let asked = parameters.get("scope")?;
        let now = self.now();

        let mut write = self.store.write().await?;
        let found = write.grant_by_refresh_token(&Digest::of(token)).await?;
        let Some((grant, spent)) = found.filter(|(grant, _)| grant.client_id == client.id) else {
            return Err(OAuthError::RefreshTokenUnknown);
        };
        if grant.revoked || grant.expires_at <= now {
            return Err(OAuthError::RefreshTokenEnded);
        }
        if spent {
            write.revoke_grant(grant.id, now).await?;
            write.commit().await?;
            self.tell(Event::Reused {
                subject: &grant.subject,
                client_id: &client.id,
                what: Reusable::RefreshToken,
            });
            return Err(OAuthError::RefreshTokenSpent);
        }
        // What the operator has taken from the client since is not given any longer.
        let granted = grant.scope.shared_with(&client.scope);
        let scope: Scope = match asked {
            None => granted,
            Some(asked) => asked
                .parse()
                .ok()
                .filter(|scope: &Scope| !scope.is_empty() && scope.within(&granted))
                .ok_or(OAuthError::InvalidScope)?,
        };
        let Some(user) = self.users.still(&grant.subject, grant.auth_time).await? else {
            return Err(OAuthError::PersonGone);
        };
        write.spend_refresh_token(&Digest::of(token), now).await?;
        let tokens = self
            .mint(
                &mut write,
                client,
                &grant,
                &scope,
                &user.subject,
                Nonce::not_repeated(),
                now,
            )
            .await?;
        write.commit().await?;
        self.tell(Event::TokensIssued {
            subject: &user.subject,
            client_id: &client.id,
            scope: &scope.to_string(),
            grant_type: GrantType::RefreshToken.name(),
        });
        Ok(tokens)
    }
}
