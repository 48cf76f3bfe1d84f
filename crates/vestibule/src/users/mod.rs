//! The users: names, claims, and how a password is checked.
//!
//! Knows nothing of OAuth, of requests or of where the users were read from.

mod checks;
pub mod claims;
pub mod database;
mod legacy;
pub mod password;
pub mod verifier;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::{Map, Value};

use crate::entropy::Entropy;

use checks::Kinds;
use database::UserDatabase;
use password::{Password, StoredPassword};
use verifier::{Busy, Verifier};

/// The password of the demonstration accounts, which everybody knows.
pub const DEMO_PASSWORD: &str = "123456";

/// One person who can sign in.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// What is typed into the form.
    pub name: String,
    /// The stable identifier that clients get as `sub`.
    pub subject: String,
    /// The stored hash.
    pub password: StoredPassword,
    /// When it became the password, in seconds since 1970; 0, if nobody has written that down.
    pub password_since: i64,
    /// Standard claims (`name`, `email`, …) that the scopes release.
    pub claims: Map<String, Value>,
    /// A well-known demonstration account, which the host warns about.
    pub demo: bool,
}

impl User {
    /// Their address.
    pub fn email(&self) -> Option<&str> {
        self.claims.get("email").and_then(Value::as_str)
    }
}

/// The users could not be asked about.
#[derive(Debug, thiserror::Error)]
pub enum UsersError {
    /// Their database is not to be had.
    #[error(
        "the users' database can't be opened: {0}; look whether it runs, and whether `database` under [users] is right"
    )]
    NotOpened(#[source] sqlx::Error),
    /// Their database failed.
    #[error("the users' database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// A row holds claims that are no JSON object.
    #[error("the claims of user {0:?} are no JSON object; correct them in the database")]
    Claims(String),
    /// A row holds a hash of an unknown kind.
    #[error(
        "the password hash of user {0:?} is of no known kind; set a new one with `vestibule user passwd`"
    )]
    PasswordHash(String),
}

/// Nobody can tell whether the password is right.
#[derive(Debug, thiserror::Error)]
pub enum NotChecked {
    /// Too many passwords are being checked; asking again shortly can help.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The users could not be asked about.
    #[error(transparent)]
    Users(#[from] UsersError),
}

/// All users, and the one way to sign in as one of them.
#[derive(Debug)]
pub struct Users {
    source: Source,
    /// What every name is checked against besides, for the time that it takes.
    kinds: Kinds,
    verifier: Arc<Verifier>,
}

#[derive(Debug)]
enum Source {
    /// From the configuration, by name.
    Listed(Listed),
    Stored(UserDatabase, Salts),
}

#[derive(Debug)]
struct Listed(RwLock<HashMap<String, Arc<User>>>);

impl Listed {
    fn find(&self, wanted: impl Fn(&User) -> bool) -> Vec<Arc<User>> {
        let by_name = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = by_name.values().filter(|user| wanted(user));
        found.cloned().collect()
    }
}

/// Where salts of new hashes come from.
struct Salts(Arc<dyn Entropy>);

impl fmt::Debug for Salts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salts")
    }
}

impl Users {
    /// Takes the users in; of two with the same name the later one wins (the configuration refuses it before).
    pub fn new(users: impl IntoIterator<Item = User>, verifier: Arc<Verifier>) -> Self {
        let by_name: HashMap<_, _> = users
            .into_iter()
            .map(|user| (user.name.clone(), Arc::new(user)))
            .collect();
        let kinds = Kinds::of(by_name.values().map(|user| user.password.clone()));
        Self {
            source: Source::Listed(Listed(RwLock::new(by_name))),
            kinds,
            verifier,
        }
    }

    /// The users of a database.
    pub fn stored(
        database: UserDatabase,
        entropy: Arc<dyn Entropy>,
        verifier: Arc<Verifier>,
    ) -> Self {
        let others = database.hashes_of_other_kinds().iter().cloned();
        Self {
            kinds: Kinds::of(std::iter::once(StoredPassword::of_nobody()).chain(others)),
            source: Source::Stored(database, Salts(entropy)),
            verifier,
        }
    }

