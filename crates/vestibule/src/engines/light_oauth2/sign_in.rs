//! The form's way to a code, POST `/oauth2/code`: the service judges the credentials, this the request.

use std::fmt;

use http::StatusCode;

use super::{
    LightOauth2,
    authorize::{Refusal, Rejected, ResponseType},
    code_service::Issued,
};
use crate::engines::parameters::Parameters;

/// Who, and the proof. Shows neither.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The user name, as typed.
    pub name: &'a str,
    /// The password, as typed.
    pub password: &'a str,
}

/// Where the browser goes.
#[derive(Clone, PartialEq, Eq)]
pub enum SignIn {
    /// To the client, with a code or an error.
    Redirect(String),
    /// Back to the form: unknown name or wrong password; which of them is not told.
    InvalidCredentials,
    /// To an error page.
    Refused(Refusal),
}

impl fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// The address without its response: that holds the code.
impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Redirect(location) => {
                let target = location.split(['?', '#']).next().unwrap_or_default();
                f.debug_tuple("Redirect").field(&target).finish()
            }
            Self::InvalidCredentials => f.write_str("InvalidCredentials"),
            Self::Refused(refusal) => f.debug_tuple("Refused").field(refusal).finish(),
        }
    }
}

impl LightOauth2 {
    /// Checks the request, has the service check the credentials, and seals the code.
    pub async fn sign_in(&self, credentials: Credentials<'_>, carried: &Parameters) -> SignIn {
        let request = match self.check(carried, ResponseType::DefaultsToCode) {
            Ok(request) => request,
            Err(Rejected::Refused(refusal)) => return SignIn::Refused(refusal),
            Err(Rejected::Redirect(location)) => return SignIn::Redirect(location),
        };
        if credentials.name.is_empty() || credentials.password.is_empty() {
            return SignIn::InvalidCredentials;
        }
        let user_type = carried.sent("user_type").ok().flatten();
        let user_type = user_type.unwrap_or(&self.user_type);
        match self.services.code(&request, credentials, user_type).await {
            Issued::Code(code) => SignIn::Redirect(request.answer(self, &code)),
            Issued::WrongCredentials => SignIn::InvalidCredentials,
            Issued::Refused(status) => {
                tracing::error!(%status, client_id = request.client.id, "the code service refuses the client's request");
                SignIn::Refused(Refusal {
                    status: StatusCode::BAD_GATEWAY,
                    code: "server_error",
                    description: format!(
                        "The sign-in service refuses this application's request ({status}). Tell whoever \
                         runs it: the application must be registered there too."
                    ),
                })
            }
            Issued::Unavailable => SignIn::Refused(Refusal {
                status: StatusCode::SERVICE_UNAVAILABLE,
                code: "temporarily_unavailable",
                description: "The sign-in service does not answer. Wait a little and try again."
                    .to_owned(),
            }),
        }
    }
}
