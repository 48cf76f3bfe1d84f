//! The CORS doctor's judgement: from facts to a diagnosis, and from a diagnosis to the setting that
//! cures it. Pure: it gathers no facts itself (`probe` does) and asks the browser nothing.

use std::fmt;

use crate::reach::Reach;

/// What is known about a request that failed without a status.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent observation"
)]
pub struct Facts {
    /// The page's own origin, as a server must allow it.
    pub page_origin: String,
    /// The page is a secure context.
    pub page_is_secure: bool,
    /// Where the page itself comes from.
    pub page_reach: Reach,
    /// The request went to `https:`.
    pub target_is_https: bool,
    /// Where the request was going.
    pub target_reach: Reach,
    /// The browser believes that there is a network.
    pub online: bool,
    /// The browser reported that the page's own Content-Security-Policy blocked it.
    pub own_policy_violated: bool,
    /// The browser asks before the request: its method, headers or content type are not plain.
    pub preflighted: bool,
    /// A `no-cors` request to the same URL was answered.
    pub answers: bool,
    /// A plain `cors` request to the same URL was answered and readable.
    pub readable_when_plain: bool,
    /// The permission to reach local networks; `None` where the browser has no such permission.
    pub local_network: Option<Permission>,
}

/// The state of a browser permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Given.
    Granted,
    /// Refused by the user or a policy.
    Denied,
    /// Not asked yet, or the question is still on the screen.
    Prompt,
}

/// Why a request failed without a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// The server answers the preflight without leave for this origin, method or header.
    CorsPreflight,
    /// The server answers without leave for this origin to read it.
    CorsResponse,
    /// An insecure page may not call a private or loopback address.
    InsecureContext,
    /// The browser asks the user before a public page may call a local address.
    LocalNetworkAccess,
    /// A page loaded over https may not call plain http.
    MixedContent,
    /// There is no network.
    Offline,
    /// The Content-Security-Policy of this page forbids the address.
    OwnPolicy,
    /// No name, no listener, a broken connection or a certificate that is not accepted.
    Unreachable,
}

/// The server whose setting a remedy names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Product {
    /// Auth0.
    Auth0,
    /// Ory Hydra.
    Hydra,
    /// Keycloak.
    Keycloak,
    /// light-oauth2.
    LightOauth2,
    /// node-oidc-provider.
    OidcProvider,
    /// Any other server.
    Other,
}

impl Product {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auth0 => "Auth0",
            Self::Hydra => "Ory Hydra",
            Self::Keycloak => "Keycloak",
            Self::LightOauth2 => "light-oauth2",
            Self::OidcProvider => "oidc-provider",
            Self::Other => "any other server",
        }
    }
}

/// The setting to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// Where.
    pub product: Product,
    /// What, in plain text.
    pub setting: &'static str,
}

/// A cause, and the facts it was told apart by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    cause: Cause,
    facts: Facts,
}

impl Diagnosis {
    /// Decides. What stops a request earliest is asked first.
    pub fn from_facts(facts: Facts) -> Self {
        let page_is_further = facts.page_reach > facts.target_reach;
        let cause = if facts.own_policy_violated {
            Cause::OwnPolicy
        } else if facts.answers {
            // A plain request that is readable shows that only the question before it was answered
            // wrongly.
            if facts.preflighted && facts.readable_when_plain {
                Cause::CorsPreflight
            } else {
                Cause::CorsResponse
            }
        } else if page_is_further && !facts.page_is_secure {
            Cause::InsecureContext
        } else if page_is_further
            && matches!(
                facts.local_network,
                Some(Permission::Denied | Permission::Prompt)
            )
        {
            Cause::LocalNetworkAccess
        } else if facts.page_is_secure
            && facts.page_reach != Reach::Loopback
            && !facts.target_is_https
            && facts.target_reach != Reach::Loopback
        {
            Cause::MixedContent
        } else if !facts.online && facts.target_reach != Reach::Loopback {
            Cause::Offline
        } else {
            Cause::Unreachable
        };
        Self { cause, facts }
    }

    /// The cause.
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// What it was told apart by.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The server answers, but not for this origin.
    pub fn is_cors(&self) -> bool {
        matches!(self.cause, Cause::CorsPreflight | Cause::CorsResponse)
    }

    /// Whether the same request can succeed without a change to any setting.
    pub fn is_retryable(&self) -> bool {
        matches!(
            self.cause,
            Cause::LocalNetworkAccess | Cause::Offline | Cause::Unreachable
        )
    }

