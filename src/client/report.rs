//! What a run has found so far, in the words of the page's contract: the JSON of `pre#result`.
//! It must not know how a run goes about it (`run`) or how it is shown (`views`).

mod device;
mod exchange;
mod json;
mod problem;
mod storage;
mod text;

use std::fmt;

use oauth_proto::{
    check::{Check, Status},
    time::Timestamp,
};
use serde_json::{Map, Value};

pub use self::{
    device::{Device, Polling},
    exchange::{Answer, Carrier, Exchange, Header},
    problem::{Advice, Problem, Remedy},
    text::{Piece, Text},
};

/// Where a run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Not started.
    #[default]
    Idle,
    /// Under way, or waiting at the server.
    Running,
    /// Ended, and no check failed.
    Ok,
    /// Ended at a failed check.
    Failed,
}

impl Outcome {
    const ALL: [Self; 4] = [Self::Idle, Self::Running, Self::Ok, Self::Failed];

    /// The value of `data-result`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Running => "running",
            Self::Ok => "ok",
            Self::Failed => "failed",
        }
    }
}

/// One check, as a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// The check's id.
    pub id: String,
    /// How it ended.
    pub status: Status,
    /// The section that demands it.
    pub spec: String,
    /// What had to be there.
    pub expected: String,
    /// What was there.
    pub found: String,
    /// What to do about it, where the run ended at it; shown on the page only.
    pub help: String,
}

impl From<&Check> for Row {
    fn from(check: &Check) -> Self {
        Self {
            id: check.id.as_str().to_owned(),
            status: check.status,
            spec: check.spec().to_owned(),
            expected: check.expected.clone(),
            found: check.found.clone(),
            help: String::new(),
        }
    }
}

/// The tokens as the server issued them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// The access token.
    pub access_token: String,
    /// Its type.
    pub token_type: String,
    /// Its lifetime in seconds, where the server said so.
    pub expires_in: Option<u64>,
    /// When it ends, counted from the answer; on the page only.
    pub expires_at: Option<Timestamp>,
    /// The granted scope.
    pub scope: Option<String>,
    /// The refresh token, where there is one and it may be shown.
    pub refresh_token: Option<String>,
    /// The ID token, where there is one.
    pub id_token: Option<String>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens(…)")
    }
}

/// The answer of the API that was called with the access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// The HTTP status.
    pub status: u16,
    /// The body as text, cut at a sensible length.
    pub body: String,
}

/// The whole run up to now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Where it stands.
    pub result: Outcome,
    /// `code` or `device`.
    pub flow: Option<String>,
    /// The id of the check that failed.
    pub failed_check: Option<String>,
    /// Why.
    pub error: Option<Problem>,
    /// Every check in the order made; the last row of an id counts.
    pub checks: Vec<Row>,
    /// The tokens as last issued.
    pub tokens: Option<Tokens>,
    /// The claims of the verified ID token.
    pub id_token_claims: Option<Map<String, Value>>,
    /// The answer of the userinfo endpoint.
    pub userinfo: Option<Map<String, Value>>,
    /// The answer of the API.
    pub api: Option<Api>,
    /// How long each step took, in milliseconds; no step is there twice.
    pub timings_ms: Option<Vec<(String, u32)>>,
    /// What went over the wire, in the order sent; on the page only.
    pub exchanges: Vec<Exchange>,
    /// The device flow that waits now; on the page only.
    pub device: Option<Device>,
}

impl Report {
    /// A run that has just started.
    pub fn started(flow: &str) -> Self {
        Self {
            result: Outcome::Running,
            flow: Some(flow.to_owned()),
            ..Self::default()
        }
    }

    /// An action of a finished run begins.
    pub fn resume(&mut self) {
        self.result = Outcome::Running;
        self.failed_check = None;
        self.error = None;
    }

    /// The flow or action has ended well.
    pub fn succeed(&mut self) {
        self.result = Outcome::Ok;
    }

    /// The flow or action has ended at a failed check. Its row keeps what to do when a later action goes on.
    pub fn fail(&mut self, check: &str, problem: Problem) {
        self.result = Outcome::Failed;
        let row = self.checks.iter_mut().rev().find(|row| row.id == check);
        if let Some(row) = row.filter(|row| row.status == Status::Fail) {
            row.help.clone_from(&problem.advice.help);
        }
        self.failed_check = Some(check.to_owned());
        self.error = Some(problem);
    }

