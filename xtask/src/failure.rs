//! Why a task ended early, sorted by who can do something about it.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// A task's failure; its text is what the person at the terminal reads last.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// This machine lacks something that the task may not, or could not, install.
    #[error("{what} is missing or does not fit. {remedy}")]
    Missing {
        /// The tool.
        what: &'static str,
        /// What the person should do.
        remedy: String,
    },
    /// A step's command said no; it has printed why.
    #[error("{step} failed ({status}); its own words are above")]
    Step { step: String, status: String },
    /// A step did not end in time and was ended with all it had started.
    #[error("{step} was given up after {}. If the machine is merely slow, run it again: finished parts are kept", minutes(*.limit))]
    TimedOut { step: String, limit: Duration },
    /// A program could not be started at all.
    #[error("{program} could not be started: {source}")]
    Start { program: String, source: io::Error },
    /// A file or folder of the project, or of its cache, could not be used.
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    /// The project itself is not as this program expects it.
    #[error("{0}")]
    Project(String),
    /// What was measured is over its limit.
    #[error("over budget: {0}")]
    OverBudget(String),
    /// The person asked to stop.
    #[error("stopped")]
    Interrupted,
}

impl Failure {
    /// 130 for Ctrl-C, as shells have it, else 1.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(if matches!(self, Self::Interrupted) {
            130
        } else {
            1
        })
    }
}

/// Names the path in an I/O error, which `io::Error` itself never does.
pub(crate) trait AtPath<T> {
    fn at(self, path: &Path) -> Result<T, Failure>;
}

impl<T> AtPath<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, Failure> {
        self.map_err(|source| Failure::File {
            path: path.to_owned(),
            source,
        })
    }
}

/// `90 s`, or `12 min` from two minutes on.
pub(crate) fn minutes(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ ..120 => format!("{seconds} s"),
        seconds => format!("{} min", seconds / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_limit_reads_like_a_person_would_say_it() {
        assert_eq!(minutes(Duration::from_secs(90)), "90 s");
        assert_eq!(minutes(Duration::from_mins(15)), "15 min");
    }

    #[test]
    fn a_file_failure_names_the_file() {
        let failure = io::Result::<()>::Err(io::Error::other("full")).at(Path::new("/x/y"));
        assert_eq!(
            failure.map_err(|f| f.to_string()),
            Err("/x/y: full".to_owned())
        );
    }
}
