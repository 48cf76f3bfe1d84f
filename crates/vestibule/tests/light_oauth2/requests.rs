//! The requests whose answers were recorded, and the recordings. The text files are as they were taken;
//! nothing of a recording is repeated here but the request's name.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::double::{CLIENT, OTHER_CLIENT, SECRET, TRUSTED_CLIENT};

pub(crate) const CODE: &str = include_str!("observed/code.txt");
pub(crate) const TOKEN: &str = include_str!("observed/token-key.txt");
/// Where the recorded code service was.
pub(crate) const RECORDED_AT: &str = "https://127.0.0.1:6881";
const UNKNOWN: &str = "59f347a0-c92d-11e6-9d9d-cec0c932ce00";
const MARKET: &str = "f71a9df8-79db-4f30-9b28-d3ea90c83cf7";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const FORM: &str = "application/x-www-form-urlencoded";
const CB: &str = "http://localhost:8080/cb";

/// What an answer is compared by: what differs from one run to the next is masked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    status: u16,
    /// Each as `name: value`, in the order of the alphabet: those of [`COMPARED`], and all of CORS.
    headers: Vec<String>,
    body: String,
}

/// What says something of the answer, and not of the connection or of the day.
const COMPARED: [&str; 4] = ["content-type", "location", "vary", "www-authenticate"];

impl Answer {
    /// From what came; `own` is where the service that answered is.
    pub(crate) fn of(own: &str, status: u16, headers: &HeaderMap, body: &str) -> Self {
        let headers = headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.as_str().to_owned(), value.replace(own, RECORDED_AT))
        });
        Self::masked(status, headers, body)
    }

    fn masked(status: u16, headers: impl Iterator<Item = (String, String)>, body: &str) -> Self {
        let is_compared =
            |name: &str| COMPARED.contains(&name) || name.starts_with("access-control-");
        let mut headers: Vec<String> = headers
            .filter(|(name, _)| is_compared(name))
            .map(|(name, value)| format!("{name}: {}", masked(&value)))
            .collect();
        headers.sort();
        headers.dedup();
        Self {
            status,
            headers,
            body: masked(body.trim_end()),
        }
    }
}

/// Each recorded answer by its name. Lines that are no answer are not kept.
pub(crate) fn recorded(text: &str) -> BTreeMap<&str, Answer> {
    text.split("### ")
        .skip(1)
        .filter_map(|entry| {
            let (name, rest) = entry.split_once('\n')?;
            let (status, rest) = rest.strip_prefix("HTTP/1.1 ")?.split_once('\n')?;
            let header = |line: &'_ str| {
                let (name, value) = line.split_once(": ")?;
                let is_name = name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
                is_name.then(|| (name.to_lowercase(), value.to_owned()))
            };
            // An entry may have the same answer again, and what was noted beside it.
            let lines = || {
                let answer = rest.lines().take_while(|line| !line.is_empty());
                answer.filter(|line| !line.starts_with("HTTP/1.1 "))
            };
            let headers = lines().filter_map(header);
            let body: Vec<&str> = lines().filter(|line| header(line).is_none()).collect();
            let status = status.get(..3)?.parse().ok()?;
            Some((name, Answer::masked(status, headers, &body.join("\n"))))
        })
        .collect()
}

/// Codes, tokens and keys are other ones each time.
fn masked(text: &str) -> String {
    let mut out = text.to_owned();
    for (before, after) in [
        ("?code=", '&'),
        ("\"access_token\":\"", '"'),
        ("\"refresh_token\":\"", '"'),
        ("\"n\":\"", '"'),
        ("-----BEGIN CERTIFICATE-----", '-'),
        ("Authorization code ", ' '),
        ("Refresh token ", ' '),
    ] {
        let mut from = 0;
        while let Some(at) = out[from..].find(before) {
            let start = from + at + before.len();
            let end = out[start..]
                .find(after)
                .map_or(out.len(), |length| start + length);
            if &out[start..end] != "bogus" {
                out.replace_range(start..end, "…");
            }
            from = start;
        }
    }
    out
}

/// A request: method, path with query, headers, body.
pub(crate) type Asked = (&'static str, String, Vec<(&'static str, String)>, String);

pub(crate) fn basic(credentials: &str) -> (&'static str, String) {
    (
        "authorization",
        format!("Basic {}", STANDARD.encode(credentials)),
    )
}

/// GET of the code endpoint with the right password.
pub(crate) fn get(query: &str) -> Asked {
    let path = format!("/oauth2/code?response_type=code&client_id={CLIENT}{query}");
    ("GET", path, vec![basic("admin:123456")], String::new())
}

