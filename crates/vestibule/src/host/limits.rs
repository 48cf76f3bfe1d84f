//! Bounds what a form post may cost: the size of its body and the time that it may take to arrive.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{FromRequest as _, Request, rejection::BytesRejection},
    http::{StatusCode, header},
};

use super::problem::Problem;
use crate::time_limits;

/// The longest body that any endpoint reads.
pub(super) const BODY_BYTES: usize = 64 * 1024;

/// The body of a form post, as sent. The router sets the limit of its size.
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
    arrived(time_limits::BODY, Bytes::from_request(request, &())).await
}

async fn arrived(
    limit: Duration,
    body: impl Future<Output = Result<Bytes, BytesRejection>>,
) -> Result<Bytes, Problem> {
    tokio::time::timeout(limit, body)
        .await
        .map_err(|_| Problem::BodyIncomplete)?
        .map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::BodyTooLarge(BODY_BYTES),
            _ => Problem::BodyIncomplete,
        })
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test]
    async fn a_body_that_does_not_come_is_not_waited_for() {
        let late = arrived(Duration::ZERO, pending()).await.unwrap_err();
        assert_eq!(late.status(), 408);
        let body = Bytes::from("a=1");
        let there = arrived(Duration::ZERO, ready(Ok(body.clone()))).await;
        assert_eq!(there.unwrap(), body);
    }
}
