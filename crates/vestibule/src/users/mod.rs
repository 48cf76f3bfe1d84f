//! The users: names, claims, and how a password is checked.
//!
//! Knows nothing of OAuth, of requests or of where the users were read from.

pub mod password;
pub mod verifier;

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use password::{Password, StoredPassword};
use verifier::{Busy, Verifier};

/// One person who can sign in.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// What is typed into the form.
    pub name: String,
    /// The stable identifier that clients get as `sub`.
    pub subject: String,
    /// The stored hash.
    pub password: StoredPassword,
    /// Standard claims (`name`, `email`, …) that the scopes release.
    pub claims: Map<String, Value>,
    /// A well-known demonstration account, which the host warns about.
    pub demo: bool,
}

/// All users, and the one way to sign in as one of them.
#[derive(Debug)]
pub struct Users {
    by_name: HashMap<String, User>,
    verifier: Arc<Verifier>,
}

impl Users {
    /// Takes the users in; of two with the same name the later one wins (the configuration refuses it before).
    pub fn new(users: impl IntoIterator<Item = User>, verifier: Arc<Verifier>) -> Self {
        let by_name = users
            .into_iter()
            .map(|user| (user.name.clone(), user))
            .collect();
        Self { by_name, verifier }
    }

    /// The user, if the name is known and the password is right.
    ///
    /// An unknown name costs as much time as a known one, so that names can't be probed.
    pub async fn authenticate(&self, name: &str, typed: Password) -> Result<Option<&User>, Busy> {
        let known = self.by_name.get(name);
        let stored = known.map_or_else(StoredPassword::of_nobody, |user| user.password.clone());
        let right = self.verifier.verify(typed, stored).await?;
        Ok(known.filter(|_| right))
    }

    /// The user behind a subject identifier, as long as the configuration still has one.
    pub fn by_subject(&self, subject: &str) -> Option<&User> {
        self.by_name.values().find(|user| user.subject == subject)
    }

    /// The demonstration accounts among the users.
    pub fn demo(&self) -> impl Iterator<Item = &User> {
        self.by_name.values().filter(|user| user.demo)
    }
}
