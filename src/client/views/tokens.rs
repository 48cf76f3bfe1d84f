//! The tokens: what is readable inside them, side by side, and the tokens themselves, masked until asked.

use leptos::prelude::*;
use oauth_proto::time::Timestamp;

use super::{
    clipboard,
    facts::members,
    jwt,
    part::{Part, button, card, muted, pair, part, said, sometimes, toggle},
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
    let all = [
        (&ACCESS, Some(tokens.access_token)),
        (&ID, tokens.id_token),
        (&REFRESH, tokens.refresh_token),
    ];
    let all = all.into_iter();
    card("tokens", "Tokens")
        .child(facts)
        .children(all.filter_map(|(words, value)| Some(token(words, value?, now))))
}

/// What one token is called, and its buttons for who only hears them.
struct Words {
    name: &'static str,
    copy: &'static str,
    show: &'static str,
}

const ACCESS: Words = Words {
    name: "Access token",
    copy: "Copy access token",
    show: "Show access token",
};
const ID: Words = Words {
    name: "ID token",
    copy: "Copy ID token",
    show: "Show ID token",
};
const REFRESH: Words = Words {
    name: "Refresh token",
    copy: "Copy refresh token",
    show: "Show refresh token",
};

fn token(words: &Words, value: String, now: Signal<Timestamp>) -> Part {
    let shown = RwSignal::new(false);
    let told = RwSignal::new(String::new());
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
    let copied = value.clone();
    let copy = move || {
        let refused = "This browser does not allow it: show it and copy it by hand.";
        clipboard::copy_and_say(&copied, told, "Copied.", refused);
    };
    let text = move || {
        if shown.get() {
            value.clone()
        } else {
            "•".repeat(24)
        }
    };
    let small = |button: Part, label| button.class("v-small").attr("aria-label", label);
    // Side by side, also where they do not fit beside the name.
    let buttons = part("div")
        .class("v-buttons")
        .child(small(button("Copy", copy), words.copy))
        .child(small(toggle("Show", shown), words.show));
    let head = part("div")
        .class("v-head")
        .child(part("h3").text(words.name))
        .child(said(told.into()))
        .child(buttons);
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
