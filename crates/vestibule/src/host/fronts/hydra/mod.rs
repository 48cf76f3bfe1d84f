//! Ory Hydra's front: its login, consent, logout, error and device pages over the admin API.
//!
//! Hydra sends the browser to one of them with a challenge; the answer goes to the admin API, and the
//! browser back to Hydra. Nothing is kept here in between.

mod consent;
mod device;
mod form;
mod login;
mod logout;
mod ready;
mod trouble;

use std::sync::Arc;

use axum::{Router, routing::get};
use vestibule_ui::pages::{DEVICE_PATH, LOGIN_PATH};

use super::{Front, addressed, farewell::SIGNED_OUT_PATH};
use crate::{engines::hydra::Hydra, host::Host};

/// What the handlers share.
struct Desk {
    host: Arc<Host>,
    engine: Arc<Hydra>,
}

/// The routes that Hydra's `urls.*` name, and `/ready` for balancers.
pub fn front(host: Arc<Host>, engine: Arc<Hydra>) -> Front {
    let passwords = addressed::passwords(&host);
    let desk = Arc::new(Desk { host, engine });
    let pages = Router::new()
        .route("/", get(login::get))
        .route(LOGIN_PATH, get(login::get))
        .route(LOGIN_PATH, super::sign_in(login::post))
        .route(consent::PATH, get(consent::get).post(consent::post))
        .route(logout::PATH, get(logout::get).post(logout::post))
        .route(SIGNED_OUT_PATH, get(logout::signed_out))
        .route(DEVICE_PATH, get(device::get).post(device::post))
        .route(device::DONE_PATH, get(device::done))
        .route("/ready", get(ready::get))
        .with_state(desk)
        .merge(passwords);
    Front {
        pages,
        endpoints: Router::new(),
    }
}
