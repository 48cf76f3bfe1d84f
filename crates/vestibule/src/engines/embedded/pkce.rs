//! Proof Key for Code Exchange (RFC 7636): the challenge of a request, and its verifier.

use aws_lc_rs::constant_time::verify_slices_are_equal;

use crate::engines::s256::{self, is_unreserved};

/// A checked challenge with its method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Challenge {
    pub(super) value: String,
    pub(super) method: Method,
}

/// How the challenge was made from the verifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    S256,
    Plain,
}

/// Whether `plain` is taken. It protects from nothing that this server's TLS does not, and is there
/// only where light-oauth2's clients expect it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlainPolicy {
    Refused,
    TakenUnlessPkceIsRequired,
}

/// What is wrong with the challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadChallenge {
    Missing,
    Method(String),
    TooShort(String),
    TooLong(String),
    Characters(String),
}

impl Method {
    /// As `code_challenge_method` has it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::S256 => "S256",
            Self::Plain => "plain",
        }
    }

    /// The method of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "S256" => Some(Self::S256),
            "plain" => Some(Self::Plain),
            _ => None,
        }
    }
}

impl Challenge {
    /// The challenge of an authorization request (§4.3); a method without a challenge means nothing.
    pub(super) fn from_request(
        challenge: Option<&str>,
        method: Option<&str>,
        required: bool,
        plain: PlainPolicy,
    ) -> Result<Option<Self>, BadChallenge> {
        let Some(value) = challenge else {
            return if required {
                Err(BadChallenge::Missing)
            } else {
                Ok(None)
            };
        };
        // "defaults to plain if not present in the request" (§4.3)
        let name = method.unwrap_or("plain");
        let method = Method::named(name)
            .filter(|&method| {
                method == Method::S256
                    || (plain == PlainPolicy::TakenUnlessPkceIsRequired && !required)
            })
            .ok_or_else(|| BadChallenge::Method(name.to_owned()))?;
        match value.len() {
            ..43 => return Err(BadChallenge::TooShort(value.to_owned())),
            129.. => return Err(BadChallenge::TooLong(value.to_owned())),
            _ => {}
        }
        if !value.bytes().all(is_unreserved) {
            return Err(BadChallenge::Characters(value.to_owned()));
        }
        Ok(Some(Self {
            value: value.to_owned(),
            method,
        }))
    }

    /// Whether `verifier` is the one that the challenge was made from (§4.6).
    pub(super) fn is_met_by(&self, verifier: &str) -> bool {
        let made = match self.method {
            Method::S256 => s256::challenge_of(verifier),
            Method::Plain => s256::can_be_verifier(verifier).then(|| verifier.to_owned()),
        };
        made.is_some_and(|made| {
            verify_slices_are_equal(made.as_bytes(), self.value.as_bytes()).is_ok()
        })
    }
}

impl BadChallenge {
    /// For the client's developer.
    pub(super) fn description(&self) -> &'static str {
        match self {
            Self::Missing => "code_challenge is missing; this client must use PKCE with S256",
            Self::Method(_) => "code_challenge_method must be S256",
            Self::TooShort(_) => "code_challenge is shorter than 43 characters",
            Self::TooLong(_) => "code_challenge is longer than 128 characters",
            Self::Characters(_) => "code_challenge has characters other than A-Z a-z 0-9 - . _ ~",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7636 Appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn appendix_b_of_rfc_7636() {
        let challenge =
            Challenge::from_request(Some(CHALLENGE), Some("S256"), true, PlainPolicy::Refused)
                .unwrap()
                .unwrap();
        assert!(challenge.is_met_by(VERIFIER));
        assert!(!challenge.is_met_by(CHALLENGE));
        assert!(!challenge.is_met_by(&VERIFIER[..42]));
        assert!(!challenge.is_met_by(""));
    }

    #[test]
    fn plain_only_where_it_is_tolerated() {
        let from =
            |required, plain| Challenge::from_request(Some(CHALLENGE), None, required, plain);
        let refused = Err(BadChallenge::Method("plain".into()));
        assert_eq!(from(false, PlainPolicy::Refused), refused);
        assert_eq!(from(true, PlainPolicy::TakenUnlessPkceIsRequired), refused);
        let taken = from(false, PlainPolicy::TakenUnlessPkceIsRequired)
            .unwrap()
            .unwrap();
        assert!(taken.is_met_by(CHALLENGE) && !taken.is_met_by(VERIFIER));
    }

    #[test]
    fn bad_challenges() {
        let from = |value: Option<&str>| {
            Challenge::from_request(value, Some("S256"), true, PlainPolicy::Refused)
        };
        assert_eq!(from(None), Err(BadChallenge::Missing));
        assert_eq!(
            from(Some("short")),
            Err(BadChallenge::TooShort("short".into()))
        );
        assert_eq!(
            from(Some(&"a".repeat(129))),
            Err(BadChallenge::TooLong("a".repeat(129)))
        );
        let plus = CHALLENGE.replace('-', "+");
        assert_eq!(
            from(Some(&plus)),
            Err(BadChallenge::Characters(plus.clone()))
        );
    }
}
