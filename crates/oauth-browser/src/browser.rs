//! The browser itself: the window, the features this crate asks of it, and its refusals as one
//! typed error. Knows nothing of OAuth.

use std::fmt;

use wasm_bindgen::{JsCast, JsValue};

/// A part of the web platform that an adapter needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Feature {
    /// Messages between the tabs of one origin.
    BroadcastChannel,
    /// Persistent storage that can hold non-extractable keys.
    IndexedDb,
    /// Storage shared by all tabs of the origin.
    LocalStorage,
    /// The address bar and the session history.
    Navigation,
    /// A context that is https or loopback, without which there is no WebCrypto.
    SecureContext,
    /// Storage of one tab.
    SessionStorage,
    /// Signatures, digests and keys.
    WebCrypto,
    /// Locks that all tabs of the origin share.
    WebLocks,
    /// A document's window.
    Window,
    /// A shared or dedicated worker.
    Worker,
}

impl Feature {
    /// The name that the platform's documentation uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BroadcastChannel => "BroadcastChannel",
            Self::IndexedDb => "IndexedDB",
            Self::LocalStorage => "localStorage",
            Self::Navigation => "navigation",
            Self::SecureContext => "a secure context",
            Self::SessionStorage => "sessionStorage",
            Self::WebCrypto => "WebCrypto",
            Self::WebLocks => "Web Locks",
            Self::Window => "a window",
            Self::Worker => "a worker",
        }
    }
}

/// The browser lacks something, or refused it: its user's settings or its age, never the server's
/// doing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BrowserError {
    /// The feature does not exist here.
    Missing(Feature),
    /// The feature exists and said no; the text is the exception's name, such as
    /// `QuotaExceededError`.
    Refused(Feature, String),
}

impl BrowserError {
    /// Which feature it is about.
    pub fn feature(&self) -> Feature {
        match self {
            Self::Missing(feature) | Self::Refused(feature, _) => *feature,
        }
    }

    /// What its reader can do, in plain text.
    pub fn help(&self) -> &'static str {
        match self.feature() {
            Feature::SecureContext | Feature::WebCrypto => {
                "Open this page over https, or over http on 127.0.0.1 or localhost: browsers offer \
                 no cryptography on other addresses."
            }
            Feature::IndexedDb | Feature::LocalStorage | Feature::SessionStorage => {
                "Allow this site to store data (cookies and site data), leave private browsing, or \
                 free some space."
            }
            Feature::BroadcastChannel | Feature::WebLocks => {
                "Update the browser, and allow this site to store data."
            }
            Feature::Worker => {
                "Serve the worker's script from this origin as text/javascript, and allow it in the \
                 page's Content-Security-Policy: worker-src 'self', and trusted-types \
                 oauth-browser-worker where there are Trusted Types."
            }
            Feature::Navigation | Feature::Window => "Run this in a page that a browser shows.",
        }
    }

    /// Names the exception and nothing else of it: messages of exceptions can quote what was passed
    /// in.
    pub(crate) fn refused(feature: Feature, exception: &JsValue) -> Self {
        Self::Refused(feature, exception_name(exception))
    }
}

impl fmt::Display for BrowserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(feature) => write!(f, "this browser has no {}", feature.as_str()),
            Self::Refused(feature, name) => {
                write!(f, "the browser refused {} ({name})", feature.as_str())
            }
        }
    }
}

impl std::error::Error for BrowserError {}

/// Fails, before anything starts, where the browser withholds cryptography.
pub fn require_secure_context() -> Result<(), BrowserError> {
    if window()?.is_secure_context() {
        Ok(())
    } else {
        Err(BrowserError::Missing(Feature::SecureContext))
    }
}

/// The origin of the page, as the `Origin` header names it.
pub fn origin() -> Result<String, BrowserError> {
    window()?
        .location()
        .origin()
        .map_err(|e| BrowserError::refused(Feature::Navigation, &e))
}

pub(crate) fn window() -> Result<web_sys::Window, BrowserError> {
    web_sys::window().ok_or(BrowserError::Missing(Feature::Window))
}

pub(crate) fn exception_name(exception: &JsValue) -> String {
    match exception.dyn_ref::<web_sys::DomException>() {
        Some(exception) => exception.name(),
        None => exception
            .dyn_ref::<js_sys::Error>()
            .map_or_else(|| "unknown".to_owned(), |error| String::from(error.name())),
    }
}
