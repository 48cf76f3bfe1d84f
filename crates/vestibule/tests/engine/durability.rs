//! A kill at any moment: what was given away is on disk, and what was used stays used.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use axum::body::Body;
use axum::http::Request;
use tempfile::TempDir;
use tower::ServiceExt as _;
use vestibule::engines::embedded::Embedded;

use crate::support::{START, World, encode, exchange_form, open};

/// The engine on a copy of the files as they are now, as a machine finds them after a power cut.
async fn after_a_cut(world: &World) -> (TempDir, Arc<Embedded>) {
    let copy = TempDir::new().unwrap();
    for entry in std::fs::read_dir(world.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        // The shared-memory index lives in memory and is lost.
        if !path.to_string_lossy().ends_with("-shm") {
            std::fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let engine = open(copy.path(), Arc::new(AtomicU64::new(START + 5))).await;
    (copy, Arc::new(engine))
}

async fn token_status(engine: &Arc<Embedded>, form: &[(&str, &str)]) -> u16 {
    let request = Request::post("/oauth2/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(encode(form)))
        .unwrap();
    Arc::clone(engine)
        .routes()
        .oneshot(request)
        .await
        .unwrap()
        .status()
        .as_u16()
}

#[tokio::test]
async fn an_issued_refresh_token_survives_and_a_spent_one_stays_spent() {
    let world = World::new().await;
    let first = world.demo_tokens("openid offline_access").await;
    let spent = first["refresh_token"].as_str().unwrap();
    let second = world.refresh(spent).await.json();
    let issued = second["refresh_token"].as_str().unwrap();
    let refresh = |token| {
        [
            ("grant_type", "refresh_token"),
            ("client_id", "demo"),
            ("refresh_token", token),
        ]
    };

    let (_copy, engine) = after_a_cut(&world).await;
    assert_eq!(token_status(&engine, &refresh(issued)).await, 200);
    let (_copy, engine) = after_a_cut(&world).await;
    assert_eq!(token_status(&engine, &refresh(spent)).await, 400);
}

#[tokio::test]
async fn a_used_code_stays_used_and_an_unused_one_works() {
    let world = World::new().await;
    let used = world.demo_code("openid").await;
    assert_eq!(world.exchange(&used).await.status, 200);
    let unused = world.demo_code("openid").await;

    let (_copy, engine) = after_a_cut(&world).await;
    assert_eq!(token_status(&engine, &exchange_form(&used)).await, 400);
    assert_eq!(token_status(&engine, &exchange_form(&unused)).await, 200);
}

#[tokio::test]
async fn no_secret_is_on_disk() {
    let world = World::new().await;
    let code = world.demo_code("openid offline_access").await;
    let tokens = world.exchange(&code).await.json();
    let secrets = [
        &code,
        tokens["access_token"].as_str().unwrap(),
        tokens["refresh_token"].as_str().unwrap(),
        "123456",
    ];
    for entry in std::fs::read_dir(world.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for secret in secrets {
            assert!(
                !bytes
                    .windows(secret.len())
                    .any(|window| window == secret.as_bytes())
            );
        }
    }
}

#[tokio::test]
async fn what_expired_is_forgotten() {
    let world = World::new().await;
    world.demo_tokens("openid").await;
    world.demo_tokens("openid offline_access").await;
    let rows = async || {
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(world.folder.path().join("vestibule.sqlite3"));
        let mut connection = <sqlx::SqliteConnection as sqlx::Connection>::connect_with(&options)
            .await
            .unwrap();
        let row: (i64, i64, i64) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM grants), (SELECT count(*) FROM access_token), (SELECT count(*) FROM refresh_token)",
        )
        .fetch_one(&mut connection)
        .await
        .unwrap();
        row
    };
    assert_eq!(rows().await, (2, 2, 1));
    world.pass(900);
    world.demo_code("openid").await;
    assert_eq!(rows().await, (2, 0, 1));
    // A code that nobody comes for, with all that it would have given; for a while it is told that it has expired.
    let abandoned = world.demo_code("openid offline_access").await;
    world.pass(899);
    world.demo_code("openid").await;
    assert_eq!(rows().await, (4, 0, 1));
    assert_eq!(
        world.exchange(&abandoned).await.json()["error_description"],
        "The code has expired"
    );
    let abandoned = world.demo_code("openid offline_access").await;
    world.pass(900);
    world.demo_code("openid").await;
    assert_eq!(rows().await, (3, 0, 1));
    assert_eq!(
        world.exchange(&abandoned).await.json()["error_description"],
        "The code is unknown to this client"
    );
}
