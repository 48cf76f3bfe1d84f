//! Exact settings from exact queries, and what each bad one is told.

use oauth_proto::{endpoint::EndpointError, metadata::EndpointName};

use super::*;

const ORIGIN: &str = "http://127.0.0.1:6881";

fn parse(query: &str) -> Result<Settings, SettingsError> {
    Settings::parse(&Draft::from_query(query), None, ORIGIN)
}

#[test]
fn the_least_that_works() {
    let settings = parse("issuer=https://as.example&client_id=demo").unwrap();
    let asked = &settings.authorization;
    assert_eq!(
        settings.client,
        Client::new("demo", ClientAuth::None).unwrap()
    );
    assert_eq!(asked.scope.to_string(), "openid");
    assert_eq!(
        asked.redirect_uri.as_str(),
        "http://127.0.0.1:6881/callback"
    );
    assert_eq!(asked.response_mode, None);
    assert!(!asked.par && !asked.danger_no_pkce && !settings.keep);
    assert_eq!(settings.token_body, TokenBody::Form);
    assert_eq!(settings.policy.leeway, Leeway::seconds(60));
    let Discovery::From(issuer) = &settings.server.discovery else {
        panic!()
    };
    assert_eq!(issuer.as_str(), "https://as.example");
}

#[test]
fn everything_at_once() {
    let settings = parse(
        "issuer=https://as.example&client_id=demo&scope=a,b%20c&scope=d&audience=x&audience=y\
         &resource=https://api.example&resource=urn:example:b,c&prompt=login%20consent&max_age=0&acr_values=1,2\
         &login_hint=admin&ui_locales=de%20en&response_mode=fragment&redirect=https://app.example/cb\
         &state=fixed&pkce=off&par=1&token_body=json&extra.connection=acme\
         &api_url=http://localhost:1/a&api_method=POST&leeway=5&keep=1&storage=session&format=json",
    )
    .unwrap();
    let asked = &settings.authorization;
    assert_eq!(asked.scope.tokens(), ["a", "b", "c", "d"]);
    assert_eq!(asked.audience, ["x", "y"]);
    let resources: Vec<_> = asked.resource.iter().map(Resource::as_str).collect();
    assert_eq!(resources, ["https://api.example", "urn:example:b,c"]);
    assert_eq!(asked.prompt, ["login", "consent"]);
    assert_eq!(asked.max_age, Some(0));
    assert_eq!(asked.acr_values, ["1", "2"]);
    assert_eq!(asked.login_hint.as_deref(), Some("admin"));
    assert_eq!(asked.ui_locales, ["de", "en"]);
    assert_eq!(asked.response_mode, Some(ResponseMode::Fragment));
    assert_eq!(asked.redirect_uri.as_str(), "https://app.example/cb");
    assert_eq!(asked.danger_fixed_state, State::parse("fixed"));
    assert_eq!(asked.extra, [Extra::parse("connection", "acme").unwrap()]);
    assert!(asked.danger_no_pkce && asked.par && settings.keep);
    assert_eq!(settings.token_body, TokenBody::Json);
    let address = Endpoint::parse("http://localhost:1/a").unwrap();
    assert_eq!(
        settings.api,
        Some(Api {
            address,
            method: Method::POST
        })
    );
    assert_eq!(settings.policy.leeway, Leeway::seconds(5));
}

#[test]
fn an_override_wins_over_the_base_and_the_base_over_discovery() {
    let settings = parse(
        "client_id=demo&issuer=https://id.example&endpoint=https://hydra.example/\
         &token_url=https://proxy.example/token",
    )
    .unwrap();
    let Discovery::Known(known) = settings.server.discovery.clone() else {
        panic!()
    };
    let server = settings.server.overridden(*known);
    let address = |name| server.endpoint(name).map(Endpoint::as_str);
    assert_eq!(server.issuer().unwrap().as_str(), "https://id.example");
    assert_eq!(
        address(EndpointName::Token),
        Some("https://proxy.example/token")
    );
    assert_eq!(
        address(EndpointName::Authorization),
        Some("https://hydra.example/oauth2/auth")
    );
    assert_eq!(
        address(EndpointName::EndSession),
        Some("https://hydra.example/oauth2/sessions/logout")
    );
}

#[test]
fn the_base_is_the_issuer_unless_one_is_given() {
    let settings = parse("client_id=demo&endpoint=https://hydra.example/").unwrap();
    let Discovery::Known(known) = settings.server.discovery else {
        panic!()
    };
    assert_eq!(known.issuer().unwrap().as_str(), "https://hydra.example/");
}

#[test]
fn endpoints_alone_are_enough() {
    let settings =
        parse("client_id=demo&auth_url=https://a.example/x&token_url=https://b.example/y").unwrap();
    let Discovery::Known(known) = settings.server.discovery.clone() else {
        panic!()
    };
    assert_eq!(known.issuer(), None);
    let server = settings.server.overridden(*known);
    assert_eq!(
        server
            .endpoint(EndpointName::Authorization)
            .map(Endpoint::as_str),
        Some("https://a.example/x")
    );
}

