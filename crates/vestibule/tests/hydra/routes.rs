//! Every route of Hydra's front, and what keeps a browser safe in its answer.

use serde_json::json;

use super::support::{World, consent_request, login_request};
use crate::answered::{missing, table};

/// Method, address, status, policy, Referrer-Policy, X-Content-Type-Options, Cache-Control.
const ROUTES: &str = "
GET  /                                          200 page     strict-origin nosniff no-store
GET  /login                                     200 page     strict-origin nosniff no-store
GET  /login?login_challenge=c1                  200 page     strict-origin nosniff no-store
POST /login                                     400 page     strict-origin nosniff no-store
GET  /consent                                   400 page     strict-origin nosniff no-store
GET  /consent?consent_challenge=c2              200 page     strict-origin nosniff no-store
POST /consent                                   400 page     strict-origin nosniff no-store
GET  /logout                                    400 page     strict-origin nosniff no-store
GET  /logout?logout_challenge=c3                200 page     strict-origin nosniff no-store
POST /logout                                    400 page     strict-origin nosniff no-store
GET  /signed-out                                200 page     strict-origin nosniff no-store
GET  /device                                    400 page     strict-origin nosniff no-store
GET  /device?device_challenge=c4                200 page     strict-origin nosniff no-store
POST /device                                    400 page     strict-origin nosniff no-store
GET  /device/done                               200 page     strict-origin nosniff no-store
GET  /ready                                     200 nothing  strict-origin nosniff no-store
GET  /forgot                                    404 page     strict-origin nosniff no-store
POST /forgot                                    405 page     strict-origin nosniff no-store
GET  /reset                                     404 page     strict-origin nosniff no-store
POST /reset                                     405 page     strict-origin nosniff no-store
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
GET  /oauth2/auth                               404 page     strict-origin nosniff no-store
";

#[tokio::test]
async fn every_route_answers_with_the_security_headers() {
    let world = World::start().await;
    world.double.answers("GET login", 200, &login_request());
    world.double.answers("GET consent", 200, &consent_request());
    world.double.answers("GET /health/ready", 200, &json!({}));
    let request = json!({ "subject": "admin", "request_url": "", "rp_initiated": false });
    world.double.answers("GET logout", 200, &request);
    assert_eq!(table(&world.router, ROUTES).await, ROUTES);
    assert_eq!(missing(&world.router, ROUTES), Vec::<String>::new());
}
