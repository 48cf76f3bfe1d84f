//! Every page of the login view with sample content, drawn in the browser for whoever styles it with
//! `trunk serve`: `/?page=consent`, in a language with `&ui_locales=ar`. Nothing else uses it.

use std::time::Duration;

use leptos::mount::mount_to_body;
use leptos::prelude::*;

use crate::brand::Brand;
use crate::forms::carried::Carried;
use crate::forms::device::UserCode;
use crate::forms::error_response::HttpsUrl;
use crate::i18n::Locale;
use crate::pages::{
    Application, ConsentPage, DeviceDonePage, DeviceOutcome, DevicePage, DeviceStep, ErrorPage,
    FetchSubmit, ForgotPage, ForgotStep, FormTarget, Frame, Languages, LoginPage, LoginStep,
    LogoutPage, MISSING_STATE, Problem, ResetPage, ResetStep, Restart, ScopeChoice, SignedOutPage,
    Site, Submit, consent_body, device_body, device_done_body, error_body, forgot_body, login_body,
    logout_body, reset_body, signed_out_body,
};

const REQUEST: &str = "client_id=sample&state=af0ifjsldkj";

/// Draws the page that the query names, else the login form.
pub fn draw() {
    let Some(window) = web_sys::window() else {
        return;
    };
    let search = window.location().search().unwrap_or_default();
    let query = search.strip_prefix('?').unwrap_or_default().to_owned();
    let asked = Carried::from_query(&query).unwrap_or_default();
    let brand = Brand::default();
    let wishes = Locale::requested(asked.get("ui_locales").unwrap_or_default());
    let frame = Frame {
        locale: brand.locales.choose(&wishes),
        brand: &brand,
        assets: None,
        languages: Some(Languages {
            path: "/",
            query: &query,
        }),
        site: Site::Host,
    };
    let (name, body) = sample(&frame, asked.get("page").unwrap_or_default());
    let root = window.document().and_then(|it| it.document_element());
    if let Some(root) = root {
        let direction = frame.locale.direction().as_str();
        for (attribute, value) in [
            ("lang", frame.locale.tag()),
            ("dir", direction),
            ("data-page", name),
        ] {
            let _ = root.set_attribute(attribute, value);
        }
    }
    mount_to_body(move || body);
}

/// A page's name as its hooks have it, and its body.
fn sample(frame: &Frame<'_>, page: &str) -> (&'static str, AnyView) {
    match page {
        "consent" => ("consent", consent_body(frame, &consent()).into_any()),
        "device" | "device-problem" | "device-confirm" => {
            ("device", device_body(frame, &device(page)).into_any())
        }
        "device-done" | "device-denied" | "device-expired" => (
            "device-done",
            device_done_body(frame, &device_done(page)).into_any(),
        ),
        "logout" => ("logout", logout_body(frame, &logout()).into_any()),
        "signed-out" | "stayed" => {
            let page = SignedOutPage {
                application: Some("/".to_owned()),
                stayed: page == "stayed",
            };
            ("signed-out", signed_out_body(frame, &page).into_any())
        }
        "forgot" | "forgot-sent" => ("forgot", forgot_body(frame, &forgot(page)).into_any()),
        "reset" | "reset-problem" | "reset-done" | "choose-password" => {
            ("reset", reset_body(frame, &reset(page)).into_any())
        }
        "error" => (
            "error",
            error_body(frame, &error("access_denied")).into_any(),
        ),
        "missing" => ("error", error_body(frame, &error(MISSING_STATE)).into_any()),
        page => ("login", login_body(frame, &login(page)).into_any()),
    }
}

fn login(page: &str) -> LoginPage {
    let request = if page == "start" { "" } else { REQUEST };
    LoginPage {
        action: Some("/oauth2/code".to_owned()),
        carried: Carried::from_query(request).unwrap_or_default(),
        client: (page == "fetch").then(|| application().name),
        user_name: matches!(page, "problem" | "wait" | "password").then(|| "ada".to_owned()),
        problem: match page {
            "problem" => Some(Problem::invalid_credentials()),
            "wait" => Some(Problem::throttled(Duration::from_secs(95))),
            _ => None,
        },
        application: Some("/".to_owned()),
        step: match page {
            "name" => LoginStep::UserName,
            "password" => LoginStep::Password,
            _ => LoginStep::Whole,
        },
        submit: if page == "fetch" {
            Submit::Fetch(FetchSubmit::default())
        } else {
            Submit::Native
        },
        ..LoginPage::default()
    }
}

fn consent() -> ConsentPage {
    ConsentPage {
        form: target("/consent"),
        application: application(),
        subject: Some("ada@example.org".to_owned()),
        scopes: scopes(),
        audience: vec!["https://api.example".to_owned()],
        remember: Some(false),
        expires_in: Some(Duration::from_mins(10)),
        ..ConsentPage::default()
    }
}

fn device(page: &str) -> DevicePage {
    let user_code = "wdjb mjht";
    DevicePage {
        form: target("/device"),
        step: if page == "device-confirm" {
            DeviceStep::Confirm {
                user_code: UserCode::new(user_code),
                application: Some(application()),
                scopes: scopes(),
                expires_in: Some(Duration::from_mins(10)),
            }
        } else {
            DeviceStep::Enter {
                user_code: user_code.to_owned(),
            }
        },
        problem: (page == "device-problem").then(|| Problem::new("invalid_user_code")),
    }
}

fn device_done(page: &str) -> DeviceDonePage {
    DeviceDonePage {
        outcome: match page {
            "device-denied" => DeviceOutcome::Denied,
            "device-expired" => DeviceOutcome::Expired,
            _ => DeviceOutcome::Done,
        },
        application: Some(application().name),
    }
}

fn logout() -> LogoutPage {
    LogoutPage {
        form: target("/logout"),
        subject: Some("ada@example.org".to_owned()),
        application: Some(application()),
        ..LogoutPage::default()
    }
}

fn forgot(page: &str) -> ForgotPage {
    ForgotPage {
        form: target("/forgot"),
        step: if page == "forgot-sent" {
            ForgotStep::Sent
        } else {
            ForgotStep::default()
        },
        problem: None,
    }
}

fn reset(page: &str) -> ResetPage {
    ResetPage {
        form: target("/reset"),
        step: match page {
            "reset-done" => ResetStep::Done(Carried::default()),
            "choose-password" => ResetStep::Choose,
            _ => ResetStep::Ask {
                email: Some("ada@example.org".to_owned()),
            },
        },
        problem: (page == "reset-problem").then(|| Problem::new("password_mismatch")),
        shortest: Some(8),
    }
}

fn error(code: &str) -> ErrorPage {
    ErrorPage {
        status: 400,
        code: code.to_owned(),
        description: (code == "access_denied")
            .then(|| "The resource owner denied the request.".to_owned()),
        uri: None,
        correlation_id: "5f0c2a9e6b7d4d0e".to_owned(),
        time: "2026-11-21T10:46:37Z".to_owned(),
        restart: Restart::Application(None),
    }
}

fn target(action: &str) -> FormTarget {
    FormTarget {
        action: action.to_owned(),
        ..FormTarget::default()
    }
}

fn application() -> Application {
    Application {
        name: "Northwind Books".to_owned(),
        host: Some("books.example".to_owned()),
        logo: None,
        policy: HttpsUrl::parse("https://books.example/privacy"),
        terms: HttpsUrl::parse("https://books.example/terms"),
    }
}

fn scopes() -> Vec<ScopeChoice> {
    ["openid", "profile", "email", "offline_access", "books:read"]
        .map(ScopeChoice::new)
        .into()
}
