//! Why a run ended, and how that is told. Whose fault it is was decided below.

use oauth_proto::{
    check::{CheckId, Status},
    error::{Error, Kind},
};

use crate::client::{
    report::{Problem, Row},
    settings::SettingsError,
};

/// The end of a run that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It could not even start.
    Settings(SettingsError),
    /// A check failed.
    Check {
        /// Which, and why.
        error: Error,
        /// Better advice than the core can give, where there is some.
        help: Option<String>,
    },
}

impl Failure {
    /// The id of the check that failed.
    pub fn check(&self) -> CheckId {
        match self {
            Self::Settings(_) => CheckId::ConfigEndpoints,
            Self::Check { error, .. } => error.check(),
        }
    }

    /// What the page shows.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Settings(error) => Problem {
                kind: Kind::Config.as_str().to_owned(),
                code: self.check().as_str().to_owned(),
                description: error.to_string(),
                retryable: false,
                help: error.help().to_owned(),
                uri: None,
            },
            Self::Check { error, help } => Problem {
                kind: error.kind().as_str().to_owned(),
                code: error.code().to_owned(),
                description: description(error),
                retryable: error.is_retryable(),
                help: help.clone().unwrap_or_else(|| error.help().to_owned()),
                uri: error
                    .oauth_error()
                    .and_then(|said| Some(said.uri()?.as_str().to_owned())),
            },
        }
    }

    /// The row of settings that could not be used; other failures have left theirs in the trace.
    pub(super) fn row(&self) -> Option<Row> {
        let Self::Settings(error) = self else {
            return None;
        };
        let id = self.check();
        Some(Row {
            id: id.as_str().to_owned(),
            status: Status::Fail,
            spec: id.spec().to_owned(),
            expected: "settings that can be used".to_owned(),
            found: error.to_string(),
        })
    }
}

/// What happened, in the server's own words where it has some. The check's id stands beside it.
fn description(error: &Error) -> String {
    let Some(said) = error.oauth_error() else {
        let text = error.to_string();
        let prefix = [error.check().as_str(), ": "].concat();
        return text.strip_prefix(&prefix).unwrap_or(&text).to_owned();
    };
    let words: Vec<_> = [said.description(), said.hint(), said.debug()]
        .into_iter()
        .flatten()
        .collect();
    if words.is_empty() {
        "The server refused and did not say why.".to_owned()
    } else {
        words.join(" ")
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Check { error, help: None }
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Self::Settings(error)
    }
}
