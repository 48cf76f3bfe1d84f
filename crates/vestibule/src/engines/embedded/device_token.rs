//! The device's grant at the token endpoint (RFC 8628 §3.4, §3.5): it asks again and again until a
//! person has decided.

use crate::engines::registration::GrantType;
use crate::events::{Event, Reusable};

use super::Embedded;
use super::clients::Client;
use super::error::OAuthError;
use super::parameters::Parameters;
use super::secret::Digest;
use super::store::NewGrant;
use super::tokens::{Nonce, TokenResponse};

/// "the interval MUST be increased by 5 seconds for this and all subsequent requests" (§3.5)
const SLOWER: i64 = 5;

impl Embedded {
    /// A device code is good for tokens once; one that comes back ends what it gave, as any code does.
    pub(super) async fn device_token(
        &self,
        client: &Client,
        parameters: &Parameters,
    ) -> Result<TokenResponse, OAuthError> {
        client.may_use(GrantType::DeviceCode)?;
        let code = parameters
            .get("device_code")?
            .ok_or(OAuthError::Missing("device_code"))?;
        let code = Digest::of(code);
        let now = self.now();

        let mut write = self.store.write().await?;
        let device = write.device_by_device_code(&code).await?;
        let Some(device) = device.filter(|device| device.client_id == client.id) else {
            let spent = write.grant_by_code(&code).await?;
            let Some(grant) = spent.filter(|grant| grant.client_id == client.id) else {
                return Err(OAuthError::CodeUnknown);
            };
            write.revoke_grant(grant.id, now).await?;
            write.commit().await?;
            self.tell(Event::Reused {
                subject: &grant.subject,
                client_id: &client.id,
                what: Reusable::DeviceCode,
            });
            return Err(OAuthError::CodeSpent);
        };
        if device.expires_at <= now {
            return Err(OAuthError::DeviceCodeExpired);
        }
        let Some(decision) = device.decision else {
            let too_early = device
                .polled_at
                .is_some_and(|last| now < last.saturating_add(device.poll_interval));
            let interval = device.poll_interval + if too_early { SLOWER } else { 0 };
            write.device_polled(device.id, interval, now).await?;
            write.commit().await?;
            return Err(if too_early {
                OAuthError::SlowDown
            } else {
                OAuthError::AuthorizationPending
            });
        };
        if !decision.accepted {
            // It stays until it expires, so that a device that asks again gets the same answer.
            return Err(OAuthError::AccessDenied);
        }
        let Some(user) = self
            .users
            .still(&decision.subject, decision.auth_time)
            .await?
        else {
            return Err(OAuthError::PersonGone);
        };
        write.remove_device(device.id).await?;
        let ends = self.grant_ends(client, &device.scope, now);
        write
            .add_grant(&NewGrant {
                client_id: &client.id,
                subject: &decision.subject,
                scope: &device.scope,
                refreshable: ends.refreshable,
                auth_time: decision.auth_time,
                expires_at: ends.at,
                code: &code,
                redirect_uri: None,
                challenge: None,
                nonce: None,
                code_expires_at: device.expires_at,
                code_used_at: Some(now),
            })
            .await?;
        let Some(grant) = write.grant_by_code(&code).await? else {
            return Err(OAuthError::CodeUnknown);
        };
        let tokens = self
            .mint(
                &mut write,
                client,
                &grant,
                &grant.scope,
                &user.subject,
                Nonce::not_repeated(),
                now,
            )
            .await?;
        write.commit().await?;
        self.tell(Event::TokensIssued {
            subject: &user.subject,
            client_id: &client.id,
            scope: &grant.scope.to_string(),
            grant_type: GrantType::DeviceCode.name(),
        });
        Ok(tokens)
    }
}
