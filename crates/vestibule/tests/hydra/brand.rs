//! Pages have the brand of the client that Hydra names, not the one that the address names.

use serde_json::json;
use tempfile::TempDir;
use vestibule::brand::live::Brands;

use super::support::{World, consent_request, filled, login_request};

const DOCUMENT: &str = "brand.name = \"Common\"\n\
                        [clients.spa]\n\
                        brand.name = \"Notes\"\n\
                        features.identifierFirst = true";

async fn world() -> World {
    let folder = TempDir::new().unwrap();
    let document = folder.path().join("brand.toml");
    std::fs::write(&document, DOCUMENT).unwrap();
    let world = World::start_branded(Brands::open(&document).unwrap()).await;
    let double = &world.double;
    double.answers("GET login", 200, &login_request());
    double.answers("GET consent", 200, &consent_request());
    let client = json!({ "client_id": "spa" });
    double.answers(
        "GET logout",
        200,
        &json!({ "subject": "admin", "client": client }),
    );
    world
}

#[tokio::test]
async fn every_page_that_knows_the_client_has_its_brand() {
    let world = world().await;
    for page in [
        "/login?login_challenge=c1",
        "/login?login_challenge=c1&client_id=other",
        "/consent?consent_challenge=c2",
        "/logout?logout_challenge=c3",
    ] {
        let answer = world.get(page).await;
        assert!(answer.says("· Notes</title>"), "{page}");
    }
    for page in [
        "/device?device_challenge=c4",
        "/device?device_challenge=c4&client_id=spa",
        "/device/done?client_id=spa",
    ] {
        let answer = world.get(page).await;
        assert!(answer.says("· Common</title>"), "{page}");
    }
    // A posted form has no address that could name one.
    let typed = [("j_username", "admin"), ("j_password", "123456")];
    let accept = [("decision", "accept")];
    for (page, more) in [
        ("/login?login_challenge=c1", &typed[..]),
        ("/consent?consent_challenge=c2", &accept),
        ("/logout?logout_challenge=c3", &accept),
    ] {
        let fields = world.open(page).await;
        world.forget_cookies();
        let (path, _) = page.split_once('?').unwrap();
        let answer = world.post(path, &filled(&fields, more)).await;
        assert_eq!(answer.status, 403, "{page}");
        assert!(answer.says("· Notes</title>"), "{page}");
    }
}

#[tokio::test]
async fn the_name_comes_first_where_the_clients_brand_says_so() {
    let world = world().await;
    let fields = world.open("/login?login_challenge=c1").await;
    let typed = [("j_username", "admin"), ("j_password", "")];
    let answer = world.post("/login", &filled(&fields, &typed)).await;
    assert_eq!(
        (answer.status.as_u16(), answer.page()),
        (200, ("login", ""))
    );
    assert!(answer.says("name=\"j_password\"") && answer.says("value=\"admin\""));
}

#[tokio::test]
async fn an_error_has_it_too() {
    let world = world().await;
    let double = &world.double;
    let fields = world.open("/login?login_challenge=c1").await;
    double.forgets("GET login");
    double.answers(
        "GET login",
        401,
        &json!({ "error": "request_unauthorized" }),
    );
    let typed = [("j_username", "admin"), ("j_password", "123456")];
    let answer = world.post("/login", &filled(&fields, &typed)).await;
    assert_eq!(answer.status, 410);
    assert!(answer.says("· Notes</title>"));
}
