//! Ory Hydra as the engine: a client of its admin API, and what the login view must keep between two
//! requests without keeping anything itself.
//!
//! Hydra speaks OAuth with the application; it asks who somebody is, and what they grant, by sending the
//! browser here with a challenge. Knows no page and no route; `host::fronts::hydra` does.

pub mod admin;
pub mod answer;
pub mod challenge;
pub mod error;
pub mod guard;
pub mod redirect;
pub mod request;
mod retry;

use std::{collections::HashMap, sync::Arc, time::Duration};

use crate::{
    clock::{self, Clock},
    entropy::Entropy,
    events::{Event, Events},
    throttle::{Limits, Peer, Throttle},
    users::Users,
};

pub use admin::{Admin, AdminKey, AdminSettings, AdminSetupError};
pub use challenge::{Challenge, Consent, Device, Login, Logout};
pub use error::AdminError;
pub use guard::{CookieKey, Guard, GuardError, GuardKeys};
pub use redirect::HydraRedirect;

/// What the operator decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How long Hydra keeps somebody signed in who wants that.
    pub remember: Duration,
    /// How long a consent is not asked for again, of who wants that.
    pub remember_consent: Duration,
    /// What a sign-in by password is worth, in the operator's words.
    pub acr: Option<String>,
    /// What scopes mean, in the operator's words.
    pub scopes: HashMap<String, String>,
}

impl Default for Policy {
    fn default() -> Self {
        let month = Duration::from_hours(30 * 24);
        Self {
            remember: month,
            remember_consent: month,
            acr: None,
            scopes: HashMap::new(),
        }
    }
}

/// The engine: Hydra behind its admin API, and the users who sign in.
pub struct Hydra {
    /// Hydra.
    pub admin: Admin,
    /// What binds forms to browsers.
    pub guard: Guard,
    /// Who can sign in.
    pub users: Users,
    /// What the operator decides.
    pub policy: Policy,
    /// Who must wait.
    pub throttle: Throttle,
    events: Events,
    sources: Sources,
}

/// What only the edge of the program has.
struct Sources {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Hydra {
    /// Puts the parts together; nothing is asked of Hydra yet.
    pub fn new(
        admin: Admin,
        guard: Guard,
        users: Users,
        policy: Policy,
        events: Events,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self {
            admin,
            guard,
            users,
            policy,
            throttle: Throttle::new(Limits::default(), &clock),
            events,
            sources: Sources { clock, entropy },
        }
    }

    /// Seconds since 1970.
    pub fn now(&self) -> u64 {
        u64::try_from(clock::unix_seconds(&*self.sources.clock)).unwrap_or(0)
    }

    /// Tells who keeps account what has happened.
    pub fn tell(&self, event: Event<'_>, peer: Peer) {
        self.events.tell(&*self.sources.clock, event, peer.0);
    }

    /// The random number generator.
    pub fn entropy(&self) -> &dyn Entropy {
        &*self.sources.entropy
    }
}