    /// The user, if the name is known and the password is right.
    ///
    /// An unknown name costs as much time as a known one, so that names can't be probed: where hashes
    /// of several kinds are stored, one of each is computed for every name.
    pub async fn authenticate(
        &self,
        name: &str,
        typed: Password,
    ) -> Result<Option<Arc<User>>, NotChecked> {
        let known = self.by_name(name).await?;
        let checks = self.kinds.checks(known.as_ref().map(|user| &user.password));
        let right = self.verifier.verify_all(typed.clone(), checks).await?;
        let Some(user) = known.filter(|_| right) else {
            return Ok(None);
        };
        if let Source::Stored(database, salts) = &self.source
            && !user.password.is_up_to_date()
        {
            self.upgrade(database, salts, &user, typed).await;
        }
        Ok(Some(user))
    }

    /// Stores a better hash of a password that was right. Whether that works or not, it was.
    async fn upgrade(&self, database: &UserDatabase, salts: &Salts, user: &User, typed: Password) {
        let mut salt = [0; 16];
        if salts.0.fill(&mut salt).is_err() {
            return;
        }
        let Ok(Ok(better)) = self.verifier.run(move || typed.hash(&salt)).await else {
            return;
        };
        match database.upgrade(&user.name, &user.password, &better).await {
            Ok(()) => tracing::info!("a password got a hash of today's cost"),
            Err(error) => tracing::warn!(%error, "a password's hash could not be upgraded"),
        }
    }

    /// The user of that name, whoever asks.
    pub async fn by_name(&self, name: &str) -> Result<Option<Arc<User>>, UsersError> {
        Ok(match &self.source {
            Source::Listed(Listed(by_name)) => {
                let by_name = by_name.read().unwrap_or_else(PoisonError::into_inner);
                by_name.get(name).cloned()
            }
            Source::Stored(database, _) => database.by_name(name).await?.map(Arc::new),
        })
    }

    /// The user behind a subject identifier, if they have no other password now than the one that they
    /// signed in with at `auth_time`: another ends all that the former had begun, wherever it was set.
    pub async fn still(
        &self,
        subject: &str,
        auth_time: i64,
    ) -> Result<Option<Arc<User>>, UsersError> {
        let user = self.by_subject(subject).await?;
        Ok(user.filter(|user| user.password_since < auth_time))
    }

    /// The user behind a subject identifier, as long as there is one.
    pub async fn by_subject(&self, subject: &str) -> Result<Option<Arc<User>>, UsersError> {
        Ok(match &self.source {
            Source::Listed(listed) => listed.find(|user| user.subject == subject).pop(),
            Source::Stored(database, _) => database.by_subject(subject).await?.map(Arc::new),
        })
    }

    /// Whether they are in a database, where passwords can be changed.
    pub fn are_stored(&self) -> bool {
        matches!(self.source, Source::Stored(..))
    }

    /// The one user of that address; nobody, if several have it, or if the users are in the
    /// configuration, where no password can be changed.
    pub async fn by_email(&self, email: &str) -> Result<Option<Arc<User>>, UsersError> {
        Ok(match &self.source {
            Source::Listed(_) => None,
            Source::Stored(database, _) => database.by_email(email).await?.map(Arc::new),
        })
    }

    /// Gives somebody another password; whether that could be.
    pub async fn set_password(
        &self,
        subject: &str,
        password: &StoredPassword,
        now: i64,
    ) -> Result<bool, UsersError> {
        match &self.source {
            Source::Listed(_) => Ok(false),
            Source::Stored(database, _) => {
                let Some(user) = database.by_subject(subject).await? else {
                    return Ok(false);
                };
                database.set_password(&user.name, password, now).await
            }
        }
    }

    /// The demonstration accounts among the users; a database has none.
    pub fn demo(&self) -> Vec<Arc<User>> {
        match &self.source {
            Source::Listed(listed) => listed.find(|user| user.demo),
            Source::Stored(..) => Vec::new(),
        }
    }

    /// Whether this is a demonstration account with the password that everybody knows.
    pub async fn has_demo_password(&self, subject: &str) -> Result<bool, Busy> {
        let demo = self.demo();
        let Some(user) = demo.iter().find(|user| user.subject == subject) else {
            return Ok(false);
        };
        let known = Password::new(DEMO_PASSWORD);
        self.verifier.verify(known, user.password.clone()).await
    }

    /// Gives a demonstration account another password than its own of the configuration, as long as
    /// this program runs; whether there is such an account, and nobody has chosen for it before.
    pub fn choose(&self, subject: &str, password: &StoredPassword, now: i64) -> bool {
        let Source::Listed(Listed(by_name)) = &self.source else {
            return false;
        };
        let mut by_name = by_name.write().unwrap_or_else(PoisonError::into_inner);
        let mut users = by_name.values_mut();
        let unchosen = |user: &User| user.demo && user.password_since == 0;
        let Some(user) = users.find(|user| unchosen(user) && user.subject == subject) else {
            return false;
        };
        let user = Arc::make_mut(user);
        user.password = password.clone();
        user.password_since = now;
        true
    }

