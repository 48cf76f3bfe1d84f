//! What each parameter of a run changes on the wire.

use oauth_proto::{base64::decode_url, callback::CallbackParams, secret::ClientSecret};
use serde_json::Value;

use super::{
    super::*, DISCOVERY, METADATA, STATE, TOKENS, callback, journal, now, rows, run,
    script::Script, settings, signed_in, with_metadata,
};
use crate::client::{draft::Draft, settings::Settings};

/// The query of the authorization request that these settings make.
fn asked(query: &str) -> String {
    let script = with_metadata(METADATA);
    let departure = now(begin(&script, &settings(query), &mut journal())).unwrap();
    let (_, query) = departure.url.split_once('?').unwrap();
    query.to_owned()
}

fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

/// What these settings add to the plainest request.
fn added(query: &str) -> Vec<(String, String)> {
    let plain = pairs(&asked(""));
    let mut all = pairs(&asked(query));
    all.retain(|pair| !plain.contains(pair));
    all
}

#[test]
fn the_authorization_request_says_what_was_set() {
    let script = Script::default().answer(DISCOVERY, 200, METADATA);
    let settings = settings("prompt=login&extra.connection=acme");
    let departure = now(begin(&script, &settings, &mut journal())).unwrap();
    assert_eq!(
        departure.url,
        format!(
            "https://as.example/auth?response_type=code&client_id=demo\
             &redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&scope=pets&state={STATE}\
             &nonce={STATE}&code_challenge={STATE}&code_challenge_method=S256&prompt=login\
             &connection=acme"
        )
    );
}

#[test]
fn a_pushed_request_leaves_by_its_handle() {
    let script = Script::default().answer(DISCOVERY, 200, METADATA).answer(
        "https://as.example/par",
        201,
        r#"{"request_uri":"urn:x:1","expires_in":60}"#,
    );
    let mut journal = journal();
    let departure = now(begin(&script, &settings("par=1"), &mut journal)).unwrap();
    assert_eq!(
        departure.url,
        "https://as.example/auth?client_id=demo&request_uri=urn%3Ax%3A1"
    );
    assert_eq!(rows(&journal).last().unwrap(), "par.response pass");
}

#[test]
fn each_authorization_parameter_is_sent_when_set() {
    let cases = [
        ("audience=a,b", vec![("audience", "a b")]),
        ("audience=a&audience=b", vec![("audience", "a b")]),
        ("audience=", vec![]),
        (
            "resource=https://a.example&resource=urn:b",
            vec![("resource", "https://a.example"), ("resource", "urn:b")],
        ),
        ("prompt=none", vec![("prompt", "none")]),
        ("prompt=login,consent", vec![("prompt", "login consent")]),
        ("max_age=0", vec![("max_age", "0")]),
        ("acr_values=1%202", vec![("acr_values", "1 2")]),
        ("login_hint=ada", vec![("login_hint", "ada")]),
        ("ui_locales=de,ar", vec![("ui_locales", "de ar")]),
        ("response_mode=query", vec![("response_mode", "query")]),
        (
            "response_mode=fragment",
            vec![("response_mode", "fragment")],
        ),
        (
            "response_mode=form_post",
            vec![("response_mode", "form_post")],
        ),
        (
            "redirect=https://app.example/cb",
            vec![("redirect_uri", "https://app.example/cb")],
        ),
        ("state=fixed", vec![("state", "fixed")]),
        (
            "extra.connection=acme&extra.claims=%7B%7D",
            vec![("connection", "acme"), ("claims", "{}")],
        ),
        (
            "popup=1&keep=1&storage=session&format=json&leeway=5",
            vec![],
        ),
    ];
    for (query, expected) in cases {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(added(query), expected, "{query}");
    }
}

#[test]
fn pkce_off_sends_neither_challenge_nor_verifier_and_warns() {
    assert!(!asked("pkce=off").contains("code_challenge"));
    let script = signed_in();
    let (journal, result) = run(&script, "pkce=off", &callback("code=c-1"));
    assert!(result.is_ok());
    assert!(rows(&journal).contains(&"discovery.pkce warn".to_owned()));
    assert!(
        !script
            .sent
            .borrow()
            .last()
            .unwrap()
            .contains("code_verifier")
    );
}

#[test]
fn a_fixed_state_warns() {
    let script = signed_in();
    let answer = CallbackParams::parse("state=fixed&iss=https://as.example&code=c-1", "");
    let (journal, result) = run(&script, "state=fixed", &answer);
    assert!(result.is_ok());
    assert!(rows(&journal).contains(&"callback.state warn".to_owned()));
}

#[test]
fn an_answer_in_the_fragment_is_read_too() {
    let answer = format!("#state={STATE}&iss=https://as.example&code=c-1");
    let answer = CallbackParams::parse("", &answer);
    let (_, result) = run(&signed_in(), "response_mode=fragment", &answer);
    assert!(result.is_ok());
}

