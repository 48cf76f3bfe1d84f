//! What the worker says to whoever has a port: never a refresh token. Here the asks are raw, as an
//! attacker's script in the page could send them.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/worker.rs"]
mod worker;

use std::time::Duration;

use js_sys::{Function, Promise};
use oauth_browser::fetch::{FetchError, TIME_LIMIT};
use oauth_browser::token_worker::{
    Handover, NotSameOrigin, TokenWorker, WorkerError, WorkerScript, stand_in,
};
use oauth_proto::check::Trace;
use oauth_proto::client::{Client, ClientAuth, TokenBody};
use oauth_proto::grant::Grant;
use oauth_proto::refresh::refresh_request;
use oauth_proto::secret::RefreshToken;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use worker::{serve, server};

wasm_bindgen_test_configure!(run_in_browser);

thread_local! {
    static ADDRESS: String = serve();
}

fn address() -> String {
    ADDRESS.with(Clone::clone)
}

/// The replies to these asks, a line each, sent at once on a port of their own.
async fn replies(asks: &[&str]) -> Vec<String> {
    let ask = Function::new_with_args(
        "address, asks",
        "const worker = new SharedWorker(address), { port } = worker; \
         // A worker whose ports are all collected ends.\n (window.kept ??= []).push(worker); \
         return new Promise(done => { const heard = []; \
         port.onmessage = ({ data }) => { heard.push(data); \
         if (heard.length === asks.length) done(heard.join('\\n')); }; \
         asks.forEach(ask => port.postMessage(ask)); });",
    );
    let asks: js_sys::Array = asks.iter().map(|ask| JsValue::from_str(ask)).collect();
    let replies = ask.call2(&JsValue::NULL, &address().into(), &asks).unwrap();
    let replies: Promise = replies.unchecked_into();
    let text = JsFuture::from(replies).await.unwrap().as_string().unwrap();
    text.lines().map(str::to_owned).collect()
}

/// The reply to an ask that comes when the one before has had its own.
async fn reply(ask: &str) -> String {
    replies(&[ask]).await.remove(0)
}

fn hold(session: &str, kind: &str) -> String {
    format!(
        r#"[1,{{"action":"hold","session":"{session}","app":"app-{session}","number":0,
        "generation":"shared","refresh_token":"refresh-0",
        "token":"https://as.example/{kind}?{session}",
        "revocation":"https://as.example/revoke?{session}","limits":{{"time":2000,"body":9999}}}}]"#
    )
}

fn refresh(session: &str, number: u32) -> String {
    format!(
        r#"[2,{{"action":"refresh","session":"{session}","number":{number},
        "headers":[["content-type","application/x-www-form-urlencoded"]],
        "body":"grant_type=refresh_token&refresh_token=x&client_id=app"}}]"#
    )
}

