//! GET `/oauth2/code` as light-oauth2 has it: HTTP Basic credentials of the person, a redirect with
//! the code, and errors in light-4j's words.
//!
//! Two differences on purpose: a redirect URI that is not registered is refused, and an unknown
//! user gets the same 401 as a wrong password.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};

use crate::engines::redirect::{Reply, ResponseMode};
use crate::throttle::{Peer, Wait};
use crate::users::password::Password;

use super::Embedded;
use super::Retry;
use super::basic;
use super::consent::Needed;
use super::failure::Failure;
use super::parameters::Parameters;
use super::pkce::PlainPolicy;
use super::request::{BadDetails, Details, Target};
use super::session::Remember;
use super::sign_in::{Authenticated, Credentials, NotSignedIn};
use super::status::Problem;
use super::store::StoreError;

/// Why there is no code.
enum Refused {
    /// No or wrong credentials: the browser asks for them.
    Unauthorized,
    Throttled(Wait),
    Problem(Problem),
}

pub(super) async fn get(
    State(engine): State<Arc<Embedded>>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let peer = peer.map(|Extension(peer)| peer).unwrap_or_default();
    match engine
        .code_by_basic(query.unwrap_or_default().as_bytes(), &headers, peer)
        .await
    {
        Ok(location) => (
            StatusCode::FOUND,
            [
                (LOCATION, location.as_str()),
                (CACHE_CONTROL, "no-store"),
                (REFERRER_POLICY, "no-referrer"),
            ],
        )
            .into_response(),
        Err(Refused::Unauthorized) => (
            StatusCode::UNAUTHORIZED,
            [
                (WWW_AUTHENTICATE, r#"Basic realm="OAuth""#),
                (CACHE_CONTROL, "no-store"),
            ],
        )
            .into_response(),
        Err(Refused::Throttled(wait)) => (
            StatusCode::TOO_MANY_REQUESTS,
            [
                (RETRY_AFTER, wait.seconds().to_string().as_str()),
                (CACHE_CONTROL, "no-store"),
            ],
        )
            .into_response(),
        Err(Refused::Problem(problem)) => problem.into_response(),
    }
}

impl Embedded {
    /// The order of the checks is light-oauth2's: parameters, credentials, client, the rest.
    async fn code_by_basic(
        &self,
        query: &[u8],
        headers: &HeaderMap,
        peer: Peer,
    ) -> Result<String, Refused> {
        let parameters = Parameters::parse(query).map_err(Problem::Parameters)?;
        match parameters.get("response_type")? {
            Some("code") => {}
            Some(_) => return Err(Problem::ResponseType.into()),
            None => return Err(Problem::Missing("response_type").into()),
        }
        if parameters.get("client_id")?.is_none() {
            return Err(Problem::Missing("client_id").into());
        }
        let (name, password) = basic::credentials(headers).ok_or(Refused::Unauthorized)?;
        let credentials = Credentials {
            name: &name,
            password: Password::new(password),
            remember: Remember::No,
            peer,
        };
        let person = self
            .authenticate(credentials)
            .await
            .map_err(|error| match error {
                NotSignedIn::Retry(Retry::InvalidCredentials) | NotSignedIn::MustChoose(_) => {
                    Refused::Unauthorized
                }
                NotSignedIn::Retry(Retry::Throttled(wait)) => Refused::Throttled(wait),
                NotSignedIn::Busy => Problem::Busy.into(),
                NotSignedIn::Failed(failure) => failure.into(),
            })?;
        let target = Target::find(&self.clients, &parameters).map_err(Problem::Target)?;
        let state = parameters.sent("state")?;
        let details = Details::check(&target, &parameters, PlainPolicy::TakenUnlessPkceIsRequired)
            .map_err(|error| Problem::Details(error, target.client.id.clone()))?;
        let reply = Reply {
            redirect_uri: target.redirect_uri,
            mode: ResponseMode::Query,
            state,
            issuer: None,
        };
        if let Err(error) = self.allows(&parameters, &target, &details, &person).await? {
            return Ok(reply.with_error(&error));
        }
        let now = self.now();
        let mut write = self.store.write().await?;
        write.forget_expired(now).await?;
        let code = self
            .issue_code(&mut write, &target, &details, person.who(), now)
            .await?;
        write.commit().await?;
        Ok(reply.with_code(&code))
    }

    /// Whether the request can have its code without a page: there is none to ask for consent on. The
    /// password has just been given, which meets `prompt=login` and any `max_age`.
    async fn allows(
        &self,
        parameters: &Parameters,
        target: &Target<'_>,
        details: &Details,
        person: &Authenticated,
    ) -> Result<Result<(), BadDetails>, Failure> {
        let (prompt, expected) = match self.wanted(parameters) {
            Ok(wanted) => wanted,
            Err(error) => return Ok(Err(error)),
        };
        if expected.is_some_and(|subject| subject != person.user.subject) {
            return Ok(Err(BadDetails::LoginRequired));
        }
        let needed = self
            .consent_needed(target.client, &details.scope, prompt, &person.user.subject)
            .await?;
        Ok(match needed {
            Needed::Yes => Err(BadDetails::ConsentRequired),
            Needed::No => Ok(()),
        })
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Failure::from(error).into()
    }
}

impl<P: Into<Problem>> From<P> for Refused {
    fn from(problem: P) -> Self {
        Self::Problem(problem.into())
    }
}
