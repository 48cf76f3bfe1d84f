//! The command (`vestibule perform`) that serves this page: its relay, which sends what a browser cannot,
//! and its ear for what came of the run. It must not know a rule of the protocol.

use http::{
    HeaderValue, Request, StatusCode,
    header::{CONTENT_TYPE, HeaderName},
};
use oauth_browser::fetch::{self, Answer, FetchOptions};
use oauth_proto::{
    base64,
    error::{Error, Misuse, NetworkFault, Step, Violation},
};
use serde_json::{Value, json};

use super::{
    report::{Advice, Report},
    run::{Answered, Failure},
    views::document,
};
use crate::output::compact;

const KEY: HeaderName = HeaderName::from_static("x-vestibule-key");
const GREETING: &str = "/perform/greeting";
const RELAY: &str = "/perform/relay";
const RESULT: &str = "/perform/result";

/// The command, as the address that it opened names it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Command {
    /// Shows that it is this page that speaks.
    key: String,
    relay: Relay,
}

/// When a request goes by the relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relay {
    /// Always.
    Always,
    /// When the server keeps its answer from this page.
    Auto,
    /// Never.
    Never,
}

impl Command {
    /// Reads the fragment that the command opens the page with.
    pub(super) fn from_fragment(fragment: &str) -> Option<Self> {
        let fragment = fragment.trim_start_matches('#');
        let value = |wanted: &str| {
            let mut pairs = form_urlencoded::parse(fragment.as_bytes());
            pairs.find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
        };
        Some(Self {
            key: value("perform").filter(|key| !key.is_empty())?,
            relay: match value("relay").as_deref() {
                Some("always") => Relay::Always,
                Some("never") => Relay::Never,
                _ => Relay::Auto,
            },
        })
    }

    /// The fragment that it was read from.
    pub(super) fn to_fragment(&self) -> String {
        let relay = match self.relay {
            Relay::Always => "always",
            Relay::Auto => "auto",
            Relay::Never => "never",
        };
        form_urlencoded::Serializer::new(String::new())
            .append_pair("perform", &self.key)
            .append_pair("relay", relay)
            .finish()
    }

    /// When its relay sends.
    pub(super) fn relay(&self) -> Relay {
        self.relay
    }

    /// Whether there is such a command: anybody can write a link with a fragment that names one.
    pub(super) async fn is_there(&self) -> bool {
        let answer = self.post(GREETING, String::new()).await;
        answer.is_some_and(|answer| answer.status == StatusCode::NO_CONTENT)
    }

    /// Lets the relay send `request`.
    pub(super) async fn send(
        &self,
        step: Step,
        request: &Request<Vec<u8>>,
    ) -> Result<Answered, Failure> {
        let headers = request.headers().iter();
        let headers: Vec<_> = headers
            .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
            .collect();
        let order = json!({
            "method": request.method().as_str(),
            "url": request.uri().to_string(),
            "headers": headers,
            "body": base64::encode_padded(request.body()),
        });
        let answer = self.post(RELAY, compact(&order)).await;
        let answer = answer.ok_or_else(|| unheard(step, "", GONE))?;
        let told = oauth_proto::json::parse(&answer.body).unwrap_or(Value::Null);
        if answer.status != StatusCode::OK {
            let text = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default();
            return Err(unheard(step, text("fault"), text("help")));
        }
        let answer = read(&told).map(Answered::from);
        answer.ok_or_else(|| unheard(step, "", GONE))
    }

    /// Tells the command what came of the run. Gives whether it has heard.
    pub(super) async fn hand_over(&self, report: &Report) -> bool {
        let help = report.error.as_ref().map(|it| it.advice.help.as_str());
        let help = compact(&Value::from(help));
        let body = ["{\"help\":", &help, ",\"report\":", &report.to_json(), "}"].concat();
        let answer = self.post(RESULT, body).await;
        answer.is_some_and(|answer| answer.status.is_success())
    }

