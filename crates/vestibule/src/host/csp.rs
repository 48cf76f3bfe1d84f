//! Builds the Content-Security-Policy of a page from what that page holds inline.
//! It knows nothing of the pages themselves.
//!
//! There is no `form-action`: browsers apply it to the redirects that follow a form POST too, and
//! the sign-in form's answer leads to the application's origin.

use aws_lc_rs::digest::{SHA256, digest};
use axum::http::HeaderValue;
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// Where scripts of a page may connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Connect {
    /// This origin only.
    OwnOrigin,
    /// Any server that the user of the client page names; CSP cannot express `[::1]`.
    AnyServer,
}

/// For whatever is not a page: it may do nothing, should a browser ever show it as a document.
pub(crate) const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// For the worker of the client page: it may send its token to the server that the user has named.
/// The sources are those of [`Connect::AnyServer`].
pub(crate) const TOKEN_WORKER: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; connect-src 'self' https: http://127.0.0.1:* http://localhost:*; \
     frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
);

/// The policy of a page with exactly these inline scripts and styles, and scripts that may ask these
/// origins beside its own.
pub(crate) fn policy(
    inline_scripts: &[String],
    inline_styles: &[String],
    connect: Connect,
    origins: &[String],
) -> HeaderValue {
    // Without a `worker-src` of its own, a page would take its workers from `script-src`.
    let (connect, workers, trusted_types) = match connect {
        Connect::OwnOrigin => ("'self'", "'none'", "'none'"),
        Connect::AnyServer => (
            "'self' https: http://127.0.0.1:* http://localhost:*",
            "'self'",
            "oauth-browser-worker",
        ),
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         img-src 'self' data:; font-src 'self'; connect-src {connect}{origins}; worker-src {workers}; base-uri 'none'; \
         object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
         trusted-types {trusted_types}",
        scripts = hashes(inline_scripts),
        styles = hashes(inline_styles),
        origins = origins
            .iter()
            .fold(String::new(), |all, origin| all + " " + origin),
    );
    // Base64 and fixed text always make a header value; should that change, nothing is allowed.
    HeaderValue::try_from(policy).unwrap_or(NOTHING)
}

fn hashes(texts: &[String]) -> String {
    let mut hashes = String::new();
    for text in texts {
        hashes.push_str(" 'sha256-");
        STANDARD.encode_string(digest(&SHA256, text.as_bytes()), &mut hashes);
        hashes.push('\'');
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_each_inline_text_by_its_hash() {
        // echo -n 'a{}' | openssl dgst -sha256 -binary | base64
        assert_eq!(
            policy(&[], &["a{}".into(), String::new()], Connect::OwnOrigin, &[]),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
             style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'none'; base-uri 'none'; \
             object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
             trusted-types 'none'"
        );
    }

    #[test]
    fn named_origins_are_added_to_the_pages_own() {
        let origins = [
            "https://a.example".to_owned(),
            "https://b.example".to_owned(),
        ];
        let policy = policy(&[], &[], Connect::OwnOrigin, &origins);
        let policy = policy.to_str().unwrap();
        assert!(policy.contains("; connect-src 'self' https://a.example https://b.example; "));
    }

    #[test]
    fn the_client_page_may_connect_to_any_server_and_have_its_worker_and_nothing_more() {
        let login = policy(&["x".into()], &[], Connect::OwnOrigin, &[]);
        let client = policy(&["x".into()], &[], Connect::AnyServer, &[]);
        assert_eq!(
            client.to_str().unwrap(),
            login
                .to_str()
                .unwrap()
                .replace(
                    "connect-src 'self'; worker-src 'none'",
                    "connect-src 'self' https: http://127.0.0.1:* http://localhost:*; \
                     worker-src 'self'"
                )
                .replace("trusted-types 'none'", "trusted-types oauth-browser-worker")
        );
    }
}
