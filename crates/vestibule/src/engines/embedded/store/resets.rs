//! Ways to a new password.

use super::super::secret::Digest;
use super::{Store, StoreError, Write};

impl Store {
    /// Until when the token is good, if it is at `now`.
    pub(crate) async fn reset_token_end(
        &self,
        token: &Digest,
        now: i64,
    ) -> Result<Option<i64>, StoreError> {
        let end = sqlx::query_scalar(
            "SELECT expires_at FROM reset_token WHERE token_digest = ? AND expires_at > ?",
        )
        .bind(token.as_bytes().as_slice())
        .bind(now)
        .fetch_optional(&self.readers)
        .await?;
        Ok(end)
    }
}

impl Write {
    /// Records a token for this person.
    pub(crate) async fn add_reset_token(
        &mut self,
        token: &Digest,
        subject: &str,
        expires_at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO reset_token (token_digest, subject, expires_at) VALUES (?, ?, ?)")
            .bind(token.as_bytes().as_slice())
            .bind(subject)
            .bind(expires_at)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// Takes a token out, and with it all others of the same person; who that is.
    pub(crate) async fn take_reset_token(
        &mut self,
        token: &Digest,
        now: i64,
    ) -> Result<Option<String>, StoreError> {
        let subject: Option<String> = sqlx::query_scalar(
            "SELECT subject FROM reset_token WHERE token_digest = ? AND expires_at > ?",
        )
        .bind(token.as_bytes().as_slice())
        .bind(now)
        .fetch_optional(&mut *self.0)
        .await?;
        if let Some(subject) = &subject {
            sqlx::query("DELETE FROM reset_token WHERE subject = ?")
                .bind(subject)
                .execute(&mut *self.0)
                .await?;
        }
        Ok(subject)
    }
}
