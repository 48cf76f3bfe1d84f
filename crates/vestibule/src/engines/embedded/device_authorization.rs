//! The device authorization endpoint, POST `/oauth2/device/auth` (RFC 8628 §3.1, §3.2).

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::Serialize;

use crate::engines::registration::GrantType;
use crate::engines::scope::Scope;
use crate::events::Event;

use super::Embedded;
use super::client_authentication::ClientRequest;
use super::clients::Client;
use super::error::OAuthError;
use super::json;
use super::parameters::Parameters;
use super::secret::Secret;
use super::store::NewDevice;
use super::user_code::UserCode;

/// Where a person types the code.
const VERIFICATION_PATH: &str = "/device";

/// How long a device waits before it asks again, in seconds, until it is told to slow down.
const INTERVAL: i64 = 5;

/// How often a code is drawn that another device has already. With twenty billion codes the second
/// time means that the generator is broken.
const DRAWS: usize = 3;

/// How many devices may wait for their people at the same time.
const MOST_PENDING: i64 = 10_000;

#[derive(Serialize)]
struct Answer<'a> {
    device_code: &'a str,
    user_code: &'a str,
    verification_uri: String,
    verification_uri_complete: String,
    expires_in: i64,
    interval: i64,
}

pub(super) async fn post(
    State(engine): State<Arc<Embedded>>,
    asked: ClientRequest,
) -> Result<Response, OAuthError> {
    let client = engine.authenticate_client(&asked).await?;
    if let Err(wait) = engine.throttle.device_codes_from(asked.peer) {
        let client_id = &client.id;
        engine.tell_from(asked.peer, Event::DeviceCodesThrottled { client_id });
        return Err(OAuthError::TooMany(wait));
    }
    engine.device_authorization(client, &asked.parameters).await
}

impl Embedded {
    async fn device_authorization(
        &self,
        client: &Client,
        parameters: &Parameters,
    ) -> Result<Response, OAuthError> {
        client.may_use(GrantType::DeviceCode)?;
        let scope = match parameters.get("scope")? {
            None => client.scope.unasked(),
            Some(asked) => asked
                .parse()
                .ok()
                .filter(|scope: &Scope| !scope.is_empty() && scope.within(&client.scope))
                .ok_or(OAuthError::InvalidScope)?,
        };
        let now = self.now();
        let expires_in = i64::try_from(self.lifetimes.device_code.as_secs()).unwrap_or(i64::MAX);
        let device_code = Secret::generate(&*self.entropy)?;
        let mut write = self.store.write().await?;
        write.forget_expired(now).await?;
        if write.devices_pending(now).await? >= MOST_PENDING {
            return Err(OAuthError::Busy);
        }
        for _ in 0..DRAWS {
            let user_code = UserCode::generate(&*self.entropy)?;
            let new = NewDevice {
                device_code: &device_code.digest(),
                user_code: user_code.letters(),
                client_id: &client.id,
                scope: &scope,
                expires_at: now.saturating_add(expires_in),
                poll_interval: INTERVAL,
            };
            if write.add_device(&new).await? {
                write.commit().await?;
                let user_code = user_code.to_string();
                let verification_uri = format!("{}{VERIFICATION_PATH}", self.issuer);
                let answer = Answer {
                    device_code: device_code.expose(),
                    verification_uri_complete: format!("{verification_uri}?user_code={user_code}"),
                    user_code: &user_code,
                    verification_uri,
                    expires_in,
                    interval: INTERVAL,
                };
                return Ok(json::private(StatusCode::OK, &answer));
            }
        }
        Err(OAuthError::Busy)
    }
}
