//! What can be done once the tokens are there.

use oauth_proto::{
    callback::CallbackParams,
    error::{Error, Step},
};
use serde_json::Value;

use super::{
    super::*,
    METADATA, STATE, TOKENS, callback, now, rows, run,
    script::{Key, Script},
    signed_in, with_metadata,
};

const USERINFO: &str = "https://as.example/userinfo";
const API: &str = "https://api.example/pets";

/// The rows that a run's session leaves when `act` is done with it.
fn after(
    script: &Script,
    query: &str,
    act: impl AsyncFnOnce(&mut Session<Key>, &mut Journal) -> Result<(), Failure>,
) -> (Journal, Vec<String>, Result<(), Failure>) {
    let (mut journal, session) = run(script, query, &callback("code=c-1"));
    let before = journal.report().checks.len();
    let mut session = session.unwrap();
    let result = now(act(&mut session, &mut journal));
    journal.end(&result);
    let rows = rows(&journal).split_off(before);
    (journal, rows, result)
}

#[test]
fn actions_append_their_rows() {
    let script = signed_in()
        .answer("https://as.example/userinfo", 200, r#"{"sub":"admin"}"#)
        .answer(
            "https://as.example/token",
            200,
            r#"{"access_token":"at-2","token_type":"Bearer","expires_in":600,"refresh_token":"rt-2"}"#,
        )
        .answer("https://api.example/pets", 404, "none here")
        .answer("https://as.example/revoke", 200, "")
        .answer("https://as.example/revoke", 200, "");
    let (mut journal, session) = run(
        &script,
        "api_url=https://api.example/pets",
        &callback("code=c-1"),
    );
    let mut session = session.unwrap();
    let before = journal.report().checks.len();

    now(session.userinfo(&script, &mut journal)).unwrap();
    assert_eq!(
        journal
            .report()
            .userinfo
            .as_ref()
            .and_then(|info| info.get("sub")),
        Some(&Value::from("admin"))
    );
    now(session.refresh(&script, &mut journal)).unwrap();
    let tokens = journal.report().tokens.clone().unwrap();
    assert_eq!(tokens.access_token, "at-2");
    assert_eq!(tokens.refresh_token.as_deref(), Some("rt-2"));
    let failed = now(session.call_api(&script, &mut journal));
    journal.end(&failed);
    assert_eq!(journal.report().failed_check.as_deref(), Some("api.http"));
    assert_eq!(
        journal.report().api.as_ref().map(|api| api.status),
        Some(404)
    );
    now(session.revoke(&script, &mut journal)).unwrap();
    journal.end(&Ok(()));

    assert!(
        script
            .sent
            .borrow()
            .iter()
            .any(|body| body.contains("refresh_token=rt-1"))
    );
    assert!(
        script
            .sent
            .borrow()
            .last()
            .unwrap()
            .starts_with("token=at-2")
    );
    let rows = rows(&journal).split_off(before);
    for row in [
        "userinfo.http pass",
        "refresh.rotation pass",
        "api.http fail",
        "revoke.http pass",
    ] {
        assert!(rows.iter().any(|made| made == row), "{row}");
    }
}

#[test]
fn with_a_worker_the_page_has_no_refresh_token() {
    let token = "https://as.example/token";
    let again = r#"{"access_token":"at-2","token_type":"Bearer","expires_in":600,
        "refresh_token":"rotated"}"#;
    let script = signed_in()
        .answer(token, 200, again)
        .answer(token, 200, again)
        .answer("https://as.example/revoke", 200, "")
        .answer("https://as.example/revoke", 200, "");
    let (mut journal, session) = run(&script, "storage=worker", &callback("code=c-1"));
    let mut session = session.unwrap();
    assert!(session.abilities().refresh);
    let shown = |journal: &Journal| journal.report().tokens.clone().unwrap();
    assert_eq!(shown(&journal).refresh_token, None);
    for _ in 0..2 {
        let before = journal.report().checks.len();
        now(session.refresh(&script, &mut journal)).unwrap();
        assert_eq!(shown(&journal).access_token, "at-2");
        assert_eq!(shown(&journal).refresh_token, None);
        let rows = rows(&journal).split_off(before);
        assert!(rows.contains(&"refresh.rotation pass".to_owned()));
    }
    now(session.revoke(&script, &mut journal)).unwrap();
    let sent = script.sent.borrow().clone();
    let refresh = "held grant_type=refresh_token&refresh_token=stand-in&client_id=demo";
    let after_the_code = sent.iter().position(|sent| sent == "hold rt-1").unwrap();
    assert_eq!(
        sent.get(after_the_code..).unwrap(),
        [
            "hold rt-1",
            refresh,
            refresh,
            "held token=stand-in&token_type_hint=refresh_token&client_id=demo",
            "token=at-2&token_type_hint=access_token&client_id=demo",
        ]
    );
}

