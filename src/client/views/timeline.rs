//! The checks in the order made, gathered under the exchange they belong to.

use leptos::{html, prelude::*};

use oauth_proto::check::Status;

use super::spec;
use crate::client::report::{Report, Row};

/// Every check of the run as rows.
pub(super) fn timeline(report: RwSignal<Report>) -> impl IntoView {
    let sections = Memo::new(move |_| report.with(|report| sections(&report.checks)));
    html::section()
        .class("v-card v-timeline")
        .attr("aria-labelledby", "checks")
        .child((
            html::h2().id("checks").child("Checks"),
            html::p()
                .class("v-muted")
                .child(move || report.with(|report| count(&report.checks))),
            For(ForProps::builder()
                .each(move || sections.get())
                .key(Clone::clone)
                .children(section)
                .build()),
        ))
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Section {
    /// Where in the run it stands: two equal sections of one run are still two.
    at: usize,
    title: &'static str,
    rows: Vec<Row>,
}

fn sections(rows: &[Row]) -> Vec<Section> {
    rows.chunk_by(|one, next| title(&one.id) == title(&next.id))
        .scan(0, |at, rows| {
            let section = Section {
                at: *at,
                title: rows.first().map_or("", |row| title(&row.id)),
                rows: rows.to_vec(),
            };
            *at += rows.len();
            Some(section)
        })
        .collect()
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

fn section(section: Section) -> impl IntoView {
    let rows: Vec<_> = section.rows.into_iter().map(row).collect();
    html::section()
        .class("v-step")
        .child((html::h3().child(section.title), html::ol().child(rows)))
}

fn row(row: Row) -> impl IntoView {
    let status = row.status.as_str();
    let found = if row.status == Status::Skip {
        "Because"
    } else {
        "Found"
    };
    html::li()
        .class("v-check")
        .attr("data-check", row.id.clone())
        .attr("data-status", status)
        .child((
            html::p().class("v-check-head").child((
                html::span().class("v-badge").child(status),
                html::code().child(row.id),
                spec::reference(&row.spec),
            )),
            html::dl().child((pair("Expected", row.expected), pair(found, row.found))),
        ))
}

fn pair(name: &'static str, value: String) -> Option<impl IntoView> {
    (!value.is_empty()).then(|| {
        let value = html::dd().attr("dir", "auto").child(value);
        html::div().child((html::dt().child(name), value))
    })
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
        }
    }

    #[test]
    fn rows_are_gathered_by_exchange() {
        let rows = [
            check("config.endpoints", Status::Pass),
            check("discovery.issuer", Status::Pass),
            check("callback.state", Status::Warn),
            check("id_token.key", Status::Pass),
            check("cors.jwks", Status::Fail),
            check("refresh.http", Status::Skip),
        ];
        let found: Vec<_> = sections(&rows)
            .into_iter()
            .map(|section| (section.at, section.title, section.rows.len()))
            .collect();
        assert_eq!(
            found,
            [
                (0, "Settings and server", 2),
                (2, "Answer of the authorization endpoint", 1),
                (3, "ID token", 2),
                (5, "Refresh", 1),
            ]
        );
        assert_eq!(
            count(&rows),
            "3 passed · 1 failed · 1 to look at · 1 skipped"
        );
        assert_eq!(count(&[]), "0 passed");
    }
}
