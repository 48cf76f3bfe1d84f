//! Passwords as typed and as stored: Argon2id in PHC string format, and what others left behind.
//!
//! Blocking and expensive on purpose; `verifier` keeps it off the threads that answer requests.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use argon2::{
    ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, PasswordHash, PasswordHasher, Version,
};
use aws_lc_rs::constant_time::verify_slices_are_equal;

use super::legacy::LegacyHash;

/// Longer input, in bytes, is never a password here; it only would cost hashing time.
pub const LONGEST: usize = 1024;
/// The shortest salt, in bytes, that Argon2 takes.
const SHORTEST_SALT: usize = 8;

/// A password as a person typed it. Never shown, logged or compared directly.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Wraps what was typed.
    pub fn new(typed: impl Into<String>) -> Self {
        Self(typed.into())
    }

    /// How many characters it has.
    pub fn characters(&self) -> usize {
        self.0.chars().count()
    }

    /// The Argon2id hash to store, with the given 16 random bytes as salt.
    pub fn hash(&self, salt: &[u8; 16]) -> Result<StoredPassword, HashError> {
        match self.0.len() {
            0 => Err(HashError::Empty),
            1..=LONGEST => Argon2::default()
                .hash_password_with_salt(self.0.as_bytes(), salt)
                .map(|hash| StoredPassword(Kind::Argon2id(Arc::new(hash))))
                .map_err(|_| HashError::Failed),
            _ => Err(HashError::TooLong),
        }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Why there is no hash of a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// Nothing was typed.
    #[error("the password is empty; give one of at least one character")]
    Empty,
    /// So long that no sign-in would take it.
    #[error(
        "the password is longer than {LONGEST} bytes, which no sign-in takes; give a shorter one"
    )]
    TooLong,
    /// There is no memory for it.
    #[error("the password could not be hashed")]
    Failed,
}

/// A stored password, in a form that this build can verify.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPassword(Kind);

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Argon2id(Arc<PasswordHash>),
    /// Until its next use.
    Legacy(Arc<LegacyHash>),
}

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

    /// Argon2id, or what htpasswd (bcrypt) and light-oauth2 (PBKDF2) store.
    pub fn any(text: &str) -> Result<Self, NotAHash> {
        text.parse().or_else(|_| {
            text.parse()
                .map(|hash| Self(Kind::Legacy(Arc::new(hash))))
                .map_err(|_| NotAHash)
        })
    }

    /// Whether another program made it.
    pub fn is_legacy(&self) -> bool {
        matches!(self.0, Kind::Legacy(_))
    }

    /// Whether it costs what a hash made now would. Otherwise such a one should take its place.
    pub(super) fn is_up_to_date(&self) -> bool {
        self.cost() == Self::of_nobody().cost()
    }

    /// The beginning of its text, which says what a check costs: hashes that begin alike take the same
    /// time.
    pub(super) fn cost(&self) -> String {
        match &self.0 {
            Kind::Argon2id(hash) => {
                let text = hash.to_string();
                // Salt and hash are the last two parts.
                let (parameters, _) = text.rsplit_once('$').unwrap_or_default();
                let (parameters, _) = parameters.rsplit_once('$').unwrap_or_default();
                format!("{parameters}$")
            }
            Kind::Legacy(hash) => hash.cost(),
        }
    }

    /// Whether `typed` is the password. Takes tens of milliseconds.
    pub fn matches(&self, typed: &Password) -> bool {
        self.matches_in(&mut Memory::default(), typed)
    }

    /// The same, with memory to work in.
    pub(super) fn matches_in(&self, memory: &mut Memory, typed: &Password) -> bool {
        typed.0.len() <= LONGEST
            && match &self.0 {
                Kind::Argon2id(hash) => is_hash_of(hash, typed.0.as_bytes(), memory),
                Kind::Legacy(hash) => hash.matches(&typed.0),
            }
    }
}

/// Memory that checks work in, to be used again: the allocator would keep a piece of its own for many
/// of them, each as large as Argon2 wants it.
#[derive(Default)]
pub(super) struct Memory(Vec<Block>);

