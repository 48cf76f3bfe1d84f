//! Values that must never reach a log, an error or `Debug`: each is a type of its own and shows itself only on demand.
//!
//! This file does not know what the values mean to the protocol.

/// Longest secret that is taken from outside, in bytes. Servers rarely accept headers of more than 16 KiB.
pub const MAX_SECRET: usize = 32 * 1024;

/// `Debug` that shows the name of a type and nothing of its contents.
macro_rules! opaque_debug {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
pub(crate) use opaque_debug;

macro_rules! secrets {
    ($($(#[$doc:meta])* $name:ident, $allowed:path;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// Takes the value if it has the form the specification gives it.
            pub fn parse(value: impl Into<String>) -> Option<Self> {
                let value = value.into();
                let fits = !value.is_empty() && value.len() <= MAX_SECRET && value.bytes().all($allowed);
                fits.then_some(Self(value))
            }

            /// The value itself. Whoever calls this takes care that it is not shown or stored by accident.
            pub fn expose_secret(&self) -> &str {
                &self.0
            }
        }

        opaque_debug!($name);
    )*};
}

secrets! {
    /// An access token (RFC 6749 §1.4). No spaces: it must fit an `Authorization` header.
    AccessToken, graphic;
    /// A refresh token (RFC 6749 §1.5).
    RefreshToken, visible;
    /// An ID token as it was sent, not verified.
    RawIdToken, graphic;
    /// An authorization code (RFC 6749 §4.1.2).
    AuthorizationCode, visible;
    /// A PKCE code verifier (RFC 7636 §4.1).
    CodeVerifier, unreserved;
    /// The `state` of one authorization request.
    State, visible;
    /// The `nonce` of one authorization request.
    Nonce, visible;
    /// A client secret (RFC 6749 §2.3.1).
    ClientSecret, any;
    /// A device code (RFC 8628 §3.2).
    DeviceCode, visible;
}

impl State {
    /// Whether `other` is this state, in a time that does not depend on where they differ.
    pub fn matches(&self, other: &str) -> bool {
        same_bytes(self.0.as_bytes(), other.as_bytes())
    }
}

impl Nonce {
    /// Whether `other` is this nonce, in a time that does not depend on where they differ.
    pub fn matches(&self, other: &str) -> bool {
        same_bytes(self.0.as_bytes(), other.as_bytes())
    }
}

/// Equality in a time that depends on the lengths only.
pub(crate) fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    let differing = a.iter().zip(b).fold(0, |acc, (x, y)| acc | (x ^ y));
    a.len() == b.len() && std::hint::black_box(differing) == 0
}

fn graphic(byte: u8) -> bool {
    byte.is_ascii_graphic()
}

/// RFC 6749 appendix A: VSCHAR.
fn visible(byte: u8) -> bool {
    byte == b' ' || byte.is_ascii_graphic()
}

/// RFC 3986 §2.3.
fn unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn any(_: u8) -> bool {
    true
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn debug_shows_the_name_only() {
        let token = AccessToken::parse("hush").unwrap();
        assert_eq!(format!("{token:?}"), "AccessToken(…)");
    }

    #[test]
    fn values_that_fit_no_header_are_refused() {
        assert!(AccessToken::parse("a b").is_none());
        assert!(AccessToken::parse("a\r\nX: y").is_none());
        assert!(AccessToken::parse("").is_none());
        assert!(AccessToken::parse("x".repeat(MAX_SECRET + 1)).is_none());
        assert!(AccessToken::parse("x".repeat(MAX_SECRET)).is_some());
    }

    #[test]
    fn states_compare_whole() {
        let state = State::parse("abc").unwrap();
        assert!(state.matches("abc"));
        for other in ["", "ab", "abcd", "abd", "Abc"] {
            assert!(!state.matches(other), "{other}");
        }
    }
}
