//! What the page's address asks for when it is opened. Only looks; nothing is taken or changed here
//! but the address bar, which loses an answer before anything else happens.

use oauth_browser::navigation::{self, CallbackParts};
use oauth_proto::callback::CallbackParams;

use super::memory;
use crate::client::{draft::Draft, views::document};

/// Why the page is open.
#[derive(Debug)]
pub(super) enum Arrival {
    /// Somebody wants a run, perhaps with settings in the link.
    Visit(Draft),
    /// The authorization endpoint has answered.
    Answer(CallbackParts),
    /// The redirect URI without an answer: a reload, or a link to it.
    NoAnswer,
    /// The server's logout sent the browser back.
    FromLogout(CallbackParts),
}

impl Arrival {
    /// Reads the address; an answer in it is gone from the address bar afterwards.
    pub(super) fn read() -> Self {
        let (path, query, fragment) = document::address();
        let posted = document::take_posted_answer();
        let query = posted.unwrap_or(query);
        let arrival = Self::judge(&path, &query, &fragment, memory::left_for_logout());
        if !matches!(arrival, Self::Visit(_)) {
            // Where the history refuses, the answer stays in the address; it can be used only once.
            let _ = navigation::take_callback();
        }
        arrival
    }

    fn judge(path: &str, query: &str, fragment: &str, left_for_logout: bool) -> Self {
        let answer = || CallbackParts {
            query: query.trim_start_matches('?').to_owned(),
            fragment: fragment.trim_start_matches('#').to_owned(),
        };
        let has = |name: &str| {
            let mut pairs = form_urlencoded::parse(query.trim_start_matches('?').as_bytes());
            pairs.any(|(known, _)| known == name)
        };
        if path.ends_with("/client/") {
            return if left_for_logout && !has("client_id") {
                Self::FromLogout(answer())
            } else if has("code") || (has("error") && has("state")) {
                Self::Answer(answer())
            } else {
                Self::Visit(Draft::from_query(query))
            };
        }
        if CallbackParams::parse(query, fragment).is_response() {
            Self::Answer(answer())
        } else {
            Self::NoAnswer
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(path: &str, query: &str, fragment: &str, left_for_logout: bool) -> &'static str {
        match Arrival::judge(path, query, fragment, left_for_logout) {
            Arrival::Visit(_) => "visit",
            Arrival::Answer(_) => "answer",
            Arrival::NoAnswer => "no answer",
            Arrival::FromLogout(_) => "logout",
        }
    }

    #[test]
    fn the_address_says_why_the_page_is_open() {
        let cases = [
            ("/client/", "", "", false, "visit"),
            (
                "/client/",
                "?issuer=https://as.example&client_id=x&autostart=1",
                "",
                false,
                "visit",
            ),
            // A fixed state is a setting, not an answer.
            ("/client/", "?client_id=x&state=fixed", "", false, "visit"),
            ("/client/", "?code=c&state=s", "", false, "answer"),
            ("/client/", "?state=s", "", true, "logout"),
            ("/client/", "", "", true, "logout"),
            ("/client/", "?client_id=x&state=fixed", "", true, "visit"),
            ("/callback", "?code=c&state=s", "", false, "answer"),
            ("/callback", "", "#code=c&state=s", false, "answer"),
            ("/callback", "?error=access_denied", "", false, "answer"),
            ("/callback", "", "", false, "no answer"),
            ("/callback", "", "", true, "no answer"),
        ];
        for (path, query, fragment, logout, expected) in cases {
            assert_eq!(
                judge(path, query, fragment, logout),
                expected,
                "{path}{query}{fragment}"
            );
        }
    }
}
