//! One request and every way in which it can end.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use oauth_browser::cancel::Cancel;
use oauth_browser::cors::Cause;
use oauth_browser::fetch::{FetchError, FetchOptions, send};
use oauth_proto::error::{Kind, Step};
use support::{FakeServer, noted};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const NEVER: &str = "return new Promise((_, reject) => \
    request.signal.addEventListener('abort', () => reject(request.signal.reason)));";

fn get(url: &str) -> http::Request<Vec<u8>> {
    http::Request::get(url).body(Vec::new()).unwrap()
}

async fn failure(request: http::Request<Vec<u8>>, options: &FetchOptions) -> FetchError {
    send(request, options).await.unwrap_err()
}

fn endpoint() -> http::Request<Vec<u8>> {
    get("https://as.example/token")
}

#[wasm_bindgen_test]
async fn a_request_carries_what_it_was_given_and_nothing_of_the_browsers() {
    let _server = FakeServer::new(
        "return request.text().then(body => { window.seen = JSON.stringify([request.method, \
         request.url, body, request.headers.get('content-type'), request.mode, \
         request.credentials, request.cache, request.redirect, request.referrerPolicy]); \
         return new Response('{}', {status: 400, headers: {'x-one': '1'}}); });",
    );
    let request = http::Request::post("https://as.example/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(b"grant_type=authorization_code".to_vec())
        .unwrap();
    let response = send(request, &FetchOptions::exchange()).await.unwrap();
    assert_eq!(response.status(), 400);
    assert_eq!(response.body(), b"{}");
    assert_eq!(response.headers()["x-one"], "1");
    assert_eq!(
        noted("seen"),
        r#"["POST","https://as.example/token","grant_type=authorization_code","application/x-www-form-urlencoded","cors","omit","no-store","manual","no-referrer"]"#
    );
}

#[wasm_bindgen_test]
async fn only_documents_follow_redirects() {
    let _server = FakeServer::new("window.seen = request.redirect; return new Response('{}');");
    send(endpoint(), &FetchOptions::document()).await.unwrap();
    assert_eq!(noted("seen"), "follow");
}

#[wasm_bindgen_test]
async fn a_redirect_is_refused() {
    let _server = FakeServer::new(
        "return Object.defineProperty(new Response(), 'type', {value: 'opaqueredirect'});",
    );
    let error = failure(endpoint(), &FetchOptions::exchange()).await;
    assert_eq!(error, FetchError::RedirectRefused);
    assert_eq!(
        error.at(Step::Token).to_string().split(':').next(),
        Some("token.http")
    );
}

#[wasm_bindgen_test]
async fn a_server_that_never_answers_ends_at_the_time_limit() {
    let _server = FakeServer::new(NEVER);
    let limit = Duration::from_millis(20);
    let options = FetchOptions::exchange().with_time_limit(limit);
    let error = failure(endpoint(), &options).await;
    assert_eq!(error, FetchError::Timeout(limit));
    assert!(error.is_retryable());
    assert_eq!(error.at(Step::Jwks).check().as_str(), "id_token.key");
    assert_eq!(error.at(Step::Jwks).kind(), Kind::Network);
}

#[wasm_bindgen_test]
async fn a_body_that_never_ends_ends_at_the_time_limit() {
    let _server = FakeServer::new(
        "return new Response(new ReadableStream({start(c) { c.enqueue(new Uint8Array(3)); \
         request.signal.addEventListener('abort', () => c.error(request.signal.reason)); }}));",
    );
    let limit = Duration::from_millis(20);
    let options = FetchOptions::exchange().with_time_limit(limit);
    assert_eq!(
        failure(endpoint(), &options).await,
        FetchError::Timeout(limit)
    );
}

#[wasm_bindgen_test]
async fn a_body_may_be_as_large_as_the_limit_and_no_larger() {
    let _server = FakeServer::new("return new Response(new Uint8Array(1001));");
    let with_limit = |limit| FetchOptions::exchange().with_body_limit(limit);
    let fits = send(endpoint(), &with_limit(1001)).await.unwrap();
    assert_eq!(fits.body().len(), 1001);
    let error = failure(endpoint(), &with_limit(1000)).await;
    assert_eq!(error, FetchError::TooLarge(1000));
    assert_eq!(
        error.at(Step::Discovery).check().as_str(),
        "discovery.fetch"
    );
}

#[wasm_bindgen_test]
async fn an_endless_body_is_cut_off_and_its_stream_told() {
    let _server = FakeServer::new(
        "return new Response(new ReadableStream({pull(c) { c.enqueue(new Uint8Array(65536)); }, \
         cancel() { window.seen = 'cancelled'; }}));",
    );
    let options = FetchOptions::exchange();
    assert_eq!(
        failure(endpoint(), &options).await,
        FetchError::TooLarge(1_048_576)
    );
    assert_eq!(noted("seen"), "cancelled");
}

#[wasm_bindgen_test]
async fn a_connection_that_breaks_in_the_body_is_told() {
    let _server = FakeServer::new(
        "return new Response(new ReadableStream({start(c) { c.enqueue(new Uint8Array(3)); }, \
         pull(c) { c.error(new TypeError('network error')); }}));",
    );
    assert_eq!(
        failure(endpoint(), &FetchOptions::exchange()).await,
        FetchError::Truncated
    );
}

#[wasm_bindgen_test]
async fn the_caller_can_cancel() {
    let _server = FakeServer::new(NEVER);
    let cancel = Cancel::new();
    let options = FetchOptions::exchange().with_cancel(cancel.clone());
    let sending = failure(endpoint(), &options);
    wasm_bindgen_futures::spawn_local(async move { cancel.cancel() });
    assert_eq!(sending.await, FetchError::Cancelled);
}

#[wasm_bindgen_test]
async fn a_switch_pulled_before_sends_nothing() {
    let cancel = Cancel::new();
    cancel.cancel();
    assert!(cancel.is_cancelled());
    let options = FetchOptions::exchange().with_cancel(cancel);
    assert_eq!(failure(endpoint(), &options).await, FetchError::Cancelled);
}

#[wasm_bindgen_test]
async fn what_a_browser_cannot_send_is_misuse() {
    let mut request = endpoint();
    *request.body_mut() = vec![1];
    assert_eq!(
        failure(request, &FetchOptions::exchange()).await,
        FetchError::Misuse
    );
    let credentials = get("https://user:secret@as.example/token");
    assert_eq!(
        failure(credentials, &FetchOptions::exchange()).await,
        FetchError::Misuse
    );
}

#[wasm_bindgen_test]
async fn a_plain_answer_without_leave_is_cors() {
    let _server = FakeServer::new(
        "return init && init.mode === 'no-cors' ? new Response() : Promise.reject(new TypeError());",
    );
    let error = failure(endpoint(), &FetchOptions::exchange()).await;
    assert!(error.is_cors());
    assert_eq!(error.at(Step::Token).check().as_str(), "cors.token");
    assert_eq!(error.at(Step::Token).kind(), Kind::Cors);
    let diagnosis = error.diagnosis().unwrap();
    assert_eq!(diagnosis.cause(), Cause::CorsResponse);
    assert_eq!(
        diagnosis.facts().page_origin,
        oauth_browser::browser::origin().unwrap()
    );
}

#[wasm_bindgen_test]
async fn a_refused_preflight_is_told_from_a_refused_response() {
    let _server = FakeServer::new(
        "return init && init.method === 'HEAD' ? new Response() : Promise.reject(new TypeError());",
    );
    let request = http::Request::post("https://as.example/token")
        .header("content-type", "application/json")
        .body(b"{}".to_vec())
        .unwrap();
    let error = failure(request, &FetchOptions::exchange()).await;
    let diagnosis = error.diagnosis().unwrap();
    assert_eq!(diagnosis.cause(), Cause::CorsPreflight);
}

#[wasm_bindgen_test]
async fn probes_repeat_no_query_and_send_no_credentials() {
    let _server = FakeServer::new(
        "if (init) { window.seen = JSON.stringify([request, init.method, init.mode, \
         init.credentials, init.body === undefined && init.headers === undefined]); } \
         return Promise.reject(new TypeError());",
    );
    let url = "https://as.example/token?code=secret";
    let error = failure(get(url), &FetchOptions::document()).await;
    assert_eq!(
        noted("seen"),
        r#"["https://as.example/token","HEAD","no-cors","omit",true]"#
    );
    let diagnosis = error.diagnosis().unwrap();
    assert_eq!(diagnosis.cause(), Cause::Unreachable);
}

#[wasm_bindgen_test]
async fn a_real_server_answers() {
    let origin = oauth_browser::browser::origin().unwrap();
    let response = send(get(&format!("{origin}/")), &FetchOptions::document())
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert!(!response.body().is_empty());
}

#[wasm_bindgen_test]
async fn a_real_server_of_another_origin_gave_no_leave() {
    let origin = oauth_browser::browser::origin().unwrap();
    let other = format!("{}/", origin.replace("127.0.0.1", "localhost"));
    let error = failure(get(&other), &FetchOptions::document()).await;
    // The test runner isolates its pages unless WASM_BINDGEN_TEST_NO_ORIGIN_ISOLATION is set.
    let isolated = js_sys::eval("crossOriginIsolated").unwrap() == true;
    let expected = if isolated {
        Cause::Unreachable
    } else {
        Cause::CorsResponse
    };
    assert_eq!(error.diagnosis().unwrap().cause(), expected);
}

#[wasm_bindgen_test]
async fn a_port_where_nothing_listens_is_unreachable() {
    let request = get("http://127.0.0.1:59999/");
    let error = failure(request, &FetchOptions::document()).await;
    assert!(error.is_retryable());
    let diagnosis = error.diagnosis().unwrap();
    assert_eq!(diagnosis.cause(), Cause::Unreachable);
}
