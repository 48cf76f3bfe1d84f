//! The HTML of the login and error pages: the hooks that integrators rely on, and what becomes of
//! hostile values. Natively, without a browser.

#![cfg(feature = "ssr")]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a helper of tests fails by panicking, as tests do"
)]

use std::time::Duration;

use vestibule_ui::brand::{Brand, Endpoint, Method, Provider, UserType};
use vestibule_ui::forms::carried::Carried;
use vestibule_ui::forms::csrf::CsrfToken;
use vestibule_ui::forms::error_response::HttpsUrl;
use vestibule_ui::i18n::Locale;
use vestibule_ui::pages::{
    Asset, Assets, ErrorPage, FetchSubmit, Frame, Html, Languages, LoginPage, LoginStep,
    MISSING_STATE, Problem, Restart, Site, Submit, client, error, login,
};

const REQUEST: &str = "client_id=demo&state=a%2Bb";

fn frame(brand: &Brand) -> Frame<'_> {
    Frame {
        locale: Locale::En,
        brand,
        assets: None,
        languages: None,
        site: Site::Host,
    }
}

fn login_page(query: &str) -> LoginPage {
    LoginPage {
        action: Some("/oauth2/code".to_owned()),
        carried: Carried::from_query(query).expect("a query that can be carried"),
        ..LoginPage::default()
    }
}

fn login_html(page: &LoginPage) -> String {
    login(&frame(&Brand::default()), page).text
}

fn error_page(restart: Restart) -> ErrorPage {
    ErrorPage {
        status: 400,
        code: "access_denied".to_owned(),
        description: None,
        uri: None,
        correlation_id: "c0ffee".to_owned(),
        time: "2026-11-21T10:46:37Z".to_owned(),
        restart,
    }
}

fn error_html(page: &ErrorPage) -> String {
    error(&frame(&Brand::default()), page).text
}

fn assets() -> Assets {
    let asset = |url: &str| Asset {
        url: url.to_owned(),
        integrity: "sha384-AAAA".to_owned(),
    };
    Assets {
        stylesheet: asset("/a/l.css"),
        script: asset("/a/l.js"),
        wasm: asset("/a/l.wasm"),
    }
}

/// The start tags of all elements of a name, in order.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!("<{name} ");
    html.match_indices(&open)
        .map(|(at, _)| {
            let rest = &html[at..];
            &rest[..=rest.find('>').expect("a closed tag")]
        })
        .collect()
}

fn tag<'a>(html: &'a str, name: &str, hook: &str) -> &'a str {
    let found: Vec<_> = tags(html, name)
        .into_iter()
        .filter(|tag| tag.contains(hook))
        .collect();
    assert_eq!(found.len(), 1, "{name} {hook}: {found:?}");
    found[0]
}

fn body(html: &str) -> &str {
    &html[html.find("<body>").expect("a body")..]
}

fn hidden(html: &str) -> Vec<&str> {
    tags(html, "input")
        .into_iter()
        .filter(|tag| tag.contains("type=\"hidden\""))
        .collect()
}

#[test]
fn the_form_has_its_hooks() {
    let html = login_html(&login_page(REQUEST));
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\" data-page=\"login\">"));
    assert!(html.contains("<title>Sign in · Vestibule</title>"));
    assert_eq!(html.matches("<h1").count(), 1);
    assert!(html.contains(
        "<form id=\"login\" method=\"post\" action=\"/oauth2/code\" accept-charset=\"utf-8\">"
    ));
    assert_eq!(
        tag(&html, "input", "id=\"j_username\""),
        "<input id=\"j_username\" name=\"j_username\" type=\"text\" autocomplete=\"username\" \
         autocapitalize=\"none\" spellcheck=\"false\" enterkeyhint=\"next\" dir=\"auto\" required \
         autofocus>"
    );
    assert_eq!(
        tag(&html, "input", "id=\"j_password\""),
        "<input id=\"j_password\" name=\"j_password\" type=\"password\" \
         autocomplete=\"current-password\" autocapitalize=\"none\" spellcheck=\"false\" \
         enterkeyhint=\"go\" required>"
    );
    assert_eq!(
        tag(&html, "input", "id=\"remember\""),
        "<input id=\"remember\" name=\"remember\" type=\"checkbox\" value=\"Y\">"
    );
    assert_eq!(
        tag(&html, "button", ""),
        "<button id=\"sign-in\" type=\"submit\" class=\"v-button\">"
    );
    assert!(!html.contains("id=\"problem\""));
    assert!(!html.contains("submit\" name") && !html.contains("name=\"submit\""));
}

