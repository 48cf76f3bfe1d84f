//! One exchange as it went over the wire: request and answer, secrets masked until asked, and the same as a
//! command for the terminal.

use leptos::prelude::*;

use super::{
    clipboard,
    part::{Part, button, muted, part, said, toggle},
};
use crate::client::report::{Carrier, Exchange, Header, Piece, Text};

/// The exchange in one line, and folded below it all of it.
pub(super) fn wire(exchange: Exchange, failed: bool) -> Part {
    let shown = RwSignal::new(false);
    let told = RwSignal::new(String::new());
    let mut whole = part("details").class("v-wire");
    if failed {
        whole = whole.attr("open", "");
    }
    let line = part("code").text(line(&exchange));
    whole = whole
        .child(part("summary").child(line))
        .children(carrier(exchange.carrier).map(muted))
        .children(pane("Request", shown, {
            let exchange = exchange.clone();
            move |shown| {
                let head = head(&exchange.headers, shown);
                let url = written(&exchange.url, shown);
                let body = written(&exchange.body, shown);
                [&exchange.method, " ", &url, "\n", &head, "\n", &body].concat()
            }
        }));
    if let Some(answer) = exchange.answer.clone() {
        whole = whole.children(pane("Answer", shown, move |shown| {
            let head = head(&answer.headers, shown);
            let body = written(&answer.body, shown);
            [&answer.status.to_string(), "\n", &head, "\n", &body].concat()
        }));
    }
    let mut buttons = Vec::new();
    if has_secret(&exchange) {
        buttons.push(toggle("Show secrets", shown).class("v-small"));
    }
    if exchange.carrier != Carrier::Browser {
        let copy = move || {
            let shown = shown.get_untracked();
            let copied = if shown {
                "Copied, with the secrets."
            } else {
                "Copied, with $SECRET for each secret."
            };
            let refused = "This browser does not allow it.";
            clipboard::copy_and_say(&curl(&exchange, shown), told, copied, refused);
        };
        buttons.push(button("Copy as curl", copy).class("v-small"));
    }
    let buttons = part("div").class("v-buttons").children(buttons);
    whole.child(buttons.child(said(told.into())))
}

fn pane(
    title: &'static str,
    shown: RwSignal<bool>,
    text: impl Fn(bool) -> String + Send + Sync + 'static,
) -> [Part; 2] {
    let text = move || text(shown.get()).trim_end().to_owned();
    [
        part("h4").text(title),
        part("pre")
            .class("v-body")
            .attr("tabindex", "0")
            .attr("role", "group")
            .attr("aria-label", title)
            .attr("dir", "ltr")
            .live_text(Signal::derive(text)),
    ]
}

fn line(exchange: &Exchange) -> String {
    let url = exchange.url.masked();
    let place = url.split(['?', '#']).next().unwrap_or(&url);
    let outcome = match (&exchange.answer, exchange.carrier) {
        (Some(answer), _) => format!(" → {} in {} ms", answer.status, exchange.duration_ms),
        (None, Carrier::Browser) => String::new(),
        (None, _) => " → no answer that can be read".to_owned(),
    };
    let times = match exchange.times {
        0 | 1 => String::new(),
        times => format!(", {times} times"),
    };
    [&exchange.method, " ", place, &outcome, &times].concat()
}

fn carrier(carrier: Carrier) -> Option<&'static str> {
    match carrier {
        Carrier::Page => None,
        Carrier::Worker => {
            Some("Sent by the worker, which has put in the refresh token that it holds.")
        }
        Carrier::Browser => Some("The browser itself was there."),
        Carrier::Relay => Some("Carried by the relay of the command that serves this page."),
    }
}

fn has_secret(exchange: &Exchange) -> bool {
    let in_headers = |headers: &[Header]| headers.iter().any(|header| header.value.has_secret());
    exchange.url.has_secret()
        || exchange.body.has_secret()
        || in_headers(&exchange.headers)
        || exchange
            .answer
            .as_ref()
            .is_some_and(|answer| answer.body.has_secret() || in_headers(&answer.headers))
}

fn written(text: &Text, shown: bool) -> String {
    if shown {
        text.expose_secrets()
    } else {
        text.masked()
    }
}

