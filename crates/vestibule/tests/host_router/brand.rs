//! Pages in the name of a brand: inside the HTML, by client, and with files that may be kept.

use std::fs;

use tempfile::TempDir;
use vestibule::brand::live::Brands;

use super::*;

const DOCUMENT: &str = "brand = { name = \"Common\", logo = { light = \"logo.svg\" } }\n\
                        color.light.primary = \"#0b3d6e\"\n\
                        locales = { enabled = [\"de\", \"en\"], default = \"de\" }\n\
                        text.de.sign-in = \"Hinein\"\n\
                        slots.afterForm.html = \"<p>Hi <script>alert(1)</script></p>\"\n\
                        features.captcha.script = \"/captcha.js\"\n\
                        [clients.demo]\n\
                        brand.name = \"Demo\"\n\
                        color.light.primary = \"#7a0026\"";

/// With PKCE's example challenge (RFC 7636, appendix B).
const REQUEST: &str = "response_type=code&client_id=demo&scope=openid\
                       &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

async fn host() -> TestHost {
    let folder = TempDir::new().unwrap();
    let logo = format!("<svg viewBox='0 0 90 30'>{}</svg>", "<g/>".repeat(2000));
    fs::write(folder.path().join("logo.svg"), logo).unwrap();
    let document = folder.path().join("brand.toml");
    fs::write(&document, DOCUMENT).unwrap();
    TestHost::branded(Brands::open(&document).unwrap()).await
}

#[tokio::test]
async fn the_brand_is_in_the_page_and_the_policy_allows_exactly_it() {
    let host = host().await;
    let page = host.get("/login?client_id=other").await;
    assert!(page.says("<html lang=\"de\""));
    assert!(page.says("· Common</title>"));
    assert!(page.says("--v-accent:#0b3d6e"));
    assert!(page.says(">Hinein</button>"));
    assert!(page.says("<p>Hi </p>"));
    assert!(page.says(
        "<div id=\"captcha\" class=\"v-captcha\"></div><script src=\"/captcha.js\" defer></script>"
    ));
    assert!(!page.says("Vestibule"));
    assert!(!page.says(" style="));
    let policy = page.header("content-security-policy").unwrap();
    assert_eq!(policy.matches("'sha256-").count(), 2);
}

#[tokio::test]
async fn a_client_has_its_own_brand_on_every_page_that_knows_it() {
    let host = host().await;
    for page in [
        host.get("/login?client_id=demo").await,
        host.get("/error?client_id=demo").await,
        host.post_form("/error", "client_id=demo&j_password=x")
            .await,
        host.post_form(
            "/oauth2/code",
            format!("{REQUEST}&j_username=a&j_password=b"),
        )
        .await,
    ] {
        assert!(page.says("· Demo</title>"), "{}", page.text());
        assert!(page.says("--v-accent:#7a0026"));
    }
    assert!(host.get("/error").await.says("· Common</title>"));
}

#[tokio::test]
async fn a_script_may_send_the_form_where_the_brand_says_so() {
    let folder = TempDir::new().unwrap();
    let document = folder.path().join("brand.toml");
    let text = "submit = { mode = \"fetch\", schemes = [\"com.example.app\"] }\n\
                features.identifierFirst = true";
    fs::write(&document, text).unwrap();
    let host = TestHost::branded(Brands::open(&document).unwrap()).await;
    let page = host.get("/login?client_id=demo").await;
    assert!(page.says("data-action=\"/oauth2/code\" data-schemes=\"com.example.app\""));
    // A script reads an answer, not a second page.
    assert!(page.says("id=\"remember\""));
    assert_eq!(page.text(), host.get("/login?client_id=demo").await.text());

    let send = async |accept: &str, password: &str| {
        let body = format!("{REQUEST}&j_username=admin&j_password={password}");
        let request = Request::post("/oauth2/code")
            .header(
                "content-type",
                "application/x-www-form-urlencoded;charset=UTF-8",
            )
            .header("accept", accept);
        host.send(request.body(Body::from(body)).unwrap()).await
    };
    let told = send("application/json", "123456").await;
    assert_eq!((told.status.as_u16(), told.header("location")), (200, None));
    assert_eq!(told.header("content-type"), Some("application/json"));
    assert_eq!(told.header("cache-control"), Some("no-store"));
    assert!(
        told.header("set-cookie")
            .is_some_and(|it| it.contains("HttpOnly"))
    );
    assert!(
        told.text()
            .starts_with("{\"redirect_to\":\"http://127.0.0.1:6881/callback?code="),
        "{}",
        told.text()
    );
    assert_eq!(send("application/json", "wrong").await.status, 403);
}

#[tokio::test]
async fn programs_that_take_anything_are_answered_as_browsers_are() {
    for accept in ["*/*", "application/json, text/plain, */*", "text/html"] {
        let host = TestHost::start().await;
        let body = format!("{REQUEST}&j_username=admin&j_password=123456");
        let request = Request::post("/oauth2/code")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", accept);
        let answer = host.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, 302, "{accept}");
    }
}

#[tokio::test]
async fn a_new_password_is_asked_for_by_whom_the_brand_names() {
    let folder = TempDir::new().unwrap();
    let document = folder.path().join("brand.toml");
    fs::write(&document, "submit.forgot = { url = \"/portal/forgot\" }").unwrap();
    let host = TestHost::branded(Brands::open(&document).unwrap()).await;
    let page = host.get("/forgot?client_id=demo").await;
    assert!(page.says("<form id=\"forgot\" method=\"post\" action=\"/portal/forgot\""));
    assert_eq!(host.get("/reset?token=t").await.status, 404);
}

#[tokio::test]
async fn a_logo_is_served_under_a_name_that_may_be_kept() {
    let host = host().await;
    let page = host.get("/login?client_id=demo").await;
    let (_, rest) = page.text().split_once("<img src=\"").unwrap();
    let (source, rest) = rest.split_once('"').unwrap();
    assert!(source.starts_with("/brand/logo-"), "{source}");
    assert!(
        rest.starts_with(" alt=\"Demo\" width=\"120\" height=\"40\""),
        "{rest}"
    );
    let logo = host.get(source).await;
    assert_eq!(logo.header("content-type"), Some("image/svg+xml"));
    assert_eq!(
        logo.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    assert!(
        logo.header("content-security-policy")
            .unwrap()
            .starts_with("default-src 'none'")
    );
    assert_eq!(host.get("/brand/logo.svg").await.status, 404);
    assert_eq!(host.get("/brand/%FF").await.status, 404);
}