fn get_as(credentials: Option<&str>, query: &str) -> Asked {
    let headers = credentials.map(basic).into_iter().collect();
    (
        "GET",
        format!("/oauth2/code?{query}"),
        headers,
        String::new(),
    )
}

/// POST of any form.
pub(crate) fn post_to(path: &str, body: &str) -> Asked {
    (
        "POST",
        path.to_owned(),
        vec![("content-type", FORM.to_owned())],
        body.to_owned(),
    )
}

fn post(body: &str) -> Asked {
    post_to("/oauth2/code", body)
}

/// POST with the right password.
pub(crate) fn sign_in(more: &str) -> Asked {
    post(&format!(
        "j_username=admin&j_password=123456&client_id={CLIENT}&user_type=employee{more}"
    ))
}

fn wrong(name: &str, password: &str) -> Asked {
    post(&format!(
        "j_username={name}&j_password={password}&client_id={CLIENT}&user_type=employee"
    ))
}

fn with(mut asked: Asked, name: &'static str, value: &str) -> Asked {
    asked.2.push((name, value.to_owned()));
    asked
}

pub(crate) fn code_requests() -> Vec<(&'static str, Asked)> {
    let client = format!("response_type=code&client_id={CLIENT}");
    let unknown = format!("response_type=code&client_id={UNKNOWN}");
    let admin = Some("admin:123456");
    let typed = "j_username=admin&j_password=123456";
    vec![
        ("GET ok, registered redirect", get("")),
        (
            "GET ok redirect+state",
            get(&format!("&redirect_uri={CB}&state=a%26b%3D%20c")),
        ),
        (
            "GET redirect w/ query",
            get(&format!("&redirect_uri={CB}%3Fx%3D1")),
        ),
        (
            "GET unregistered redirect",
            get("&redirect_uri=https://evil.example/"),
        ),
        ("GET wrong pw", get_as(Some("admin:bad"), &client)),
        ("GET no creds", get_as(None, &client)),
        ("GET unknown user", get_as(Some("nobody:123456"), &client)),
        (
            "GET no response_type",
            get_as(admin, &format!("client_id={CLIENT}")),
        ),
        (
            "GET response_type=token",
            get_as(admin, &format!("response_type=token&client_id={CLIENT}")),
        ),
        ("GET no client_id", get_as(admin, "response_type=code")),
        (
            "GET no client_id, no creds",
            get_as(None, "response_type=code"),
        ),
        ("GET unknown client", get_as(admin, &unknown)),
        ("GET unknown client no creds", get_as(None, &unknown)),
        (
            "GET challenge method S512",
            get(&format!(
                "&code_challenge={CHALLENGE}&code_challenge_method=S512"
            )),
        ),
        (
            "GET challenge short",
            get("&code_challenge=short&code_challenge_method=S256"),
        ),
        (
            "GET challenge long",
            get(&format!(
                "&code_challenge={}&code_challenge_method=S256",
                "a".repeat(129)
            )),
        ),
        (
            "GET challenge bad chars",
            get(
                "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw%2BcM&code_challenge_method=S256",
            ),
        ),
        (
            "GET bad method no challenge",
            get("&code_challenge_method=S512"),
        ),
        (
            "GET challenge no method",
            get(&format!("&code_challenge={CHALLENGE}")),
        ),
        (
            "GET user_type extra param",
            get("&user_type=employee&nonsense=1"),
        ),
        (
            "POST ok all",
            sign_in(&format!(
                "&response_type=code&redirect_uri={CB}&state=xyz&remember=Y"
            )),
        ),
        (
            "POST ok minimal (no redirect/state/response_type)",
            sign_in(""),
        ),
        (
            "POST state special chars",
            sign_in(&format!(
                "&redirect_uri={CB}&state=a%26b%3Dc%20d%2F%C3%A9%23%22%3C"
            )),
        ),
        (
            "POST empty state",
            sign_in(&format!("&redirect_uri={CB}&state=")),
        ),
        (
            "POST redirect with query",
            sign_in("&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fcb%3Fx%3D1"),
        ),
        ("POST empty redirect", sign_in("&redirect_uri=")),
        (
            "POST evil redirect",
            sign_in("&redirect_uri=javascript:alert%281%29"),
        ),
        (
            "POST CRLF in state",
            sign_in(&format!("&redirect_uri={CB}&state=a%0d%0aX-Inj:%201")),
        ),
        ("POST wrong pw", wrong("admin", "bad")),
        (
            "POST wrong pw, Host header",
            with(wrong("admin", "bad"), "host", "login.example:1234"),
        ),
        (
            "POST wrong pw, XFP/XFH",
            with(wrong("admin", "bad"), "x-forwarded-host", "fwd.example"),
        ),
        ("POST unknown user", wrong("nobody", "123456")),
        ("POST empty user", wrong("", "123456")),
        ("POST empty password", wrong("admin", "")),
        (
            "POST no username",
            post(&format!(
                "j_password=123456&client_id={CLIENT}&user_type=employee"
            )),
        ),
        (
            "POST no password",
            post(&format!(
                "j_username=admin&client_id={CLIENT}&user_type=employee"
            )),
        ),
        (
            "POST no user_type",
            post(&format!("{typed}&client_id={CLIENT}")),
        ),
        (
            "POST no user_type, wrong pw",
            post(&format!(
                "j_username=admin&j_password=bad&client_id={CLIENT}"
            )),
        ),
        (
            "POST empty user_type",
            post(&format!("{typed}&client_id={CLIENT}&user_type=")),
        ),
        (
            "POST user_type C",
            post(&format!("{typed}&client_id={CLIENT}&user_type=C")),
        ),
        (
            "POST no client_id",
            post(&format!("{typed}&user_type=employee")),
        ),
        (
            "POST unknown client",
            post(&format!("{typed}&client_id={UNKNOWN}&user_type=employee")),
        ),
        (
            "POST empty client",
            post(&format!("{typed}&client_id=&user_type=employee")),
        ),
        (
            "POST unknown client wrong pw",
            post(&format!(
                "j_username=admin&j_password=bad&client_id={UNKNOWN}&user_type=employee"
            )),
        ),
        (
            "POST json",
            (
                "POST",
                "/oauth2/code".into(),
                vec![("content-type", "application/json".into())],
                "{}".into(),
            ),
        ),
        (
            "POST multipart",
            (
                "POST",
                "/oauth2/code".into(),
                vec![("content-type", "multipart/form-data; boundary=x".into())],
                "--x--".into(),
            ),
        ),
        (
            "POST urlencoded charset",
            (
                "POST",
                "/oauth2/code".into(),
                vec![("content-type", format!("{FORM}; charset=UTF-8"))],
                format!("{typed}&client_id={CLIENT}&user_type=employee&redirect_uri={CB}"),
            ),
        ),
        (
            "POST empty body",
            ("POST", "/oauth2/code".into(), vec![], String::new()),
        ),
        (
            "POST basic auth only",
            (
                "POST",
                "/oauth2/code".into(),
                vec![basic("admin:123456")],
                String::new(),
            ),
        ),
        ("POST email as user", wrong("admin@networknt.com", "123456")),
        // That client's authenticator knows other people: here, a wrong password.
        (
            "POST marketplace client public",
            post(&format!(
                "j_username=admin&j_password=other&client_id={MARKET}&user_type=public"
            )),
        ),
        ("POST 2nd request w/ cookies: set-cookie?", sign_in("")),
        (
            "OPTIONS preflight",
            ("OPTIONS", "/oauth2/code".into(), vec![], String::new()),
        ),
        (
            "GET /error",
            ("GET", "/error".into(), vec![], String::new()),
        ),
        (
            "POST /error",
            ("POST", "/error".into(), vec![], String::new()),
        ),
        (
            "GET /login",
            ("GET", "/login".into(), vec![], String::new()),
        ),
        (
            "PUT code",
            ("PUT", "/oauth2/code".into(), vec![], String::new()),
        ),
        (
            "HEAD code",
            (
                "HEAD",
                format!("/oauth2/code?{client}"),
                vec![basic("admin:123456")],
                String::new(),
            ),
        ),
        (
            "CORS GET allowed",
            with(get(""), "origin", "http://localhost:8080"),
        ),
        (
            "CORS GET 401 allowed",
            with(get_as(None, &client), "origin", "http://localhost:8080"),
        ),
        (
            "CORS GET disallowed",
            with(get(""), "origin", "http://evil.example"),
        ),
        (
            "CORS POST allowed",
            with(sign_in(""), "origin", "http://localhost:8080"),
        ),
        (
            "CORS POST disallowed",
            with(sign_in(""), "origin", "http://evil.example"),
        ),
        (
            "CORS POST wrong pw allowed",
            with(wrong("admin", "bad"), "origin", "http://localhost:8080"),
        ),
        ("CORS POST Origin null", with(sign_in(""), "origin", "null")),
        ("CORS same-origin", with(sign_in(""), "origin", RECORDED_AT)),
    ]
}

