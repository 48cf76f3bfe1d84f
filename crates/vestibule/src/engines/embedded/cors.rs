//! Which pages of other origins may call the machine endpoints, and which headers they may read.
//!
//! No endpoint here looks at a cookie, so nothing is sent with credentials.

use std::collections::HashSet;
use std::time::Duration;

use http::header::{AUTHORIZATION, CONTENT_TYPE, DATE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, Method};
use tower_http::cors::{AllowOrigin, Any, CorsLayer};

use super::clients::Clients;

/// What a browser hides from a page unless it is named: the clock, the challenge, when to come back.
const EXPOSED: [HeaderName; 4] = [
    DATE,
    WWW_AUTHENTICATE,
    RETRY_AFTER,
    HeaderName::from_static("dpop-nonce"),
];

/// For documents that are public: any origin.
pub(super) fn open() -> CorsLayer {
    layer().allow_origin(Any).allow_methods([Method::GET])
}

/// For endpoints that clients use: the origins of registered clients.
pub(super) fn registered(clients: &Clients) -> CorsLayer {
    let origins: HashSet<String> = clients
        .origins()
        .into_iter()
        .map(|origin| origin.as_str().to_owned())
        .collect();
    let known = move |origin: &HeaderValue, _: &http::request::Parts| {
        origin.to_str().is_ok_and(|origin| origins.contains(origin))
    };
    layer()
        .allow_origin(AllowOrigin::predicate(known))
        .allow_methods([Method::GET, Method::POST])
}

fn layer() -> CorsLayer {
    CorsLayer::new()
        .allow_headers([AUTHORIZATION, CONTENT_TYPE])
        .expose_headers(EXPOSED)
        .max_age(Duration::from_mins(10))
}
