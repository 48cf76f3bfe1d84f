//! One exchange of a run as it went over the wire. It must not know what its answer meant: that is in
//! the report's rows.

use http::{HeaderMap, Request, Response};

use super::Text;

/// Longest part of a body that is kept, in characters.
const KEPT_BODY: usize = 20_000;
/// The step that is taken again and again.
const POLL: &str = "device_poll";

/// A request and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Which step of the run: a key of the report's `timings_ms`, or `authorization`, `callback`,
    /// `logout` for what the browser itself went to and came back with.
    pub step: String,
    /// Who carried it.
    pub carrier: Carrier,
    /// The method.
    pub method: String,
    /// The address.
    pub url: Text,
    /// The headers as set; the browser adds its own.
    pub headers: Vec<Header>,
    /// The body as sent.
    pub body: Text,
    /// When it was sent, in milliseconds since 1970.
    pub started_ms: u64,
    /// How long until the whole answer was there, or until it was given up.
    pub duration_ms: u32,
    /// What came back, where the page could read it.
    pub answer: Option<Answer>,
    /// How many rows the report had when it was sent: the rows from there on to the next exchange's are
    /// about this one.
    pub rows_before: usize,
    /// How often it was sent in a row with the same outcome; the times are the last one's.
    pub times: u32,
}

/// Who carried an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The page, by fetch.
    Page,
    /// The worker that has the refresh token, which it puts in where the page has a placeholder.
    Worker,
    /// The browser itself, by going there.
    Browser,
    /// The relay of the command that serves this page, for what a browser cannot send.
    Relay,
}

/// An answer that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Those of its headers that the browser shows to a page of another origin.
    pub headers: Vec<Header>,
    /// Its body as text, cut at a sensible length.
    pub body: Text,
    /// Whether it was cut.
    pub is_cut: bool,
}

/// A header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name in lower case.
    pub name: String,
    /// Its value.
    pub value: Text,
}

impl Exchange {
    /// A request that is about to be sent.
    pub fn of(step: &str, request: &Request<Vec<u8>>) -> Self {
        let body = String::from_utf8_lossy(request.body());
        Self {
            step: step.to_owned(),
            carrier: Carrier::Page,
            method: request.method().as_str().to_owned(),
            url: Text::address(&request.uri().to_string()),
            headers: headers(request.headers()),
            body: Text::body(&body),
            started_ms: 0,
            duration_ms: 0,
            answer: None,
            rows_before: 0,
            times: 1,
        }
    }

    /// The browser came back to the redirect URI with these parameters.
    pub fn callback(redirect_uri: &str, query: &str, fragment: &str) -> Self {
        let with = |mark: &str, part: &str| match part {
            "" => String::new(),
            part => [mark, part].concat(),
        };
        let mark = if redirect_uri.contains('?') { "&" } else { "?" };
        let url = [redirect_uri, &with(mark, query), &with("#", fragment)].concat();
        Self::navigation("callback", &url)
    }

    /// The browser is sent to this address, or came back to it.
    pub fn navigation(step: &str, url: &str) -> Self {
        Self {
            step: step.to_owned(),
            carrier: Carrier::Browser,
            method: "GET".to_owned(),
            url: Text::address(url),
            headers: Vec::new(),
            body: Text::default(),
            started_ms: 0,
            duration_ms: 0,
            answer: None,
            rows_before: 0,
            times: 1,
        }
    }

    /// Whether `next` asked the same again and was told the same.
    pub(super) fn is_repeated_by(&self, next: &Self) -> bool {
        let said = |exchange: &Self| exchange.answer.as_ref().map(|answer| answer.body.clone());
        let is_poll = [&self.step, &next.step].map(|step| step == POLL) == [true, true];
        is_poll && self.body == next.body && said(self) == said(next)
    }

