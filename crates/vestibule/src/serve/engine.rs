//! The engine that the configuration names: opened, given its front, and closed again.
//!
//! The only place that knows every engine. What else an engine needs stands in its own module.

use std::{
    fs,
    sync::{Arc, Weak},
    time::Duration,
};

use super::{Edge, ServeError, hydra};
use crate::{
    config::{Config, EngineKind, LightOauth2Mode, TrustedBy},
    engines::{
        embedded::{DemoPassword, Embedded},
        hydra::Hydra,
        light_oauth2::{self, LightOauth2, Trust},
    },
    events::Events,
    host::{
        Host,
        fronts::{self, Front},
    },
    origin::Origin,
    throttle::Limits,
};

/// How often the engine looks after what it keeps.
const HOUSEKEEPING: Duration = Duration::from_mins(1);

/// Looks after an engine's state as long as there is one.
async fn keep_house(engine: Weak<Embedded>) {
    let mut interval = tokio::time::interval(HOUSEKEEPING);
    loop {
        interval.tick().await;
        match engine.upgrade() {
            Some(engine) => engine.keep_house().await,
            None => return,
        }
    }
}

/// An open engine.
pub(crate) enum Engine {
    /// The one in this binary.
    Embedded(Arc<Embedded>),
    /// Ory Hydra.
    Hydra(Arc<Hydra>),
    /// An existing light-oauth2 install.
    LightOauth2(Arc<LightOauth2>, LightOauth2Mode),
}

impl Engine {
    /// Opens what `config` names; `base` is where browsers reach the host.
    pub(super) async fn open(
        config: Config,
        base: &Origin,
        edge: &Edge,
        events: Events,
        demo_password: DemoPassword,
    ) -> Result<Self, ServeError> {
        match config.engine {
            EngineKind::Embedded => {
                let mut settings = config.embedded(base.clone());
                settings.events = events;
                settings.demo_password = demo_password;
                let (clock, entropy) = (Arc::clone(&edge.clock), Arc::clone(&edge.entropy));
                let engine = Embedded::open(settings, clock, entropy).await?;
                let engine = Arc::new(engine);
                tokio::spawn(keep_house(Arc::downgrade(&engine)));
                Ok(Self::Embedded(engine))
            }
            EngineKind::Hydra => {
                let engine = hydra::open(config, base, edge, events).await?;
                Ok(Self::Hydra(Arc::new(engine)))
            }
            EngineKind::LightOauth2 => light_oauth2(config, base, edge, events),
        }
    }

    /// Its routes.
    pub(super) fn front(&self, host: &Arc<Host>) -> Front {
        match self {
            Self::Embedded(engine) => fronts::embedded::front(Arc::clone(host), Arc::clone(engine)),
            Self::Hydra(engine) => fronts::hydra::front(Arc::clone(host), Arc::clone(engine)),
            Self::LightOauth2(engine, mode) => {
                fronts::light_oauth2::front(Arc::clone(host), Arc::clone(engine), *mode)
            }
        }
    }

    /// Where people go who forgot their password, if it can help them.
    pub(super) fn forgot_path(&self) -> Option<&'static str> {
        match self {
            Self::Embedded(engine) => engine.can_reset().then_some(fronts::embedded::FORGOT_PATH),
            Self::Hydra(_) | Self::LightOauth2(..) => None,
        }
    }

    /// Finishes what is under way.
    pub(super) async fn close(&self) {
        match self {
            Self::Embedded(engine) => engine.close().await,
            Self::Hydra(engine) => engine.users.close().await,
            Self::LightOauth2(..) => {}
        }
    }
}

fn light_oauth2(
    config: Config,
    base: &Origin,
    edge: &Edge,
    events: Events,
) -> Result<Engine, ServeError> {
    let table = config
        .light_oauth2
        .ok_or(ServeError::EngineNotConfigured("light_oauth2"))?;
    let trust = match table.trust {
        TrustedBy::System => Trust::System,
        TrustedBy::CaFile(path) => match fs::read(&path) {
            Ok(pem) => Trust::Ca(pem),
            Err(source) => return Err(ServeError::CaFile { path, source }),
        },
        TrustedBy::PublicKey(fingerprint) => Trust::PublicKey(fingerprint),
    };
    let settings = light_oauth2::Settings {
        public_url: base.clone(),
        services: table.services,
        trust,
        seal_key: table.seal_key,
        user_type: table.user_type,
        clients: config.clients,
        events,
        limits: Limits::default(),
    };
    let engine = LightOauth2::open(settings, Arc::clone(&edge.clock), &*edge.entropy)?;
    Ok(Engine::LightOauth2(Arc::new(engine), table.mode))
}
