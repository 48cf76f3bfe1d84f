//! What every page needs to know of the request it answers: its name, the language, whether a page is
//! wanted at all. Made once for each request.

use std::time::SystemTime;

use axum::http::{HeaderMap, Method, Uri, header, request::Parts};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use vestibule_ui::{i18n::Locale, pages::DEVICE_PATH};

use super::accept_encoding::{self, Encoding};
use super::correlation::CorrelationId;

/// The cookie that holds a person's choice of language, should the site set one.
const LOCALE_COOKIE: &str = "locale";

/// One request, as pages see it.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    pub(super) correlation_id: CorrelationId,
    /// The languages that its reader wishes, the most wanted first.
    pub(super) wishes: Vec<Locale>,
    /// The client that asks, if the request says so: pages have its brand.
    pub(super) client_id: Option<String>,
    /// The query as sent, without the question mark.
    pub(super) query: String,
    /// The path as sent.
    pub(super) path: String,
    /// Whether the request can be repeated by a link.
    pub(super) is_get: bool,
    time: SystemTime,
    /// The codings that its reader takes an answer in.
    pub(super) takes: Takes,
    /// Whether the client takes a page. Programs that ask for JSON get a line of text instead.
    pub(super) wants_html: bool,
}

/// The codings that pages are compressed in here, and whether a request takes an answer in each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Takes {
    pub(super) brotli: bool,
    pub(super) gzip: bool,
}

impl Visit {
    /// Reads what a request says of its reader.
    pub(super) fn new(request: &Parts, correlation_id: CorrelationId, now: SystemTime) -> Self {
        let query = request.uri.query().unwrap_or_default();
        Self {
            correlation_id,
            wishes: wishes(&request.uri, &request.headers),
            client_id: first(query, "client_id").filter(|_| !is_of_a_device(request.uri.path())),
            query: query.to_owned(),
            path: request.uri.path().to_owned(),
            is_get: matches!(request.method, Method::GET | Method::HEAD),
            time: now,
            takes: Takes::of(&request.headers),
            wants_html: wants_html(&request.headers),
        }
    }

    /// When, as RFC 3339.
    pub(super) fn rfc3339(&self) -> String {
        let time = OffsetDateTime::from(self.time);
        time.replace_nanosecond(0)
            .unwrap_or(time)
            .format(&Rfc3339)
            .unwrap_or_default()
    }

    /// The same, now that it is known which client asks, whatever the address says.
    pub(super) fn of_client(&self, client_id: &str) -> Self {
        Self {
            client_id: Some(client_id.to_owned()).filter(|id| !id.is_empty()),
            ..self.clone()
        }
    }
}

/// A device's page tells whose it is by its code alone: its address may name any client.
fn is_of_a_device(path: &str) -> bool {
    path.strip_prefix(DEVICE_PATH)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The first value of a parameter.
fn first(query: &str, wanted: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
}

fn wishes(uri: &Uri, headers: &HeaderMap) -> Vec<Locale> {
    let ui_locales = first(uri.query().unwrap_or_default(), "ui_locales");
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &header::HeaderValue| value.to_str().ok())
    };
    let cookie = text(header::COOKIE).and_then(|cookies| {
        cookies.split(';').find_map(|pair| {
            pair.split_once('=')
                .filter(|(name, _)| name.trim() == LOCALE_COOKIE)
                .map(|(_, value)| value.trim())
        })
    });
    Locale::wishes(ui_locales.as_deref(), cookie, text(header::ACCEPT_LANGUAGE))
}

impl Takes {
    fn of(headers: &HeaderMap) -> Self {
        Self {
            brotli: accept_encoding::accepts(headers, Encoding::Brotli),
            gzip: accept_encoding::accepts(headers, Encoding::Gzip),
        }
    }
}

fn wants_html(headers: &HeaderMap) -> bool {
    let mut accepted = headers.get_all(header::ACCEPT).iter().peekable();
    accepted.peek().is_none()
        || accepted
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|range| {
                let media_type = range.split(';').next().unwrap_or_default().trim();
                matches!(
                    media_type,
                    "text/html" | "application/xhtml+xml" | "text/*" | "*/*"
                )
            })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::http::Request;

    use super::*;

    fn visit(uri: &str, headers: &[(&str, &str)]) -> Visit {
        let request = headers
            .iter()
            .fold(Request::get(uri), |request, (name, value)| {
                request.header(*name, *value)
            })
            .body(())
            .unwrap();
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_793_445_245_678);
        Visit::new(
            &request.into_parts().0,
            CorrelationId::from_random([0; 8]),
            now,
        )
    }

    #[test]
    fn the_query_wins_over_the_cookie_and_the_cookie_over_the_browser() {
        let headers = [("cookie", "a=b; locale=ar"), ("accept-language", "en")];
        assert_eq!(
            visit("/login?ui_locales=de+eo", &headers).wishes,
            [Locale::De, Locale::Ar, Locale::En]
        );
        assert_eq!(visit("/login", &headers).wishes, [Locale::Ar, Locale::En]);
        assert_eq!(
            visit("/login", &[("accept-language", "de-CH, en;q=0.5")]).wishes,
            [Locale::De, Locale::En]
        );
        assert_eq!(visit("/login?ui_locales=%FF%00", &[]).wishes, []);
    }

    #[test]
    fn a_page_is_for_whoever_takes_html() {
        assert!(visit("/", &[("accept", "text/html,application/xml;q=0.9")]).wants_html);
        assert!(visit("/", &[("accept", "image/png, */* ;q=0.8")]).wants_html);
        assert!(visit("/", &[]).wants_html);
        assert!(!visit("/", &[("accept", "application/json")]).wants_html);
    }

    #[test]
    fn the_address_of_a_devices_page_names_no_client() {
        for (uri, client_id) in [
            ("/login?client_id=spa", Some("spa")),
            ("/devices?client_id=spa", Some("spa")),
            ("/device?client_id=spa", None),
            ("/device/done?client_id=spa", None),
        ] {
            assert_eq!(visit(uri, &[]).client_id.as_deref(), client_id, "{uri}");
        }
    }

    #[test]
    fn the_time_is_in_whole_seconds() {
        assert_eq!(visit("/", &[]).rfc3339(), "2026-10-31T11:14:05Z");
    }
}
