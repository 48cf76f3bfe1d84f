//! Whole runs against a scripted server: which rows they leave, where they stop, what they keep.

mod actions;
mod device;
mod exchanges;
mod parameters;
mod script;

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use oauth_proto::{
    callback::CallbackParams,
    error::{Error, NetworkFault, Step},
    secret::ClientSecret,
};

use self::script::{Key, Script};
use super::*;
use crate::client::{
    draft::Draft,
    report::{Outcome, Report},
    settings::Settings,
};

const METADATA: &str = r#"{"issuer":"https://as.example",
    "authorization_endpoint":"https://as.example/auth","token_endpoint":"https://as.example/token",
    "userinfo_endpoint":"https://as.example/userinfo","jwks_uri":"https://as.example/jwks",
    "revocation_endpoint":"https://as.example/revoke","end_session_endpoint":"https://as.example/out",
    "pushed_authorization_request_endpoint":"https://as.example/par",
    "code_challenge_methods_supported":["S256"],
    "authorization_response_iss_parameter_supported":true}"#;
const TOKENS: &str = r#"{"access_token":"at-1","token_type":"bearer","expires_in":600,
    "scope":"pets","refresh_token":"rt-1"}"#;
const DISCOVERY: &str = "https://as.example/.well-known/openid-configuration";

/// Nothing in these runs waits for anything, so every future is ready at once.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a scripted run never waits"),
    }
}

fn settings(query: &str) -> Settings {
    let query = format!("issuer=https://as.example&client_id=demo&scope=pets&{query}");
    Settings::parse(&Draft::from_query(&query), None, "https://app.example").unwrap()
}

fn journal() -> Journal {
    Journal::new(Report::started("code"), |_| ())
}

fn rows(journal: &Journal) -> Vec<String> {
    let rows = journal.report().checks.iter();
    rows.map(|row| format!("{} {}", row.id, row.status.as_str()))
        .collect()
}

/// The state of every scripted run: 32 zero bytes.
const STATE: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn callback(rest: &str) -> CallbackParams {
    CallbackParams::parse(&format!("state={STATE}&iss=https://as.example&{rest}"), "")
}

/// A run up to its session, or to its failure, with its journal.
fn run(
    script: &Script,
    query: &str,
    answer: &CallbackParams,
) -> (Journal, Result<Session<Key>, Failure>) {
    let (settings, mut journal) = (settings(query), journal());
    let result = match now(begin(script, &settings, &mut journal)) {
        Ok(Departure {
            transaction,
            server,
            ..
        }) => now(finish(
            script,
            settings,
            (transaction, server),
            answer,
            &mut journal,
        )),
        Err(failure) => Err(failure),
    };
    journal.end(&result);
    (journal, result)
}

fn with_metadata(metadata: &str) -> Script {
    Script::default().answer(DISCOVERY, 200, metadata)
}

fn signed_in() -> Script {
    with_metadata(METADATA).answer("https://as.example/token", 200, TOKENS)
}

#[test]
fn a_run_leaves_its_rows_in_order() {
    let script = signed_in();
    let (journal, session) = run(&script, "", &callback("code=c-1"));
    let rows = rows(&journal);
    let (made, skipped) = rows.split_at(16);
    assert_eq!(
        made,
        [
            "config.endpoints pass",
            "discovery.fetch pass",
            "discovery.issuer pass",
            "config.endpoints pass",
            "discovery.pkce pass",
            "callback.params pass",
            "callback.state pass",
            "callback.iss pass",
            "callback.error pass",
            "callback.code pass",
            "token.http pass",
            "token.json pass",
            "token.access_token pass",
            "token.token_type pass",
            "token.expires_in pass",
            "token.scope pass",
        ]
    );
    assert!(
        skipped
            .iter()
            .all(|row| row.starts_with("id_token.") && row.ends_with(" skip"))
    );
    assert_eq!(journal.report().result, Outcome::Ok);
    assert_eq!(
        script.sent.borrow().last().unwrap(),
        "grant_type=authorization_code&code=c-1&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback\
         &code_verifier=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&client_id=demo"
    );
    let tokens = journal.report().tokens.clone().unwrap();
    assert_eq!(
        (
            tokens.access_token.as_str(),
            tokens.token_type.as_str(),
            tokens.expires_in
        ),
        ("at-1", "Bearer", Some(600))
    );
    assert_eq!(tokens.refresh_token.as_deref(), Some("rt-1"));
    assert_eq!(tokens.id_token, None);
    assert_eq!(
        session.unwrap().abilities(),
        Abilities {
            refresh: true,
            userinfo: true,
            call_api: false,
            revoke: true,
            logout: true,
            again: true
        }
    );
}

