//! What came of a run, and how the terminal tells it: the tokens on standard output and nothing else
//! there; the checks on standard error. It must not know how the run went about it.
//!
//! Everything in a check may come from a hostile server, so what could steer a terminal is replaced.

use std::{
    io::{self, Write},
    time::SystemTime,
};

use oauth_proto::{
    check::Check,
    error::Error,
    id_token::UnverifiedIdToken,
    secret::{AccessToken, RawIdToken, RefreshToken},
    time::Timestamp,
    token::TokenResponse,
};
use serde_json::{Map, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use vestibule_ui::output::{Format, NoSuchValue, TokenRow};

/// One check, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its id.
    pub(super) id: String,
    /// `pass`, `fail`, `warn` or `skip`.
    pub(super) status: String,
    /// The section that demands it.
    pub(super) spec: String,
    /// What had to be there.
    pub(super) expected: String,
    /// What was there.
    pub(super) found: String,
}

/// Why a run failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// The id of the check.
    pub(super) check: String,
    /// What happened.
    pub(super) description: String,
    /// What to do about it.
    pub(super) help: String,
}

/// The tokens of a run. They show themselves nowhere but in the output.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Tokens {
    /// The access token.
    pub(super) access_token: String,
    /// Its type.
    pub(super) token_type: String,
    /// Its lifetime in seconds, where the server said so.
    pub(super) expires_in: Option<u64>,
    /// The granted scope.
    pub(super) scope: Option<String>,
    /// The refresh token.
    pub(super) refresh_token: Option<String>,
    /// The ID token.
    pub(super) id_token: Option<String>,
}

/// A run that has ended.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Every check, in the order made.
    pub(super) rows: Vec<Row>,
    /// The tokens of a run in which every check held, or why it did not.
    pub(super) outcome: Result<Tokens, Failure>,
}

/// Why the result could not be told.
#[derive(Debug, thiserror::Error)]
pub enum TellError {
    /// Standard output or standard error is gone.
    #[error("the result can't be written: {0}")]
    Io(#[from] io::Error),
    /// `jsonpointer=` leads nowhere.
    #[error(transparent)]
    NoSuchValue(#[from] NoSuchValue),
}

impl From<Check> for Row {
    fn from(check: Check) -> Self {
        Self {
            id: check.id.as_str().to_owned(),
            status: check.status.as_str().to_owned(),
            spec: check.spec().to_owned(),
            expected: check.expected,
            found: check.found,
        }
    }
}

impl Failure {
    /// The end of a run at `error`; `help` where there is better advice than the core's.
    pub(super) fn new(error: &Error, help: Option<&str>) -> Self {
        let description = match error.oauth_error() {
            None => error.cause().to_string(),
            Some(said) => {
                let words: Vec<_> = [said.description(), said.hint(), said.debug()]
                    .into_iter()
                    .flatten()
                    .collect();
                [said.code(), ": ", &words.join(" ")].concat()
            }
        };
        Self {
            check: error.check().as_str().to_owned(),
            description,
            help: help.unwrap_or(error.help()).to_owned(),
        }
    }
}

impl Verdict {
    /// What came of a run that left these checks.
    pub(super) fn new(checks: Vec<Check>, outcome: Result<Tokens, Failure>) -> Self {
        Self {
            rows: checks.into_iter().map(Row::from).collect(),
            outcome,
        }
    }

    /// Prints it. Gives whether every check held.
    pub(super) fn tell(
        &self,
        format: &Format,
        now: SystemTime,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> Result<bool, TellError> {
        match &self.outcome {
            Ok(tokens) => {
                self.tell_success(err)?;
                let expiry = tokens.expiry(now);
                let text = format.render(&tokens.row(expiry.clone()), &tokens.document(expiry))?;
                out.write_all(text.as_bytes())?;
                out.flush()?;
                Ok(true)
            }
            Err(failure) => {
                self.tell_failure(failure, err)?;
                Ok(false)
            }
        }
    }

    fn tell_success(&self, err: &mut dyn Write) -> io::Result<()> {
        for row in self.rows.iter().filter(|row| row.status == "warn") {
            let (id, expected, found) = (safe(&row.id), safe(&row.expected), safe(&row.found));
            writeln!(err, "warning: {id}: expected {expected}; found {found}")?;
        }
        let count = |status: &str| self.rows.iter().filter(|row| row.status == status).count();
        writeln!(
            err,
            "Every check held: {} passed, {} warned, {} skipped.",
            count("pass"),
            count("warn"),
            count("skip")
        )
    }

    fn tell_failure(&self, failure: &Failure, err: &mut dyn Write) -> io::Result<()> {
        let width = self.rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
        writeln!(err, "{:<6} {:<width$} FOUND", "STATUS", "CHECK")?;
        for row in &self.rows {
            let (status, id, found) = (safe(&row.status), safe(&row.id), safe(&row.found));
            writeln!(err, "{status:<6} {id:<width$} {found}")?;
        }
        writeln!(err, "\nThis check failed: {}", safe(&failure.check))?;
        let last = self.rows.iter().rev().find(|row| row.id == failure.check);
        if let Some(row) = last {
            writeln!(err, "  demanded by: {}", safe(&row.spec))?;
            writeln!(err, "  expected:    {}", safe(&row.expected))?;
            writeln!(err, "  found:       {}", safe(&row.found))?;
        }
        writeln!(err, "  happened:    {}", safe(&failure.description))?;
        writeln!(err, "  what to do:  {}", safe(&failure.help))
    }
}

impl Tokens {
    /// As the server issued them.
    pub(super) fn issued(tokens: &TokenResponse, now: Timestamp) -> Self {
        let id_token = tokens.id_token.as_ref().map(UnverifiedIdToken::raw);
        Self {
            access_token: AccessToken::expose_secret(&tokens.access_token).to_owned(),
            token_type: tokens.token_type.scheme().to_owned(),
            expires_in: tokens
                .expires_at
                .and_then(|end| u64::try_from(end.since(now)).ok()),
            scope: Some(tokens.scope.to_string()),
            refresh_token: tokens
                .refresh_token
                .as_ref()
                .map(|token| RefreshToken::expose_secret(token).to_owned()),
            id_token: id_token.map(|token| RawIdToken::expose_secret(token).to_owned()),
        }
    }

    fn expiry(&self, now: SystemTime) -> Option<String> {
        let end = now.checked_add(std::time::Duration::from_secs(self.expires_in?))?;
        let end = OffsetDateTime::from(end).replace_nanosecond(0).ok()?;
        end.format(&Rfc3339).ok()
    }

    fn row(&self, expiry: Option<String>) -> TokenRow {
        TokenRow {
            access_token: self.access_token.clone(),
            refresh_token: self.refresh_token.clone(),
            id_token: self.id_token.clone(),
            expiry,
        }
    }

    fn document(&self, expiry: Option<String>) -> Value {
        let mut document = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                document.insert(name.to_owned(), value);
            }
        };
        put("access_token", Some(self.access_token.clone().into()));
        put("token_type", Some(self.token_type.clone().into()));
        put("refresh_token", self.refresh_token.clone().map(Value::from));
        put("id_token", self.id_token.clone().map(Value::from));
        put("scope", self.scope.clone().map(Value::from));
        put("expiry", expiry.map(Value::from));
        put("expires_in", self.expires_in.map(Value::from));
        Value::Object(document)
    }
}

/// The text without what steers a terminal: control characters, and marks that turn the direction.
pub(super) fn safe(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|c| if steers(c) { '\u{fffd}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn row(id: &str, status: &str, found: &str) -> Row {
        Row {
            id: id.to_owned(),
            status: status.to_owned(),
            spec: "RFC 6749 §5.1".to_owned(),
            expected: "status 200".to_owned(),
            found: found.to_owned(),
        }
    }

    fn tokens() -> Tokens {
        Tokens {
            access_token: "at-1".to_owned(),
            token_type: "Bearer".to_owned(),
            expires_in: Some(3600),
            scope: Some("offline openid".to_owned()),
            refresh_token: None,
            id_token: Some("h.p.s".to_owned()),
        }
    }

    fn told(verdict: &Verdict, format: &str) -> (bool, String, String) {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_793_445_245);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let held = verdict
            .tell(&format.parse().unwrap(), now, &mut out, &mut err)
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (held, text(out), text(err))
    }