/// How a token request gets its code.
pub(crate) enum Code {
    ByBasic(&'static str),
    ByForm(&'static str),
    /// Another one, spent already by this.
    Spent(&'static str, String),
    /// A refresh token instead.
    Refresh,
    /// A refresh token that this client has tried.
    RefreshTriedBy(&'static str),
    None,
}

const S256: &str =
    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
const WITH_CB: &str = "&redirect_uri=http://localhost:8080/cb";

/// Name, where the code comes from, whose Basic header, body (`{}` is the code).
pub(crate) fn token_requests() -> Vec<(&'static str, Code, Option<String>, String)> {
    use Code::{ByBasic, ByForm, None as NoCode, Refresh, RefreshTriedBy, Spent};
    let own = || Some(format!("{CLIENT}:{SECRET}"));
    let exchange = |more: &str| format!("grant_type=authorization_code&code={{}}{more}");
    let in_body = |more: &str| exchange(&format!("&client_id={CLIENT}{more}"));
    let verifier = format!("&code_verifier={VERIFIER}");
    let refresh = |more: &str| format!("grant_type=refresh_token&refresh_token={{}}{more}");
    let cb = format!("&redirect_uri={CB}");
    let long = format!("&code_verifier={}", "a".repeat(129));
    vec![
        ("GET code, basic auth", ByBasic(""), own(), exchange("")),
        (
            "GET code, body secret",
            ByBasic(""),
            None,
            in_body(&format!("&client_secret={SECRET}")),
        ),
        (
            "GET code+redirect, matched",
            ByBasic(WITH_CB),
            own(),
            exchange(&cb),
        ),
        (
            "GET code+redirect, missing",
            ByBasic(WITH_CB),
            own(),
            exchange(""),
        ),
        (
            "GET code+redirect, mismatch",
            ByBasic(WITH_CB),
            own(),
            exchange("&redirect_uri=http://localhost:8080/other"),
        ),
        (
            "  ... retry right after mismatch (burned?)",
            Spent(WITH_CB, exchange("")),
            own(),
            exchange(&cb),
        ),
        (
            "no redirect on GET but sent on token",
            ByBasic(""),
            own(),
            exchange(&cb),
        ),
        ("PKCE S256 ok", ByBasic(S256), own(), exchange(&verifier)),
        ("PKCE missing verifier", ByBasic(S256), own(), exchange("")),
        (
            "  ... retry with verifier (burned?)",
            Spent(S256, exchange("")),
            own(),
            exchange(&verifier),
        ),
        (
            "PKCE wrong verifier",
            ByBasic(S256),
            own(),
            exchange(&format!("{verifier}x")),
        ),
        (
            "PKCE short verifier",
            ByBasic(S256),
            own(),
            exchange("&code_verifier=abc"),
        ),
        ("PKCE long verifier", ByBasic(S256), own(), exchange(&long)),
        (
            "PKCE bad chars verifier",
            ByBasic(S256),
            own(),
            exchange(&format!("{verifier}%2B%2F%3D")),
        ),
        (
            "PKCE plain (no method) ok",
            ByBasic("&code_challenge=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            own(),
            exchange(&verifier),
        ),
        (
            "PKCE ok, NO secret, client_id in body",
            ByBasic(S256),
            None,
            in_body(&verifier),
        ),
        (
            "verifier sent, GET had no challenge",
            ByBasic(""),
            own(),
            exchange(&verifier),
        ),
        (
            "FORM code with challenge, wrong verifier",
            ByForm(S256),
            own(),
            exchange("&code_verifier=wrong"),
        ),
        (
            "FORM code with challenge, no verifier",
            ByForm(S256),
            own(),
            exchange(""),
        ),
        (
            "FORM code with remember=Y, redirect",
            ByForm("&remember=Y&redirect_uri=http://localhost:8080/cb"),
            own(),
            exchange(&cb),
        ),
        (
            "FORM code, scope at token",
            ByForm(""),
            own(),
            exchange("&scope=petstore.r"),
        ),
        (
            "GET code with scope subset",
            ByBasic("&scope=petstore.r"),
            own(),
            exchange(""),
        ),
        (
            "GET code with foreign scope",
            ByBasic("&scope=admin.all"),
            own(),
            exchange(""),
        ),
        (
            "code of other client",
            ByBasic(""),
            Some(format!("{OTHER_CLIENT}:{SECRET}")),
            exchange(""),
        ),
        ("reuse", Spent("", exchange("")), own(), exchange("")),
        ("no client auth at all", ByBasic(""), None, exchange("")),
        ("client_id only", ByBasic(""), None, in_body("")),
        (
            "client_id + empty secret",
            ByBasic(""),
            None,
            in_body("&client_secret="),
        ),
        (
            "wrong secret basic",
            ByBasic(""),
            Some(format!("{CLIENT}:bad")),
            exchange(""),
        ),
        (
            "wrong secret body",
            ByBasic(""),
            None,
            in_body("&client_secret=bad"),
        ),
        (
            "unknown client",
            ByBasic(""),
            Some(format!("{UNKNOWN}:{SECRET}")),
            exchange(""),
        ),
        (
            "basic without colon",
            ByBasic(""),
            Some("abc".to_owned()),
            exchange(""),
        ),
        (
            "no code",
            NoCode,
            own(),
            "grant_type=authorization_code".to_owned(),
        ),
        (
            "bogus code",
            NoCode,
            own(),
            "grant_type=authorization_code&code=bogus".to_owned(),
        ),
        ("bad grant", NoCode, own(), "grant_type=foo".to_owned()),
        ("no grant", NoCode, own(), "a=b".to_owned()),
        (
            "client_credentials",
            NoCode,
            own(),
            "grant_type=client_credentials".to_owned(),
        ),
        (
            "password grant public client",
            NoCode,
            own(),
            "grant_type=password&username=admin&password=123456".to_owned(),
        ),
        (
            "password grant trusted",
            NoCode,
            Some(format!("{TRUSTED_CLIENT}:{SECRET}")),
            "grant_type=password&username=admin&password=123456".to_owned(),
        ),
        (
            "password grant trusted wrong pw",
            NoCode,
            Some(format!("{TRUSTED_CLIENT}:{SECRET}")),
            "grant_type=password&username=admin&password=bad".to_owned(),
        ),
        ("refresh ok", Refresh, own(), refresh("")),
        ("refresh reuse", RefreshTriedBy(CLIENT), own(), refresh("")),
        (
            "refresh other client",
            Refresh,
            Some(format!("{OTHER_CLIENT}:{SECRET}")),
            refresh(""),
        ),
        (
            "refresh right client after that",
            RefreshTriedBy(OTHER_CLIENT),
            own(),
            refresh(""),
        ),
        (
            "refresh no secret",
            Refresh,
            None,
            refresh(&format!("&client_id={CLIENT}")),
        ),
        (
            "refresh w/ wider scope",
            Refresh,
            own(),
            refresh("&scope=admin.all"),
        ),
        ("CORS token", ByBasic(""), own(), exchange("")),
        (
            "CORS token disallowed",
            NoCode,
            own(),
            "grant_type=authorization_code&code=bogus".to_owned(),
        ),
    ]
}

/// The token service's other methods and media types, and the key service's addresses.
pub(crate) fn other_requests() -> Vec<(&'static str, Asked)> {
    let own = || basic(&format!("{CLIENT}:{SECRET}"));
    let get = |path: &str| ("GET", path.to_owned(), vec![], String::new());
    let exchange = || post_to("/oauth2/token", "grant_type=authorization_code&code=x");
    let page = "http://localhost:8080";
    let preflight = (
        "OPTIONS",
        "/oauth2/token".to_owned(),
        vec![("access-control-request-method", "POST".to_owned())],
        String::new(),
    );
    let json = (
        "POST",
        "/oauth2/token".to_owned(),
        vec![("content-type", "application/json".to_owned()), own()],
        r#"{"grant_type":"authorization_code","code":"x"}"#.to_owned(),
    );
    let key = |id: &str, credentials: Option<(&'static str, String)>| {
        let mut asked = get(&format!("/oauth2/key/{id}"));
        asked.2.extend(credentials);
        asked
    };
    vec![
        ("GET token", get("/oauth2/token")),
        ("OPTIONS token", with(preflight, "origin", page)),
        (
            "bad auth header",
            with(exchange(), "authorization", "Bearer xyz"),
        ),
        ("bad basic", with(exchange(), "authorization", "Basic !!!!")),
        ("json body", json),
        ("health", get("/health/com.networknt.oauth2-code-1.0.0")),
        ("JWKS key svc", get("/oauth2/keys")),
        (
            "JWKS key svc w/ Origin",
            with(get("/oauth2/keys"), "origin", page),
        ),
        ("key/100 no auth", key("100", None)),
        ("key/100 auth", key("100", Some(own()))),
        ("key/999 auth", key("999", Some(own()))),
        (
            "key/100 wrong secret",
            key("100", Some(basic(&format!("{CLIENT}:bad")))),
        ),
    ]
}

/// The keys are the key service's, not the token service's.
pub(crate) const KEYS_AT_THE_TOKEN_SERVICE: &str = "JWKS on token svc";
