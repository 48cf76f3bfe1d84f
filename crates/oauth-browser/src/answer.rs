//! A server's whole answer as the browser gives it, and as the core takes it. Knows no endpoint.

use http::header::{HeaderName, HeaderValue};
use http::{Response, StatusCode};
use oauth_proto::read_header;

/// Status, headers and body.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// Names in lower case, and values: those that the browser shows to this page.
    pub headers: Vec<(String, String)>,
    /// The body, whole.
    pub body: Vec<u8>,
}

/// Shows no header and no body: tokens may be in them.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Answer {
    /// With every header.
    pub fn into_response(self) -> Response<Vec<u8>> {
        let (response, _) = self.into_parts(|name| HeaderName::from_bytes(name.as_bytes()).ok());
        response
    }

    /// With those headers that the core reads, and beside it all of them as text. Whoever takes answers by this alone
    /// has no table of all registered names in the bundle, which weighs four kilobytes.
    pub fn for_core(self) -> (Response<Vec<u8>>, Vec<(String, String)>) {
        self.into_parts(read_header)
    }

    fn into_parts(
        self,
        read: fn(&str) -> Option<HeaderName>,
    ) -> (Response<Vec<u8>>, Vec<(String, String)>) {
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        for (name, value) in &self.headers {
            if let (Some(name), Ok(value)) = (read(name), HeaderValue::from_bytes(value.as_bytes()))
            {
                response.headers_mut().append(name, value);
            }
        }
        (response, self.headers)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn answer() -> Answer {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Answer {
            status: StatusCode::BAD_REQUEST,
            headers: vec![
                header("content-type", "application/json"),
                header("x-own", "1"),
                header("dpop-nonce", "n-1"),
                header("www-authenticate", "Bearer"),
                header("www-authenticate", "DPoP"),
                header("not a name", "x"),
                header("x-bad", "a\nb"),
            ],
            body: b"{}".to_vec(),
        }
    }

    fn names(response: &Response<Vec<u8>>) -> Vec<&str> {
        response.headers().keys().map(HeaderName::as_str).collect()
    }

    #[test]
    fn a_response_has_every_header_that_is_one() {
        let response = answer().into_response();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert_eq!(
            names(&response),
            ["content-type", "x-own", "dpop-nonce", "www-authenticate"]
        );
        assert_eq!(response.body(), b"{}");
    }

    #[test]
    fn the_core_gets_what_it_reads_and_nothing_is_lost() {
        let (response, headers) = answer().for_core();
        assert_eq!(
            names(&response),
            ["content-type", "dpop-nonce", "www-authenticate"]
        );
        let challenges = response.headers().get_all("www-authenticate");
        assert_eq!(challenges.iter().collect::<Vec<_>>(), ["Bearer", "DPoP"]);
        assert_eq!(headers, answer().headers);
    }
}
