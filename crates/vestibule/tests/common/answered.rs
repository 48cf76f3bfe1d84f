//! What a front's routes answer, as a table: a line for each request, with the status and the headers that keep a
//! browser safe. It is complete when every route of the router has a line.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use tower::ServiceExt as _;

/// Policies by the names they have in a table; in each, no other site may frame what is shown. The hashes
/// of what is inline are left out.
const POLICIES: [(&str, &str); 4] = [
    ("nothing", "default-src 'none'; frame-ancestors 'none'"),
    (
        "page",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; worker-src 'none'; base-uri 'none'; object-src 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    (
        "client",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self' https: http://127.0.0.1:* http://localhost:*; worker-src 'self'; \
         base-uri 'none'; object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
         trusted-types oauth-browser-worker",
    ),
    (
        "worker",
        "default-src 'none'; connect-src 'self' https: http://127.0.0.1:* http://localhost:*; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
];

/// The requests of a table: method and address.
pub(crate) fn requests(table: &str) -> impl Iterator<Item = (&str, &str)> {
    let rows = table.lines().filter(|line| !line.is_empty());
    rows.map(|row| {
        let mut words = row.split_whitespace();
        (words.next().unwrap(), words.next().unwrap())
    })
}

/// One line of it.
pub(crate) fn row(method: &str, uri: &str, status: StatusCode, headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).map_or("-", |it| it.to_str().unwrap());
    let found = without_hashes(text("content-security-policy"));
    let named = POLICIES.iter().find(|(_, policy)| *policy == found);
    let policy = named.map_or(&*found, |(name, _)| name);
    format!(
        "{method:<4} {uri:<42} {} {policy:<8} {:<13} {:<7} {}",
        status.as_u16(),
        text("referrer-policy"),
        text("x-content-type-options"),
        text("cache-control"),
    )
}

/// The same table with what the router really answers; forms are sent empty.
pub(crate) async fn table(router: &Router, expected: &str) -> String {
    let mut rows = String::new();
    for (method, uri) in requests(expected) {
        let request = Request::builder().method(method).uri(uri);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let request = request.body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        rows.push('\n');
        rows.push_str(&row(method, uri, answer.status(), answer.headers()));
    }
    rows + "\n"
}

/// The routes that no line of the table is for.
pub(crate) fn missing(router: &Router, table: &str) -> Vec<String> {
    let asked = |route: &String| requests(table).any(|(_, uri)| fits(route, uri));
    let all = routes(router);
    assert!(all.contains(&"/error".to_owned()), "{all:?}");
    all.into_iter().filter(|it| !asked(it)).collect()
}

/// Every route. A router tells them only to whoever debugs it.
fn routes(router: &Router) -> Vec<String> {
    let debug = format!("{router:?}");
    let (_, paths) = debug.split_once("node: Node { paths: {").unwrap();
    let (paths, _) = paths.split_once("} }").unwrap();
    let quoted = paths.split('"').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

fn fits(route: &str, uri: &str) -> bool {
    let path = uri.split('?').next().unwrap();
    let (fixed, wild) = match route.split_once('{') {
        Some((fixed, _)) => (fixed, true),
        None => (route, false),
    };
    path == fixed || wild && path.len() > fixed.len() && path.starts_with(fixed)
}

fn without_hashes(policy: &str) -> String {
    let words = policy
        .split(' ')
        .filter(|word| !word.starts_with("'sha256-") || word.ends_with(';'));
    let words = words.map(|word| {
        if word.starts_with("'sha256-") {
            ";"
        } else {
            word
        }
    });
    words.collect::<Vec<_>>().join(" ").replace(" ;", ";")
}