#[test]
fn pushing_is_as_the_metadata_say_or_as_set() {
    let required = METADATA.replace(
        r#""code_challenge_methods_supported""#,
        r#""require_pushed_authorization_requests":true,"code_challenge_methods_supported""#,
    );
    let pushed = r#"{"request_uri":"urn:x:1","expires_in":60}"#;
    // (metadata, query, whether it is pushed)
    for (metadata, query, is_pushed) in [
        (METADATA, "", false),
        (METADATA, "par=0", false),
        (METADATA, "par=1", true),
        (&required, "", true),
        (&required, "par=1", true),
    ] {
        let script = with_metadata(metadata);
        let script = if is_pushed {
            script.answer("https://as.example/par", 201, pushed)
        } else {
            script
        };
        let departure = now(begin(&script, &settings(query), &mut journal())).unwrap();
        assert_eq!(
            departure.url.contains("request_uri=urn"),
            is_pushed,
            "{query}"
        );
        assert_eq!(script.answers.borrow().len(), 0);
    }
    let mut journal = journal();
    let refused = now(begin(
        &with_metadata(&required),
        &settings("par=0"),
        &mut journal,
    ));
    journal.end(&refused);
    assert_eq!(
        journal.report().failed_check.as_deref(),
        Some("par.response")
    );
    assert_eq!(journal.report().error.as_ref().unwrap().kind, "config");
}

#[test]
fn the_token_request_can_be_json() {
    let script = signed_in();
    let (_, result) = run(&script, "token_body=json", &callback("code=c-1"));
    assert!(result.is_ok());
    let sent = script.sent.borrow();
    let body: Value = serde_json::from_str(sent.last().unwrap()).unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "grant_type": "authorization_code", "code": "c-1", "client_id": "demo",
            "redirect_uri": "https://app.example/callback", "code_verifier": STATE,
        })
    );
}

#[test]
fn a_secret_is_sent_as_its_method_says_and_warned_about() {
    for (method, header, in_body) in [
        ("client_secret_post", None, true),
        ("client_secret_basic", Some("Basic ZGVtbzpodXNo"), false),
    ] {
        let query = format!("issuer=https://as.example&client_id=demo&client_auth={method}");
        let draft = Draft::from_query(&(query + "&scope=pets"));
        let origin = "https://app.example";
        let settings = Settings::parse(&draft, ClientSecret::parse("hush"), origin).unwrap();
        let (script, mut journal) = (signed_in(), journal());
        let departure = now(begin(&script, &settings, &mut journal)).unwrap();
        let waiting = (departure.transaction, departure.server);
        let answer = callback("code=c-1");
        now(finish(&script, settings, waiting, &answer, &mut journal)).unwrap();
        let token = journal.report().exchanges.last().unwrap();
        let sent = token.headers.iter().find(|it| it.name == "authorization");
        assert_eq!(sent.map(|it| it.value.expose_secrets()).as_deref(), header);
        let body = token.body.expose_secrets();
        assert_eq!(body.contains("client_secret=hush"), in_body);
        assert!(!format!("{token:?}").contains("hush"));
        assert!(!departure.url.contains("hush"));
        assert_eq!(rows(&journal)[0], "config.endpoints warn");
    }
}

#[test]
fn a_base_needs_no_discovery_and_one_override_wins() {
    let query = "client_id=demo&scope=pets&endpoint=http://127.0.0.1:4444\
                 &token_url=https://proxy.example/token";
    let settings = Settings::parse(&Draft::from_query(query), None, "https://app.example").unwrap();
    let script = Script::default().answer("https://proxy.example/token", 200, TOKENS);
    let mut journal = journal();
    let departure = now(begin(&script, &settings, &mut journal)).unwrap();
    assert!(
        departure
            .url
            .starts_with("http://127.0.0.1:4444/oauth2/auth?")
    );
    let waiting = (departure.transaction, departure.server);
    let answer = CallbackParams::parse(&format!("state={STATE}&code=c-1"), "");
    let session = now(finish(&script, settings, waiting, &answer, &mut journal)).unwrap();
    assert_eq!(rows(&journal)[1], "discovery.pkce skip");
    let abilities = session.abilities();
    assert!(abilities.userinfo && abilities.revoke && abilities.logout);
}

