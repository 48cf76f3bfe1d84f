//! What the page hands over at the end of a run: the JSON of `pre#result`, and the advice that it shows
//! beside it. It comes from the page, and much in it from the server: nothing is taken for granted.

use oauth_proto::secret::{AccessToken, RawIdToken, RefreshToken};
use serde::Deserialize;

use crate::perform::verdict::{Failure, Row, Tokens, Verdict};

/// The body of the page's post.
#[derive(Deserialize)]
pub(crate) struct HandedOver {
    /// What to do about a failure.
    help: Option<String>,
    report: Report,
}

#[derive(Deserialize)]
struct Report {
    result: String,
    failed_check: Option<String>,
    error: Option<Problem>,
    checks: Vec<Check>,
    tokens: Option<Issued>,
}

#[derive(Deserialize)]
struct Problem {
    code: String,
    description: String,
}

#[derive(Deserialize)]
struct Check {
    id: String,
    status: String,
    spec: String,
    expected: String,
    found: String,
}

#[derive(Deserialize)]
struct Issued {
    access_token: String,
    token_type: String,
    expires_in: Option<u64>,
    scope: Option<String>,
    refresh_token: Option<String>,
    id_token: Option<String>,
}

impl From<HandedOver> for Verdict {
    fn from(HandedOver { help, report }: HandedOver) -> Self {
        let rows: Vec<Row> = report.checks.into_iter().map(Row::from).collect();
        // The last row of an id counts.
        let fails = |row: &&Row| {
            let last = rows.iter().rev().find(|other| other.id == row.id);
            last.is_some_and(|last| {
                last.status != "pass" && !matches!(last.status.as_str(), "warn" | "skip")
            })
        };
        let failed = rows.iter().find(fails).map(|row| row.id.clone());
        let outcome = match (report.result.as_str(), failed, report.tokens) {
            ("ok", None, Some(issued)) => issued.checked(),
            ("ok", None, None) => Err(no_tokens()),
            (_, failed, _) => {
                let check = report.failed_check.or(failed).unwrap_or_default();
                Err(Failure {
                    description: match report.error {
                        // No server's word, which the page has put the check's name for.
                        Some(Problem { code, description }) if code == check => description,
                        Some(Problem { code, description }) => format!("{code}: {description}"),
                        None => "The page did not say.".to_owned(),
                    },
                    help: help.unwrap_or_else(|| "See the page in the browser.".to_owned()),
                    check,
                })
            }
        };
        Self { rows, outcome }
    }
}

impl From<Check> for Row {
    fn from(check: Check) -> Self {
        Self {
            id: check.id,
            status: check.status,
            spec: check.spec,
            expected: check.expected,
            found: check.found,
        }
    }
}

impl Issued {
    /// The tokens, if each has the form of one: what is printed goes into scripts and terminals.
    fn checked(self) -> Result<Tokens, Failure> {
        let is_sound = AccessToken::parse(&*self.access_token).is_some()
            && self
                .refresh_token
                .as_deref()
                .is_none_or(|token| RefreshToken::parse(token).is_some())
            && self
                .id_token
                .as_deref()
                .is_none_or(|token| RawIdToken::parse(token).is_some());
        if !is_sound {
            return Err(no_tokens());
        }
        Ok(Tokens {
            access_token: self.access_token,
            token_type: self.token_type,
            expires_in: self.expires_in,
            scope: self.scope,
            refresh_token: self.refresh_token,
            id_token: self.id_token,
        })
    }
}

fn no_tokens() -> Failure {
    Failure {
        check: "token.access_token".to_owned(),
        description: "The page handed no usable tokens over.".to_owned(),
        help: "See the page in the browser, and its address: is it this command's?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn verdict(body: Value) -> Verdict {
        serde_json::from_value::<HandedOver>(body).unwrap().into()
    }

    fn row(id: &str, status: &str) -> Value {
        json!({"id": id, "status": status, "spec": "s", "expected": "e", "found": "f"})
    }

    fn body(result: &str, checks: &[Value], access_token: &str) -> Value {
        json!({"help": null, "report": {
            "result": result, "failed_check": null, "error": null, "checks": checks,
            "tokens": {"access_token": access_token, "token_type": "Bearer", "expires_in": 60,
                "scope": "openid", "refresh_token": null, "id_token": "a.b.c"},
            "userinfo": null,
        }})
    }

    #[test]
    fn tokens_are_taken_only_when_every_check_held() {
        let rows = [
            row("a", "fail"),
            row("b", "skip"),
            row("a", "pass"),
            row("c", "warn"),
        ];
        let tokens = verdict(body("ok", &rows, "at-1")).outcome.ok().unwrap();
        assert_eq!(
            (tokens.access_token.as_str(), tokens.expires_in),
            ("at-1", Some(60))
        );

        for (result, status, access_token, check) in [
            ("failed", "pass", "at-1", ""),
            ("running", "pass", "at-1", ""),
            ("ok", "fail", "at-1", "a"),
            ("ok", "unheard of", "at-1", "a"),
            ("ok", "pass", "at 1", "token.access_token"),
            ("ok", "pass", "\u{1b}[2J", "token.access_token"),
        ] {
            let failure = verdict(body(result, &[row("a", status)], access_token))
                .outcome
                .err()
                .unwrap();
            assert_eq!(failure.check, check, "{result} {status} {access_token}");
        }
    }

    #[test]
    fn a_failure_comes_with_the_pages_advice() {
        let verdict = verdict(json!({"help": "Ask again.", "report": {
            "result": "failed", "flow": "code", "failed_check": "callback.error", "tokens": null,
            "error": {"kind": "user", "code": "access_denied", "description": "No.", "retryable": true},
            "checks": [row("callback.error", "fail")],
        }}));
        let expected = Failure {
            check: "callback.error".to_owned(),
            description: "access_denied: No.".to_owned(),
            help: "Ask again.".to_owned(),
        };
        assert_eq!(verdict.outcome.err(), Some(expected));
    }

    #[test]
    fn a_check_is_named_once() {
        let verdict = verdict(json!({"help": null, "report": {
            "result": "failed", "flow": "code", "failed_check": "token.http", "tokens": null,
            "error": {"kind": "network", "code": "token.http", "description": "No answer.", "retryable": true},
            "checks": [row("token.http", "fail")],
        }}));
        let failure = verdict.outcome.err().unwrap();
        assert_eq!(
            (failure.check.as_str(), failure.description.as_str()),
            ("token.http", "No answer.")
        );
    }
}
