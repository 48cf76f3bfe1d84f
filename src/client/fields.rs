//! The table of everything a run can be told: one row per parameter, in the order of the form.
//! It names and describes; it must not know how a value is checked (`settings`) or drawn (`views`).

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

impl Group {
    /// All groups, as the form shows them.
    pub const ALL: [Self; 4] = [Self::Server, Self::Client, Self::Request, Self::Options];

    /// The group's heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Server => "Server",
            Self::Client => "Client",
            Self::Request => "Request",
            Self::Options => "Options",
        }
    }

    /// What opens the rarer fields.
    pub fn more(self) -> &'static str {
        match self {
            Self::Server => "More about the server",
            Self::Client => "More about the client",
            Self::Request => "More to ask for",
            Self::Options => "More options",
        }
    }

    /// The sentence under the heading.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Server => "An issuer is enough where the server publishes its metadata.",
            Self::Client => "As registered at the server.",
            Self::Request => "Sent to the authorization endpoint when set.",
            Self::Options => "How this page behaves.",
        }
    }
}

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
    /// One of these (value, label); the first is the default.
    Choice(&'static [(&'static str, &'static str)]),
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
    /// The form field's label.
    pub label: &'static str,
    /// What it is for, in one line; may be empty.
    pub hint: &'static str,
    /// Under which heading it stands.
    pub group: Group,
    /// Shown at once, rather than under "More".
    pub basic: bool,
    /// How it is entered.
    pub kind: Kind,
}

/// The row of the parameter called `id`.
pub fn field(id: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.id == id)
}

const fn basic(
    group: Group,
    id: &'static str,
    label: &'static str,
    kind: Kind,
    hint: &'static str,
) -> Field {
    Field {
        id,
        label,
        hint,
        group,
        basic: true,
        kind,
    }
}

const fn more(
    group: Group,
    id: &'static str,
    label: &'static str,
    kind: Kind,
    hint: &'static str,
) -> Field {
    Field {
        id,
        label,
        hint,
        group,
        basic: false,
        kind,
    }
}

use Group::{Client, Options, Request, Server};
use Kind::{Choice, Flag, List, Number, Secret, Text, Url};

const BY_METADATA: &[(&str, &str)] = &[
    ("", "As the metadata requires"),
    ("0", "Never"),
    ("1", "Always"),
];

