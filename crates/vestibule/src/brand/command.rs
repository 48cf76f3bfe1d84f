//! `vestibule brand check` and `vestibule brand schema`.

use std::io::{self, Write};
use std::path::Path;

use super::{MOUNT, Report, Severity, Unreadable, load, schema_text};

/// Why a check did not go well.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The file can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// It was read, and what is wrong has been written.
    #[error("{0} can't be used as it is")]
    HasErrors(String),
    /// Standard output is gone.
    #[error("the report can't be written: {0}")]
    Output(#[from] io::Error),
}

/// Writes what is to be said of a document. An error in it is an error of the command.
pub fn check(path: &Path, out: &mut dyn Write) -> Result<(), CommandError> {
    let report = load(path, MOUNT)?;
    let count = |severity| {
        let has = |it: &&super::Finding| it.problem.severity() == severity;
        report.findings.iter().filter(has).count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    for finding in &report.findings {
        writeln!(out, "{finding}")?;
    }
    if !report.findings.is_empty() {
        writeln!(out)?;
    }
    contrast(&report, out)?;
    writeln!(
        out,
        "{}: {}, {}",
        path.display(),
        counted(errors, "error"),
        counted(warnings, "warning")
    )?;
    if errors > 0 {
        return Err(CommandError::HasErrors(path.display().to_string()));
    }
    Ok(())
}

/// Writes the JSON Schema.
pub fn schema(out: &mut dyn Write) -> Result<(), CommandError> {
    Ok(out.write_all(schema_text().as_bytes())?)
}

/// Writes every key as Markdown.
pub fn reference(out: &mut dyn Write) -> Result<(), CommandError> {
    Ok(out.write_all(super::reference().as_bytes())?)
}

fn contrast(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for (client, mode, pairs) in &report.contrast {
        match client {
            None => writeln!(out, "Contrast in {mode} mode")?,
            Some(client) => writeln!(out, "Contrast in {mode} mode for the client {client}")?,
        }
        for pair in pairs {
            writeln!(out, "  {pair}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}
