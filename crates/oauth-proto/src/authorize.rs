//! The authorization request (RFC 6749 §4.1.1, RFC 7636 §4, OIDC Core §3.1.2.1): code flow only, S256, fresh state and
//! nonce. Sending the browser there, and what comes back, is not known here.

use crate::check::{CheckId, Trace};
use crate::client::Client;
use crate::crypto::{Crypto, Hash};
use crate::endpoint::Endpoint;
use crate::entropy::{Entropy, random_text};
use crate::error::{Error, Misuse};
use crate::extra::Extra;
use crate::jose;
use crate::metadata::{EndpointName, List, ServerMetadata};
use crate::parties::Parties;
use crate::resource::Resource;
use crate::scope::Scope;
use crate::secret::{CodeVerifier, Nonce, State, opaque_debug};
use crate::time::Timestamp;
use crate::transaction::Transaction;

/// What the caller wants to be asked of the server (RFC 6749 §4.1.1, OIDC Core §3.1.2.1).
#[derive(Clone)]
#[non_exhaustive]
pub struct AuthorizationParams {
    /// Where the response goes, as registered.
    pub redirect_uri: Endpoint,
    /// What to ask for; `openid` for an ID token.
    pub scope: Scope,
    /// Audiences of the access token (Auth0, Ory Hydra), sent joined by spaces.
    pub audience: Vec<String>,
    /// Resource indicators (RFC 8707), each sent as a parameter of its own.
    pub resource: Vec<Resource>,
    /// `prompt` values.
    pub prompt: Vec<String>,
    /// Oldest sign-in that will do, in seconds; the ID token's `auth_time` is checked against it.
    pub max_age: Option<u32>,
    /// Authentication classes, best first.
    pub acr_values: Vec<String>,
    /// Whether an ID token with another class (or none) is refused, not warned about.
    pub require_acr: bool,
    /// Who is expected to sign in.
    pub login_hint: Option<String>,
    /// Languages, best first.
    pub ui_locales: Vec<String>,
    /// How the response is to be carried.
    pub response_mode: Option<ResponseMode>,
    /// Thumbprint of the `DPoP` key; set, the tokens must be bound to it (RFC 9449 §10).
    pub dpop_jkt: Option<String>,
    /// Whether the request goes by PAR although the server does not demand it (RFC 9126).
    pub par: bool,
    /// Any other parameters.
    pub extra: Vec<Extra>,
    /// A state that is not fresh: whoever knows it can forge a response. For servers' test scripts only.
    pub danger_fixed_state: Option<State>,
    /// No PKCE: a stolen code can be redeemed. For servers that have none.
    pub danger_no_pkce: bool,
}

impl AuthorizationParams {
    /// The usual request.
    pub fn new(redirect_uri: Endpoint, scope: Scope) -> Self {
        Self {
            redirect_uri,
            scope,
            audience: Vec::new(),
            resource: Vec::new(),
            prompt: Vec::new(),
            max_age: None,
            acr_values: Vec::new(),
            require_acr: false,
            login_hint: None,
            ui_locales: Vec::new(),
            response_mode: None,
            dpop_jkt: None,
            par: false,
            extra: Vec::new(),
            danger_fixed_state: None,
            danger_no_pkce: false,
        }
    }
}

/// How the authorization response is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseMode {
    /// In the query, the default of the code flow.
    Query,
    /// In the fragment, which no server on the way sees.
    Fragment,
    /// As a form POST, which needs a server of one's own.
    FormPost,
}

impl ResponseMode {
    /// The parameter's value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Fragment => "fragment",
            Self::FormPost => "form_post",
        }
    }
}