/// Every parameter but `autostart` and the free `extra.<name>`.
pub const FIELDS: &[Field] = &[
    basic(
        Server,
        "issuer",
        "Issuer",
        Url,
        "Its metadata is fetched from here.",
    ),
    more(
        Server,
        "endpoint",
        "Base without discovery",
        Url,
        "Ory Hydra's paths below this address.",
    ),
    more(Server, "auth_url", "Authorization endpoint", Url, ""),
    more(Server, "token_url", "Token endpoint", Url, ""),
    more(Server, "jwks_url", "Key set (JWKS)", Url, ""),
    more(Server, "userinfo_url", "Userinfo endpoint", Url, ""),
    more(Server, "revoke_url", "Revocation endpoint", Url, ""),
    more(Server, "logout_url", "End-session endpoint", Url, ""),
    more(
        Server,
        "device_auth_url",
        "Device authorization endpoint",
        Url,
        "",
    ),
    basic(Client, "client_id", "Client ID", Text, ""),
    more(
        Client,
        "client_auth",
        "Client authentication",
        Choice(&[
            ("none", "None (public client)"),
            ("client_secret_post", "Secret in the body"),
            ("client_secret_basic", "Secret by HTTP Basic"),
        ]),
        "",
    ),
    more(
        Client,
        "client_secret",
        "Client secret",
        Secret,
        "A browser cannot keep a secret: for trials only. Kept for this run, then erased.",
    ),
    more(
        Client,
        "redirect",
        "Redirect URI",
        Url,
        "Default: this page's own /callback.",
    ),
    basic(
        Request,
        "scope",
        "Scope",
        List,
        "Default: openid. With it an ID token is expected and checked.",
    ),
    more(
        Request,
        "flow",
        "Flow",
        Choice(&[
            ("code", "Authorization code"),
            ("device", "Device authorization"),
        ]),
        "",
    ),
    more(Request, "audience", "Audience", List, ""),
    more(
        Request,
        "resource",
        "Resource",
        List,
        "Addresses of resource servers (RFC 8707).",
    ),
    more(
        Request,
        "prompt",
        "Prompt",
        List,
        "none, login, consent, select_account …",
    ),
    more(
        Request,
        "max_age",
        "Maximum age",
        Number,
        "Seconds since the person last signed in.",
    ),
    more(Request, "acr_values", "ACR values", List, ""),
    more(Request, "login_hint", "Login hint", Text, ""),
    more(Request, "ui_locales", "Languages", List, ""),
    more(
        Request,
        "response_mode",
        "Response mode",
        Choice(&[
            ("", "Server's default"),
            ("query", "query"),
            ("fragment", "fragment"),
            ("form_post", "form_post"),
        ]),
        "",
    ),
    more(
        Request,
        "state",
        "Fixed state",
        Text,
        "Insecure: leave empty for a random one.",
    ),
    more(
        Request,
        "pkce",
        "PKCE",
        Choice(&[("S256", "S256"), ("off", "Off (dangerous)")]),
        "Off only for servers that do not know it.",
    ),
    more(
        Request,
        "token_body",
        "Token request body",
        Choice(&[("form", "Form"), ("json", "JSON")]),
        "The standard says form; some servers' tutorials use JSON.",
    ),
    more(
        Request,
        "par",
        "Pushed request (PAR)",
        Choice(BY_METADATA),
        "",
    ),
    more(
        Request,
        "dpop",
        "Bound tokens (DPoP)",
        Choice(BY_METADATA),
        "",
    ),
    basic(
        Options,
        "storage",
        "Token storage",
        Choice(&[
            ("memory", "Memory (gone on reload)"),
            ("session", "Tab (still shown after reload)"),
            ("worker", "Worker (the refresh token never comes back)"),
        ]),
        "",
    ),
    more(Options, "popup", "Authorize in a popup", Flag, ""),
    more(Options, "keep", "Stay ready for another round", Flag, ""),
    more(
        Options,
        "api_url",
        "API to call",
        Url,
        "With the access token, once the flow is done.",
    ),
    more(
        Options,
        "api_method",
        "API method",
        Choice(&[
            ("GET", "GET"),
            ("POST", "POST"),
            ("PUT", "PUT"),
            ("PATCH", "PATCH"),
            ("DELETE", "DELETE"),
        ]),
        "",
    ),
    more(
        Options,
        "verify_access_token",
        "Check the access token",
        Flag,
        "As a resource server would (RFC 9068).",
    ),
    more(
        Options,
        "leeway",
        "Clock leeway",
        Number,
        "Seconds; default 60.",
    ),
    more(
        Options,
        "format",
        "Copy as",
        Choice(&[
            ("json-pretty", "JSON, indented"),
            ("json", "JSON, one line"),
        ]),
        "",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_parameter_stands_once_and_beside_its_group() {
        let mut ids: Vec<_> = FIELDS.iter().map(|field| field.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), FIELDS.len());
        let mut groups: Vec<_> = FIELDS.iter().map(|field| field.group).collect();
        groups.dedup();
        assert_eq!(groups, Group::ALL);
    }

    #[test]
    fn a_choice_starts_with_its_default() {
        for field in FIELDS {
            if let Choice(options) = field.kind {
                assert!(options.len() > 1, "{}", field.id);
            }
        }
        assert_eq!(
            field("pkce").map(|field| field.kind),
            Some(Choice(&[("S256", "S256"), ("off", "Off (dangerous)"),]))
        );
        assert_eq!(field("autostart"), None);
    }
}