    /// Whether it ended before anything was sent, at settings that cannot be used. Then the form stays open, with a
    /// word beside each field that must change.
    pub fn is_refused(&self) -> bool {
        self.result == Outcome::Failed
            && self
                .error
                .as_ref()
                .is_some_and(|error| error.kind == "config")
            && self.checks.iter().all(|row| row.id == "config.endpoints")
            && self.timings_ms.is_none()
    }

    /// Whether the device flow has begun and has no code yet.
    pub fn asks_for_a_code(&self) -> bool {
        let mut steps = self.exchanges.iter().map(|it| it.step.as_str());
        self.result == Outcome::Running
            && self.flow.as_deref() == Some("device")
            && steps.all(|step| step != "device_authorization")
    }

    /// Whether any check has failed, of an action before this one perhaps.
    pub fn has_failure(&self) -> bool {
        self.checks.iter().any(|row| row.status == Status::Fail)
    }

    /// Notes how long a step took.
    pub fn time(&mut self, step: &str, milliseconds: u32) {
        let timings = self.timings_ms.get_or_insert_default();
        match timings.iter_mut().find(|(known, _)| known == step) {
            Some((_, time)) => *time = milliseconds,
            None => timings.push((step.to_owned(), milliseconds)),
        }
    }

    /// Notes what went over the wire. A poll like the one before takes its place.
    pub fn exchanged(&mut self, exchange: Exchange) {
        match self.exchanges.last_mut() {
            Some(last) if last.is_repeated_by(&exchange) => {
                let times = last.times + 1;
                *last = Exchange { times, ..exchange };
            }
            _ => self.exchanges.push(exchange),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row {
            id: "callback.state".to_owned(),
            status: Status::Pass,
            spec: "RFC 6749 §10.12".to_owned(),
            expected: "the state of this run".to_owned(),
            found: "equal".to_owned(),
            help: String::new(),
        }
    }

    fn failed_row() -> Row {
        Row {
            id: "callback.error".to_owned(),
            status: Status::Fail,
            ..row()
        }
    }

    fn tokens() -> Tokens {
        Tokens {
            access_token: "at-1".to_owned(),
            token_type: "Bearer".to_owned(),
            expires_in: Some(3600),
            expires_at: Some(Timestamp::from_unix(1_795_658_400)),
            ..Tokens::default()
        }
    }

    fn whole() -> Report {
        let mut report = Report::started("code");
        report.checks.push(row());
        report.tokens = Some(tokens());
        report.id_token_claims = Some(Map::from_iter([("sub".to_owned(), "admin".into())]));
        report.userinfo = Some(Map::from_iter([("sub".to_owned(), "admin".into())]));
        report.api = Some(Api {
            status: 200,
            body: "hello".to_owned(),
        });
        report.time("token", 31);
        report.succeed();
        report
    }

    fn problem() -> Problem {
        Problem {
            kind: "user".to_owned(),
            code: "access_denied".to_owned(),
            description: "The person said no.".to_owned(),
            retryable: true,
            advice: Advice::from("Ask again."),
            uri: None,
        }
    }

    #[test]
    fn an_idle_report_is_what_the_page_starts_with() {
        let idle = r#"{"result":"idle","flow":null,"failed_check":null,"error":null,"checks":[],"tokens":null,"id_token_claims":null,"userinfo":null,"api":null,"timings_ms":null}"#;
        assert_eq!(Report::default().to_json(), idle);
        let shell = include_str!("../../client.html");
        assert!(shell.contains(&format!("<pre id=\"result\" hidden>{idle}</pre>")));
    }

    #[test]
    fn a_finished_report_has_every_member() {
        let report = whole();
        assert_eq!(
            report.to_json(),
            concat!(
                r#"{"result":"ok","flow":"code","failed_check":null,"error":null,"#,
                r#""checks":[{"id":"callback.state","status":"pass","spec":"RFC 6749 §10.12","#,
                r#""expected":"the state of this run","found":"equal"}],"#,
                r#""tokens":{"access_token":"at-1","token_type":"Bearer","expires_in":3600,"#,
                r#""scope":null,"refresh_token":null,"id_token":null},"#,
                r#""id_token_claims":{"sub":"admin"},"userinfo":{"sub":"admin"},"#,
                r#""api":{"status":200,"body":"hello"},"timings_ms":{"token":31}}"#
            )
        );
    }

    #[test]
    fn a_failure_names_its_check_and_goes_with_the_next_action() {
        let mut report = Report::started("code");
        report.fail("callback.error", problem());
        assert_eq!(
            report.to_json(),
            concat!(
                r#"{"result":"failed","flow":"code","failed_check":"callback.error","#,
                r#""error":{"kind":"user","code":"access_denied","#,
                r#""description":"The person said no.","retryable":true},"checks":[],"#,
                r#""tokens":null,"id_token_claims":null,"userinfo":null,"api":null,"#,
                r#""timings_ms":null}"#
            )
        );
        report.resume();
        assert_eq!(report, Report::started("code"));
    }

    #[test]
    fn the_row_that_ended_a_run_keeps_what_to_do() {
        let mut report = Report::started("code");
        report.checks = vec![failed_row(), row(), failed_row(), row()];
        report.fail("callback.error", problem());
        report.resume();
        report.checks.push(row());
        report.succeed();
        let help: Vec<_> = report.checks.iter().map(|row| &*row.help).collect();
        assert_eq!(help, ["", "", "Ask again.", "", ""]);
        let kept = Report::restore(&report.keep()).unwrap();
        assert_eq!(kept.checks, report.checks);
        assert!(!report.to_json().contains("Ask again."));
    }

    fn poll(body: &str) -> Exchange {
        let request = http::Request::new(b"device_code=dc-1".to_vec());
        Exchange {
            answer: Some(Answer::of(&http::Response::new(body.into()), &[])),
            ..Exchange::of("device_poll", &request)
        }
    }

    #[test]
    fn what_is_kept_in_the_tab_has_no_token() {
        let mut report = Report::started("code");
        report.checks.push(row());
        report.tokens = Some(tokens());
        report.exchanged(poll(r#"{"access_token":"at-1"}"#));
        let text = report.keep().to_string();
        assert!(!text.contains("at-1") && !text.contains("dc-1"));
        assert_eq!(format!("{:?}", report.tokens), "Some(Tokens(…))");

        let kept = Report::restore(&serde_json::from_str(&text).unwrap()).unwrap();
        assert_eq!(kept.checks, report.checks);
        assert_eq!(kept.tokens, None);
        assert_eq!(kept.exchanges, [report.exchanges[0].without_secrets()]);

        let kept = Report::restore(&report.keep_with_tokens()).unwrap();
        assert_eq!(kept.tokens, report.tokens);
        assert_eq!(kept.exchanges, [report.exchanges[0].without_secrets()]);
    }

    #[test]
    fn a_whole_report_comes_back_from_storage() {
        let mut report = whole();
        report.exchanged(poll("{}").without_secrets());
        assert_eq!(
            Report::restore(&report.keep_with_tokens()),
            Some(report.clone())
        );
        report.checks.push(failed_row());
        report.fail("callback.error", problem());
        assert_eq!(
            Report::restore(&report.keep_with_tokens()),
            Some(report.clone())
        );
        assert_eq!(Report::restore(&Value::Null), None);
    }

    #[test]
    fn an_indented_report_says_the_same_in_the_same_order() {
        let mut report = whole();
        report.userinfo = Some(Map::from_iter([("sub".to_owned(), "a\"{,b".into())]));
        let pretty = report.to_json_pretty();
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(read(&pretty), read(&report.to_json()));
        assert!(pretty.starts_with("{\n  \"result\": \"ok\",\n  \"flow\": \"code\",\n"));
        assert!(
            pretty.contains("{\n    \"sub\": \"a\\\"{,b\"\n  },\n"),
            "{pretty}"
        );
        assert!(
            Report::default()
                .to_json_pretty()
                .contains("\"checks\": [],\n")
        );
    }

    #[test]
    fn a_code_is_asked_for_until_it_is_there() {
        let asks = |report: &Report| report.asks_for_a_code();
        assert!(!asks(&Report::default()) && !asks(&Report::started("code")));
        let mut report = Report::started("device");
        report.exchanged(Exchange::navigation("discovery", ""));
        assert!(asks(&report));
        let mut failed = report.clone();
        failed.fail("device.authorization", problem());
        assert!(!asks(&failed));
        report.exchanged(Exchange::navigation("device_authorization", ""));
        assert!(!asks(&report));
    }

    #[test]
    fn polls_that_bring_the_same_are_one_exchange() {
        let mut report = Report::started("device");
        let pending = r#"{"error":"authorization_pending"}"#;
        for body in [pending, pending, pending, "{}", pending] {
            report.exchanged(poll(body));
        }
        let times: Vec<_> = report.exchanges.iter().map(|it| it.times).collect();
        assert_eq!(times, [3, 1, 1]);
    }
}
