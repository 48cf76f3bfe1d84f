//! A scope: an ordered set of tokens (RFC 6749 §3.3).

use std::fmt;
use std::str::FromStr;

/// Scope tokens in the order given, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope(Vec<String>);

/// A character that no scope token may have, or an empty token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a scope")]
pub struct NotAScope;

impl Scope {
    /// The tokens, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether `token` is in it.
    pub fn has(&self, token: &str) -> bool {
        self.0.iter().any(|each| each == token)
    }

    /// Whether every token is in `other` too.
    pub fn within(&self, other: &Self) -> bool {
        self.0.iter().all(|token| other.has(token))
    }

    /// Those of its tokens that are among `tokens`.
    #[must_use]
    pub fn only(&self, tokens: &[String]) -> Self {
        Self(
            self.0
                .iter()
                .filter(|token| tokens.contains(token))
                .cloned()
                .collect(),
        )
    }

    /// Those of its tokens that are in `other` too.
    #[must_use]
    pub fn shared_with(&self, other: &Self) -> Self {
        self.only(&other.0)
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it asks for a refresh token, by OpenID Connect's name or by Ory Hydra's.
    pub fn asks_offline(&self) -> bool {
        self.has("offline_access") || self.has("offline")
    }

    /// What a client gets that asks for nothing in particular: all of it, save the refresh token.
    #[must_use]
    pub fn unasked(&self) -> Self {
        let online = |token: &&String| !matches!(token.as_str(), "offline_access" | "offline");
        Self(self.0.iter().filter(online).cloned().collect())
    }
}

impl FromStr for Scope {
    type Err = NotAScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut tokens: Vec<String> = Vec::new();
        for token in text.split(' ').filter(|token| !token.is_empty()) {
            if !token
                .bytes()
                .all(|b| matches!(b, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
            {
                return Err(NotAScope);
            }
            if !tokens.iter().any(|each| each == token) {
                tokens.push(token.to_owned());
            }
        }
        Ok(Self(tokens))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_keep_their_order_and_come_once() {
        let scope: Scope = "openid  email openid".parse().unwrap();
        assert_eq!(scope.to_string(), "openid email");
        assert!(scope.within(&"email profile openid".parse().unwrap()));
        assert!(!"openid admin".parse::<Scope>().unwrap().within(&scope));
        assert!("".parse::<Scope>().unwrap().is_empty());
        for text in ["a\"b", "a\\b", "ä", "a\tb", "a\nb"] {
            assert_eq!(text.parse::<Scope>(), Err(NotAScope), "{text:?}");
        }
    }

    #[test]
    fn a_refresh_token_is_never_given_unasked() {
        let scope: Scope = "openid offline_access offline email".parse().unwrap();
        assert_eq!(scope.unasked().to_string(), "openid email");
        assert!(scope.asks_offline() && !scope.unasked().asks_offline());
    }
}