    /// The settings that cure it, by product; empty when the server's settings are not the cause.
    pub fn remedies(&self) -> &'static [Remedy] {
        if self.is_cors() { CORS_REMEDIES } else { &[] }
    }

    /// What was observed, in plain text: how this cause was told from the others.
    pub fn evidence(&self) -> &'static str {
        match self.cause {
            Cause::CorsPreflight => {
                "A plain request to the same address is readable; this one has a header, method or \
                 content type that the browser asks leave for first, and the server did not give \
                 it."
            }
            Cause::CorsResponse if self.facts.preflighted => {
                "The address answers, but neither a plain request nor the browser's preflight got \
                 leave for this origin."
            }
            Cause::CorsResponse => {
                "The address answers, but without leave for this origin to read the answer."
            }
            Cause::InsecureContext => {
                "The page is not a secure context and the address is on a nearer network."
            }
            Cause::LocalNetworkAccess => {
                "The address is on a nearer network than the page, and this browser's permission \
                 for that is not granted."
            }
            Cause::MixedContent => "The page came over https and the address is plain http.",
            Cause::Offline => "The browser reports that there is no network.",
            Cause::OwnPolicy => {
                "The browser reported a violation of this page's own Content-Security-Policy."
            }
            Cause::Unreachable => "A request that needs no CORS was not answered either.",
        }
    }

    /// What to do, in plain text; where a setting of the server cures it, [`Diagnosis::remedies`] names
    /// it for each known product.
    pub fn advice(&self) -> String {
        let first = match self.cause {
            Cause::CorsPreflight | Cause::CorsResponse if self.facts.preflighted => {
                "Allow this page's origin and the request's headers in the server's CORS settings"
            }
            Cause::CorsPreflight | Cause::CorsResponse => {
                "Allow this page's origin in the server's CORS settings"
            }
            Cause::InsecureContext => return "Open this page over https.".to_owned(),
            Cause::LocalNetworkAccess => {
                return "Allow this site to reach devices on the local network: answer the \
                        browser's question, or change the permission beside the address bar, then \
                        try again."
                    .to_owned();
            }
            Cause::MixedContent => return "Use the server's https address.".to_owned(),
            Cause::Offline => return "Connect to a network and try again.".to_owned(),
            Cause::OwnPolicy => {
                return "Add the server's origin to connect-src in the Content-Security-Policy of \
                        the host that serves this page."
                    .to_owned();
            }
            Cause::Unreachable if self.facts.target_is_https => {
                return "Check that the server runs and that its name resolves, then open the \
                        address in a tab of its own: a certificate that is not accepted shows \
                        itself only there."
                    .to_owned();
            }
            Cause::Unreachable => {
                return "Check that the server runs, listens on this address and port, and that its \
                        name resolves."
                    .to_owned();
            }
        };
        format!("{first} ({}).", self.facts.page_origin)
    }

    /// What to do, with the setting for each known product, as one text.
    pub fn help(&self) -> String {
        let mut text = self.advice();
        for remedy in self.remedies() {
            text.push(' ');
            text.push_str(remedy.product.as_str());
            text.push_str(": ");
            text.push_str(remedy.setting);
        }
        text
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.cause {
            Cause::CorsPreflight => "the server refused the CORS preflight",
            Cause::CorsResponse => "the server answers, but not for this origin (CORS)",
            Cause::InsecureContext => "an insecure page may not call a local address",
            Cause::LocalNetworkAccess => "the browser withholds access to the local network",
            Cause::MixedContent => "a page loaded over https may not call plain http",
            Cause::Offline => "there is no network",
            Cause::OwnPolicy => "the Content-Security-Policy of this page forbids the address",
            Cause::Unreachable => {
                "the server cannot be reached: no such name, nothing listens there, or its \
                 certificate is not accepted"
            }
        })
    }
}

/// Whether a browser asks for leave (a preflight) before it sends this request to another origin.
///
/// Fetch Standard, "CORS-safelisted method" and "CORS-safelisted request-header".
pub fn is_preflighted<T>(request: &http::Request<T>) -> bool {
    !matches!(request.method().as_str(), "GET" | "HEAD" | "POST")
        || request
            .headers()
            .iter()
            .any(|(name, value)| match name.as_str() {
                "accept" | "accept-language" | "content-language" => false,
                "content-type" => !value.to_str().is_ok_and(is_plain_content_type),
                _ => true,
            })
}

fn is_plain_content_type(value: &str) -> bool {
    let essence = value.split(';').next().unwrap_or_default().trim();
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain",
    ]
    .iter()
    .any(|plain| essence.eq_ignore_ascii_case(plain))
}

