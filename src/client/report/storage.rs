//! A report as the tab's storage keeps it, and back. What is read is of this page's own making, or of an
//! older version of it: whatever does not fit makes the whole be no report.

use oauth_proto::{check::Status, time::Timestamp};
use serde_json::{Map, Value, json};

use super::{
    Advice, Answer, Api, Carrier, Exchange, Header, Outcome, Piece, Problem, Report, Row, Text,
    Tokens,
};

const CARRIERS: [(&str, Carrier); 4] = [
    ("page", Carrier::Page),
    ("worker", Carrier::Worker),
    ("browser", Carrier::Browser),
    ("relay", Carrier::Relay),
];

impl Report {
    /// For the tab's storage, without what opens doors.
    pub fn keep(&self) -> Value {
        let without_tokens = Self {
            tokens: None,
            ..self.clone()
        };
        without_tokens.keep_with_tokens()
    }

    /// For the tab's storage where the person chose to have the tokens there.
    pub fn keep_with_tokens(&self) -> Value {
        let exchanges = self.exchanges.iter();
        let exchanges = exchanges.map(|it| exchange_value(&it.without_secrets()));
        json!({
            "report": self.to_value(),
            "help": self.checks.iter().map(|row| row.help.as_str()).collect::<Vec<_>>(),
            "exchanges": exchanges.collect::<Vec<_>>(),
            "expires_at": self.tokens.as_ref().and_then(|it| it.expires_at).map(Timestamp::as_unix),
        })
    }

    /// What was kept.
    pub fn restore(kept: &Value) -> Option<Self> {
        let report = kept.get("report")?;
        let (failed, kept_tokens) = (report.get("error")?, report.get("tokens")?);
        let timings = report.get("timings_ms")?.as_object().map(|timings| {
            let timing = |(step, value): (&String, &Value)| {
                Some((step.clone(), u32::try_from(value.as_u64()?).ok()?))
            };
            timings.iter().filter_map(timing).collect()
        });
        let mut checks = all(report, "checks", row)?;
        let help = all(kept, "help", |help| Some(help.as_str()?.to_owned()))?;
        for (row, help) in checks.iter_mut().zip(help) {
            row.help = help;
        }
        let failed_check = text(report, "failed_check");
        Some(Self {
            result: Outcome::ALL
                .into_iter()
                .find(|outcome| report.get("result") == Some(&Value::from(outcome.as_str())))?,
            flow: text(report, "flow"),
            error: if failed.is_null() {
                None
            } else {
                Some(problem(failed, help_of(&checks, failed_check.as_deref()))?)
            },
            failed_check,
            checks,
            tokens: if kept_tokens.is_null() {
                None
            } else {
                Some(Tokens {
                    expires_at: kept.get("expires_at").and_then(instant),
                    ..tokens(kept_tokens)?
                })
            },
            id_token_claims: claims(report, "id_token_claims"),
            userinfo: claims(report, "userinfo"),
            api: report.get("api").and_then(api),
            timings_ms: timings,
            exchanges: all(kept, "exchanges", exchange)?,
            device: None,
        })
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    Some(value.get(name)?.as_str()?.to_owned())
}

fn number(value: &Value, name: &str) -> Option<u64> {
    value.get(name)?.as_u64()
}

fn instant(value: &Value) -> Option<Timestamp> {
    value.as_i64().map(Timestamp::from_unix)
}

fn all<T>(value: &Value, name: &str, read: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.get(name)?.as_array()?.iter().map(read).collect()
}

fn claims(value: &Value, name: &str) -> Option<Map<String, Value>> {
    value.get(name)?.as_object().cloned()
}

fn problem(value: &Value, help: &str) -> Option<Problem> {
    Some(Problem {
        kind: text(value, "kind")?,
        code: text(value, "code")?,
        description: text(value, "description")?,
        retryable: value.get("retryable")?.as_bool()?,
        advice: Advice::from(help),
        uri: None,
    })
}

/// What to do about the check that a run ended at.
fn help_of<'a>(checks: &'a [Row], failed: Option<&str>) -> &'a str {
    let mut latest = checks.iter().rev();
    let row = latest.find(|row| Some(&*row.id) == failed);
    row.map_or("", |row| &row.help)
}

