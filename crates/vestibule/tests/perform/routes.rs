//! Every route of `perform authorization-code`'s front, and what keeps a browser safe in its answer.

use reqwest::Method;

use super::page::{Running, browser};
use crate::answered::{requests, row};

/// Method, address, status, policy, Referrer-Policy, X-Content-Type-Options, Cache-Control.
const ROUTES: &str = "
GET  /                                          400 page     strict-origin nosniff no-store
GET  /start/none                                410 page     strict-origin nosniff no-store
POST /perform/relay                             403 nothing  strict-origin nosniff no-store
POST /perform/result                            403 nothing  strict-origin nosniff no-store
GET  /login                                     400 page     strict-origin nosniff no-store
POST /login                                     400 page     strict-origin nosniff no-store
GET  /consent                                   400 page     strict-origin nosniff no-store
POST /consent                                   400 page     strict-origin nosniff no-store
GET  /error                                     200 page     strict-origin nosniff no-store
GET  /client/                                   200 client   strict-origin nosniff no-store
GET  /client/token-worker.js                    200 worker   strict-origin nosniff no-cache
GET  /callback                                  200 client   strict-origin nosniff no-store
POST /callback                                  200 client   strict-origin nosniff no-store
GET  /assets/none                               404 page     strict-origin nosniff no-store
GET  /favicon.svg                               200 nothing  strict-origin nosniff public, max-age=86400
GET  /health                                    200 nothing  strict-origin nosniff no-store
GET  /nowhere                                   404 page     strict-origin nosniff no-store
";

#[tokio::test]
async fn every_route_answers_with_the_security_headers() {
    let mut running = Running::start(&["-e", "http://127.0.0.1:1", "--client-id", "app"]);
    let address = running.address().await;
    let (origin, _) = address.split_once("/start/").unwrap();
    let mut rows = String::new();
    for (method, path) in requests(ROUTES) {
        let request = browser()
            .request(method.parse::<Method>().unwrap(), format!("{origin}{path}"))
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = request.send().await.unwrap();
        rows.push('\n');
        rows.push_str(&row(method, path, answer.status(), answer.headers()));
    }
    assert_eq!(rows + "\n", ROUTES);
}