#[test]
fn each_failure_stops_at_its_check() {
    let mangled = METADATA.replace("https://as.example\",", "https://other.example\",");
    let cases: [(Script, &str, &str, &str, &str); 10] = [
        (
            Script::default().silence(DISCOVERY, Error::cors(Step::Discovery)),
            "code=c",
            "cors.discovery",
            "cors",
            "cors.discovery",
        ),
        (
            Script::default().silence(
                DISCOVERY,
                Error::network(Step::Discovery, NetworkFault::TimedOut),
            ),
            "code=c",
            "discovery.fetch",
            "network",
            "discovery.fetch",
        ),
        (
            Script::default().answer(DISCOVERY, 200, &mangled),
            "code=c",
            "discovery.issuer",
            "protocol",
            "discovery.issuer",
        ),
        (
            Script::default().answer(DISCOVERY, 200, METADATA),
            "error=access_denied",
            "callback.error",
            "user",
            "access_denied",
        ),
        (
            Script::default().answer(DISCOVERY, 200, METADATA),
            "code=a&code=b",
            "callback.params",
            "protocol",
            "callback.params",
        ),
        (
            Script::default().answer(DISCOVERY, 200, METADATA),
            "",
            "callback.code",
            "protocol",
            "callback.code",
        ),
        (
            Script::default().answer(DISCOVERY, 200, METADATA).answer(
                "https://as.example/token",
                400,
                r#"{"error":"invalid_grant"}"#,
            ),
            "code=c",
            "token.http",
            "server",
            "invalid_grant",
        ),
        (
            Script::default().answer(DISCOVERY, 200, METADATA).answer(
                "https://as.example/token",
                200,
                "<html>",
            ),
            "code=c",
            "token.json",
            "protocol",
            "token.json",
        ),
        (
            Script::default().answer(DISCOVERY, 200, METADATA).answer(
                "https://as.example/token",
                502,
                "bad gateway",
            ),
            "code=c",
            "token.http",
            "protocol",
            "token.http",
        ),
        (
            Script::default()
                .answer(DISCOVERY, 200, METADATA)
                .silence("https://as.example/token", Error::cors(Step::Token)),
            "code=c",
            "cors.token",
            "cors",
            "cors.token",
        ),
    ];
    for (script, answer, check, kind, code) in cases {
        let (journal, result) = run(&script, "", &callback(answer));
        let report = journal.report();
        assert!(result.is_err(), "{check}");
        assert_eq!(report.result, Outcome::Failed);
        assert_eq!(report.failed_check.as_deref(), Some(check));
        let problem = report.error.clone().unwrap();
        assert_eq!((problem.kind.as_str(), problem.code.as_str()), (kind, code));
        assert_eq!(rows(&journal).last().unwrap(), &format!("{check} fail"));
        assert!(!problem.advice.help.is_empty() && report.tokens.is_none());
        assert_eq!(
            script.answers.borrow().len(),
            0,
            "{check}: stopped too early"
        );
    }
}

#[test]
fn a_forged_state_never_reaches_the_token_endpoint() {
    let script = Script::default().answer(DISCOVERY, 200, METADATA);
    let forged = CallbackParams::parse("state=forged&code=c&iss=https://as.example", "");
    let (journal, result) = run(&script, "", &forged);
    assert!(result.is_err());
    assert_eq!(
        journal.report().failed_check.as_deref(),
        Some("callback.state")
    );
}

#[test]
fn an_answer_that_nothing_waits_for_is_refused() {
    for (already_used, found) in [
        (true, "one that was used before"),
        (false, "an unknown one"),
    ] {
        let mut journal = journal();
        let failure = refuse(&callback("code=c"), already_used, &mut journal);
        journal.end(&Err::<(), _>(failure));
        let report = journal.report();
        assert_eq!(report.failed_check.as_deref(), Some("callback.state"));
        assert_eq!(report.checks.last().unwrap().found, found);
        assert_eq!(report.error.as_ref().unwrap().kind, "config");
    }
}

#[test]
fn settings_that_cannot_be_used_are_a_row_too() {
    let mut journal = journal();
    let draft = Draft::from_query("issuer=http://as.example&client_id=demo");
    let error = Settings::parse(&draft, None, "https://app.example").unwrap_err();
    journal.end(&Err::<(), _>(Failure::from(error)));
    let report = journal.report();
    assert_eq!(rows(&journal), ["config.endpoints fail"]);
    assert_eq!(report.error.as_ref().unwrap().kind, "config");
    assert_eq!(report.error.as_ref().unwrap().code, "config.endpoints");
}

#[test]
fn a_run_survives_its_redirect_without_its_tokens() {
    let script = Script::default().answer(DISCOVERY, 200, METADATA);
    let mut journal = journal();
    let departure = now(begin(&script, &settings(""), &mut journal)).unwrap();
    let draft = Draft::from_query("issuer=https://as.example&client_id=demo&scope=pets");
    let secret = ClientSecret::parse("hush");
    let saved = Saved::pack(&draft, secret.as_ref(), journal.report(), &departure);
    let text = saved.value().to_string();
    let unpack = |text: &str| Saved::of(serde_json::from_str(text).unwrap()).unpack();

    let restored = unpack(&text).unwrap();
    assert_eq!(restored.draft, draft);
    assert_eq!(restored.secret, secret);
    assert_eq!(restored.report.checks, journal.report().checks);
    assert_eq!(restored.report.exchanges.len(), 2);
    assert_eq!(restored.transaction, departure.transaction);
    assert_eq!(restored.server, departure.server);

    let broken = text.replace("https://as.example/token", "ftp://as.example/token");
    for broken in [broken.as_str(), "{}", "null"] {
        assert!(unpack(broken).is_err(), "{broken}");
    }
}
