//! Every route of the host with the embedded engine, and what keeps a browser safe in its answer.

use super::*;
use crate::answered::{missing, table};

/// Method, address, status, policy, Referrer-Policy, X-Content-Type-Options, Cache-Control.
const ROUTES: &str = "
GET  /                                          200 page     strict-origin nosniff no-store
GET  /login                                     200 page     strict-origin nosniff no-store
GET  /login?client_id=demo                      200 page     strict-origin nosniff no-store
POST /login                                     405 page     strict-origin nosniff no-store
GET  /oauth2/auth                               400 page     strict-origin nosniff no-store
POST /oauth2/auth                               400 page     strict-origin nosniff no-store
GET  /oauth2/code                               400 nothing  strict-origin nosniff no-store
POST /oauth2/code                               400 page     strict-origin nosniff no-store
GET  /consent                                   400 page     strict-origin nosniff no-store
POST /consent                                   400 page     strict-origin nosniff no-store
GET  /device                                    200 page     strict-origin nosniff no-store
POST /device                                    400 page     strict-origin nosniff no-store
GET  /device/done                               200 page     strict-origin nosniff no-store
POST /device/sign-in                            400 page     strict-origin nosniff no-store
GET  /forgot                                    404 page     strict-origin nosniff no-store
POST /forgot                                    404 page     strict-origin nosniff no-store
GET  /reset                                     404 page     strict-origin nosniff no-store
POST /reset                                     404 page     strict-origin nosniff no-store
GET  /choose-password                           405 page     strict-origin nosniff no-store
POST /choose-password                           400 page     strict-origin nosniff no-store
GET  /logout                                    400 page     strict-origin nosniff no-store
POST /logout                                    400 page     strict-origin nosniff no-store
GET  /oauth2/logout                             302 nothing  strict-origin nosniff no-store
POST /oauth2/logout                             303 nothing  strict-origin nosniff no-store
GET  /oauth2/sessions/logout                    302 nothing  strict-origin nosniff no-store
POST /oauth2/sessions/logout                    303 nothing  strict-origin nosniff no-store
GET  /signed-out                                200 page     strict-origin nosniff no-store
GET  /error                                     200 page     strict-origin nosniff no-store
POST /error                                     403 page     strict-origin nosniff no-store
GET  /client                                    308 nothing  strict-origin nosniff no-store
GET  /client/                                   200 client   strict-origin nosniff no-store
GET  /client/token-worker.js                    200 worker   strict-origin nosniff no-cache
GET  /callback                                  200 client   strict-origin nosniff no-store
POST /callback                                  200 client   strict-origin nosniff no-store
GET  /assets/login/unhashed.txt                 200 nothing  strict-origin nosniff no-cache
GET  /assets/login/login-0123456789abcdef.js    200 nothing  strict-origin nosniff public, max-age=31536000, immutable
GET  /assets/none                               404 page     strict-origin nosniff no-store
GET  /brand/none                                404 page     strict-origin nosniff no-store
GET  /favicon.svg                               200 nothing  strict-origin nosniff public, max-age=86400
GET  /favicon.ico                               308 nothing  strict-origin nosniff no-store
GET  /health                                    200 nothing  strict-origin nosniff no-store
GET  /.well-known/openid-configuration          200 nothing  strict-origin nosniff no-cache
GET  /.well-known/oauth-authorization-server    200 nothing  strict-origin nosniff no-cache
GET  /.well-known/jwks.json                     200 nothing  strict-origin nosniff no-cache
GET  /oauth2/token                              405 nothing  strict-origin nosniff no-store
POST /oauth2/token                              401 nothing  strict-origin nosniff no-store
POST /oauth2/device/auth                        401 nothing  strict-origin nosniff no-store
POST /oauth2/revoke                             401 nothing  strict-origin nosniff no-store
GET  /oauth2/userinfo                           401 nothing  strict-origin nosniff no-store
POST /oauth2/userinfo                           401 nothing  strict-origin nosniff no-store
GET  /userinfo                                  401 nothing  strict-origin nosniff no-store
POST /userinfo                                  401 nothing  strict-origin nosniff no-store
GET  /nowhere                                   404 page     strict-origin nosniff no-store
";

#[tokio::test]
async fn every_route_answers_with_the_security_headers() {
    let host = TestHost::start().await;
    assert_eq!(table(&host.router, ROUTES).await, ROUTES);
    assert_eq!(missing(&host.router, ROUTES), Vec::<String>::new());
}
