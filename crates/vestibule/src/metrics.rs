//! Numbers for Prometheus, on a listener of their own: who may read them is the operator's to say,
//! and the public never.

use std::{fmt, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};

/// The media type of the answer.
const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct EventLabels {
    event: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RequestLabels {
    status: u16,
}

/// All numbers.
pub struct Metrics {
    registry: Registry,
    events: Family<EventLabels, Counter>,
    requests: Family<RequestLabels, Counter>,
    seconds: Histogram,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("vestibule");
        let events = Family::default();
        let requests = Family::default();
        // From a millisecond to half a minute.
        let seconds = Histogram::new(exponential_buckets(0.001, 2.0, 16));
        registry.register(
            "events",
            "What happened to people and their tokens, as in the audit log",
            events.clone(),
        );
        registry.register("requests", "Answered requests", requests.clone());
        registry.register(
            "request_seconds",
            "From a request's head to its answer's",
            seconds.clone(),
        );
        Self {
            registry,
            events,
            requests,
            seconds,
        }
    }
}

impl Metrics {
    /// One more event of that name.
    pub(crate) fn count(&self, event: &'static str) {
        self.events.get_or_create(&EventLabels { event }).inc();
    }

    /// One more answer.
    pub(crate) fn answered(&self, status: StatusCode, took: Duration) {
        let status = status.as_u16();
        self.requests.get_or_create(&RequestLabels { status }).inc();
        self.seconds.observe(took.as_secs_f64());
    }

    /// All of them, as text.
    fn text(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

/// `/metrics`, for a listener of its own.
pub fn router(metrics: Arc<Metrics>) -> Router {
    Router::new()
        .route("/metrics", get(answer))
        .with_state(metrics)
}

async fn answer(State(metrics): State<Arc<Metrics>>) -> Response {
    match metrics.text() {
        Ok(text) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_by_name() {
        let metrics = Metrics::default();
        metrics.count("signed_in");
        metrics.count("signed_in");
        metrics.answered(StatusCode::FOUND, Duration::from_millis(3));
        let text = metrics.text().unwrap();
        for line in [
            "vestibule_events_total{event=\"signed_in\"} 2",
            "vestibule_requests_total{status=\"302\"} 1",
            "vestibule_request_seconds_bucket{le=\"0.002\"} 0",
            "vestibule_request_seconds_bucket{le=\"0.004\"} 1",
            "vestibule_request_seconds_count 1",
        ] {
            assert!(text.lines().any(|each| each == line), "{line}\n{text}");
        }
        assert!(text.ends_with("# EOF\n"));
    }
}