#[wasm_bindgen_test]
async fn no_message_brings_a_refresh_token_back() {
    assert_eq!(reply(&hold("raw", "echo")).await, r#"[1,{"Ok":null}]"#);
    let join = r#"[3,{"action":"join","app":"app-raw"}]"#;
    assert_eq!(reply(join).await, r#"[3,{"Ok":"shared"}]"#);
    // The server echoes both tokens in every place that an answer has.
    let refreshed = reply(&refresh("raw", 0)).await;
    let (start, rest) = refreshed.split_once(r#","received_at":"#).unwrap();
    assert_eq!(
        start,
        r#"[2,{"Ok":{"status":200,"headers":[["content-type","application/json"],["retry-after","3"]],"body":"{\"access_token\":\"access-1\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"rotated-by-the-worker\",\"sent\":\"\",\"\":1,\"deep\":[{\"of\":\"\"},\"\"]}","number":1"#
    );
    assert!(rest.ends_with(r#","earlier":false}}]"#), "{rest}");
    let names = ["hold", "join", "refresh", "reject", "revoke", "forget"];
    let unknown = [
        "get",
        "toString",
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "",
    ];
    for name in unknown.into_iter().chain(names) {
        for ask in [
            format!(r#"[4,{{"action":"{name}","session":"raw"}}]"#),
            format!(r#"[4,{{"action":"{name}","session":"raw","app":"app-raw","number":-1}}]"#),
            format!(
                r#"[4,{{"action":"{name}","session":"raw","number":0,"body":"refresh_token=x",
                "headers":[["content-type","application/json"]]}}]"#
            ),
            format!(
                r#"[4,{{"action":"{name}","session":"raw","number":9,"body":"{{}}",
                "headers":[["content-type","application/json"]],"limits":{{"time":1}}}}]"#
            ),
        ] {
            let reply = reply(&ask).await;
            assert!(!reply.contains("refresh-"), "{ask} {reply}");
            if name != "forget" {
                assert_eq!(self::reply(join).await, r#"[3,{"Ok":"shared"}]"#, "{ask}");
            }
        }
    }
    assert_eq!(reply(join).await, r#"[3,{"Ok":null}]"#);
}

/// Two readers could choose differently; whichever the worker chose, the page's refuses.
#[wasm_bindgen_test]
async fn members_that_are_there_twice_reach_the_page_without_their_tokens() {
    reply(&hold("twice", "twice")).await;
    let refreshed = reply(&refresh("twice", 0)).await;
    assert!(
        refreshed.contains(
            r#""body":"{\"access_token\":\"access-1\", \"refresh_token\" :\"rotated-by-the-worker\",\"refresh\\u005ftoken\":\"rotated-by-the-worker\",\"access_token\":\"access-2\",\"token_type\":\"Bearer\"}""#
        ),
        "{refreshed}"
    );
}

#[wasm_bindgen_test]
async fn what_is_no_json_does_not_reach_the_page() {
    for kind in ["marked", "latin"] {
        reply(&hold(kind, kind)).await;
        let refreshed = reply(&refresh(kind, 0)).await;
        assert!(refreshed.contains(r#","body":"","#), "{kind}: {refreshed}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_ask_is_refused() {
    let asks = [
        "",
        "{",
        "null",
        "[]",
        "[7]",
        "[7,null]",
        r#"[7,{"action":1}]"#,
        r#"{"id":1}"#,
    ];
    let refused: Vec<_> = replies(&asks).await;
    let expected = ["null", "null", "null", "null", "7", "7", "7", "null"];
    let expected = expected.map(|id| format!(r#"[{id},{{"Err":"misuse"}}]"#));
    assert_eq!(refused, expected);
}

#[wasm_bindgen_test]
async fn a_token_goes_nowhere_else_than_where_it_came_with() {
    reply(&hold("fixed", "rotating")).await;
    // Held once, a session stays what it is; what an ask says of endpoints is not heard.
    assert_eq!(reply(&hold("fixed", "echo")).await, r#"[1,{"Ok":null}]"#);
    let ask = refresh("fixed", 0).replace(
        r#""number""#,
        r#""token":"https://as.example/echo","revocation":"https://as.example/echo","number""#,
    );
    let refreshed = reply(&ask).await;
    assert!(refreshed.contains("access-1"), "{refreshed}");
    assert!(!refreshed.contains("retry-after"), "{refreshed}");
}

#[wasm_bindgen_test]
async fn a_token_is_sent_to_https_or_loopback_only() {
    for (session, address) in [
        ("plain", "http://as.example/rotating"),
        ("other", "ftp://as.example/rotating"),
        ("relative", "/rotating"),
        ("look-alike", "http://localhost.example/rotating"),
    ] {
        let secure = format!("https://as.example/rotating?{session}");
        reply(&hold(session, "rotating").replace(&secure, address)).await;
        let refreshed = reply(&refresh(session, 0)).await;
        assert_eq!(refreshed, r#"[2,{"Err":"misuse"}]"#, "{address}");
    }
    let secure = "https://as.example/rotating?loopback";
    let loopback = "http://127.0.0.1:4444/rotating?loopback";
    reply(&hold("loopback", "rotating").replace(secure, loopback)).await;
    assert!(reply(&refresh("loopback", 0)).await.contains("access-1"));
}

#[wasm_bindgen_test]
async fn a_token_that_is_none_is_not_held() {
    for token in [r#""""#, "null", "7", r#""é""#, r#""a\nb""#] {
        let ask = hold("none", "rotating").replace(r#""refresh-0""#, token);
        let refused = reply(&ask).await;
        let held = reply(r#"[3,{"action":"join","app":"app-none"}]"#).await;
        assert_eq!(refused, r#"[1,{"Err":"misuse"}]"#, "{token}");
        assert_eq!(held, r#"[3,{"Ok":null}]"#, "{token}");
    }
}

#[wasm_bindgen_test]
async fn every_ask_that_comes_at_once_is_given_one_answer() {
    reply(&hold("many", "slow")).await;
    let ask = refresh("many", 0);
    let asks: Vec<&str> = (0..100).map(|_| ask.as_str()).collect();
    let heard = replies(&asks).await;
    assert!(heard.iter().all(|reply| reply == heard.first().unwrap()));
    let next = reply(&refresh("many", 1)).await;
    assert!(next.contains(r#"\"access-2\""#), "{next}");
    // Another port, which knows of none of them.
    let late = reply(&refresh("many", 0)).await;
    assert!(late.contains(r#"\"access-2\""#), "{late}");
    assert!(late.ends_with(r#""earlier":true}}]"#), "{late}");
}

#[wasm_bindgen_test]
async fn a_json_body_is_filled_too() {
    reply(&hold("json", "echo")).await;
    let ask = refresh("json", 0)
        .replace("application/x-www-form-urlencoded", "application/json")
        .replace(
            "grant_type=refresh_token&refresh_token=x&client_id=app",
            r#"{\"refresh_token\":\"x\",\"client_id\":\"app\"}"#,
        );
    assert!(reply(&ask).await.contains("access-1"));
}

#[wasm_bindgen_test]
async fn a_server_that_never_answers_ends_at_the_time_limit() {
    let worker = TokenWorker::start(&WorkerScript::at(&address()).unwrap()).unwrap();
    let (server, token) = (
        server("hanging", "h"),
        RefreshToken::parse("refresh-0").unwrap(),
    );
    let mut handover = Handover::new("hanging", &token, &server);
    handover.time_limit = Duration::from_millis(100);
    worker.hold(&handover).unwrap();
    let grant = r#"{"issuer":null,"token_endpoint":"https://as.example/hanging?h","client_id":"app",
        "scope":"","token_type":"Bearer"}"#;
    let grant = Grant::from_stored_json(grant).unwrap();
    let grant = grant.with_refresh_token(stand_in());
    let client = Client::new("app", ClientAuth::None).unwrap();
    let trace = &mut Trace::new();
    let (request, _) = refresh_request(&grant, &server, &client, TokenBody::Form, trace).unwrap();
    let error = worker.refresh("hanging", 0, &request).await.unwrap_err();
    assert_eq!(error, WorkerError::Fetch(FetchError::Timeout(TIME_LIMIT)));
    // It is held as before.
    let error = worker.refresh("hanging", 0, &request).await.unwrap_err();
    assert_eq!(error, WorkerError::Fetch(FetchError::Timeout(TIME_LIMIT)));
    worker.forget("hanging").unwrap();
    let error = worker.refresh("hanging", 0, &request).await.unwrap_err();
    assert_eq!(error, WorkerError::NotHeld);
}

#[wasm_bindgen_test]
fn a_script_comes_from_this_origin() {
    assert!(WorkerScript::at("/token-worker.js").is_ok());
    assert!(WorkerScript::at("token-worker.js").is_ok());
    for address in [
        "https://as.example/token-worker.js",
        "//as.example/token-worker.js",
        "data:text/javascript,1",
        "javascript:1",
        "http://",
    ] {
        assert_eq!(WorkerScript::at(address), Err(NotSameOrigin), "{address}");
    }
}
