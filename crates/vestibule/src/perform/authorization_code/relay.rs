//! The relay: sends for the page what a browser can't send or may not read. It goes only to the
//! endpoints of this run, with the methods and headers that those take, and never follows a redirect.
//! The client's secret is added here; the page never has it.
//!
//! The endpoints are those that the command line names, or those that this asks the issuer for
//! itself: what the page says of the server is not believed.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Uri,
    header::{self, AUTHORIZATION, CONTENT_TYPE},
};
use oauth_proto::{
    check::Trace,
    discovery::Discovery,
    metadata::{EndpointName, ServerMetadata},
    secret::ClientSecret,
};
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;

use crate::perform::{
    discovery,
    http_client::{Fault, HttpClient},
    options::{ClientAuthMethod, RelayUse},
    target::{Credentials, Endpoints, Target},
};

/// What the page may set. Whatever else a browser adds says nothing to the server.
const SENT: [HeaderName; 4] = [
    header::ACCEPT,
    CONTENT_TYPE,
    AUTHORIZATION,
    HeaderName::from_static("dpop"),
];
/// What the page is told.
const RETURNED: [HeaderName; 6] = [
    CONTENT_TYPE,
    header::CACHE_CONTROL,
    header::DATE,
    header::RETRY_AFTER,
    header::WWW_AUTHENTICATE,
    HeaderName::from_static("dpop-nonce"),
];

/// A request of the page's.
#[derive(Deserialize)]
pub(crate) struct RelayRequest {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    /// Base64.
    body: String,
}

/// The server's answer.
#[derive(Serialize)]
pub(crate) struct RelayResponse {
    status: u16,
    headers: Vec<(String, String)>,
    /// Base64.
    body: String,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RelayFault {
    /// Not a request of this run.
    Refused,
    /// The server's fault, or the network's.
    Network(Fault),
}

/// The relay of one run of the command.
pub(crate) struct Relay {
    http: HttpClient,
    target: Target,
    credentials: Credentials,
    auth: ClientAuthMethod,
    usage: RelayUse,
    allowed: OnceCell<Vec<Allowed>>,
}

/// An address that may be asked, and how.
struct Allowed {
    address: Uri,
    methods: &'static [Method],
    /// Whether the client authenticates there.
    authenticates: bool,
}

impl Relay {
    pub(super) fn new(
        http: HttpClient,
        target: Target,
        credentials: Credentials,
        auth: ClientAuthMethod,
        usage: RelayUse,
    ) -> Self {
        Self {
            http,
            target,
            credentials,
            auth,
            usage,
            allowed: OnceCell::new(),
        }
    }

    /// Sends the page's request, if it is one of this run.
    pub(crate) async fn send(&self, request: RelayRequest) -> Result<RelayResponse, RelayFault> {
        if self.usage == RelayUse::Never {
            return Err(RelayFault::Refused);
        }
        let mut request = read(request).ok_or(RelayFault::Refused)?;
        if !self.is_discovery(&request) {
            let allowed = self.allowed().await?.iter().find(|allowed| {
                allowed.address == *request.uri() && allowed.methods.contains(request.method())
            });
            let allowed = allowed.ok_or(RelayFault::Refused)?;
            if allowed.authenticates
                && let Some(secret) = &self.credentials.secret
            {
                self.authenticate(&mut request, secret)
                    .ok_or(RelayFault::Refused)?;
            }
        }
        let answer = self.http.send(request).await.map_err(RelayFault::Network)?;
        let headers = RETURNED.into_iter().filter_map(|name| {
            let value = answer.headers().get(&name)?.to_str().ok()?;
            Some((name.as_str().to_owned(), value.to_owned()))
        });
        Ok(RelayResponse {
            status: answer.status().as_u16(),
            headers: headers.collect(),
            body: STANDARD.encode(answer.body()),
        })
    }

