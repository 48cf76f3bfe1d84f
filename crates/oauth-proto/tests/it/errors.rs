//! Whose fault, whether to try again, and failures that arise outside the core.

use oauth_proto::authorize::{AuthorizationParams, AuthorizationRequest};
use oauth_proto::check::{CheckId, Status, Trace};
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::crypto::{Crypto, CryptoError, Hash};
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::entropy::{Entropy, NoEntropy};
use oauth_proto::error::{
    BrowserFault, ClockFault, Denial, Error, Kind, Misuse, NetworkFault, Step, Violation,
};
use oauth_proto::jose::{Algorithm, PublicKey, UnverifiedJws};
use oauth_proto::json::parse_object;
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::oauth_error::OAuthError;
use oauth_proto::scope::Scope;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::backend::{Backend, run_here};
use crate::support::document::Reply;
use crate::support::server::Server;
use crate::support::{Counted, ISSUER, NOW};

#[test]
fn a_request_without_an_answer_fails_at_its_own_check() {
    for (step, http, cors) in [
        (Step::Discovery, "discovery.fetch", "cors.discovery"),
        (Step::Par, "par.response", "cors.par"),
        (Step::Token, "token.http", "cors.token"),
        (Step::Jwks, "id_token.key", "cors.jwks"),
        (Step::Userinfo, "userinfo.http", "cors.userinfo"),
        (Step::Refresh, "refresh.http", "cors.token"),
        (
            Step::DeviceAuthorization,
            "device.authorization",
            "cors.device",
        ),
        (Step::DevicePoll, "device.poll", "cors.device"),
        (Step::Revoke, "revoke.http", "cors.revoke"),
        (Step::Api, "api.http", "cors.api"),
    ] {
        let error = Error::network(step, NetworkFault::TimedOut);
        assert_eq!(
            (error.code(), error.kind(), error.is_retryable()),
            (http, Kind::Network, true)
        );
        let error = Error::cors(step);
        assert_eq!(
            (error.code(), error.kind(), error.is_retryable()),
            (cors, Kind::Cors, false)
        );
        let mut trace = Trace::new();
        trace.record(&error);
        let row = &trace.checks()[0];
        assert_eq!((row.id.as_str(), row.status), (cors, Status::Fail));
        assert_eq!(row.found, "the server answers, but not to this origin");
    }
}

#[test]
fn a_refusal_says_the_status_it_came_with() {
    for status in [200, 202, 400] {
        let mut server = Server::honest();
        server.token = Reply::refusal(status, "invalid_grant");
        server.token.body.remove("access_token");
        let (_, outcome) = run_here(&server);
        let error = outcome.unwrap_err();
        let said = error.oauth_error().unwrap();
        assert_eq!(
            (said.code(), said.status()),
            ("invalid_grant", Some(status))
        );
    }
}

#[test]
fn errors_say_what_happened_and_what_to_do() {
    let error = Error::exchange(Step::Token, Violation::TooLarge);
    assert_eq!(error.to_string(), "token.http: the response is too large");
    assert!(error.help().contains("right address"));
    assert!(Error::exchange(Step::Token, Violation::Status(503)).is_retryable());
    assert!(!Error::exchange(Step::Token, Violation::Status(404)).is_retryable());
    assert!(!Error::network(Step::Token, NetworkFault::Aborted).is_retryable());
}

/// Whatever a caller is given as an error goes where errors go: `?` into a `Box<dyn Error>`, a log, a person.
#[test]
fn every_error_is_an_error_and_has_words() {
    let errors: [Box<dyn std::error::Error>; 14] = [
        Error::cors(Step::Token).into(),
        OAuthError::from_json(&parse_object(b"{\"error\":\"e\"}").unwrap(), 400)
            .unwrap()
            .into(),
        Denial::Cancelled.into(),
        Violation::Missing("code").into(),
        Misuse::OtherServer.into(),
        ClockFault::IssuedInFuture(90).into(),
        NetworkFault::TimedOut.into(),
        BrowserFault::NoStorage.into(),
        CryptoError::BadKey.into(),
        NoEntropy.into(),
        Endpoint::parse("http://as.example").unwrap_err().into(),
        parse_object(b"[]").unwrap_err().into(),
        UnverifiedJws::parse("a.b").unwrap_err().into(),
        Client::new("", ClientAuth::None).unwrap_err().into(),
    ];
    let words = errors.map(|error| error.to_string());
    assert_eq!(
        words,
        [
            "cors.token: the server answers, but not to this origin",
            "e",
            "cancelled",
            "code is missing",
            "the server is not the one that the flow began with",
            "issued 90 s in the future",
            "no complete answer in time",
            "no storage",
            "the key cannot be used",
            "no random bytes",
            "plain http is for 127.0.0.1, localhost and [::1] only",
            "JSON, but not an object",
            "not three parts",
            "no client_id",
        ]
    );
}