#[test]
fn carried_parameters_come_first_in_order_then_what_the_form_adds() {
    let html = login_html(&login_page("b=1&client_id=x&resource=2&resource=1&empty="));
    assert_eq!(
        hidden(&html),
        [
            "<input type=\"hidden\" name=\"b\" value=\"1\">",
            "<input type=\"hidden\" name=\"client_id\" value=\"x\">",
            "<input type=\"hidden\" name=\"resource\" value=\"2\">",
            "<input type=\"hidden\" name=\"resource\" value=\"1\">",
            "<input type=\"hidden\" name=\"empty\" value=\"\">",
            "<input type=\"hidden\" name=\"response_type\" value=\"code\">",
            "<input type=\"hidden\" name=\"user_type\" value=\"\">",
            "<input type=\"hidden\" name=\"remember\" value=\"N\" data-unticked>",
        ]
    );
}

#[test]
fn a_carried_user_type_or_response_type_is_sent_once() {
    let html = login_html(&login_page(
        "client_id=x&response_type=token&user_type=employee",
    ));
    assert_eq!(html.matches("name=\"response_type\"").count(), 1);
    assert_eq!(html.matches("name=\"user_type\"").count(), 1);
    assert!(html.contains("name=\"response_type\" value=\"token\""));
    assert!(html.contains("name=\"user_type\" value=\"employee\""));
}

#[test]
fn configured_user_types_are_offered_and_the_carried_one_is_chosen() {
    let mut brand = Brand::default();
    let option = |value: &str| UserType {
        value: value.to_owned(),
        label: format!("<{value}>"),
    };
    brand.features.user_type.options = vec![option("C"), option("E")];
    let html = login(&frame(&brand), &login_page("client_id=x&user_type=E")).text;
    assert!(html.contains("<select id=\"user_type\" name=\"user_type\">"));
    assert!(
        html.contains("<option value=\"C\">&lt;C&gt;</option>"),
        "{html}"
    );
    assert!(html.contains("<option value=\"E\" selected>&lt;E&gt;</option>"));
    assert_eq!(html.matches("name=\"user_type\"").count(), 1);

    let html = login(&frame(&brand), &login_page("client_id=x")).text;
    assert_eq!(html.matches("name=\"user_type\"").count(), 1);
    assert!(html.contains("<select") && !html.contains(" selected"));
}

