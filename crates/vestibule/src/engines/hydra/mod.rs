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

pub use admin::{Admin, AdminKey, AdminSettings, AdminSetupError};
pub use challenge::{Challenge, Consent, Device, Login, Logout};
pub use error::AdminError;
pub use guard::{Guard, GuardKeys};
pub use redirect::HydraRedirect;
