//! Every route of light-oauth2's front, and what keeps a browser safe in its answer.

use super::support::Front;
use crate::answered::{missing, table};

/// Method, address, status, policy, Referrer-Policy, X-Content-Type-Options, Cache-Control.
const ROUTES: &str = "
GET  /                                          200 page     strict-origin nosniff no-store
GET  /login                                     200 page     strict-origin nosniff no-store
POST /login                                     405 page     strict-origin nosniff no-store
GET  /oauth2/auth                               400 page     strict-origin nosniff no-store
POST /oauth2/auth                               400 page     strict-origin nosniff no-store
GET  /oauth2/code                               405 page     strict-origin nosniff no-store
POST /oauth2/code                               400 page     strict-origin nosniff no-store
GET  /oauth2/token                              405 nothing  strict-origin nosniff no-store
POST /oauth2/token                              400 nothing  strict-origin nosniff no-store
GET  /.well-known/openid-configuration          200 nothing  strict-origin nosniff no-cache
GET  /.well-known/oauth-authorization-server    200 nothing  strict-origin nosniff no-cache
GET  /.well-known/jwks.json                     200 nothing  strict-origin nosniff no-cache
GET  /ready                                     200 nothing  strict-origin nosniff no-store
GET  /forgot                                    404 page     strict-origin nosniff no-store
POST /forgot                                    405 page     strict-origin nosniff no-store
GET  /reset                                     404 page     strict-origin nosniff no-store
POST /reset                                     405 page     strict-origin nosniff no-store
GET  /logout                                    404 page     strict-origin nosniff no-store
POST /logout                                    405 page     strict-origin nosniff no-store
GET  /signed-out                                200 page     strict-origin nosniff no-store
GET  /error                                     200 page     strict-origin nosniff no-store
POST /error                                     403 page     strict-origin nosniff no-store
GET  /client                                    308 nothing  strict-origin nosniff no-store
GET  /client/                                   200 client   strict-origin nosniff no-store
GET  /client/token-worker.js                    200 worker   strict-origin nosniff no-cache
GET  /callback                                  200 client   strict-origin nosniff no-store
POST /callback                                  200 client   strict-origin nosniff no-store
GET  /assets/none                               404 page     strict-origin nosniff no-store
GET  /brand/none                                404 page     strict-origin nosniff no-store
GET  /favicon.svg                               200 nothing  strict-origin nosniff public, max-age=86400
GET  /favicon.ico                               308 nothing  strict-origin nosniff no-store
GET  /health                                    200 nothing  strict-origin nosniff no-store
GET  /nowhere                                   404 page     strict-origin nosniff no-store
";

#[tokio::test]
async fn every_route_answers_with_the_security_headers() {
    let front = Front::start().await;
    assert_eq!(table(&front.router, ROUTES).await, ROUTES);
    assert_eq!(missing(&front.router, ROUTES), Vec::<String>::new());
}
