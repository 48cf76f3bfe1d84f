//! What the client page shows: one file for each section, in builder syntax, since the page's
//! Trusted Types leave no room for `innerHTML`. Props in, callbacks out; no view knows the protocol.

mod actions;
mod device;
pub mod document;
mod export;
mod facts;
mod field;
mod form;
mod jwt;
mod problem;
mod spec;
mod timeline;
mod tokens;

use leptos::{html, prelude::*};

use super::{
    draft::Draft,
    report::{Outcome, Report},
    run::{Abilities, Action},
};

/// What the page shows, as signals.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The form's start values.
    pub draft: RwSignal<Draft>,
    /// The run up to now.
    pub report: RwSignal<Report>,
    /// Which actions the finished run allows.
    pub abilities: RwSignal<Abilities>,
    /// What is going on or has happened, in one sentence.
    pub notice: RwSignal<String>,
    /// Whether the run waits for something that can be given up.
    pub cancellable: RwSignal<bool>,
}

/// The whole page below its heading.
pub fn app(
    shown: Shown,
    start: impl Fn() + 'static,
    act: impl Fn(Action) + Copy + 'static,
    cancel: impl Fn() + 'static,
) -> impl IntoView {
    let Shown {
        draft,
        report,
        abilities,
        notice,
        cancellable,
    } = shown;
    let outcome = Memo::new(move |_| report.with(|report| report.result));
    let busy = Signal::derive(move || outcome.get() == Outcome::Running);
    let begun = Signal::derive(move || outcome.get() != Outcome::Idle);
    html::div().class("v-client").child((
        form::form(draft, busy, begun, start),
        html::p()
            .id("status")
            .class("v-status")
            .attr("role", "status")
            .child(move || notice.get()),
        device::device(report),
        device::cancel(cancellable, cancel),
        problem::problem(Signal::derive(move || {
            report.with(|report| report.error.clone())
        })),
        html::div()
            .class("v-columns")
            .hidden(move || !begun.get())
            .child((
                html::div().class("v-aside").child((
                    actions::actions(abilities, busy, act),
                    tokens::tokens(report),
                    facts::facts(report),
                    export::export(draft, report),
                )),
                timeline::timeline(report),
            )),
    ))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_stylesheet_begins_with_the_tokens_of_every_page() {
        let tokens = include_str!("../../../style/tokens.css");
        assert!(include_str!("../../../style/client.css").starts_with(tokens.trim_end()));
    }
}
