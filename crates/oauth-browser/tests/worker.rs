//! Refresh tokens in a worker: what it does with them, what it never does, and what becomes of a
//! session when a server or a network misbehaves. Tabs are sessions of one page here, each with a
//! port of its own.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/stored.rs"]
mod stored;
mod support;
#[path = "support/worker.rs"]
mod worker;

use std::time::Duration;

use futures_util::future::{join, join_all};
use js_sys::Reflect;
use oauth_browser::fetch::{BODY_LIMIT, FetchError};
use oauth_browser::session::Session;
use oauth_browser::token_worker::{TokenWorker, WorkerError, WorkerScript};
use oauth_browser::{App, SessionError, TokenStorage, clock};
use oauth_proto::check::{CheckId, Status, Trace};
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::error::{Kind, Step};
use serde_json::Value;
use stored::stored;
use support::{FakeServer, noted};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use worker::{serve, server};

wasm_bindgen_test_configure!(run_in_browser);

/// A name that no other test and no other run has.
fn named(test: &str) -> String {
    format!("{test}-{}", js_sys::Date::new_0().get_time())
}

/// The one script of this page.
fn script() -> WorkerScript {
    thread_local! {
        static SCRIPT: WorkerScript = WorkerScript::at(&serve()).unwrap();
    }
    SCRIPT.with(Clone::clone)
}

fn app(kind: &str, name: &str) -> App {
    let client = Client::new("app", ClientAuth::None).unwrap();
    let mut app = App::new(server(kind, name), client);
    app.storage = TokenStorage::Worker(script());
    app
}

/// A session whose access token has ended.
fn tab(kind: &str, name: &str) -> Session {
    let app = app(kind, name);
    let ended = stored(&app, name, |_, _| {});
    Session::hold(app, &ended).unwrap()
}

async fn access(session: &Session) -> Result<String, SessionError> {
    let token = session.access_token(&mut Trace::new()).await?;
    Ok(token.expose_secret().to_owned())
}

/// The next access token, whether or not the one held has ended.
async fn next(session: &Session) -> Result<String, SessionError> {
    let held = session.generation().ok_or(SessionError::NotSignedIn)?;
    let next = session.refresh(&held, &mut Trace::new()).await?;
    Ok(next.tokens.access_token().expose_secret().to_owned())
}

#[wasm_bindgen_test]
async fn a_hundred_tabs_refresh_once() {
    let name = named("hundred");
    let tabs: Vec<_> = (0..100).map(|_| tab("rotating", &name)).collect();
    let tokens = join_all(tabs.iter().map(access)).await;
    assert!(
        tokens
            .iter()
            .all(|token| token.as_deref() == Ok("access-1")),
        "{tokens:?}"
    );
    let first = tabs.first().unwrap();
    assert_eq!(next(first).await.as_deref(), Ok("access-2"));
}

#[wasm_bindgen_test]
async fn a_hundred_asks_of_one_tab_refresh_once() {
    let name = named("asks");
    let tab = tab("rotating", &name);
    let tokens = join_all((0..100).map(|_| access(&tab))).await;
    assert!(
        tokens
            .iter()
            .all(|token| token.as_deref() == Ok("access-1")),
        "{tokens:?}"
    );
    assert_eq!(next(&tab).await.as_deref(), Ok("access-2"));
}

#[wasm_bindgen_test]
async fn a_tab_joins_the_session_of_another_and_both_are_kept_in_step() {
    // A session that another test left in the worker is of the same client.
    let name = named("join");
    let first = tab("rotating", &name);
    let second = Session::join(app("rotating", &name))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(second.generation().unwrap().session, name);
    assert_eq!(second.generation(), first.generation());
    assert_eq!(next(&second).await.as_deref(), Ok("access-1"));
    assert_eq!(next(&second).await.as_deref(), Ok("access-2"));
    // The first tab has slept meanwhile.
    assert_eq!(next(&first).await.as_deref(), Ok("access-2"));
    assert_eq!(first.generation().unwrap().number, 2);
    assert_eq!(next(&first).await.as_deref(), Ok("access-3"));
}