    /// Lets go of the database.
    pub async fn close(&self) {
        if let Source::Stored(database, _) = &self.source {
            database.close().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(name: &str, hash: &str) -> User {
        User {
            name: name.to_owned(),
            subject: name.to_owned(),
            password: StoredPassword::any(hash).unwrap(),
            password_since: 0,
            claims: Map::new(),
            demo: false,
        }
    }

    /// Of "123456", by another program.
    const OTHER: &str = "$2y$05$abcdefghijklmnopqrstuu1Z..wm/IlVbtpza52hgqCBArL1cvSg6";

    #[tokio::test]
    async fn anothers_password_signs_nobody_in() {
        let right = Password::new("right").hash(&[5; 16]).unwrap().to_string();
        let users = [user("a", &right), user("c", OTHER)];
        let users = Users::new(users, Arc::new(Verifier::new(1)));
        let sign_in = async |name| {
            let user = users.authenticate(name, Password::new("right")).await;
            user.unwrap().map(|user| user.name.clone())
        };
        assert_eq!(sign_in("a").await.as_deref(), Some("a"));
        assert_eq!(sign_in("b").await, None);
        assert_eq!(sign_in("c").await, None);
    }

    #[tokio::test]
    async fn a_demonstrations_password_is_chosen_once() {
        let hash = |text: &str| Password::new(text).hash(&[5; 16]).unwrap();
        let demo = User {
            demo: true,
            ..user("demo", &hash(DEMO_PASSWORD).to_string())
        };
        let own = User {
            demo: true,
            ..user("own", &hash("right").to_string())
        };
        let plain = user("plain", &hash(DEMO_PASSWORD).to_string());
        let verifier = Arc::new(Verifier::new(1));
        let users = Users::new([demo, own, plain], Arc::clone(&verifier));
        let known = async |subject| users.has_demo_password(subject).await;
        assert_eq!(known("demo").await, Ok(true));
        for other in ["own", "plain", "nobody"] {
            assert_eq!(known(other).await, Ok(false), "{other}");
        }
        assert!(!users.choose("plain", &hash("new"), 7));
        assert!(users.choose("demo", &hash("new"), 7));
        assert!(!users.choose("demo", &hash("newer"), 8));
        assert_eq!(known("demo").await, Ok(false));
        let demo = users.by_name("demo").await.unwrap().unwrap();
        assert_eq!(demo.password_since, 7);
        assert!(demo.password.matches(&Password::new("new")));

        let _all = verifier.fill().await;
        assert_eq!(known("demo").await, Err(Busy));
    }

    #[tokio::test]
    async fn the_kinds_of_a_database_are_known_before_anybody_signs_in() {
        let folder = tempfile::TempDir::new().unwrap();
        let url = format!("sqlite:{}", folder.path().join("people.sqlite3").display());
        let url = url.parse().unwrap();
        let today = Password::new("right").hash(&[5; 16]).unwrap().to_string();
        let cheap = "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHQ4$RRFPW5cwC6QeKXfhQengHdYnq0w41j9O";
        let database = UserDatabase::open(&url).await.unwrap();
        for (name, hash) in [("a", &*today), ("b", OTHER), ("c", cheap), ("d", OTHER)] {
            assert!(database.add(&user(name, hash), 0).await.unwrap());
        }
        let costs = |database: UserDatabase| {
            let salt = |out: &mut [u8]| {
                out.fill(7);
                Ok(())
            };
            let users = Users::stored(database, Arc::new(salt), Arc::new(Verifier::new(1)));
            let checks::Checks(checks) = users.kinds.checks(None);
            checks
                .iter()
                .map(|check| check.hash.cost())
                .collect::<Vec<_>>()
        };
        let today = StoredPassword::of_nobody().cost();
        // It was empty when it was opened.
        assert_eq!(costs(database.clone()), [today.as_str()]);
        database.close().await;
        assert_eq!(
            costs(UserDatabase::open(&url).await.unwrap()),
            [&*today, "$2y$05$", "$argon2id$v=19$m=4096,t=3,p=1$"]
        );
    }
}
