//! Users in a database, SQLite or PostgreSQL: looked up, added, and given new passwords.
//!
//! The statements are those that both understand, so there is one of each.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};
use sqlx::any::{AnyPoolOptions, AnyRow};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AnyPool, Connection as _, Row as _, SqlSafeStr as _};
use url::Url;

use super::checks::MOST_KINDS;
use super::password::StoredPassword;
use super::{User, UsersError};

/// Where the database is. It may hold a password, so it is never shown. A server elsewhere has to prove by
/// its certificate who it is, unless the address says `sslmode`.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

/// The text is no address of a database that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write sqlite:FILE, or postgres://USER@HOST/DATABASE")]
pub struct NotADatabaseUrl;

impl FromStr for DatabaseUrl {
    type Err = NotADatabaseUrl;

    fn from_str(text: &str) -> Result<Self, NotADatabaseUrl> {
        if let Some(file) = text.strip_prefix("sqlite:") {
            let named = !file.is_empty();
            return named.then(|| Self(text.to_owned())).ok_or(NotADatabaseUrl);
        }
        let mut url = Url::parse(text).map_err(|_| NotADatabaseUrl)?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(NotADatabaseUrl);
        }
        if !is_on_this_machine(&url) && !has(&url, &["sslmode", "ssl-mode"]) {
            url.query_pairs_mut().append_pair("sslmode", "verify-full");
        }
        Ok(Self(url.into()))
    }
}

/// Whether the way to the server leaves this machine by no network.
fn is_on_this_machine(url: &Url) -> bool {
    let other = url
        .query_pairs()
        .find(|(name, _)| name == "host" || name == "hostaddr");
    let host = match other {
        Some((_, host)) => host.into_owned(),
        None => url.host_str().unwrap_or_default().replace("%2F", "/"),
    };
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    // An absolute path is a socket's folder; without a host there is one that everybody knows.
    host.is_empty()
        || host.starts_with('/')
        || host == "localhost"
        || address.is_ok_and(|address| address.is_loopback())
}

