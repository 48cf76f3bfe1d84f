//! The login view as files: the query reaches the form as the host would have put it there, with a script that
//! is no WebAssembly; and without script there is no form that leads nowhere.

use serde_json::{Value, json};
use vestibule_e2e::browser::{Browser, Scripts};
use vestibule_e2e::pages::{ErrorPage, LoginPage};
use vestibule_e2e::servers::{StaticFiles, Vestibule};
use vestibule_e2e::{Outcome, eventually};

/// Few languages, for every page is written in each.
const BRAND: &str = r#"
submit.url = "/posted"
brand.name = "Baked"
locales.enabled = ["en", "de", "ar"]

[clients.shop]
brand.name = "Shop"
"#;

/// Everything that a form must send back as it came.
const HOSTILE: &str = "client_id=demo&state=%22%3E%3Cscript%3E&resource=b&resource=a&action=x&submit=1&id=2&\
                       elements=4&_charset_=latin1&empty=&x=a+b%2B%26%3D%25&line=a%0D%0Ab&%C3%A9=%F0%9F%94%91%E2%80%AE&\
                       attributes=1&setAttribute=1&querySelectorAll=1&\
                       percent=%zz&j_password=never&remember=Y&flag&nonce=n";

/// Name and value of every field that nobody sees, in order. A line's end that HTML has given as LF and one that a
/// script has set as CRLF are sent alike.
async fn carried(browser: &Browser) -> Outcome<Value> {
    let script = r"return [...document.querySelectorAll('#login input[type=hidden], #login select[hidden]')]
        .map((field) => [field, field.tagName === 'SELECT' ? field.firstChild : field])
        .map(([field, holder]) =>
            [field.getAttribute('name'), holder.getAttribute('value').replaceAll('\r\n', '\n')])";
    browser.run(script, Vec::new()).await
}

#[tokio::test]
async fn the_form_is_the_one_that_the_host_would_draw() -> Outcome<()> {
    let files = StaticFiles::bake(BRAND, "/").await?;
    let host = Vestibule::start().await?;
    let browser = Browser::open(Scripts::On).await?;
    for query in [
        HOSTILE,
        "client_id=a&response_type=code%20id_token&user_type=E",
        "client_id=a&a=%EF%BB%BF&b=%7F",
    ] {
        browser.go(&host.url(&format!("/login?{query}"))).await?;
        LoginPage::shown(&browser).await?;
        let expected = carried(&browser).await?;
        browser.go(&files.url(&format!("/en/?{query}"))).await?;
        LoginPage::shown(&browser).await?;
        assert_eq!(carried(&browser).await?, expected, "{query}");
    }
    // This host has no challenges; files may stand before an engine that has.
    let challenge = files.url("/en/?login_challenge=c&client_id=");
    browser.go(&challenge).await?;
    LoginPage::shown(&browser).await?;
    assert_eq!(
        carried(&browser).await?,
        json!([
            ["login_challenge", "c"],
            ["client_id", ""],
            ["response_type", "code"],
            ["user_type", ""],
            ["remember", "N"],
        ])
    );
    Ok(())
}