fn is_hash_of(hash: &PasswordHash, typed: &[u8], memory: &mut Memory) -> bool {
    let version = hash.version.map(Version::try_from);
    let (Ok(params), Some(Ok(version)), Some(salt), Some(expected)) =
        (Params::try_from(hash), version, &hash.salt, &hash.hash)
    else {
        return false;
    };
    let needed = params.block_count();
    if memory.0.len() < needed {
        memory.0.resize(needed, Block::default());
    }
    let mut computed = vec![0; expected.len()];
    Argon2::new(Algorithm::Argon2id, version, params)
        .hash_password_into_with_memory(typed, salt, &mut computed, &mut memory.0)
        .is_ok()
        && verify_slices_are_equal(&computed, expected.as_bytes()).is_ok()
}

impl fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredPassword(…)")
    }
}

/// As it is stored: of Argon2id the PHC string.
impl fmt::Display for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Argon2id(hash) => hash.fmt(f),
            Kind::Legacy(hash) => hash.fmt(f),
        }
    }
}

/// No hash of a kind that is understood here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither an Argon2id hash nor bcrypt's nor light-oauth2's")]
pub struct NotAHash;

/// Not an Argon2id hash in PHC string format, or one that nothing could ever match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not an Argon2id hash in PHC string format ($argon2id$v=19$m=…,t=…,p=…$salt$hash); make one with `vestibule hash-password`"
)]
pub struct NotArgon2id;

impl FromStr for StoredPassword {
    type Err = NotArgon2id;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hash = PasswordHash::new(text).map_err(|_| NotArgon2id)?;
        // Without a version the library would assume another one than the format does.
        let verifiable = hash.algorithm == ARGON2ID_IDENT
            && hash
                .version
                .is_some_and(|version| Version::try_from(version).is_ok())
            && hash
                .salt
                .as_ref()
                .is_some_and(|salt| salt.len() >= SHORTEST_SALT)
            && hash.hash.is_some()
            && Params::try_from(&hash).is_ok();
        verifiable
            .then(|| Self(Kind::Argon2id(Arc::new(hash))))
            .ok_or(NotArgon2id)
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

    #[test]
    fn what_no_sign_in_takes_is_not_hashed() {
        let hash = |text: String| Password::new(text).hash(&[7; 16]);
        assert_eq!(hash(String::new()), Err(HashError::Empty));
        assert_eq!(hash("x".repeat(LONGEST + 1)), Err(HashError::TooLong));
        let longest = "x".repeat(LONGEST);
        let stored = hash(longest.clone()).unwrap();
        assert!(stored.matches(&Password::new(longest)));
    }

    #[test]
    fn hashes_of_the_argon2_program_are_taken() {
        for (printed, password, up_to_date) in [
            (
                "$argon2id$v=19$m=19456,t=2,p=1$OTkwOTcyMTJhYjcwYzVlZQ$WRIcFw5nBPJW5FfTEv94mIIfDdWs0JRu1309ytpallg",
                "123456",
                true,
            ),
            // Its own defaults, with another length.
            (
                "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHQ4$RRFPW5cwC6QeKXfhQengHdYnq0w41j9O",
                "123456",
                false,
            ),
        ] {
            let stored: StoredPassword = printed.parse().unwrap();
            assert!(stored.matches(&Password::new(password)), "{printed}");
            assert!(!stored.matches(&Password::new("wrong")), "{printed}");
            assert_eq!(stored.is_up_to_date(), up_to_date);
        }
    }

    #[test]
    fn memory_that_was_used_before_changes_nothing() {
        let mut memory = Memory::default();
        let own = Password::new("123456").hash(&[7; 16]).unwrap();
        let small: StoredPassword =
            "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHQ4$RRFPW5cwC6QeKXfhQengHdYnq0w41j9O"
                .parse()
                .unwrap();
        for stored in [&own, &small, &own, &small] {
            assert!(stored.matches_in(&mut memory, &Password::new("123456")));
            assert!(!stored.matches_in(&mut memory, &Password::new("wrong")));
        }
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
            // No version, an unknown one, too short a salt: none of them would ever match.
            "$argon2id$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=20$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
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
