//! The table of everything a run can be told: one row per parameter, in the order of the form.
//! It names and describes; it must not know how a value is checked (`settings`) or drawn (the host's
//! `pages::client` draws the form, `views` fill and read it). The describing words stay out of the bundle.

/// How a value is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// An address.
    Url,
    /// A whole number.
    Number,
    /// Several values, separated by spaces or commas; may be repeated in the query.
    List,
    /// One of these values; the first is the default.
    Choice(&'static [&'static str]),
    /// On (`1`) or off.
    Flag,
    /// Entered by hand, never read from or written to a URL.
    Secret,
}

/// One parameter of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The query parameter's name, and the form field's `id`.
    pub id: &'static str,
    /// How it is entered.
    pub kind: Kind,
    /// How the form presents it.
    #[cfg(feature = "ssr")]
    pub words: Words,
}

/// How the form presents a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Under which heading it stands.
    pub group: Group,
    /// Shown at once, rather than under "More".
    pub basic: bool,
    /// The field's label.
    pub label: &'static str,
    /// What it is for, in a sentence or two.
    pub hint: &'static str,
    /// What the values of a choice are called, in their order.
    pub choices: &'static [&'static str],
}

/// A heading of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Where the authorization server is.
    Server,
    /// Who asks.
    Client,
    /// What is asked for.
    Request,
    /// How the page goes about it.
    Options,
}

/// The row of the parameter called `id`.
pub fn field(id: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.id == id)
}

#[cfg_attr(
    not(feature = "ssr"),
    expect(unused_variables, reason = "the bundle has no use for the words")
)]
const fn row(id: &'static str, kind: Kind, words: Words) -> Field {
    Field {
        id,
        kind,
        #[cfg(feature = "ssr")]
        words,
    }
}

const fn basic(group: Group, label: &'static str, hint: &'static str) -> Words {
    Words {
        group,
        basic: true,
        label,
        hint,
        choices: &[],
    }
}

const fn more(group: Group, label: &'static str, hint: &'static str) -> Words {
    Words {
        basic: false,
        ..basic(group, label, hint)
    }
}

impl Words {
    const fn called(self, choices: &'static [&'static str]) -> Self {
        Self { choices, ..self }
    }
}

use Group::{Client, Options, Request, Server};
use Kind::{Choice, Flag, List, Number, Secret, Text, Url};

const BY_METADATA: Kind = Choice(&["", "0", "1"]);
const BY_METADATA_CALLED: &[&str] = &["As the metadata requires", "Never", "Always"];