#[tokio::test]
async fn a_wish_for_a_kind_of_user_is_chosen_or_takes_the_place_of_the_list() -> Outcome<()> {
    let kinds = r#"
        [features.userType]
        options = [{ value = "C", label = "Customer" }, { value = "E", label = "Employee" }]
        default = "C"
    "#;
    let files = StaticFiles::bake(kinds, "/").await?;
    let browser = Browser::open(Scripts::On).await?;
    for (wish, chosen, hidden) in [
        ("", json!("C"), json!([])),
        ("&user_type=E", json!("E"), json!([])),
        ("&user_type=X", json!(null), json!(["X"])),
        ("&user_type=E&user_type=C", json!(null), json!(["E", "C"])),
    ] {
        browser
            .go(&files.url(&format!("/en/?client_id=a{wish}")))
            .await?;
        LoginPage::shown(&browser).await?;
        let script = "return [
            document.querySelector('select[name=user_type]')?.value ?? null,
            [...document.querySelectorAll('input[name=user_type]')].map((field) => field.value)]";
        let found = browser.run(script, Vec::new()).await?;
        assert_eq!(found, json!([chosen, hidden]), "{wish}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_posted_is_what_came() -> Outcome<()> {
    let files = StaticFiles::bake(BRAND, "/").await?;
    let browser = Browser::open(Scripts::On).await?;
    browser.go(&files.url(&format!("/en/?{HOSTILE}"))).await?;
    let login = LoginPage::shown(&browser).await?;
    login.enhanced().await?;
    assert_eq!(browser.count("#show-password").await?, 1);
    login.sign_in("ada", "päss€").await?;
    let body = eventually("the form", || async {
        Ok(files.posted().into_iter().next())
    })
    .await?;
    assert_eq!(
        body,
        "client_id=demo&state=%22%3E%3Cscript%3E&resource=b&resource=a&action=x&submit=1&id=2&elements=4&\
         _charset_=latin1&empty=&x=a+b%2B%26%3D%25&line=a%0D%0Ab&%C3%A9=%F0%9F%94%91%E2%80%AE&attributes=1&setAttribute=1&querySelectorAll=1&percent=%25zz&flag=&nonce=n&\
         response_type=code&user_type=&j_username=ada&j_password=p%C3%A4ss%E2%82%AC&remember=N"
    );
    // The way back needs no parameters.
    browser.go(&files.url("/error/")).await?;
    let back = eventually("the way back", || async {
        let href = browser.attribute("#restart", "href").await?;
        Ok(href.filter(|href| href.contains('?')))
    });
    assert_eq!(
        back.await?,
        "/en/?client_id=demo&state=%22%3E%3Cscript%3E&resource=b&resource=a&action=x&submit=1&id=2&elements=4&\
         _charset_=latin1&empty=&x=a+b%2B%26%3D%25&line=a%0D%0Ab&%C3%A9=%F0%9F%94%91%E2%80%AE&attributes=1&setAttribute=1&querySelectorAll=1&percent=%25zz&flag=&nonce=n"
    );
    assert_eq!(browser.complaints().await?, []);
    let traffic = browser.traffic().await?;
    assert_eq!(traffic.beyond(&[files.origin()]), Vec::<&str>::new());
    Ok(())
}

#[tokio::test]
async fn what_no_form_can_carry_gets_a_message_and_no_form() -> Outcome<()> {
    let files = StaticFiles::bake(BRAND, "/").await?;
    let browser = Browser::open(Scripts::On).await?;
    let many = vec!["client_id=a"; 101].join("&");
    for query in [
        "client_id=a&x=%00",
        "client_id=a&x=%0A",
        "client_id=a&x=%0D",
        "client_id=a&x=%FF",
        "client_id=a&x=%ED%A0%80",
        "client_id=a&=x",
        &many,
    ] {
        browser.go(&files.url(&format!("/en/?{query}"))).await?;
        let code = browser.attribute("#problem", "data-code").await?;
        assert_eq!(code.as_deref(), Some("invalid_request"), "{query}");
        assert_eq!(browser.count("form").await?, 0, "{query}");
    }
    browser.go(&files.url("/en/")).await?;
    let title = browser.find("h1").await?.text().await?;
    assert_eq!(title, "Start at your application");
    assert_eq!(browser.count("form").await?, 0);
    Ok(())
}

#[tokio::test]
async fn without_script_it_says_what_is_missing() -> Outcome<()> {
    let files = StaticFiles::bake(BRAND, "/sub/").await?;
    let browser = Browser::open(Scripts::Off).await?;
    browser.go(&files.url("/sub/?client_id=demo")).await?;
    let title = browser.find("h1").await?.text().await?;
    assert_eq!(title, "This page needs JavaScript");
    assert_eq!(browser.count("form").await?, 0);
    browser.go(&files.url("/sub/error/")).await?;
    let back = browser.attribute("#restart", "href").await?;
    assert_eq!(back.as_deref(), Some("/sub/en/"));
    assert_eq!(browser.complaints().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_entry_leads_to_the_language_and_to_the_clients_own_pages() -> Outcome<()> {
    let files = StaticFiles::bake(BRAND, "/sub/").await?;
    let browser = Browser::open(Scripts::On).await?;
    let arrives = async |query: &str| -> Outcome<(String, String)> {
        browser.go(&files.url(&format!("/sub/?{query}"))).await?;
        LoginPage::shown(&browser).await?;
        let title = browser.run("return document.title", Vec::new()).await?;
        let address = browser.address().await?;
        let place = format!("{}?{}", address.path(), address.query().unwrap_or_default());
        Ok((place, title.as_str().unwrap_or_default().to_owned()))
    };
    let (place, title) = arrives("client_id=demo&ui_locales=xx+de&state=a%2Bb").await?;
    assert_eq!(
        place,
        "/sub/de/?client_id=demo&ui_locales=xx+de&state=a%2Bb"
    );
    assert_eq!(title, "Anmelden · Baked");
    let (place, title) = arrives("client_id=shop&ui_locales=ar").await?;
    assert_eq!(place, "/sub/client/shop/ar/?client_id=shop&ui_locales=ar");
    assert!(title.ends_with("· Shop"), "{title}");
    let other = browser.attribute(".v-languages [lang=de]", "href").await?;
    assert_eq!(
        other.as_deref(),
        Some("/sub/client/shop/de/?client_id=shop&ui_locales=de")
    );
    assert_eq!(browser.complaints().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_entry_knows_every_name_of_a_language_and_the_site_s_cookie() -> Outcome<()> {
    const LANGUAGES: &str = r#"locales.enabled = ["en", "he", "nb", "pt-BR", "zh-Hans"]"#;
    let with_cookie = ["--language-cookie", "lang.choice"];
    let files = StaticFiles::bake_with(LANGUAGES, "/", &with_cookie).await?;
    let other = StaticFiles::bake(LANGUAGES, "/").await?;
    let browser = Browser::open(Scripts::On).await?;
    let language = async |files: &StaticFiles, wishes: &str| -> Outcome<Value> {
        let query = format!("/?client_id=a&ui_locales={wishes}");
        browser.go(&files.url(&query)).await?;
        LoginPage::shown(&browser).await?;
        let script = "return [location.pathname, document.documentElement.lang]";
        browser.run(script, Vec::new()).await
    };
    for (wishes, tag) in [
        ("pt", "pt-BR"),
        ("xx+pt-PT", "pt-BR"),
        ("ZH_cn", "zh-Hans"),
        ("no", "nb"),
        ("iw-IL", "he"),
    ] {
        let found = language(&files, wishes).await?;
        assert_eq!(found, json!([format!("/{tag}/"), tag]), "{wishes}");
    }
    // Cookies are of a host, whatever its port, so both folders' pages have this one.
    let choose = "document.cookie = 'a=b; path=/'; document.cookie = 'lang.choice=zh-TW; path=/'";
    browser.run(choose, Vec::new()).await?;
    let chosen = json!(["/zh-Hans/", "zh-Hans"]);
    assert_eq!(language(&files, "").await?, chosen);
    assert_eq!(language(&files, "no").await?, json!(["/nb/", "nb"]));
    assert_eq!(language(&other, "").await?, json!(["/", "en"]));
    Ok(())
}

#[tokio::test]
async fn a_hint_and_a_problem_of_the_query_are_shown() -> Outcome<()> {
    let files = StaticFiles::bake(BRAND, "/").await?;
    let browser = Browser::open(Scripts::On).await?;
    let query = "client_id=a&login_hint=ada%40example.org&error=access_denied&error_description=%3Cb%3Eno%3C/b%3E";
    browser.go(&files.url(&format!("/en/?{query}"))).await?;
    let login = LoginPage::shown(&browser).await?;
    assert_eq!(login.user_name().await?, "ada@example.org");
    assert_eq!(login.problem().await?, "access_denied");
    assert!(browser.has_focus("#problem").await?);
    assert_eq!(
        browser.find("#problem .v-said").await?.text().await?,
        "<b>no</b>"
    );
    let error = "/en/error/?error=temporarily_unavailable&error_description=later";
    browser.go(&files.url(error)).await?;
    assert_eq!(
        browser.attribute("#problem", "data-code").await?.as_deref(),
        Some("temporarily_unavailable")
    );
    let lead = browser.find("#problem .v-lead").await?.text().await?;
    assert_eq!(
        lead,
        "Signing in is not possible at the moment. Please try again in a few minutes."
    );
    let script = "return document.querySelector('#error-code').textContent";
    let code = browser.run(script, Vec::new()).await?;
    assert_eq!(code, json!("temporarily_unavailable"));
    Ok(())
}

#[tokio::test]
async fn the_user_name_comes_first_where_the_brand_says_so() -> Outcome<()> {
    let brand = format!("{BRAND}\n[features]\nidentifierFirst = true\n");
    let brand = brand.replace("[clients.shop]\nbrand.name = \"Shop\"\n", "");
    let files = StaticFiles::bake(&brand, "/").await?;
    let browser = Browser::open(Scripts::On).await?;
    let query = "client_id=demo&state=a%2Bb&login_hint=ada";
    browser.go(&files.url(&format!("/en/?{query}"))).await?;
    let login = LoginPage::shown(&browser).await?;
    login.enhanced().await?;
    assert!(browser.has_focus("#j_username").await?);
    let seen = "return ['h1', '.v-card > .v-lead', '#sign-in'].map((css) => document.querySelector(css).textContent)
        .concat([...document.querySelectorAll('#login input:not([type=hidden]), #login a, #login label, #login button')]
            .filter((it) => it.checkVisibility({opacityProperty: true})).map((it) => it.id || it.textContent))";
    assert_eq!(
        browser.run(seen, Vec::new()).await?,
        json!([
            "Sign in",
            "Enter your user name.",
            "Continue",
            "User name",
            "j_username",
            "sign-in"
        ])
    );
    browser.click("#sign-in").await?;
    eventually("the password", || async {
        Ok(browser.has_focus("#j_password").await?.then_some(()))
    })
    .await?;
    assert_eq!(
        browser.run(seen, Vec::new()).await?,
        json!([
            "Sign in",
            "Enter your password.",
            "Sign in",
            "User name",
            "j_username",
            "Use a different user name",
            "Password",
            "j_password",
            "show-password",
            "remember",
            "Keep me signed in on this device",
            "sign-in",
        ])
    );
    assert_eq!(files.posted(), Vec::<String>::new());
    let other = browser.attribute("#login a", "href").await?;
    assert_eq!(
        other.as_deref(),
        Some("/en/?client_id=demo&state=a%2Bb&login_hint=ada")
    );
    login.submit("secret").await?;
    let body = eventually("the form", || async {
        Ok(files.posted().into_iter().next())
    });
    assert_eq!(
        body.await?,
        "client_id=demo&state=a%2Bb&login_hint=ada&response_type=code&user_type=&j_username=ada&j_password=secret&remember=N"
    );
    // A password manager fills both in: then one press is enough.
    browser.go(&files.url(&format!("/en/?{query}"))).await?;
    let filled = "document.getElementById('j_password').value = 'filled'";
    browser.run(filled, Vec::new()).await?;
    browser.click("#sign-in").await?;
    eventually("the form", || async {
        Ok(files
            .posted()
            .get(1)
            .filter(|body| body.contains("j_password=filled"))
            .map(|_| ()))
    })
    .await?;
    assert_eq!(browser.complaints().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_error_page_reads_what_a_host_would_read() -> Outcome<()> {
    let files = StaticFiles::bake(BRAND, "/sub/").await?;
    let host = Vestibule::start().await?;
    let browser = Browser::open(Scripts::On).await?;
    let told = "return [document.getElementById('problem').dataset.code, document.querySelector('.v-said')?.textContent,
        document.querySelector('a[rel=noreferrer]')?.getAttribute('href'), document.querySelector('.v-lead').textContent]";
    for query in [
        "",
        "error=access_denied&error_uri=https%3A%2F%2Fa.example%2Fx%3Fy%23z",
        "error=e&error_description=One.&error_hint=Two.",
        "error=access_denied&error_uri=http%3A%2F%2Fa.example",
        "error=access_denied&error_uri=javascript%3Aalert(1)",
        "error=access_denied&error_uri=https%3A%2F%2F%40a.example",
        "error=access_denied&error_uri=https%3A%2F%2Fa.example%2F%22x",
        "error=access_denied&error_uri=https%3A%2F%2Fa.example%5C%40b.example",
        "error=access_denied&error_uri=https%3A%2F%2F",
        "statusCode=401&code=ERR12016&message=INCORRECT_PASSWORD&description=No+%3Cb%3E",
        "code=ERR10010&message=RUNTIME",
        "code=ERR1201&message=x",
        "error_uri=https%3A%2F%2Fa.example",
    ] {
        browser.go(&host.url(&format!("/error?{query}"))).await?;
        ErrorPage::shown(&browser).await?;
        let expected = browser.run(told, Vec::new()).await?;
        browser
            .go(&files.url(&format!("/sub/en/error/?{query}")))
            .await?;
        ErrorPage::shown(&browser).await?;
        assert_eq!(browser.run(told, Vec::new()).await?, expected, "{query}");
    }
    assert_eq!(browser.complaints().await?, []);
    Ok(())
}

#[tokio::test]
async fn what_did_not_come_is_named_and_there_is_a_way_back() -> Outcome<()> {
    let brand = format!("submit.reset = {{ url = \"/r\" }}\n{BRAND}")
        .replace("\nsubmit.url = \"/posted\"", "");
    let files = StaticFiles::bake(&brand, "/").await?;
    let browser = Browser::open(Scripts::On).await?;
    browser.go(&files.url("/en/?state=s")).await?;
    browser.find("h1").await?;
    let code = "return document.getElementById('error-code').textContent";
    assert_eq!(
        browser.run(code, Vec::new()).await?,
        json!("missing: client_id")
    );
    browser.go(&files.url("/en/reset/")).await?;
    assert_eq!(browser.run(code, Vec::new()).await?, json!("missing_state"));
    let alert = browser.find("#problem").await?.text().await?;
    assert!(!alert.contains("token"), "{alert}");
    let said = browser.find(".v-details dd p").await?.text().await?;
    assert_eq!(said, "the parameter token is missing");
    let back = browser.attribute("#restart", "href").await?;
    assert_eq!(back.as_deref(), Some("/en/"));
    Ok(())
}
