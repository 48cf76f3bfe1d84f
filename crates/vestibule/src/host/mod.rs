//! What answers the network: routes, pages, assets, headers, TLS. It knows no protocol rule; those
//! belong to an engine, whose front (`fronts`) brings its routes. Nor does it read the clock or the random number generator: both are given.

mod accept_encoding;
mod assets;
pub mod bundle;
mod client;
mod connections;
mod correlation;
pub(crate) mod csp;
mod error;
mod files;
mod for_script;
pub mod form_origin;
pub mod fronts;
pub mod headers;
mod limits;
mod login_sheets;
mod packed;
mod pages;
mod peer;
mod problem;
mod redirect;
mod router;
pub mod server;
pub mod shutdown;
mod stamp;
pub mod tls;
mod token_worker;
mod visit;

use std::{net::IpAddr, sync::Arc};

use axum::{extract::Request, http::header, response::Response};

use crate::{brand::live::Brands, clock::Clock, entropy::Entropy, metrics::Metrics};

use assets::Assets;
use bundle::Bundles;
use form_origin::FormOrigins;
use headers::Transport;
use pages::Pages;
use problem::Problem;
use visit::Visit;

pub use router::router;

/// What every handler shares.
pub struct Host {
    pages: Pages,
    brands: Brands,
    assets: Assets,
    form_origins: FormOrigins,
    transport: Transport,
    metrics: Option<Arc<Metrics>>,
    trusted_proxies: Vec<IpAddr>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

/// What a host is made of.
pub struct Parts {
    /// In whose name pages are drawn.
    pub brands: Brands,
    /// What pages load.
    pub bundles: Bundles,
    /// Where people who came without a request are sent.
    pub application: Option<String>,
    /// Whose pages may post the sign-in form.
    pub form_origins: FormOrigins,
    /// How browsers reach the host.
    pub transport: Transport,
    /// Who counts the answers.
    pub metrics: Option<Arc<Metrics>>,
    /// Who is believed when it says whom it was asked by.
    pub trusted_proxies: Vec<IpAddr>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The random number generator.
    pub entropy: Arc<dyn Entropy>,
}

impl Host {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self {
            pages: Pages::new(parts.brands.clone(), &parts.bundles, parts.application),
            brands: parts.brands,
            assets: Assets::new(&parts.bundles),
            form_origins: parts.form_origins,
            transport: parts.transport,
            metrics: parts.metrics,
            trusted_proxies: parts.trusted_proxies,
            clock: parts.clock,
            entropy: parts.entropy,
        }
    }

    /// Refuses a form that another site made the browser post.
    fn check_form_origin(&self, request: &Request) -> Result<(), Problem> {
        let authority = request.uri().authority().map(http::uri::Authority::as_str);
        let named = || request.headers().get(header::HOST)?.to_str().ok();
        if self
            .form_origins
            .allow(request.headers(), authority.or_else(named))
        {
            Ok(())
        } else {
            Err(Problem::ForeignForm)
        }
    }

    /// Gives a response that is only a problem the body that shows it, and keeps its headers: a 405
    /// has its `Allow` by then.
    fn show_problem(&self, visit: &Visit, response: Response) -> Response {
        let (mut parts, body) = response.into_parts();
        let Some(problem) = parts.extensions.remove::<Problem>() else {
            return Response::from_parts(parts, body);
        };
        let mut shown = self.pages.problem(visit, &problem);
        for (name, value) in &parts.headers {
            shown
                .headers_mut()
                .entry(name)
                .or_insert_with(|| value.clone());
        }
        shown
    }
}
