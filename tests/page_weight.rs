//! What each page of the login view weighs before anything else is asked for: its HTML with the critical
//! styles, by brotli 11, in every language. It is to fit what a server sends in its first ten packets.

#![cfg(feature = "ssr")]
#![expect(
    clippy::expect_used,
    reason = "a helper of tests fails by panicking, as tests do"
)]

use std::time::Duration;

use vestibule_ui::brand::Brand;
use vestibule_ui::forms::carried::Carried;
use vestibule_ui::forms::csrf::CsrfToken;
use vestibule_ui::forms::device::UserCode;
use vestibule_ui::forms::error_response::HttpsUrl;
use vestibule_ui::i18n::Locale;
use vestibule_ui::pages::{
    Application, Asset, Assets, ConsentPage, DeviceDonePage, DeviceOutcome, DevicePage, DeviceStep,
    ErrorPage, FetchSubmit, ForgotPage, FormTarget, Frame, Html, Languages, LoginPage, LoginStep,
    LogoutPage, Problem, ResetPage, Restart, ScopeChoice, SignedOutPage, Site, Submit,
    baked::{
        Place, error_file, forgot_file, login_file, logout_file, not_found_file, reset_file,
        signed_out_file,
    },
    consent, device, device_done, error, forgot, login, logout, reset, signed_out,
};

const LIMIT: usize = 14_600;

fn brotli(html: &str) -> usize {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut html.as_bytes(), &mut packed, &parameters).expect("compresses");
    packed.len()
}

/// Every page with all that it can show.
fn pages(frame: &Frame<'_>) -> Vec<(&'static str, Html)> {
    let request = "client_id=books&redirect_uri=https%3A%2F%2Fbooks.example%2Fcallback&state=\
                   af0ifjsldkjaf0ifjsldkj&scope=openid+profile&code_challenge=\
                   E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
    let carried = Carried::from_query(request).expect("a query that can be carried");
    let form = FormTarget {
        action: "/there".to_owned(),
        carried: carried.clone(),
        csrf: Some(CsrfToken::new("a".repeat(43))),
        ..FormTarget::default()
    };
    let application = Application {
        name: "Books".to_owned(),
        host: Some("books.example".to_owned()),
        logo: Some("/brand/books.svg".to_owned()),
        policy: HttpsUrl::parse("https://books.example/privacy"),
        terms: HttpsUrl::parse("https://books.example/terms"),
    };
    let scopes: Vec<_> = [
        "openid", "profile", "email", "phone", "address", "offline", "read",
    ]
    .map(ScopeChoice::new)
    .into();
    let problem = Some(Problem::throttled(Duration::from_secs(30)));
    let login_page = LoginPage {
        action: Some("/oauth2/code".to_owned()),
        carried: carried.clone(),
        client: Some("Books".to_owned()),
        problem: problem.clone(),
        csrf: form.csrf.clone(),
        submit: Submit::Fetch(FetchSubmit::default()),
        ..LoginPage::default()
    };
    let consent_page = ConsentPage {
        form: form.clone(),
        application: application.clone(),
        subject: Some("ada".to_owned()),
        scopes: scopes.clone(),
        audience: vec!["https://api.example".to_owned()],
        remember: Some(true),
        expires_in: Some(Duration::from_mins(10)),
        problem: problem.clone(),
        inspection: None,
    };
    let device_page = DevicePage {
        form: form.clone(),
        step: DeviceStep::Confirm {
            user_code: UserCode::new("WDJBMJHT"),
            application: Some(application.clone()),
            scopes,
            expires_in: Some(Duration::from_mins(10)),
        },
        problem: problem.clone(),
    };
    let done = DeviceDonePage {
        outcome: DeviceOutcome::Expired,
        application: None,
    };
    let error_page = ErrorPage {
        status: 400,
        code: "access_denied".to_owned(),
        description: Some("The resource owner denied the request.".to_owned()),
        uri: HttpsUrl::parse("https://books.example/why"),
        correlation_id: "5f0c2a9e6b7d4d0e".to_owned(),
        time: "2026-11-21T10:46:37Z".to_owned(),
        restart: Restart::Form(carried),
    };
    let logout_page = LogoutPage {
        form: form.clone(),
        subject: Some("ada".to_owned()),
        application: Some(application),
        ..LogoutPage::default()
    };
    let forgot_page = ForgotPage {
        form: form.clone(),
        problem: problem.clone(),
        ..ForgotPage::default()
    };
    let reset_page = ResetPage {
        form,
        problem,
        shortest: Some(8),
        ..ResetPage::default()
    };
    let identifier_first = LoginPage {
        step: LoginStep::UserName,
        ..login_page.clone()
    };
    let password = LoginPage {
        step: LoginStep::Password,
        user_name: Some("ada".to_owned()),
        ..login_page.clone()
    };
    vec![
        ("login", login(frame, &login_page)),
        ("login, the name first", login(frame, &identifier_first)),
        ("login, then the password", login(frame, &password)),
        ("consent", consent(frame, &consent_page)),
        ("device", device(frame, &device_page)),
        ("device-done", device_done(frame, &done)),
        ("error", error(frame, &error_page)),
        ("logout", logout(frame, &logout_page)),
        ("signed-out", signed_out(frame, &SignedOutPage::default())),
        ("forgot", forgot(frame, &forgot_page)),
        ("reset", reset(frame, &reset_page)),
    ]
}

