//! light-oauth2's front: the login form, posted here or, by choice, straight to the service.

mod authorize;
mod login;
mod ready;
mod sign_in;

use std::sync::Arc;

use axum::{Router, routing::get};
use vestibule_ui::{forms::carried::Carried, pages::LOGIN_PATH};

use super::{Front, addressed};
use crate::{
    config::LightOauth2Mode,
    engines::light_oauth2::{LightOauth2, Refusal},
    host::{Host, problem::Problem},
};

/// Where the login form posts to, and where light-oauth2 has its own endpoint.
const SIGN_IN_PATH: &str = "/oauth2/code";

/// What the handlers share.
struct Desk {
    host: Arc<Host>,
    engine: Arc<LightOauth2>,
    mode: LightOauth2Mode,
}

/// The routes of the mode. Without the front's own sign-in no code is bound to a challenge here, so
/// there is no token endpoint either: it would add the secret for whoever holds a code.
pub fn front(host: Arc<Host>, engine: Arc<LightOauth2>, mode: LightOauth2Mode) -> Front {
    let desk = Arc::new(Desk {
        host,
        engine: Arc::clone(&engine),
        mode,
    });
    let addressed = addressed::passwords(&desk.host).merge(addressed::sign_out(&desk.host));
    let pages = Router::new()
        .route("/", get(login::get))
        .route(LOGIN_PATH, get(login::get))
        .route("/ready", get(ready::get));
    match mode {
        LightOauth2Mode::Native => Front {
            pages: pages.with_state(desk).merge(addressed),
            endpoints: Router::new(),
        },
        LightOauth2Mode::Front => {
            let pages = pages
                .route(SIGN_IN_PATH, super::sign_in(sign_in::post))
                .route("/oauth2/auth", get(authorize::get).post(authorize::post));
            Front {
                pages: pages.with_state(desk).merge(addressed),
                endpoints: engine.routes(),
            }
        }
    }
}

/// The engine's refusal of the request that `carried` is.
fn refused(refusal: Refusal, carried: Carried) -> Problem {
    Problem::Refused {
        status: refusal.status,
        code: refusal.code.to_owned(),
        description: refusal.description,
        carried,
    }
}
