//! The tokens, masked until asked, and what is readable inside them.

use leptos::{ev, html, prelude::*};

use super::{facts::members, jwt};
use crate::client::report::{Report, Tokens};

/// One panel for each token.
pub(super) fn tokens(report: RwSignal<Report>) -> impl IntoView {
    let tokens = Memo::new(move |_| report.with(|report| report.tokens.clone()));
    move || tokens.get().map(panel)
}

fn panel(tokens: Tokens) -> impl IntoView {
    let lifetime = tokens
        .expires_in
        .map(|seconds| format!("{seconds} seconds"));
    html::section()
        .class("v-card")
        .attr("aria-labelledby", "tokens")
        .child((
            html::h2().id("tokens").child("Tokens"),
            html::dl().class("v-facts").child((
                fact("Type", Some(tokens.token_type)),
                fact("Lifetime", lifetime),
                fact("Scope", tokens.scope),
            )),
            token("Access token", Some(tokens.access_token)),
            token("ID token", tokens.id_token),
            token("Refresh token", tokens.refresh_token),
        ))
}

fn fact(name: &'static str, value: Option<String>) -> Option<impl IntoView> {
    value.map(|value| {
        (
            html::dt().child(name),
            html::dd().attr("dir", "auto").child(value),
        )
    })
}

fn token(name: &'static str, value: Option<String>) -> Option<impl IntoView> {
    let value = value?;
    let shown = RwSignal::new(false);
    let parts = jwt::read(&value);
    let text = move || {
        if shown.get() {
            value.clone()
        } else {
            "•".repeat(24)
        }
    };
    let inside = move || {
        shown.get().then(|| {
            parts.clone().map(|(header, claims)| {
                (
                    html::h4().child("Header"),
                    members(&header),
                    html::h4().child("Claims"),
                    members(&claims),
                )
            })
        })
    };
    Some(
        html::div().class("v-token").child((
            html::p().class("v-token-head").child((
                html::h3().child(name),
                html::button()
                    .r#type("button")
                    .attr(
                        "aria-pressed",
                        move || if shown.get() { "true" } else { "false" },
                    )
                    .attr("aria-label", format!("Show {name}"))
                    .on(ev::click, move |_| shown.update(|shown| *shown = !*shown))
                    .child("Show"),
            )),
            html::code().class("v-secret").child(text),
            inside,
        )),
    )
}