#[wasm_bindgen_test]
async fn what_a_tab_missed_is_not_taken_when_it_has_ended_too() {
    let name = named("brief");
    let (awake, asleep) = (tab("brief", &name), tab("brief", &name));
    assert_eq!(next(&awake).await.as_deref(), Ok("access-1"));
    assert_eq!(access(&asleep).await.as_deref(), Ok("access-2"));
    assert_eq!(asleep.generation().unwrap().number, 2);
}

#[wasm_bindgen_test]
async fn the_page_keeps_no_refresh_token() {
    let tab = tab("rotating", &named("page"));
    assert_eq!(tab.generation().unwrap().tokens.refresh_token(), None);
    assert_eq!(access(&tab).await.as_deref(), Ok("access-1"));
    assert_eq!(tab.generation().unwrap().tokens.refresh_token(), None);
}

#[wasm_bindgen_test]
async fn the_checks_see_what_the_server_did() {
    for (kind, rotation) in [("rotating", Status::Pass), ("steady", Status::Warn)] {
        let tab = tab(kind, &named("checks"));
        let mut trace = Trace::new();
        tab.access_token(&mut trace).await.unwrap();
        let status = |id| trace.last(id).map(|row| row.status);
        assert_eq!(status(CheckId::RefreshHttp), Some(Status::Pass), "{kind}");
        assert_eq!(status(CheckId::RefreshRotation), Some(rotation), "{kind}");
        assert_eq!(
            status(CheckId::RefreshIdToken),
            Some(Status::Skip),
            "{kind}"
        );
    }
}

#[wasm_bindgen_test]
async fn requests_are_sent_bare() {
    assert_eq!(
        access(&tab("options", &named("bare"))).await.as_deref(),
        Ok("POST,cors,omit,no-store,manual,no-referrer")
    );
}

#[wasm_bindgen_test]
async fn a_bad_answer_is_an_error_and_ends_nothing() {
    for (kind, fault) in [
        ("trouble", Kind::Protocol),
        ("html", Kind::Protocol),
        ("list", Kind::Protocol),
        ("number", Kind::Protocol),
        ("control", Kind::Protocol),
        ("twice", Kind::Protocol),
    ] {
        let tab = tab(kind, &named("bad"));
        let error = access(&tab).await.unwrap_err();
        assert!(
            matches!(error, SessionError::Protocol(_)),
            "{kind}: {error:?}"
        );
        assert_eq!(error.kind(), fault, "{kind}");
        assert_eq!(tab.generation().unwrap().number, 0, "{kind}");
    }
}

#[wasm_bindgen_test]
async fn no_answer_is_an_error_and_ends_nothing() {
    let tab = tab("large", &named("large"));
    assert_eq!(
        access(&tab).await,
        Err(SessionError::Fetch(
            Step::Refresh,
            FetchError::TooLarge(BODY_LIMIT)
        ))
    );
    assert_eq!(tab.generation().unwrap().number, 0);
}

#[wasm_bindgen_test]
async fn a_redirect_is_refused() {
    let tab = tab("redirect", &named("redirect"));
    let mut trace = Trace::new();
    assert_eq!(
        tab.access_token(&mut trace).await,
        Err(SessionError::Fetch(
            Step::Refresh,
            FetchError::RedirectRefused
        ))
    );
    let row = trace.last(CheckId::RefreshHttp).unwrap();
    assert_eq!(row.status, Status::Fail);
}

#[wasm_bindgen_test]
async fn a_network_failure_ends_nothing() {
    let tab = tab("flaky", &named("flaky"));
    {
        let _nothing_answers = FakeServer::new("throw new TypeError();");
        let error = access(&tab).await.unwrap_err();
        assert!(matches!(
            error,
            SessionError::Fetch(Step::Refresh, FetchError::NoStatus(_))
        ));
        assert_eq!(error.kind(), Kind::Network);
        assert!(error.is_retryable());
    }
    assert_eq!(access(&tab).await.as_deref(), Ok("access-1"));
}

#[wasm_bindgen_test]
async fn an_answer_that_fails_its_checks_is_given_to_nobody_else() {
    let name = named("sloppy");
    let (first, second) = (tab("sloppy", &name), tab("sloppy", &name));
    let error = access(&first).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Protocol);
    // The rotated token of the bad answer counts all the same: the old one is void.
    assert_eq!(access(&second).await.as_deref(), Ok("access-2"));
    assert_eq!(access(&first).await.as_deref(), Ok("access-2"));
}

