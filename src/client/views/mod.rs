//! What the client page shows: one file for each section, in builder syntax, since the page's
//! Trusted Types leave no room for `innerHTML`. Props in, callbacks out; no view knows the protocol.
//! The form is not drawn here but brought to life: it is in the page's HTML.

mod actions;
mod clipboard;
mod device;
pub mod document;
mod export;
mod facts;
pub mod form;
mod jwt;
mod now;
mod part;
mod problem;
mod relative;
mod spec;
mod timeline;
mod tokens;
mod wire;

use leptos::prelude::*;

use self::part::part;
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

/// The whole page below its form.
pub fn app(
    shown: Shown,
    start: impl Fn() + 'static,
    act: impl Fn(Action) + Copy + 'static,
    cancel: impl Fn() + 'static,
) -> AnyView {
    let Shown {
        draft,
        report,
        abilities,
        notice,
        cancellable,
    } = shown;
    let now = now::now();
    let outcome = Memo::new(move |_| report.with(|report| report.result));
    let refused = Memo::new(move |_| report.with(Report::is_refused));
    let busy = Signal::derive(move || outcome.get() == Outcome::Running);
    let begun = Signal::derive(move || outcome.get() != Outcome::Idle && !refused.get());
    form::enliven(draft, busy, begun, start);
    let idle = Signal::derive(move || outcome.get() == Outcome::Idle);
    let failed = move || outcome.get() == Outcome::Failed;
    let one_of = |there: &'static str, else_there: &'static str| {
        Signal::derive(move || if failed() { there } else { else_there }.to_owned())
    };
    let way = (
        one_of("#problem", "#next"),
        one_of("What went wrong", "What next"),
    );
    let status = part("div")
        .class("v-status")
        .when(
            "hidden",
            Signal::derive(move || notice.with(String::is_empty)),
        )
        .child(
            part("p")
                .attr("id", "status")
                .attr("role", "status")
                .live_text(notice.into()),
        )
        .child(
            // One place for the way out of a run and, once it has ended, the way past its checks.
            part("div")
                .class("v-way")
                .when("hidden", Signal::derive(move || !begun.get()))
                .child(
                    part("a")
                        .live_attr("href", way.0)
                        .when("hidden", busy)
                        .live_text(way.1),
                )
                .child(device::cancel(cancellable, cancel)),
        );
    // All of it comes at once, when the run has ended: what comes bit by bit moves what was there before.
    let to_come = Signal::derive(move || busy.get() && abilities.with(Abilities::none));
    // A narrow window has the code above the checks, which would have to make room for it.
    let to_wait = Memo::new(move |_| refused.get() || report.with(Report::asks_for_a_code));
    let results = part("div")
        .class("v-aside")
        .when("hidden", to_come)
        .child(actions::actions(abilities, busy, refused.into(), act))
        .view_in(tokens::tokens(report, now))
        .view_in(facts::userinfo(report, now))
        .view_in(facts::api(report))
        .child(export::export(report, refused.into()));
    part("div")
        .class("v-client")
        .child(status)
        .child(
            part("div")
                .class("v-columns")
                .when("hidden", idle)
                .view_in(device::device(report))
                .child(timeline::timeline(report, to_wait.into()))
                .view_in(problem::problem(report))
                .child(results),
        )
        .view()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_stylesheet_begins_with_the_tokens_of_every_page() {
        let tokens = include_str!("../../../style/tokens.css");
        assert!(include_str!("../../../style/client.css").starts_with(tokens.trim_end()));
    }
}
