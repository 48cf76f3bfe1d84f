//! What can go wrong around a test, and waiting for what takes a moment.

use std::future::Future;
use std::io;
use std::time::Duration;

use fantoccini::error::{CmdError, NewSessionError};

/// How long anything on this machine may take before the test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(30);

const POLL: Duration = Duration::from_millis(50);

/// What a step of a test comes to.
pub type Outcome<T> = Result<T, Trouble>;

/// A step could not be taken; a wrong result is an assertion of the test instead.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The browser refused a command.
    #[error("the browser refused: {0}")]
    Browser(#[from] CmdError),
    /// The browser could not be opened.
    #[error("no browser: {0}")]
    NoBrowser(#[from] NewSessionError),
    /// A server did not answer a request of the test's own.
    #[error("no answer: {0}")]
    Http(#[from] reqwest::Error),
    /// A program or a folder that the test needs.
    #[error("{what}: {source}")]
    Machine {
        /// What was tried.
        what: String,
        /// What the system said.
        source: io::Error,
    },
    /// A server ended, or said something else than that it is ready.
    #[error("{0} did not start")]
    Server(&'static str),
    /// What was waited for never came.
    #[error("waited in vain for {0}")]
    Vain(String),
    /// The page's own JSON, or the browser's, is not what it should be.
    #[error("unexpected answer: {0}")]
    Answer(String),
}

impl From<serde_json::Error> for Trouble {
    fn from(error: serde_json::Error) -> Self {
        Self::Answer(error.to_string())
    }
}

/// Names what was tried, in an error of the system's.
pub(crate) fn trying(what: impl Into<String>) -> impl FnOnce(io::Error) -> Trouble {
    let what = what.into();
    move |source| Trouble::Machine { what, source }
}

/// Asks `probe` again until it has a value; its errors are taken for "not yet", since pages come and go.
pub async fn eventually<T, F>(what: &str, mut probe: impl FnMut() -> F) -> Outcome<T>
where
    F: Future<Output = Outcome<Option<T>>>,
{
    let mut last = None;
    let poll = async {
        loop {
            match probe().await {
                Ok(Some(value)) => return value,
                Ok(None) => last = None,
                Err(trouble) => last = Some(trouble),
            }
            tokio::time::sleep(POLL).await;
        }
    };
    let value = tokio::time::timeout(PATIENCE, poll).await;
    value.map_err(|_| {
        Trouble::Vain(match last {
            Some(trouble) => format!("{what} ({trouble})"),
            None => what.to_owned(),
        })
    })
}
