//! The userinfo endpoint, GET and POST `/oauth2/userinfo` (OpenID Connect Core §5.3).

use std::sync::Arc;

use axum::extract::{FromRequest, Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use crate::engines::form::is_form;
use crate::engines::scope::Scope;
use crate::users::{User, claims};

use super::bearer::{self, BearerError};
use super::error::OAuthError;
use super::failure::Failure;
use super::form::Form;
use super::secret::Digest;
use super::{Embedded, json};

pub(super) async fn get(State(engine): State<Arc<Embedded>>, headers: HeaderMap) -> Response {
    answer(&engine, bearer::token(&headers, None)).await
}

pub(super) async fn post(State(engine): State<Arc<Embedded>>, request: Request) -> Response {
    let headers = request.headers().clone();
    let form = if is_form(&headers) {
        match Form::from_request(request, &()).await {
            Ok(Form(form)) => Some(form),
            Err(error) => return error.into_response(),
        }
    } else {
        None
    };
    answer(&engine, bearer::token(&headers, form.as_ref())).await
}

async fn answer(engine: &Embedded, token: Result<String, BearerError>) -> Response {
    let token = match token {
        Ok(token) => token,
        Err(error) => return error.into_response(),
    };
    match engine.claims(&token).await {
        Ok(Ok(claims)) => json::private(StatusCode::OK, &claims),
        Ok(Err(error)) => error.into_response(),
        Err(failure) => OAuthError::from(failure).into_response(),
    }
}

impl Embedded {
    /// A token counts only if it was recorded when it was issued, so its own text is never parsed.
    async fn claims(
        &self,
        token: &str,
    ) -> Result<Result<Map<String, Value>, BearerError>, Failure> {
        let found = self
            .store
            .access_token(&Digest::of(token), self.now())
            .await?;
        // One of a client that is registered no more is good for nothing.
        let registered = found.filter(|token| self.clients.find(&token.client_id).is_some());
        let Some(token) = registered else {
            return Ok(Err(BearerError::InvalidToken));
        };
        let scope = token.scope;
        let Some(user) = self.users.still(&token.subject, token.auth_time).await? else {
            return Ok(Err(BearerError::InvalidToken));
        };
        Ok(if scope.has("openid") {
            Ok(released(&user, &scope))
        } else {
            Err(BearerError::InsufficientScope)
        })
    }
}

/// The claims that the scope releases, and whose they are.
fn released(user: &User, scope: &Scope) -> Map<String, Value> {
    let mut claims = claims::released(user, |name| scope.has(name));
    claims.insert("sub".into(), user.subject.clone().into());
    claims
}
