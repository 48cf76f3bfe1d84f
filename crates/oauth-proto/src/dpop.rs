//! Proofs of possession (RFC 9449): one for each request, with the server's nonce when it wants one.
//!
//! A server that wants a nonce refuses once and gives it (§8, §9); the same request is then sent once more. Nonces are
//! kept for each origin, authorization and resource servers apart. A proof that is refused for good ends the flow at
//! `dpop.proof`, whichever request it was for.

use http::header::WWW_AUTHENTICATE;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use serde_json::Value;

use crate::challenge;
use crate::check::{CheckId, Trace};
use crate::crypto::{Crypto, Hash, Signer};
use crate::entropy::{Entropy, random_text};
use crate::error::{Cause, Error, Misuse, Violation};
use crate::exchange;
use crate::jose;
use crate::json::{self, Object};
use crate::metadata::ServerMetadata;
use crate::oauth_error::OAuthError;
use crate::secret::AccessToken;
use crate::time::Timestamp;

const ID: CheckId = CheckId::DpopNonce;
const PROOF: HeaderName = HeaderName::from_static("dpop");
pub(crate) const NONCE: HeaderName = HeaderName::from_static("dpop-nonce");
const MAX_NONCE: usize = 1024;
/// Most origins whose nonces are kept.
const MAX_ORIGINS: usize = 8;

/// A key and the nonces that servers gave for it.
#[derive(Debug)]
pub struct Dpop<S> {
    signer: S,
    nonces: Vec<(String, String)>,
}

/// Whether a request is sent for the first or the second time. There is no third.
#[derive(Debug)]
pub struct Attempt {
    first: bool,
}

/// What a response means for the proof.
#[derive(Debug)]
#[must_use = "on Retry, prove and send the same request again"]
pub enum NonceOutcome {
    /// Go on with the response.
    Proceed,
    /// The server wants its nonce, which is known now: send the request again, with a new proof.
    Retry(Attempt),
}

impl Attempt {
    /// The first.
    pub const fn first() -> Self {
        Self { first: true }
    }
}

impl<S: Signer> Dpop<S> {
    /// Proofs by this key, whose algorithm the server must take.
    pub fn new(signer: S, server: &ServerMetadata, trace: &mut Trace) -> Result<Self, Error> {
        let algorithm = signer.algorithm().as_str();
        match server.dpop_algorithms() {
            Some(list) if !list.iter().any(|name| name == algorithm) => {
                let cause = Misuse::BadParameter("the algorithm of the DPoP key");
                Err(trace.fail(CheckId::ConfigEndpoints, &list.join(" "), algorithm, cause))
            }
            _ => Ok(Self {
                signer,
                nonces: Vec::new(),
            }),
        }
    }

    /// The key's thumbprint, for `dpop_jkt` (§10).
    pub async fn thumbprint(
        &self,
        crypto: &impl Crypto,
        trace: &mut Trace,
    ) -> Result<String, Error> {
        let thumbprint = self.signer.public_key().thumbprint(crypto).await;
        thumbprint.map_err(|error| trace.fail(ID, "a thumbprint", error.as_str(), error))
    }

    /// Puts a fresh proof on the request (§4.2), bound to the access token if there is one (`ath`).
    pub async fn prove(
        &self,
        request: &mut Request<Vec<u8>>,
        access_token: Option<&AccessToken>,
        crypto: &impl Crypto,
        entropy: &mut impl Entropy,
        now: Timestamp,
        trace: &mut Trace,
    ) -> Result<(), Error> {
        let proof = self
            .proof(request, access_token, crypto, entropy, now)
            .await;
        match proof.map(|proof| HeaderValue::try_from(proof).ok()) {
            Ok(Some(value)) => {
                exchange::set(request, PROOF, value);
                Ok(())
            }
            Ok(None) => {
                let cause = Misuse::BadParameter("the DPoP proof");
                Err(trace.fail(ID, "a proof", "one that fits no header", cause))
            }
            Err(cause) => Err(trace.fail(ID, "a proof", "none", cause)),
        }
    }

