//! The failed run's message: announced at once, and given the focus, unless a field of the form is what
//! must be mended first.

use leptos::prelude::*;

use super::{
    document, form,
    part::{Part, muted, part, sometimes},
};
use crate::client::{
    faults::sentence,
    report::{Advice, Problem},
};

/// The alert; empty until a run fails.
pub(super) fn problem(problem: Signal<Option<Problem>>) -> AnyView {
    sometimes(move || {
        let problem = problem.get()?;
        // Made here, it runs once this very alert is in the document.
        let may_be_a_field = problem.kind == "config";
        Effect::new(move |_| {
            if may_be_a_field {
                form::show_all();
            }
            if !(may_be_a_field && form::focus_first()) {
                document::focus("problem");
            }
        });
        Some(alert(problem))
    })
}

fn alert(problem: Problem) -> Part {
    let code = part("code").text(problem.code.clone());
    let page = problem.uri.map(|uri| {
        let words = "The server's page about this error";
        part("p").child(elsewhere(uri).text(words))
    });
    let again = problem.retryable.then(|| muted("Trying again may help."));
    part("section")
        .class("v-card v-problem")
        .attr("id", "problem")
        .attr("role", "alert")
        .attr("tabindex", "-1")
        .attr("data-code", problem.code)
        .attr("data-kind", problem.kind)
        .child(part("h2").text("Failed: ").child(code))
        .child(part("p").text(sentence(&problem.description)))
        .children(advice(problem.advice))
        .children(page)
        .children(again)
}

/// A link to a page of others, in a window of its own.
pub(super) fn elsewhere(address: String) -> Part {
    part("a")
        .attr("href", address)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
}

fn advice(advice: Advice) -> Vec<Part> {
    let mut parts = Vec::new();
    if !advice.help.is_empty() {
        parts.push(part("p").text(sentence(&advice.help)));
    }
    if !advice.remedies.is_empty() {
        let pairs = advice.remedies.into_iter().flat_map(|it| {
            [
                part("dt").text(sentence(&it.server)),
                part("dd").text(it.setting),
            ]
        });
        parts.push(part("dl").class("v-facts").children(pairs));
    }
    if !advice.evidence.is_empty() {
        parts.push(muted(sentence(&advice.evidence)));
    }
    parts
}
