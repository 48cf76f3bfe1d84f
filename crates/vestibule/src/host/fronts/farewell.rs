//! `/signed-out`: what is left to say, where no application has named a place to return to.

use axum::{http::StatusCode, response::Response};
use vestibule_ui::pages::{self, Languages, SignedOutPage};

use crate::host::{Host, visit::Visit};

/// Where that is said.
pub(super) const SIGNED_OUT_PATH: &str = "/signed-out";

/// What became of the session.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Session {
    Over,
    /// The person stays signed in.
    Kept,
}

/// The page that says so.
pub(super) fn farewell(host: &Host, visit: &Visit, session: Session) -> Response {
    let stayed = session == Session::Kept;
    let page = SignedOutPage {
        application: host.pages.application().map(str::to_owned),
        stayed,
    };
    let here = Languages {
        path: SIGNED_OUT_PATH,
        query: "",
    };
    host.pages
        .page(visit, StatusCode::OK, (!stayed).then_some(here), |frame| {
            pages::signed_out(frame, &page)
        })
}
