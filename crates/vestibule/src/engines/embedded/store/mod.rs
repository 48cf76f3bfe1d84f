//! The engine's state in SQLite. Every write is one transaction that is on disk when it returns,
//! so a killed process loses nothing that it gave away and gives nothing twice.
//!
//! Knows rows and digests; no protocol, no clock, no secret in clear.

mod grants;
mod open;

use sqlx::{Pool, Sqlite};

pub use open::OpenError;

pub(super) use grants::{Grant, NewGrant, Write};

/// The open database.
#[derive(Debug)]
pub(super) struct Store {
    readers: Pool<Sqlite>,
    /// SQLite has one writer at a time. One connection makes the others wait in line, where each
    /// has its turn, instead of at the file's lock, where each tries its luck.
    writer: Pool<Sqlite>,
}

/// The database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum StoreError {
    #[error("the database failed: {0}")]
    Database(sqlx::Error),
    #[error("too many writes are waiting for the database")]
    Busy,
    #[error("the database holds a {0} that this version does not understand")]
    Row(&'static str),
}

impl Store {
    /// The stored signing keys in PKCS #8, newest first.
    pub(super) async fn signing_keys(&self) -> Result<Vec<Vec<u8>>, sqlx::Error> {
        sqlx::query_scalar("SELECT pkcs8 FROM signing_key ORDER BY id DESC")
            .fetch_all(&self.readers)
            .await
    }

    /// Stores the first signing key; does nothing when there is one already.
    pub(super) async fn add_first_signing_key(
        &self,
        pkcs8: &[u8],
        now: i64,
    ) -> Result<(), sqlx::Error> {
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

    /// Waits for writes under way and closes all connections.
    pub(super) async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            // Another program holds the file: a backup, or somebody who looks into it.
            other if open::primary_code(&other) == Some(open::BUSY) => Self::Busy,
            other => Self::Database(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use sqlx::sqlite::SqliteConnectOptions;
    use sqlx::{Connection as _, SqliteConnection};

    use super::*;

    #[tokio::test]
    async fn a_file_that_another_program_holds_is_only_busy() {
        let folder = tempfile::TempDir::new().unwrap();
        let options = SqliteConnectOptions::new()
            .filename(folder.path().join("db"))
            .create_if_missing(true)
            .busy_timeout(Duration::ZERO);
        let mut holder = SqliteConnection::connect_with(&options).await.unwrap();
        let _held = holder.begin_with("BEGIN EXCLUSIVE").await.unwrap();
        let mut late = SqliteConnection::connect_with(&options).await.unwrap();
        let error = late.begin_with("BEGIN IMMEDIATE").await.unwrap_err();
        assert!(matches!(StoreError::from(error), StoreError::Busy));
    }
}
