//! The tests of the islands bring these very pages to life, in a browser that can't draw them. When a
//! page has changed, `cargo test --features ssr --test island_pages -- --ignored` writes them anew.

#![cfg(feature = "ssr")]
#![expect(
    clippy::expect_used,
    reason = "a helper of tests fails by panicking, as tests do"
)]

use std::time::Duration;

use vestibule_ui::brand::{Brand, Endpoint, Method};
use vestibule_ui::forms::carried::Carried;
use vestibule_ui::i18n::Locale;
use vestibule_ui::pages::{
    Application, ConsentPage, ErrorPage, FetchSubmit, FormTarget, Frame, LoginPage, Problem,
    ResetPage, ResetStep, Restart, ScopeChoice, Site, Submit, consent, error, login, reset,
};

/// Each page by its name, as it was and as it is.
fn pages() -> [(&'static str, &'static str, String); 6] {
    let brand = Brand::default();
    let frame = Frame {
        locale: Locale::En,
        brand: &brand,
        assets: None,
        languages: None,
        site: Site::Host,
    };
    let carried = |query: &str| Carried::from_query(query).expect("a query that can be carried");
    let hostile = include_str!("pages/login_query.txt").trim_end();
    let plain = LoginPage {
        action: Some("/oauth2/code".to_owned()),
        carried: carried("client_id=demo"),
        ..LoginPage::default()
    };
    let target = |action: &str, query: &str| FormTarget {
        action: action.to_owned(),
        carried: carried(query),
        csrf: None,
        ..FormTarget::default()
    };
    let login_page = LoginPage {
        carried: carried(hostile),
        ..plain.clone()
    };
    let wait = LoginPage {
        problem: Some(Problem::throttled(Duration::from_secs(62))),
        ..plain.clone()
    };
    let fetch = LoginPage {
        client: Some("Books".to_owned()),
        carried: carried("client_id=demo&action=x&submit=1&method=2&elements=3"),
        submit: Submit::Fetch(FetchSubmit {
            origins: Vec::new(),
            schemes: vec!["com.example.app".to_owned()],
            logout: Some(Endpoint {
                url: "/sign-out".to_owned(),
                method: Method::Post,
            }),
        }),
        ..plain
    };
    let error_page = ErrorPage {
        status: 400,
        code: "access_denied".to_owned(),
        description: None,
        uri: None,
        correlation_id: "c0ffee".to_owned(),
        time: "2026-11-21T10:46:37Z".to_owned(),
        restart: Restart::Application(None),
    };
    let consent_page = ConsentPage {
        form: target("/consent", "consent_challenge=c"),
        application: Application {
            name: "Books".to_owned(),
            ..Application::default()
        },
        scopes: vec![ScopeChoice::new("openid"), ScopeChoice::new("books")],
        remember: Some(false),
        expires_in: Some(Duration::from_mins(10)),
        ..ConsentPage::default()
    };
    let reset_page = ResetPage {
        form: target("/reset", "token=t"),
        step: ResetStep::Ask {
            email: Some("ada@example.org".to_owned()),
        },
        ..ResetPage::default()
    };
    let body = |html: String| html[html.find("<body>").expect("a body")..].to_owned();
    [
        (
            "login",
            include_str!("pages/login.html"),
            login(&frame, &login_page).text,
        ),
        (
            "wait",
            include_str!("pages/wait.html"),
            login(&frame, &wait).text,
        ),
        (
            "fetch",
            include_str!("pages/fetch.html"),
            login(&frame, &fetch).text,
        ),
        (
            "error",
            include_str!("pages/error.html"),
            error(&frame, &error_page).text,
        ),
        (
            "consent",
            include_str!("pages/consent.html"),
            consent(&frame, &consent_page).text,
        ),
        (
            "reset",
            include_str!("pages/reset.html"),
            reset(&frame, &reset_page).text,
        ),
    ]
    .map(|(name, was, is)| (name, was, body(is)))
}

#[test]
fn the_pages_that_the_island_tests_use_are_the_pages_themselves() {
    for (name, was, is) in pages() {
        assert_eq!(was, is, "{name}");
    }
}

#[test]
#[ignore = "writes the pages anew, for whoever has changed them"]
fn write_anew() {
    for (name, _, is) in pages() {
        let path = format!("{}/tests/pages/{name}.html", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(&path, is).expect(&path);
    }
}
