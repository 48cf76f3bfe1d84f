//! Users in a database, SQLite or PostgreSQL: looked up, added, and given new passwords.
//!
//! The statements are those that both understand, so there is one of each.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use serde_json::{Map, Value};
use sqlx::any::{AnyPoolOptions, AnyRow};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, Row as _, SqlSafeStr as _};

use super::password::StoredPassword;
use super::{User, UsersError};

/// Where the database is. It may hold a password, so it is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

/// The text is no address of a database that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write sqlite:FILE, or postgres://USER@HOST/DATABASE")]
pub struct NotADatabaseUrl;

impl FromStr for DatabaseUrl {
    type Err = NotADatabaseUrl;

    fn from_str(text: &str) -> Result<Self, NotADatabaseUrl> {
        let file = text.strip_prefix("sqlite:");
        let usable = file.is_some_and(|file| !file.is_empty())
            || ["postgres://", "postgresql://"]
                .iter()
                .any(|scheme| text.starts_with(scheme));
        usable.then(|| Self(text.to_owned())).ok_or(NotADatabaseUrl)
    }
}

impl DatabaseUrl {
    /// The same, with a relative file taken from this folder.
    #[must_use]
    pub fn beside(self, folder: &Path) -> Self {
        match self.0.strip_prefix("sqlite:") {
            Some(file) if !file.starts_with('/') => {
                Self(format!("sqlite:{}", folder.join(file).display()))
            }
            _ => self,
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.0.split(':').next().unwrap_or_default();
        write!(f, "DatabaseUrl({scheme}:…)")
    }
}

/// The open database.
#[derive(Debug, Clone)]
pub struct UserDatabase(AnyPool);

impl UserDatabase {
    /// Opens it and brings its table up to date; an SQLite file is made if it is not there.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, UsersError> {
        sqlx::any::install_default_drivers();
        let mut address = url.0.clone();
        if let Some(file) = address.strip_prefix("sqlite:") {
            prepare_file(Path::new(file)).map_err(|error| UsersError::Database(error.into()))?;
            // What the address holds beside the file is a file's name too.
            address = format!("sqlite:{}", file.replace('%', "%25").replace('?', "%3f"));
        }
        let pool = AnyPoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(5))
            .connect(&address)
            .await?;
        migrator()
            .run(&pool)
            .await
            .map_err(|error| UsersError::Database(error.into()))?;
        Ok(Self(pool))
    }

    /// The user of that name.
    pub async fn by_name(&self, name: &str) -> Result<Option<User>, UsersError> {
        let row = sqlx::query("SELECT * FROM vestibule_user WHERE name = $1")
            .bind(name)
            .fetch_optional(&self.0)
            .await?;
        row.as_ref().map(user).transpose()
    }

    /// The user with that subject identifier.
    pub async fn by_subject(&self, subject: &str) -> Result<Option<User>, UsersError> {
        let row = sqlx::query("SELECT * FROM vestibule_user WHERE subject = $1")
            .bind(subject)
            .fetch_optional(&self.0)
            .await?;
        row.as_ref().map(user).transpose()
    }

    /// The user of that address, whatever its case; nobody, if several have it.
    pub async fn by_email(&self, email: &str) -> Result<Option<User>, UsersError> {
        let rows = sqlx::query("SELECT * FROM vestibule_user WHERE email = $1 LIMIT 2")
            .bind(email.to_lowercase())
            .fetch_all(&self.0)
            .await?;
        match rows.as_slice() {
            [row] => user(row).map(Some),
            _ => Ok(None),
        }
    }

    /// All users, by name.
    pub async fn all(&self) -> Result<Vec<User>, UsersError> {
        sqlx::query("SELECT * FROM vestibule_user ORDER BY name")
            .fetch_all(&self.0)
            .await?
            .iter()
            .map(user)
            .collect()
    }

    /// Adds a user, unless the name or the subject is another's; whether it did.
    pub async fn add(&self, user: &User, now: i64) -> Result<bool, UsersError> {
        let added = sqlx::query(
            "INSERT INTO vestibule_user
                 (name, subject, password_hash, claims, email, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        )
        .bind(&user.name)
        .bind(&user.subject)
        .bind(user.password.to_string())
        .bind(Value::Object(user.claims.clone()).to_string())
        .bind(
            user.claims
                .get("email")
                .and_then(Value::as_str)
                .map(str::to_lowercase),
        )
        .bind(now)
        .bind(now)
        .execute(&self.0)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// Gives a user another password; whether there is one of that name.
    pub async fn set_password(
        &self,
        name: &str,
        password: &StoredPassword,
        now: i64,
    ) -> Result<bool, UsersError> {
        let set = sqlx::query(
            "UPDATE vestibule_user SET password_hash = $1, changed_at = $2 WHERE name = $3",
        )
        .bind(password.to_string())
        .bind(now)
        .bind(name)
        .execute(&self.0)
        .await?;
        Ok(set.rows_affected() == 1)
    }

    /// Stores another hash of the same password, unless the password was changed meanwhile.
    pub(super) async fn upgrade(
        &self,
        name: &str,
        former: &StoredPassword,
        password: &StoredPassword,
    ) -> Result<(), UsersError> {
        sqlx::query(
            "UPDATE vestibule_user SET password_hash = $1 WHERE name = $2 AND password_hash = $3",
        )
        .bind(password.to_string())
        .bind(name)
        .bind(former.to_string())
        .execute(&self.0)
        .await?;
        Ok(())
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.0.close().await;
    }
}

fn migrator() -> Migrator {
    Migrator::with_migrations(vec![Migration::new(
        1,
        Cow::Borrowed("users"),
        MigrationType::Simple,
        include_str!("../../migrations/users/0001_users.sql").into_sql_str(),
        false,
    )])
}

/// Creates the file before SQLite does, readable by its owner only: it holds password hashes.
fn prepare_file(file: &Path) -> Result<(), std::io::Error> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(|_| ())
}

fn user(row: &AnyRow) -> Result<User, UsersError> {
    let name: String = row.try_get("name")?;
    let hash: String = row.try_get("password_hash")?;
    let claims: String = row.try_get("claims")?;
    let claims: Map<String, Value> =
        serde_json::from_str(&claims).map_err(|_| UsersError::Claims(name.clone()))?;
    let password =
        StoredPassword::any(&hash).map_err(|_| UsersError::PasswordHash(name.clone()))?;
    Ok(User {
        subject: row.try_get("subject")?,
        password,
        password_since: row.try_get("changed_at")?,
        claims,
        demo: false,
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_a_known_database_and_hides_its_password() {
        for text in [
            "sqlite:users.sqlite3",
            "postgres://u:s3cret@db/v",
            "postgresql:///v",
        ] {
            let url: DatabaseUrl = text.parse().unwrap();
            assert!(!format!("{url:?}").contains("s3cret"));
        }
        for text in [
            "",
            "sqlite:",
            "mysql://u@db/v",
            "users.sqlite3",
            "http://x/",
        ] {
            assert_eq!(text.parse::<DatabaseUrl>(), Err(NotADatabaseUrl), "{text}");
        }
        let beside = |text: &str| {
            let url: DatabaseUrl = text.parse().unwrap();
            url.beside(Path::new("/etc/v")).0
        };
        assert_eq!(beside("sqlite:users.db"), "sqlite:/etc/v/users.db");
        assert_eq!(beside("sqlite:/srv/users.db"), "sqlite:/srv/users.db");
        assert_eq!(beside("postgres:///v"), "postgres:///v");
    }
}