fn head(headers: &[Header], shown: bool) -> String {
    let lines = headers.iter().map(|header| {
        let value = written(&header.value, shown);
        [&header.name, ": ", &value, "\n"].concat()
    });
    lines.collect()
}

/// The request for a POSIX shell. A secret that is not shown is a variable there.
fn curl(exchange: &Exchange, shown: bool) -> String {
    let mut command = "curl --include".to_owned();
    if exchange.method != "GET" {
        command.push_str(" --request ");
        command.push_str(&exchange.method);
    }
    for header in &exchange.headers {
        command.push_str(" \\\n  --header ");
        let mut argument = Argument::default();
        argument.push(&header.name);
        argument.push(": ");
        argument.push_text(&header.value, shown);
        command.push_str(&argument.finish());
    }
    if !exchange.body.is_empty() {
        command.push_str(" \\\n  --data-raw ");
        let mut argument = Argument::default();
        argument.push_text(&exchange.body, shown);
        command.push_str(&argument.finish());
    }
    command.push_str(" \\\n  ");
    let mut argument = Argument::default();
    argument.push_text(&exchange.url, shown);
    command.push_str(&argument.finish());
    command
}

/// One argument, in single quotes wherever it is not a variable: nothing in it means anything to a shell.
#[derive(Default)]
struct Argument(String);

impl Argument {
    fn push(&mut self, text: &str) {
        self.0.push_str(&text.replace('\'', r"'\''"));
    }

    fn push_text(&mut self, text: &Text, shown: bool) {
        for piece in text.pieces() {
            match piece {
                Piece::Secret(_) if !shown => self.0.push_str(r#"'"$SECRET"'"#),
                piece => self.push(piece.expose_secret()),
            }
        }
    }

    fn finish(self) -> String {
        ["'", &self.0, "'"].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::report::Answer;

    fn exchange() -> Exchange {
        let request = http::Request::builder()
            .method("POST")
            .uri("https://as.example/token?a=b")
            .header("accept", "application/json")
            .header("authorization", "Basic YTpi")
            .body(b"code=c-1&note=it's+$HOME".to_vec())
            .unwrap();
        let response = http::Response::builder()
            .status(200)
            .body(br#"{"access_token":"at-1"}"#.to_vec())
            .unwrap();
        Exchange {
            answer: Some(Answer::of(&response, &[])),
            duration_ms: 31,
            ..Exchange::of("token", &request)
        }
    }

    #[test]
    fn a_command_means_the_request_and_nothing_more() {
        assert_eq!(
            curl(&exchange(), true),
            "curl --include --request POST \\\n  --header 'accept: application/json' \\\n  \
             --header 'authorization: Basic YTpi' \\\n  \
             --data-raw 'code=c-1&note=it'\\''s+$HOME' \\\n  'https://as.example/token?a=b'"
        );
    }

    #[test]
    fn a_secret_that_is_not_shown_is_not_copied() {
        let command = curl(&exchange(), false);
        assert!(
            !command.contains("c-1") && !command.contains("YTpi"),
            "{command}"
        );
        assert!(
            command.contains(r#"--data-raw 'code='"$SECRET"'&note="#),
            "{command}"
        );
        assert!(has_secret(&exchange()));
    }

    #[test]
    fn the_line_says_where_and_what_came_of_it() {
        let mut exchange = exchange();
        assert_eq!(
            line(&exchange),
            "POST https://as.example/token → 200 in 31 ms"
        );
        exchange.answer = None;
        exchange.times = 3;
        assert_eq!(
            line(&exchange),
            "POST https://as.example/token → no answer that can be read, 3 times"
        );
        let left = Exchange::navigation("authorization", "https://as.example/auth?state=s");
        assert_eq!(line(&left), "GET https://as.example/auth");
    }

    #[test]
    fn headers_stand_on_lines_of_their_own() {
        let exchange = exchange();
        assert_eq!(
            head(&exchange.headers, true),
            "accept: application/json\nauthorization: Basic YTpi\n"
        );
        assert!(!head(&exchange.headers, false).contains("YTpi"));
    }
}
