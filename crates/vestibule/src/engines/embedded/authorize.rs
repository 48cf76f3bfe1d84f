//! The authorization endpoint, `/oauth2/auth` (RFC 6749 §3.1): checks the request and sends the
//! browser on to the login page, back to the client, or to an error page.

use std::fmt;

use http::StatusCode;

use crate::engines::redirect::Reply;

use super::Embedded;
use super::checked::Rejected;
use super::consent::Needed;
use super::failure::Failure;
use super::parameters::{BadParameters, Parameters};
use super::prompt::Prompt;
use super::refusal::Refusal;
use super::request::{BadDetails, Details, ResponseType, Target};
use super::session::Browser;

/// The longest query that the browser is sent to the login page with. A posted request may be longer
/// than any address can be, and percent-encoding makes it three times as long.
pub const LONGEST_QUERY: usize = 24 * 1024;

/// Where the browser goes.
#[derive(Clone, PartialEq, Eq)]
pub enum Authorize {
    /// To the login page, with this query.
    ToLogin(String),
    /// To the client with a code or an error, or to this host's consent page.
    Redirect(String),
    /// To an error page: there is no client to send it to.
    Refused(Refusal),
}

/// An address without its response, which may hold a code, nor a query, which holds what a client sent.
impl fmt::Debug for Authorize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ToLogin(_) => f.write_str("ToLogin(…)"),
            Self::Redirect(location) => {
                let target = location.split(['?', '#']).next().unwrap_or_default();
                f.debug_tuple("Redirect").field(&target).finish()
            }
            Self::Refused(refusal) => f.debug_tuple("Refused").field(refusal).finish(),
        }
    }
}

impl Embedded {
    /// Answers a request by its query (GET) or form body (POST).
    pub async fn authorize(&self, raw: &[u8], browser: &Browser) -> Authorize {
        let parameters = match Parameters::parse(raw) {
            Ok(parameters) => parameters,
            Err(error) => return Authorize::Refused(error.into()),
        };
        match self.checked(&parameters, ResponseType::Required) {
            Err(Rejected::Refused(refusal)) => Authorize::Refused(refusal),
            Err(Rejected::Redirect(location)) => Authorize::Redirect(location),
            Ok((target, details, reply)) => {
                match self
                    .by_session(&parameters, browser, &target, &details, &reply)
                    .await
                {
                    Ok(answer) => answer,
                    Err(NotAnswered::Bad(error)) => Authorize::Redirect(reply.with_error(&error)),
                    Err(NotAnswered::Failed(failure)) => {
                        Authorize::Refused(failure.refusal("an authorization request"))
                    }
                }
            }
        }
    }

    /// Answers for whoever is signed in, or asks for what is missing.
    async fn by_session(
        &self,
        parameters: &Parameters,
        browser: &Browser,
        target: &Target<'_>,
        details: &Details,
        reply: &Reply<'_>,
    ) -> Result<Authorize, NotAnswered> {
        let prompt = Prompt::of(parameters)?;
        let login_hint = parameters.get("login_hint").map_err(BadDetails::from)?;
        let expected = self.expected(parameters)?;
        let now = self.now();
        let session = self.session(browser).await?;
        let Some(session) = session
            .filter(|session| prompt.is_met_by(session, login_hint, expected.as_deref(), now))
        else {
            return if prompt.none {
                Err(BadDetails::LoginRequired.into())
            } else {
                Ok(to_login(parameters))
            };
        };
        let needed = self
            .consent_needed(target.client, &details.scope, prompt, &session.user.subject)
            .await?;
        if needed == Needed::Yes && prompt.none {
            return Err(BadDetails::ConsentRequired.into());
        }
        let mut write = self.store.write().await.map_err(Failure::from)?;
        write.forget_expired(now).await.map_err(Failure::from)?;
        let location = match needed {
            Needed::Yes => {
                self.wait_for_consent(&mut write, &session.digest, parameters, now)
                    .await?
            }
            Needed::No => {
                self.code_location(&mut write, target, details, reply, session.who(), now)
                    .await?
            }
        };
        write.commit().await.map_err(Failure::from)?;
        Ok(Authorize::Redirect(location))
    }
}

/// A good request that gets no code at the moment.
enum NotAnswered {
    Bad(BadDetails),
    Failed(Failure),
}

impl From<BadDetails> for NotAnswered {
    fn from(error: BadDetails) -> Self {
        Self::Bad(error)
    }
}

impl From<Failure> for NotAnswered {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

fn to_login(parameters: &Parameters) -> Authorize {
    let query = login_query(parameters);
    if query.len() > LONGEST_QUERY {
        return Authorize::Refused(Refusal {
            status: StatusCode::URI_TOO_LONG,
            code: "invalid_request",
            description: "The request is too long for the address of the login page. The application must send less in it.",
        });
    }
    Authorize::ToLogin(query)
}

/// The request's parameters for the login page, without those that would be the page's own.
fn login_query(parameters: &Parameters) -> String {
    let own =
        |name: &str| name.starts_with("j_") || name.starts_with("error") || name == "remember";
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters.iter().filter(|(name, _)| !own(name)))
        .finish()
}

impl From<BadParameters> for Refusal {
    fn from(error: BadParameters) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code: "invalid_request",
            description: match error {
                BadParameters::TooMany => "The request has more than 100 parameters.",
                BadParameters::TooLong => "A parameter of the request is longer than 8 KiB.",
                BadParameters::NotText => "A parameter of the request is not UTF-8 text.",
            },
        }
    }
}
