//! Calling an API with the session's access token.

use http::header::AUTHORIZATION;
use http::{Request, Response, StatusCode};
use oauth_proto::api::api_request;
use oauth_proto::check::{CheckId, Trace};
use oauth_proto::endpoint::Endpoint;
use oauth_proto::error::{Error, Misuse, Step};

use super::Session;
use crate::clock;
use crate::session_error::SessionError;
use crate::tokens::Generation;
use crate::wire::carry;

impl Session {
    /// Sends `request` with the access token, to https or loopback only. A token that the API refuses (401) is
    /// refreshed once, and the request sent once more; every other answer is the caller's to judge.
    pub async fn call(
        &self,
        request: &Request<Vec<u8>>,
        trace: &mut Trace,
    ) -> Result<Response<Vec<u8>>, SessionError> {
        let url = Endpoint::parse(&request.uri().to_string())
            .map_err(|error| Error::new(CheckId::ApiHttp, Misuse::BadAddress("api_url", error)))?;
        let mut held = self.generation().ok_or(SessionError::NotSignedIn)?;
        if held.tokens.ends_within(super::EARLY_SECONDS, clock::now()) {
            held = self.refresh(&held, trace).await?;
        }
        let response = self.call_with(&held, &url, request, trace).await?;
        if response.status() != StatusCode::UNAUTHORIZED {
            return Ok(response);
        }
        match self.refresh(&held, trace).await {
            Ok(next) => self.call_with(&next, &url, request, trace).await,
            Err(SessionError::NotRefreshable) => Ok(response),
            Err(error) => Err(error),
        }
    }

    async fn call_with(
        &self,
        held: &Generation,
        url: &Endpoint,
        request: &Request<Vec<u8>>,
        trace: &mut Trace,
    ) -> Result<Response<Vec<u8>>, SessionError> {
        let (token, token_type) = (held.tokens.access_token(), held.tokens.token_type());
        let mut outgoing = api_request(request.method().clone(), url, token, token_type);
        for (name, value) in request
            .headers()
            .iter()
            .filter(|(name, _)| *name != AUTHORIZATION)
        {
            outgoing.headers_mut().insert(name, value.clone());
        }
        outgoing.body_mut().clone_from(request.body());
        match self.prover(trace).await? {
            Some(prover) => prover.carry(outgoing, Some(token), Step::Api, trace).await,
            None => carry(outgoing, Step::Api, trace).await,
        }
    }
}
