//! Issues an authorization code: what was asked and who signed in, stored under the code's digest.

use crate::users::User;

use super::Embedded;
use super::error::Failure;
use super::request::{Details, Target};
use super::secret::Secret;
use super::store::NewGrant;

impl Embedded {
    /// A new code, durable before it is given away.
    pub(super) async fn issue_code(
        &self,
        target: &Target<'_>,
        details: &Details,
        user: &User,
    ) -> Result<Secret, Failure> {
        let now = self.now();
        let after = |lifetime: std::time::Duration| {
            now.saturating_add(i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX))
        };
        let code = Secret::generate(&*self.entropy)?;
        let refreshable = target.client.always_refresh || details.scope.asks_offline();
        let lifetimes = self.lifetimes;
        self.store
            .add_grant(
                &NewGrant {
                    client_id: &target.client.id,
                    subject: &user.subject,
                    scope: &details.scope,
                    refreshable,
                    expires_at: if refreshable {
                        after(lifetimes.refresh_token)
                    } else {
                        after(lifetimes.code + lifetimes.access_token)
                    },
                    redirect_uri: target.redirect_uri_sent.then_some(target.redirect_uri),
                    challenge: details.challenge.as_ref(),
                    nonce: details.nonce.as_deref(),
                    code_expires_at: after(lifetimes.code),
                },
                &code.digest(),
                now,
            )
            .await?;
        Ok(code)
    }
}
