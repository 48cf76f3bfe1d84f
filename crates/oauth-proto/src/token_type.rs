//! The types of access tokens that are known here. What each asks of a request is known where requests are made.

/// How an access token is presented (RFC 6749 §7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenType {
    /// Whoever has it may use it (RFC 6750).
    Bearer,
    /// Only with a proof of the key that it is bound to (RFC 9449).
    Dpop,
}

impl TokenType {
    /// The authentication scheme.
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Bearer => "Bearer",
            Self::Dpop => "DPoP",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Bearer, Self::Dpop]
            .into_iter()
            .find(|known| known.scheme().eq_ignore_ascii_case(name))
    }
}
