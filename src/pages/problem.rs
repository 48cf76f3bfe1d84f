//! What went wrong, in plain words. The words come from the error code; what a server wrote beside
//! it is shown as text, below.

use std::time::Duration;

use leptos::prelude::*;

use crate::components::problem_alert::{ProblemAlert, Wait};
use crate::forms::error_response::ErrorResponse;
use crate::i18n::Text;

use super::Frame;

/// The code of the problem of a page that needs an engine's challenge, or a letter's token, and was
/// opened without: it is answered by 400 and the error page.
pub const MISSING_STATE: &str = "missing_state";

/// A problem to show above a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The error code, such as `invalid_credentials`.
    pub code: String,
    /// What the server wrote about it.
    pub description: Option<String>,
    /// How long trying again is of no use.
    pub retry_after: Option<Duration>,
}

impl Problem {
    /// A problem that its code says all of.
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            description: None,
            retry_after: None,
        }
    }

    /// The one answer to a wrong user name and to a wrong password.
    pub fn invalid_credentials() -> Self {
        Self::new("invalid_credentials")
    }

    /// Too many attempts; the next one may be made after so long.
    pub fn throttled(retry_after: Duration) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new("too_many_requests")
        }
    }
}

impl From<ErrorResponse> for Problem {
    fn from(error: ErrorResponse) -> Self {
        Self {
            description: error.description,
            ..Self::new(error.code)
        }
    }
}

/// The alert for a problem, if there is one.
pub(super) fn alert(frame: &Frame<'_>, problem: Option<&Problem>) -> Option<impl IntoView + use<>> {
    let problem = problem?.clone();
    let wait = problem.retry_after.map(|wait| wait_labels(frame, wait));
    let text = match explain(&problem.code) {
        // The line below says how long, and when it is over; what stands above it is then true still.
        Text::ProblemThrottled if wait.is_some() => Text::ProblemAttempts,
        text => text,
    };
    Some(view! {
        <ProblemAlert
            text=frame.text(text)
            code=problem.code
            description=problem.description
            wait=wait
        />
    })
}

fn wait_labels(frame: &Frame<'_>, wait: Duration) -> Wait {
    Wait {
        seconds: wait.as_secs(),
        around: frame.text_around(Text::TryAgainIn),
        over: frame.text(Text::TryAgainNow),
    }
}

/// What an error code means to a person: OAuth's codes, this host's own, and light-4j's `ERR…`.
pub(super) fn explain(code: &str) -> Text {
    match code {
        "access_denied" => Text::ProblemAccessDenied,
        "invalid_request" | "invalid_scope" | "unsupported_response_type" => {
            Text::ProblemBadRequest
        }
        "expired" | "expired_token" | "invalid_grant" => Text::ProblemExpired,
        "expired_form" => Text::ProblemExpiredForm,
        "invalid_credentials" | "ERR12002" | "ERR12003" | "ERR12004" | "ERR12016" => {
            Text::ProblemInvalidCredentials
        }
        "invalid_email" => Text::ProblemEmail,
        "invalid_token" => Text::ProblemResetLink,
        "invalid_user_code" => Text::ProblemUserCode,
        "login_required" | "interaction_required" => Text::ProblemLoginRequired,
        "method_not_allowed" => Text::ProblemMethod,
        MISSING_STATE => Text::ProblemMissingState,
        "not_found" => Text::ProblemNotFound,
        "password_mismatch" => Text::ProblemPasswordMismatch,
        "password_refused" => Text::ProblemPasswordRefused,
        "password_too_short" => Text::ProblemPasswordShort,
        "sign_in_failed" => Text::ProblemSignInFailed,
        "too_many_requests" | "slow_down" => Text::ProblemThrottled,
        "unauthorized_client" | "invalid_client" | "ERR12014" => Text::ProblemUnauthorizedClient,
        "server_error" | "temporarily_unavailable" | "ERR10010" => Text::ProblemUnavailable,
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
        assert_eq!(explain(MISSING_STATE), Text::ProblemMissingState);
        assert_eq!(explain("ERR12016"), Text::ProblemInvalidCredentials);
        assert_eq!(explain("ERR99999"), Text::ProblemGeneric);
        assert_eq!(explain("\"><script>"), Text::ProblemGeneric);
    }
}