#[test]
fn a_logout_comes_back_with_its_state() {
    let (mut journal, session) = run(&signed_in(), "", &callback("code=c-1"));
    let logout = session
        .unwrap()
        .logout(&Script::default(), "https://app.example", &mut journal)
        .unwrap();
    assert_eq!(
        logout.url,
        format!(
            "https://as.example/out?client_id=demo\
             &post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fclient%2F&state={STATE}"
        )
    );
    let state = logout.state.unwrap();
    let back = CallbackParams::parse(&format!("state={STATE}"), "");
    assert!(landed(&state, &back, &mut journal).is_ok());
    let result = landed(&state, &CallbackParams::parse("", ""), &mut journal);
    journal.end(&result);
    assert_eq!(
        journal.report().failed_check.as_deref(),
        Some("logout.state")
    );
}

#[test]
fn auth0_has_a_logout_of_its_own() {
    let url = |metadata: &str, query: &str| {
        let (mut journal, session) = run(
            &with_metadata(metadata).answer("https://as.example/token", 200, TOKENS),
            query,
            &callback("code=c-1"),
        );
        let session = session.unwrap();
        assert!(session.abilities().logout);
        let logout = session.logout(&Script::default(), "https://app.example", &mut journal);
        logout.unwrap().url
    };
    let back = format!("https%3A%2F%2Fapp.example%2Fclient%2F%3Fstate%3D{STATE}");
    let own = METADATA.replace("https://as.example/out", "https://as.example/v2/logout");
    let expected = format!("https://as.example/v2/logout?client_id=demo&returnTo={back}");
    assert_eq!(url(&own, ""), expected);
    let given = "logout_url=https://as.example/v2/logout";
    assert_eq!(url(METADATA, given), expected);
}

#[test]
fn userinfo_goes_by_a_form_where_the_browser_may_not_send_the_header() {
    let script = signed_in()
        .silence(USERINFO, Error::cors(Step::Userinfo))
        .answer(USERINFO, 200, r#"{"sub":"admin"}"#);
    let (journal, rows, result) = after(&script, "", async |it, journal| {
        it.userinfo(&script, journal).await
    });
    assert!(result.is_ok());
    assert_eq!(
        rows,
        [
            "cors.userinfo warn",
            "userinfo.http pass",
            "userinfo.format pass",
            "userinfo.sub skip"
        ]
    );
    assert_eq!(
        script.sent.borrow().last().unwrap(),
        "access_token=at-1&client_id=demo"
    );
    let steps = journal.report().exchanges.iter().rev().take(2);
    let methods: Vec<_> = steps.map(|it| it.method.as_str()).collect();
    assert_eq!(methods, ["POST", "GET"]);
}

#[test]
fn userinfo_that_no_request_brings_is_a_matter_of_cors() {
    let cors = || Error::cors(Step::Userinfo);
    let script = signed_in()
        .silence(USERINFO, cors())
        .silence(USERINFO, cors());
    let (journal, rows, _) = after(&script, "", async |it, journal| {
        it.userinfo(&script, journal).await
    });
    assert_eq!(rows, ["cors.userinfo fail"]);
    assert_eq!(journal.report().error.as_ref().unwrap().kind, "cors");
    assert_eq!(script.answers.borrow().len(), 0);

    // A bound token has no such form.
    let script = with_metadata(METADATA)
        .answer(
            "https://as.example/token",
            200,
            &TOKENS.replace("bearer", "DPoP"),
        )
        .silence(USERINFO, cors());
    let (_, rows, _) = after(&script, "dpop=1", async |it, journal| {
        it.userinfo(&script, journal).await
    });
    assert_eq!(rows, ["cors.userinfo fail"]);
}

#[test]
fn the_api_is_called_once_by_itself() {
    let script = signed_in().answer(API, 200, "hello");
    let query = "api_url=https://api.example/pets&api_method=DELETE";
    let (journal, rows, result) = after(&script, query, async |it, journal| {
        it.afterwards(&script, journal).await
    });
    assert!(result.is_ok());
    assert_eq!(rows, ["api.http pass"]);
    assert_eq!(journal.report().api.as_ref().unwrap().body, "hello");
    let last = journal.report().exchanges.last().unwrap();
    assert_eq!(last.method, "DELETE");
    let sent = last.headers.iter().find(|it| it.name == "authorization");
    assert_eq!(sent.unwrap().value.expose_secrets(), "Bearer at-1");
}

#[test]
fn an_opaque_access_token_fails_its_check_and_the_session_stays() {
    let script = signed_in();
    let query = "verify_access_token=1&audience=api";
    let (journal, rows, result) = after(&script, query, async |it, journal| {
        let result = it.afterwards(&script, journal).await;
        assert!(it.abilities().refresh);
        result
    });
    assert!(result.is_err());
    assert_eq!(rows, ["access_token.format fail"]);
    assert_eq!(
        journal.report().failed_check.as_deref(),
        Some("access_token.format")
    );
}

#[test]
fn a_failed_refresh_leaves_the_tokens() {
    let script = signed_in()
        .answer(
            "https://as.example/token",
            400,
            r#"{"error":"invalid_grant"}"#,
        )
        .answer(USERINFO, 200, r#"{"sub":"admin"}"#);
    let (journal, rows, result) = after(&script, "", async |it, journal| {
        assert!(it.refresh(&script, journal).await.is_err());
        it.userinfo(&script, journal).await
    });
    assert!(result.is_ok());
    assert_eq!(rows[0], "refresh.http fail");
    assert_eq!(
        journal.report().tokens.as_ref().unwrap().access_token,
        "at-1"
    );
}
