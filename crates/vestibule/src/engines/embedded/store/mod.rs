//! The engine's state in SQLite. Every write is one transaction that is on disk when it returns,
//! so a killed process loses nothing that it gave away and gives nothing twice.
//!
//! Knows rows and digests; no protocol, no clock, no secret in clear.

mod chosen_passwords;
mod consents;
mod devices;
mod grants;
mod keys;
mod open;
mod resets;
mod sessions;

use std::fs::File;

use sqlx::{Pool, Sqlite, Transaction};

pub use open::OpenError;

pub(super) use chosen_passwords::ChosenPassword;
pub(super) use devices::{DecisionRow, NewDevice};
pub(super) use grants::{Grant, NewGrant};
pub(super) use keys::KeyRow;
pub(super) use open::Opener;
pub(super) use sessions::SessionRow;

/// How long an expired code is remembered, in seconds: so long a client is told that it has expired, and
/// not that it never was.
const REMEMBERED: i64 = 600;

/// The open database.
#[derive(Debug)]
pub(super) struct Store {
    readers: Pool<Sqlite>,
    /// SQLite has one writer at a time. One connection makes the others wait in line, where each
    /// has its turn, instead of at the file's lock, where each tries its luck.
    writer: Pool<Sqlite>,
    /// The lock of the folder's one host.
    lock: Option<File>,
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
    /// Deletes what is over, with all that belongs to it.
    pub(super) async fn forget_expired(&self, now: i64) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        write.forget_expired(now).await?;
        write.commit().await
    }

    /// Begins a write. The database is locked for other writers from here on, so what is read
    /// stays true until the commit; dropped without one, nothing of it happened.
    pub(super) async fn write(&self) -> Result<Write, StoreError> {
        Ok(Write(self.writer.begin_with("BEGIN IMMEDIATE").await?))
    }

    /// Waits for writes under way, closes all connections, and makes room for another host.
    pub(super) async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
        if let Some(lock) = &self.lock {
            // A lock that can't be given back goes with the process.
            let _ = lock.unlock();
        }
    }
}

/// A write under way.
pub(super) struct Write(Transaction<'static, Sqlite>);

impl Write {
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        Ok(self.0.commit().await?)
    }

    /// Deletes what is over, with all that belongs to it.
    pub(super) async fn forget_expired(&mut self, now: i64) -> Result<(), StoreError> {
        for statement in [
            "DELETE FROM grants WHERE expires_at <= ?",
            "DELETE FROM access_token WHERE expires_at <= ?",
            "DELETE FROM session WHERE expires_at <= ?",
            "DELETE FROM consent_request WHERE expires_at <= ?",
            "DELETE FROM reset_token WHERE expires_at <= ?",
        ] {
            sqlx::query(statement)
                .bind(now)
                .execute(&mut *self.0)
                .await?;
        }
        sqlx::query("DELETE FROM grants WHERE code_used_at IS NULL AND code_expires_at <= ?")
            .bind(now.saturating_sub(REMEMBERED))
            .execute(&mut *self.0)
            .await?;
        self.forget_expired_devices(now).await
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::Held,
            StoreError::Database(error) => Self::Database(error),
            StoreError::Row(what) => Self::Database(sqlx::Error::Decode(what.into())),
        }
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

    #[tokio::test]
    async fn there_are_writes_again_once_a_full_disk_has_room() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::open(folder.path(), Opener::Host { create: false })
            .await
            .unwrap();
        // For this connection alone, as it is with a disk that is full for now.
        for limit in ["PRAGMA cache_size = 1", "PRAGMA max_page_count = 1"] {
            sqlx::query(limit).execute(&store.writer).await.unwrap();
        }
        let key = vec![0; 64 * 1024];
        let full = store.replace_signing_keys(Some(&key), &[], 1).await;
        assert!(matches!(full, Err(StoreError::Database(_))), "{full:?}");
        for _ in 0..3 {
            let written = store.replace_signing_keys(Some(&key), &[], 1).await;
            assert!(written.is_ok(), "{written:?}");
        }
        assert_eq!(store.signing_keys().await.unwrap().len(), 3);
    }
}
