//! A worker whose script is not there: told by every ask, at once, and what to do.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use oauth_browser::browser::{BrowserError, Feature};
use oauth_browser::token_worker::{TokenWorker, WorkerError, WorkerScript};
use oauth_proto::error::{Kind, Step};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_script_that_is_not_served_is_told() {
    // The test runner's wrapper around workers would be loaded in any case.
    js_sys::eval("SharedWorker = SharedWorker.prototype.constructor").unwrap();
    let script = WorkerScript::at("/no-such-script.js").unwrap();
    let worker = TokenWorker::start(&script).unwrap();
    let gone = BrowserError::Refused(Feature::Worker, "NetworkError".to_owned());
    let told = worker.join("app").await.unwrap_err();
    assert_eq!(told, WorkerError::Browser(gone.clone()));
    let error = told.at(Step::Refresh);
    assert_eq!(
        (error.code(), error.kind()),
        ("refresh.http", Kind::Browser)
    );
    assert_eq!(error.to_string(), "refresh.http: the worker did not start");
    // Nobody waits a second time.
    assert_eq!(worker.forget("session"), Err(gone.clone()));
    assert!(gone.help().contains("worker-src 'self'"));
}
