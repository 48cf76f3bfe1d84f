//! `vestibule perform authorization-code`: serves the client page on loopback, opens the browser there
//! and waits for what the page hands over. The page performs the flow; this helps it where a browser
//! can't (`relay`), and tells what came of it.

pub(crate) mod conversation;
mod door;
pub(crate) mod handed_over;
mod page;
pub(crate) mod relay;
pub(crate) mod sign_in;

use std::{
    io::{self, Write as _},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    num::NonZeroUsize,
    sync::Arc,
    time::Duration,
};

use axum_server::Handle;
use oauth_proto::{
    client::{Client, ClientAuth},
    endpoint::Endpoint,
    metadata::EndpointName,
    scope::Scope,
};
use tokio::sync::mpsc;
use url::Url;

use self::{
    conversation::{Conversation, Parts},
    door::Door,
    relay::Relay,
    sign_in::SignIn,
};
use super::{
    PerformError, Terminal, UsageError, format, http_client,
    options::{AuthorizationCode, Environment, RelayUse},
    target::{Credentials, Target},
};
use crate::{
    brand::live::Brands,
    host::{
        self, Host, bundle::Bundles, form_origin::FormOrigins, fronts, headers::Transport, server,
        shutdown::StopSignals, tls,
    },
    origin::Origin,
    serve::{self, Edge},
};

/// Where the page takes the answer of the authorization endpoint.
const CALLBACK: &str = "/callback";
/// How long the page may take to hear that its result has arrived.
const GOODBYE: Duration = Duration::from_secs(2);
/// One browser has a few.
const CONNECTIONS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(63);

/// Performs the flow, or as many as the person asks for. Gives whether every check of each held.
pub(super) async fn perform(
    options: AuthorizationCode,
    environment: &Environment,
    edge: &Edge,
    terminal: &mut Terminal<'_>,
) -> Result<bool, PerformError> {
    let common = &options.common;
    let overrides = [(EndpointName::Authorization, options.auth_url.clone())];
    let target = Target::new(common, environment, overrides).map_err(UsageError::from)?;
    let credentials = Credentials::new(common, environment).map_err(UsageError::from)?;
    // The page would refuse them too, but only once the browser is open.
    Client::new(&credentials.id, ClientAuth::None).map_err(|_| UsageError::ClientId)?;
    Scope::parse(&common.scope.join(" ")).ok_or(UsageError::Scope)?;
    let relay_use = relay_use(&options, &credentials)?;

    let bundles = serve::bundles(options.assets.as_deref())?;
    if bundles.client.is_none() {
        return Err(PerformError::NoPage);
    }
    let sign_in = sign_in(&options, &target)?;
    let listener = listen(&options)?;
    let own = own_origin(listener.local_addr()?, options.https)?;
    let origin = page_origin(&own, options.redirect.as_ref());
    let (results, inbox) = mpsc::channel(1);
    let conversation = Arc::new(Conversation::new(Parts {
        origin: origin.clone(),
        page: page::address(&options, &target, &credentials),
        relay_use,
        door: Door::new(&*edge.entropy)?,
        relay: Relay::new(
            http_client(common, &target)?,
            target,
            credentials,
            options.client_auth,
            options.relay,
        ),
        ends: !options.no_shutdown,
        results,
    }));

    let handle = Handle::new();
    let tls = options.https.then(tls::self_signed).transpose()?;
    let host = Arc::new(host(&options, bundles, &origin, edge));
    let front = fronts::perform::front(&host, Arc::clone(&conversation), sign_in);
    let router = host::router(host, front);
    let serving = tokio::spawn(server::serve(
        listener,
        router,
        tls,
        server::Room::of(CONNECTIONS),
        handle.clone(),
    ));
    let held = wait(&options, &conversation, inbox, edge, terminal).await;
    handle.graceful_shutdown(Some(GOODBYE));
    // It has no say in what came of the run.
    let _ = serving.await;
    held
}

/// Tells where to go and what came of it, until there is nothing more to wait for.
async fn wait(
    options: &AuthorizationCode,
    conversation: &Conversation,
    mut inbox: mpsc::Receiver<super::verdict::Verdict>,
    edge: &Edge,
    terminal: &mut Terminal<'_>,
) -> Result<bool, PerformError> {
    let mut stop = StopSignals::listen()?;
    invite(options, conversation, terminal)?;
    let format = format(&options.common);
    let mut so_far = None;
    loop {
        let verdict = tokio::select! {
            verdict = inbox.recv() => verdict,
            () = stop.received() => None,
        };
        let Some(verdict) = verdict else {
            if so_far.is_none() {
                writeln!(terminal.err, "\nStopped before the page had a result.")?;
            }
            return Ok(so_far.unwrap_or(false));
        };
        let (out, err) = (&mut *terminal.out, &mut *terminal.err);
        let told = verdict.tell(&format, edge.clock.now(), out, err);
        if !options.no_shutdown {
            return Ok(told?);
        }
        let held = match told {
            Err(super::verdict::TellError::NoSuchValue(error)) => {
                writeln!(terminal.err, "{error}")?;
                false
            }
            other => other?,
        };
        so_far = Some(held && so_far.unwrap_or(true));
        conversation.door().renew_ticket(&*edge.entropy)?;
        if let Some(address) = conversation.start_address() {
            writeln!(
                terminal.err,
                "\nAnother round: press \"Start again\" on the page, or open\n  {address}\nEnd with Ctrl-C."
            )?;
        }
    }
}

