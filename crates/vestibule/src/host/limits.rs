//! Bounds what one request may cost: the size of its body and the time it may take.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{FromRequest as _, Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::problem::Problem;

/// The longest body that any endpoint reads.
pub(super) const BODY_BYTES: usize = 64 * 1024;

/// How long a request may take from its first header to its answer, its body included.
pub(super) const REQUEST_TIME: Duration = Duration::from_secs(15);

/// Gives up on a request that takes too long.
pub(super) async fn in_time(
    State(limit): State<Duration>,
    request: Request,
    next: Next,
) -> Response {
    tokio::time::timeout(limit, next.run(request))
        .await
        .unwrap_or_else(|_| Problem::BodyIncomplete.into_response())
}

/// The body of a form post, as sent. The router sets its limit.
pub(super) async fn form_body(request: Request) -> Result<Bytes, Problem> {
    let content_type = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    let media_type = content_type
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    if !media_type
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    {
        return Err(Problem::NotAForm);
    }
    Bytes::from_request(request, &())
        .await
        .map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::BodyTooLarge,
            _ => Problem::BodyIncomplete,
        })
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use axum::{Router, body::Body, middleware, routing::get};
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn what_takes_too_long_is_given_up() {
        let router = Router::new()
            .route("/slow", get(pending::<()>))
            .route("/", get(|| async {}))
            .layer(middleware::from_fn_with_state(Duration::ZERO, in_time));
        for (uri, status) in [("/slow", 408), ("/", 200)] {
            let request = Request::get(uri).body(Body::empty()).unwrap();
            assert_eq!(
                router.clone().oneshot(request).await.unwrap().status(),
                status,
                "{uri}"
            );
        }
    }
}
