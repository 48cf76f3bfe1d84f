//! How long one request may take, for the host and the engines alike. What a request that took too
//! long is answered with is said by whoever sets the limit, in the words of its own endpoints.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

/// For a body to arrive. Nothing was done yet then, so a 408 may have the client send it again.
pub(crate) const BODY: Duration = Duration::from_secs(10);

/// From the end of the headers to the answer, the body included. Something may have been done by
/// then, so a client must not be invited to repeat the request by itself.
pub(crate) const REQUEST: Duration = Duration::from_secs(15);

/// A limit, and the answer of a request that reaches it.
#[derive(Clone, Copy)]
pub(crate) struct TimeLimit {
    pub(crate) time: Duration,
    pub(crate) answer: fn() -> Response,
}

impl TimeLimit {
    /// The limit of every request.
    pub(crate) fn of_request(answer: fn() -> Response) -> Self {
        Self {
            time: REQUEST,
            answer,
        }
    }
}

/// Middleware that gives up on a request that takes too long.
pub(crate) async fn in_time(
    State(limit): State<TimeLimit>,
    request: Request,
    next: Next,
) -> Response {
    tokio::time::timeout(limit.time, next.run(request))
        .await
        .unwrap_or_else(|_| {
            tracing::warn!("a request took longer than {:?}", limit.time);
            (limit.answer)()
        })
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use axum::{
        Router, body::Body, http::StatusCode, middleware, response::IntoResponse as _, routing::get,
    };
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn what_takes_too_long_is_given_up() {
        let limit = TimeLimit {
            time: Duration::ZERO,
            answer: || StatusCode::IM_A_TEAPOT.into_response(),
        };
        let router = Router::new()
            .route("/slow", get(pending::<()>))
            .route("/", get(|| async {}))
            .layer(middleware::from_fn_with_state(limit, in_time));
        for (uri, status) in [("/slow", 418), ("/", 200)] {
            let request = Request::get(uri).body(Body::empty()).unwrap();
            assert_eq!(
                router.clone().oneshot(request).await.unwrap().status(),
                status,
                "{uri}"
            );
        }
    }
}
