//! RP-Initiated Logout 1.0: an application sends the person here to end the session.
//!
//! Without a question only where the application proves by an ID token that it means who is signed
//! in; anything else could be any link. Tokens that applications hold stay what they are.

use std::fmt;

use http::{HeaderValue, StatusCode};

use crate::events::Event;

use super::Embedded;
use super::clients::Client;
use super::decision::Decision;
use super::failure::Failure;
use super::parameters::{BadParameters, Parameters, Repeated};
use super::redirect;
use super::refusal::{NOT_OUR_FORM, Refusal};
use super::session::{Browser, FormToken, Session};

/// What the browser gets.
#[derive(Clone, PartialEq, Eq)]
pub enum Logout {
    /// The page that asks.
    Ask(LogoutAsked),
    /// The session is over: where to, and the cookie that takes the session's away.
    Done(Option<String>, HeaderValue),
    /// The person stays signed in.
    Stayed,
    /// An error page.
    Refused(Refusal),
}

impl fmt::Debug for Logout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ask(asked) => f.debug_tuple("Ask").field(asked).finish(),
            Self::Done(location, _) => f.debug_tuple("Done").field(location).finish(),
            Self::Stayed => f.write_str("Stayed"),
            Self::Refused(refusal) => f.debug_tuple("Refused").field(refusal).finish(),
        }
    }
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoutAsked {
    /// Who is signed in.
    pub user_name: String,
    /// Which application asks, if it said so.
    pub client_name: Option<String>,
    /// What the form must carry.
    pub form_token: FormToken,
}

/// A checked request.
struct Request<'a> {
    client: Option<&'a Client>,
    /// Whom the ID token means.
    subject: Option<String>,
    location: Option<String>,
}

enum BadRequest {
    Parameters(BadParameters),
    Repeated,
    Hint,
    ClientUnknown,
    ClientDiffers,
    UnregisteredUri,
    UriWithoutClient,
}

impl Embedded {
    /// An application, or the person, asks for the end of the session.
    pub async fn logout(&self, browser: &Browser, raw: &[u8]) -> Logout {
        let parameters = match Parameters::parse(raw) {
            Ok(parameters) => parameters,
            Err(error) => return Logout::Refused(BadRequest::Parameters(error).into()),
        };
        self.log_out(browser, &parameters)
            .await
            .unwrap_or_else(|failure| Logout::Refused(failure.refusal("a logout")))
    }

    async fn log_out(&self, browser: &Browser, parameters: &Parameters) -> Result<Logout, Failure> {
        let request = match self.logout_request(parameters) {
            Ok(request) => request,
            Err(bad) => return Ok(Logout::Refused(bad.into())),
        };
        Ok(match self.session(browser).await? {
            // Nobody is signed in any more: what was asked for is so.
            None => self.over(browser, None, request.location).await?,
            Some(session) if request.subject.as_deref() == Some(&*session.user.subject) => {
                self.over(browser, Some(&session), request.location).await?
            }
            Some(session) => Logout::Ask(LogoutAsked {
                user_name: session.user.name.clone(),
                client_name: request.client.map(|client| client.name.clone()),
                form_token: self.form_token(&session)?,
            }),
        })
    }

    /// The person has decided.
    pub async fn logout_decided(
        &self,
        browser: &Browser,
        parameters: &Parameters,
        form_token: &str,
        decision: Decision,
    ) -> Logout {
        let decided = async {
            let request = match self.logout_request(parameters) {
                Ok(request) => request,
                Err(bad) => return Ok(Logout::Refused(bad.into())),
            };
            let Some(session) = self.session(browser).await? else {
                return self.over(browser, None, request.location).await;
            };
            if !session.is_of_form(form_token) {
                return Ok(Logout::Refused(NOT_OUR_FORM));
            }
            match decision {
                Decision::Accept => self.over(browser, Some(&session), request.location).await,
                Decision::Deny => Ok(Logout::Stayed),
            }
        };
        decided
            .await
            .unwrap_or_else(|failure: Failure| Logout::Refused(failure.refusal("a logout")))
    }

    async fn over(
        &self,
        browser: &Browser,
        session: Option<&Session>,
        location: Option<String>,
    ) -> Result<Logout, Failure> {
        let mut write = self.store.write().await?;
        let cookie = self.end_session(&mut write, browser).await?;
        write.commit().await?;
        if let Some(session) = session {
            self.tell(Event::SignedOut {
                subject: &session.user.subject,
            });
        }
        Ok(Logout::Done(location, cookie))
    }

    fn logout_request(&self, parameters: &Parameters) -> Result<Request<'_>, BadRequest> {
        let hint = parameters
            .get("id_token_hint")?
            .map(|text| self.id_token_hint(text).map_err(|_| BadRequest::Hint))
            .transpose()?;
        let named = parameters.get("client_id")?;
        if let (Some(hint), Some(named)) = (&hint, named)
            && hint.client_id != named
        {
            return Err(BadRequest::ClientDiffers);
        }
        let client = match hint.as_ref().map(|hint| hint.client_id.as_str()).or(named) {
            None => None,
            Some(id) => Some(self.clients.find(id).ok_or(BadRequest::ClientUnknown)?),
        };
        let location = match (parameters.get("post_logout_redirect_uri")?, client) {
            (None, _) => None,
            (Some(_), None) => return Err(BadRequest::UriWithoutClient),
            (Some(uri), Some(client)) => {
                let uri = client
                    .post_logout_redirect_uri(uri)
                    .ok_or(BadRequest::UnregisteredUri)?;
                Some(redirect::after_logout(uri, parameters.sent("state")?))
            }
        };
        Ok(Request {
            client,
            subject: hint.map(|hint| hint.sub),
            location,
        })
    }
}

impl From<Repeated> for BadRequest {
    fn from(_: Repeated) -> Self {
        Self::Repeated
    }
}

impl From<BadRequest> for Refusal {
    fn from(bad: BadRequest) -> Self {
        let description = match bad {
            BadRequest::Parameters(error) => return error.into(),
            BadRequest::Repeated => {
                "A parameter is there more than once. The application must send each once."
            }
            BadRequest::Hint => {
                "id_token_hint is not an ID token of this server, or its key is no longer kept. Leave it out to be asked."
            }
            BadRequest::ClientUnknown => {
                "No application is registered under this client_id. Correct it, or register the application in the configuration."
            }
            BadRequest::ClientDiffers => "client_id is not the one that id_token_hint was for.",
            BadRequest::UnregisteredUri => {
                "This post_logout_redirect_uri is not registered for the application. Register it, character for character, in post_logout_redirect_uris."
            }
            BadRequest::UriWithoutClient => {
                "post_logout_redirect_uri needs id_token_hint or client_id beside it, to say whose address it is."
            }
        };
        Self {
            status: StatusCode::BAD_REQUEST,
            code: "invalid_request",
            description,
        }
    }
}
