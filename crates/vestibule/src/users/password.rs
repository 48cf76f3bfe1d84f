//! Passwords as typed and as stored (Argon2id, in PHC string format).
//!
//! Blocking and expensive on purpose; `verifier` keeps it off the threads that answer requests.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use argon2::{ARGON2ID_IDENT, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier};

/// Longer input is never a password here; it only would cost hashing time.
const LONGEST: usize = 1024;

/// A password as a person typed it. Never shown, logged or compared directly.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Wraps what was typed.
    pub fn new(typed: impl Into<String>) -> Self {
        Self(typed.into())
    }

    /// The Argon2id hash to store, with the given 16 random bytes as salt.
    pub fn hash(&self, salt: &[u8; 16]) -> Result<StoredPassword, HashError> {
        Argon2::default()
            .hash_password_with_salt(self.0.as_bytes(), salt)
            .map(|hash| StoredPassword(Arc::new(hash)))
            .map_err(|_| HashError)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// The hash could not be computed: no memory for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be hashed")]
pub struct HashError;

/// A stored password: always Argon2id with parameters that this build can verify.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPassword(Arc<PasswordHash>);

impl StoredPassword {
    /// The hash that an unknown name is checked against. It has the default cost, so it takes as long.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the text is a constant, and a test parses it"
    )]
    pub fn of_nobody() -> Self {
        const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        NOBODY.parse().expect("a well-formed hash")
    }

    /// Whether `typed` is the password. Takes tens of milliseconds.
    pub fn matches(&self, typed: &Password) -> bool {
        typed.0.len() <= LONGEST
            && Argon2::default()
                .verify_password(typed.0.as_bytes(), &*self.0)
                .is_ok()
    }
}

impl fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredPassword(…)")
    }
}

/// The PHC string, as it goes into a configuration file.
impl fmt::Display for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Not an Argon2id hash in PHC string format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an Argon2id hash in PHC string format ($argon2id$v=19$m=…,t=…,p=…$salt$hash)")]
pub struct NotArgon2id;

impl FromStr for StoredPassword {
    type Err = NotArgon2id;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hash = PasswordHash::new(text).map_err(|_| NotArgon2id)?;
        let complete = hash.algorithm == ARGON2ID_IDENT
            && hash.salt.is_some()
            && hash.hash.is_some()
            && Params::try_from(&hash).is_ok();
        complete.then(|| Self(Arc::new(hash))).ok_or(NotArgon2id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_verifies_only_its_password() {
        let stored = Password::new("päss€").hash(&[7; 16]).unwrap();
        assert!(stored.matches(&Password::new("päss€")));
        assert!(!stored.matches(&Password::new("päss")));
        assert!(!stored.matches(&Password::new("")));
        assert!(!stored.matches(&Password::new("x".repeat(LONGEST + 1))));
        assert_eq!(stored.to_string().parse(), Ok(stored));
    }

    /// As the template's command prints it.
    #[test]
    fn hashes_of_the_argon2_program_are_taken() {
        let printed = "$argon2id$v=19$m=19456,t=2,p=1$OTkwOTcyMTJhYjcwYzVlZQ$WRIcFw5nBPJW5FfTEv94mIIfDdWs0JRu1309ytpallg";
        let stored: StoredPassword = printed.parse().unwrap();
        assert!(stored.matches(&Password::new("123456")));
    }

    #[test]
    fn nobody_has_no_password() {
        assert!(!StoredPassword::of_nobody().matches(&Password::new("123456")));
    }

    #[test]
    fn only_complete_argon2id_hashes_are_taken() {
        for text in [
            "",
            "123456",
            "$argon2i$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA",
            "$argon2id$v=19$m=1,t=2,p=1$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "$2b$12$abcdefghijklmnopqrstuuJ1Y9kQ0zG3Yy3Qm8XkQ1g5e0j1a2b3c",
        ] {
            assert_eq!(text.parse::<StoredPassword>(), Err(NotArgon2id), "{text}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let password = Password::new("s3cret");
        let stored = password.hash(&[1; 16]).unwrap();
        assert_eq!(
            format!("{password:?} {stored:?}"),
            "Password(…) StoredPassword(…)"
        );
    }
}
