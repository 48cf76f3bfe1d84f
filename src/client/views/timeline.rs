//! The run as a story: each exchange, and below it the checks that were made of it, in the order made.

use leptos::prelude::*;

use oauth_proto::check::Status;

use super::{
    part::{Part, muted, pair, part, toggle},
    spec, wire,
};
use crate::client::report::{Exchange, Report, Row};

/// Every check of the run as rows.
pub(super) fn timeline(report: RwSignal<Report>, hidden: Signal<bool>) -> Part {
    let sections = Memo::new(move |_| report.with(sections));
    let all = RwSignal::new(false);
    let count = move || report.with(|report| count(&report.checks));
    let head = part("div")
        .class("v-head")
        .child(part("h2").attr("id", "checks").text("Checks"))
        .child(muted("").live_text(Signal::derive(count)))
        .child(toggle("Show all details", all).class("v-small"));
    let steps = For(ForProps::builder()
        .each(move || sections.get())
        .key(Section::key)
        .children(move |it| section(it, all).view())
        .build());
    part("section")
        .class("v-card v-timeline")
        .attr("aria-labelledby", "checks")
        .when("hidden", hidden)
        .child(head)
        .view_in(steps.into_any())
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Section {
    /// How many rows stand before it.
    at: usize,
    title: &'static str,
    exchange: Option<Exchange>,
    rows: Vec<Row>,
    /// The challenge that the verifier in this exchange must fit (RFC 7636 §4.6).
    challenge: Option<String>,
}

impl Section {
    /// What tells it from the others, and from itself before something was added to it.
    fn key(&self) -> (usize, &'static str, usize, Option<(u64, u32)>, usize) {
        let exchange = self.exchange.as_ref().map(|it| (it.started_ms, it.times));
        let helped = self.rows.iter().filter(|row| !row.help.is_empty());
        (
            self.at,
            self.title,
            self.rows.len(),
            exchange,
            helped.count(),
        )
    }
}

fn sections(report: &Report) -> Vec<Section> {
    let rows = &report.checks;
    let mut sections = Vec::new();
    let starts = report.exchanges.iter().map(|it| it.rows_before);
    let first = starts.clone().next().unwrap_or(rows.len());
    gather(&mut sections, None, 0, rows.get(..first).unwrap_or(rows));
    let ends = starts.skip(1).chain([rows.len()]);
    for (exchange, end) in report.exchanges.iter().zip(ends) {
        let at = exchange.rows_before;
        let about = rows.get(at..end).unwrap_or_default();
        gather(&mut sections, Some(exchange), at, about);
    }
    let challenge = report.exchanges.iter().find_map(challenge);
    for section in &mut sections {
        if section
            .exchange
            .as_ref()
            .is_some_and(|it| it.step == "token")
        {
            section.challenge.clone_from(&challenge);
        }
    }
    sections
}

/// The code challenge in an authorization request, by redirect or pushed.
fn challenge(exchange: &Exchange) -> Option<String> {
    [&exchange.url, &exchange.body]
        .into_iter()
        .find_map(|text| {
            let text = text.masked();
            let (_, rest) = text.split_once("code_challenge=")?;
            rest.split('&').next().map(str::to_owned)
        })
}

/// The rows about one exchange, which may be about several things: the first have the exchange with them.
fn gather(sections: &mut Vec<Section>, exchange: Option<&Exchange>, at: usize, rows: &[Row]) {
    let mut exchange = exchange.cloned();
    if let (Some(exchange), true) = (&exchange, rows.is_empty()) {
        sections.push(Section {
            at,
            title: step_title(&exchange.step),
            exchange: Some(exchange.clone()),
            rows: Vec::new(),
            challenge: None,
        });
        return;
    }
    let mut at = at;
    for rows in rows.chunk_by(|one, next| title(&one.id) == title(&next.id)) {
        let title = match &exchange {
            Some(exchange) => step_title(&exchange.step),
            None => rows.first().map_or("", |row| title(&row.id)),
        };
        sections.push(Section {
            at,
            title,
            exchange: exchange.take(),
            rows: rows.to_vec(),
            challenge: None,
        });
        at += rows.len();
    }
}

fn step_title(step: &str) -> &'static str {
    match step {
        "discovery" => "Metadata of the server",
        "par" => "Pushed request",
        "authorization" => "To the authorization endpoint",
        "callback" => "Back with its answer",
        "token" => "Token request",
        "jwks" => "Keys of the server and ID token",
        "userinfo" => "Userinfo",
        "refresh" => "Refresh",
        "device_authorization" => "Device authorization",
        "device_poll" => "Asking for the tokens",
        "api" => "API call",
        "revoke" => "Revocation",
        "logout" => "Sign-out",
        _ => "Exchange",
    }
}

fn title(id: &str) -> &'static str {
    let (step, check) = id.split_once('.').unwrap_or((id, ""));
    match if step == "cors" { check } else { step } {
        "config" | "discovery" => "Settings and server",
        "par" => "Pushed request",
        "callback" => "Answer of the authorization endpoint",
        "token" => "Token response",
        "id_token" | "jwks" => "ID token",
        "userinfo" => "Userinfo",
        "refresh" => "Refresh",
        "device" => "Device authorization",
        "dpop" => "Proof of possession",
        "api" => "API call",
        "access_token" => "Access token",
        "revoke" => "Revocation",
        "logout" => "Sign-out",
        _ => "Other",
    }
}