fn invite(
    options: &AuthorizationCode,
    conversation: &Conversation,
    terminal: &mut Terminal<'_>,
) -> Result<(), PerformError> {
    let Some(address) = conversation.start_address() else {
        return Ok(());
    };
    let err = &mut terminal.err;
    if options.state.is_some() {
        writeln!(
            err,
            "warning: a fixed --state protects from nothing; leave it out"
        )?;
    }
    if options.danger_no_pkce {
        writeln!(
            err,
            "warning: without PKCE a stolen code is as good as a token"
        )?;
    }
    if options.https {
        writeln!(
            err,
            "The browser will warn about the certificate: it was made just now and nobody signed it."
        )?;
    }
    let opened = !options.no_open && open::that_detached(&address).is_ok();
    let how = if opened {
        "The browser was opened at this address, which works once:"
    } else {
        "Open this address in a browser on this machine; it works once:"
    };
    writeln!(err, "{how}\n  {address}")?;
    let redirect = match &options.redirect {
        Some(redirect) => redirect.as_str().to_owned(),
        None => format!("{}{CALLBACK}", conversation.origin()),
    };
    writeln!(
        err,
        "The client's registration must name this redirect URI:\n  {redirect}"
    )?;
    Ok(())
}

/// Hydra's login and consent steps, where the server is one by its base.
fn sign_in(options: &AuthorizationCode, target: &Target) -> Result<Option<SignIn>, PerformError> {
    let admin = options.admin_endpoint.as_ref().or(target.endpoint.as_ref());
    let public = target.endpoint.as_ref().or(admin);
    let (Some(admin), Some(public)) = (admin, public) else {
        return if options.skip {
            Err(UsageError::SkipWithoutHydra.into())
        } else {
            Ok(None)
        };
    };
    // Addresses that are endpoints are URLs with an origin.
    let url = Url::parse(admin.as_str()).map_err(|_| UsageError::SkipWithoutHydra)?;
    let public = Origin::of(public.as_str()).ok_or(UsageError::SkipWithoutHydra)?;
    let sign_in = SignIn::new(url, public, &options.common, options.skip)?;
    Ok(Some(sign_in))
}

/// What the page is told of the relay. `auto` becomes `always` where a browser can do nothing.
fn relay_use(
    options: &AuthorizationCode,
    credentials: &Credentials,
) -> Result<&'static str, UsageError> {
    let common = &options.common;
    let needed = if credentials.secret.is_some() {
        Some("a client secret")
    } else if !common.http_header.is_empty() {
        Some("-H")
    } else if common.skip_tls_verify {
        Some("--skip-tls-verify")
    } else {
        None
    };
    match (options.relay, needed) {
        (RelayUse::Never, Some(what)) => Err(UsageError::RelayNeeded(what)),
        (RelayUse::Never, None) => Ok("never"),
        (RelayUse::Always, _) | (RelayUse::Auto, Some(_)) => Ok("always"),
        (RelayUse::Auto, None) => Ok("auto"),
    }
}

/// Loopback only: the page and the relay are for this machine.
fn listen(options: &AuthorizationCode) -> Result<TcpListener, PerformError> {
    let is_v6 = options
        .redirect
        .as_ref()
        .is_some_and(|redirect| redirect.as_str().contains("://[::1]"));
    let ip: IpAddr = if is_v6 {
        Ipv6Addr::LOCALHOST.into()
    } else {
        Ipv4Addr::LOCALHOST.into()
    };
    let address = SocketAddr::new(ip, options.port);
    let listener = TcpListener::bind(address).map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => PerformError::PortTaken(options.port),
        _ => PerformError::NoListener { address, source },
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn own_origin(address: SocketAddr, https: bool) -> io::Result<Origin> {
    let scheme = if https { "https" } else { "http" };
    let origin = format!("{scheme}://{address}");
    origin.parse().map_err(io::Error::other)
}

/// Where the page is opened: where the answer will come back to, since a browser shares what the page
/// remembers with no other origin. A redirect URI that is not the page's own callback is somebody
/// else's, and the page stays here.
fn page_origin(own: &Origin, redirect: Option<&Endpoint>) -> Origin {
    let named = redirect.filter(|redirect| redirect.path() == CALLBACK);
    named
        .and_then(|redirect| Origin::of(redirect.as_str()))
        .unwrap_or_else(|| own.clone())
}

fn host(options: &AuthorizationCode, bundles: Bundles, origin: &Origin, edge: &Edge) -> Host {
    let transport = if options.https {
        Transport::SelfSignedHttps
    } else {
        Transport::Http
    };
    Host::new(host::Parts {
        brands: Brands::default(),
        bundles,
        application: None,
        form_origins: FormOrigins::new(transport.is_https(), vec![origin.clone()]),
        transport,
        metrics: None,
        trusted_proxies: Vec::new(),
        clock: Arc::clone(&edge.clock),
        entropy: Arc::clone(&edge.entropy),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_opened_where_the_answer_comes_back_to() {
        let own: Origin = "http://127.0.0.1:4446".parse().unwrap();
        for (redirect, expected) in [
            (None, "http://127.0.0.1:4446"),
            (
                Some("http://localhost:4446/callback"),
                "http://localhost:4446",
            ),
            (Some("https://dev.example/callback"), "https://dev.example"),
            (
                Some("http://localhost:8080/authorization"),
                "http://127.0.0.1:4446",
            ),
        ] {
            let redirect = redirect.map(|text| Endpoint::parse(text).unwrap());
            let origin = page_origin(&own, redirect.as_ref());
            assert_eq!(origin.as_str(), expected);
        }
    }
}
