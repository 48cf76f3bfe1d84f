//! Sessions: which browsers somebody is signed in with.

use sqlx::Row as _;

use super::super::secret::Digest;
use super::{Store, StoreError, Write};

/// A recorded session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SessionRow {
    pub(crate) subject: String,
    pub(crate) auth_time: i64,
}

impl Store {
    /// The session of that cookie, if it is good at `now`.
    pub(crate) async fn session(
        &self,
        secret: &Digest,
        now: i64,
    ) -> Result<Option<SessionRow>, StoreError> {
        sqlx::query(
            "SELECT subject, auth_time FROM session WHERE secret_digest = ? AND expires_at > ?",
        )
        .bind(secret.as_bytes().as_slice())
        .bind(now)
        .fetch_optional(&self.readers)
        .await?
        .map(|row| {
            Ok(SessionRow {
                subject: row.try_get("subject")?,
                auth_time: row.try_get("auth_time")?,
            })
        })
        .transpose()
    }
}

impl Write {
    /// Records a session.
    pub(crate) async fn add_session(
        &mut self,
        secret: &Digest,
        session: &SessionRow,
        expires_at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO session (secret_digest, subject, auth_time, expires_at) VALUES (?, ?, ?, ?)",
        )
        .bind(secret.as_bytes().as_slice())
        .bind(&session.subject)
        .bind(session.auth_time)
        .bind(expires_at)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Forgets a session; an unknown one is forgotten already.
    pub(crate) async fn remove_session(&mut self, secret: &Digest) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM session WHERE secret_digest = ?")
            .bind(secret.as_bytes().as_slice())
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }
}
