//! A double of light-oauth2's code, token and key services: what they answer, odd parts included, as far
//! as the recordings show it. One process plays all three, so that a code is known to all.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    Router,
    body::to_bytes,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use tokio::{net::TcpListener, task::JoinHandle};

pub(crate) const CLIENT: &str = "f7d42348-c647-4efb-a52d-4c5787421e72";
pub(crate) const OTHER_CLIENT: &str = "59f347a0-c92d-11e6-9d9d-cec0c932ce01";
pub(crate) const TRUSTED_CLIENT: &str = "6e9d1db3-2feb-4c1f-a5ad-9e93ae8ca59d";
pub(crate) const SECRET: &str = "f6h1FTI8Q3-7UScPZDzfXA";
const SCOPE: &str = "petstore.r petstore.w";
const REGISTERED: &str = "http://localhost:8080/authorization";

/// What happened, for tests to look at, and what shall fail.
#[derive(Default)]
pub(crate) struct Services {
    codes: Mutex<HashMap<String, Code>>,
    refresh_tokens: Mutex<HashMap<String, Refresh>>,
    issued: AtomicU32,
    /// A real code service whose codes are known too: its client, and where it tells of a code.
    pub(crate) code_service: Mutex<Option<(reqwest::Client, String)>>,
    /// The database is gone: every sign-in fails, and so does the health endpoint.
    pub(crate) down: AtomicBool,
    /// Method, path and query of each request, and its body.
    pub(crate) seen: Mutex<Vec<(String, String)>>,
}

#[derive(Clone, Default)]
struct Code {
    redirect_uri: Option<String>,
    challenge: Option<(String, String)>,
    scope: Option<String>,
    remember: Option<String>,
}

#[derive(Clone)]
struct Refresh {
    client_id: String,
    remember: Option<String>,
}

impl Services {
    /// Asks the real code service about a code, as the real token service would find it.
    async fn learn(&self, code: Option<&str>) {
        let source = self.code_service.lock().unwrap().clone();
        let (Some(code), Some((http, url))) = (code, source) else {
            return;
        };
        let url = format!("{url}?code={code}");
        let answer = http.get(url).send().await.unwrap().text().await.unwrap();
        let stored: serde_json::Value = serde_json::from_str(&answer).unwrap();
        if stored.is_null() {
            return;
        }
        let text = |name| Some(stored.get(name)?.as_str()?.to_owned());
        let known = Code {
            redirect_uri: text("redirectUri"),
            challenge: text("code_challenge").zip(text("code_challenge_method")),
            scope: text("scope"),
            remember: text("remember"),
        };
        self.codes.lock().unwrap().insert(code.to_owned(), known);
    }
}

/// The double, on a port of its own; it ends with its value.
pub(crate) struct Double {
    pub(crate) services: Arc<Services>,
    pub(crate) base: String,
    task: JoinHandle<()>,
}

impl Double {
    pub(crate) async fn start() -> Self {
        let services = Arc::new(Services::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = router(Arc::clone(&services));
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            services,
            base,
            task,
        }
    }

