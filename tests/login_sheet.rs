//! A login page that is filled into a sheet is, to the byte, the page drawn whole.

#![cfg(feature = "ssr")]

use proptest::prelude::*;
use vestibule_ui::brand::{Brand, Provider, UserType};
use vestibule_ui::forms::carried::Carried;
use vestibule_ui::forms::csrf::CsrfToken;
use vestibule_ui::i18n::Locale;
use vestibule_ui::pages::{
    Asset, Assets, FetchSubmit, Frame, LOGIN_PATH, Languages, LoginPage, LoginSheet, LoginStep,
    Problem, SheetKind, Site, Submit, login,
};

/// A brand with every link that carries the request.
fn brand() -> Brand {
    let mut brand = Brand::default();
    brand.features.forgot_password = Some("/forgot?from=login#top".to_owned());
    brand.features.social = vec![Provider {
        id: "one".to_owned(),
        label: "One & <Only>".to_owned(),
        href: "/login/one".to_owned(),
        icon: None,
    }];
    brand
}

fn assets() -> Assets {
    let asset = |name: &str| Asset {
        url: format!("/assets/login/{name}"),
        integrity: "sha384-AAAA".to_owned(),
    };
    Assets {
        stylesheet: asset("login-1.css"),
        script: asset("login-1.js"),
        wasm: asset("login-1_bg.wasm"),
    }
}

/// Without a bundle and links to other languages.
fn bare(brand: &Brand) -> Frame<'_> {
    Frame {
        locale: Locale::En,
        brand,
        assets: None,
        languages: None,
        site: Site::Host,
    }
}

/// How a form may be sent.
fn submits() -> [Submit; 2] {
    let fetch = FetchSubmit {
        origins: vec!["https://bff.example".to_owned()],
        ..FetchSubmit::default()
    };
    [Submit::Native, Submit::Fetch(fetch)]
}

fn page(carried: Carried) -> LoginPage {
    LoginPage {
        action: Some("/oauth2/code".to_owned()),
        client: Some("A \"client\" & more".to_owned()),
        carried,
        ..LoginPage::default()
    }
}

fn drawn_and_filled(
    first: &str,
    second: &str,
    step: LoginStep,
    submit: &Submit,
) -> Option<(String, String)> {
    let (brand, assets) = (brand(), assets());
    let carried = |query| Carried::from_query(query).ok();
    let frame = |query| Frame {
        locale: Locale::Ar,
        brand: &brand,
        assets: Some(&assets),
        languages: Some(Languages {
            path: LOGIN_PATH,
            query,
        }),
        site: Site::Host,
    };
    let page = |query| {
        Some(LoginPage {
            step,
            submit: submit.clone(),
            ..page(carried(query)?)
        })
    };
    let (one, other) = (page(first)?, page(second)?);
    // Two requests of a kind: what is drawn for one is filled in for the other.
    let kind = SheetKind::of(&frame(first), &one)?;
    if SheetKind::of(&frame(second), &other) != Some(kind) {
        return None;
    }
    let sheet = LoginSheet::draw(&frame(first), &one);
    let query = other.carried.to_query();
    let whole = login(&frame(&query), &other);
    assert_eq!(sheet.html().inline_scripts, whole.inline_scripts);
    assert_eq!(sheet.html().inline_styles, whole.inline_styles);
    assert_eq!(sheet.html().connect, whole.connect);
    assert_eq!(sheet.html().text, "");
    Some((whole.text, sheet.fill(&other.carried)))
}

#[test]
fn requests_of_a_kind_share_a_sheet() {
    for (first, second) in [
        (
            "client_id=a&state=1",
            "state=%22%3E%3Cscript%3E&client_id=b",
        ),
        (
            "client_id=a&response_type=code",
            "response_type=token&x=&x=1+2&client_id=%26amp%3B",
        ),
        (
            "client_id=a&ui_locales=de",
            "ui_locales=de+fr&client_id=a&z=1&ui_locales=en",
        ),
        (
            "login_challenge=1",
            "login_challenge=2&client_id=of-the-request",
        ),
    ] {
        for step in [LoginStep::Whole, LoginStep::UserName] {
            for submit in submits() {
                let (whole, filled) = drawn_and_filled(first, second, step, &submit).unwrap();
                assert_eq!(filled, whole, "{second}");
            }
        }
    }
}

#[test]
fn what_more_depends_on_has_no_sheet() {
    let brand = brand();
    let frame = bare(&brand);
    let plain = || page(Carried::from_query("client_id=a").unwrap());
    let of = |page: &LoginPage| SheetKind::of(&frame, page);
    assert!(of(&plain()).is_some());
    let others = [
        LoginPage {
            action: None,
            ..plain()
        },
        LoginPage {
            user_name: Some("admin".to_owned()),
            ..plain()
        },
        LoginPage {
            remember: true,
            ..plain()
        },
        LoginPage {
            problem: Some(Problem::new("server_error")),
            ..plain()
        },
        LoginPage {
            csrf: Some(CsrfToken::new("token".to_owned())),
            ..plain()
        },
        LoginPage {
            step: LoginStep::Password,
            ..plain()
        },
        page(Carried::default()),
        page(Carried::from_query("client_id=a&login_hint=b").unwrap()),
        page(Carried::from_query("client_id=a&user_type=E").unwrap()),
        page(Carried::from_query("client_id=a&_CHARSET_=x").unwrap()),
    ];
    for other in others {
        assert_eq!(of(&other), None, "{other:?}");
    }
}

#[test]
fn the_choice_of_a_kind_of_user_is_the_brands_own() {
    let mut brand = brand();
    brand.features.user_type.options = vec![UserType {
        value: "E".to_owned(),
        label: "Employee".to_owned(),
    }];
    let frame = bare(&brand);
    let (one, other) = ("client_id=a", "client_id=b&state=2");
    let sheet = LoginSheet::draw(&frame, &page(Carried::from_query(one).unwrap()));
    let other = page(Carried::from_query(other).unwrap());
    assert_eq!(sheet.fill(&other.carried), login(&frame, &other).text);
}

proptest! {
    #[test]
    fn any_request_is_filled_in_as_it_is_drawn(
        pairs in prop::collection::vec(("[a-z<&\" ]{1,6}", "([^\0\r\n]|\r\n){0,12}"), 0..8),
        locales in prop::option::of("(de|fr|x)( en)?"),
    ) {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("client_id", "demo").extend_pairs(&pairs);
        if let Some(locales) = &locales {
            query.append_pair("ui_locales", locales);
        }
        let query = query.finish();
        // A first one of the same kind, and as different as that allows.
        let first = locales.map_or("client_id=z".to_owned(), |it| format!("client_id=z&ui_locales={}", it.replace(' ', "+")));
        if let Some((whole, filled)) = drawn_and_filled(&first, &query, LoginStep::Whole, &Submit::Native) {
            prop_assert_eq!(filled, whole);
        }
    }
}
