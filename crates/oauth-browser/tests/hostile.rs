//! The core's table of hostile servers, in a browser: WebCrypto checks what the simulated servers sign by it.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "all of this is a test, the core's helpers too"
)]

#[path = "../../oauth-proto/tests/it/hostile/cases/mod.rs"]
mod cases;
#[path = "../../oauth-proto/tests/it/support/mod.rs"]
mod support;

use oauth_browser::crypto::WebCrypto;
use oauth_browser::dpop_key::DpopKey;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use self::support::run::{Hands, run};
use self::support::server::Server;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn every_case_fails_at_its_check() {
    let hands = hands().await;
    let mut deviations = Vec::new();
    for case in cases::all() {
        let (left, outcome) = run(&cases::server(case), &hands).await;
        deviations.extend(cases::deviation(case, &left, outcome));
    }
    assert_eq!(deviations, [""; 0]);
}

/// Else the table could pass because nothing does.
#[wasm_bindgen_test]
async fn an_honest_server_passes() {
    let (left, outcome) = run(&Server::honest(), &hands().await).await;
    assert_eq!(outcome, Ok(()), "{:#?}", left.trace.checks().last());
}

async fn hands() -> Hands<WebCrypto, DpopKey> {
    let key = async |name| DpopKey::load_or_create(name).await.unwrap();
    let dpop_key = key("a client's").await;
    Hands {
        crypto: WebCrypto,
        key: key("a server's").await,
        stranger: key("a stranger's").await,
        dpop_key: Box::new(move || dpop_key.clone()),
    }
}
