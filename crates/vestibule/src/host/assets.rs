//! Serves the files of the bundles. They come from `bundle`, which found them at start; nothing here
//! reads a disk, so no request can reach a file that is not an asset.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    accept_encoding::{Encoding, choose},
    bundle::{Bundle, BundleName, Bundles},
};
use crate::{media_type, stored_file::StoredFile};

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");
const ACCEPT_ENCODING: HeaderValue = HeaderValue::from_static("accept-encoding");

/// Every asset, ready to be sent, by its path under `/assets/`.
pub(super) struct Assets {
    files: BTreeMap<String, Servable>,
}

struct Servable {
    file: StoredFile,
    /// The entity tag without its quotes and without the encoding's ending.
    tag: String,
    content_type: HeaderValue,
    cache_control: HeaderValue,
}

impl Assets {
    /// Prepares the files of both bundles.
    pub(super) fn new(bundles: &Bundles) -> Self {
        let both = [
            (BundleName::Login, &bundles.login),
            (BundleName::Client, &bundles.client),
        ];
        let files = both
            .into_iter()
            .filter_map(|(name, bundle)| Some((name, bundle.as_ref()?)))
            .flat_map(|(bundle, Bundle { files, .. })| {
                files.iter().map(move |(name, file)| {
                    (format!("{bundle}/{name}"), Servable::new(name, file))
                })
            })
            .collect();
        Self { files }
    }

    /// The answer to GET or HEAD for a path under `/assets/`, or nothing if there is no such asset.
    pub(super) fn get(&self, path: &str, request: &HeaderMap) -> Option<Response> {
        Some(self.files.get(path)?.answer(request))
    }
}

/// The answer to GET or HEAD for a file that is not one of the bundles'.
pub(super) fn answer(name: &str, file: &StoredFile, request: &HeaderMap) -> Response {
    Servable::new(name, file).answer(request)
}

impl Servable {
    fn answer(&self, request: &HeaderMap) -> Response {
        let asset = self;
        let encoding = choose(request, |encoding| asset.body(encoding).is_some());
        let body = asset.body(encoding).unwrap_or(&asset.file.identity).clone();
        // The encoded forms are different representations, so each has a tag of its own.
        let tag = format!(
            "\"{}{}\"",
            asset.tag,
            encoding
                .token()
                .map(|t| format!("-{t}"))
                .unwrap_or_default()
        );

        let mut response = if is_known(request, &tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let mut response = body.into_response();
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, asset.content_type.clone());
            if let Some(token) = encoding.token() {
                response
                    .headers_mut()
                    .insert(header::CONTENT_ENCODING, HeaderValue::from_static(token));
            }
            response
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, asset.cache_control.clone());
        headers.insert(header::VARY, ACCEPT_ENCODING);
        headers.extend(HeaderValue::try_from(tag).map(|tag| (header::ETAG, tag)));
        response
    }

    fn new(name: &str, file: &StoredFile) -> Self {
        let hash = digest(&SHA256, &file.identity);
        Self {
            tag: URL_SAFE_NO_PAD.encode(hash.as_ref().get(..12).unwrap_or_default()),
            content_type: media_type::of(name),
            cache_control: if is_hashed(name) {
                IMMUTABLE
            } else {
                REVALIDATE
            },
            file: file.clone(),
        }
    }

    fn body(&self, encoding: Encoding) -> Option<&Bytes> {
        match encoding {
            Encoding::Brotli => self.file.brotli.as_ref(),
            Encoding::Gzip => self.file.gzip.as_ref(),
            Encoding::Identity => Some(&self.file.identity),
        }
    }
}

/// A name that changes with the content: some part of it is a long hexadecimal number. A file
/// without one must not be kept for a year under the same address.
fn is_hashed(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|part| part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// `If-None-Match` by weak comparison (RFC 9110 §13.1.2).
pub(super) fn is_known(request: &HeaderMap, tag: &str) -> bool {
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}
