//! An honest server, every part of which a test can spoil.

use oauth_proto::crypto::{Crypto, Hash, Signer};
use serde_json::json;

use super::document::{Document, Reply};
use super::{API, CLIENT_ID, ISSUER, NOW, base64url, secret};

/// Which flow the client runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    Code,
    Device,
}

/// Who signs a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignedBy {
    Server,
    Stranger,
    /// The server, but the signature lost its last byte.
    Cut,
    /// Nobody.
    Nobody,
}

/// A token before it is signed.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) header: Document,
    pub(crate) claims: Document,
    pub(crate) by: SignedBy,
    /// What happens to the finished token on its way.
    pub(crate) change: fn(String) -> String,
}

/// What the client does beside the plain flow.
#[derive(Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub(crate) struct Settings {
    pub(crate) flow: Flow,
    pub(crate) scope: &'static str,
    pub(crate) par: bool,
    pub(crate) dpop: bool,
    pub(crate) max_age: Option<u32>,
    pub(crate) acr_values: Vec<String>,
    pub(crate) require_acr: bool,
    pub(crate) api_scope: &'static str,
    pub(crate) accept_missing_nonce: bool,
    pub(crate) trusted_audiences: Vec<String>,
}

#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) settings: Settings,
    pub(crate) metadata: Reply,
    pub(crate) metadata_8414: Reply,
    pub(crate) jwks: Reply,
    /// From the second fetch on.
    pub(crate) jwks_later: Option<Reply>,
    pub(crate) par: Reply,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) fragment: Vec<(String, String)>,
    pub(crate) token: Reply,
    /// From the second request on: after a `DPoP` nonce was asked for.
    pub(crate) token_first: Option<Reply>,
    pub(crate) id_token: Token,
    pub(crate) access_token: Token,
    pub(crate) device: Reply,
    /// Answers to polls before the tokens.
    pub(crate) polls: Vec<Reply>,
    pub(crate) userinfo: Reply,
    /// Set: userinfo comes signed.
    pub(crate) signed_userinfo: Option<Token>,
    pub(crate) refresh: Reply,
    pub(crate) refreshed_id_token: Token,
    pub(crate) revocation: Reply,
    pub(crate) api: Reply,
    pub(crate) logout_query: Vec<(String, String)>,
}

