//! Which headers of responses are read here at all, for whoever passes responses in.

use http::header::{CONTENT_TYPE, HeaderName, WWW_AUTHENTICATE};

use crate::dpop;

/// The header of a response that this crate reads under this name, if it reads it.
pub fn read_header(name: &str) -> Option<HeaderName> {
    [CONTENT_TYPE, WWW_AUTHENTICATE, dpop::NONCE]
        .into_iter()
        .find(|known| known.as_str() == name)
}
