//! Issues an authorization code: what was asked and who signed in, stored under the code's digest.

use std::time::Duration;

use crate::engines::redirect::Reply;
use crate::engines::registration::GrantType;
use crate::engines::scope::Scope;

use super::Embedded;
use super::clients::Client;
use super::failure::Failure;
use super::request::{Details, Target};
use super::secret::Secret;
use super::store::{NewGrant, Write};

/// Who signed in, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Authentication<'a> {
    pub(super) subject: &'a str,
    pub(super) auth_time: i64,
}

/// How long a grant lasts.
pub(super) struct GrantEnds {
    /// Whether it has refresh tokens.
    pub(super) refreshable: bool,
    pub(super) at: i64,
}

impl Embedded {
    /// A new code; it is good once `write` is committed.
    pub(super) async fn issue_code(
        &self,
        write: &mut Write,
        target: &Target<'_>,
        details: &Details,
        who: Authentication<'_>,
        now: i64,
    ) -> Result<Secret, Failure> {
        let code = Secret::generate(&*self.entropy)?;
        let ends = self.grant_ends(target.client, &details.scope, now);
        write
            .add_grant(&NewGrant {
                client_id: &target.client.id,
                subject: who.subject,
                scope: &details.scope,
                refreshable: ends.refreshable,
                auth_time: who.auth_time,
                expires_at: ends.at,
                code: &code.digest(),
                redirect_uri: target.redirect_uri_sent.then_some(target.redirect_uri),
                challenge: details.challenge.as_ref(),
                nonce: details.nonce.as_deref(),
                code_expires_at: after(now, self.lifetimes.code),
                code_used_at: None,
            })
            .await?;
        Ok(code)
    }

    /// The client's address with a new code in it.
    pub(super) async fn code_location(
        &self,
        write: &mut Write,
        target: &Target<'_>,
        details: &Details,
        reply: &Reply<'_>,
        who: Authentication<'_>,
        now: i64,
    ) -> Result<String, Failure> {
        let code = self.issue_code(write, target, details, who, now).await?;
        Ok(reply.with_code(&code))
    }

    /// When a grant that begins now is over, its tokens included.
    pub(super) fn grant_ends(&self, client: &Client, scope: &Scope, now: i64) -> GrantEnds {
        let refreshable =
            client.uses(GrantType::RefreshToken) && (client.always_refresh || scope.asks_offline());
        let lifetimes = self.lifetimes;
        let access_token = client.access_token.unwrap_or(lifetimes.access_token);
        let lasts = if refreshable {
            client.refresh_token.unwrap_or(lifetimes.refresh_token)
        } else {
            lifetimes.code + access_token
        };
        GrantEnds {
            refreshable,
            at: after(now, lasts),
        }
    }
}

fn after(now: i64, lifetime: Duration) -> i64 {
    now.saturating_add(i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX))
}
