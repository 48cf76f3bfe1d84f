//! The form's way to a code, POST `/oauth2/code`: a name, a password, and the authorization
//! request that the form carried.
//!
//! The request is checked anew, since a form comes from outside like everything else. Unlike
//! light-oauth2, PKCE, scope, client and redirect URI are bound to the code.

use std::fmt;

use http::StatusCode;

use crate::users::password::Password;

use super::Embedded;
use super::authorize::Rejected;
use super::parameters::Parameters;
use super::request::{Refusal, ResponseType};

/// Where the browser goes.
#[derive(Clone, PartialEq, Eq)]
pub enum SignIn {
    /// To the client, with a code or an error.
    Redirect(String),
    /// Back to the form, with a message.
    Retry(Retry),
    /// To an error page.
    Refused(Refusal),
}

/// The address without its response: that holds the code.
impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Redirect(location) => {
                let target = location.split(['?', '#']).next().unwrap_or_default();
                f.debug_tuple("Redirect").field(&target).finish()
            }
            Self::Retry(retry) => f.debug_tuple("Retry").field(retry).finish(),
            Self::Refused(refusal) => f.debug_tuple("Refused").field(refusal).finish(),
        }
    }
}

/// Why the person is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Unknown name or wrong password; which of them is not told.
    InvalidCredentials,
}

impl Retry {
    /// For `data-code`.
    pub fn code(self) -> &'static str {
        match self {
            Self::InvalidCredentials => "invalid_credentials",
        }
    }
}

impl Embedded {
    /// Checks the request, then the credentials, and issues the code.
    pub async fn sign_in(&self, name: &str, password: Password, carried: &Parameters) -> SignIn {
        let (target, details, reply) = match self.checked(carried, ResponseType::DefaultsToCode) {
            Ok(checked) => checked,
            Err(Rejected::Refused(refusal)) => return SignIn::Refused(refusal),
            Err(Rejected::Redirect(location)) => return SignIn::Redirect(location),
        };
        let user = match self.users.authenticate(name, password).await {
            Ok(Some(user)) => user,
            Ok(None) => return SignIn::Retry(Retry::InvalidCredentials),
            Err(_busy) => return SignIn::Refused(BUSY),
        };
        match self.issue_code(&target, &details, user).await {
            Ok(code) => SignIn::Redirect(reply.with_code(&code)),
            Err(failure) if failure.is_busy() => SignIn::Refused(BUSY),
            Err(failure) => {
                failure.log("sign-in");
                SignIn::Refused(FAILED)
            }
        }
    }
}

const BUSY: Refusal = Refusal {
    status: StatusCode::SERVICE_UNAVAILABLE,
    code: "temporarily_unavailable",
    description: "Too many people are signing in at this moment. Wait a little and try again.",
};

const FAILED: Refusal = Refusal {
    status: StatusCode::INTERNAL_SERVER_ERROR,
    code: "server_error",
    description: "The server could not complete the sign-in. Try again; if it stays so, its log says why.",
};