#[test]
fn a_carried_user_type_that_is_not_offered_is_kept_and_not_asked_for() {
    let mut brand = Brand::default();
    brand.features.user_type.options = vec![UserType {
        value: "C".to_owned(),
        label: "Customer".to_owned(),
    }];
    for (query, fields) in [
        ("user_type=X", &["X"][..]),
        ("user_type=", &[""]),
        ("user_type=C&user_type=X", &["C", "X"]),
    ] {
        let page = login_page(&format!("client_id=x&{query}"));
        let html = login(&frame(&brand), &page).text;
        assert!(!html.contains("<select"), "{query}");
        let expected: Vec<_> = fields
            .iter()
            .map(|value| format!("<input type=\"hidden\" name=\"user_type\" value=\"{value}\">"))
            .collect();
        let mut found = hidden(&html);
        found.retain(|field| field.contains("user_type"));
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn hostile_values_stay_values() {
    let hostile = "\"><script>alert(1)</script>&amp;<!>\u{2028}\u{202e}\r\n</style>'";
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", hostile)
        .append_pair(hostile, "x")
        .finish();
    let mut page = login_page(&query);
    page.user_name = Some(hostile.to_owned());
    page.problem = Some(Problem {
        description: Some(hostile.to_owned()),
        ..Problem::new(hostile)
    });
    let html = login_html(&page);
    let escaped = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&lt;!&gt;\u{2028}\
                   \u{202e}\r\n&lt;/style&gt;'";
    assert!(!html.contains("<script") && html.matches("</style>").count() == 1);
    assert!(
        html.contains(&format!("name=\"client_id\" value=\"{escaped}\"")),
        "{html}"
    );
    assert!(html.contains(&format!("name=\"{escaped}\" value=\"x\"")));
    assert!(html.contains(&format!("data-code=\"{escaped}\"")));
    let user_name = tag(&html, "input", "id=\"j_username\"");
    assert!(user_name.contains(&format!("value=\"{escaped}\"")));
    assert_eq!(html.matches("id=\"problem\"").count(), 1);
}

#[test]
fn a_parameter_that_browsers_would_overwrite_is_no_hidden_input() {
    let html = login_html(&login_page(
        "client_id=x&_charset_=latin1&_Charset_=%0D%0A%3C/option%3E%22%0D%0A",
    ));
    for field in [
        "<select name=\"_charset_\" hidden><option value=\"latin1\">_charset_</option></select>",
        "<select name=\"_Charset_\" hidden><option value=\"\r\n&lt;/option&gt;&quot;\r\n\">_Charset_\
         </option></select>",
    ] {
        assert!(html.contains(field), "{html}");
    }
}

#[test]
fn the_application_is_named_as_text() {
    let mut page = login_page(REQUEST);
    assert!(
        login_html(&page).contains("<p class=\"v-lead\">Enter your user name and password.</p>")
    );
    page.client = Some("<b>Books</b>".to_owned());
    assert!(
        login_html(&page)
            .contains("password to continue to \u{2068}&lt;b&gt;Books&lt;/b&gt;\u{2069}.</p>")
    );
}

#[test]
fn a_problem_is_first_in_main_and_has_the_focus() {
    let mut page = login_page(REQUEST);
    page.problem = Some(Problem::invalid_credentials());
    page.user_name = Some("ada".to_owned());
    page.remember = true;
    let html = login_html(&page);
    assert!(html.contains(
        "<main id=\"v-main\" class=\"v-card\"><div id=\"problem\" role=\"alert\" tabindex=\"-1\" autofocus \
         data-code=\"invalid_credentials\" class=\"v-problem\"><p>The user name or password"
    ));
    assert_eq!(html.matches("autofocus").count(), 1);
    let user_name = tag(&html, "input", "id=\"j_username\"");
    assert!(user_name.contains("value=\"ada\"") && user_name.contains("aria-invalid=\"true\""));
    assert!(user_name.contains("aria-describedby=\"problem\""));
    assert!(!tag(&html, "input", "id=\"j_password\"").contains("value="));
    assert!(tag(&html, "input", "id=\"remember\"").contains("checked"));
}

#[test]
fn a_known_user_name_moves_the_focus_to_the_password() {
    let mut page = login_page(REQUEST);
    page.user_name = Some("ada".to_owned());
    let html = login_html(&page);
    assert!(!tag(&html, "input", "id=\"j_username\"").contains("autofocus"));
    assert!(tag(&html, "input", "id=\"j_password\"").contains("autofocus"));
    page.user_name = Some(String::new());
    assert!(tag(&login_html(&page), "input", "id=\"j_username\"").contains("autofocus"));
}

#[test]
fn without_a_request_there_is_no_form() {
    let mut page = login_page("state=x");
    page.application = Some("https://app.example/".to_owned());
    let html = login_html(&page);
    assert!(!html.contains("<form") && !html.contains("<input"));
    assert!(html.contains("<h1>Start at your application</h1>"));
    assert!(html.contains("href=\"https://app.example/\""));
    // What did not come is folded away.
    let details = html.split_once("<details").expect("details").1;
    assert!(details.contains("<summary>Details for support</summary>"));
    assert!(details.contains(">missing: client_id</code>"));
    page = login_page("login_challenge=c");
    assert!(login_html(&page).contains("<form"));
    page.action = None;
    assert!(!login_html(&page).contains("<form"));
    assert!(login_html(&page).contains("<h1>Start at your application</h1>"));
}

#[test]
fn nothing_that_needs_a_script_is_there_before_it() {
    let html = login_html(&login_page(REQUEST));
    for hook in [
        "show-password\">",
        "id=\"caps-lock\"",
        "data-enhanced>",
        "<script",
    ] {
        assert!(!html.contains(hook), "{hook}");
    }
    for island in ["show-password", "caps-lock", "submit"] {
        let hook = format!("data-island=\"{island}\"");
        let at = html.find(&hook).expect("the island");
        let content = &html[at + html[at..].find('>').expect("a closed tag") + 1..];
        assert!(
            content.starts_with("</span>") || content.starts_with("</div>"),
            "{island}"
        );
    }
}

#[test]
fn other_languages_are_links_that_keep_the_query() {
    let brand = Brand::default();
    let mut frame = frame(&brand);
    frame.locale = Locale::Ar;
    frame.languages = Some(Languages {
        path: "/login",
        query: "client_id=%26x&error=e",
    });
    let html = login(&frame, &login_page(REQUEST)).text;
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\" data-page=\"login\">"));
    assert!(html.contains(
        "<a href=\"/login?client_id=%26x&amp;error=e&amp;ui_locales=de\" lang=\"de\" \
         dir=\"ltr\">Deutsch</a>"
    ));
    assert!(html.contains("ui_locales=he\" lang=\"he\">עברית</a>"));
    assert!(tag(&html, "a", "lang=\"ar\"").contains("aria-current=\"true\""));
    assert!(html.contains("تسجيل الدخول"));
}

