//! The worker in a page with Trusted Types, and without its script. In a page of its own: a policy
//! cannot be taken back.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/worker.rs"]
mod worker;

use js_sys::Function;
use oauth_browser::browser::{BrowserError, Feature};
use oauth_browser::token_worker::{Handover, TokenWorker, WorkerError, WorkerScript};
use oauth_proto::secret::RefreshToken;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use worker::{serve, server};

wasm_bindgen_test_configure!(run_in_browser);

fn enforce(policy: &str) {
    let document = web_sys::window().unwrap().document().unwrap();
    let meta = document.create_element("meta").unwrap();
    meta.set_attribute("http-equiv", "Content-Security-Policy")
        .unwrap();
    meta.set_attribute("content", policy).unwrap();
    let head = document.document_element().unwrap().first_element_child();
    head.unwrap().append_child(&meta).unwrap();
}

async fn refreshed(worker: &TokenWorker) -> Result<u32, WorkerError> {
    let request = http::Request::post("https://as.example/steady")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(b"refresh_token=x&client_id=app".to_vec())
        .unwrap();
    Ok(worker.refresh("policy", 0, &request).await?.number)
}

#[wasm_bindgen_test]
async fn the_policy_lets_one_address_through_and_no_other() {
    let address = serve();
    // Under Trusted Types no test could make these any more.
    let plain = Function::new_with_args("address", "new SharedWorker(address)");
    let another = Function::new_no_args("trustedTypes.createPolicy('oauth-browser-worker', {})");
    enforce("require-trusted-types-for 'script'; trusted-types oauth-browser-worker");
    assert!(
        plain
            .call1(&JsValue::NULL, &address.as_str().into())
            .is_err()
    );

    let worker = TokenWorker::start(&WorkerScript::at(&address).unwrap()).unwrap();
    let token = RefreshToken::parse("refresh-0").unwrap();
    let server = server("steady", "policy");
    worker
        .hold(&Handover::new("policy", &token, &server))
        .unwrap();
    assert_eq!(refreshed(&worker).await, Ok(1));
    // Again the same, never another; nor can anyone else have such a policy.
    assert!(TokenWorker::start(&WorkerScript::at(&address).unwrap()).is_ok());
    assert_eq!(
        TokenWorker::start(&WorkerScript::at("/other.js").unwrap()).unwrap_err(),
        BrowserError::Refused(Feature::Worker, "SecurityError".to_owned())
    );
    assert!(another.call0(&JsValue::NULL).is_err());
}
