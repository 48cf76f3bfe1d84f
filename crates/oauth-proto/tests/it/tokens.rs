//! What is unusual but allowed, and what outlives a page: exact rows and values.

use oauth_proto::check::{CheckId, Status};
use oauth_proto::error::Misuse;
use oauth_proto::grant::Grant;
use oauth_proto::id_token::IdTokenBinding;
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::transaction::Transaction;
use serde_json::json;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::backend::run_here;
use crate::support::NOW;
use crate::support::document::{Document, Reply};
use crate::support::server::{Flow, Server, SignedBy, Token};

/// A check, its row's status and what it finds, and what the server does.
type Allowed = (CheckId, Status, &'static str, fn(&mut Server));

/// The row of this check in a run that ends well.
fn row(check: CheckId, change: fn(&mut Server)) -> (Status, String) {
    let mut server = Server::honest();
    change(&mut server);
    let (left, outcome) = run_here(&server);
    assert_eq!(outcome, Ok(()), "{:#?}", left.trace.checks().last());
    let row = left
        .trace
        .checks()
        .iter()
        .find(|row| row.id == check)
        .unwrap();
    (row.status, row.found.clone())
}

#[test]
fn what_servers_do_and_may() {
    use CheckId as C;
    use Status::{Pass, Skip, Warn};
    let cases: &[Allowed] = &[
        (C::TokenTokenType, Pass, "BEARER", |s| {
            s.token.body.set("token_type", "BEARER");
        }),
        (C::TokenExpiresIn, Pass, "3600", |s| {
            s.token.body.set("expires_in", "3600");
        }),
        (C::TokenExpiresIn, Pass, "3600", |s| {
            s.token.body.set("expires_in", 3600.0);
        }),
        (C::TokenExpiresIn, Pass, "4294967295", |s| {
            s.token.body.set("expires_in", 1e18);
        }),
        (C::TokenExpiresIn, Warn, "none", |s| {
            s.token.body.remove("expires_in");
        }),
        (C::TokenExpiresIn, Warn, "none", |s| {
            s.token.body.set("expires_in", json!(null));
        }),
        (C::TokenScope, Warn, "openid", |s| {
            s.token.body.set("scope", "openid");
        }),
        (C::TokenScope, Pass, "openid api more", |s| {
            s.token.body.set("scope", "openid api more");
        }),
        (C::TokenScope, Pass, "not said, so as asked", |s| {
            s.token.body.remove("scope");
        }),
        (C::TokenJson, Warn, "text/html", |s| {
            s.token.headers = vec![("content-type", "text/html; charset=utf-8".to_owned())];
        }),
        (C::TokenJson, Warn, "several", |s| {
            let second = ("content-type", "text/html".to_owned());
            s.token.headers.push(second);
        }),
        (
            C::DiscoveryPkce,
            Warn,
            "not said; it is sent all the same",
            |s| {
                s.metadata.body.remove("code_challenge_methods_supported");
            },
        ),
        (C::DiscoveryIssuer, Pass, "https://as.example", |s| {
            s.metadata_8414 = std::mem::replace(&mut s.metadata, Reply::status(404));
        }),
        (
            C::CallbackIss,
            Skip,
            "the server does not promise iss and sent none",
            |s| {
                s.metadata
                    .body
                    .remove("authorization_response_iss_parameter_supported");
                s.no_query("iss");
            },
        ),
        (C::CallbackCode, Pass, "a code", |s| {
            s.fragment = std::mem::take(&mut s.query);
        }),
        (C::IdTokenAud, Pass, "spa", |s| {
            s.id_token.claims.set("aud", json!(["spa"]));
        }),
        (C::IdTokenAzp, Pass, "spa", |s| {
            s.id_token.claims.set("azp", "spa");
        }),
        (C::IdTokenExp, Pass, "1799999941", |s| {
            s.id_token.claims.set("exp", 1_799_999_941);
        }),
        (C::IdTokenExp, Pass, "1800000000", |s| {
            s.id_token.claims.set("exp", 1_800_000_000.5);
        }),
        (C::IdTokenIat, Pass, "1800000060", |s| {
            s.id_token.claims.set("iat", 1_800_000_060);
        }),
        (C::IdTokenIat, Warn, "1799999000", |s| {
            s.id_token.claims.set("iat", 1_799_999_000);
        }),
        (C::IdTokenNbf, Pass, "1800000060", |s| {
            s.id_token.claims.set("nbf", 1_800_000_060);
        }),
        (C::IdTokenNonce, Warn, "none; taken all the same", |s| {
            s.settings.accept_missing_nonce = true;
            s.id_token.claims.remove("nonce");
        }),
        (C::IdTokenNonce, Skip, "none was sent", |s| {
            s.settings.flow = Flow::Device;
        }),
        (C::IdTokenAuthTime, Pass, "1799999990", |s| {
            s.settings.max_age = Some(0);
        }),
        (C::IdTokenAcr, Pass, "silver", |s| {
            s.settings.acr_values = vec!["gold".into(), "silver".into()];
        }),
        (C::IdTokenAcr, Warn, "silver", |s| {
            s.settings.acr_values = vec!["gold".into()];
        }),
        (
            C::IdTokenAtHash,
            Skip,
            "not there; it is optional in this flow",
            |s| s.id_token.claims.remove("at_hash"),
        ),
        (C::IdTokenAlg, Pass, "ES256", |s| {
            s.metadata
                .body
                .remove("id_token_signing_alg_values_supported");
        }),
        (C::IdTokenFormat, Pass, "as expected", |s| {
            s.id_token.header.remove("typ");
        }),
        (C::UserinfoFormat, Pass, "ES256", |s| {
            s.signed_userinfo = Some(Token {
                header: Document::new(json!({ "alg": "ES256", "kid": "k1" })),
                claims: Document::new(
                    json!({ "sub": "alice", "iss": "https://as.example", "aud": "spa" }),
                ),
                by: SignedBy::Server,
                change: |token| token,
            });
        }),
        (C::RefreshRotation, Pass, "a new one", |_| {}),
        (
            C::RefreshRotation,
            Warn,
            "the old one stays in force",
            |s| s.refresh.body.remove("refresh_token"),
        ),
        (C::RefreshScope, Warn, "openid", |s| {
            s.refresh.body.set("scope", "openid");
        }),
        (
            C::RefreshIdToken,
            Skip,
            "no new ID token; the first stays in force",
            |s| s.refresh.body.remove("id_token"),
        ),
        (C::RefreshIdToken, Pass, "the same", |s| {
            s.refreshed_id_token
                .claims
                .set("nonce", crate::support::secret(1));
        }),
        (C::AccessTokenScope, Skip, "the API demands none", |s| {
            s.settings.api_scope = "";
        }),
        (C::AccessTokenScope, Pass, "api", |s| {
            s.access_token.claims.remove("scope");
            s.access_token.claims.set("scp", json!(["api"]));
        }),
    ];
    for (check, status, found, change) in cases {
        assert_eq!(
            row(*check, *change),
            (*status, (*found).to_owned()),
            "{}",
            check.as_str()
        );
    }
}

#[test]
fn all_claims_are_judged_after_a_good_signature() {
    let mut server = Server::honest();
    for (claim, value) in [("iss", "x"), ("sub", ""), ("aud", "x"), ("nonce", "x")] {
        server.id_token.claims.set(claim, value);
    }
    server.id_token.claims.set("exp", NOW.as_unix() - 999);
    let (left, outcome) = run_here(&server);
    assert_eq!(outcome.unwrap_err().check(), CheckId::IdTokenIss);
    let failed: Vec<_> = left
        .trace
        .checks()
        .iter()
        .filter(|row| row.status == Status::Fail)
        .map(|row| row.id.as_str())
        .collect();
    assert_eq!(
        failed,
        [
            "id_token.iss",
            "id_token.sub",
            "id_token.aud",
            "id_token.exp",
            "id_token.nonce"
        ]
    );
    assert_eq!(
        left.trace.checks().last().unwrap().id,
        CheckId::IdTokenCHash
    );
}

/// Another audience is refused unless the caller trusts it, and then `azp` must be ours.
#[test]
fn an_audience_that_is_trusted_is_taken() {
    let mut server = Server::honest();
    server.settings.trusted_audiences = vec!["other".to_owned()];
    for token in [&mut server.id_token, &mut server.refreshed_id_token] {
        token.claims.set("aud", json!(["other", "spa"]));
        token.claims.set("azp", "spa");
    }
    let (left, outcome) = run_here(&server);
    assert_eq!(outcome, Ok(()));
    assert_eq!(
        left.trace.last(CheckId::IdTokenAud).unwrap().found,
        "other spa"
    );
}

#[test]
fn what_is_stored_is_read_back_or_refused() {
    let base = oauth_proto::endpoint::Endpoint::parse("http://127.0.0.1:4444/").unwrap();
    let server = ServerMetadata::by_hand(None).with_base(&base).unwrap();
    assert_eq!(
        server.endpoint(EndpointName::Token).unwrap().as_str(),
        "http://127.0.0.1:4444/oauth2/token"
    );
    assert_eq!(server.endpoint(EndpointName::Par), None);
    assert_eq!(
        ServerMetadata::from_stored_json(&server.to_json()),
        Ok(server)
    );

    let kept = r#"{"acr_values":["a"],"client_id":"spa","created_at":7,"dpop":false,
        "fixed_state":false,"issuer":null,"max_age":60,"nonce":"n","redirect_uri":"https://a/",
        "require_acr":false,"scope":"openid","state":"s","token_endpoint":"https://b/",
        "verifier":null}"#;
    let transaction = Transaction::from_stored_json(kept).unwrap();
    assert_eq!(
        Transaction::from_stored_json(&transaction.to_json_with_secrets()),
        Ok(transaction)
    );
    let binding = r#"{"iss":"i","sub":"s","aud":["spa"],"auth_time":5,"nonce":"n"}"#;
    let binding = IdTokenBinding::from_stored_json(binding).unwrap();
    assert_eq!(
        IdTokenBinding::from_stored_json(&binding.to_json()),
        Ok(binding)
    );

    let kept = r#"{"issuer":"https://as.example","token_endpoint":"https://b/","client_id":"spa",
        "scope":"a b","token_type":"DPoP","refresh_token":"r",
        "binding":"{\"iss\":\"i\",\"sub\":\"s\",\"aud\":[\"spa\"]}"}"#;
    let grant = Grant::from_stored_json(kept).unwrap();
    assert_eq!(grant.binding().unwrap().subject(), "s");
    assert_eq!(
        Grant::from_stored_json(&grant.to_json_with_secrets()),
        Ok(grant)
    );
    for (sound, spoilt) in [
        ("https://b/", "http://b/"),
        (r#""refresh_token":"r""#, r#""refresh_token":1"#),
        ("DPoP", "mac"),
        (r#""binding":"{"#, r#""binding":"["#),
        (r#""issuer":"https://as.example","#, r#""issuer":7,"#),
    ] {
        let spoilt = kept.replace(sound, spoilt);
        assert_ne!(spoilt, kept);
        assert_eq!(
            Grant::from_stored_json(&spoilt),
            Err(Misuse::BadStore),
            "{spoilt}"
        );
    }

    for damaged in ["", "{}", "[]", "null", r#"{"state":"s"}"#, r#"{"iss":1}"#] {
        assert!(Grant::from_stored_json(damaged).is_err(), "{damaged}");
        assert!(Transaction::from_stored_json(damaged).is_err(), "{damaged}");
        assert!(
            IdTokenBinding::from_stored_json(damaged).is_err(),
            "{damaged}"
        );
    }
    assert!(
        ServerMetadata::from_stored_json(r#"{"token_endpoint":"http://evil.example/"}"#).is_err()
    );
}
