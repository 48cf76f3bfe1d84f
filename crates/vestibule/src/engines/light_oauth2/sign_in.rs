//! The form's way to a code, POST `/oauth2/code`: the service judges the credentials, this the request.

use std::fmt;

use http::StatusCode;

use super::{
    LightOauth2,
    authorize::{Refusal, Rejected, ResponseType},
    code_service::Issued,
    credentials::Credentials,
};
use crate::{
    engines::{parameters::Parameters, retry::Retry},
    events::Event,
};

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

impl LightOauth2 {
    /// Checks the request, has the service check the credentials, and seals the code.
    pub async fn sign_in(&self, credentials: Credentials<'_>, carried: &Parameters) -> SignIn {
        let request = match self.check(carried, ResponseType::DefaultsToCode) {
            Ok(request) => request,
            Err(Rejected::Refused(refusal)) => return SignIn::Refused(refusal),
            Err(Rejected::Redirect(location)) => return SignIn::Redirect(location),
        };
        if credentials.name.is_empty() || credentials.password.is_empty() {
            return SignIn::Retry(Retry::InvalidCredentials);
        }
        let Credentials { name, peer, .. } = credentials;
        let attempt = match self.throttle.sign_in(name, peer) {
            Ok(attempt) => attempt,
            Err(wait) => {
                self.tell(Event::SignInThrottled, peer);
                return SignIn::Retry(Retry::Throttled(wait));
            }
        };
        // A form that lets nobody choose sends an empty one.
        let chosen = carried.sent("user_type").ok().flatten();
        let chosen = chosen.filter(|chosen| !chosen.is_empty());
        let user_type = chosen.unwrap_or(&self.user_type);
        match self.services.code(&request, credentials, user_type).await {
            Issued::Code(code) => {
                attempt.was_right();
                // The service keeps people by the name that they type.
                self.tell(Event::SignedIn { subject: name }, peer);
                SignIn::Redirect(request.answer(self, &code))
            }
            Issued::WrongCredentials => {
                self.tell(Event::SignInFailed { subject: None }, peer);
                SignIn::Retry(Retry::InvalidCredentials)
            }
            Issued::Refused(status) => {
                attempt.was_not_judged();
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
            Issued::NoAnswer => {
                attempt.was_not_judged();
                SignIn::Refused(unavailable())
            }
            // It counts: a right password would have got its code.
            Issued::Unclear => SignIn::Refused(unavailable()),
        }
    }
}

fn unavailable() -> Refusal {
    Refusal {
        status: StatusCode::SERVICE_UNAVAILABLE,
        code: "temporarily_unavailable",
        description: "The sign-in service does not answer. Wait a little and try again.".to_owned(),
    }
}