/// Every page that `vestibule bake` writes, with clients that have pages of their own.
fn files(frame: &Frame<'_>) -> Vec<(&'static str, Html)> {
    let place = |folder: &'static str| Place {
        folder,
        is_entry: true,
        clients: &["books", "music", "maps", "news"],
        language_cookie: Some("locale"),
    };
    let form = FormTarget {
        action: "https://api.example/there".to_owned(),
        ..FormTarget::default()
    };
    let application = Some("https://app.example/".to_owned());
    let login_page = LoginPage {
        action: Some("https://api.example/oauth2/code".to_owned()),
        application: application.clone(),
        submit: Submit::Fetch(FetchSubmit::default()),
        ..LoginPage::default()
    };
    let forgot_page = ForgotPage {
        form: form.clone(),
        ..ForgotPage::default()
    };
    let reset_page = ResetPage {
        form: form.clone(),
        ..ResetPage::default()
    };
    let logout_page = LogoutPage {
        form,
        subject: None,
        application: None,
        ..LogoutPage::default()
    };
    let signed_out_page = SignedOutPage {
        application: application.clone(),
        stayed: false,
    };
    vec![
        ("login", login_file(frame, &place(""), &login_page)),
        (
            "error",
            error_file(frame, &place("error/"), application.clone()),
        ),
        (
            "forgot",
            forgot_file(frame, &place("forgot/"), &forgot_page),
        ),
        ("reset", reset_file(frame, &place("reset/"), &reset_page)),
        (
            "logout",
            logout_file(frame, &place("logout/"), &logout_page),
        ),
        (
            "signed-out",
            signed_out_file(frame, &place("signed-out/"), &signed_out_page),
        ),
        ("404", not_found_file(frame, &place(""), application)),
    ]
}

#[test]
fn every_page_fits_the_first_packets() {
    let brand = Brand::default();
    let asset = |url: &str| Asset {
        url: url.to_owned(),
        integrity: format!("sha384-{}", "A".repeat(64)),
    };
    let assets = Assets {
        stylesheet: asset("/assets/login/login-e727dd9156d06c51.css"),
        script: asset("/assets/login/login-05fb5db0eac76fa1.js"),
        wasm: asset("/assets/login/login-05fb5db0eac76fa1_bg.wasm"),
    };
    for locale in Locale::ALL {
        let frame = Frame {
            locale: *locale,
            brand: &brand,
            assets: Some(&assets),
            languages: Some(Languages {
                path: "/login",
                query: "client_id=books",
            }),
            site: Site::Host,
        };
        for (name, html) in pages(&frame) {
            let weight = brotli(&html.text);
            assert!(weight <= LIMIT, "{name} in {}: {weight}", locale.tag());
        }
        let frame = Frame {
            site: Site::Files { base: "/login/" },
            ..frame
        };
        for (name, html) in files(&frame) {
            let weight = brotli(&html.text);
            assert!(
                weight <= LIMIT,
                "baked {name} in {}: {weight}",
                locale.tag()
            );
        }
    }
}
