//! What stands between the host and an engine, a folder for each engine: the routes where the two
//! meet. A front asks its engine and has the host's pages show the answer; it holds no rule of either.

mod addressed;
pub mod embedded;
mod farewell;
pub mod hydra;
pub mod light_oauth2;
mod login_form;
pub(crate) mod perform;

use axum::{
    Router,
    handler::Handler,
    middleware,
    response::IntoResponse as _,
    routing::{MethodRouter, post},
};

use super::{for_script, problem::Problem};
use crate::time_limits::{self, TimeLimit};

/// The routes that an engine adds to the host's own.
pub struct Front {
    /// Addresses that people visit. Whatever else they are asked for is answered by the host's pages.
    pub(super) pages: Router,
    /// Addresses that programs call, or that answer a wrong method in words of their own. They carry
    /// their own time limits.
    pub(super) endpoints: Router,
}

/// The handler of a sign-in form, for browsers and for the login page's own script.
pub(super) fn sign_in<S, H, T>(handler: H) -> MethodRouter<S>
where
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    post(handler).layer(middleware::from_fn(for_script::answer))
}

/// Gives up on what people wait for, with a page that says so.
pub(super) fn in_time<S: Clone + Send + Sync + 'static>(routes: Router<S>) -> Router<S> {
    routes.layer(middleware::from_fn_with_state(
        TimeLimit::of_request(|| Problem::TooSlow.into_response()),
        time_limits::in_time,
    ))
}
