//! What the tab remembers while the browser is elsewhere, each thing given out once. No token is
//! among it, unless the person chose to keep the tokens in the tab.

use oauth_browser::transaction_store::{TransactionError, TransactionStore};
use oauth_proto::{
    callback::CallbackParams,
    check::CheckId,
    error::{BrowserFault, Error, Misuse},
    secret::State,
};
use serde_json::{Value, json};

use crate::client::{
    command::Command,
    draft::Draft,
    report::Report,
    run::{self, Failure, Journal, Restored, Saved},
};

/// No state that a server is sent looks like these; an answer with one is a stranger's.
const LOGOUT: &str = "client page: logout";
const REPORT: &str = "client page: report";
const COMMAND: &str = "client page: command";
const OWN: [&str; 3] = [LOGOUT, REPORT, COMMAND];

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

/// Keeps a run for its answer.
pub(super) fn keep_run(state: &State, saved: &Saved) -> Result<(), Error> {
    put(state.expose_secret(), saved.value())
}

/// The run that waits for this answer.
pub(super) async fn take_run(answer: &CallbackParams) -> Result<Restored, Refusal> {
    let Some(state) = answer.state().filter(|state| !OWN.contains(state)) else {
        return Err(Refusal::Unknown);
    };
    let saved = match take(state).await {
        Ok(saved) => Saved::of(saved),
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
    let left = json!({
        "query": draft.to_query(),
        "report": report.keep(),
        "state": state.expose_secret(),
    });
    put(LOGOUT, &left)
}

/// Whether the browser has been sent to a logout.
pub(super) fn left_for_logout() -> bool {
    is_kept(LOGOUT)
}

/// The run that was left for a logout, and the state it must come back with.
pub(super) async fn take_logout() -> Option<(Draft, Report, State)> {
    let left = take(LOGOUT).await.ok()?;
    let state = State::parse(left.get("state")?.as_str()?)?;
    let (draft, report) = read(&left)?;
    Some((draft, report, state))
}

/// Keeps a run for a reload; its tokens only where the settings say so. Where storage is off a reload
/// shows nothing, which is no failure.
pub(super) fn keep_report(draft: &Draft, report: &Report) {
    let with_tokens = draft.one("storage") == Some("session");
    let report = if with_tokens {
        report.keep_with_tokens()
    } else {
        report.keep()
    };
    let _ = put(
        REPORT,
        &json!({"query": draft.to_query(), "report": report}),
    );
}

/// The run that ended in this tab before, or was cut short in it.
pub(super) async fn take_report() -> Option<(Draft, Report)> {
    read(&take(REPORT).await.ok()?)
}

fn read(kept: &Value) -> Option<(Draft, Report)> {
    Some((
        Draft::from_query(kept.get("query")?.as_str()?),
        Report::restore(kept.get("report")?)?,
    ))
}

/// Keeps what the page knows of the command that serves it. Where storage is off a run by redirect ends
/// before it leaves, so nothing is lost by it.
pub(super) fn keep_command(command: &Command) {
    let _ = put(COMMAND, &Value::from(command.to_fragment()));
}

/// The command that serves this page, as long as the tab is open.
pub(super) async fn command() -> Option<Command> {
    // Asking whether it was taken before opens a database, which a page that is about to leave must not.
    if !is_kept(COMMAND) {
        return None;
    }
    let fragment = take(COMMAND).await.ok()?;
    let command = Command::from_fragment(fragment.as_str()?)?;
    keep_command(&command);
    Some(command)
}

fn is_kept(key: &str) -> bool {
    TransactionStore::open().is_ok_and(|store| store.contains(key))
}

fn put(key: &str, value: &Value) -> Result<(), Error> {
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

async fn take(key: &str) -> Result<Value, TransactionError> {
    TransactionStore::open()
        .map_err(TransactionError::from)?
        .take(key)
        .await
}
