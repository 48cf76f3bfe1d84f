//! The first half of a run: from settings to the address that the browser leaves for.

use oauth_proto::{
    authorize::{AuthorizationRequest, Redirect},
    check::{CheckId, Status},
    discovery::{Discovery as Search, DiscoveryStep},
    endpoint::Issuer,
    error::{Error, Misuse, Step},
    metadata::ServerMetadata,
    par,
    transaction::Transaction,
};

use super::{Failure, Journal, Sender, World, proofs::Proofs};
use crate::client::{
    report::Exchange,
    settings::{Discovery, Settings},
};

/// Where the browser goes, and what must be there when it is back.
#[derive(Debug)]
pub struct Departure {
    /// The address.
    pub url: String,
    /// What the answer is held against.
    pub transaction: Transaction,
    /// The server that was asked.
    pub server: ServerMetadata,
}

/// Prepares the authorization request.
pub async fn begin(
    world: &impl World,
    settings: &Settings,
    journal: &mut Journal,
) -> Result<Departure, Failure> {
    let server = know_server(world, settings, journal).await?;
    if settings.never_push && server.requires_par() {
        let cause = Misuse::ParRequired;
        return Err(journal.fail(Error::new(CheckId::ParResponse, cause)));
    }
    let proofs = Proofs::new(world, settings, &server, journal).await?;
    let mut asked = settings.authorization.clone();
    asked.dpop_jkt = proofs.thumbprint(world, journal).await?;
    let request = AuthorizationRequest::new(
        &server,
        &settings.client,
        asked,
        world.crypto(),
        &mut world.entropy(),
        world.now(),
        journal.trace(),
    )
    .await?;
    let Redirect { url, transaction } = if request.must_be_pushed() {
        let (push, pushed) = par::par_request(request, &server, &settings.client, journal.trace())?;
        let answer = journal
            .exchange(world, Sender::Page, Step::Par, push)
            .await?;
        par::process_par_response(pushed, &answer, journal.trace())?
    } else {
        request.redirect(journal.trace())?
    };
    journal.navigated(world, Exchange::navigation("authorization", &url));
    journal.publish(|_| ());
    Ok(Departure {
        url,
        transaction,
        server,
    })
}

/// What must be known before anything is asked for: a browser that can do it, and the server.
pub(super) async fn know_server(
    world: &impl World,
    settings: &Settings,
    journal: &mut Journal,
) -> Result<ServerMetadata, Failure> {
    world.require().map_err(|error| journal.fail(error))?;
    if settings.insecure_client_secret {
        journal.note(
            CheckId::ConfigEndpoints,
            Status::Warn,
            "a public client",
            "a client secret, which no browser can keep",
        );
    }
    let known = match &settings.server.discovery {
        Discovery::From(issuer) => discover(world, issuer, journal).await?,
        Discovery::Known(known) => (**known).clone(),
    };
    let server = settings.server.overridden(known);
    settings.judge_link(&server)?;
    Ok(server)
}

async fn discover(
    world: &impl World,
    issuer: &Issuer,
    journal: &mut Journal,
) -> Result<ServerMetadata, Failure> {
    let mut search = Search::new(issuer.clone(), journal.trace())?;
    loop {
        let answer = journal
            .exchange(world, Sender::Page, Step::Discovery, search.request())
            .await?;
        match search.process_response(&answer, journal.trace())? {
            DiscoveryStep::Found(server) => {
                journal.publish(|_| ());
                return Ok(*server);
            }
            DiscoveryStep::TryNext(next) => search = next,
        }
    }
}
