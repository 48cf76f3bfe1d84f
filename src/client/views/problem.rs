//! The failed run's message: announced at once, and given the focus, unless a field of the form is what
//! must be mended first.

use leptos::{html, prelude::*};

use super::{document, form};
use crate::client::report::{Advice, Problem};

/// The alert; empty until a run fails.
pub(super) fn problem(problem: Signal<Option<Problem>>) -> impl IntoView {
    move || {
        problem.get().map(|problem| {
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
            html::section()
                .id("problem")
                .class("v-card v-problem")
                .attr("role", "alert")
                .attr("tabindex", "-1")
                .attr("data-code", problem.code.clone())
                .attr("data-kind", problem.kind)
                .child((
                    html::h2().child(("Failed: ", html::code().child(problem.code))),
                    html::p().child(problem.description),
                    advice(problem.advice),
                    problem.uri.map(|uri| {
                        let link = html::a()
                            .href(uri)
                            .rel("noopener noreferrer")
                            .target("_blank");
                        html::p().child(link.child("The server's page about this error"))
                    }),
                    problem.retryable.then(|| {
                        html::p()
                            .class("v-muted")
                            .child("The same again may succeed.")
                    }),
                ))
        })
    }
}

fn advice(advice: Advice) -> impl IntoView {
    let remedies: Vec<_> = advice
        .remedies
        .into_iter()
        .map(|it| (html::dt().child(it.server), html::dd().child(it.setting)))
        .collect();
    (
        (!advice.help.is_empty()).then(|| html::p().child(advice.help)),
        (!remedies.is_empty()).then(|| html::dl().class("v-facts").child(remedies)),
        (!advice.evidence.is_empty()).then(|| html::p().class("v-muted").child(advice.evidence)),
    )
}