    /// Takes the nonce of a response in, and says whether the request must be sent again for it.
    pub fn process_response(
        &mut self,
        request: &Request<Vec<u8>>,
        response: &Response<Vec<u8>>,
        attempt: &Attempt,
        trace: &mut Trace,
    ) -> Result<NonceOutcome, Error> {
        const EXPECTED: &str = "a DPoP-Nonce that this origin may read";
        let origin = origin_of(request);
        let sent = self.nonce(&origin).map(str::to_owned);
        let given = given_nonce(response);
        if let Ok(nonce) = &given {
            self.remember(origin, nonce.clone());
        }
        let refusals = refusals(response);
        let refused = |code: &str| refusals.iter().find(|error| error.code() == code);
        if let Some(error) = refused("invalid_dpop_proof") {
            let id = CheckId::DpopProof;
            return Err(trace.fail(id, "the proof accepted", &error.to_string(), error.clone()));
        }
        // A resource server says so in WWW-Authenticate, which may be hidden from this origin; a new nonce tells as much.
        let unexplained = response.status() == StatusCode::UNAUTHORIZED
            && !response.headers().contains_key(WWW_AUTHENTICATE)
            && given
                .as_ref()
                .is_ok_and(|given| Some(given) != sent.as_ref());
        if !unexplained && refused("use_dpop_nonce").is_none() {
            return Ok(NonceOutcome::Proceed);
        }
        if let Err(cause) = given {
            return Err(trace.fail(ID, EXPECTED, &cause.to_string(), cause));
        }
        if !attempt.first {
            let cause = Violation::Refused("the server's own nonce");
            return Err(trace.fail(ID, "the nonce accepted", "refused again", cause));
        }
        trace.pass(ID, EXPECTED, "one; the request is sent again with it");
        Ok(NonceOutcome::Retry(Attempt { first: false }))
    }

    async fn proof(
        &self,
        request: &Request<Vec<u8>>,
        access_token: Option<&AccessToken>,
        crypto: &impl Crypto,
        entropy: &mut impl Entropy,
        now: Timestamp,
    ) -> Result<String, Cause> {
        let algorithm = self.signer.algorithm().as_str();
        let jwk = self.signer.public_key().to_jwk();
        let header = [
            "{\"typ\":\"dpop+jwt\",\"alg\":\"",
            algorithm,
            "\",\"jwk\":",
            &jwk,
            "}",
        ]
        .concat();
        let mut claims = Object::new();
        let mut put = |name: &str, value: Value| claims.insert(name.to_owned(), value);
        put("jti", random_text(entropy)?.into());
        put("htm", request.method().as_str().into());
        put("htu", address_of(request).into());
        put("iat", now.as_unix().into());
        if let Some(token) = access_token {
            let digest = crypto
                .digest(Hash::Sha256, token.expose_secret().as_bytes())
                .await?;
            put("ath", jose::encode(digest).into());
        }
        if let Some(nonce) = self.nonce(&origin_of(request)) {
            put("nonce", nonce.into());
        }
        let payload = json::write(&Value::Object(claims));
        Ok(jose::sign(&self.signer, &header, &payload).await?)
    }

    fn nonce(&self, origin: &str) -> Option<&str> {
        let known = self.nonces.iter().find(|(known, _)| known == origin);
        known.map(|(_, nonce)| nonce.as_str())
    }

    fn remember(&mut self, origin: String, nonce: String) {
        self.nonces.retain(|(known, _)| *known != origin);
        if self.nonces.len() == MAX_ORIGINS {
            self.nonces.remove(0);
        }
        self.nonces.push((origin, nonce));
    }
}

/// `htu`: the address without query and fragment (§4.2).
fn address_of(request: &Request<Vec<u8>>) -> String {
    let mut address = origin_of(request);
    address.push_str(request.uri().path());
    address
}

fn origin_of(request: &Request<Vec<u8>>) -> String {
    let uri = request.uri();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    [uri.scheme_str().unwrap_or_default(), "://", authority].concat()
}

/// §8.1: 1*NQCHAR. Of several, nobody could say which is meant; a browser joins them by a comma and a space, which no
/// nonce has.
fn given_nonce(response: &Response<Vec<u8>>) -> Result<String, Violation> {
    const NAME: &str = "DPoP-Nonce";
    let mut values = response.headers().get_all(NONCE).iter();
    let value = values.next().ok_or(Violation::Missing(NAME))?;
    if values.any(|other| other != value) {
        return Err(Violation::Repeated(NAME));
    }
    let text = value.to_str().unwrap_or_default();
    let allowed = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
    let sound = (1..=MAX_NONCE).contains(&text.len()) && text.bytes().all(allowed);
    sound
        .then(|| text.to_owned())
        .ok_or(Violation::Malformed(NAME))
}

/// §5 and §8 for the authorization server (400), §7.1 and §9 for a resource server (401).
fn refusals(response: &Response<Vec<u8>>) -> Vec<OAuthError> {
    match response.status() {
        StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED => challenge::refusals(response),
        _ => Vec::new(),
    }
}
