//! Grants, and the codes and tokens that belong to them.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::engines::scope::Scope;

use super::super::pkce::{Challenge, Method};
use super::super::secret::Digest;
use super::{Store, StoreError, Write};

/// A grant to record.
#[derive(Debug)]
pub(crate) struct NewGrant<'a> {
    pub(crate) client_id: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) scope: &'a Scope,
    pub(crate) refreshable: bool,
    pub(crate) auth_time: i64,
    pub(crate) expires_at: i64,
    /// Of the code, or of the device code.
    pub(crate) code: &'a Digest,
    /// If the request named it.
    pub(crate) redirect_uri: Option<&'a str>,
    pub(crate) challenge: Option<&'a Challenge>,
    pub(crate) nonce: Option<&'a str>,
    pub(crate) code_expires_at: i64,
    /// If it is used already: a device's grant begins with its tokens.
    pub(crate) code_used_at: Option<i64>,
}

/// A recorded grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) id: i64,
    pub(crate) client_id: String,
    pub(crate) subject: String,
    pub(crate) scope: Scope,
    pub(crate) refreshable: bool,
    pub(crate) auth_time: i64,
    pub(crate) expires_at: i64,
    pub(crate) revoked: bool,
    pub(crate) code_used: bool,
    pub(crate) code_expires_at: i64,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) nonce: Option<String>,
}

/// A recorded access token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AccessTokenRow {
    pub(crate) client_id: String,
    pub(crate) subject: String,
    pub(crate) auth_time: i64,
    pub(crate) scope: Scope,
}

impl Store {
    /// An access token that is good at `now`.
    pub(crate) async fn access_token(
        &self,
        token: &Digest,
        now: i64,
    ) -> Result<Option<AccessTokenRow>, StoreError> {
        sqlx::query(
            "SELECT client_id, grants.subject AS subject, auth_time, access_token.scope AS scope
             FROM access_token JOIN grants ON grants.id = access_token.grant_id
             WHERE token_digest = ? AND access_token.expires_at > ? AND revoked_at IS NULL",
        )
        .bind(token.as_bytes().as_slice())
        .bind(now)
        .fetch_optional(&self.readers)
        .await?
        .map(|row| {
            Ok(AccessTokenRow {
                client_id: row.try_get("client_id")?,
                subject: row.try_get("subject")?,
                auth_time: row.try_get("auth_time")?,
                scope: scope(&row)?,
            })
        })
        .transpose()
    }
}

impl Write {
    /// Records a grant under its code's digest.
    pub(crate) async fn add_grant(&mut self, grant: &NewGrant<'_>) -> Result<i64, StoreError> {
        let added = sqlx::query(
            "INSERT INTO grants (client_id, subject, scope, refreshable, auth_time, expires_at,
                 code_digest, code_expires_at, code_used_at, redirect_uri, code_challenge,
                 code_challenge_method, nonce)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(grant.client_id)
        .bind(grant.subject)
        .bind(grant.scope.to_string())
        .bind(grant.refreshable)
        .bind(grant.auth_time)
        .bind(grant.expires_at)
        .bind(grant.code.as_bytes().as_slice())
        .bind(grant.code_expires_at)
        .bind(grant.code_used_at)
        .bind(grant.redirect_uri)
        .bind(grant.challenge.map(|challenge| challenge.value.as_str()))
        .bind(grant.challenge.map(|challenge| challenge.method.name()))
        .bind(grant.nonce)
        .execute(&mut *self.0)
        .await?;
        Ok(added.last_insert_rowid())
    }

    pub(crate) async fn grant_by_code(
        &mut self,
        code: &Digest,
    ) -> Result<Option<Grant>, StoreError> {
        let row = sqlx::query("SELECT * FROM grants WHERE code_digest = ?")
            .bind(code.as_bytes().as_slice())
            .fetch_optional(&mut *self.0)
            .await?;
        row.as_ref().map(grant).transpose()
    }

