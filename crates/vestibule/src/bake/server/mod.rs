//! What a web server must say of the files: the headers, for those that read `_headers`, and the same in
//! the words of nginx, Caddy and light-4j.

mod caddy;
mod light_4j;
mod nginx;

use std::fmt::Write as _;

use axum::http::{HeaderName, HeaderValue};

use super::Files;
use crate::host::headers;

/// The folder of the servers' own words.
pub(super) const FOLDER: &str = "_server";

const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// The folders of what has the hash of its content in its name.
const KEPT: [&str; 2] = ["assets", "brand"];

/// What the words are about.
pub(super) struct Site<'a> {
    /// The path that the files are served under, with a slash at its end.
    pub(super) base: &'a str,
    /// The folder's place on the server, without one.
    pub(super) root: &'a str,
    pub(super) policy: &'a HeaderValue,
}

/// Every file for these `baked` ones.
pub(super) fn files(site: &Site<'_>, baked: &Files) -> Files {
    let headers = Headers::new(site.policy);
    let mut files = vec![
        ("_headers".to_owned(), plain(site.base, &headers)),
        (format!("{FOLDER}/nginx.conf"), nginx::conf(site, &headers)),
        (format!("{FOLDER}/Caddyfile"), caddy::file(site, &headers)),
    ];
    let light_4j = light_4j::files(site, &headers, baked);
    files.extend(light_4j.map(|(name, text)| (format!("{FOLDER}/light-4j/{name}"), text)));
    let bytes = |(path, text): (String, String)| (path, text.into_bytes());
    files.into_iter().map(bytes).collect()
}

/// What every answer says beside `Cache-Control`.
struct Headers(Vec<(String, String)>);

impl Headers {
    fn new(policy: &HeaderValue) -> Self {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let all = headers::of_files(policy).map(|(name, value)| (spelled(&name), text(&value)));
        Self(all.collect())
    }

    /// A line for each; `Cache-Control` comes first.
    fn lines(&self, cache: &str, line: impl Fn(&str, &str) -> String) -> String {
        let first = line("Cache-Control", cache);
        let rest = self.0.iter().map(|(name, value)| line(name, value));
        [first].into_iter().chain(rest).collect()
    }
}

/// What pages and everything else without the hash of its content in its name says.
const ASK_AGAIN: &str = "no-cache";

/// As Netlify, Cloudflare Pages and others read it.
fn plain(base: &str, headers: &Headers) -> String {
    let lines = headers.lines(ASK_AGAIN, |name, value| format!("  {name}: {value}\n"));
    let mut text = format!("{base}*\n{lines}");
    for folder in KEPT {
        put(
            &mut text,
            format_args!("{base}{folder}/*\n  ! Cache-Control\n  Cache-Control: {IMMUTABLE}\n"),
        );
    }
    text
}

/// What is to be said of the base without the slash at its end, if it has more than that.
fn without_slash(base: &str, say: impl FnOnce(&str) -> String) -> String {
    match base.trim_end_matches('/') {
        "" => String::new(),
        path => say(path),
    }
}

/// `content-security-policy` as people write it.
fn spelled(name: &HeaderName) -> String {
    let words: Vec<String> = name
        .as_str()
        .split('-')
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        })
        .collect();
    words.join("-")
}

/// Writing into a String can't fail.
fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(arguments);
}
