//! Requests that this program sends to other servers. What they all have in common is here; whom to
//! trust, and how long to wait, is for each to say.

use reqwest::{ClientBuilder, redirect::Policy};

/// A client that says what it is, and follows no redirect: an answer that leads elsewhere would take
/// keys, secrets and codes along.
pub(crate) fn client() -> ClientBuilder {
    reqwest::Client::builder()
        .user_agent(concat!("vestibule/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .referer(false)
}
