//! The form body of this engine's machine endpoints, as an extractor that answers in OAuth's words.

use axum::extract::{FromRequest, Request};

use super::error::OAuthError;
use crate::engines::form::{self, BadForm};
use crate::engines::parameters::Parameters;

/// The parameters of an `application/x-www-form-urlencoded` body.
pub(super) struct Form(pub(super) Parameters);

impl<S: Sync> FromRequest<S> for Form {
    type Rejection = OAuthError;

    async fn from_request(request: Request, _: &S) -> Result<Self, OAuthError> {
        form::read(request)
            .await
            .map(Self)
            .map_err(|bad| match bad {
                BadForm::MediaType => OAuthError::MediaType,
                BadForm::TooLarge => OAuthError::TooLarge,
                BadForm::Late => OAuthError::BodyLate,
                BadForm::Parameters(bad) => bad.into(),
            })
    }
}
