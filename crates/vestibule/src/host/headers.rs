//! The headers that every response carries, whoever made it. A response's own header wins, so pages
//! and engines say only what differs.

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

use super::csp;

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

const EVERYWHERE: [(HeaderName, HeaderValue); 5] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::CONTENT_SECURITY_POLICY, csp::NOTHING),
    (
        PERMISSIONS_POLICY,
        HeaderValue::from_static(
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), \
             publickey-credentials-get=(self)",
        ),
    ),
    // `no-referrer` would make every form POST say `Origin: null`.
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin"),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
];

const ONE_YEAR_HTTPS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// How browsers reach this host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// In the open: on this machine, or where nobody listens.
    Http,
    /// With a certificate that nobody signed. Asking browsers to insist on https would then lock
    /// every other server on this name out, `localhost` first of all.
    SelfSignedHttps,
    /// Through a proxy that holds a certificate of its own.
    ProxiedHttps,
}

impl Transport {
    /// Whether browsers see an https address.
    pub fn is_https(self) -> bool {
        self != Self::Http
    }
}

/// What a web server says of files that were baked, pages with this policy: all but how long they may be kept.
pub(crate) fn of_files(policy: &HeaderValue) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
    EVERYWHERE
        .into_iter()
        .filter_map(move |(name, value)| match name {
            header::CACHE_CONTROL => None,
            header::CONTENT_SECURITY_POLICY => Some((name, policy.clone())),
            _ => Some((name, value)),
        })
}

/// Adds what the response lacks.
pub fn complete(transport: Transport, mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in EVERYWHERE {
        headers.entry(name).or_insert(value);
    }
    if transport == Transport::ProxiedHttps {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(ONE_YEAR_HTTPS);
    }
    response
}
