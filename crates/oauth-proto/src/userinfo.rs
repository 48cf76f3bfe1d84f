//! Userinfo (OIDC Core §5.3), as JSON or as a signed JWT. Its subject must be the ID token's, or it is about someone else.

use http::header::ACCEPT;
use http::{HeaderValue, Request, Response};
use serde_json::Value;

use crate::check::{CheckId, Trace};
use crate::client::Client;
use crate::crypto::Crypto;
use crate::error::{Error, Violation};
use crate::exchange;
use crate::id_token::IdTokenBinding;
use crate::jose::KeyStore;
use crate::json::{self, Object, type_name};
use crate::metadata::{EndpointName, List, ServerMetadata};
use crate::secret::{AccessToken, opaque_debug};
use crate::signed::{self, Kind, Signing, Verification};
use crate::time::Timestamp;
use crate::token_type::TokenType;

/// Claims about the person who signed in, or, with [`Subject::DangerAnyone`], about anyone.
#[derive(Clone, PartialEq, Eq)]
pub struct Userinfo {
    claims: Object,
}

/// About whom userinfo must be (OIDC Core §5.3.2).
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// Whom the verified ID token names.
    Of(&'a IdTokenBinding),
    /// Anyone: without an ID token there is nothing to compare with. Such claims do not say who signed in.
    DangerAnyone,
}

/// A userinfo response: checked already, or signed and not verified yet.
#[derive(Clone, Debug)]
pub enum UserinfoResponse {
    /// Plain JSON, its subject checked.
    Checked(Userinfo),
    /// A JWT, to be verified with the server's keys.
    Signed(UnverifiedUserinfo),
}

/// A signed userinfo response. No claim can be read from it.
#[derive(Clone)]
pub struct UnverifiedUserinfo {
    token: String,
    signing: Signing,
    client_id: String,
    subject: Option<String>,
}

// The claims are a person's.
opaque_debug!(Userinfo UnverifiedUserinfo);

/// The request, with the token in the header (which needs a CORS preflight).
pub fn userinfo_request(
    server: &ServerMetadata,
    access_token: &AccessToken,
    token_type: TokenType,
    trace: &mut Trace,
) -> Result<Request<Vec<u8>>, Error> {
    let endpoint = server.require(EndpointName::Userinfo, CheckId::UserinfoHttp, trace)?;
    let mut request = exchange::get(endpoint);
    let accepted = HeaderValue::from_static("application/json, application/jwt");
    exchange::set(&mut request, ACCEPT, accepted);
    exchange::authorize(&mut request, access_token, token_type);
    Ok(request)
}

/// The same by a form (RFC 6750 §2.2), for servers whose CORS settings refuse the preflight. Bearer tokens only.
pub fn userinfo_form_request(
    server: &ServerMetadata,
    client: &Client,
    access_token: &AccessToken,
    trace: &mut Trace,
) -> Result<Request<Vec<u8>>, Error> {
    let endpoint = server.require(EndpointName::Userinfo, CheckId::UserinfoHttp, trace)?;
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("access_token", access_token.expose_secret())
        .append_pair("client_id", client.id())
        .finish();
    Ok(exchange::post(endpoint, exchange::FORM, body))
}

/// Checks the response.
pub fn process_userinfo_response(
    response: &Response<Vec<u8>>,
    server: &ServerMetadata,
    client: &Client,
    about: Subject<'_>,
    trace: &mut Trace,
) -> Result<UserinfoResponse, Error> {
    const EXPECTED: &str = "a JSON object or a signed JWT";
    exchange::succeeded(response, CheckId::UserinfoHttp, trace)?;
    let id = CheckId::UserinfoFormat;
    let subject = match about {
        Subject::Of(binding) => Some(binding.sub.as_str()),
        Subject::DangerAnyone => None,
    };
    let media_type = exchange::media_type(response.headers())
        .map_err(|cause| trace.fail(id, EXPECTED, "several Content-Types", cause))?;
    if media_type.as_deref() == Some("application/jwt") {
        let token = std::str::from_utf8(response.body())
            .map_err(|_| trace.fail(id, EXPECTED, "not text", Violation::Malformed("userinfo")))?;
        return Ok(UserinfoResponse::Signed(UnverifiedUserinfo {
            token: token.to_owned(),
            signing: Signing::new(server, Some(List::UserinfoAlgorithms)),
            client_id: client.id().to_owned(),
            subject: subject.map(str::to_owned),
        }));
    }
    let claims = json::parse_object(response.body())
        .map_err(|error| trace.fail(id, EXPECTED, error.as_str(), Violation::Json(error)))?;
    trace.pass(id, EXPECTED, "a JSON object");
    check_subject(&claims, subject, trace)?;
    Ok(UserinfoResponse::Checked(Userinfo { claims }))
}

impl UnverifiedUserinfo {
    /// Verifies signature, issuer and audience (OIDC Core §5.3.4), then the subject.
    pub async fn verify(
        &self,
        keys: &KeyStore,
        crypto: &impl Crypto,
        now: Timestamp,
        trace: &mut Trace,
    ) -> Result<Verification<Userinfo>, Error> {
        let id = CheckId::UserinfoFormat;
        let kind = Kind {
            format: id,
            alg: id,
            key: id,
            signature: id,
            signing: &self.signing,
            is_type: |typ| !signed::is_one_of(typ, &["at+jwt", "logout+jwt", "dpop+jwt"]),
        };
        let claims = match signed::verify(&self.token, &kind, keys, crypto, now, trace).await? {
            Verification::Verified(signed) => signed.payload,
            Verification::KeysNeeded => return Ok(Verification::KeysNeeded),
        };
        // "The signed UserInfo Response MAY contain iss and aud"; where they are, they hold.
        if claims
            .get("iss")
            .is_some_and(|iss| iss.as_str() != Some(self.signing.issuer()))
        {
            return Err(trace.fail(
                id,
                self.signing.issuer(),
                "another iss",
                Violation::Mismatch("iss"),
            ));
        }
        let ours = |aud: &Value| match aud {
            Value::Array(many) => many.iter().any(|one| one.as_str() == Some(&self.client_id)),
            one => one.as_str() == Some(&self.client_id),
        };
        if claims.get("aud").is_some_and(|aud| !ours(aud)) {
            return Err(trace.fail(
                id,
                &self.client_id,
                "another aud",
                Violation::Mismatch("aud"),
            ));
        }
        check_subject(&claims, self.subject.as_deref(), trace)?;
        Ok(Verification::Verified(Userinfo { claims }))
    }
}

impl Userinfo {
    /// All claims.
    pub fn claims(&self) -> &Object {
        &self.claims
    }
}

/// OIDC Core §5.3.2: "the sub Claim MUST be verified to exactly match the sub Claim in the ID Token".
fn check_subject(claims: &Object, expected: Option<&str>, trace: &mut Trace) -> Result<(), Error> {
    let id = CheckId::UserinfoSub;
    let Some(expected) = expected else {
        trace.skip(id, "there is no ID token to compare with");
        return Ok(());
    };
    let value = claims.get("sub");
    match value.and_then(Value::as_str) {
        Some(found) if found == expected => {
            trace.pass(id, expected, found);
            Ok(())
        }
        Some(found) => Err(trace.fail(id, expected, found, Violation::Mismatch("sub"))),
        None => Err(trace.fail(id, expected, type_name(value), Violation::Missing("sub"))),
    }
}