fn has(url: &Url, names: &[&str]) -> bool {
    url.query_pairs().any(|(name, _)| names.contains(&&*name))
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

/// How long a connection may take. A server that starts at the same time as this program is there by then.
const PATIENCE: Duration = Duration::from_secs(5);

/// The open database.
#[derive(Debug, Clone)]
pub struct UserDatabase {
    pool: AnyPool,
    /// A hash of each kind beside today's that somebody had when it was opened.
    of_other_kinds: Arc<[StoredPassword]>,
}

/// Why there is no connection: a pool that has waited for one says only that.
async fn reason(error: sqlx::Error, address: &str) -> sqlx::Error {
    if !matches!(error, sqlx::Error::PoolTimedOut) {
        return error;
    }
    match tokio::time::timeout(PATIENCE, AnyConnection::connect(address)).await {
        Ok(Err(reason)) => reason,
        // None came, or it came too late.
        Ok(Ok(_)) | Err(_) => error,
    }
}

impl UserDatabase {
    /// Opens it and brings its table up to date; an SQLite file is made if it is not there.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, UsersError> {
        sqlx::any::install_default_drivers();
        let mut address = url.0.clone();
        if let Some(file) = address.strip_prefix("sqlite:") {
            prepare_file(Path::new(file)).map_err(|error| UsersError::NotOpened(error.into()))?;
            // What the address holds beside the file is a file's name too.
            address = format!("sqlite:{}", file.replace('%', "%25").replace('?', "%3f"));
        }
        let pool = AnyPoolOptions::new()
            .max_connections(4)
            .acquire_timeout(PATIENCE)
            .connect(&address)
            .await;
        let pool = match pool {
            Ok(pool) => pool,
            Err(error) => return Err(UsersError::NotOpened(reason(error, &address).await)),
        };
        migrator()
            .run(&pool)
            .await
            .map_err(|error| UsersError::Database(error.into()))?;
        Ok(Self {
            of_other_kinds: hashes_of_other_kinds(&pool).await?,
            pool,
        })
    }

    /// A hash of each kind beside today's that somebody had when the database was opened.
    pub(super) fn hashes_of_other_kinds(&self) -> &[StoredPassword] {
        &self.of_other_kinds
    }

    /// The user of that name.
    pub async fn by_name(&self, name: &str) -> Result<Option<User>, UsersError> {
        let row = sqlx::query("SELECT * FROM vestibule_user WHERE name = $1")
            .bind(name)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(user).transpose()
    }

    /// The user with that subject identifier.
    pub async fn by_subject(&self, subject: &str) -> Result<Option<User>, UsersError> {
        let row = sqlx::query("SELECT * FROM vestibule_user WHERE subject = $1")
            .bind(subject)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(user).transpose()
    }

    /// The user of that address, whatever its case; nobody, if several have it.
    pub async fn by_email(&self, email: &str) -> Result<Option<User>, UsersError> {
        let rows = sqlx::query("SELECT * FROM vestibule_user WHERE email = $1 LIMIT 2")
            .bind(email.to_lowercase())
            .fetch_all(&self.pool)
            .await?;
        match rows.as_slice() {
            [row] => user(row).map(Some),
            _ => Ok(None),
        }
    }

    /// All users, by name.
    pub async fn all(&self) -> Result<Vec<User>, UsersError> {
        sqlx::query("SELECT * FROM vestibule_user ORDER BY name")
            .fetch_all(&self.pool)
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
        .execute(&self.pool)
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
        .execute(&self.pool)
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
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// A hash that begins like none of the known ones. An empty text, where none is known yet, is like nobody's.
const ONE_OF_ANOTHER_KIND: &str = "SELECT password_hash FROM vestibule_user WHERE \
     password_hash NOT LIKE $1 AND password_hash NOT LIKE $2 AND password_hash NOT LIKE $3 AND \
     password_hash NOT LIKE $4 AND password_hash NOT LIKE $5 AND password_hash NOT LIKE $6 AND \
     password_hash NOT LIKE $7 AND password_hash NOT LIKE $8 LIMIT 1";

async fn hashes_of_other_kinds(pool: &AnyPool) -> Result<Arc<[StoredPassword]>, UsersError> {
    let mut known = [const { String::new() }; MOST_KINDS];
    let mut found = Vec::new();
    let mut next = StoredPassword::of_nobody();
    for place in 0..MOST_KINDS {
        if let Some(place) = known.get_mut(place) {
            *place = format!("{}%", next.cost());
        }
        let mut query = sqlx::query_scalar::<_, String>(ONE_OF_ANOTHER_KIND);
        for beginning in &known {
            query = query.bind(beginning);
        }
        let Some(text) = query.fetch_optional(pool).await? else {
            break;
        };
        let Ok(hash) = StoredPassword::any(&text) else {
            break;
        };
        found.push(hash.clone());
        next = hash;
    }
    Ok(found.into())
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
        let address = |text: &str| text.parse::<DatabaseUrl>().unwrap().0;
        let verified = "postgres://u@db.example/v?sslmode=verify-full";
        assert_eq!(address("postgres://u@db.example/v"), verified);
        assert_eq!(
            address("postgres://u@192.0.2.1/v?sslrootcert=/ca"),
            "postgres://u@192.0.2.1/v?sslrootcert=/ca&sslmode=verify-full"
        );
        for as_written in [
            verified,
            "postgres://u@db.example/v?sslmode=require",
            "postgres://u@db.example/v?host=/run/postgresql",
            "postgres://u@localhost/v",
            "postgres://u@127.0.0.1:5433/v",
            "postgres://u@[::1]/v",
            "postgres://%2Frun%2Fpostgresql/v",
            "postgresql:///v",
        ] {
            assert_eq!(address(as_written), as_written);
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