/// A request that is ready to be sent by redirect, or to be pushed first.
pub struct AuthorizationRequest {
    pub(crate) endpoint: Endpoint,
    pub(crate) parameters: Vec<(&'static str, String)>,
    pub(crate) extra: Vec<Extra>,
    pub(crate) transaction: Transaction,
    pub(crate) must_be_pushed: bool,
}

/// Where to send the browser, and what to keep until it is back.
pub struct Redirect {
    /// The address to go to.
    pub url: String,
    /// To be stored under its state, to be taken out once.
    pub transaction: Transaction,
}

// They carry state and nonce in plain text, and whatever the caller adds.
opaque_debug!(AuthorizationParams AuthorizationRequest Redirect);

impl AuthorizationRequest {
    /// Prepares a request with fresh secrets. Fails at `config.endpoints` when the server cannot do what is asked and at
    /// `discovery.pkce` when it says that it has no S256.
    pub async fn new(
        server: &ServerMetadata,
        client: &Client,
        params: AuthorizationParams,
        crypto: &impl Crypto,
        entropy: &mut impl Entropy,
        now: Timestamp,
        trace: &mut Trace,
    ) -> Result<Self, Error> {
        let id = CheckId::ConfigEndpoints;
        let (endpoint, parties) = endpoints_for(server, client, &params, trace)?;
        check_pkce(server, params.danger_no_pkce, trace)?;

        let mut secret =
            || random_text(entropy).map_err(|cause| trace.fail(id, "randomness", "none", cause));
        let (state, nonce, verifier) = (secret()?, secret()?, secret()?);
        let fixed_state = params.danger_fixed_state.is_some();
        let (Some(fresh_state), Some(nonce), Some(verifier)) = (
            State::parse(state),
            Nonce::parse(nonce),
            CodeVerifier::parse(verifier),
        ) else {
            return Err(trace.fail(id, "randomness", "unusable", crate::entropy::NoEntropy));
        };
        let state = params.danger_fixed_state.unwrap_or(fresh_state);
        let verifier = (!params.danger_no_pkce).then_some(verifier);
        let challenge = match &verifier {
            Some(verifier) => Some(code_challenge(verifier, crypto).await.map_err(|cause| {
                trace.fail(id, "cryptography in a secure context", "none", cause)
            })?),
            None => None,
        };

        let mut parameters = Vec::new();
        let mut put = |name, value: String| {
            if !value.is_empty() {
                parameters.push((name, value));
            }
        };
        put("response_type", "code".to_owned());
        put("client_id", client.id().to_owned());
        put("redirect_uri", params.redirect_uri.as_str().to_owned());
        put("scope", params.scope.to_string());
        put("state", state.expose_secret().to_owned());
        put("nonce", nonce.expose_secret().to_owned());
        if let Some(challenge) = challenge {
            put("code_challenge", challenge);
            put("code_challenge_method", "S256".to_owned());
        }
        if let Some(mode) = params.response_mode {
            put("response_mode", mode.as_str().to_owned());
        }
        put("audience", params.audience.join(" "));
        for resource in params.resource {
            put("resource", resource.to_string());
        }
        put("prompt", params.prompt.join(" "));
        if let Some(seconds) = params.max_age {
            put("max_age", seconds.to_string());
        }
        put("acr_values", params.acr_values.join(" "));
        put("login_hint", params.login_hint.unwrap_or_default());
        put("ui_locales", params.ui_locales.join(" "));
        let dpop = params.dpop_jkt.is_some();
        put("dpop_jkt", params.dpop_jkt.unwrap_or_default());

        Ok(Self {
            endpoint,
            parameters,
            extra: params.extra,
            must_be_pushed: params.par || server.requires_par(),
            transaction: Transaction {
                state,
                fixed_state,
                nonce,
                verifier,
                parties,
                redirect_uri: params.redirect_uri,
                scope: params.scope,
                max_age: params.max_age,
                acr_values: params.acr_values,
                require_acr: params.require_acr,
                dpop,
                created_at: now,
            },
        })
    }

    /// Every parameter in the order sent.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self
            .parameters
            .iter()
            .map(|(name, value)| (*name, value.as_str()));
        own.chain(self.extra.iter().map(|extra| (extra.name(), extra.value())))
    }

    /// What will be checked against the response.
    pub fn transaction(&self) -> &Transaction {
        &self.transaction
    }

    /// Whether this request goes by [`crate::par`], not by [`AuthorizationRequest::redirect`].
    pub fn must_be_pushed(&self) -> bool {
        self.must_be_pushed
    }

    /// The plain redirect, all parameters in the address.
    pub fn redirect(self, trace: &mut Trace) -> Result<Redirect, Error> {
        if self.must_be_pushed {
            let id = CheckId::ParResponse;
            return Err(trace.fail(id, "a pushed request", "a plain one", Misuse::ParRequired));
        }
        Ok(Redirect {
            url: self.endpoint.with_query(self.parameters()),
            transaction: self.transaction,
        })
    }
}

/// The S256 challenge of a verifier (RFC 7636 §4.2).
pub async fn code_challenge(
    verifier: &CodeVerifier,
    crypto: &impl Crypto,
) -> Result<String, crate::crypto::CryptoError> {
    let digest = crypto
        .digest(Hash::Sha256, verifier.expose_secret().as_bytes())
        .await?;
    Ok(jose::encode(digest))
}

fn endpoints_for(
    server: &ServerMetadata,
    client: &Client,
    params: &AuthorizationParams,
    trace: &mut Trace,
) -> Result<(Endpoint, Parties), Error> {
    let id = CheckId::ConfigEndpoints;
    let authorization = server
        .require(EndpointName::Authorization, id, trace)?
        .clone();
    let parties = Parties::new(server, client, id, trace)?;
    if params.par || server.requires_par() {
        server.require(EndpointName::Par, id, trace)?;
    }
    if params.scope.contains("openid") {
        server.require_for_id_tokens(id, trace)?;
    }
    trace.pass(id, "the endpoints of this flow", authorization.as_str());
    Ok((authorization, parties))
}

/// RFC 9700 §2.1.1: a client must make sure that the server supports PKCE.
fn check_pkce(server: &ServerMetadata, off: bool, trace: &mut Trace) -> Result<(), Error> {
    const EXPECTED: &str = "code_challenge_methods_supported has S256";
    let id = CheckId::DiscoveryPkce;
    match server.list(List::CodeChallengeMethods) {
        _ if off => trace.warn(
            id,
            "PKCE with S256",
            "turned off: a stolen code can be redeemed",
        ),
        Some(methods) if methods.iter().any(|method| method == "S256") => {
            trace.pass(id, EXPECTED, &methods.join(" "));
        }
        Some(methods) => return Err(trace.fail(id, EXPECTED, &methods.join(" "), Misuse::NoPkce)),
        None if server.is_discovered() => {
            trace.warn(id, EXPECTED, "not said; it is sent all the same");
        }
        None => trace.skip(id, "the endpoints were given by hand"),
    }
    Ok(())
}