/// Every parameter but `autostart` and the free `extra.<name>`.
pub const FIELDS: &[Field] = &[
    row(
        "issuer",
        Url,
        basic(
            Server,
            "Issuer",
            "The server’s address. Its metadata is fetched below it, and the issuer \
             named there must be the same to the letter.",
        ),
    ),
    row(
        "endpoint",
        Url,
        more(
            Server,
            "Base without discovery",
            "For servers without metadata: the endpoints are at Ory Hydra’s paths \
             below this address.",
        ),
    ),
    row(
        "auth_url",
        Url,
        more(
            Server,
            "Authorization endpoint",
            "Where the browser goes to sign in. An address given here wins over the \
             metadata, and so do the next six.",
        ),
    ),
    row(
        "token_url",
        Url,
        more(
            Server,
            "Token endpoint",
            "Where the code is exchanged for tokens.",
        ),
    ),
    row(
        "device_auth_url",
        Url,
        more(
            Server,
            "Device authorization endpoint",
            "Where the device flow gets its codes.",
        ),
    ),
    row(
        "userinfo_url",
        Url,
        more(
            Server,
            "Userinfo endpoint",
            "Tells about the person who signed in.",
        ),
    ),
    row(
        "revoke_url",
        Url,
        more(Server, "Revocation endpoint", "Withdraws a token."),
    ),
    row(
        "jwks_url",
        Url,
        more(
            Server,
            "Key set (JWKS)",
            "The keys that the server signs ID tokens with.",
        ),
    ),
    row(
        "logout_url",
        Url,
        more(
            Server,
            "End-session endpoint",
            "Where the browser goes to sign out.",
        ),
    ),
    row(
        "client_id",
        Text,
        basic(
            Client,
            "Client ID",
            "The client must be a public one there: it has no secret.",
        ),
    ),
    row(
        "redirect",
        Url,
        more(
            Client,
            "Redirect URI",
            "Must be registered at the server, to the letter. Empty: this page’s own \
             /callback.",
        ),
    ),
    row(
        "client_auth",
        Choice(&["none", "client_secret_post", "client_secret_basic"]),
        more(
            Client,
            "Client authentication",
            "How the client proves itself at the token endpoint. A client in a \
             browser cannot.",
        )
        .called(&[
            "None (public client)",
            "Secret in the body",
            "Secret by HTTP Basic",
        ]),
    ),
    row(
        "client_secret",
        Secret,
        more(
            Client,
            "Client secret",
            "A browser cannot keep a secret: for trials only. Kept for this run, then \
             erased; never in a link or in storage.",
        ),
    ),
    row(
        "flow",
        Choice(&["code", "device"]),
        basic(
            Request,
            "Flow",
            "Code: sign in in this browser. Device: confirm a short code on any \
             other.",
        )
        .called(&["Authorization code", "Device authorization"]),
    ),
    row(
        "scope",
        List,
        basic(
            Request,
            "Scope",
            "What the tokens are to allow. Empty: openid, which brings an ID token \
             that is checked.",
        ),
    ),
    row(
        "audience",
        List,
        more(
            Request,
            "Audience",
            "The API that the access token is for (Auth0, Ory Hydra).",
        ),
    ),
    row(
        "resource",
        List,
        more(
            Request,
            "Resource",
            "The APIs that the access token is for, as absolute URIs (RFC 8707).",
        ),
    ),
    row(
        "prompt",
        List,
        more(
            Request,
            "Prompt",
            "none, login, consent or select_account: what the server must ask, or \
             must not.",
        ),
    ),
    row(
        "max_age",
        Number,
        more(
            Request,
            "Maximum age",
            "Seconds since the person last signed in; longer ago means to sign in \
             again.",
        ),
    ),
    row(
        "acr_values",
        List,
        more(
            Request,
            "ACR values",
            "How strongly to sign in, in the server’s own words, best first.",
        ),
    ),
    row(
        "login_hint",
        Text,
        more(
            Request,
            "Login hint",
            "Who is expected to sign in: fills the user name.",
        ),
    ),
    row(
        "ui_locales",
        List,
        more(
            Request,
            "Languages",
            "For the server’s pages, best first: de en.",
        ),
    ),
    row(
        "response_mode",
        Choice(&["", "query", "fragment", "form_post"]),
        more(
            Request,
            "Response mode",
            "How the answer comes back. form_post needs this page’s own host.",
        )
        .called(&["Server’s default", "query", "fragment", "form_post"]),
    ),
    row(
        "state",
        Text,
        more(
            Request,
            "Fixed state",
            "Insecure: whoever knows it can forge an answer. Empty: a random one.",
        ),
    ),
    row(
        "pkce",
        Choice(&["S256", "off"]),
        more(
            Request,
            "PKCE",
            "Binds the code to this browser. Off only for servers that do not know \
             it.",
        )
        .called(&["S256", "Off (dangerous)"]),
    ),
    row(
        "token_body",
        Choice(&["form", "json"]),
        more(
            Request,
            "Token request body",
            "The standard says form. Some tutorials send JSON, which the server’s \
             CORS settings must allow.",
        )
        .called(&["Form", "JSON"]),
    ),
    row(
        "par",
        BY_METADATA,
        more(
            Request,
            "Pushed request (PAR)",
            "Sends the request straight to the server first, so that nothing of it is \
             in the address (RFC 9126).",
        )
        .called(BY_METADATA_CALLED),
    ),
    row(
        "dpop",
        BY_METADATA,
        more(
            Request,
            "Bound tokens (DPoP)",
            "Binds the tokens to a key of this browser, so that a stolen one is of no \
             use (RFC 9449).",
        )
        .called(BY_METADATA_CALLED),
    ),
    row(
        "storage",
        Choice(&["memory", "session", "worker"]),
        basic(
            Options,
            "Token storage",
            "Where tokens stay while you look at them.",
        )
        .called(&[
            "Memory (gone on reload)",
            "Tab (still shown after a reload)",
            "Worker (the page never sees the refresh token again)",
        ]),
    ),
    row(
        "popup",
        Flag,
        basic(
            Options,
            "Sign in in a popup",
            "This page stays as it is meanwhile.",
        ),
    ),
    row(
        "keep",
        Flag,
        more(
            Options,
            "Stay ready for another round",
            "Start again begins at once, with a fresh state and nonce.",
        ),
    ),
    row(
        "api_url",
        Url,
        more(
            Options,
            "API to call",
            "Called with the access token by a button, once the flow is done.",
        ),
    ),
    row(
        "api_method",
        Choice(&["GET", "POST", "PUT", "PATCH", "DELETE"]),
        more(Options, "API method", "The method of that call.")
            .called(&["GET", "POST", "PUT", "PATCH", "DELETE"]),
    ),
    row(
        "verify_access_token",
        Flag,
        more(
            Options,
            "Check the access token",
            "As the API would (RFC 9068): a JWT by this server’s keys, for the \
             audience.",
        ),
    ),
    row(
        "leeway",
        Number,
        more(
            Options,
            "Clock leeway",
            "Seconds that clocks may differ by. Empty: 60.",
        ),
    ),
    row(
        "format",
        Text,
        more(
            Options,
            "Result format",
            "Of the copy and download buttons: json-pretty, json, yaml, table, \
             jsonpath=… or jsonpointer=….",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_parameter_stands_once() {
        let mut ids: Vec<_> = FIELDS.iter().map(|field| field.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), FIELDS.len());
        assert_eq!(field("autostart"), None);
    }

    #[test]
    fn a_choice_starts_with_its_default() {
        assert_eq!(
            field("pkce").map(|field| field.kind),
            Some(Choice(&["S256", "off"]))
        );
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn each_is_explained_and_stands_beside_its_group() {
        let mut groups: Vec<_> = FIELDS.iter().map(|field| field.words.group).collect();
        groups.dedup();
        assert_eq!(groups, [Server, Client, Request, Options]);
        for field in FIELDS {
            assert!(!field.words.hint.is_empty(), "{}", field.id);
            let values = match field.kind {
                Choice(values) => values.len(),
                _ => 0,
            };
            assert_eq!(field.words.choices.len(), values, "{}", field.id);
        }
    }
}