#[wasm_bindgen_test]
async fn reuse_ends_the_session_in_every_tab() {
    let name = named("reuse");
    let (first, second) = (tab("reuse", &name), tab("reuse", &name));
    let error = access(&first).await.unwrap_err();
    assert!(matches!(error, SessionError::Ended(_)), "{error:?}");
    assert_eq!(error.kind(), Kind::Server);
    assert_eq!(first.generation(), None);
    clock::sleep(Duration::from_millis(50)).await;
    assert_eq!(second.generation(), None);
    assert_eq!(access(&second).await, Err(SessionError::NotSignedIn));
    let worker = TokenWorker::start(&script()).unwrap();
    assert_eq!(
        refreshed_raw(&worker, &name).await,
        Err(WorkerError::NotHeld)
    );
}

#[wasm_bindgen_test]
async fn signing_out_revokes_the_latest_token_and_forgets_it() {
    let name = named("out");
    let (leaving, other) = (tab("slow", &name), tab("slow", &name));
    let (token, left) = join(access(&other), async {
        clock::sleep(Duration::from_millis(20)).await;
        leaving.sign_out(&mut Trace::new()).await
    })
    .await;
    // The server takes no other token than the one that the refresh has just brought.
    assert_eq!(left, Ok(()));
    assert_eq!(token, Err(SessionError::NotSignedIn));
    assert_eq!(other.generation(), None);
    let worker = TokenWorker::start(&script()).unwrap();
    assert_eq!(
        refreshed_raw(&worker, &name).await,
        Err(WorkerError::NotHeld)
    );
}

#[wasm_bindgen_test]
async fn without_a_refresh_token_the_access_token_is_revoked() {
    let _server = FakeServer::new("window.sent = await request.text(); return new Response();");
    let app = app("rotating", "none");
    let generation = stored(&app, &named("none"), |_, grant| {
        grant["refresh_token"] = Value::Null
    });
    let tab = Session::hold(app, &generation).unwrap();
    assert_eq!(access(&tab).await, Err(SessionError::NotRefreshable));
    assert_eq!(tab.sign_out(&mut Trace::new()).await, Ok(()));
    assert_eq!(
        noted("sent"),
        "token=access-0&token_type_hint=access_token&client_id=app"
    );
}

#[wasm_bindgen_test]
async fn without_a_refresh_token_an_apis_refusal_is_the_answer() {
    let _api = FakeServer::new("return new Response('', {status: 401});");
    let app = app("rotating", "api");
    let generation = stored(&app, &named("api"), |tokens, grant| {
        grant["refresh_token"] = Value::Null;
        tokens["expires_at"] = Value::Null;
    });
    let tab = Session::hold(app, &generation).unwrap();
    let request = http::Request::get("https://api.example/").body(Vec::new());
    let response = tab
        .call(&request.unwrap(), &mut Trace::new())
        .await
        .unwrap();
    assert_eq!(response.status(), 401);
}

#[wasm_bindgen_test]
async fn bound_tokens_are_proven_with_the_servers_nonce() {
    let name = named("bound");
    let mut app = app("nonce", &name);
    app.dpop = true;
    let generation = stored(&app, &name, |_, grant| grant["token_type"] = "DPoP".into());
    let session = Session::hold(app, &generation).unwrap();
    assert_eq!(access(&session).await.as_deref(), Ok("access-1"));
}

#[wasm_bindgen_test]
async fn where_no_worker_is_shared_each_tab_has_its_own() {
    let window = web_sys::window().unwrap();
    let shared = Reflect::get(&window, &"SharedWorker".into()).unwrap();
    Reflect::delete_property(&window, &"SharedWorker".into()).unwrap();
    let name = named("own");
    let tab = tab("rotating", &name);
    let joined = Session::join(app("rotating", &name)).await;
    Reflect::set(&window, &"SharedWorker".into(), &shared).unwrap();
    assert!(joined.unwrap().is_none());
    assert_eq!(access(&tab).await.as_deref(), Ok("access-1"));
}

/// What the worker itself says to one who asks for the next tokens of a session.
async fn refreshed_raw(worker: &TokenWorker, session: &str) -> Result<u32, WorkerError> {
    let request = http::Request::post("https://as.example/")
        .body(Vec::new())
        .unwrap();
    let answer = worker.refresh(session, 0, &request).await?;
    Ok(answer.number)
}
