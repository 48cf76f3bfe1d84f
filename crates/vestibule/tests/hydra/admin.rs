//! The client of the admin API: its key, its certificates, and an API that is not there.

use std::{net::TcpListener, time::Duration};

use axum::http::HeaderMap;
use axum_server::tls_rustls::RustlsConfig;
use vestibule::engines::hydra::{Admin, AdminError, AdminSettings, AdminSetupError};

use super::{
    double::{Double, ready_router},
    support::{ADMIN_KEY, PUBLIC, World},
};

fn settings(url: &str, ca_pem: Option<&str>) -> AdminSettings {
    AdminSettings {
        url: url.parse().unwrap(),
        key: None,
        headers: HeaderMap::new(),
        ca_pem: ca_pem.map(|pem| pem.as_bytes().to_vec()),
        danger_skip_tls_verify: false,
        public: PUBLIC.parse().unwrap(),
    }
}

#[tokio::test]
async fn the_key_goes_along_and_a_base_path_is_kept() {
    let double = Double::start().await;
    double.answers("GET /hydra/health/ready", 200, &serde_json::json!({}));
    let url = format!("http://{}/hydra/", double.address);
    let mut settings = settings(&url, None);
    settings.key = Some(ADMIN_KEY.parse().unwrap());
    assert_eq!(Admin::new(settings).unwrap().ready().await, Ok(()));
    let seen = double.seen();
    assert_eq!(seen[0].what, "GET /hydra/health/ready");
    assert_eq!(seen[0].authorization, Some(format!("Bearer {ADMIN_KEY}")));
}

#[tokio::test]
async fn only_the_named_authority_is_trusted() {
    // The server's side; that another test was first is fine.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let certified = |name: &str| rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    let (own, other) = (certified("localhost"), certified("localhost"));
    let tls = RustlsConfig::from_pem(
        own.cert.pem().into_bytes(),
        own.signing_key.serialize_pem().into_bytes(),
    );
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    let server = axum_server::from_tcp_rustls(listener, tls.await.unwrap()).unwrap();
    let server = tokio::spawn(server.serve(ready_router().into_make_service()));

    let ready = async |ca: &str| Admin::new(settings(&url, Some(ca))).unwrap().ready().await;
    assert_eq!(ready(&own.cert.pem()).await, Ok(()));
    assert!(matches!(
        ready(&other.cert.pem()).await,
        Err(AdminError::Unreachable(_))
    ));
    server.abort();

    for pem in ["", "no certificate"] {
        let client = Admin::new(settings(&url, Some(pem)));
        assert!(
            matches!(client, Err(AdminSetupError::NoCertificate)),
            "{pem:?}"
        );
    }
}

#[tokio::test]
async fn readiness_follows_hydra_and_health_does_not() {
    let world = World::start().await;
    world.double.answers(
        "GET /health/ready",
        200,
        &serde_json::json!({"status": "ok"}),
    );
    let ready = world.get("/ready").await;
    assert_eq!((ready.status.as_u16(), &*ready.text), (200, "ready\n"));
    world
        .double
        .answers("GET /health/ready", 503, &serde_json::json!({"errors": {}}));
    world.get("/ready").await;
    let away = world.get("/ready").await;
    assert_eq!(away.status, 503);
    assert_eq!(world.get("/health").await.status, 200);
}

#[tokio::test]
async fn an_api_that_is_away_is_told_as_a_matter_of_time() {
    let mut world = World::start().await;
    let away = Double::start().await;
    drop(std::mem::replace(&mut world.double, away));
    // Until the system has let go of the port.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let answer = world.get("/login?login_challenge=c1").await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("retry-after")),
        (503, Some("2"))
    );
    assert_eq!(answer.page(), ("error", "temporarily_unavailable"));
    assert!(answer.says("href=\"/login?login_challenge=c1\""));
}
