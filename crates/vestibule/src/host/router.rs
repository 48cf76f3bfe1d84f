//! Which handler answers which address, and what surrounds every one of them.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, Request, State},
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};
use tracing::Instrument as _;

use super::{
    Host,
    accept_encoding::{self, Encoding},
    client,
    correlation::CorrelationId,
    error, files,
    fronts::{self, Front},
    headers, limits, peer,
    problem::Problem,
    token_worker,
    visit::Visit,
};

/// How much of a path is logged; this host's own are far shorter.
const LOGGED_PATH: usize = 200;

/// Every route: the host's own, and those that the engine's front brings.
pub fn router(host: Arc<Host>, front: Front) -> Router {
    let pages = Router::new()
        .route("/error", get(error::get).post(error::post))
        .route("/client", get(client::add_slash))
        .route(client::PATH, get(client::get))
        .route(token_worker::PATH, get(token_worker::get))
        .route("/callback", get(client::get).post(client::post))
        .route("/assets/{*path}", get(files::asset))
        .route("/brand/{name}", get(files::brand))
        .route("/favicon.svg", get(files::favicon))
        .route(
            "/favicon.ico",
            get(|| async { Redirect::permanent("/favicon.svg") }),
        )
        .route("/health", get(|| async { "ok\n" }))
        .with_state(Arc::clone(&host))
        .merge(front.pages)
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .fallback(|| async { Problem::NotFound });
    fronts::in_time(pages)
        .merge(front.endpoints)
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES))
        .layer(CatchPanicLayer::custom(|_| {
            Problem::Internal.into_response()
        }))
        .layer(middleware::from_fn_with_state(host, surround))
        .layer(CompressionLayer::new().compress_when(is_page))
        .layer(middleware::map_request(readable))
}

/// Whoever refuses each coding gets none, as with assets: a 406 would take the place of a status that says
/// what was done.
async fn readable(mut request: Request) -> Request {
    let headers = request.headers_mut();
    if accept_encoding::choose(headers, |_| true) == Encoding::Identity {
        headers.remove(header::ACCEPT_ENCODING);
    }
    request
}

/// Names the request, shows its problem as a page, completes the headers and writes the log line.
async fn surround(State(host): State<Arc<Host>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut random = [0; 8];
    if host.entropy.fill(&mut random).is_err() {
        // The name is for finding the request again; nothing is worth refusing it for.
        tracing::error!("no random bytes for a correlation id");
    }
    let began = host.clock.now();
    let visit = Visit::new(&parts, CorrelationId::from_random(random), began);
    let method = parts.method.clone();
    let mut request = Request::from_parts(parts, body);
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let connected = connected.map(|ConnectInfo(address)| address.ip());
    let peer = peer::peer(connected, request.headers(), &host.trusted_proxies);
    request.extensions_mut().insert(peer);
    request.extensions_mut().insert(visit.clone());

    let span = tracing::info_span!("request", id = %visit.correlation_id);
    let response = next.run(request).instrument(span.clone()).await;
    let response = host.show_problem(&visit, response);
    let status = response.status().as_u16();
    // The path only: a query may carry a code or a state.
    let path: String = visit.path.chars().take(LOGGED_PATH).collect();
    span.in_scope(|| tracing::info!(%method, path, status));
    if let Some(metrics) = &host.metrics {
        let took = host.clock.now().duration_since(began).unwrap_or_default();
        metrics.answered(response.status(), took);
    }
    headers::complete(host.transport, response)
}

/// Only pages are compressed as they are sent: assets are stored compressed, and answers of the
/// engine are short and hold secrets.
fn is_page(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
}