#[test]
fn a_posted_request_is_answered_in_the_language_it_asked_for() {
    let html = login_html(&login_page("client_id=x&ui_locales=xx+de"));
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"de\""));
    let carried = Carried::from_form(b"client_id=x&ui_locales=ar").expect("parses");
    let html = error_html(&error_page(Restart::Form(carried)));
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\""));
    let html = login_html(&login_page("client_id=x&ui_locales=xx"));
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\""));
}

#[test]
fn a_form_that_is_bound_to_a_browser_holds_its_token_and_carries_it_nowhere() {
    let mut page = login_page("login_challenge=c%2Bd&client_id=x");
    page.action = Some("/login".to_owned());
    page.csrf = Some(CsrfToken::new("a\"b"));
    let html = login_html(&page);
    assert!(html.contains("action=\"/login\""));
    assert_eq!(
        hidden(&html)[..3],
        [
            "<input type=\"hidden\" name=\"login_challenge\" value=\"c+d\">",
            "<input type=\"hidden\" name=\"client_id\" value=\"x\">",
            "<input type=\"hidden\" name=\"j_csrf\" value=\"a&quot;b\">",
        ]
    );
    assert_eq!(html.matches("a&quot;b").count(), 1);
    assert!(html.contains("data-carried=\"login_challenge=c%2Bd&amp;client_id=x\""));
}

