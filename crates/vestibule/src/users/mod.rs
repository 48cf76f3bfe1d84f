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
    /// What an unknown name is checked against, for the time that it takes.
    decoy: StoredPassword,
    verifier: Arc<Verifier>,
}

impl Users {
    /// Takes the users in; of two with the same name the later one wins (the configuration refuses it before).
    pub fn new(users: impl IntoIterator<Item = User>, verifier: Arc<Verifier>) -> Self {
        let by_name: HashMap<_, _> = users
            .into_iter()
            .map(|user| (user.name.clone(), user))
            .collect();
        let decoy = by_name
            .values()
            .map(|user| &user.password)
            .max_by_key(|password| password.cost())
            .cloned()
            .unwrap_or_else(StoredPassword::of_nobody);
        Self {
            by_name,
            decoy,
            verifier,
        }
    }

    /// The user, if the name is known and the password is right.
    ///
    /// An unknown name costs as much time as a known one, so that names can't be probed: as much as
    /// the costliest, where hashes of different cost are stored.
    pub async fn authenticate(&self, name: &str, typed: Password) -> Result<Option<&User>, Busy> {
        let known = self.by_name.get(name);
        let stored = known.map_or(&self.decoy, |user| &user.password).clone();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn user(name: &str, hash: &str) -> User {
        User {
            name: name.to_owned(),
            subject: name.to_owned(),
            password: hash.parse().unwrap(),
            claims: Map::new(),
            demo: false,
        }
    }

    const CHEAP: &str = "$argon2id$v=19$m=4096,t=3,p=1$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const DEAR: &str = "$argon2id$v=19$m=8192,t=3,p=1$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    #[test]
    fn an_unknown_name_costs_what_the_known_ones_do() {
        let decoy = |users: Vec<User>| {
            let users = Users::new(users, Arc::new(Verifier::new(1)));
            users.decoy.to_string()
        };
        assert_eq!(decoy(vec![user("a", CHEAP)]), CHEAP);
        assert_eq!(decoy(vec![user("a", CHEAP), user("b", DEAR)]), DEAR);
        assert_eq!(decoy(vec![]), StoredPassword::of_nobody().to_string());
    }

    #[tokio::test]
    async fn the_decoys_password_signs_nobody_in() {
        let right = Password::new("right").hash(&[5; 16]).unwrap().to_string();
        let users = Users::new([user("a", &right)], Arc::new(Verifier::new(1)));
        let sign_in = async |name| {
            let user = users.authenticate(name, Password::new("right")).await;
            user.unwrap().map(|user| user.name.clone())
        };
        assert_eq!(sign_in("a").await.as_deref(), Some("a"));
        assert_eq!(sign_in("b").await, None);
    }
}
