//! Why a run ended, and how that is told. Whose fault it is was decided below.

use oauth_proto::{
    check::{CheckId, Status},
    error::{Error, Kind},
};

use crate::client::{
    report::{Advice, Problem, Row},
    settings::SettingsError,
};

/// The end of a run that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It could not even start.
    Settings(SettingsError),
    /// A check failed, and has left its row.
    Check(Error),
    /// A request brought no answer to check. Its row is made when the run ends with it.
    NoAnswer {
        /// Which check that is.
        error: Error,
        /// Better advice than the core can give.
        advice: Advice,
    },
}

impl Failure {
    /// The id of the check that failed.
    pub fn check(&self) -> CheckId {
        match self {
            Self::Settings(_) => CheckId::ConfigEndpoints,
            Self::Check(error) | Self::NoAnswer { error, .. } => error.check(),
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
                advice: Advice::from(error.help()),
                uri: None,
            },
            Self::Check(error) => problem(error, Advice::from(error.help())),
            Self::NoAnswer { error, advice } => problem(error, advice.clone()),
        }
    }

    /// Its row, unless it has left one already.
    pub(super) fn row(&self) -> Option<Row> {
        let (expected, found) = match self {
            Self::Settings(error) => ("settings that can be used", error.to_string()),
            Self::NoAnswer { error, .. } if error.kind() == Kind::Cors => {
                ("a response that this origin may read", words(error))
            }
            Self::NoAnswer { error, .. } => ("a usable response", words(error)),
            Self::Check(_) => return None,
        };
        let id = self.check();
        Some(Row {
            id: id.as_str().to_owned(),
            status: Status::Fail,
            spec: id.spec().to_owned(),
            expected: expected.to_owned(),
            found,
            help: String::new(),
        })
    }
}

fn problem(error: &Error, advice: Advice) -> Problem {
    Problem {
        kind: error.kind().as_str().to_owned(),
        code: error.code().to_owned(),
        description: description(error),
        retryable: error.is_retryable(),
        advice,
        uri: error
            .oauth_error()
            .and_then(|said| Some(said.uri()?.as_str().to_owned())),
    }
}

/// The error's own words. The check's id stands beside them.
fn words(error: &Error) -> String {
    error.cause().to_string()
}

/// What happened, in the server's own words where it has some.
fn description(error: &Error) -> String {
    let Some(said) = error.oauth_error() else {
        return words(error);
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
        Self::Check(error)
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Self::Settings(error)
    }
}
