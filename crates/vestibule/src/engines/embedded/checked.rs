//! An authorization request, checked alike at the endpoint, behind the form and for the consent page, with the
//! way to answer it. It knows nobody who is signed in.

use crate::engines::redirect::{Reply, ResponseMode};

use super::Embedded;
use super::parameters::Parameters;
use super::pkce::PlainPolicy;
use super::refusal::Refusal;
use super::request::{self, BadDetails, Details, ResponseType, Target};

/// A request that does not reach the login.
pub(super) enum Rejected {
    Refused(Refusal),
    Redirect(String),
}

impl Embedded {
    /// The checked request, and the way to answer it with this server's name in it.
    pub(super) fn checked<'a>(
        &'a self,
        parameters: &'a Parameters,
        response_type: ResponseType,
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