#[test]
fn a_secret_goes_with_its_method() {
    let secret = || ClientSecret::parse("hush");
    let parse = |method: &str, secret| {
        let query = format!("issuer=https://as.example&client_id=demo&client_auth={method}");
        Settings::parse(&Draft::from_query(&query), secret, ORIGIN).map(|settings| settings.client)
    };
    let client = |auth| Ok(Client::new("demo", auth).unwrap());
    let post = ClientAuth::Post(secret().unwrap());
    assert_eq!(parse("client_secret_post", secret()), client(post));
    let basic = ClientAuth::Basic(secret().unwrap());
    assert_eq!(parse("client_secret_basic", secret()), client(basic));
    // A secret left in the field is not sent by a client that is public.
    assert_eq!(parse("none", secret()), client(ClientAuth::None));
    assert_eq!(
        parse("client_secret_post", None),
        Err(SettingsError::new("client_secret", Fault::Missing))
    );
    assert!(!format!("{:?}", parse("client_secret_post", secret())).contains("hush"));
}

#[test]
fn every_bad_value_is_named() {
    let server = "issuer=https://as.example&client_id=demo";
    let cases = [
        ("client_id=demo", "issuer", Fault::Missing),
        ("issuer=https://as.example", "client_id", Fault::Missing),
        (
            "issuer=http://as.example&client_id=demo",
            "issuer",
            Fault::Address(EndpointError::PlainHttp),
        ),
        (
            "issuer=https://as.example?x=y&client_id=demo",
            "issuer",
            Fault::Address(EndpointError::IssuerWithQuery),
        ),
        (
            "endpoint=javascript:alert(1)&client_id=demo",
            "endpoint",
            Fault::Address(EndpointError::NotHttp),
        ),
        (
            &format!("{server}&token_url=ftp://x"),
            "token_url",
            Fault::Address(EndpointError::NotHttp),
        ),
        (
            &format!("{server}&redirect=/cb"),
            "redirect",
            Fault::Address(EndpointError::NotHttp),
        ),
        (
            &format!("{server}&api_url=http://x"),
            "api_url",
            Fault::Address(EndpointError::PlainHttp),
        ),
        (
            &format!("{server}&resource=urn:x%23y"),
            "resource",
            Fault::NotAUri,
        ),
        (
            &format!("{server}&issuer=https://b.example"),
            "issuer",
            Fault::Repeated,
        ),
        (
            &format!("{server}&max_age=-1"),
            "max_age",
            Fault::NotANumber,
        ),
        (
            &format!("{server}&max_age=99999999999"),
            "max_age",
            Fault::NotANumber,
        ),
        (&format!("{server}&leeway=601"), "leeway", Fault::OutOfRange),
        (&format!("{server}&pkce=plain"), "pkce", Fault::NoSuchChoice),
        (
            &format!("{server}&token_body=xml"),
            "token_body",
            Fault::NoSuchChoice,
        ),
        (
            &format!("{server}&response_mode=web_message"),
            "response_mode",
            Fault::NoSuchChoice,
        ),
        (
            &format!("{server}&client_auth=private_key_jwt"),
            "client_auth",
            Fault::NoSuchChoice,
        ),
        (
            &format!("{server}&storage=cookie"),
            "storage",
            Fault::NoSuchChoice,
        ),
        (
            &format!("{server}&extra.request_uri=urn:x"),
            "extra",
            Fault::Reserved,
        ),
        (&format!("{server}&extra.=x"), "extra", Fault::Reserved),
        (
            &format!("{server}&format=toml"),
            "format",
            Fault::NoSuchFormat,
        ),
        (
            &format!("{server}&flow=implicit"),
            "flow",
            Fault::NoSuchChoice,
        ),
        (&format!("{server}&keep=yes"), "keep", Fault::NoSuchChoice),
        (
            &format!("{server}&login_hint=a%0Ab"),
            "login_hint",
            Fault::NotSendable,
        ),
        (
            &format!("{server}&state=%C3%A4"),
            "state",
            Fault::NotSendable,
        ),
        (
            &format!("{server}&storage=cookie"),
            "storage",
            Fault::NoSuchChoice,
        ),
        (
            &format!("{server}&extra.request_uri=urn:x"),
            "extra",
            Fault::Reserved,
        ),
        (&format!("{server}&extra.=x"), "extra", Fault::Reserved),
    ];
    for (query, field, fault) in cases {
        assert_eq!(
            parse(query).err(),
            Some(SettingsError::new(field, fault)),
            "{query}"
        );
    }
}

#[test]
fn an_error_says_what_and_what_to_do() {
    let error = parse("issuer=http://as.example&client_id=demo").unwrap_err();
    assert_eq!(
        error.to_string(),
        "issuer: plain http is for 127.0.0.1, localhost and [::1] only"
    );
    assert_eq!(error.help(), "Correct the address in the settings.");
}

#[test]
fn the_flow_is_one_of_three() {
    for (query, flow, name) in [
        ("", Flow::Redirect, "code"),
        ("&flow=code&popup=0", Flow::Redirect, "code"),
        ("&popup=1", Flow::Popup, "code"),
        ("&flow=device", Flow::Device, "device"),
        ("&flow=device&popup=1", Flow::Device, "device"),
    ] {
        let settings = parse(&format!("issuer=https://as.example&client_id=demo{query}")).unwrap();
        assert_eq!((settings.flow, settings.flow.as_str()), (flow, name));
    }
}