impl Server {
    /// A server without fault.
    pub(crate) fn honest() -> Self {
        let now = NOW.as_unix();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let header = || Document::new(json!({ "alg": "ES256", "kid": "k1", "typ": "JWT" }));
        let id_token = Token {
            header: header(),
            claims: Document::new(json!({
                "iss": ISSUER, "sub": "alice", "aud": CLIENT_ID, "exp": now + 300, "iat": now,
                "nonce": secret(1), "auth_time": now - 10, "acr": "silver",
            })),
            by: SignedBy::Server,
            change: |token| token,
        };
        let mut refreshed_id_token = id_token.clone();
        refreshed_id_token.claims.remove("nonce");
        let tokens = json!({
            "token_type": "bearer", "expires_in": 300, "scope": "openid api",
            "refresh_token": "refresh-1",
        });
        Self {
            settings: Settings {
                flow: Flow::Code,
                scope: "openid api",
                par: false,
                dpop: false,
                max_age: None,
                acr_values: Vec::new(),
                require_acr: false,
                api_scope: "api",
                accept_missing_nonce: false,
                trusted_audiences: Vec::new(),
            },
            metadata: Reply::json(json!({
                "issuer": ISSUER,
                "authorization_endpoint": "https://as.example/auth",
                "token_endpoint": "https://as.example/token",
                "pushed_authorization_request_endpoint": "https://as.example/par",
                "device_authorization_endpoint": "https://as.example/device",
                "userinfo_endpoint": "https://as.example/userinfo",
                "revocation_endpoint": "https://as.example/revoke",
                "end_session_endpoint": "https://as.example/logout",
                "jwks_uri": "https://as.example/jwks",
                "code_challenge_methods_supported": ["plain", "S256"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256"],
                "authorization_response_iss_parameter_supported": true,
            })),
            metadata_8414: Reply::status(404),
            jwks: Reply::json(json!({ "keys": [] })),
            jwks_later: None,
            par: Reply {
                status: 201,
                ..Reply::json(json!({ "request_uri": "urn:x:1", "expires_in": 60 }))
            },
            query: vec![
                pair("code", "code-1"),
                pair("state", &secret(0)),
                pair("iss", ISSUER),
            ],
            fragment: Vec::new(),
            token: Reply::json(tokens.clone()),
            token_first: None,
            id_token,
            access_token: Token {
                header: Document::new(json!({ "alg": "ES256", "kid": "k1", "typ": "at+jwt" })),
                claims: Document::new(json!({
                    "iss": ISSUER, "sub": "alice", "aud": [API], "exp": now + 300, "iat": now,
                    "jti": "1", "client_id": CLIENT_ID, "scope": "openid api",
                })),
                by: SignedBy::Server,
                change: |token| token,
            },
            device: Reply::json(json!({
                "device_code": "device-1", "user_code": "WDJB-MJHT", "expires_in": 600,
                "interval": 5, "verification_uri": "https://as.example/verify",
                "verification_uri_complete": "https://as.example/verify?user_code=WDJB-MJHT",
            })),
            polls: Vec::new(),
            userinfo: Reply::json(json!({ "sub": "alice", "name": "Alice" })),
            signed_userinfo: None,
            refresh: {
                let mut reply = Reply::json(tokens);
                reply.body.set("refresh_token", "refresh-2");
                reply
            },
            refreshed_id_token,
            revocation: Reply::status(200),
            api: Reply::json(json!({})),
            logout_query: Vec::new(),
        }
    }

    /// Changes a callback parameter.
    pub(crate) fn query(&mut self, name: &str, value: &str) {
        self.no_query(name);
        self.query.push((name.to_owned(), value.to_owned()));
    }

    /// Leaves a callback parameter out.
    pub(crate) fn no_query(&mut self, name: &str) {
        self.query.retain(|(known, _)| known != name);
    }

    /// Makes the callback an error response.
    pub(crate) fn callback_error(&mut self, code: &str) {
        self.no_query("code");
        self.query("error", code);
    }

    /// The published keys: the signer's own unless the test set others.
    pub(crate) fn key_set(&self, key: &impl Signer, fetches: usize) -> Reply {
        let mut reply = match &self.jwks_later {
            Some(later) if fetches > 0 => later.clone(),
            _ => self.jwks.clone(),
        };
        if reply.body.bytes() == br#"{"keys":[]}"# {
            reply.body.set("keys", json!([public_jwk(key, "k1")]));
        }
        reply
    }
}

/// A key as a server publishes it.
pub(crate) fn public_jwk(key: &impl Signer, kid: &str) -> serde_json::Value {
    let mut jwk: serde_json::Value = serde_json::from_str(&key.public_key().to_jwk()).unwrap();
    jwk["kid"] = kid.into();
    jwk["use"] = "sig".into();
    jwk["alg"] = key.algorithm().as_str().into();
    jwk
}

impl Token {
    /// The finished token.
    pub(crate) async fn sign(&self, key: &impl Signer, stranger: &impl Signer) -> String {
        let mut token = base64url(self.header.bytes());
        token.push('.');
        token.push_str(&base64url(self.claims.bytes()));
        let mut signature = match self.by {
            SignedBy::Nobody => Vec::new(),
            SignedBy::Stranger => stranger.sign(token.as_bytes()).await.unwrap(),
            SignedBy::Server | SignedBy::Cut => key.sign(token.as_bytes()).await.unwrap(),
        };
        if self.by == SignedBy::Cut {
            signature.pop();
        }
        token.push('.');
        token.push_str(&base64url(signature));
        (self.change)(token)
    }
}

/// `at_hash` and `c_hash` of an ES256 token.
pub(crate) async fn half_hash(crypto: &impl Crypto, value: &str) -> String {
    let digest = crypto.digest(Hash::Sha256, value.as_bytes()).await.unwrap();
    base64url(&digest[..16])
}