const CORS_REMEDIES: &[Remedy] = &[
    Remedy {
        product: Product::Hydra,
        setting: "set serve.public.cors.enabled to true and list the origin in \
                  serve.public.cors.allowed_origins (SERVE_PUBLIC_CORS_ENABLED, \
                  SERVE_PUBLIC_CORS_ALLOWED_ORIGINS); the client's allowed_cors_origins reaches \
                  only requests without a preflight, and neither discovery nor keys.",
    },
    Remedy {
        product: Product::Auth0,
        setting: "add the origin under Applications, Settings, Allowed Web Origins, and Allowed \
                  Origins (CORS).",
    },
    Remedy {
        product: Product::Keycloak,
        setting: "add the origin under Clients, Settings, Web origins (+ takes those of the valid \
                  redirect URIs).",
    },
    Remedy {
        product: Product::LightOauth2,
        setting: "its token service sends no CORS headers: put CorsHttpHandler into the chain of \
                  handler.yml and the origin into allowedOrigins of cors.yml, or serve it from \
                  this page's own origin.",
    },
    Remedy {
        product: Product::OidcProvider,
        setting: "let the clientBasedCORS function of its configuration return true for the origin \
                  and client; discovery and keys are open to every origin without it.",
    },
    Remedy {
        product: Product::Other,
        setting: "answer with Access-Control-Allow-Origin for the origin, on errors and on OPTIONS \
                  too, and with Access-Control-Allow-Headers for Authorization, Content-Type and \
                  DPoP.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts {
            page_origin: "https://app.example".to_owned(),
            page_is_secure: true,
            page_reach: Reach::Public,
            target_is_https: true,
            target_reach: Reach::Public,
            online: true,
            own_policy_violated: false,
            preflighted: false,
            answers: false,
            readable_when_plain: false,
            local_network: None,
        }
    }

    fn cause(change: impl FnOnce(&mut Facts)) -> Cause {
        let mut facts = facts();
        change(&mut facts);
        Diagnosis::from_facts(facts).cause()
    }

    #[test]
    fn each_cause_is_told_by_its_facts() {
        assert_eq!(cause(|_| ()), Cause::Unreachable);
        assert_eq!(cause(|f| f.answers = true), Cause::CorsResponse);
        assert_eq!(
            cause(|f| {
                f.answers = true;
                f.preflighted = true;
            }),
            Cause::CorsResponse
        );
        assert_eq!(
            cause(|f| {
                f.answers = true;
                f.preflighted = true;
                f.readable_when_plain = true;
            }),
            Cause::CorsPreflight
        );
        assert_eq!(cause(|f| f.online = false), Cause::Offline);
        assert_eq!(cause(|f| f.target_is_https = false), Cause::MixedContent);
        assert_eq!(cause(|f| f.own_policy_violated = true), Cause::OwnPolicy);
        assert_eq!(
            cause(|f| {
                f.target_reach = Reach::Private;
                f.local_network = Some(Permission::Prompt);
            }),
            Cause::LocalNetworkAccess
        );
        assert_eq!(
            cause(|f| {
                f.target_reach = Reach::Loopback;
                f.page_is_secure = false;
            }),
            Cause::InsecureContext
        );
    }

    #[test]
    fn a_loopback_page_that_calls_loopback_needs_neither_network_nor_leave() {
        let loopback = |f: &mut Facts| {
            f.page_reach = Reach::Loopback;
            f.target_reach = Reach::Loopback;
            f.target_is_https = false;
            f.online = false;
            f.local_network = Some(Permission::Denied);
        };
        assert_eq!(cause(loopback), Cause::Unreachable);
    }

    #[test]
    fn a_granted_local_network_is_not_blamed() {
        let granted = |f: &mut Facts| {
            f.target_reach = Reach::Loopback;
            f.local_network = Some(Permission::Granted);
        };
        assert_eq!(cause(granted), Cause::Unreachable);
    }

    #[test]
    fn only_cors_names_server_settings() {
        let mut answered = facts();
        answered.answers = true;
        let cors = Diagnosis::from_facts(answered);
        assert!(cors.is_cors());
        assert!(!cors.is_retryable());
        assert_eq!(
            cors.remedies()
                .iter()
                .map(|r| r.product)
                .collect::<Vec<_>>(),
            [
                Product::Hydra,
                Product::Auth0,
                Product::Keycloak,
                Product::LightOauth2,
                Product::OidcProvider,
                Product::Other
            ]
        );
        assert!(cors.help().starts_with(
            "Allow this page's origin in the server's CORS settings (https://app.example). Ory \
             Hydra: set serve.public.cors.enabled to true"
        ));
        let unreachable = Diagnosis::from_facts(facts());
        assert_eq!(unreachable.remedies(), []);
        assert!(unreachable.is_retryable());
    }

    #[test]
    fn preflights() {
        let preflighted = |method: &str, headers: &[(&str, &str)]| {
            let mut request = http::Request::builder()
                .method(method)
                .uri("https://as.example/token");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            is_preflighted(&request.body(()).unwrap())
        };
        assert!(!preflighted("GET", &[]));
        assert!(!preflighted("GET", &[("accept", "application/json")]));
        assert!(!preflighted(
            "POST",
            &[(
                "content-type",
                "application/x-www-form-urlencoded;charset=UTF-8"
            )]
        ));
        assert!(preflighted("POST", &[("content-type", "application/json")]));
        assert!(preflighted("GET", &[("authorization", "Bearer x")]));
        assert!(preflighted("POST", &[("dpop", "x")]));
        assert!(preflighted("PUT", &[]));
    }
}
