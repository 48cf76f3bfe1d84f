//! The address bar: takes the server's answer out of it, and leaves for addresses that were
//! checked. Knows neither what the answer means nor whether it is valid.

use std::fmt;

use oauth_proto::callback::{CallbackParams, without_response};
use oauth_proto::endpoint::Endpoint;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use web_sys::Url;

use crate::browser::{BrowserError, Feature, window};

/// What stood behind the redirect URI when the server sent the browser back, undecoded.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackParts {
    /// The query without its `?`.
    pub query: String,
    /// The fragment without its `#`.
    pub fragment: String,
}

impl CallbackParts {
    /// Neither query nor fragment.
    pub fn is_empty(&self) -> bool {
        self.query.is_empty() && self.fragment.is_empty()
    }
}

/// Codes and states are nobody's business.
impl fmt::Debug for CallbackParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallbackParts(…)")
    }
}

/// Why the page cannot go somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NavigationError {
    /// There is no window, or it refuses.
    Browser(BrowserError),
    /// Neither https nor http on loopback, or not a URL.
    UncheckedAddress,
}

impl From<BrowserError> for NavigationError {
    fn from(error: BrowserError) -> Self {
        Self::Browser(error)
    }
}

impl fmt::Display for NavigationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Browser(error) => error.fmt(f),
            Self::UncheckedAddress => {
                f.write_str("the address is neither https nor http on this computer")
            }
        }
    }
}

impl std::error::Error for NavigationError {}

/// Takes the server's answer out of the address bar and of this history entry.
///
/// Call it on the redirect URI before anything else, so that no later script, request or bookmark
/// sees a code.
///
/// What is given back is query and fragment as they were. Out of the address come the parameters of
/// an authorization response only (`code`, `state`, `iss`, `error…`, and tokens that a server should
/// not have sent); the application's own query, fragment and `history.state` stay as they are. An
/// address without `code`, `error`, `state` or tokens is no answer, and is not touched at all.
pub fn take_callback() -> Result<CallbackParts, BrowserError> {
    let window = window()?;
    let location = window.location();
    let refused = |exception: JsValue| BrowserError::refused(Feature::Navigation, &exception);
    let query = location.search().map_err(refused)?;
    let fragment = location.hash().map_err(refused)?;
    let path = location.pathname().map_err(refused)?;
    if CallbackParams::parse(&query, &fragment).is_response() {
        let left = [path, without_response(&query), without_response(&fragment)].concat();
        let history = window.history().map_err(refused)?;
        let state = history.state().map_err(refused)?;
        history
            .replace_state_with_url(&state, "", Some(&left))
            .map_err(refused)?;
    }
    Ok(CallbackParts {
        query: query.strip_prefix('?').unwrap_or_default().to_owned(),
        fragment: fragment.strip_prefix('#').unwrap_or_default().to_owned(),
    })
}

/// Leaves this page for `url`: an authorization or logout request. The page goes on running for a
/// moment.
pub fn redirect(url: &str) -> Result<(), NavigationError> {
    let url = checked(url)?;
    window()?
        .location()
        .assign(&url)
        .map_err(|e| NavigationError::Browser(BrowserError::refused(Feature::Navigation, &e)))
}

/// A request may be longer than any endpoint, so the endpoint is checked without its query.
pub(crate) fn checked(url: &str) -> Result<String, NavigationError> {
    let parsed = Url::new(url).map_err(|_| NavigationError::UncheckedAddress)?;
    let whole = parsed.href();
    parsed.set_search("");
    match Endpoint::parse(&parsed.href()) {
        Ok(_) => Ok(whole),
        Err(_) => Err(NavigationError::UncheckedAddress),
    }
}