#[test]
fn a_browser_that_cannot_is_told_before_anything_is_sent() {
    use oauth_proto::{
        check::CheckId,
        crypto::CryptoError,
        error::{BrowserFault, Error},
    };
    let fault = BrowserFault::Crypto(CryptoError::Unavailable);
    let script = Script {
        lacks: Some(Error::new(CheckId::ConfigEndpoints, fault)),
        ..Script::default().answer(DISCOVERY, 200, METADATA)
    };
    for flow in ["code", "device"] {
        let settings = settings(&format!("flow={flow}"));
        let mut journal = journal();
        let failed = if flow == "code" {
            now(begin(&script, &settings, &mut journal)).map(|_| ())
        } else {
            now(by_device(&script, settings, &mut journal)).map(|_| ())
        };
        journal.end(&failed);
        assert_eq!(script.answers.borrow().len(), 1, "something was sent");
        assert_eq!(rows(&journal), ["config.endpoints fail"]);
        assert_eq!(journal.report().error.as_ref().unwrap().kind, "browser");
    }
}

#[test]
fn bound_tokens_carry_proofs_and_the_servers_nonce() {
    let script = Script::default()
        .answer(DISCOVERY, 200, METADATA)
        .wants_nonce("https://as.example/token", "n-1")
        .answer(
            "https://as.example/token",
            200,
            &TOKENS.replace("bearer", "DPoP"),
        )
        .answer("https://as.example/userinfo", 200, r#"{"sub":"admin"}"#);
    let (mut journal, session) = run(&script, "dpop=1", &callback("code=c-1"));
    now(session.unwrap().userinfo(&script, &mut journal)).unwrap();

    let claims: Vec<_> = script
        .proofs
        .take()
        .into_iter()
        .map(|proof| {
            let proof = proof?;
            let payload = decode_url(proof.split('.').nth(1)?).unwrap();
            let claims: Value = serde_json::from_slice(&payload).unwrap();
            let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
            Some((text("htu").unwrap(), text("nonce"), text("ath").is_some()))
        })
        .collect();
    let token = "https://as.example/token".to_owned();
    let userinfo = "https://as.example/userinfo".to_owned();
    let nonce = Some("n-1".to_owned());
    assert_eq!(
        claims,
        [
            None,
            Some((token.clone(), None, false)),
            Some((token, nonce.clone(), false)),
            Some((userinfo, nonce, true)),
        ]
    );
    let rows = rows(&journal);
    for row in [
        "dpop.nonce pass",
        "dpop.token_type pass",
        "userinfo.http pass",
    ] {
        assert!(rows.iter().any(|made| made == row), "{row}");
    }
}

#[test]
fn a_server_that_ignores_the_proof_is_found_out() {
    let (journal, result) = run(&signed_in(), "dpop=1", &callback("code=c-1"));
    assert!(result.is_err());
    assert_eq!(
        journal.report().failed_check.as_deref(),
        Some("dpop.token_type")
    );
}

/// What a link that starts by itself is told of these settings.
fn by_link(query: &str, metadata: &str) -> Result<(), String> {
    let query = format!("issuer=https://as.example&client_id=demo&autostart=1&{query}");
    let draft = Draft::from_query(&query);
    let settings = Settings::parse(&draft, None, "https://app.example").unwrap();
    let script = with_metadata(metadata);
    match now(begin(&script, &settings, &mut journal())) {
        Ok(_) => Ok(()),
        Err(failure) => {
            assert_eq!(script.sent.borrow().len(), 1, "nothing after discovery");
            Err(failure.problem().description)
        }
    }
}

#[test]
fn a_link_starts_no_run_that_takes_what_one_address_gives_to_another() {
    let refused = || {
        Err("autostart: not for a server or API whose addresses are at several origins".to_owned())
    };
    assert_eq!(by_link("", METADATA), Ok(()));
    assert_eq!(by_link("api_url=https://as.example/api", METADATA), Ok(()));
    assert_eq!(by_link("jwks_url=https://keys.example/", METADATA), Ok(()));
    for foreign in [
        "token_url=https://evil.example/token",
        "auth_url=https://bank.example/auth",
        "device_auth_url=https://bank.example/device",
        "api_url=https://evil.example/api",
        "token_url=https://as.example:8443/token",
    ] {
        assert_eq!(by_link(foreign, METADATA), refused(), "{foreign}");
    }
    // Nor if the server itself says so: it may be the one that lies.
    let liar = METADATA.replace("https://as.example/auth", "https://bank.example/auth");
    assert_eq!(by_link("", &liar), refused());
}

#[test]
fn whoever_starts_a_run_themselves_may_have_addresses_anywhere() {
    let script = with_metadata(METADATA);
    let settings = settings("token_url=https://elsewhere.example/token");
    assert!(now(begin(&script, &settings, &mut journal())).is_ok());
    let mut draft = Draft::from_query("issuer=https://as.example&client_id=demo&autostart=1");
    assert!(
        Settings::parse(&draft, None, "https://app.example")
            .unwrap()
            .by_link
    );
    draft.vouch();
    assert!(
        !Settings::parse(&draft, None, "https://app.example")
            .unwrap()
            .by_link
    );
}