/// A refused proof is told as that, and not as a refused code.
#[test]
fn a_refused_proof_has_a_name_and_help() {
    let refused = |change: fn(&mut Server)| {
        let mut server = Server::honest();
        server.settings.dpop = true;
        change(&mut server);
        let error = run_here(&server).1.unwrap_err();
        (error.check(), error.code().to_owned(), error.help())
    };
    let (check, code, help) = refused(|s| s.token = Reply::refusal(400, "invalid_dpop_proof"));
    assert_eq!(
        (check, code.as_str()),
        (CheckId::DpopProof, "invalid_dpop_proof")
    );
    assert!(help.contains("clock") && help.contains("proxy"), "{help}");
    let (check, code, help) = refused(|s| {
        s.token = Reply::refusal(400, "use_dpop_nonce");
        s.token.headers.push(("dpop-nonce", "n".to_owned()));
    });
    assert_eq!((check, code.as_str()), (CheckId::DpopNonce, "dpop.nonce"));
    assert!(help.contains("refuses the nonce"), "{help}");
}

struct NoCrypto;

impl Crypto for NoCrypto {
    async fn digest(&self, _: Hash, _: &[u8]) -> Result<Vec<u8>, CryptoError> {
        Err(CryptoError::Unavailable)
    }

    async fn verify(
        &self,
        _: Algorithm,
        _: &PublicKey,
        _: &[u8],
        _: &[u8],
    ) -> Result<bool, CryptoError> {
        Err(CryptoError::Unavailable)
    }
}

struct Dry;

impl Entropy for Dry {
    fn fill(&mut self, _: &mut [u8]) -> Result<(), NoEntropy> {
        Err(NoEntropy)
    }
}

fn request(
    change: impl FnOnce(&mut AuthorizationParams),
    server: &ServerMetadata,
    crypto: &impl Crypto,
    entropy: &mut impl Entropy,
    trace: &mut Trace,
) -> Result<AuthorizationRequest, Error> {
    let redirect_uri = Endpoint::parse("https://app.example/").unwrap();
    let mut params = AuthorizationParams::new(redirect_uri, Scope::parse("openid").unwrap());
    change(&mut params);
    let client = Client::new("spa", ClientAuth::None).unwrap();
    pollster::block_on(AuthorizationRequest::new(
        server, &client, params, crypto, entropy, NOW, trace,
    ))
}

fn server() -> ServerMetadata {
    ServerMetadata::by_hand(Some(Issuer::parse(ISSUER).unwrap()))
        .with_base(&Endpoint::parse(ISSUER).unwrap())
        .unwrap()
}

#[test]
fn without_cryptography_nothing_starts() {
    let trace = &mut Trace::new();
    let error = request(|_| {}, &server(), &NoCrypto, &mut Counted::default(), trace).unwrap_err();
    assert_eq!(
        (error.check(), error.kind()),
        (CheckId::ConfigEndpoints, Kind::Browser)
    );
    assert!(error.help().contains("https"));
    let error = request(|_| {}, &server(), &Backend, &mut Dry, trace).unwrap_err();
    assert_eq!(
        (error.check(), error.kind()),
        (CheckId::ConfigEndpoints, Kind::Browser)
    );
}

#[test]
fn settings_that_cannot_work_are_the_callers_affair() {
    let entropy = &mut Counted::default();
    let no_issuer = ServerMetadata::by_hand(None)
        .with_base(&Endpoint::parse(ISSUER).unwrap())
        .unwrap();
    let error = request(|_| {}, &no_issuer, &Backend, entropy, &mut Trace::new()).unwrap_err();
    assert_eq!(
        error,
        Error::new(CheckId::ConfigEndpoints, Misuse::NoEndpoint("issuer"))
    );
    let ended = request(
        |p| p.par = true,
        &server(),
        &Backend,
        entropy,
        &mut Trace::new(),
    );
    let par = EndpointName::Par.as_str();
    let expected = Error::new(CheckId::ConfigEndpoints, Misuse::NoEndpoint(par));
    assert_eq!(ended.unwrap_err(), expected);
}

#[test]
fn danger_leaves_a_warning() {
    let trace = &mut Trace::new();
    let entropy = &mut Counted::default();
    let off = request(
        |p| p.danger_no_pkce = true,
        &server(),
        &Backend,
        entropy,
        trace,
    )
    .unwrap();
    assert_eq!(
        trace.last(CheckId::DiscoveryPkce).unwrap().status,
        Status::Warn
    );
    assert!(
        off.parameters()
            .all(|(name, _)| !name.starts_with("code_challenge"))
    );
    assert_eq!(off.transaction().verifier(), None);
}