    pub(crate) fn seen(&self) -> Vec<(String, String)> {
        self.services.seen.lock().unwrap().clone()
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// All three.
pub(crate) fn router(services: Arc<Services>) -> Router {
    let code_and_keys = Router::new()
        .route("/oauth2/code", any(code))
        .route("/oauth2/key/{id}", any(key))
        .route("/oauth2/keys", any(keys))
        .route("/health/{service}", any(health))
        .with_state(Arc::clone(&services));
    token_service(services).merge(code_and_keys)
}

pub(crate) fn token_service(services: Arc<Services>) -> Router {
    Router::new()
        .route("/oauth2/token", any(token))
        .fallback(any(not_implemented))
        .with_state(services)
}

async fn health(State(services): State<Arc<Services>>) -> Response {
    if services.down.load(Ordering::Relaxed) {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    } else {
        // Without a media type, too.
        Response::new("OK".into())
    }
}

async fn keys() -> Response {
    let keys = r#"{"keys":[{"kty":"RSA","kid":"100","n":"0N4o4TBI","e":"AQAB"},{"kty":"RSA","kid":"101","n":"uOBgrHNj","e":"AQAB"}]}"#;
    // Like the real one, without a media type.
    Response::new(keys.into())
}

/// One key as a certificate, for clients alone.
async fn key(Path(id): Path<String>, headers: HeaderMap) -> Response {
    if let Err(answer) = client(&headers, &Pairs(Vec::new())) {
        return *answer;
    }
    if !["100", "101"].contains(&id.as_str()) {
        let text = format!("Invalid key id {id}.");
        return status(400, "ERR12030", "INVALID_KEY_ID", &text);
    }
    let pem = "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n";
    ([(header::CONTENT_TYPE, "application/text")], pem).into_response()
}

async fn not_implemented(request: Request) -> Response {
    status(
        404,
        "ERR10048",
        "PATH_NOT_IMPLEMENTED",
        &format!(
            "No handler defined for path '{}' and method {}",
            request.uri().path(),
            request.method()
        ),
    )
}

/// light-4j's Status.
fn status(code: u16, error: &str, message: &str, description: &str) -> Response {
    let body = format!(
        r#"{{"statusCode":{code},"code":"{error}","message":"{message}","description":"{description}","severity":"ERROR"}}"#
    );
    let headers = [(header::CONTENT_TYPE, "application/json")];
    (StatusCode::from_u16(code).unwrap(), headers, body).into_response()
}

fn broken() -> Response {
    status(
        500,
        "ERR10010",
        "RUNTIME_EXCEPTION",
        "Unexpected runtime exception",
    )
}

/// Pairs as Undertow takes them: the first of two counts.
struct Pairs(Vec<(String, String)>);

impl Pairs {
    fn decoded(text: &[u8], utf8: bool) -> Self {
        let decode = |text: &[u8]| -> String {
            let spaced: Vec<u8> = text
                .iter()
                .map(|&b| if b == b'+' { b' ' } else { b })
                .collect();
            let bytes: Vec<u8> = percent_encoding::percent_decode(&spaced).collect();
            if utf8 {
                String::from_utf8_lossy(&bytes).into_owned()
            } else {
                bytes.iter().map(|&byte| char::from(byte)).collect()
            }
        };
        let pairs = text
            .split(|&byte| byte == b'&')
            .filter(|pair| !pair.is_empty());
        let split = |pair: &[u8]| {
            let mut halves = pair.splitn(2, |&byte| byte == b'=');
            let mut half = || decode(halves.next().unwrap_or_default());
            (half(), half())
        };
        Self(pairs.map(split).collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find_map(|(each, value)| (each == name).then_some(value.as_str()))
    }
}

fn query(request: &Request) -> Pairs {
    let query = request.uri().query().unwrap_or_default();
    Pairs::decoded(query.as_bytes(), true)
}

/// A form's fields; without a charset the bytes are taken for Latin-1.
fn form(headers: &HeaderMap, body: &[u8]) -> Option<Pairs> {
    let media = headers
        .get(header::CONTENT_TYPE)?
        .to_str()
        .ok()?
        .to_lowercase();
    media
        .starts_with("application/x-www-form-urlencoded")
        .then(|| Pairs::decoded(body, media.contains("charset=utf-8")))
}

/// Name and password of a `Basic` header; both may hold any UTF-8.
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let bytes = STANDARD.decode(value.strip_prefix("Basic ")?).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (name, password) = text.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}

/// `None`: no such user.
fn password_of(user: &str) -> Option<&'static str> {
    match user {
        "admin" => Some("123456"),
        "zoe" => Some("päss€"),
        "a:b" => Some("with colon"),
        _ => None,
    }
}

fn is_client(id: &str) -> bool {
    [CLIENT, OTHER_CLIENT, TRUSTED_CLIENT].contains(&id)
}

async fn code(State(services): State<Arc<Services>>, request: Request) -> Response {
    let method = request.method().clone();
    let pairs = query(&request);
    let line = format!("{method} {}", request.uri());
    let headers = request.headers().clone();
    let path = request.uri().path().to_owned();
    let body = to_bytes(request.into_body(), 1 << 20).await.unwrap();
    let text = String::from_utf8_lossy(&body).into_owned();
    services.seen.lock().unwrap().push((line, text));
    if services.down.load(Ordering::Relaxed) {
        return broken();
    }
    match method {
        Method::GET => with_cors(&headers, code_by_basic(&services, &headers, &pairs)),
        Method::POST => with_cors(&headers, code_by_form(&services, &headers, &body)),
        other => status(
            404,
            "ERR10048",
            "PATH_NOT_IMPLEMENTED",
            &format!("No handler defined for path '{path}' and method {other}"),
        ),
    }
}

/// The code service's own, as light-oauth2 ships it. Whoever's page asks, the answer is the same.
fn with_cors(asked: &HeaderMap, mut answer: Response) -> Response {
    let Some(origin) = asked.get(header::ORIGIN) else {
        return answer;
    };
    let host = asked.get(header::HOST).unwrap().to_str().unwrap();
    let own = format!("https://{host}");
    let mut add = |name: header::HeaderName, values: &[&str]| {
        for value in values {
            answer.headers_mut().append(&name, value.parse().unwrap());
        }
    };
    if ["http://localhost:8080", &own].contains(&origin.to_str().unwrap()) {
        add(
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            &[origin.to_str().unwrap()],
        );
        add(header::VARY, &["Origin"]);
    }
    let headers = ["Content-Type", "WWW-Authenticate", "Authorization"];
    add(header::ACCESS_CONTROL_ALLOW_HEADERS, &headers);
    add(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, &["true"]);
    let methods = ["GET", "POST", "PUT", "DELETE"];
    add(header::ACCESS_CONTROL_ALLOW_METHODS, &methods);
    add(header::ACCESS_CONTROL_MAX_AGE, &["3600"]);
    answer
}

fn code_by_basic(services: &Services, headers: &HeaderMap, query: &Pairs) -> Response {
    for name in ["response_type", "client_id"] {
        if query.get(name).is_none() {
            return status(
                400,
                "ERR11000",
                "VALIDATOR_REQUEST_PARAMETER_QUERY_MISSING",
                &format!(
                    "Query parameter {name} is required on path /oauth2/code but not found in request."
                ),
            );
        }
    }
    if query.get("response_type") != Some("code") {
        return status(
            400,
            "ERR11004",
            "VALIDATOR_SCHEMA",
            "Schema Validation Error - response_type: does not have a value in the enumeration [code]",
        );
    }
    let unauthorized = || {
        let challenge = [(header::WWW_AUTHENTICATE, "Basic realm=\"OAuth\"")];
        (StatusCode::UNAUTHORIZED, challenge).into_response()
    };
    let Some((user, password)) = basic(headers) else {
        return unauthorized();
    };
    match password_of(&user) {
        None => return broken(),
        Some(right) if right != password => return unauthorized(),
        Some(_) => {}
    }
    let client = query.get("client_id").unwrap_or_default();
    if !is_client(client) {
        return client_not_found(client);
    }
    let mut code = Code {
        redirect_uri: query.get("redirect_uri").map(str::to_owned),
        scope: query.get("scope").map(str::to_owned),
        ..Code::default()
    };
    if let Some(challenge) = query.get("code_challenge") {
        let method = query.get("code_challenge_method").unwrap_or("plain");
        if !["plain", "S256"].contains(&method) {
            return status(
                400,
                "ERR12033",
                "INVALID_CODE_CHALLENGE_METHOD",
                &format!("Invalid PKCE code challenge method {method}."),
            );
        }
        if let Some(answer) = check_length(
            challenge,
            "codeChallenge",
            ["ERR12034", "ERR12035", "ERR12036"],
            [
                "CODE_CHALLENGE_TOO_SHORT",
                "CODE_CHALLENGE_TOO_LONG",
                "INVALID_CODE_CHALLENGE_FORMAT",
            ],
            " limit, codeChallenge",
        ) {
            return answer;
        }
        code.challenge = Some((challenge.to_owned(), method.to_owned()));
    }
    issue(services, code, query, false)
}

/// The three faults of a challenge or verifier, in the services' words.
fn check_length(
    value: &str,
    what: &str,
    codes: [&str; 3],
    messages: [&str; 3],
    limit: &str,
) -> Option<Response> {
    let unreserved = |b: u8| b.is_ascii_alphanumeric() || b"-.~_".contains(&b);
    let [short, long, odd] = codes;
    let [short_message, long_message, odd_message] = messages;
    if value.len() < 43 {
        let text = format!("PKCE {what} length under lower{limit} = {value}");
        Some(status(400, short, short_message, &text))
    } else if value.len() > 128 {
        let text = format!("PKCE {what} length over upper{limit} = {value}");
        Some(status(400, long, long_message, &text))
    } else if !value.bytes().all(unreserved) {
        let text = format!("PKCE {what} format is invalid, {what} = {value}");
        Some(status(400, odd, odd_message, &text))
    } else {
        None
    }
}

fn client_not_found(id: &str) -> Response {
    status(
        404,
        "ERR12014",
        "CLIENT_NOT_FOUND",
        &format!("Client {id} is not found."),
    )
}

fn code_by_form(services: &Services, headers: &HeaderMap, body: &[u8]) -> Response {
    let host = headers.get(header::HOST).unwrap().to_str().unwrap();
    let failed = || {
        let location = format!("https://{host}/error");
        (
            StatusCode::TEMPORARY_REDIRECT,
            [(header::LOCATION, location)],
        )
            .into_response()
    };
    let media = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if media.is_some_and(|media| media.starts_with("multipart/")) {
        return broken();
    }
    let Some(form) = form(headers, body) else {
        return failed();
    };
    let (Some(user), Some(password)) = (form.get("j_username"), form.get("j_password")) else {
        return failed();
    };
    if form.get("user_type").is_none() || form.get("client_id").is_none() {
        return broken();
    }
    if password_of(user) != Some(password) {
        return failed();
    }
    let client = form.get("client_id").unwrap_or_default();
    if !is_client(client) {
        return client_not_found(client);
    }
    // Neither scope nor challenge: the form's way reads neither.
    let code = Code {
        redirect_uri: form.get("redirect_uri").map(str::to_owned),
        remember: form.get("remember").map(str::to_owned),
        ..Code::default()
    };
    issue(services, code, &form, true)
}

fn issue(services: &Services, code: Code, request: &Pairs, by_form: bool) -> Response {
    let number = services.issued.fetch_add(1, Ordering::Relaxed);
    let value = URL_SAFE_NO_PAD.encode([u128::from(number).to_be_bytes()].concat());
    let redirect = code
        .redirect_uri
        .clone()
        .unwrap_or_else(|| REGISTERED.to_owned());
    let mut location = format!("{redirect}?code={value}");
    if let Some(state) = request.get("state") {
        location.push_str("&state=");
        location.push_str(&state.replace(['\r', '\n'], " "));
    }
    services.codes.lock().unwrap().insert(value, code);
    // Undertow writes the low byte of each character.
    let low_byte = |character| {
        let [low, ..] = u32::from(character).to_le_bytes();
        low
    };
    let location: Vec<u8> = location.chars().map(low_byte).collect();
    let location = HeaderValue::from_bytes(&location).unwrap();
    let mut response = (StatusCode::FOUND, [(header::LOCATION, location)]).into_response();
    if by_form {
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
    }
    response
}

async fn token(State(services): State<Arc<Services>>, request: Request) -> Response {
    let line = format!("{} {}", request.method(), request.uri());
    if request.method() != Method::POST {
        return not_implemented(request).await;
    }
    let headers = request.headers().clone();
    let body = to_bytes(request.into_body(), 1 << 20).await.unwrap();
    let text = String::from_utf8_lossy(&body).into_owned();
    services.seen.lock().unwrap().push((line, text));
    if services.down.load(Ordering::Relaxed) {
        return broken();
    }
    let Some(form) = form(&headers, &body) else {
        return status(
            400,
            "ERR12000",
            "UNABLE_TO_PARSE_FORM_DATA",
            "Unable to parse x-www-form-urlencoded form data.",
        );
    };
    match form.get("grant_type") {
        Some("authorization_code" | "client_credentials" | "refresh_token" | "password") => {}
        other => {
            return status(
                400,
                "ERR12001",
                "UNSUPPORTED_GRANT_TYPE",
                &format!(
                    "Unsupported grant type {}. Only authorization_code and client_credentials are supported.",
                    other.unwrap_or("null")
                ),
            );
        }
    }
    let client = match client(&headers, &form) {
        Ok(client) => client,
        Err(answer) => return *answer,
    };
    match form.get("grant_type") {
        Some("client_credentials") => tokens(&services, &client, None, false),
        Some("password") => by_password(&services, &client, &form),
        Some("refresh_token") => refresh(&services, &client, &form),
        _ => {
            services.learn(form.get("code")).await;
            exchange(&services, &client, &form)
        }
    }
}

fn client(headers: &HeaderMap, form: &Pairs) -> Result<String, Box<Response>> {
    let (id, secret) = if let Some(value) = headers.get(header::AUTHORIZATION) {
        let value = value.to_str().unwrap();
        let Some(encoded) = value.strip_prefix("Basic ") else {
            let text = format!("Invalid authorization header {value}.");
            return Err(status(401, "ERR12003", "INVALID_AUTHORIZATION_HEADER", &text).into());
        };
        // Undertow's decoder drops what is no base64.
        let bytes = STANDARD.decode(encoded).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((id, secret)) = text.split_once(':') else {
            let text = format!("Invalid Basic credentials {text}.");
            return Err(status(401, "ERR12004", "INVALID_BASIC_CREDENTIALS", &text).into());
        };
        (id.to_owned(), secret.to_owned())
    } else {
        let id = form.get("client_id").filter(|id| !id.is_empty());
        let secret = form
            .get("client_secret")
            .filter(|secret| !secret.is_empty());
        let (Some(id), Some(secret)) = (id, secret) else {
            return Err(status(401,
                "ERR12002",
                "MISSING_AUTHORIZATION_HEADER",
                "Missing authorization header. client credentials must be passed in as Authorization header.").into());
        };
        (id.to_owned(), secret.to_owned())
    };
    if !is_client(&id) {
        return Err(client_not_found(&id).into());
    }
    if secret != SECRET {
        return Err(status(
            401,
            "ERR12007",
            "UNAUTHORIZED_CLIENT",
            "Unauthorized client with wrong client secret.",
        )
        .into());
    }
    Ok(id)
}

fn exchange(services: &Services, client: &str, form: &Pairs) -> Response {
    let Some(value) = form.get("code") else {
        return broken();
    };
    // Gone whatever comes of it.
    let Some(code) = services.codes.lock().unwrap().remove(value) else {
        let text = format!(
            "Authorization code {value} not found when getting an authorization code token"
        );
        return status(400, "ERR12052", "AUTHORIZATION_CODE_NOT_FOUND", &text);
    };
    if let Some(asked) = &code.redirect_uri {
        match form.get("redirect_uri") {
            None => {
                let text = format!(
                    "Missing redirect_uri in authorization code token service as redirect_uri {asked} is passed in code service."
                );
                return status(400, "ERR12025", "MISSING_REDIRECT_URI", &text);
            }
            Some(sent) if sent != asked => {
                let text = format!(
                    "redirect_uri {sent} from token service is not identical as redirect_uri {asked} from code service."
                );
                return status(400, "ERR12026", "MISMATCH_REDIRECT_URI", &text);
            }
            Some(_) => {}
        }
    }
    if let Some((challenge, method)) = &code.challenge
        && let Some(answer) = check_verifier(challenge, method, form.get("code_verifier"))
    {
        return answer;
    }
    if let Some(scope) = &code.scope
        && let Some(answer) = check_scope(scope)
    {
        return answer;
    }
    tokens(services, client, code.remember, true)
}

fn check_verifier(challenge: &str, method: &str, verifier: Option<&str>) -> Option<Response> {
    let Some(verifier) = verifier else {
        return Some(status(
            400,
            "ERR12040",
            "CODE_VERIFIER_MISSING",
            "PKCE codeVerifier is not specified",
        ));
    };
    if let Some(answer) = check_length(
        verifier,
        "codeVerifier",
        ["ERR12038", "ERR12039", "ERR12037"],
        [
            "CODE_VERIFIER_TOO_SHORT",
            "CODE_VERIFIER_TOO_LONG",
            "INVALID_CODE_VERIFIER_FORMAT",
        ],
        " limit , codeVerifier",
    ) {
        return Some(answer);
    }
    let made = match method {
        "S256" => URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes())),
        _ => verifier.to_owned(),
    };
    (made != challenge).then(|| {
        status(
            400,
            "ERR12041",
            "CODE_VERIFIER_FAILED",
            "PKCE verification failed",
        )
    })
}

