//! What a web server must say of the files: the headers, for those that read `_headers`, and the same in
//! the words of nginx, Caddy and light-4j.

use std::fmt::Write as _;

use axum::http::{HeaderName, HeaderValue};

use super::Files;
use crate::host::headers;

/// The folder of the servers' own words.
pub(super) const FOLDER: &str = "_server";

/// Every file.
pub(super) fn files(base: &str, policy: &HeaderValue) -> Files {
    let headers: Vec<(String, String)> = headers::of_files(policy)
        .map(|(name, value)| (spelled(&name), text(&value)))
        .collect();
    [
        ("_headers".to_owned(), plain(base, &headers)),
        (format!("{FOLDER}/nginx.conf"), nginx(base, &headers)),
        (format!("{FOLDER}/Caddyfile"), caddy(base, &headers)),
        (format!("{FOLDER}/light-4j.yml"), light_4j(base, &headers)),
    ]
    .into_iter()
    .map(|(path, text)| (path, text.into_bytes()))
    .collect()
}

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// As Netlify, Cloudflare Pages and others read it.
fn plain(base: &str, headers: &[(String, String)]) -> String {
    let mut text = format!("{base}*\n");
    for (name, value) in headers {
        put(&mut text, format_args!("  {name}: {value}\n"));
    }
    for folder in ["assets", "brand"] {
        put(
            &mut text,
            format_args!("{base}{folder}/*\n  ! Cache-Control\n  Cache-Control: {IMMUTABLE}\n"),
        );
    }
    text
}

fn nginx(base: &str, headers: &[(String, String)]) -> String {
    let add = |cache: &str| {
        let mut text = String::new();
        for (name, value) in headers {
            let value = if name == "Cache-Control" {
                cache
            } else {
                value
            };
            put(
                &mut text,
                format_args!("    add_header {name} \"{value}\" always;\n"),
            );
        }
        text
    };
    let (pages, assets) = (add("no-cache"), add(IMMUTABLE));
    let types = "    types {\n      text/html html; text/css css; text/javascript js; application/wasm wasm;\n      \
                 image/svg+xml svg; image/png png; image/jpeg jpg jpeg; image/webp webp; image/avif avif;\n      \
                 image/x-icon ico; font/woff2 woff2; font/woff woff;\n    }\n    charset utf-8;\n";
    format!(
        "# Include this inside `server {{ … }}`, and write the folder that was baked in place of /srv/login/.\n\
         # With the brotli module add `brotli_static on;` beside each `gzip_static on;`.\n\
         location {base} {{\n    \
         alias /srv/login/;\n    \
         index index.html;\n    \
         gzip_static on;\n\
         {types}    \
         # A failed sign-in may come by POST (light-oauth2 answers 307): the page is the same.\n    \
         error_page 405 =200 $uri;\n    \
         error_page 404 {base}404.html;\n\
         {pages}\
         }}\n\
         location ~ ^{pattern}(?<baked>(assets|brand)/.+)$ {{\n    \
         alias /srv/login/$baked;\n    \
         gzip_static on;\n\
         {types}\
         {assets}\
         }}\n\
         location {base}{FOLDER}/ {{\n\
         {pages}    \
         return 404;\n\
         }}\n\
         # light-oauth2 sends people to /error of the host that they see.\n\
         location = /error {{ rewrite ^ {base}error/index.html last; }}\n\
         {slash}",
        slash = without_slash(base, |path| format!(
            "location = {path} {{\n{pages}    return 301 {base}$is_args$args;\n}}\n"
        )),
        pattern = base.replace('.', "\\."),
    )
}

fn caddy(base: &str, headers: &[(String, String)]) -> String {
    let mut lines = String::new();
    for (name, value) in headers.iter().filter(|(name, _)| name != "Cache-Control") {
        put(&mut lines, format_args!("\t\t{name} \"{value}\"\n"));
    }
    let strip = base.trim_end_matches('/');
    format!(
        "# Inside a site block, with the folder that was baked in place of /srv/login.\n\
         # light-oauth2 sends people to /error of the host that they see.\n\
         rewrite /error {base}error/\n\
         handle_path {strip}/* {{\n\
         \troot * /srv/login\n\
         \theader {{\n{lines}\t}}\n\
         \t@kept path /assets/* /brand/*\n\
         \theader @kept Cache-Control \"{IMMUTABLE}\"\n\
         \t@pages not path /assets/* /brand/*\n\
         \theader @pages Cache-Control \"no-cache\"\n\
         \t@own path /{FOLDER}/* /_headers /.baked\n\
         \terror @own 404\n\
         \t# A failed sign-in may come by POST (light-oauth2 answers 307): the page is the same.\n\
         \t@posted method POST\n\
         \tmethod @posted GET\n\
         \tfile_server {{\n\t\tprecompressed br gzip\n\t\tdisable_canonical_uris\n\t}}\n\
         }}\n\
         handle_errors {{\n\
         \t@missing `{{err.status_code}} == 404 && path('{base}*')`\n\
         \thandle @missing {{\n\
         \t\troot * /srv/login\n\
         \t\theader {{\n{lines}\t\t}}\n\
         \t\trewrite * /404.html\n\
         \t\tfile_server\n\
         \t}}\n\
         }}\n\
         {slash}",
        slash = without_slash(base, |path| format!("redir {path} {base} 301\n")),
    )
}

fn light_4j(base: &str, headers: &[(String, String)]) -> String {
    let mut lines = String::new();
    for (name, value) in headers {
        put(&mut lines, format_args!("    {name}: \"{value}\"\n"));
    }
    format!(
        "# path-resource.yml: its handler serves POST as it serves GET, which a failed sign-in needs.\n\
         path: {base}\n\
         base: /srv/login\n\
         prefix: true\n\
         transferMinSize: 10245760\n\
         directoryListingEnabled: false\n\
         ---\n\
         # header.yml: in the chain before the resource handler.\n\
         enabled: true\n\
         response:\n  \
         update:\n\
         {lines}"
    )
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

fn text(value: &HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}

/// Writing into a String can't fail.
fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(arguments);
}
