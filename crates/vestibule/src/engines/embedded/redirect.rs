//! The engine's own responses in a redirect URI: a code, or what is wrong with the request.

use crate::engines::redirect::{Reply, ResponseMode};

use super::request::BadDetails;
use super::secret::Secret;

impl Reply<'_> {
    /// The address that takes the code to the client.
    pub(super) fn with_code(&self, code: &Secret) -> String {
        self.with(&[("code", code.expose())])
    }

    /// The address that tells the client what is wrong.
    pub(super) fn with_error(&self, error: &BadDetails) -> String {
        self.with(&[
            ("error", error.code()),
            ("error_description", error.description()),
        ])
    }
}

/// The address that a logout leads to.
pub(super) fn after_logout(uri: &str, state: Option<&str>) -> String {
    Reply {
        redirect_uri: uri,
        mode: ResponseMode::Query,
        state,
        issuer: None,
    }
    .with(&[])
}
