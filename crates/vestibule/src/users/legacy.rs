//! Passwords as other programs stored them: bcrypt (htpasswd) and light-oauth2's PBKDF2. They are
//! checked, never made; who signs in with one gets an Argon2id hash instead.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use sha1::Sha1;

/// bcrypt looks at so many bytes of a password and no further.
const BCRYPT_LONGEST: usize = 72;
/// Cost is 2 to this power; beyond it a check takes minutes.
const BCRYPT_COSTLIEST: u32 = 16;
/// More rounds than anybody stores, and few enough to be counted to.
const MOST_ROUNDS: u32 = 10_000_000;

/// A hash that another program made.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum LegacyHash {
    /// `$2a$`, `$2b$`, `$2y$` and so on.
    Bcrypt(String),
    /// `rounds:salt:hash` in hexadecimal, with HMAC-SHA-1.
    Pbkdf2 {
        rounds: u32,
        salt: Vec<u8>,
        hash: Vec<u8>,
    },
}

/// The text is neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotLegacy;

impl LegacyHash {
    /// The beginning of its text, which says what a check costs: `$2y$10$`, or `1000:`.
    pub(super) fn cost(&self) -> String {
        match self {
            Self::Bcrypt(hash) => hash.split_inclusive('$').take(3).collect(),
            Self::Pbkdf2 { rounds, .. } => format!("{rounds}:"),
        }
    }

    /// Whether this is the password.
    pub(super) fn matches(&self, typed: &str) -> bool {
        match self {
            // What a longer password has beyond would count for nothing.
            Self::Bcrypt(hash) => {
                typed.len() <= BCRYPT_LONGEST && bcrypt::verify(typed, hash).unwrap_or(false)
            }
            Self::Pbkdf2 { rounds, salt, hash } => {
                let mut computed = vec![0; hash.len()];
                pbkdf2::pbkdf2_hmac::<Sha1>(typed.as_bytes(), salt, *rounds, &mut computed);
                verify_slices_are_equal(&computed, hash).is_ok()
            }
        }
    }
}

impl FromStr for LegacyHash {
    type Err = NotLegacy;

    fn from_str(text: &str) -> Result<Self, NotLegacy> {
        if text.starts_with("$2") {
            let parts: bcrypt::HashParts = text.parse().map_err(|_| NotLegacy)?;
            return if (4..=BCRYPT_COSTLIEST).contains(&parts.get_cost()) {
                Ok(Self::Bcrypt(text.to_owned()))
            } else {
                Err(NotLegacy)
            };
        }
        let mut parts = text.split(':');
        let (Some(rounds), Some(salt), Some(hash), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotLegacy);
        };
        let rounds: u32 = rounds.parse().map_err(|_| NotLegacy)?;
        let salt = bytes(salt).ok_or(NotLegacy)?;
        let hash = bytes(hash).ok_or(NotLegacy)?;
        if !(1..=MOST_ROUNDS).contains(&rounds)
            || salt.len() < 8
            || !(20..=64).contains(&hash.len())
        {
            return Err(NotLegacy);
        }
        Ok(Self::Pbkdf2 { rounds, salt, hash })
    }
}

/// As the other program wrote it.
impl fmt::Display for LegacyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bcrypt(hash) => f.write_str(hash),
            Self::Pbkdf2 { rounds, salt, hash } => {
                write!(f, "{rounds}:")?;
                salt.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
                f.write_str(":")?;
                hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    }
}

fn bytes(hexadecimal: &str) -> Option<Vec<u8>> {
    if !hexadecimal.len().is_multiple_of(2) || !hexadecimal.is_ascii() {
        return None;
    }
    hexadecimal
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// crypt(3) of "123456".
    const BCRYPT: &str = "$2y$05$abcdefghijklmnopqrstuu1Z..wm/IlVbtpza52hgqCBArL1cvSg6";
    /// From the database that light-oauth2 ships.
    const PBKDF2: &str = "1000:5b2d3131362c202d35332c202d3131392c2039382c2031382c202d3131342c202d36322c203130362c203132302c202d38382c202d3131332c20382c203132302c20322c202d32352c203131315d:089c2ccabe0f2d5ca73e62729c5380ea21f28d4ee21b0574c64675596077e588a955cadf33cb62c7b0cb3ba68536cfd08ee031135254d6480520d3974c535d6d";

    #[test]
    fn hashes_of_htpasswd_and_of_light_oauth2_are_taken() {
        for text in [BCRYPT, PBKDF2] {
            let hash: LegacyHash = text.parse().unwrap_or_else(|_| panic!("{text}"));
            assert!(hash.matches("123456"), "{text}");
            assert!(!hash.matches("1234567") && !hash.matches(""), "{text}");
            assert_eq!(hash.to_string(), text);
        }
        let cost = |text: &str| text.parse().map(|hash: LegacyHash| hash.cost());
        assert_eq!(cost(BCRYPT), Ok("$2y$05$".to_owned()));
        assert_eq!(cost(PBKDF2), Ok("1000:".to_owned()));
    }

    #[test]
    fn nothing_beyond_what_bcrypt_looks_at_is_taken_for_a_password() {
        let long = "x".repeat(72);
        let hash = bcrypt::hash_with_salt(&long, 4, [7; 16])
            .unwrap()
            .to_string();
        let hash: LegacyHash = hash.parse().unwrap_or_else(|_| panic!("{hash}"));
        assert!(hash.matches(&long));
        assert!(!hash.matches(&format!("{long}y")));
    }

    #[test]
    fn what_is_neither_or_would_take_for_ever() {
        let costly = BCRYPT.replacen("$05$", "$31$", 1);
        let endless = PBKDF2.replacen("1000:", "4000000000:", 1);
        for text in [
            "",
            "123456",
            "zoe:123456",
            "1000:ab:cd",
            "1000:é:é",
            "$2y$05$short",
            "$apr1$x$y",
            "{SHA}fEqNCco3Yq9h5ZUglD3CZJT4lBs=",
            &costly,
            &endless,
        ] {
            assert!(text.parse::<LegacyHash>().is_err(), "{text}");
        }
    }
}