    /// To the command, which is where this page comes from.
    async fn post(&self, path: &str, body: String) -> Option<Answer> {
        let mut request = Request::new(body.into_bytes());
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = [&document::origin(), path].concat().parse().ok()?;
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(KEY, HeaderValue::from_str(&self.key).ok()?);
        // An answer from there is in base64: a third more than what it may be here.
        let options = FetchOptions::exchange()
            .with_body_limit(fetch::BODY_LIMIT * 2)
            .with_time_limit(fetch::TIME_LIMIT * 2);
        fetch::exchange(request, &options).await.ok()
    }
}

const GONE: &str = "Start the command again, and use the page that it opens.";

/// The server's answer as the relay tells it.
fn read(told: &Value) -> Option<Answer> {
    let text = |value: Option<&Value>| Some(value?.as_str()?.to_owned());
    let status = u16::try_from(told.get("status")?.as_u64()?).ok()?;
    let headers = told.get("headers")?.as_array()?.iter();
    Some(Answer {
        status: StatusCode::from_u16(status).ok()?,
        headers: headers
            .map(|pair| Some((text(pair.get(0))?, text(pair.get(1))?)))
            .collect::<Option<_>>()?,
        body: base64::decode_padded(told.get("body")?.as_str()?)?,
    })
}

/// Why the relay has no answer.
fn unheard(step: Step, fault: &str, help: &str) -> Failure {
    let error = match fault {
        "refused" => Error::new(step.http_check(), Misuse::BadParameter("the request")),
        "too_large" => Error::exchange(step, Violation::TooLarge),
        "timed_out" => Error::network(step, NetworkFault::TimedOut),
        _ => Error::network(step, NetworkFault::Unreachable),
    };
    Failure::NoAnswer {
        error,
        advice: Advice {
            evidence: "The relay of the command that serves this page has tried.".to_owned(),
            ..Advice::from(help)
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_the_command() {
        let read =
            |fragment| Command::from_fragment(fragment).map(|command| (command.key, command.relay));
        let key = || "k-1".to_owned();
        assert_eq!(
            read("#perform=k-1&relay=always"),
            Some((key(), Relay::Always))
        );
        assert_eq!(read("perform=k-1&relay=auto"), Some((key(), Relay::Auto)));
        assert_eq!(
            read("#relay=never&perform=k-1"),
            Some((key(), Relay::Never))
        );
        let kept = Command::from_fragment("#perform=k%201&relay=never").unwrap();
        let fragment = kept.to_fragment();
        assert_eq!(fragment, "perform=k+1&relay=never");
        assert_eq!(read(&fragment), Some(("k 1".to_owned(), Relay::Never)));
        for fragment in ["", "#", "#perform=", "#relay=always", "#code=c&state=s"] {
            assert_eq!(read(fragment), None, "{fragment}");
        }
    }

    #[test]
    fn the_relays_answer_is_the_servers() {
        let told = json!({"status": 400, "headers": [["dpop-nonce", "n-1"]], "body": "e30="});
        let answer = read(&told).unwrap();
        assert_eq!(
            (answer.status.as_u16(), answer.body.as_slice()),
            (400, &b"{}"[..])
        );
        assert_eq!(
            answer.headers,
            [("dpop-nonce".to_owned(), "n-1".to_owned())]
        );
        for (member, value) in [
            ("status", json!(99_999)),
            ("body", json!("%")),
            ("headers", json!([["a", 1]])),
            ("headers", json!([[]])),
        ] {
            let mut broken = told.clone();
            broken[member] = value;
            assert!(read(&broken).is_none(), "{member}");
        }
    }

    #[test]
    fn a_relay_without_an_answer_says_why() {
        for (fault, check, kind) in [
            ("refused", "token.http", "config"),
            ("unreachable", "token.http", "network"),
            ("tls", "token.http", "network"),
            ("timed_out", "token.http", "network"),
            ("too_large", "token.http", "protocol"),
        ] {
            let failure = unheard(Step::Token, fault, "Do this.");
            let problem = failure.problem();
            assert_eq!(failure.check().as_str(), check);
            assert_eq!(
                (problem.kind.as_str(), problem.advice.help.as_str()),
                (kind, "Do this.")
            );
        }
    }
}
