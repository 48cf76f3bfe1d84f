//! Lists of scope tokens (RFC 6749 §3.3). What a scope permits is the server's affair.

use std::fmt;

/// Scope tokens in the order given, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope(Vec<String>);

impl Scope {
    /// Reads tokens that are separated by spaces. `None` when a character is there that no scope has.
    pub fn parse(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
        let mut tokens: Vec<String> = Vec::new();
        for token in text.split_ascii_whitespace() {
            if !token.bytes().all(allowed) {
                return None;
            }
            if !tokens.iter().any(|known| known == token) {
                tokens.push(token.to_owned());
            }
        }
        Some(Self(tokens))
    }

    /// Whether the token is there.
    pub fn contains(&self, token: &str) -> bool {
        self.0.iter().any(|known| known == token)
    }

    /// The tokens.
    pub fn tokens(&self) -> &[String] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tokens of this scope that `other` lacks.
    pub fn missing_from(&self, other: &Self) -> Vec<&str> {
        let tokens = self.0.iter().map(String::as_str);
        tokens.filter(|token| !other.contains(token)).collect()
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn tokens_keep_their_order_and_come_once() {
        let scope = Scope::parse("  openid profile\topenid ").unwrap();
        assert_eq!(scope.to_string(), "openid profile");
        assert_eq!(Scope::parse(""), Some(Scope::default()));
        for bad in ["a\"b", "a\\b", "ä", "a\u{0}"] {
            assert_eq!(Scope::parse(bad), None, "{bad:?}");
        }
    }
}
