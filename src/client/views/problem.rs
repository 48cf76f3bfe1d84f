//! The failed run's message: announced at once, and given the focus, unless a field of the form is what
//! must be mended first. It says what happened, what was expected and found, and what to do.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    document, form,
    part::{Part, elsewhere, muted, pair, part, sometimes},
    spec,
};
use crate::client::{
    faults::sentence,
    report::{Advice, Problem, Remedy, Report, Row},
};

/// The alert; empty until a run fails.
pub(super) fn problem(report: RwSignal<Report>) -> AnyView {
    let problem = Memo::new(move |_| report.with(found));
    sometimes(move || {
        let (problem, row) = problem.get()?;
        if report.with_untracked(Report::is_refused) {
            // Made here, it runs once this very alert is in the document.
            Effect::new(move |_| {
                form::show_all();
                if !form::focus_first() {
                    document::focus_beginning("problem");
                }
            });
        } else {
            // Once the checks above are drawn too, whose growing would move it out of sight again.
            set_timeout(|| document::focus_beginning("problem"), Duration::ZERO);
        }
        Some(alert(problem, row))
    })
}

/// Why the run failed, and the row of the check that it failed at.
fn found(report: &Report) -> Option<(Problem, Option<Row>)> {
    let problem = report.error.clone()?;
    let id = report.failed_check.as_deref()?;
    let row = report.checks.iter().rev().find(|row| row.id == id);
    Some((problem, row.cloned()))
}

fn alert(problem: Problem, row: Option<Row>) -> Part {
    let check = row.as_ref().map(|row| row.id.clone());
    // The server's own code stands beside the check; without one it is the check's name.
    let code = Some(problem.code.clone()).filter(|code| Some(code) != check.as_ref());
    let names = check.into_iter().chain(code);
    let place = part("p")
        .class("v-place")
        .child(part("span").class("v-badge").text("fail"))
        .children(names.map(|name| part("code").text(name)));
    let page = problem.uri.map(|uri| {
        let words = "The server's page about this error";
        part("p").child(elsewhere(uri).text(words))
    });
    let Advice {
        help,
        evidence,
        remedies,
    } = problem.advice;
    // To somebody who has turned back themselves it is no news.
    let again = problem.retryable && problem.kind != "user";
    let again = again.then(|| muted("Trying again may help."));
    part("section")
        .class("v-card v-problem")
        .attr("id", "problem")
        .attr("role", "alert")
        .attr("tabindex", "-1")
        .attr("data-code", problem.code)
        .attr("data-kind", problem.kind)
        .child(place)
        .child(part("h2").text(sentence(&problem.description)))
        .child(facts(row, &problem.description, &help))
        .children(settings(remedies))
        .children(page)
        .children(
            Some(evidence)
                .filter(|it| !it.is_empty())
                .map(|it| muted(sentence(&it))),
        )
        .children(again)
}

/// What the check expected and found, as far as the heading does not say it; what to do, and which rule asks for it.
fn facts(row: Option<Row>, said: &str, help: &str) -> Part {
    let mut list = part("dl").class("v-facts");
    if let Some(row) = row.as_ref().filter(|row| row.found != said) {
        list = list
            .children(pair("Expected", row.expected.clone()))
            .children(pair("Found", row.found.clone()));
    }
    if !help.is_empty() {
        list = list.children(pair("What to do", sentence(help)));
    }
    if let Some(row) = row {
        list = list
            .child(part("dt").text("Rule"))
            .child(part("dd").child(spec::reference(&row.spec)));
    }
    list
}

/// The setting to change, by server.
fn settings(remedies: Vec<Remedy>) -> Option<Part> {
    if remedies.is_empty() {
        return None;
    }
    let pairs = remedies.into_iter().flat_map(|it| {
        [
            part("dt").text(sentence(&it.server)),
            part("dd").text(sentence(&it.setting)),
        ]
    });
    Some(part("dl").class("v-facts v-remedies").children(pairs))
}
