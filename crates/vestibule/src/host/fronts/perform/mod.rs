//! The front of `vestibule perform authorization-code`: the address that the terminal shows, and what
//! the page asks of the command. It holds no rule; those are `perform::authorization_code`'s.

mod hydra;
mod relay;
mod result;
mod start;

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, StatusCode, header, uri},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};

use super::{Front, in_time};
use crate::{
    host::Host,
    perform::authorization_code::{conversation::Conversation, sign_in::SignIn},
};

/// The header in which the page shows its key. No other origin can send it without being asked first,
/// and nobody is allowed to.
const KEY: &str = "x-vestibule-key";
/// The longest result that is read: the tokens, and a row for each check.
const RESULT_BYTES: usize = 2 * 1024 * 1024;
/// The longest request that is relayed.
const RELAY_BYTES: usize = 256 * 1024;

/// The command's routes.
pub(crate) fn front(
    host: &Arc<Host>,
    conversation: Arc<Conversation>,
    sign_in: Option<SignIn>,
) -> Front {
    let start = Router::new()
        .route("/", get(start::lost))
        .route("/start/{ticket}", get(start::get));
    let page = Router::new()
        .route("/perform/greeting", post(StatusCode::NO_CONTENT))
        .route(
            "/perform/relay",
            post(relay::post).layer(DefaultBodyLimit::max(RELAY_BYTES)),
        )
        .route(
            "/perform/result",
            post(result::post).layer(DefaultBodyLimit::max(RESULT_BYTES)),
        )
        .layer(middleware::from_fn_with_state(
            Arc::clone(&conversation),
            from_the_page,
        ));
    let steps = sign_in.map(|sign_in| hydra::routes(Arc::clone(host), sign_in));
    let addressed = middleware::from_fn_with_state(Arc::clone(&conversation), addressed);
    Front {
        pages: start
            .with_state(Arc::clone(&conversation))
            .merge(steps.unwrap_or_default())
            .layer(addressed.clone()),
        endpoints: in_time(page).layer(addressed).with_state(conversation),
    }
}

/// Refuses what reaches this host by a name that is not its own.
async fn addressed(
    State(conversation): State<Arc<Conversation>>,
    request: Request,
    next: Next,
) -> Response {
    let authority = request.uri().authority().map(uri::Authority::as_str);
    let named = || request.headers().get(header::HOST)?.to_str().ok();
    let authority = authority.or_else(named).unwrap_or_default();
    if conversation.is_addressed(authority) {
        next.run(request).await
    } else {
        StatusCode::MISDIRECTED_REQUEST.into_response()
    }
}

/// Refuses whoever is not the page that was opened from the terminal.
async fn from_the_page(
    State(conversation): State<Arc<Conversation>>,
    request: Request,
    next: Next,
) -> Response {
    if is_from_the_page(&conversation, request.headers()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

fn is_from_the_page(conversation: &Conversation, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    text("origin").is_some_and(|origin| conversation.is_own_origin(origin))
        && text(KEY).is_some_and(|key| conversation.admits(key))
}
