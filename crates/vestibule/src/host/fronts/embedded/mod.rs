//! The embedded engine's front: the login form that its authorization endpoint leads to.

mod authorize;
mod login;
mod sign_in;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use vestibule_ui::{forms::carried::Carried, pages::LOGIN_PATH};

use super::{Front, in_time};
use crate::{
    engines::embedded::{Embedded, Refusal},
    host::{Host, problem::Problem},
};

/// Where the login form posts to.
const SIGN_IN_PATH: &str = "/oauth2/code";

/// What the handlers share.
struct Desk {
    host: Arc<Host>,
    engine: Arc<Embedded>,
}

/// The embedded engine's routes.
pub fn front(host: Arc<Host>, engine: Arc<Embedded>) -> Front {
    let desk = Arc::new(Desk {
        host,
        engine: Arc::clone(&engine),
    });
    let pages = Router::new()
        .route("/", get(login::get))
        .route(LOGIN_PATH, get(login::get))
        .route("/oauth2/auth", get(authorize::get).post(authorize::post))
        .with_state(Arc::clone(&desk));
    // The engine answers GET of the same address, and its own way to a wrong method.
    let sign_in = Router::new()
        .route(SIGN_IN_PATH, post(sign_in::post))
        .with_state(desk);
    Front {
        pages,
        endpoints: in_time(sign_in).merge(engine.routes()),
    }
}

/// The engine's refusal of the request that `carried` is.
fn refused(refusal: Refusal, carried: Carried) -> Problem {
    Problem::Refused {
        status: refusal.status,
        code: refusal.code.to_owned(),
        description: refusal.description.to_owned(),
        carried,
    }
}
