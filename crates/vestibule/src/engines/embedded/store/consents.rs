//! Consent: requests that wait for it, and what was allowed for good.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::engines::scope::Scope;

use super::super::secret::Digest;
use super::{Store, StoreError, Write};

const REQUEST: &str = "SELECT parameters FROM consent_request
     WHERE challenge_digest = ? AND session_digest = ? AND expires_at > ?";

impl Store {
    /// The parameters of a request that waits in this session.
    pub(crate) async fn consent_request(
        &self,
        challenge: &Digest,
        session: &Digest,
        now: i64,
    ) -> Result<Option<String>, StoreError> {
        let row = sqlx::query(REQUEST)
            .bind(challenge.as_bytes().as_slice())
            .bind(session.as_bytes().as_slice())
            .bind(now)
            .fetch_optional(&self.readers)
            .await?;
        parameters(row.as_ref())
    }

    /// What the person has allowed the client for good.
    pub(crate) async fn consent(
        &self,
        subject: &str,
        client_id: &str,
    ) -> Result<Option<Scope>, StoreError> {
        let text: Option<String> =
            sqlx::query_scalar("SELECT scope FROM consent WHERE subject = ? AND client_id = ?")
                .bind(subject)
                .bind(client_id)
                .fetch_optional(&self.readers)
                .await?;
        text.map(|text| text.parse().map_err(|_| StoreError::Row("scope")))
            .transpose()
    }
}

impl Write {
    /// Records a request that waits.
    pub(crate) async fn add_consent_request(
        &mut self,
        challenge: &Digest,
        session: &Digest,
        parameters: &str,
        expires_at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO consent_request (challenge_digest, session_digest, parameters, expires_at)
             VALUES (?, ?, ?, ?)",
        )
        .bind(challenge.as_bytes().as_slice())
        .bind(session.as_bytes().as_slice())
        .bind(parameters)
        .bind(expires_at)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Takes a request out: it is decided once.
    pub(crate) async fn take_consent_request(
        &mut self,
        challenge: &Digest,
        session: &Digest,
        now: i64,
    ) -> Result<Option<String>, StoreError> {
        let row = sqlx::query(REQUEST)
            .bind(challenge.as_bytes().as_slice())
            .bind(session.as_bytes().as_slice())
            .bind(now)
            .fetch_optional(&mut *self.0)
            .await?;
        sqlx::query(
            "DELETE FROM consent_request WHERE challenge_digest = ? AND session_digest = ?",
        )
        .bind(challenge.as_bytes().as_slice())
        .bind(session.as_bytes().as_slice())
        .execute(&mut *self.0)
        .await?;
        parameters(row.as_ref())
    }

    /// Records what the person allows the client for good, in place of what they did before.
    pub(crate) async fn set_consent(
        &mut self,
        subject: &str,
        client_id: &str,
        scope: &Scope,
        now: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO consent (subject, client_id, scope, granted_at) VALUES (?, ?, ?, ?)
             ON CONFLICT (subject, client_id)
             DO UPDATE SET scope = excluded.scope, granted_at = excluded.granted_at",
        )
        .bind(subject)
        .bind(client_id)
        .bind(scope.to_string())
        .bind(now)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }
}

fn parameters(row: Option<&SqliteRow>) -> Result<Option<String>, StoreError> {
    Ok(row.map(|row| row.try_get("parameters")).transpose()?)
}
