//! Devices that wait for a person's decision.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::engines::scope::Scope;

use super::super::secret::Digest;
use super::{REMEMBERED, Store, StoreError, Write};

/// A device's request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeviceRow {
    pub(crate) id: i64,
    pub(crate) user_code: String,
    pub(crate) client_id: String,
    pub(crate) scope: Scope,
    pub(crate) expires_at: i64,
    pub(crate) poll_interval: i64,
    pub(crate) polled_at: Option<i64>,
    pub(crate) decision: Option<DecisionRow>,
}

/// What a person decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DecisionRow {
    pub(crate) accepted: bool,
    pub(crate) subject: String,
    pub(crate) auth_time: i64,
}

/// A device's request to record.
#[derive(Debug)]
pub(crate) struct NewDevice<'a> {
    pub(crate) device_code: &'a Digest,
    pub(crate) user_code: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) scope: &'a Scope,
    pub(crate) expires_at: i64,
    pub(crate) poll_interval: i64,
}

impl Store {
    /// The request that a person has the code of.
    pub(crate) async fn device_by_user_code(
        &self,
        user_code: &str,
    ) -> Result<Option<DeviceRow>, StoreError> {
        sqlx::query("SELECT * FROM device_authorization WHERE user_code = ?")
            .bind(user_code)
            .fetch_optional(&self.readers)
            .await?
            .as_ref()
            .map(device)
            .transpose()
    }
}

impl Write {
    /// Records a request, unless its user code is another's at the moment.
    pub(crate) async fn add_device(&mut self, new: &NewDevice<'_>) -> Result<bool, StoreError> {
        let added = sqlx::query(
            "INSERT INTO device_authorization
                 (device_code_digest, user_code, client_id, scope, expires_at, poll_interval)
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (user_code) DO NOTHING",
        )
        .bind(new.device_code.as_bytes().as_slice())
        .bind(new.user_code)
        .bind(new.client_id)
        .bind(new.scope.to_string())
        .bind(new.expires_at)
        .bind(new.poll_interval)
        .execute(&mut *self.0)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// How many requests are good at `now`.
    pub(crate) async fn devices_pending(&mut self, now: i64) -> Result<i64, StoreError> {
        let pending =
            sqlx::query_scalar("SELECT count(*) FROM device_authorization WHERE expires_at > ?")
                .bind(now)
                .fetch_one(&mut *self.0)
                .await?;
        Ok(pending)
    }

    pub(crate) async fn device_by_device_code(
        &mut self,
        device_code: &Digest,
    ) -> Result<Option<DeviceRow>, StoreError> {
        sqlx::query("SELECT * FROM device_authorization WHERE device_code_digest = ?")
            .bind(device_code.as_bytes().as_slice())
            .fetch_optional(&mut *self.0)
            .await?
            .as_ref()
            .map(device)
            .transpose()
    }

    /// Records that the device asked, and how long it must wait before it asks again.
    pub(crate) async fn device_polled(
        &mut self,
        device: i64,
        poll_interval: i64,
        now: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE device_authorization SET polled_at = ?, poll_interval = ? WHERE id = ?",
        )
        .bind(now)
        .bind(poll_interval)
        .bind(device)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Records the decision about a request that nobody has decided and that is good at `now`;
    /// whether there was one.
    pub(crate) async fn decide_device(
        &mut self,
        user_code: &str,
        decision: &DecisionRow,
        now: i64,
    ) -> Result<bool, StoreError> {
        let decided = sqlx::query(
            "UPDATE device_authorization SET accepted = ?, subject = ?, auth_time = ?
             WHERE user_code = ? AND accepted IS NULL AND expires_at > ?",
        )
        .bind(decision.accepted)
        .bind(&decision.subject)
        .bind(decision.auth_time)
        .bind(user_code)
        .bind(now)
        .execute(&mut *self.0)
        .await?;
        Ok(decided.rows_affected() == 1)
    }

    pub(crate) async fn remove_device(&mut self, device: i64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM device_authorization WHERE id = ?")
            .bind(device)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    pub(super) async fn forget_expired_devices(&mut self, now: i64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM device_authorization WHERE expires_at <= ?")
            .bind(now.saturating_sub(REMEMBERED))
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }
}

fn device(row: &SqliteRow) -> Result<DeviceRow, StoreError> {
    let accepted: Option<bool> = row.try_get("accepted")?;
    let decision = match accepted {
        None => None,
        Some(accepted) => Some(DecisionRow {
            accepted,
            subject: row.try_get("subject")?,
            auth_time: row.try_get("auth_time")?,
        }),
    };
    let scope: String = row.try_get("scope")?;
    Ok(DeviceRow {
        id: row.try_get("id")?,
        user_code: row.try_get("user_code")?,
        client_id: row.try_get("client_id")?,
        scope: scope.parse().map_err(|_| StoreError::Row("scope"))?,
        expires_at: row.try_get("expires_at")?,
        poll_interval: row.try_get("poll_interval")?,
        polled_at: row.try_get("polled_at")?,
        decision,
    })
}
