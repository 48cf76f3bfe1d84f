//! The page's own Content-Security-Policy, in a page of its own: a policy cannot be taken back.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use oauth_browser::cors::Cause;
use oauth_browser::fetch::{FetchOptions, send};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_request_that_our_own_policy_forbids_is_told() {
    let document = web_sys::window().unwrap().document().unwrap();
    let policy = document.create_element("meta").unwrap();
    policy
        .set_attribute("http-equiv", "Content-Security-Policy")
        .unwrap();
    policy
        .set_attribute("content", "connect-src 'self'")
        .unwrap();
    document
        .document_element()
        .unwrap()
        .first_element_child()
        .unwrap()
        .append_child(&policy)
        .unwrap();
    let request = http::Request::get("http://127.0.0.1:59999/")
        .body(Vec::new())
        .unwrap();
    let error = send(request, &FetchOptions::document()).await.unwrap_err();
    let diagnosis = error.diagnosis().unwrap();
    assert_eq!(diagnosis.cause(), Cause::OwnPolicy);
    assert!(!diagnosis.is_retryable());
    assert!(diagnosis.help().contains("connect-src"));
}
