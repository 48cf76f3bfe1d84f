//! GET of what is not a page: the bundles' files, those of brands, and the icon.

use std::sync::Arc;

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};

use super::{Host, assets, problem::Problem};

const ICON: &str = include_str!("favicon.svg");

/// A file below `/assets/`. A path that is no text is the path of none.
pub(super) async fn asset(
    State(host): State<Arc<Host>>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Path(path) = path.map_err(|_| Problem::NotFound)?;
    host.assets.get(&path, &headers).ok_or(Problem::NotFound)
}

/// A file of a brand.
pub(super) async fn brand(
    State(host): State<Arc<Host>>,
    name: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Path(name) = name.map_err(|_| Problem::NotFound)?;
    let file = host.brands.file(&name).ok_or(Problem::NotFound)?;
    Ok(assets::answer(&name, &file, &headers))
}

/// The icon, for whoever asks without having read a page: pages carry theirs inside.
pub(super) async fn favicon() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (headers, ICON)
}
