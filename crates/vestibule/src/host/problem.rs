//! What can be wrong with a request, sorted by whose fault it is. A handler answers with a problem and
//! nothing else; the page that shows it is drawn in one place, for whoever can read a page.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use vestibule_ui::{
    forms::{
        carried::{Carried, CarriedError},
        fields::FormError,
        login::LoginFormError,
    },
    pages::MISSING_STATE,
};

/// A request that gets no other answer.
#[derive(Clone, Debug)]
pub(super) enum Problem {
    /// The sender's: there is no such page.
    NotFound,
    /// The sender's: the page has no such method. `Allow` is set by the router.
    MethodNotAllowed,
    /// The sender's: a query that no form could carry on.
    Query(CarriedError),
    /// The sender's: a body that can't be carried on either.
    Body(CarriedError),
    /// The sender's: a body that is no login form.
    Form(LoginFormError),
    /// The sender's: a body that is not the form of its page.
    BadForm(FormError),
    /// Nobody's: the page needs this parameter from elsewhere, and did not come with it.
    MissingState(&'static str),
    /// The sender's: a body that no form sends.
    NotAForm,
    /// The sender's: a form whose characters are not encoded.
    NotEncoded,
    /// The sender's: a body of more than so many bytes.
    BodyTooLarge(usize),
    /// The sender's: the body broke off, or took too long.
    BodyIncomplete,
    /// Another site's: it made the browser post the form.
    ForeignForm,
    /// The application's: the engine refuses the request, and it must not be told by redirect.
    Refused {
        status: StatusCode,
        code: String,
        description: String,
        /// To lead back to the form, where trying again can help.
        carried: Carried,
    },
    /// Ours: the answer was not ready in time.
    TooSlow,
    /// Ours.
    Internal,
}

/// In seconds. Whoever is turned away comes back when those before them are done.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("2");

impl Problem {
    /// The status it is answered with.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Query(CarriedError::TooLong) => StatusCode::URI_TOO_LONG,
            Self::Body(CarriedError::TooLong)
            | Self::Form(LoginFormError::Unreadable(CarriedError::TooLong))
            | Self::BadForm(FormError::Unreadable(CarriedError::TooLong))
            | Self::BodyTooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Query(_)
            | Self::Body(_)
            | Self::Form(_)
            | Self::BadForm(_)
            | Self::NotEncoded
            | Self::MissingState(_) => StatusCode::BAD_REQUEST,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BodyIncomplete => StatusCode::REQUEST_TIMEOUT,
            Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::Refused { status, .. } => *status,
            Self::TooSlow => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The error code, as OAuth names it where it has a name.
    pub(super) fn code(&self) -> &str {
        match self {
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::BodyIncomplete | Self::TooSlow => "temporarily_unavailable",
            Self::Internal => "server_error",
            Self::MissingState(_) => MISSING_STATE,
            Self::Refused { code, .. } => code,
            Self::Query(_)
            | Self::Body(_)
            | Self::Form(_)
            | Self::BadForm(_)
            | Self::NotAForm
            | Self::NotEncoded
            | Self::BodyTooLarge(_)
            | Self::ForeignForm => "invalid_request",
        }
    }

    /// What exactly, for whoever makes the requests; nothing where the code says it all.
    pub(super) fn description(&self) -> Option<String> {
        Some(match self {
            Self::NotFound | Self::MethodNotAllowed | Self::Internal => return None,
            Self::MissingState(parameter) => format!("the parameter {parameter} is missing"),
            Self::BadForm(error) => error.to_string(),
            Self::Query(error) | Self::Body(error) => error.to_string(),
            Self::Form(error) => error.to_string(),
            Self::NotAForm => "the body must be application/x-www-form-urlencoded".to_owned(),
            Self::NotEncoded => "the form holds characters that are not percent-encoded".to_owned(),
            Self::BodyTooLarge(limit) => format!("the body is longer than {limit} bytes"),
            Self::BodyIncomplete => "the request did not arrive in time".to_owned(),
            Self::TooSlow => "the server did not finish in time".to_owned(),
            Self::ForeignForm => "the form was posted by a site that may not do so".to_owned(),
            Self::Refused { description, .. } => description.clone(),
        })
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if response.status() == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_turned_away_for_now_is_told_when_to_come_back() {
        let busy = Problem::Refused {
            status: StatusCode::SERVICE_UNAVAILABLE,
            code: "temporarily_unavailable".to_owned(),
            description: String::new(),
            carried: Carried::default(),
        };
        for (problem, status, retry_after) in [
            (busy, 503, Some("2")),
            (Problem::TooSlow, 503, Some("2")),
            (Problem::BodyIncomplete, 408, None),
            (Problem::NotFound, 404, None),
        ] {
            let response = problem.into_response();
            assert_eq!(response.status(), status);
            let told = response.headers().get(header::RETRY_AFTER);
            assert_eq!(told.map(|value| value.to_str().unwrap()), retry_after);
        }
    }
}
