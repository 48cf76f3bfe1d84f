//! A refusal: the error page of a person whom no redirect takes back to a client, and the ones that more
//! than one page can end in. It knows no endpoint.

use http::StatusCode;

/// An error for the person, since there is no client to send it to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// The page's status.
    pub status: StatusCode,
    /// The error code, for `data-code`.
    pub code: &'static str,
    /// What is wrong and what to do about it.
    pub description: &'static str,
}

/// There is only too much to do.
pub(super) const BUSY: Refusal = Refusal {
    status: StatusCode::SERVICE_UNAVAILABLE,
    code: "temporarily_unavailable",
    description: "Too many people are signing in at this moment. Wait a little and try again.",
};

/// The server's own fault.
pub(super) const FAILED: Refusal = Refusal {
    status: StatusCode::INTERNAL_SERVER_ERROR,
    code: "server_error",
    description: "The server could not complete the sign-in. Try again; if it stays so, its log says why.",
};

/// The form is another site's, or of a former sign-in.
pub(super) const NOT_OUR_FORM: Refusal = Refusal {
    status: StatusCode::FORBIDDEN,
    code: "invalid_request",
    description: "This form was not made for you, or you have signed in anew since. Go back, load the page again, and decide once more.",
};
