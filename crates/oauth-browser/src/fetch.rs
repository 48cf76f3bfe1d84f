//! Sends one request: without credentials or cache, within a time limit, and reads the answer up to
//! a size limit. Knows no endpoint and no protocol rule; why a request without an answer failed is
//! `cors`'s and `probe`'s business.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use js_sys::{Array, JSON, Promise, Uint8Array};
use serde::Serialize;
use wasm_bindgen::JsCast;
use web_sys::{
    AbortSignal, ReadableStreamDefaultReader, ReadableStreamReadResult, Request, RequestInit,
    Response, ResponseType,
};

pub use crate::answer::Answer;
use crate::browser::{exception_name, window};
use crate::cancel::Cancel;
use crate::cors::{Diagnosis, is_preflighted};
use crate::json;
use crate::probe;
use crate::settled::Settled;

/// How long a request may take, its body included.
pub const TIME_LIMIT: Duration = Duration::from_secs(10);
/// How large an answer may be, after decompression.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// What to do when the server answers with a redirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redirects {
    /// Follow: for documents that hold no secret, such as metadata and keys.
    Follow,
    /// Refuse: a request that carries a code, a token or a secret goes where it was meant to go, or
    /// nowhere.
    Refuse,
}

/// The limits of one request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FetchOptions {
    /// Redirect rule.
    pub redirects: Redirects,
    /// Time limit for the whole exchange.
    pub time_limit: Duration,
    /// Size limit of the body.
    pub body_limit: usize,
    /// Lets someone end the request early.
    pub cancel: Option<Cancel>,
}

impl FetchOptions {
    /// For public documents: discovery and JWKS.
    pub fn document() -> Self {
        Self {
            redirects: Redirects::Follow,
            time_limit: TIME_LIMIT,
            body_limit: BODY_LIMIT,
            cancel: None,
        }
    }

    /// For requests that carry something secret: token, refresh, revocation, device, PAR, userinfo.
    pub fn exchange() -> Self {
        Self {
            redirects: Redirects::Refuse,
            ..Self::document()
        }
    }

    /// The same within another time.
    #[must_use]
    pub fn with_time_limit(self, time_limit: Duration) -> Self {
        Self { time_limit, ..self }
    }

    /// The same with another limit to the body's size.
    #[must_use]
    pub fn with_body_limit(self, body_limit: usize) -> Self {
        Self { body_limit, ..self }
    }

    /// The same, ended early by `cancel`.
    #[must_use]
    pub fn with_cancel(self, cancel: Cancel) -> Self {
        Self {
            cancel: Some(cancel),
            ..self
        }
    }
}

/// Why a request has no usable answer. None of these holds a body, a header or a query.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FetchError {
    /// The one who called cancelled.
    Cancelled,
    /// The request cannot be sent by a browser: a bad URL, method or header.
    Misuse,
    /// Failed before a status could be read; the diagnosis says as much as a browser lets a page
    /// find out.
    NoStatus(Box<Diagnosis>),
    /// The server answered with a redirect, which was not followed.
    RedirectRefused,
    /// No whole answer within the time limit.
    Timeout(Duration),
    /// The body is larger than the limit, in bytes.
    TooLarge(usize),
    /// The connection broke while the body was being read.
    Truncated,
}

impl FetchError {
    /// What was found out about a failure without a status.
    pub fn diagnosis(&self) -> Option<&Diagnosis> {
        match self {
            Self::NoStatus(diagnosis) => Some(diagnosis),
            _ => None,
        }
    }

    /// The server answers, but the browser may not show its answer to this page.
    pub fn is_cors(&self) -> bool {
        self.diagnosis().is_some_and(Diagnosis::is_cors)
    }

    /// Whether the same request can succeed later, if the request itself is safe to repeat.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Timeout(_) | Self::Truncated => true,
            Self::NoStatus(diagnosis) => diagnosis.is_retryable(),
            Self::Cancelled | Self::Misuse | Self::RedirectRefused | Self::TooLarge(_) => false,
        }
    }

    /// What its reader can do, in plain text.
    pub fn help(&self) -> String {
        match self {
            Self::Cancelled => "Start again when you are ready.".to_owned(),
            Self::Misuse => {
                "Check the URL and the headers of the request: a browser cannot send it.".to_owned()
            }
            Self::NoStatus(diagnosis) => diagnosis.help(),
            Self::RedirectRefused => {
                "Use the endpoint's final URL: a redirect would send codes and tokens on to \
                 an address that nobody checked."
                    .to_owned()
            }
            Self::Timeout(_) => {
                "Try again; if it happens again, look at the server's log and load.".to_owned()
            }
            Self::TooLarge(_) => {
                "Check that the URL is the endpoint's: no answer of this protocol is that large."
                    .to_owned()
            }
            Self::Truncated => {
                "Try again; look for a proxy that ends connections early.".to_owned()
            }
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => f.write_str("the request was cancelled"),
            Self::Misuse => f.write_str("the browser cannot send this request"),
            Self::NoStatus(diagnosis) => diagnosis.fmt(f),
            Self::RedirectRefused => {
                f.write_str("the server answered with a redirect, which is refused here")
            }
            Self::Timeout(limit) => write!(f, "no complete answer within {} ms", limit.as_millis()),
            Self::TooLarge(limit) => write!(f, "the answer is larger than {limit} bytes"),
            Self::Truncated => f.write_str("the connection broke in the middle of the answer"),
        }
    }
}

