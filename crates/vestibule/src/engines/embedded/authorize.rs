//! The authorization endpoint, `/oauth2/auth` (RFC 6749 §3.1): checks the request and sends the
//! browser on to the login page, back to the client, or to an error page.

use http::StatusCode;

use super::Embedded;
use super::parameters::{BadParameters, Parameters};
use super::pkce::PlainPolicy;
use super::redirect::{Reply, ResponseMode};
use super::request::{self, BadDetails, Details, Refusal, Target};

/// The longest query that the browser is sent to the login page with. A posted request may be longer
/// than any address can be, and percent-encoding makes it three times as long.
const LONGEST_QUERY: usize = 24 * 1024;

/// Where the browser goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authorize {
    /// To the login page, with this query.
    ToLogin(String),
    /// To the client, with an error.
    Redirect(String),
    /// To an error page: there is no client to send it to.
    Refused(Refusal),
}

impl Embedded {
    /// Answers a request by its query (GET) or form body (POST).
    pub fn authorize(&self, raw: &[u8]) -> Authorize {
        let parameters = match Parameters::parse(raw) {
            Ok(parameters) => parameters,
            Err(error) => return Authorize::Refused(error.into()),
        };
        match self.checked(&parameters, request::ResponseType::Required) {
            Err(Rejected::Refused(refusal)) => Authorize::Refused(refusal),
            Err(Rejected::Redirect(location)) => Authorize::Redirect(location),
            Ok((_, _, reply)) => match request::may_ask(&parameters) {
                Err(error) => Authorize::Redirect(reply.with_error(&error)),
                Ok(()) => to_login(&parameters),
            },
        }
    }

    /// The checked request, and the way to answer it with this server's name in it.
    pub(super) fn checked<'a>(
        &'a self,
        parameters: &'a Parameters,
        response_type: request::ResponseType,
    ) -> Result<(Target<'a>, Details, Reply<'a>), Rejected> {
        let target = Target::find(&self.clients, parameters)
            .map_err(|error| Rejected::Refused(error.into()))?;
        let mode = request::response_mode(parameters);
        let reply = Reply {
            redirect_uri: target.redirect_uri,
            mode: mode.unwrap_or(ResponseMode::Query),
            state: parameters.sent("state").ok().flatten(),
            issuer: Some(&self.issuer),
        };
        let details = || {
            if mode.is_none() {
                return Err(BadDetails::ResponseMode);
            }
            parameters.sent("state")?;
            request::check_response_type(parameters, response_type)?;
            Details::check(&target, parameters, PlainPolicy::Refused)
        };
        match details() {
            Ok(details) => Ok((target, details, reply)),
            Err(error) => Err(Rejected::Redirect(reply.with_error(&error))),
        }
    }
}

/// A request that does not reach the login.
pub(super) enum Rejected {
    Refused(Refusal),
    Redirect(String),
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
