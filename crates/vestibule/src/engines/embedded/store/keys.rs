//! The signing keys.

use sqlx::Row as _;

use super::{Store, StoreError};

/// A stored key.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct KeyRow {
    pub(crate) id: i64,
    pub(crate) pkcs8: Vec<u8>,
    pub(crate) created_at: i64,
}

impl Store {
    /// The keys in PKCS #8, newest first.
    pub(crate) async fn signing_keys(&self) -> Result<Vec<KeyRow>, StoreError> {
        sqlx::query("SELECT id, pkcs8, created_at FROM signing_key ORDER BY id DESC")
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(|row| {
                Ok(KeyRow {
                    id: row.try_get("id")?,
                    pkcs8: row.try_get("pkcs8")?,
                    created_at: row.try_get("created_at")?,
                })
            })
            .collect()
    }

    /// Stores the first key; does nothing when there is one already.
    pub(crate) async fn add_first_signing_key(
        &self,
        pkcs8: &[u8],
        now: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO signing_key (pkcs8, created_at)
             SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM signing_key)",
        )
        .bind(pkcs8)
        .bind(now)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// Adds a key, if there is one to add, and deletes those that are over.
    pub(crate) async fn replace_signing_keys(
        &self,
        new: Option<&[u8]>,
        over: &[i64],
        now: i64,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        if let Some(pkcs8) = new {
            sqlx::query("INSERT INTO signing_key (pkcs8, created_at) VALUES (?, ?)")
                .bind(pkcs8)
                .bind(now)
                .execute(&mut *write.0)
                .await?;
        }
        for id in over {
            sqlx::query("DELETE FROM signing_key WHERE id = ?")
                .bind(id)
                .execute(&mut *write.0)
                .await?;
        }
        write.commit().await
    }
}