fn row(value: &Value) -> Option<Row> {
    Some(Row {
        id: text(value, "id")?,
        status: Status::parse(value.get("status")?.as_str()?)?,
        spec: text(value, "spec")?,
        expected: text(value, "expected")?,
        found: text(value, "found")?,
        help: String::new(),
    })
}

fn tokens(value: &Value) -> Option<Tokens> {
    Some(Tokens {
        access_token: text(value, "access_token")?,
        token_type: text(value, "token_type")?,
        expires_in: number(value, "expires_in"),
        expires_at: None,
        scope: text(value, "scope"),
        refresh_token: text(value, "refresh_token"),
        id_token: text(value, "id_token"),
    })
}

fn api(value: &Value) -> Option<Api> {
    Some(Api {
        status: u16::try_from(number(value, "status")?).ok()?,
        body: text(value, "body")?,
    })
}

/// An exchange for storage.
pub(super) fn exchange_value(exchange: &Exchange) -> Value {
    let carrier = CARRIERS.iter().find(|(_, it)| *it == exchange.carrier);
    let answer = exchange.answer.as_ref().map(|answer| {
        json!({
            "status": answer.status,
            "headers": headers_value(&answer.headers),
            "body": text_value(&answer.body),
            "is_cut": answer.is_cut,
        })
    });
    json!({
        "step": exchange.step.as_str(),
        "carrier": carrier.map(|(name, _)| *name),
        "method": exchange.method.as_str(),
        "url": text_value(&exchange.url),
        "headers": headers_value(&exchange.headers),
        "body": text_value(&exchange.body),
        "started_ms": exchange.started_ms,
        "duration_ms": exchange.duration_ms,
        "answer": answer,
        "rows_before": exchange.rows_before,
        "times": exchange.times,
    })
}

/// An exchange from storage.
pub(super) fn exchange(value: &Value) -> Option<Exchange> {
    let carrier = value.get("carrier")?.as_str()?;
    let answer = |value: &Value| {
        Some(Answer {
            status: u16::try_from(number(value, "status")?).ok()?,
            headers: all(value, "headers", header)?,
            body: marked(value.get("body")?)?,
            is_cut: value.get("is_cut")?.as_bool()?,
        })
    };
    Some(Exchange {
        step: text(value, "step")?,
        carrier: CARRIERS.iter().find(|(name, _)| *name == carrier)?.1,
        method: text(value, "method")?,
        url: marked(value.get("url")?)?,
        headers: all(value, "headers", header)?,
        body: marked(value.get("body")?)?,
        started_ms: number(value, "started_ms")?,
        duration_ms: u32::try_from(number(value, "duration_ms")?).ok()?,
        answer: value.get("answer").and_then(answer),
        rows_before: usize::try_from(number(value, "rows_before")?).ok()?,
        times: u32::try_from(number(value, "times")?).ok()?,
    })
}

fn headers_value(headers: &[Header]) -> Value {
    let headers = headers.iter();
    let pair = |header: &Header| json!([header.name.as_str(), text_value(&header.value)]);
    headers.map(pair).collect::<Vec<_>>().into()
}

fn header(value: &Value) -> Option<Header> {
    Some(Header {
        name: value.get(0)?.as_str()?.to_owned(),
        value: marked(value.get(1)?)?,
    })
}

/// Plain text as it is; in the place of a secret, nothing.
fn text_value(text: &Text) -> Value {
    let piece = |piece: &Piece| match piece {
        Piece::Plain(text) => Value::from(text.as_str()),
        Piece::Secret(_) => Value::Null,
    };
    text.pieces().iter().map(piece).collect::<Vec<_>>().into()
}

fn marked(value: &Value) -> Option<Text> {
    let piece = |value: &Value| match value {
        Value::String(text) => Some(Piece::Plain(text.clone())),
        Value::Null => Some(Piece::Secret(String::new())),
        _ => None,
    };
    let pieces = value.as_array()?.iter().map(piece);
    Some(Text::of(pieces.collect::<Option<_>>()?))
}