fn count(rows: &[Row]) -> String {
    let of = |status| rows.iter().filter(|row| row.status == status).count();
    let passed = (Status::Pass, "passed");
    let rest = [
        (Status::Fail, "failed"),
        (Status::Warn, "to look at"),
        (Status::Skip, "skipped"),
    ];
    let counts: Vec<_> = [passed]
        .into_iter()
        .chain(rest.into_iter().filter(|(status, _)| of(*status) > 0))
        .map(|(status, word)| format!("{} {word}", of(status)))
        .collect();
    counts.join(" · ")
}

fn section(section: Section, all: RwSignal<bool>) -> Part {
    let Section {
        title,
        exchange,
        rows,
        challenge,
        ..
    } = section;
    let failed = rows.iter().any(|row| row.status == Status::Fail);
    let rows: Vec<_> = rows.into_iter().map(|it| row(it, all)).collect();
    let mut step = part("section")
        .class("v-step")
        .child(part("h3").text(title));
    if let Some(exchange) = exchange {
        step = step.child(wire::wire(exchange, failed));
    }
    if let Some(challenge) = challenge {
        let words = "PKCE: the code_verifier in this request hashes to the code_challenge ";
        step = step.child(muted([words, &challenge, ", sent before."].concat()));
    }
    if !rows.is_empty() {
        step = step.child(part("ol").children(rows));
    }
    step
}

/// One line for what is as it must be; a failed check stands open.
fn row(row: Row, all: RwSignal<bool>) -> Part {
    let status = row.status.as_str();
    let failed = row.status == Status::Fail;
    let found = if row.status == Status::Skip {
        "Because"
    } else {
        "Found"
    };
    let glance = part("span")
        .class("v-glance")
        .attr("dir", "auto")
        .text(row.found.clone());
    let summary = part("summary")
        .child(part("span").class("v-badge").text(status))
        .child(part("code").text(row.id.clone()))
        .child(glance);
    let facts = [
        ("Expected", row.expected),
        (found, row.found),
        ("To do", row.help),
    ];
    let pairs = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .flat_map(|(name, value)| pair(name, value));
    let list = part("dl")
        .children(pairs)
        .child(part("dt").text("Rule"))
        .child(part("dd").child(spec::reference(&row.spec)));
    part("li")
        .class("v-check")
        .attr("data-check", row.id)
        .attr("data-status", status)
        .child(
            part("details")
                .when("open", Signal::derive(move || failed || all.get()))
                .child(summary)
                .child(list),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, status: Status) -> Row {
        Row {
            id: id.to_owned(),
            status,
            spec: String::new(),
            expected: String::new(),
            found: String::new(),
            help: String::new(),
        }
    }

    fn exchange(step: &str, rows_before: usize) -> Exchange {
        Exchange {
            rows_before,
            ..Exchange::navigation(step, "https://as.example/")
        }
    }

    fn story(report: &Report) -> Vec<(usize, &'static str, bool, usize)> {
        sections(report)
            .into_iter()
            .map(|it| (it.at, it.title, it.exchange.is_some(), it.rows.len()))
            .collect()
    }

    #[test]
    fn rows_stand_below_their_exchange() {
        let report = Report {
            checks: vec![
                check("config.endpoints", Status::Pass),
                check("discovery.fetch", Status::Pass),
                check("callback.state", Status::Warn),
                check("token.http", Status::Pass),
                check("id_token.present", Status::Pass),
                check("id_token.key", Status::Pass),
            ],
            exchanges: vec![
                exchange("discovery", 1),
                exchange("authorization", 2),
                exchange("callback", 2),
                exchange("token", 3),
                exchange("jwks", 5),
            ],
            ..Report::default()
        };
        assert_eq!(
            story(&report),
            [
                (0, "Settings and server", false, 1),
                (1, "Metadata of the server", true, 1),
                (2, "To the authorization endpoint", true, 0),
                (2, "Back with its answer", true, 1),
                (3, "Token request", true, 1),
                (4, "ID token", false, 1),
                (5, "Keys of the server and ID token", true, 1),
            ]
        );
    }

    #[test]
    fn the_challenge_stands_with_the_request_that_has_the_verifier() {
        let asked = "https://as.example/auth?code_challenge=E9&a=b";
        let report = Report {
            exchanges: vec![
                Exchange::navigation("authorization", asked),
                exchange("token", 0),
            ],
            ..Report::default()
        };
        let challenges: Vec<_> = sections(&report)
            .into_iter()
            .map(|it| it.challenge)
            .collect();
        assert_eq!(challenges, [None, Some("E9".to_owned())]);
    }

    #[test]
    fn without_exchanges_rows_are_gathered_by_what_they_are_about() {
        let rows = [
            check("config.endpoints", Status::Pass),
            check("discovery.issuer", Status::Pass),
            check("callback.state", Status::Warn),
            check("id_token.key", Status::Pass),
            check("cors.jwks", Status::Fail),
            check("refresh.http", Status::Skip),
        ];
        let report = Report {
            checks: rows.to_vec(),
            ..Report::default()
        };
        assert_eq!(
            story(&report),
            [
                (0, "Settings and server", false, 2),
                (2, "Answer of the authorization endpoint", false, 1),
                (3, "ID token", false, 2),
                (5, "Refresh", false, 1),
            ]
        );
        assert_eq!(
            count(&rows),
            "3 passed · 1 failed · 1 to look at · 1 skipped"
        );
        assert_eq!(count(&[]), "0 passed");
    }

    #[test]
    fn a_report_that_does_not_add_up_is_shown_all_the_same() {
        let report = Report {
            checks: vec![check("config.endpoints", Status::Pass)],
            exchanges: vec![exchange("token", 9), exchange("jwks", 2)],
            ..Report::default()
        };
        assert_eq!(
            story(&report),
            [
                (0, "Settings and server", false, 1),
                (9, "Token request", true, 0),
                (2, "Keys of the server and ID token", true, 0),
            ]
        );
    }
}
