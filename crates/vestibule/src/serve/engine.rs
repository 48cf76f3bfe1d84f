//! The engine that the configuration names: opened, given its front, and closed again.
//!
//! The only place that knows every engine. What else an engine needs stands in its own module.

use std::sync::Arc;

use super::{Edge, ServeError};
use crate::{
    config::{Config, EngineKind, origin::Origin},
    engines::embedded::{Embedded, Settings},
    host::{
        Host,
        fronts::{self, Front},
    },
};

/// An open engine.
pub(crate) enum Engine {
    /// The one in this binary.
    Embedded(Arc<Embedded>),
}

impl Engine {
    /// Opens what `config` names; `base` is where browsers reach the host.
    pub(super) async fn open(
        config: Config,
        base: &Origin,
        edge: &Edge,
    ) -> Result<Self, ServeError> {
        match config.engine {
            EngineKind::Embedded => {
                let settings = Settings::new(config, base.clone());
                let (clock, entropy) = (Arc::clone(&edge.clock), Arc::clone(&edge.entropy));
                let engine = Embedded::open(settings, clock, entropy).await?;
                Ok(Self::Embedded(Arc::new(engine)))
            }
        }
    }

    /// Its routes.
    pub(super) fn front(&self, host: &Arc<Host>) -> Front {
        match self {
            Self::Embedded(engine) => fronts::embedded::front(Arc::clone(host), Arc::clone(engine)),
        }
    }

    /// Finishes what is under way.
    pub(super) async fn close(&self) {
        match self {
            Self::Embedded(engine) => engine.close().await,
        }
    }
}
