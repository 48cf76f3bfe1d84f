//! Why a run failed, in words for a person and for scripts.

/// Why a run failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Whose fault: `user`, `server`, `protocol`, `network`, `cors`, `config`, `clock`, `browser`.
    pub kind: String,
    /// The server's `error`, else the failed check's id.
    pub code: String,
    /// What happened, for a person.
    pub description: String,
    /// Whether the same again may succeed.
    pub retryable: bool,
    /// What to do about it; shown on the page only.
    pub advice: Advice,
    /// The server's page about it, https only; shown on the page only.
    pub uri: Option<String>,
}

/// What to do about a failure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// In one or two sentences.
    pub help: String,
    /// What this cause was told from others by; empty where there was no doubt.
    pub evidence: String,
    /// The setting to change, for each server known; empty where no server's setting is the cause.
    pub remedies: Vec<Remedy>,
}

/// The setting of one server to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The server's name.
    pub server: String,
    /// What to change there.
    pub setting: String,
}

impl From<&str> for Advice {
    fn from(help: &str) -> Self {
        Self {
            help: help.to_owned(),
            ..Self::default()
        }
    }
}