    /// The grant, and whether the token was used before.
    pub(crate) async fn grant_by_refresh_token(
        &mut self,
        token: &Digest,
    ) -> Result<Option<(Grant, bool)>, StoreError> {
        let row = sqlx::query(
            "SELECT grants.*, used_at IS NOT NULL AS token_used
             FROM refresh_token JOIN grants ON grants.id = grant_id WHERE token_digest = ?",
        )
        .bind(token.as_bytes().as_slice())
        .fetch_optional(&mut *self.0)
        .await?;
        row.as_ref()
            .map(|row| Ok((grant(row)?, row.try_get("token_used")?)))
            .transpose()
    }

    pub(crate) async fn grant_by_access_token(
        &mut self,
        token: &Digest,
    ) -> Result<Option<Grant>, StoreError> {
        let row = sqlx::query(
            "SELECT grants.* FROM access_token JOIN grants ON grants.id = grant_id
             WHERE token_digest = ?",
        )
        .bind(token.as_bytes().as_slice())
        .fetch_optional(&mut *self.0)
        .await?;
        row.as_ref().map(grant).transpose()
    }

    pub(crate) async fn spend_code(&mut self, grant: i64, now: i64) -> Result<(), StoreError> {
        sqlx::query("UPDATE grants SET code_used_at = ? WHERE id = ?")
            .bind(now)
            .bind(grant)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    pub(crate) async fn spend_refresh_token(
        &mut self,
        token: &Digest,
        now: i64,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE refresh_token SET used_at = ? WHERE token_digest = ?")
            .bind(now)
            .bind(token.as_bytes().as_slice())
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    pub(crate) async fn add_refresh_token(
        &mut self,
        token: &Digest,
        grant: i64,
        now: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO refresh_token (token_digest, grant_id, issued_at) VALUES (?, ?, ?)",
        )
        .bind(token.as_bytes().as_slice())
        .bind(grant)
        .bind(now)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    pub(crate) async fn add_access_token(
        &mut self,
        token: &Digest,
        grant: i64,
        scope: &Scope,
        expires_at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO access_token (token_digest, grant_id, scope, expires_at) VALUES (?, ?, ?, ?)",
        )
        .bind(token.as_bytes().as_slice())
        .bind(grant)
        .bind(scope.to_string())
        .bind(expires_at)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    pub(crate) async fn remove_access_token(&mut self, token: &Digest) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM access_token WHERE token_digest = ?")
            .bind(token.as_bytes().as_slice())
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// Ends the grant: from now on none of its tokens is good.
    pub(crate) async fn revoke_grant(&mut self, grant: i64, now: i64) -> Result<(), StoreError> {
        sqlx::query("UPDATE grants SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?")
            .bind(now)
            .bind(grant)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }
}

fn grant(row: &SqliteRow) -> Result<Grant, StoreError> {
    let method: Option<String> = row.try_get("code_challenge_method")?;
    let value: Option<String> = row.try_get("code_challenge")?;
    let challenge = match (value, method) {
        (None, None) => None,
        (Some(value), Some(method)) => {
            let method = Method::named(&method).ok_or(StoreError::Row("code_challenge_method"))?;
            Some(Challenge { value, method })
        }
        _ => return Err(StoreError::Row("code_challenge")),
    };
    Ok(Grant {
        id: row.try_get("id")?,
        client_id: row.try_get("client_id")?,
        subject: row.try_get("subject")?,
        scope: scope(row)?,
        refreshable: row.try_get("refreshable")?,
        auth_time: row.try_get("auth_time")?,
        expires_at: row.try_get("expires_at")?,
        revoked: row.try_get::<Option<i64>, _>("revoked_at")?.is_some(),
        code_used: row.try_get::<Option<i64>, _>("code_used_at")?.is_some(),
        code_expires_at: row.try_get("code_expires_at")?,
        redirect_uri: row.try_get("redirect_uri")?,
        challenge,
        nonce: row.try_get("nonce")?,
    })
}

fn scope(row: &SqliteRow) -> Result<Scope, StoreError> {
    let text: String = row.try_get("scope")?;
    text.parse().map_err(|_| StoreError::Row("scope"))
}