    /// The same without what opens doors: what may outlive the page in the tab's storage.
    #[must_use]
    pub fn without_secrets(&self) -> Self {
        let answer = |answer: &Answer| Answer {
            headers: without_secrets(&answer.headers),
            body: answer.body.without_secrets(),
            ..answer.clone()
        };
        Self {
            url: self.url.without_secrets(),
            headers: without_secrets(&self.headers),
            body: self.body.without_secrets(),
            answer: self.answer.as_ref().map(answer),
            ..self.clone()
        }
    }
}

impl Answer {
    /// What came back, with these of its headers.
    pub fn of(response: &Response<Vec<u8>>, headers: &[(String, String)]) -> Self {
        let body = String::from_utf8_lossy(response.body());
        let end = body.char_indices().nth(KEPT_BODY).map(|(end, _)| end);
        Self {
            status: response.status().as_u16(),
            headers: headers
                .iter()
                .map(|(name, value)| header(name, value))
                .collect(),
            body: Text::body(body.get(..end.unwrap_or(body.len())).unwrap_or_default()),
            is_cut: end.is_some(),
        }
    }
}

fn headers(map: &HeaderMap) -> Vec<Header> {
    map.iter()
        .map(|(name, value)| header(name.as_str(), &String::from_utf8_lossy(value.as_bytes())))
        .collect()
}

fn header(name: &str, value: &str) -> Header {
    Header {
        name: name.to_owned(),
        value: Text::header(name, value),
    }
}

fn without_secrets(headers: &[Header]) -> Vec<Header> {
    headers
        .iter()
        .map(|header| Header {
            name: header.name.clone(),
            value: header.value.without_secrets(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{
        super::storage::{exchange as restored, exchange_value as kept},
        *,
    };

    fn exchange() -> Exchange {
        let request = Request::builder()
            .method("POST")
            .uri("https://as.example/token")
            .header("authorization", "Basic YTpi")
            .body(b"code=c-1&client_id=demo".to_vec())
            .unwrap();
        let response = Response::builder()
            .status(400)
            .body(br#"{"error":"invalid_grant","id_token":"e.y.J"}"#.to_vec())
            .unwrap();
        let headers = [("content-type".to_owned(), "application/json".to_owned())];
        Exchange {
            answer: Some(Answer::of(&response, &headers)),
            ..Exchange::of("token", &request)
        }
    }

    #[test]
    fn it_is_what_went_over_the_wire() {
        let exchange = exchange();
        assert_eq!(exchange.method, "POST");
        assert_eq!(exchange.url, Text::plain("https://as.example/token"));
        assert_eq!(exchange.body.expose_secrets(), "code=c-1&client_id=demo");
        assert_eq!(
            exchange.headers,
            [Header {
                name: "authorization".to_owned(),
                value: Text::header("authorization", "Basic YTpi"),
            }]
        );
        let answer = exchange.answer.unwrap();
        assert_eq!(answer.status, 400);
        assert_eq!(answer.headers[0].name, "content-type");
        assert!(!answer.is_cut);
    }

    #[test]
    fn storage_gets_no_secret() {
        let exchange = exchange();
        let kept = kept(&exchange.without_secrets()).to_string();
        for secret in ["c-1", "YTpi", "e.y.J"] {
            assert!(!kept.contains(secret), "{secret}");
            assert!(!format!("{exchange:?}").contains(secret), "{secret}");
        }
        assert!(kept.contains("invalid_grant") && kept.contains("client_id=demo"));
        let back = restored(&serde_json::from_str(&kept).unwrap());
        assert_eq!(back, Some(exchange.without_secrets()));
    }

    #[test]
    fn a_long_body_is_cut_between_characters() {
        let response = Response::new("ä".repeat(KEPT_BODY + 1).into_bytes());
        let answer = Answer::of(&response, &[]);
        assert!(answer.is_cut);
        assert_eq!(answer.body.expose_secrets().chars().count(), KEPT_BODY);
    }
}