    /// Whether it is for the issuer's metadata, at either of its addresses.
    fn is_discovery(&self, request: &Request<Vec<u8>>) -> bool {
        let Endpoints::DiscoveredFrom(issuer) = &self.target.endpoints else {
            return false;
        };
        let Ok(first) = Discovery::new(issuer.clone(), &mut Trace::new()) else {
            return false;
        };
        let second = first.next();
        [Some(first), second]
            .into_iter()
            .flatten()
            .any(|search| search.request().uri() == request.uri())
            && request.method() == Method::GET
    }

    async fn allowed(&self) -> Result<&[Allowed], RelayFault> {
        let allowed = self.allowed.get_or_try_init(|| async {
            let server = discovery::endpoints(&self.http, &self.target, &mut Trace::new()).await;
            // Without metadata no endpoint is one of this run.
            Ok(allowed(&server.map_err(|_| RelayFault::Refused)?))
        });
        Ok(allowed.await?)
    }

    /// Adds the secret to a request that names the client already.
    fn authenticate(&self, request: &mut Request<Vec<u8>>, secret: &ClientSecret) -> Option<()> {
        let is_json = request
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
        let (id, secret) = (self.credentials.id.as_str(), secret.expose_secret());
        let is_basic = self.auth == ClientAuthMethod::ClientSecretBasic;
        let body = if is_json {
            let mut body: serde_json::Map<_, _> = serde_json::from_slice(request.body()).ok()?;
            // One way to authenticate at a time (RFC 6749 §2.3).
            if is_basic {
                body.remove("client_id");
            } else {
                body.insert("client_secret".to_owned(), secret.into());
            }
            serde_json::to_vec(&body).ok()?
        } else {
            let mut body = form_urlencoded::Serializer::new(String::new());
            let pairs = form_urlencoded::parse(request.body());
            body.extend_pairs(pairs.filter(|(name, _)| !is_basic || name != "client_id"));
            if !is_basic {
                body.append_pair("client_secret", secret);
            }
            body.finish().into_bytes()
        };
        *request.body_mut() = body;
        if is_basic {
            request
                .headers_mut()
                .insert(AUTHORIZATION, basic(id, secret)?);
        }
        Some(())
    }
}

impl RelayFault {
    /// The name that the page knows it by.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Network(fault) => fault.as_str(),
        }
    }

    /// What to do about it.
    pub(crate) fn help(self) -> &'static str {
        match self {
            Self::Refused => {
                "The relay sends only to the endpoints of its run, those that the command line names \
                 or the issuer announces."
            }
            Self::Network(fault) => fault.help(),
        }
    }
}

fn allowed(server: &ServerMetadata) -> Vec<Allowed> {
    const GET: &[Method] = &[Method::GET];
    const POST: &[Method] = &[Method::POST];
    const BOTH: &[Method] = &[Method::GET, Method::POST];
    let rules = [
        (EndpointName::Token, POST, true),
        (EndpointName::Par, POST, true),
        (EndpointName::Revocation, POST, true),
        (EndpointName::Jwks, GET, false),
        (EndpointName::Userinfo, BOTH, false),
    ];
    rules
        .into_iter()
        .filter_map(|(name, methods, authenticates)| {
            Some(Allowed {
                address: server.endpoint(name)?.as_str().parse().ok()?,
                methods,
                authenticates,
            })
        })
        .collect()
}

fn read(request: RelayRequest) -> Option<Request<Vec<u8>>> {
    let mut headers = HeaderMap::new();
    for (name, value) in request.headers {
        let name: HeaderName = name.parse().ok()?;
        if SENT.contains(&name) {
            headers.insert(name, HeaderValue::try_from(value).ok()?);
        }
    }
    let mut read = Request::new(STANDARD.decode(request.body).ok()?);
    *read.method_mut() = request.method.parse().ok()?;
    *read.uri_mut() = request.url.parse().ok()?;
    *read.headers_mut() = headers;
    Some(read)
}

/// Each half is form-encoded before both are joined (RFC 6749 §2.3.1).
fn basic(id: &str, secret: &str) -> Option<HeaderValue> {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pair = [encode(id), encode(secret)].join(":");
    let mut value = HeaderValue::try_from(["Basic ", &STANDARD.encode(pair)].concat()).ok()?;
    value.set_sensitive(true);
    Some(value)
}