#[test]
fn the_user_name_alone_is_asked_for_with_the_password_field_at_hand() {
    let mut page = login_page(REQUEST);
    page.step = LoginStep::UserName;
    let html = login_html(&page);
    assert!(html.contains("<p class=\"v-lead\">Enter your user name.</p>"));
    assert_eq!(
        tag(&html, "input", "id=\"j_password\""),
        "<input id=\"j_password\" name=\"j_password\" type=\"password\" \
         autocomplete=\"current-password\" aria-label=\"Password\" tabindex=\"-1\">"
    );
    assert!(html.contains("<div aria-hidden=\"true\" class=\"v-ahead\"><input id=\"j_password\""));
    assert!(html.contains("type=\"submit\" class=\"v-button\">Continue</button>"));
    assert!(!html.contains("name=\"remember\"") && !html.contains("data-island=\"show-password\""));
    page.client = Some("Books".to_owned());
    assert!(
        login_html(&page).contains("Enter your user name to continue to \u{2068}Books\u{2069}.")
    );
}

#[test]
fn the_password_is_asked_for_with_the_user_name_in_sight() {
    let mut page = login_page(REQUEST);
    page.step = LoginStep::Password;
    page.user_name = Some("ada".to_owned());
    let html = login_html(&page);
    let user_name = tag(&html, "input", "id=\"j_username\"");
    assert!(user_name.contains("readonly") && user_name.contains("value=\"ada\""));
    assert!(tag(&html, "input", "id=\"j_password\"").contains("required autofocus"));
    assert!(html.contains(
        "<p class=\"v-under\"><a href=\"/login?client_id=demo&amp;state=a%2Bb\">Use a different user \
         name</a></p>"
    ));
    assert!(html.contains("type=\"submit\" class=\"v-button\">Sign in</button>"));
}

#[test]
fn other_ways_in_are_links_that_keep_the_request() {
    let mut brand = Brand::default();
    brand.features.forgot_password = Some("/forgot".to_owned());
    brand.features.social = vec![Provider {
        id: "acme".to_owned(),
        label: "<Acme>".to_owned(),
        icon: Some("/brand/acme.svg".to_owned()),
        href: "/start?with=acme#x".to_owned(),
    }];
    let html = login(&frame(&brand), &login_page(REQUEST)).text;
    assert!(
        html.contains("<a href=\"/forgot?client_id=demo&amp;state=a%2Bb\">Forgot your password?")
    );
    assert!(html.contains(
        "<a href=\"/start?with=acme&amp;client_id=demo&amp;state=a%2Bb#x\" data-provider=\"acme\" \
         class=\"v-button v-quiet v-provider\"><img src=\"/brand/acme.svg\" alt=\"\" width=\"20\" \
         height=\"20\"><span>Continue with \u{2068}&lt;Acme&gt;\u{2069}</span></a>"
    ));
    let html = login_html(&login_page(REQUEST));
    assert!(!body(&html).contains("v-provider") && !html.contains("Forgot"));
}

#[test]
fn whoever_must_wait_is_told_how_long() {
    let mut page = login_page(REQUEST);
    page.problem = Some(Problem::throttled(Duration::from_secs(95)));
    let html = login_html(&page);
    assert!(html.contains("data-code=\"too_many_requests\""));
    assert!(html.contains(
        "<p>Too many attempts.</p>\
         <p data-island=\"wait\" data-seconds=\"95\" data-over=\"You can try again now.\" \
         aria-live=\"off\">You can try again in \u{2068}<span data-left role=\"timer\">1:35</span>\u{2069}.</p>"
    ), "{html}");
    page.problem = Some(Problem::new("too_many_requests"));
    let html = login_html(&page);
    assert!(html.contains("<p>Too many attempts. Please wait a little and try again.</p></div>"));
}

