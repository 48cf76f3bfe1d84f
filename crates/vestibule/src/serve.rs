//! `vestibule serve`: from options and the configuration file to a host that listens, and back to a
//! clean stop. Everything that can be wrong is found before anything is written.

mod engine;
mod hydra;
mod ready;

use std::{
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum_server::Handle;

use crate::{
    audit::{AuditLog, NoAuditLog},
    brand::live::{BrandError, Brands},
    cli,
    clock::Clock,
    config::{Config, ConfigError, EngineKind},
    engines::{
        embedded::{self, DemoPassword},
        hydra::AdminSetupError,
        light_oauth2,
    },
    entropy::{Entropy, Unavailable},
    events::Events,
    host::{
        self, Host,
        bundle::{BundleError, Bundles},
        form_origin::FormOrigins,
        headers::Transport,
        server::{self, Room},
        shutdown::StopSignals,
        tls::{self, TlsError},
    },
    metrics::{self, Metrics},
    origin::Origin,
    users::{DEMO_PASSWORD, UsersError, password::Password},
};

use engine::Engine;
use ready::Ready;

/// Where bundles are looked for when nothing else is said.
#[cfg(not(feature = "embed-assets"))]
const DEFAULT_ASSETS: &str = "dist";

/// Connections of those who ask for numbers.
const SCRAPERS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(15);

/// What only the edge of the program has.
pub struct Edge {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The random number generator.
    pub entropy: Arc<dyn Entropy>,
}

/// Why the host does not run, each with what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The configuration file.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// `--public-url` would have passwords sent in the open.
    #[error(
        "--public-url {0} would send passwords unencrypted; use https (only 127.0.0.1, [::1] and localhost may be http)"
    )]
    InsecurePublicUrl(Origin),
    /// `--https` together with an address that is not.
    #[error("https is on, but the public address is {0}; write it with https:, or leave https off")]
    PublicUrlScheme(Origin),
    /// Others can come, and whoever stands between reads their passwords.
    #[error(
        "listening on {0} lets others reach this host, and their passwords would be sent unencrypted; add --https, name the https address of the proxy before it with --public-url, or listen on 127.0.0.1 (--danger-plain-http serves it all the same)"
    )]
    PlainHttp(SocketAddr),
    /// Everybody knows the password, and everybody can come.
    #[error(
        "user {0:?} has the demonstration's password, which everybody knows, and others can reach {1}; give the user another by `vestibule hash-password`, or listen on 127.0.0.1 (with the embedded engine --danger-public-demo-password serves it all the same, and has whoever types it choose another)"
    )]
    PublicDemoPassword(String, Origin),
    /// The bundles.
    #[error(transparent)]
    Bundles(#[from] BundleError),
    /// The brand document.
    #[error(transparent)]
    Brand(#[from] BrandError),
    /// Somebody else listens there.
    #[error(
        "{address} is taken by another program; stop that one, or choose another address {}",
        named_by.with(*.address)
    )]
    AddressTaken {
        /// The address asked for.
        address: SocketAddr,
        /// By what.
        named_by: NamedBy,
    },
    /// The system does not let this program listen there.
    #[error("can't listen on {address}: {source}; choose another address {}", named_by.with(*.address))]
    NoListener {
        /// The address asked for.
        address: SocketAddr,
        /// By what.
        named_by: NamedBy,
        /// What the system said.
        source: io::Error,
    },
    /// The audit log.
    #[error(transparent)]
    Audit(#[from] NoAuditLog),
    /// The engine's state.
    #[error(transparent)]
    Engine(#[from] embedded::OpenError),
    /// The engine is named, and its table is not there.
    #[error(
        "the engine needs a table [{0}] in the configuration file; docs/guide has a page for each engine"
    )]
    EngineNotConfigured(&'static str),
    /// The certificates that a service is to be known by.
    #[error("{}: can't be read: {source}", path.display())]
    CaFile {
        /// The file named.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The client of Hydra's admin API.
    #[error("Hydra's admin API: {0}")]
    Hydra(#[from] AdminSetupError),
    /// The users' database.
    #[error(transparent)]
    Users(#[from] UsersError),
    /// The system has no random bytes.
    #[error(transparent)]
    NoEntropy(#[from] Unavailable),
    /// The front of light-oauth2.
    #[error(transparent)]
    LightOauth2(#[from] light_oauth2::OpenError),
    /// The self-signed certificate.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The system failed while serving.
    #[error("the server stopped: {0}")]
    Stopped(#[from] io::Error),
}

/// What says where to listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBy {
    /// The option, or the file's `listen`.
    Listen,
    /// The file's `metrics`.
    Metrics,
}

impl NamedBy {
    /// How to name another than this.
    fn with(self, address: SocketAddr) -> String {
        let host = host_of(address);
        match self {
            Self::Listen => format!("with --listen {host}:PORT"),
            Self::Metrics => format!("in the configuration file: metrics = \"{host}:PORT\""),
        }
    }
}

/// Serves until SIGINT or SIGTERM.
pub async fn serve(options: cli::Serve, edge: Edge, out: &mut dyn Write) -> Result<(), ServeError> {
    let config = configuration(&options)?;
    let bundles = bundles(options.assets.as_deref())?;
    let brand_file = options.brand.or_else(|| config.server.brand.clone());
    let brands = brand_file.as_deref().map(Brands::open).transpose()?;
    let brands = brands.unwrap_or_default();
    let has_bundles = bundles.login.is_some() && bundles.client.is_some();
    let https = config.server.https;
    if let Some(url) = &config.server.public_url {
        check_public_url(url, https)?;
    }

    let public_url = config.server.public_url.clone();
    let transport = transport(https, public_url.as_ref());
    if !options.danger_plain_http {
        refuse_plain_http(config.server.listen, transport)?;
    }

    let listener = listen(config.server.listen, NamedBy::Listen)?;
    let address = listener.local_addr()?;
    let base = match public_url {
        Some(url) => url,
        None => own_origin(address, https)?,
    };

    let local = address.ip().is_loopback() && base.is_loopback();
    if !local {
        refuse_demo_password(&config, &base, options.danger_public_demo_password)?;
    }

    let mut stop = StopSignals::listen()?;
    let tls = https.then(tls::self_signed).transpose()?;
    let metrics = config
        .log
        .metrics
        .map(|address| listen(address, NamedBy::Metrics));
    let metrics = metrics.transpose()?.map(|listener| {
        let metrics = Arc::new(Metrics::default());
        tokio::spawn(serve_metrics(listener, Arc::clone(&metrics)));
        metrics
    });
    let audit = config
        .log
        .audit
        .as_deref()
        .map(AuditLog::open)
        .transpose()?;
    let events = Events::new(audit.map(Arc::new), metrics.clone());
    let trusted_proxies = config.server.trusted_proxies.clone();
    let room = Room {
        total: config.server.connections,
        per_address: config.server.connections_per_address,
        proxies: trusted_proxies.clone(),
    };
    let demo_password = if local {
        DemoPassword::Works
    } else {
        DemoPassword::MustChange
    };
    let engine = tokio::select! {
        engine = Engine::open(config, &base, &edge, events, demo_password) => engine?,
        // A database elsewhere may keep it waiting.
        () = stop.received() => {
            tracing::info!("stopped before it was ready");
            return Ok(());
        }
    };
    let brands = brands.with_forgot_password(engine.forgot_path());
    let mut form_origins = options.login_origin;
    form_origins.push(base.clone());
    let host = Arc::new(Host::new(host::Parts {
        brands: brands.clone(),
        bundles,
        application: options.application_url.map(Into::into),
        form_origins: FormOrigins::new(transport.is_https(), form_origins),
        transport,
        metrics,
        trusted_proxies,
        clock: edge.clock,
        entropy: edge.entropy,
    }));

    let ready = Ready {
        base: &base,
        address,
        transport,
        has_bundles,
        engine: &engine,
    };
    // A closed standard output is no reason not to serve.
    let _ = ready.write(out);
    if let Some(file) = brand_file {
        brands.follow(file);
    }
    let handle = Handle::new();
    tokio::spawn(stop.stop_gracefully(handle.clone()));
    let front = engine.front(&host);
    let router = host::router(host, front);
    let served = server::serve(listener, router, tls, room, handle).await;
    engine.close().await;
    Ok(served?)
}

/// Answers Prometheus until the program ends.
async fn serve_metrics(listener: TcpListener, metrics: Arc<Metrics>) {
    let router = metrics::router(metrics);
    let served = server::serve(listener, router, None, Room::of(SCRAPERS), Handle::new()).await;
    if let Err(error) = served {
        tracing::error!(%error, "the listener for metrics stopped");
    }
}

/// Passwords leave this machine encrypted, by this host or by a proxy before it.
fn refuse_plain_http(listen: SocketAddr, transport: Transport) -> Result<(), ServeError> {
    if listen.ip().is_loopback() || transport.is_https() {
        Ok(())
    } else {
        Err(ServeError::PlainHttp(listen))
    }
}

/// The demonstration's password is for this machine alone. `dangerously` is for the embedded engine, which
/// has whoever types it choose another.
fn refuse_demo_password(
    config: &Config,
    base: &Origin,
    dangerously: bool,
) -> Result<(), ServeError> {
    match config.engine {
        EngineKind::Embedded if dangerously => return Ok(()),
        // Its services know who can sign in.
        EngineKind::LightOauth2 => return Ok(()),
        EngineKind::Embedded | EngineKind::Hydra => {}
    }
    let known = Password::new(DEMO_PASSWORD);
    let mut demo = config.users.iter().filter(|user| user.demo);
    match demo.find(|user| user.password.matches(&known)) {
        Some(user) => Err(ServeError::PublicDemoPassword(
            user.name.clone(),
            base.clone(),
        )),
        None => Ok(()),
    }
}

/// The file, or the demonstration; options win over either.
fn configuration(options: &cli::Serve) -> Result<Config, ConfigError> {
    let mut config = match &options.config {
        Some(path) => Config::load(path)?,
        None => Config::demo(),
    };
    if let Some(listen) = options.listen {
        config.server.listen = listen;
    }
    if let Some(url) = &options.public_url {
        config.server.public_url = Some(url.clone());
    }
    if let Some(folder) = &options.data {
        config.data.dir.clone_from(folder);
    }
    if let Some(engine) = options.engine {
        config.engine = engine;
    }
    if let Some(hydra) = &mut config.hydra {
        if let Some(key) = &options.hydra_admin_key {
            hydra.admin_key = Some(key.clone());
        }
        if !options.hydra_cookie_keys.is_empty() {
            hydra.cookie_keys.clone_from(&options.hydra_cookie_keys);
        }
    }
    config.server.https |= options.https;
    Ok(config)
}

/// The same rules as for the file's, which options may have made untrue.
fn check_public_url(url: &Origin, https: bool) -> Result<(), ServeError> {
    if url.is_https() {
        Ok(())
    } else if https {
        Err(ServeError::PublicUrlScheme(url.clone()))
    } else if url.is_loopback() {
        Ok(())
    } else {
        Err(ServeError::InsecurePublicUrl(url.clone()))
    }
}

/// An https address without https here means that a proxy has it.
fn transport(https: bool, public_url: Option<&Origin>) -> Transport {
    if https {
        Transport::SelfSignedHttps
    } else if public_url.is_some_and(Origin::is_https) {
        Transport::ProxiedHttps
    } else {
        Transport::Http
    }
}

/// The bundles of the folder that was named, which must be there; else those in this binary; else
/// those of the default folder, if there is one.
pub fn bundles(named: Option<&Path>) -> Result<Bundles, BundleError> {
    if let Some(folder) = named {
        return Bundles::from_folder(folder);
    }
    #[cfg(feature = "embed-assets")]
    return Bundles::embedded();
    #[cfg(not(feature = "embed-assets"))]
    match Bundles::from_folder(Path::new(DEFAULT_ASSETS)) {
        Err(BundleError::NoFolder(_)) => Ok(Bundles::default()),
        other => other,
    }
}

fn listen(address: SocketAddr, named_by: NamedBy) -> Result<TcpListener, ServeError> {
    let listener = TcpListener::bind(address).map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => ServeError::AddressTaken { address, named_by },
        _ => ServeError::NoListener {
            address,
            named_by,
            source,
        },
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// The address that a browser on this machine uses.
fn own_origin(address: SocketAddr, https: bool) -> Result<Origin, io::Error> {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let scheme = if https { "https" } else { "http" };
    let origin = format!("{scheme}://{}", SocketAddr::new(ip, address.port()));
    origin.parse().map_err(io::Error::other)
}

fn host_of(address: SocketAddr) -> String {
    let text = address.to_string();
    text.rsplit_once(':')
        .map_or_else(String::new, |(host, _)| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_address_is_one_that_browsers_can_use() {
        for (address, https, expected) in [
            ("127.0.0.1:6881", false, "http://127.0.0.1:6881"),
            ("0.0.0.0:443", true, "https://127.0.0.1"),
            ("[::]:8080", false, "http://[::1]:8080"),
            ("[::1]:8080", true, "https://[::1]:8080"),
        ] {
            let origin = own_origin(address.parse().unwrap(), https).unwrap();
            assert_eq!(origin.as_str(), expected);
        }
    }

    #[test]
    fn a_public_address_is_encrypted_or_on_this_machine() {
        let check = |url: &str, https| {
            check_public_url(&url.parse().unwrap(), https).map_err(|error| error.to_string())
        };
        assert_eq!(check("https://login.example", false), Ok(()));
        assert_eq!(check("http://localhost:8080", false), Ok(()));
        assert_eq!(
            check("http://login.example", false),
            Err(
                "--public-url http://login.example would send passwords unencrypted; \
                 use https (only 127.0.0.1, [::1] and localhost may be http)"
                    .to_owned()
            )
        );
        assert_eq!(
            check("http://localhost:8080", true),
            Err(
                "https is on, but the public address is http://localhost:8080; \
                 write it with https:, or leave https off"
                    .to_owned()
            )
        );
    }

    #[test]
    fn passwords_leave_this_machine_encrypted() {
        let refused = |listen: &str, transport| {
            let refused = refuse_plain_http(listen.parse().unwrap(), transport);
            refused.map_err(|error| error.to_string())
        };
        assert_eq!(
            refused("0.0.0.0:6881", Transport::Http),
            Err(
                "listening on 0.0.0.0:6881 lets others reach this host, and their passwords would be \
                 sent unencrypted; add --https, name the https address of the proxy before it with \
                 --public-url, or listen on 127.0.0.1 (--danger-plain-http serves it all the same)"
                    .to_owned()
            )
        );
        assert!(refused("192.0.2.1:80", Transport::Http).is_err());
        assert!(refused("[::]:80", Transport::Http).is_err());
        for (listen, transport) in [
            ("127.0.0.1:6881", Transport::Http),
            ("[::1]:6881", Transport::Http),
            ("0.0.0.0:443", Transport::SelfSignedHttps),
            ("0.0.0.0:6881", Transport::ProxiedHttps),
        ] {
            assert_eq!(refused(listen, transport), Ok(()), "{listen}");
        }
    }

    #[test]
    fn the_demonstrations_password_stays_on_this_machine() {
        let base: Origin = "https://login.example".parse().unwrap();
        let mut config = Config::demo();
        let refused = refuse_demo_password(&config, &base, false).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "user \"admin\" has the demonstration's password, which everybody knows, and others can \
             reach https://login.example; give the user another by `vestibule hash-password`, or listen \
             on 127.0.0.1 (with the embedded engine --danger-public-demo-password serves it all the same, \
             and has whoever types it choose another)"
        );
        for (engine, dangerously, served) in [
            (EngineKind::Embedded, true, true),
            (EngineKind::Hydra, true, false),
            (EngineKind::LightOauth2, false, true),
        ] {
            config.engine = engine;
            let refused = refuse_demo_password(&config, &base, dangerously);
            assert_eq!(refused.is_ok(), served, "{engine:?}");
        }
        config.engine = EngineKind::Hydra;
        let another = Password::new("another").hash(&[1; 16]).unwrap();
        config.users[0].password = another;
        assert!(refuse_demo_password(&config, &base, false).is_ok());
    }

    #[test]
    fn a_taken_address_says_what_to_do() {
        let taken = ServeError::AddressTaken {
            address: "[::1]:6881".parse().unwrap(),
            named_by: NamedBy::Listen,
        };
        assert_eq!(
            taken.to_string(),
            "[::1]:6881 is taken by another program; stop that one, \
             or choose another address with --listen [::1]:PORT"
        );
    }
}
