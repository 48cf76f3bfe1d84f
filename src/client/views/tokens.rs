//! The tokens: what is readable inside them, side by side, and the tokens themselves, masked until asked.

use leptos::prelude::*;
use oauth_proto::time::Timestamp;

use super::{
    facts::members,
    jwt,
    part::{Part, card, muted, pair, part, sometimes, toggle},
    relative::relative,
};
use crate::client::report::{Report, Tokens};

/// One panel for each token.
pub(super) fn tokens(report: RwSignal<Report>, now: Signal<Timestamp>) -> AnyView {
    let tokens = Memo::new(move |_| report.with(|report| report.tokens.clone()));
    sometimes(move || Some(panel(tokens.get()?, now)))
}

fn panel(tokens: Tokens, now: Signal<Timestamp>) -> Part {
    let mut facts = part("dl")
        .class("v-facts")
        .children(pair("Type", tokens.token_type));
    if let Some(end) = tokens.expires_at {
        let left = move || {
            let left = end.since(now.get());
            let word = if left > 0 { "expires " } else { "expired " };
            [word, &relative(left)].concat()
        };
        facts = facts
            .child(part("dt").text("Access token"))
            .child(part("dd").live_text(Signal::derive(left)));
    }
    if let Some(scope) = tokens.scope {
        facts = facts.children(pair("Scope", scope));
    }
    let others = [
        ("ID token", "Show ID token", tokens.id_token),
        ("Refresh token", "Show refresh token", tokens.refresh_token),
    ];
    card("tokens", "Tokens")
        .child(facts)
        .child(token(
            "Access token",
            "Show access token",
            tokens.access_token,
            now,
        ))
        .children(
            others
                .into_iter()
                .filter_map(|(name, show, value)| Some(token(name, show, value?, now))),
        )
}

fn token(name: &'static str, show: &'static str, value: String, now: Signal<Timestamp>) -> Part {
    let shown = RwSignal::new(false);
    let inside = match jwt::read(&value) {
        Some((header, claims)) => {
            let side = |title: &'static str, object| {
                part("div")
                    .child(part("h4").text(title))
                    .child(members(object, now))
            };
            part("div")
                .class("v-parts")
                .child(side("Header", &header))
                .child(side("Claims", &claims))
        }
        None => muted("Opaque: only the server can read it."),
    };
    let text = move || {
        if shown.get() {
            value.clone()
        } else {
            "•".repeat(24)
        }
    };
    let head = part("div")
        .class("v-token-head")
        .child(part("h3").text(name))
        .child(toggle("Show", shown).attr("aria-label", show));
    part("div")
        .class("v-token")
        .child(head)
        .child(
            part("code")
                .class("v-secret")
                .live_text(Signal::derive(text)),
        )
        .child(inside)
}