#[test]
fn a_form_for_a_script_has_all_its_texts_and_posts_without_one() {
    let mut page = login_page(REQUEST);
    page.client = Some("Books".to_owned());
    page.problem = Some(Problem::invalid_credentials());
    page.submit = Submit::Fetch(FetchSubmit {
        origins: vec!["https://bff.example".to_owned()],
        schemes: vec!["com.example.app".to_owned(), "org.example".to_owned()],
        logout: Some(Endpoint {
            url: "/logout".to_owned(),
            method: Method::Post,
        }),
    });
    let brand = Brand::default();
    let html = login(&frame(&brand), &page);
    assert_eq!(html.connect, ["https://bff.example"]);
    let html = html.text;
    assert!(html.contains("<form id=\"login\" method=\"post\" action=\"/oauth2/code\""));
    let place = tag(&html, "div", "data-island=\"fetch\"");
    assert!(place.contains("data-schemes=\"com.example.app org.example\" data-logout=\"/logout\" data-logout-method=\"post\""));
    assert!(html.contains(&format!("{place}<div id=\"problem\"")));
    assert!(html.contains("<form id=\"consent\" class=\"v-later\">"));
    assert!(html.contains("<li data-scope=\"openid\" hidden>Know which account is yours</li>"));
    assert_eq!(html.matches("type=\"submit\"").count(), 1);
    assert_eq!(html.matches("<h1").count(), 1);

    page.submit = Submit::Native;
    let html = login(&frame(&brand), &page);
    assert_eq!(html.connect, [""; 0]);
    assert!(!html.text.contains("id=\"consent\"") && !html.text.contains("data-island=\"fetch\""));
}

#[test]
fn a_page_without_the_state_it_needs_says_where_to_start() {
    let mut page = error_page(Restart::Application(None));
    page.code = MISSING_STATE.to_owned();
    page.description = Some("the parameter token is missing".to_owned());
    let html = error_html(&page);
    assert!(html.contains("<h1>Start at your application</h1>"));
    assert!(html.contains("data-code=\"missing_state\""));
    assert!(html.contains("This page doesn’t work on its own. Start again at the application."));
    // For whoever makes the requests, among the details.
    assert!(!body(&html).contains("v-said"));
    assert!(html.contains(
        "<code id=\"error-code\" dir=\"auto\">missing_state</code>\
         <p lang=\"en\" dir=\"auto\">the parameter token is missing</p></dd>"
    ));
}

#[test]
fn the_error_page_has_its_hooks() {
    let mut page = error_page(Restart::Application(Some(
        "https://app.example/".to_owned(),
    )));
    page.description = Some("<b>no</b>".to_owned());
    page.uri = HttpsUrl::parse("https://as.example/why?a=1&b=2");
    let html = error_html(&page);
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\" data-page=\"error\">"));
    assert_eq!(html.matches("<h1").count(), 1);
    assert!(html.contains(
        "<div id=\"problem\" role=\"alert\" tabindex=\"-1\" autofocus data-code=\"access_denied\""
    ));
    assert!(html.contains("<p dir=\"auto\" class=\"v-said\">&lt;b&gt;no&lt;/b&gt;</p>"));
    assert!(html.contains("<code id=\"correlation-id\" dir=\"ltr\">c0ffee</code>"));
    assert!(html.contains("href=\"https://as.example/why?a=1&amp;b=2\""));
    assert!(html.contains(
        "<a id=\"restart\" href=\"https://app.example/\" class=\"v-button\">Back to the \
         application</a><span data-island=\"restart\""
    ));
}

#[test]
fn the_way_back_carries_the_request_or_leads_to_the_login_page() {
    let carried = Carried::from_form(b"client_id=demo&state=a%26b&j_password=secret&remember=Y")
        .expect("parses");
    let html = error_html(&error_page(Restart::Form(carried)));
    assert!(html.contains("<a id=\"restart\" href=\"/login?client_id=demo&amp;state=a%26b\""));
    assert!(!html.contains("secret") && !html.contains("data-island=\"restart\""));
    let html = error_html(&error_page(Restart::Application(None)));
    assert!(html.contains("<a id=\"restart\" href=\"/login\""));
}

#[test]
fn titles_follow_the_status() {
    for (status, title) in [
        (404, "Page not found"),
        (405, "That request doesn’t work here"),
        (400, "Sign-in didn’t work"),
    ] {
        let page = ErrorPage {
            status,
            ..error_page(Restart::Application(None))
        };
        assert!(error_html(&page).contains(&format!("<title>{title} · Vestibule</title>")));
    }
}

