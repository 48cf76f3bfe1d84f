//! What the tab remembers while the browser is elsewhere, each thing given out once. No token is
//! among it, unless the person chose to keep the tokens in the tab.

use oauth_browser::transaction_store::{TransactionError, TransactionStore};
use oauth_proto::{
    callback::CallbackParams,
    check::CheckId,
    error::{BrowserFault, Error, Misuse},
    secret::State,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::client::{
    draft::Draft,
    report::{Kept, Report},
    run::{self, Failure, Journal, Restored, Saved},
};

/// No state that a server is sent looks like these.
const LOGOUT: &str = "client page: logout";
const FINISHED: &str = "client page: finished";

/// Why there is no run for an answer.
pub(super) enum Refusal {
    /// The answer was used before.
    AlreadyUsed,
    /// Nothing here waits for it.
    Unknown,
    /// What was kept is of no use.
    Unusable(Error),
}

impl Refusal {
    /// As the end of the run, with its rows.
    pub(super) fn failure(self, answer: &CallbackParams, journal: &mut Journal) -> Failure {
        match self {
            Self::AlreadyUsed => run::refuse(answer, true, journal),
            Self::Unknown => run::refuse(answer, false, journal),
            Self::Unusable(error) => journal.fail(error),
        }
    }
}

/// A run that has ended, for a reload of the page.
#[derive(Serialize, Deserialize)]
struct Finished {
    query: String,
    report: Kept,
}

/// A run whose browser is at the server's logout.
#[derive(Serialize, Deserialize)]
struct LeftForLogout {
    query: String,
    report: Kept,
    state: String,
}

/// Keeps a run for its answer.
pub(super) fn keep_run(state: &State, saved: &Saved) -> Result<(), Error> {
    put(state.expose_secret(), saved)
}

/// The run that waits for this answer.
pub(super) async fn take_run(answer: &CallbackParams) -> Result<Restored, Refusal> {
    let Some(state) = answer.state() else {
        return Err(Refusal::Unknown);
    };
    let saved = match take::<Saved>(state).await {
        Ok(saved) => saved,
        Err(TransactionError::AlreadyUsed) => return Err(Refusal::AlreadyUsed),
        Err(TransactionError::Unknown) => return Err(Refusal::Unknown),
        Err(other) => return Err(Refusal::Unusable(Error::from(&other))),
    };
    saved
        .unpack()
        .map_err(|misuse| Refusal::Unusable(Error::new(CheckId::CallbackState, misuse)))
}

/// Keeps a run while the server ends its session.
pub(super) fn keep_logout(draft: &Draft, report: &Report, state: &State) -> Result<(), Error> {
    let left = LeftForLogout {
        query: draft.to_query(),
        report: report.keep(),
        state: state.expose_secret().to_owned(),
    };
    put(LOGOUT, &left)
}

/// Whether the browser has been sent to a logout.
pub(super) fn left_for_logout() -> bool {
    TransactionStore::open().is_ok_and(|store| store.contains(LOGOUT))
}

/// The run that was left for a logout, and the state it must come back with.
pub(super) async fn take_logout() -> Option<(Draft, Report, State)> {
    let left = take::<LeftForLogout>(LOGOUT).await.ok()?;
    Some((
        Draft::from_query(&left.query),
        left.report.restore(),
        State::parse(left.state)?,
    ))
}

/// Keeps a run that has ended; its tokens only where the settings say so. Where storage is off a
/// reload shows nothing, which is no failure.
pub(super) fn keep_finished(draft: &Draft, report: &Report) {
    let with_tokens = draft.one("storage") == Some("session");
    let finished = Finished {
        query: draft.to_query(),
        report: if with_tokens {
            report.keep_with_tokens()
        } else {
            report.keep()
        },
    };
    let _ = put(FINISHED, &finished);
}

/// The run that ended in this tab before.
pub(super) async fn take_finished() -> Option<(Draft, Report)> {
    let finished = take::<Finished>(FINISHED).await.ok()?;
    Some((
        Draft::from_query(&finished.query),
        finished.report.restore(),
    ))
}

fn put<T: Serialize>(key: &str, value: &T) -> Result<(), Error> {
    let kept = TransactionStore::open()
        .map_err(TransactionError::from)
        .and_then(|store| store.put(key, value));
    kept.map_err(|error| {
        let id = CheckId::ConfigEndpoints;
        match error {
            TransactionError::Browser(_) => Error::new(id, BrowserFault::NoStorage),
            _ => Error::new(id, Misuse::BadStore),
        }
    })
}

async fn take<T: DeserializeOwned>(key: &str) -> Result<T, TransactionError> {
    TransactionStore::open()
        .map_err(TransactionError::from)?
        .take(key)
        .await
}
