//! What strangers send to any host, whichever engine is behind it: a table, each line with its status.

use axum::{
    body::Body,
    http::{HeaderMap, Request, header},
};

const FORM: &str = "application/x-www-form-urlencoded";

/// A line: what it tries, the request, and the status of the answer.
type Line = (&'static str, Request<Body>, u16);

fn get(uri: &str) -> Request<Body> {
    Request::get(uri).body(Body::empty()).unwrap()
}

fn method(method: &str, uri: &str) -> Request<Body> {
    let request = Request::builder().method(method).uri(uri);
    request.body(Body::empty()).unwrap()
}

fn with(mut request: Request<Body>, name: &'static str, value: &[u8]) -> Request<Body> {
    let value = header::HeaderValue::from_bytes(value).unwrap();
    request.headers_mut().append(name, value);
    request
}

fn post(uri: &str, media_type: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post(uri).header(header::CONTENT_TYPE, media_type);
    request.body(body.into()).unwrap()
}

/// The table.
pub(crate) fn requests() -> Vec<Line> {
    let login = "/login?client_id=app&state=s";
    let long = "x".repeat(8193);
    let many = "a=1&".repeat(101);
    vec![
        // Out of the folder.
        ("dots", get("/assets/../../etc/passwd"), 404),
        (
            "written dots",
            get("/assets/%2e%2e%2f%2e%2e%2fetc/passwd"),
            404,
        ),
        ("backslashes", get("/assets/..%5c..%5cwindows/win.ini"), 404),
        ("a brand's file", get("/brand/..%2f..%2fetc%2fpasswd"), 404),
        ("from the root", get("/%2e%2e/%2e%2e/etc/passwd"), 404),
        ("an end in the middle", get("/assets/login%00.js"), 404),
        ("no text", get("/%ff%fe"), 404),
        ("another host's path", get("//evil.example/%2e%2e"), 404),
        ("around the page", get("/login/../login"), 404),
        // Methods.
        ("TRACE", method("TRACE", "/login"), 405),
        ("PUT", method("PUT", "/error"), 405),
        ("PATCH", method("PATCH", "/callback"), 405),
        ("DELETE", method("DELETE", "/client/"), 405),
        ("none that there is", method("BREW", "/error"), 405),
        // Queries.
        ("bytes that are no text", get("/login?client_id=%FF"), 400),
        ("half a character", get("/login?client_id=%ED%A0%80"), 400),
        (
            "a state of 8193 bytes",
            get(&format!("/login?client_id=a&state={long}")),
            200,
        ),
        (
            "101 parameters",
            get(&format!("/login?{many}client_id=a")),
            400,
        ),
        (
            "an error that is none",
            get("/error?error=%22%3E%3Cscript%3E"),
            200,
        ),
        // Headers.
        (
            "another Host",
            with(get(login), "host", b"evil.example"),
            200,
        ),
        (
            "a Host twice",
            with(
                with(get(login), "host", b"a.example"),
                "host",
                b"evil.example",
            ),
            200,
        ),
        (
            "no text as Host",
            with(get(login), "host", b"evil.example\xff"),
            200,
        ),
        (
            "X-Forwarded-Host",
            with(get(login), "x-forwarded-host", b"evil.example"),
            200,
        ),
        (
            "Forwarded",
            with(get(login), "forwarded", b"host=evil.example;proto=https"),
            200,
        ),
        (
            "X-Original-URL",
            with(get(login), "x-original-url", b"//evil.example/"),
            200,
        ),
        (
            "X-Forwarded-For",
            with(get(login), "x-forwarded-for", b"evil.example, \xff"),
            200,
        ),
        (
            "no language",
            with(get(login), "accept-language", b"\xff;q=x,,;"),
            200,
        ),
        (
            "no encoding",
            with(get(login), "accept-encoding", b"br;q=7,\xff"),
            200,
        ),
        (
            "bytes as cookie",
            with(get(login), "cookie", b"locale=\xff; =; ;;"),
            200,
        ),
        (
            "a cookie of 16 KiB",
            with(get(login), "cookie", "x".repeat(16_384).as_bytes()),
            200,
        ),
        (
            "a forged session",
            with(
                get(login),
                "cookie",
                b"vestibule_session=forged; vestibule-form=1.a.b",
            ),
            200,
        ),
        // Bodies.
        ("JSON", post("/error", "application/json", "{}"), 415),
        (
            "a file",
            post("/error", "multipart/form-data; boundary=x", "--x--"),
            415,
        ),
        ("no media type", post("/error", "", "a=b"), 415),
        (
            "64 KiB and one byte",
            post("/error", FORM, "x".repeat(65_537)),
            413,
        ),
        (
            "bytes in a body",
            post("/error", FORM, "client_id=%FF"),
            400,
        ),
        (
            "raw bytes in a body",
            post("/error", FORM, vec![b'a', b'=', 0xff]),
            400,
        ),
        ("101 fields", post("/error", FORM, many), 400),
        (
            "an answer that is not encoded",
            post("/callback", FORM, "code=a b"),
            400,
        ),
    ]
}

/// What is true of every answer to a stranger.
pub(crate) fn assert_harmless(what: &str, headers: &HeaderMap, body: &str) {
    assert!(!body.contains("evil.example"), "{what}: {body}");
    assert!(!body.contains("<script>"), "{what}: {body}");
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        assert!(!value.contains("evil.example"), "{what}: {name}: {value}");
    }
    assert!(!headers.contains_key(header::SET_COOKIE), "{what}");
}
