//! The HTML of the pages beside login and error: the hooks that integrators rely on, and what becomes
//! of hostile values. Natively, without a browser.

#![cfg(feature = "ssr")]
#![expect(
    clippy::expect_used,
    clippy::string_slice,
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
    Application, ConsentPage, DeviceDonePage, DeviceOutcome, DevicePage, DeviceStep, ForgotPage,
    ForgotStep, FormTarget, Frame, Html, LogoutPage, Problem, ResetPage, ResetStep, ScopeChoice,
    SignedOutPage, Site, consent, device, device_done, forgot, logout, reset, signed_out,
};

const HOSTILE: &str = "\"><script>alert(1)</script>";
const ESCAPED: &str = "&lt;script&gt;alert(1)&lt;/script&gt;";

fn drawn<P>(page: &P, draw: fn(&Frame<'_>, &P) -> Html) -> String {
    drawn_in(Locale::En, page, draw)
}

fn drawn_in<P>(locale: Locale, page: &P, draw: fn(&Frame<'_>, &P) -> Html) -> String {
    let brand = Brand::default();
    let frame = Frame {
        locale,
        brand: &brand,
        assets: None,
        languages: None,
        site: Site::Host,
    };
    let html = draw(&frame, page).text;
    // The styles name what a page may not have.
    let styles = html.find("<style>").expect("styles");
    let rest = html.find("</style>").expect("their end");
    html[..styles].to_owned() + &html[rest..]
}

fn form(action: &str, carried: &str) -> FormTarget {
    FormTarget {
        action: action.to_owned(),
        carried: Carried::from_query(carried).expect("a query that can be carried"),
        csrf: Some(CsrfToken::new("token")),
        ..FormTarget::default()
    }
}

fn consent_page() -> ConsentPage {
    ConsentPage {
        form: form("/consent", "consent_challenge=c%2Bd"),
        application: Application {
            name: "Books".to_owned(),
            host: Some("books.example".to_owned()),
            logo: Some("/brand/books.svg".to_owned()),
            policy: HttpsUrl::parse("https://books.example/privacy"),
            terms: None,
        },
        subject: Some("ada".to_owned()),
        scopes: ["openid", "books:read", "offline_access", "email"]
            .map(ScopeChoice::new)
            .into(),
        audience: vec!["https://api.example".to_owned()],
        remember: Some(false),
        expires_in: Some(Duration::from_mins(10)),
        ..ConsentPage::default()
    }
}

const FIELDS: &str = "<input type=\"hidden\" name=\"consent_challenge\" value=\"c+d\">\
                      <input type=\"hidden\" name=\"j_csrf\" value=\"token\">";
const DECISION: &str =
    "<button type=\"submit\" name=\"decision\" value=\"accept\" class=\"v-button\">";

fn position(html: &str, part: &str) -> usize {
    assert_eq!(html.matches(part).count(), 1, "{part} in {html}");
    html.find(part).expect("found just now")
}

#[test]
fn the_consent_page_has_its_hooks() {
    let html = drawn(&consent_page(), consent);
    assert!(html.contains("dir=\"ltr\" data-page=\"consent\">"));
    assert!(html.contains("<title>Allow access? · Vestibule</title>"));
    assert_eq!(html.matches("<h1").count(), 1);
    assert!(html.contains(&format!(
        "<form id=\"consent\" method=\"post\" action=\"/consent\" accept-charset=\"utf-8\">{FIELDS}"
    )));
    assert!(
        html.contains("<input type=\"checkbox\" name=\"grant_scope\" value=\"openid\" checked>")
    );
    assert!(
        html.contains("<input id=\"remember\" name=\"remember\" type=\"checkbox\" value=\"Y\">")
    );
    let accept = position(&html, DECISION);
    let deny = position(
        &html,
        "<button type=\"submit\" name=\"decision\" value=\"deny\" class=\"v-button v-quiet\">",
    );
    assert!(accept < deny);
    assert!(html.contains("\u{2068}Books\u{2069} asks for access to your account."));
    assert!(html.contains("Signed in as \u{2068}ada\u{2069}"));
    assert!(html.contains("You return to \u{2068}<bdi dir=\"ltr\">books.example</bdi>\u{2069}"));
    assert!(html.contains("href=\"https://books.example/privacy\" rel=\"noreferrer\""));
    assert!(!html.contains("Terms of"));
    assert!(html.contains("<code dir=\"ltr\">https://api.example</code>"));
    assert!(html.contains(
        "data-island=\"expiry\" data-seconds=\"600\" data-soon=\"Less than a minute is left.\" \
         data-over=\"The time is up. Please start again.\" role=\"status\" class=\"v-hint\">You have \
         \u{2068}10\u{2069} minutes to decide.</p>"
    ), "{html}");
    assert!(html.contains("data-island=\"submit\" data-form=\"consent\""));
}

#[test]
fn scopes_are_grouped_and_described() {
    let html = drawn(&consent_page(), consent);
    let order = [
        "<legend>About you</legend>",
        "value=\"openid\"",
        "Know which account is yours",
        "value=\"email\"",
        "See your email address",
        "<legend>Access</legend>",
        "<code dir=\"ltr\">books:read</code>",
        "value=\"offline_access\"",
        "Keep this access while you are away",
    ];
    let found: Vec<_> = order.iter().map(|part| position(&html, part)).collect();
    assert!(found.is_sorted(), "{found:?}");

    let mut page = consent_page();
    page.scopes = vec![ScopeChoice {
        description: Some("Read <your> books".to_owned()),
        granted: false,
        ..ScopeChoice::new("books:read")
    }];
    let html = drawn(&page, consent);
    assert!(html.contains("<span dir=\"auto\">Read &lt;your&gt; books</span>"));
    assert!(html.contains("value=\"books:read\"><span"));
    assert!(!html.contains("About you"));
    let html = drawn_in(Locale::De, &consent_page(), consent);
    assert!(html.contains("Ihre E-Mail-Adresse sehen"));
}

#[test]
fn what_consent_does_not_offer_is_not_there() {
    let page = ConsentPage {
        form: form("/consent", "consent_challenge=c"),
        application: Application {
            name: "Books".to_owned(),
            ..Application::default()
        },
        ..ConsentPage::default()
    };
    let html = drawn(&page, consent);
    for absent in [
        "remember",
        "grant_scope",
        "expiry",
        "Signed in as",
        "For use at",
        "<img",
    ] {
        assert!(!html.contains(absent), "{absent}");
    }
}

#[test]
fn hostile_names_stay_names() {
    let mut page = consent_page();
    page.application.name = HOSTILE.to_owned();
    page.application.host = Some(HOSTILE.to_owned());
    page.subject = Some(HOSTILE.to_owned());
    page.scopes = vec![ScopeChoice::new(HOSTILE)];
    page.audience = vec![HOSTILE.to_owned()];
    page.problem = Some(Problem::new(HOSTILE));
    let html = drawn(&page, consent);
    assert!(!html.contains("<script"), "{html}");
    assert_eq!(html.matches(ESCAPED).count(), 9);

    let page = DevicePage {
        form: form("/device", ""),
        step: DeviceStep::Enter {
            user_code: HOSTILE.to_owned(),
        },
        problem: None,
    };
    let html = drawn(&page, device);
    assert!(!html.contains("<script") && html.contains(ESCAPED));
}

#[test]
fn the_device_page_asks_for_the_code() {
    let mut page = DevicePage {
        form: form("/device", "device_challenge=c"),
        step: DeviceStep::Enter {
            user_code: "wdjb mjht".to_owned(),
        },
        problem: None,
    };
    let html = drawn(&page, device);
    assert!(html.contains("data-page=\"device\">"));
    assert!(html.contains("<form id=\"device\" method=\"post\" action=\"/device\""));
    assert!(html.contains("<input type=\"hidden\" name=\"device_challenge\" value=\"c\">"));
    assert!(html.contains(
        "<input id=\"user_code\" name=\"user_code\" type=\"text\" autocomplete=\"one-time-code\" \
         autocapitalize=\"characters\" spellcheck=\"false\" enterkeyhint=\"go\" maxlength=\"100\" \
         dir=\"ltr\" required autofocus value=\"wdjb mjht\" aria-describedby=\"user_code-hint\" \
         class=\"v-code\">"
    ), "{html}");
    assert!(html.contains("<button id=\"continue\" type=\"submit\" class=\"v-button\">"));
    assert!(!html.contains("name=\"decision\""));

    page.problem = Some(Problem::new("invalid_user_code"));
    let html = drawn(&page, device);
    assert!(html.contains("data-code=\"invalid_user_code\""));
    assert!(html.contains("There is no such code."));
    assert!(html.contains("aria-invalid=\"true\" aria-describedby=\"problem user_code-hint\""));
    assert_eq!(html.matches(" autofocus").count(), 1);
}

#[test]
fn the_device_page_shows_the_code_to_compare() {
    let mut page = DevicePage {
        form: form("/device", "device_challenge=c"),
        step: DeviceStep::Confirm {
            user_code: UserCode::new("wdjb-mjht"),
            application: Some(consent_page().application),
            scopes: vec![ScopeChoice::new("email")],
            expires_in: Some(Duration::from_mins(1)),
        },
        problem: None,
    };
    let html = drawn(&page, device);
    assert!(html.contains("<h1>Is this your device?</h1>"));
    assert!(html.contains("<code dir=\"ltr\">WDJB-MJHT</code>"));
    assert!(html.contains("<input type=\"hidden\" name=\"user_code\" value=\"WDJBMJHT\">"));
    assert!(html.contains("<li><span dir=\"auto\">See your email address</span></li>"));
    assert!(html.contains(DECISION) && html.contains("value=\"deny\""));
    assert!(html.contains("You have \u{2068}1\u{2069} minute to decide."));
    assert!(!html.contains("books.example<"));
    page.step = DeviceStep::Confirm {
        user_code: UserCode::new("123"),
        application: None,
        scopes: Vec::new(),
        expires_in: None,
    };
    let html = drawn(&page, device);
    assert!(html.contains("<code dir=\"ltr\">123</code>") && html.contains(DECISION));
    assert!(!html.contains("v-who") && !html.contains("v-scopes"));
}

#[test]
fn a_device_request_ends_in_one_of_three_ways() {
    for (outcome, hook, title, again) in [
        (DeviceOutcome::Done, None, "Your device is connected", false),
        (
            DeviceOutcome::Denied,
            Some(
                "id=\"problem\" role=\"alert\" tabindex=\"-1\" autofocus data-code=\"access_denied\"",
            ),
            "The device is not connected",
            false,
        ),
        (
            DeviceOutcome::Expired,
            Some(
                "id=\"problem\" role=\"alert\" tabindex=\"-1\" autofocus data-code=\"expired_token\"",
            ),
            "This code is no longer valid",
            true,
        ),
    ] {
        let page = DeviceDonePage {
            outcome,
            application: Some("Films".to_owned()),
        };
        let html = drawn(&page, device_done);
        assert!(html.contains("data-page=\"device-done\">"));
        assert!(html.contains(&format!("<h1>{title}</h1>")));
        assert_eq!(html.contains("id=\"problem\""), hook.is_some());
        assert!(hook.is_none_or(|hook| html.contains(hook)), "{html}");
        assert_eq!(html.contains("href=\"/device\""), again);
        let names = html.contains("\u{2068}Films\u{2069}");
        assert_eq!(names, outcome == DeviceOutcome::Done);
    }
}

#[test]
fn the_logout_page_lets_one_stay() {
    let mut page = LogoutPage {
        form: form("/logout", "logout_challenge=c"),
        subject: Some("ada".to_owned()),
        application: None,
        ..LogoutPage::default()
    };
    let html = drawn(&page, logout);
    assert!(html.contains("data-page=\"logout\">"));
    assert!(html.contains("<form id=\"logout\" method=\"post\" action=\"/logout\""));
    assert!(html.contains("<input type=\"hidden\" name=\"logout_challenge\" value=\"c\">"));
    assert!(html.contains(&format!("{DECISION}Sign out</button>")));
    assert!(html.contains("value=\"deny\" class=\"v-button v-quiet\">Stay signed in</button>"));
    assert!(html.contains("Do you want to sign out now?"));
    page.application = Some(consent_page().application);
    assert!(drawn(&page, logout).contains("\u{2068}Books\u{2069} asks to sign you out."));
}

#[test]
fn signing_out_and_staying_end_differently() {
    let mut page = SignedOutPage {
        application: Some("https://app.example/".to_owned()),
        stayed: false,
    };
    let html = drawn(&page, signed_out);
    assert!(html.contains("data-page=\"signed-out\">"));
    assert!(html.contains("<h1>You are signed out</h1>"));
    assert!(html.contains("href=\"https://app.example/\""));
    page.stayed = true;
    assert!(drawn(&page, signed_out).contains("<h1>You are still signed in</h1>"));
    assert!(!drawn(&SignedOutPage::default(), signed_out).contains("v-button\""));
}

#[test]
fn the_forgot_page_says_the_same_of_every_address() {
    let mut page = ForgotPage {
        form: form("/forgot", "client_id=demo&state=a%2Bb"),
        ..ForgotPage::default()
    };
    let html = drawn(&page, forgot);
    assert!(html.contains("data-page=\"forgot\">"));
    assert!(html.contains("<form id=\"forgot\" method=\"post\" action=\"/forgot\""));
    assert!(
        html.contains(
            "<input id=\"email\" name=\"email\" type=\"email\" autocomplete=\"username\" \
         autocapitalize=\"none\" spellcheck=\"false\" dir=\"auto\" required autofocus value=\"\">"
        ),
        "{html}"
    );
    assert!(html.contains("<button id=\"continue\" type=\"submit\""));
    assert!(html.contains("<a href=\"/login?client_id=demo&amp;state=a%2Bb\">Back to sign-in</a>"));
    page.problem = Some(Problem::new("invalid_email"));
    page.step = ForgotStep::Ask {
        email: "ada".to_owned(),
    };
    let html = drawn(&page, forgot);
    assert!(html.contains("value=\"ada\" aria-invalid=\"true\" aria-describedby=\"problem\""));
    page.problem = None;
    page.step = ForgotStep::Sent;
    let html = drawn(&page, forgot);
    assert!(html.contains("<h1>Check your email</h1>") && !html.contains("<form"));
    assert!(html.contains("If there is an account with this address"));
    assert!(html.contains("<a href=\"/login?client_id=demo&amp;state=a%2Bb\">"));
}

#[test]
fn a_link_that_is_too_old_leads_to_a_new_one_and_not_to_a_form() {
    let page = ResetPage {
        form: form("/reset", "token=t"),
        problem: Some(Problem::new("invalid_token")),
        ..ResetPage::default()
    };
    let mut brand = Brand::default();
    brand.features.forgot_password = Some("/forgot".to_owned());
    let frame = Frame {
        locale: Locale::En,
        brand: &brand,
        assets: None,
        languages: None,
        site: Site::Host,
    };
    let html = reset(&frame, &page).text;
    assert!(html.contains("This link was already used or is too old. Ask for a new one."));
    assert!(html.contains("<a href=\"/forgot\" class=\"v-button\">Reset your password</a>"));
    assert!(!html.contains("<form"));
}

#[test]
fn the_reset_page_asks_twice_and_names_the_account() {
    let mut page = ResetPage {
        form: form("/reset", "token=t"),
        step: ResetStep::Ask {
            email: Some("ada@example.org".to_owned()),
        },
        ..ResetPage::default()
    };
    let html = drawn(&page, reset);
    assert!(html.contains("data-page=\"reset\">"));
    assert!(html.contains("<form id=\"reset\" method=\"post\" action=\"/reset\""));
    assert!(html.contains("<input type=\"hidden\" name=\"token\" value=\"t\">"));
    assert!(
        html.contains("required readonly value=\"ada@example.org\""),
        "{html}"
    );
    for field in ["new_password", "confirm_password"] {
        assert!(html.contains(&format!(
            "<input id=\"{field}\" name=\"{field}\" type=\"password\" autocomplete=\"new-password\""
        )));
    }
    assert!(html.contains("data-for=\"new_password confirm_password\""));
    assert!(html.contains("<button id=\"continue\" type=\"submit\""));
    assert!(!html.contains("data-carried"));

    page.shortest = Some(8);
    let html = drawn(&page, reset);
    assert!(html.contains("aria-describedby=\"new_password-hint\""));
    assert!(html.contains(
        "<p id=\"new_password-hint\" class=\"v-hint\">At least \u{2068}8\u{2069} characters.</p>"
    ), "{html}");

    page.problem = Some(Problem::new("password_mismatch"));
    let html = drawn(&page, reset);
    assert!(html.contains("The two passwords are not the same."));
    assert_eq!(html.matches("aria-invalid=\"true\"").count(), 2);
    // Whoever typed it may correct it, and need not type it again.
    assert!(
        html.contains("required value=\"ada@example.org\">"),
        "{html}"
    );
    page.problem = None;
    page.step = ResetStep::Ask { email: None };
    assert!(!drawn(&page, reset).contains("readonly"));
    page.step = ResetStep::Done(Carried::default());
    let html = drawn(&page, reset);
    assert!(html.contains("<h1>Your password is changed</h1>") && !html.contains("<form"));
    assert!(html.contains("<a href=\"/login\">Back to sign-in</a>"));
}
