//! Passwords that were chosen instead of the demonstration's.

use sqlx::Row as _;

use super::{Store, StoreError, Write};

/// One of them.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ChosenPassword {
    pub(crate) subject: String,
    pub(crate) hash: String,
    pub(crate) chosen_at: i64,
}

impl Store {
    /// All of them.
    pub(crate) async fn chosen_passwords(&self) -> Result<Vec<ChosenPassword>, StoreError> {
        sqlx::query("SELECT subject, password_hash, chosen_at FROM chosen_password")
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(|row| {
                Ok(ChosenPassword {
                    subject: row.try_get("subject")?,
                    hash: row.try_get("password_hash")?,
                    chosen_at: row.try_get("chosen_at")?,
                })
            })
            .collect()
    }
}

impl Write {
    /// Records one, in place of what the same person chose before.
    pub(crate) async fn choose_password(
        &mut self,
        chosen: &ChosenPassword,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO chosen_password (subject, password_hash, chosen_at) VALUES (?, ?, ?)
             ON CONFLICT (subject) DO UPDATE
             SET password_hash = excluded.password_hash, chosen_at = excluded.chosen_at",
        )
        .bind(&chosen.subject)
        .bind(&chosen.hash)
        .bind(chosen.chosen_at)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }
}
