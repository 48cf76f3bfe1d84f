//! The embedded engine's front: the login form that its authorization endpoint leads to.

mod authorize;
mod choose;
mod consent;
mod device;
mod forgot;
mod login;
mod logout;
mod sign_in;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use vestibule_ui::{
    forms::{carried::Carried, fields},
    pages::{DEVICE_PATH, LOGIN_PATH},
};

use super::{Front, farewell::SIGNED_OUT_PATH, in_time};
use crate::{
    engines::embedded::{CONSENT_PATH, Decision, Embedded, Refusal},
    host::{Host, problem::Problem},
};

/// Where a letter with a way to a new password is wished for.
pub const FORGOT_PATH: &str = "/forgot";

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
        .route(authorize::PATH, get(authorize::get).post(authorize::post))
        .route(CONSENT_PATH, get(consent::get).post(consent::post))
        .route(DEVICE_PATH, get(device::get).post(device::post))
        .route(device::DONE_PATH, get(device::done))
        .route(device::SIGN_IN_PATH, post(device::post_sign_in))
        .route(
            FORGOT_PATH,
            get(forgot::get_forgot).post(forgot::post_forgot),
        )
        .route(
            forgot::RESET_PATH,
            get(forgot::get_reset).post(forgot::post_reset),
        )
        .route(choose::PATH, post(choose::post))
        .route(
            "/oauth2/logout",
            get(logout::get).post(logout::post_endpoint),
        )
        // Under Ory Hydra's name too.
        .route(
            "/oauth2/sessions/logout",
            get(logout::get).post(logout::post_endpoint),
        )
        .route(logout::PATH, get(logout::get).post(logout::post))
        .route(SIGNED_OUT_PATH, get(logout::signed_out))
        .with_state(Arc::clone(&desk));
    // The engine answers GET of the same address, and its own way to a wrong method.
    let sign_in = Router::new()
        .route(SIGN_IN_PATH, super::sign_in(sign_in::post))
        .with_state(desk);
    Front {
        pages,
        endpoints: in_time(sign_in).merge(engine.routes()),
    }
}

/// A button, in the engine's words.
fn decision(pressed: fields::Decision) -> Decision {
    match pressed {
        fields::Decision::Accept => Decision::Accept,
        fields::Decision::Deny => Decision::Deny,
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
