//! What a file is, by how its name ends. It knows no route and no folder.

use axum::http::HeaderValue;

/// Endings and types of what pages load.
pub(crate) const TYPES: [(&str, &str); 15] = [
    ("avif", "image/avif"),
    ("css", "text/css; charset=utf-8"),
    ("gif", "image/gif"),
    ("ico", "image/x-icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("wasm", "application/wasm"),
    ("webp", "image/webp"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
];

/// The type of the file of this name.
pub(crate) fn of(name: &str) -> HeaderValue {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let known = TYPES.iter().find(|(known, _)| Some(*known) == ending);
    HeaderValue::from_static(known.map_or("application/octet-stream", |(_, media_type)| media_type))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_type() {
        for (name, expected) in [
            ("login-00ff.js", "text/javascript; charset=utf-8"),
            ("login-00ff_bg.wasm", "application/wasm"),
            ("a.b/logo.svg", "image/svg+xml"),
            ("js", "application/octet-stream"),
            ("a.JS", "application/octet-stream"),
        ] {
            assert_eq!(of(name), expected, "{name}");
        }
    }
}