#[test]
fn what_stands_inline_is_given_out_for_the_policy() {
    let brand = Brand::default();
    let assets = assets();
    let frame = Frame {
        assets: Some(&assets),
        ..frame(&brand)
    };
    let Html {
        text,
        inline_styles,
        inline_scripts,
        connect,
    } = login(&frame, &login_page(REQUEST));
    assert_eq!(connect, [""; 0]);
    assert_eq!(inline_styles.len(), 1);
    assert!(text.contains(&format!(
        "<style>{}</style><link rel=\"expect\" href=\"#v-main\" blocking=\"render\" media=\"(max-width:30rem)\">\
         <link rel=\"expect\" href=\"#v-end\" blocking=\"render\" media=\"(min-width:30.01rem)\"></head>",
        inline_styles[0]
    )));
    assert_eq!(
        inline_scripts,
        [
            "{let s=()=>{s=()=>{};{const w=fetch(\"/a/l.wasm\",{integrity:\"sha384-AAAA\"});\
             {const l=document.createElement(\"link\");l.rel=\"modulepreload\";\
             l.href=\"/a/l.js\";l.integrity=\"sha384-AAAA\";document.head.append(l)}\
             import(\"/a/l.js\").then(m=>m.default({module_or_path:w})).catch(()=>{});w.catch(()=>{})}\
             {const l=document.createElement(\"link\");l.rel=\"stylesheet\";\
             l.href=\"/a/l.css\";l.integrity=\"sha384-AAAA\";document.head.append(l)}};\
             const t=self.scheduler,r=()=>s();\
             requestAnimationFrame(()=>t&&t.postTask?t.postTask(r,{priority:\"user-blocking\"}):setTimeout(r));\
             setTimeout(r,500)}"
        ]
    );
    // A script waits for the stylesheets before it.
    assert!(text.contains(&format!(
        "</title><script id=\"v-loader\">{}</script><link rel=\"icon\"",
        inline_scripts[0]
    )));
    assert!(text.ends_with(
        "<noscript id=\"v-end\"><link rel=\"stylesheet\" href=\"/a/l.css\" integrity=\"sha384-AAAA\">\
         </noscript></body></html>"
    ));
    assert!(!text.contains(" style=") && !text.contains("<!--") && !text.contains("<!>"));
}

#[test]
fn an_asset_url_cannot_end_the_script() {
    let brand = Brand::default();
    let mut assets = assets();
    assets.script.url = "/</script><script>\"".to_owned();
    let frame = Frame {
        assets: Some(&assets),
        ..frame(&brand)
    };
    let html = login(&frame, &login_page(REQUEST));
    assert!(html.inline_scripts[0].contains(r#"import("/\u003c/script>\u003cscript>\"")"#));
}

#[test]
fn the_client_page_is_its_form() {
    let brand = Brand::default();
    let assets = assets();
    let html = client(
        &Frame {
            locale: Locale::Ar,
            assets: Some(&assets),
            ..frame(&brand)
        },
        false,
        None,
    );
    assert!(html.text.starts_with(
        "<!DOCTYPE html><html lang=\"en\" dir=\"ltr\" data-page=\"client\" data-result=\"idle\">"
    ));
    assert_eq!(html.text.matches("<h1").count(), 1);
    assert!(html.text.contains("<main id=\"client\"><details open"));
    assert!(
        html.text
            .contains("<pre id=\"result\" hidden>{\"result\":\"idle\",\"flow\":null,")
    );
    assert!(
        html.text
            .contains("href=\"/a/l.css\" integrity=\"sha384-AAAA\"></head>")
    );
    // It is nothing without its bundle, which is asked for before all else.
    assert!(html.text.contains(&format!(
        "</title><script id=\"v-loader\">{}</script><link rel=\"icon\"",
        html.inline_scripts[0]
    )));
    assert!(html.inline_scripts[0].starts_with("{const w=fetch("));
    assert_eq!(html.inline_styles, Vec::<String>::new());
}
