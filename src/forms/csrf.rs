//! The token that binds a form to the browser it was drawn for. Who makes it and compares it is the
//! host; here it is only carried, and never shown but in the form itself.

use std::fmt;

/// The name of its field. A `j_*` name is never carried on, so the token reaches no address and no
/// storage.
pub const CSRF_FIELD: &str = "j_csrf";

/// The token. Its `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct CsrfToken(String);

impl CsrfToken {
    /// A token as it is sent.
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }

    /// As it is sent: for the form, and for whoever compares it, in constant time.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CsrfToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CsrfToken(redacted)")
    }
}