fn check_scope(scope: &str) -> Option<Response> {
    let known = |word: &str| SCOPE.split(' ').any(|each| each == word);
    (!scope.split(' ').all(known)).then(|| {
        let text = format!(
            "scope {scope} does not match previous scope or defined scope for client {SCOPE}"
        );
        status(400, "ERR12027", "MISMATCH_SCOPE", &text)
    })
}

fn by_password(services: &Services, client: &str, form: &Pairs) -> Response {
    if client != TRUSTED_CLIENT {
        return status(
            400,
            "ERR12024",
            "NOT_TRUSTED_CLIENT",
            "Grant type is allowed only for trusted client type.",
        );
    }
    let right = form.get("username").and_then(password_of);
    if right.is_none() || right != form.get("password") {
        return status(401, "ERR12016", "INCORRECT_PASSWORD", "Incorrect password.");
    }
    tokens(services, client, None, true)
}

fn refresh(services: &Services, client: &str, form: &Pairs) -> Response {
    let value = form.get("refresh_token").unwrap_or_default();
    // Gone whatever comes of it.
    let Some(refresh) = services.refresh_tokens.lock().unwrap().remove(value) else {
        let text = format!("Refresh token {value} is not found.");
        return status(404, "ERR12029", "REFRESH_TOKEN_NOT_FOUND", &text);
    };
    if refresh.client_id != client {
        let text = format!(
            "client_id {client} does not match previous client_id {} in refresh_token request.",
            refresh.client_id
        );
        return status(400, "ERR12028", "MISMATCH_CLIENT_ID", &text);
    }
    if let Some(answer) = form.get("scope").and_then(check_scope) {
        return answer;
    }
    tokens(services, client, refresh.remember, true)
}

fn tokens(
    services: &Services,
    client: &str,
    remember: Option<String>,
    with_refresh: bool,
) -> Response {
    let number = services.issued.fetch_add(1, Ordering::Relaxed);
    let mut members = vec![format!(
        r#""access_token":"eyJraWQiOiIxMDAiLCJh...{number}""#
    )];
    members.extend(
        remember
            .as_ref()
            .map(|remember| format!(r#""remember":"{remember}""#)),
    );
    if with_refresh {
        let value = format!("00000000-0000-4000-8000-{number:012}");
        members.push(format!(r#""refresh_token":"{value}""#));
        let refresh = Refresh {
            client_id: client.to_owned(),
            remember,
        };
        services
            .refresh_tokens
            .lock()
            .unwrap()
            .insert(value, refresh);
    }
    members.push(r#""token_type":"bearer""#.to_owned());
    members.push(r#""expires_in":600"#.to_owned());
    let body = format!("{{{}}}", members.join(","));
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}