    #[test]
    fn the_tokens_go_to_standard_output_and_the_rest_does_not() {
        let verdict = Verdict {
            rows: vec![
                row("token.http", "pass", "200"),
                row("token.expires_in", "warn", "none"),
                row("callback.iss", "skip", "not announced"),
            ],
            outcome: Ok(tokens()),
        };
        let (held, out, err) = told(&verdict, "json");
        assert!(held);
        assert_eq!(
            out,
            "{\"access_token\":\"at-1\",\"expires_in\":3600,\"expiry\":\"2026-10-31T12:14:05Z\",\
             \"id_token\":\"h.p.s\",\"scope\":\"offline openid\",\"token_type\":\"Bearer\"}\n"
        );
        assert_eq!(
            err,
            "warning: token.expires_in: expected status 200; found none\n\
             Every check held: 1 passed, 1 warned, 1 skipped.\n"
        );
        assert_eq!(
            told(&verdict, "table").1,
            "ACCESS TOKEN\tat-1\nREFRESH TOKEN\t<empty>\nID TOKEN\th.p.s\n\
             EXPIRY\t\t2026-10-31T12:14:05Z\n"
        );
    }

    #[test]
    fn a_failure_is_told_with_what_to_do_and_without_tokens() {
        let verdict = Verdict {
            rows: vec![
                row("discovery.fetch", "pass", "200"),
                row("token.http", "fail", "500 \u{1b}[2Jserver_error"),
            ],
            outcome: Err(Failure {
                check: "token.http".to_owned(),
                description: "It broke.\u{202e}".to_owned(),
                help: "Look at its log.".to_owned(),
            }),
        };
        let (held, out, err) = told(&verdict, "json");
        assert!(!held);
        assert_eq!(out, "");
        assert_eq!(
            err,
            "STATUS CHECK           FOUND\n\
             pass   discovery.fetch 200\n\
             fail   token.http      500 \u{fffd}[2Jserver_error\n\
             \n\
             This check failed: token.http\n  \
               demanded by: RFC 6749 §5.1\n  \
               expected:    status 200\n  \
               found:       500 \u{fffd}[2Jserver_error\n  \
               happened:    It broke.\u{fffd}\n  \
               what to do:  Look at its log.\n"
        );
    }
}
