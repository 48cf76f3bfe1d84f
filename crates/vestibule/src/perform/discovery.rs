//! Asking the server for its endpoints, where they are not known yet. Which they must be is the flow's
//! business.

use http::{Request, Response};
use oauth_proto::{
    check::Trace,
    discovery::{Discovery, DiscoveryStep},
    error::{Error, Step},
    metadata::ServerMetadata,
};

use super::{
    http_client::HttpClient,
    target::{Endpoints, Target},
    verdict::Failure,
};

/// The end of a run at a check.
#[derive(Debug)]
pub(super) struct Stop {
    error: Error,
    /// Better advice than the core can give, where there is some.
    help: Option<&'static str>,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self { error, help: None }
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        Self::new(&stop.error, stop.help)
    }
}

/// Sends a request of the run; a missing answer leaves its row.
pub(super) async fn exchange(
    http: &HttpClient,
    step: Step,
    request: Request<Vec<u8>>,
    trace: &mut Trace,
) -> Result<Response<Vec<u8>>, Stop> {
    http.send(request).await.map_err(|fault| {
        let error = fault.at(step);
        trace.record(&error);
        Stop {
            error,
            help: Some(fault.help()),
        }
    })
}

/// The server's endpoints.
pub(super) async fn endpoints(
    http: &HttpClient,
    target: &Target,
    trace: &mut Trace,
) -> Result<ServerMetadata, Stop> {
    let known = match &target.endpoints {
        Endpoints::Known(known) => (**known).clone(),
        Endpoints::DiscoveredFrom(issuer) => {
            let mut search = Discovery::new(issuer.clone(), trace)?;
            loop {
                let answer = exchange(http, Step::Discovery, search.request(), trace).await?;
                match search.process_response(&answer, trace)? {
                    DiscoveryStep::Found(server) => break *server,
                    DiscoveryStep::TryNext(next) => search = next,
                }
            }
        }
    };
    Ok(target.overridden(known))
}
