//! What went wrong, in plain words. The words come from the error code; what a server wrote beside
//! it is shown as text, below.

use crate::forms::error_response::ErrorResponse;
use crate::i18n::Text;

/// A problem to show on the login form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The error code, such as `invalid_credentials`.
    pub code: String,
    /// What the server wrote about it.
    pub description: Option<String>,
}

impl Problem {
    /// The one answer to a wrong user name and to a wrong password.
    pub fn invalid_credentials() -> Self {
        Self {
            code: "invalid_credentials".to_owned(),
            description: None,
        }
    }
}

impl From<ErrorResponse> for Problem {
    fn from(error: ErrorResponse) -> Self {
        Self {
            code: error.code,
            description: error.description,
        }
    }
}

/// What an error code means to a person.
pub(super) fn explain(code: &str) -> Text {
    match code {
        "access_denied" => Text::ProblemAccessDenied,
        "invalid_request" | "invalid_scope" | "unsupported_response_type" => {
            Text::ProblemBadRequest
        }
        "expired" | "expired_token" | "invalid_grant" => Text::ProblemExpired,
        "invalid_credentials" => Text::ProblemInvalidCredentials,
        "login_required" | "interaction_required" => Text::ProblemLoginRequired,
        "method_not_allowed" => Text::ProblemMethod,
        "not_found" => Text::ProblemNotFound,
        "sign_in_failed" => Text::ProblemSignInFailed,
        "too_many_requests" | "slow_down" => Text::ProblemThrottled,
        "unauthorized_client" | "invalid_client" => Text::ProblemUnauthorizedClient,
        "server_error" | "temporarily_unavailable" => Text::ProblemUnavailable,
        _ => Text::ProblemGeneric,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_have_words_of_their_own() {
        assert_eq!(
            explain("invalid_credentials"),
            Text::ProblemInvalidCredentials
        );
        assert_eq!(explain("temporarily_unavailable"), Text::ProblemUnavailable);
        assert_eq!(explain("\"><script>"), Text::ProblemGeneric);
    }
}