impl std::error::Error for FetchError {}

/// Sends `request` and reads the whole answer. Only the headers that the browser shows to this page
/// are in it.
pub async fn send(
    request: http::Request<Vec<u8>>,
    options: &FetchOptions,
) -> Result<http::Response<Vec<u8>>, FetchError> {
    exchange(request, options).await.map(Answer::into_response)
}

/// The same, before it is a response.
pub async fn exchange(
    request: http::Request<Vec<u8>>,
    options: &FetchOptions,
) -> Result<Answer, FetchError> {
    let url = request.uri().to_string();
    let preflighted = is_preflighted(&request);
    let signal = signal(options);
    let init = init(&request, options, &signal).ok_or(FetchError::Misuse)?;
    drop(request);
    let window = window().map_err(|_| FetchError::Misuse)?;
    let fetched = Settled::new(&window.fetch_with_str_and_init(&url, &init)).await;
    let Ok(Ok(response)) = fetched.map(JsCast::dyn_into::<Response>) else {
        if signal.aborted() {
            return Err(interrupted(&signal, options));
        }
        // A request that is none fails like a network that is none.
        if Request::new_with_str_and_init(&url, &init).is_err() {
            return Err(FetchError::Misuse);
        }
        let diagnosis = probe::diagnose(&url, preflighted, &signal).await;
        return Err(FetchError::NoStatus(Box::new(diagnosis)));
    };
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(FetchError::RedirectRefused);
    }
    let body = read_body(&response, &signal, options).await?;
    incoming(&response, body)
}

/// One signal for both ends of patience; the browser then also ends the reading of the body.
fn signal(options: &FetchOptions) -> AbortSignal {
    let limit = AbortSignal::timeout_with_u32(
        u32::try_from(options.time_limit.as_millis()).unwrap_or(u32::MAX),
    );
    match options.cancel.as_ref().and_then(Cancel::signal) {
        Some(cancel) => AbortSignal::any(&Array::of2(&limit, &cancel)),
        None => limit,
    }
}

fn interrupted(signal: &AbortSignal, options: &FetchOptions) -> FetchError {
    if exception_name(&signal.reason()) == "TimeoutError" {
        FetchError::Timeout(options.time_limit)
    } else {
        FetchError::Cancelled
    }
}

/// What `fetch` is told beside the URL. It crosses the border to the browser as one text: each call
/// across costs more than writing it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Init<'a> {
    method: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    mode: &'static str,
    credentials: &'static str,
    cache: &'static str,
    referrer_policy: &'static str,
    redirect: &'static str,
}

fn init(
    request: &http::Request<Vec<u8>>,
    options: &FetchOptions,
    signal: &AbortSignal,
) -> Option<RequestInit> {
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let init = Init {
        method: request.method().as_str(),
        headers: headers.collect::<Option<_>>()?,
        mode: "cors",
        credentials: "omit",
        cache: "no-store",
        referrer_policy: "no-referrer",
        // Not `error`: that one cannot be told from a broken network.
        redirect: match options.redirects {
            Redirects::Follow => "follow",
            Redirects::Refuse => "manual",
        },
    };
    let init = JSON::parse(&json::write(&init)?).ok()?;
    let init: RequestInit = init.unchecked_into();
    init.set_signal(Some(signal));
    if !request.body().is_empty() {
        init.set_body_opt_u8_array(Some(&Uint8Array::from(request.body().as_slice())));
    }
    Some(init)
}

/// Reads two chunks at a time, so that a short body, which is one and the end, is waited for once.
async fn read_body(
    response: &Response,
    signal: &AbortSignal,
    options: &FetchOptions,
) -> Result<Vec<u8>, FetchError> {
    let Some(stream) = response.body() else {
        return Ok(Vec::new());
    };
    let reader = ReadableStreamDefaultReader::new(&stream).map_err(|_| FetchError::Misuse)?;
    let mut body = Vec::new();
    loop {
        let reads = Promise::all(&Array::of2(&reader.read(), &reader.read()));
        let Ok(reads) = Settled::new(&reads).await else {
            return Err(if signal.aborted() {
                interrupted(signal, options)
            } else {
                FetchError::Truncated
            });
        };
        for read in reads.unchecked_into::<Array>() {
            let value = read
                .unchecked_into::<ReadableStreamReadResult>()
                .get_value();
            let Ok(chunk) = value.dyn_into::<Uint8Array>() else {
                return Ok(body);
            };
            let start = body.len();
            let end = start.saturating_add(chunk.length() as usize);
            if end > options.body_limit {
                // Best effort: the limit holds whether or not the stream takes note.
                let _closing = reader.cancel();
                return Err(FetchError::TooLarge(options.body_limit));
            }
            body.resize(end, 0);
            if let Some(room) = body.get_mut(start..) {
                chunk.copy_to(room);
            }
        }
    }
}

/// The headers come across as one text, as the request's went.
fn incoming(response: &Response, body: Vec<u8>) -> Result<Answer, FetchError> {
    let headers = JSON::stringify(&Array::from(&response.headers())).map(String::from);
    Ok(Answer {
        status: StatusCode::from_u16(response.status()).map_err(|_| FetchError::Truncated)?,
        headers: headers
            .ok()
            .and_then(|headers| json::read(&headers))
            .unwrap_or_default(),
        body,
    })
}
