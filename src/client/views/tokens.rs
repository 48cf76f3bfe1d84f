//! The tokens: what is readable inside them, side by side, and the tokens themselves, masked until asked.

use leptos::{ev, html, prelude::*};
use oauth_proto::time::Timestamp;

use super::{facts::members, jwt, relative::relative};
use crate::client::report::{Report, Tokens};

/// One panel for each token.
pub(super) fn tokens(report: RwSignal<Report>, now: Signal<Timestamp>) -> impl IntoView {
    let tokens = Memo::new(move |_| report.with(|report| report.tokens.clone()));
    move || tokens.get().map(|tokens| panel(tokens, now))
}

fn panel(tokens: Tokens, now: Signal<Timestamp>) -> impl IntoView {
    // The lifetime counts from the answer, which is just being shown.
    let received = now.get_untracked();
    let lifetime = tokens.expires_in.map(|lifetime| {
        let end = i64::try_from(lifetime).unwrap_or(i64::MAX);
        move || {
            let left = end.saturating_sub(now.get().since(received));
            let word = if left > 0 { "expires " } else { "expired " };
            [word, &relative(left)].concat()
        }
    });
    html::section()
        .class("v-card")
        .attr("aria-labelledby", "tokens")
        .child((
            html::h2().id("tokens").child("Tokens"),
            html::dl().class("v-facts").child((
                fact("Type", Some(tokens.token_type)),
                lifetime.map(|it| (html::dt().child("Access token"), html::dd().child(it))),
                fact("Scope", tokens.scope),
            )),
            token("Access token", Some(tokens.access_token), now),
            token("ID token", tokens.id_token, now),
            token("Refresh token", tokens.refresh_token, now),
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

fn token(
    name: &'static str,
    value: Option<String>,
    now: Signal<Timestamp>,
) -> Option<impl IntoView> {
    let value = value?;
    let shown = RwSignal::new(false);
    let inside = jwt::read(&value).map(|(header, claims)| {
        let part =
            |title: &'static str, members| html::div().child((html::h4().child(title), members));
        html::div().class("v-parts").child((
            part("Header", members(&header, now).into_any()),
            part("Claims", members(&claims, now).into_any()),
        ))
    });
    let opaque = inside.is_none().then(|| {
        html::p()
            .class("v-muted")
            .child("Opaque: only the server can read it.")
    });
    let text = move || {
        if shown.get() {
            value.clone()
        } else {
            "•".repeat(24)
        }
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
            opaque,
            inside,
        )),
    )
}
