//! Ory Hydra: the client page against it, and the login view as its pages.

mod client_page;
mod login_view;
mod perform;
mod replicas_on_postgres;

use vestibule_e2e::servers::{Hydra, KNOWN_HASH};

/// The configuration of a host that is the pages of a Hydra; browsers reach it at `origin`.
pub(crate) fn configuration(origin: &str, hydra: &Hydra) -> String {
    let (admin, public) = (hydra.admin(), hydra.issuer());
    format!(
        r#"
[server]
listen = "127.0.0.1:1"
public_url = "{origin}"

[data]
dir = "not-used"

[engine]
kind = "hydra"

[hydra]
admin_url = "{admin}"
public_url = "{public}"
cookie_keys = ["the tests' own key, which is no secret"]

[[user]]
name = "ada"
sub = "ada-1815"
password_hash = "{KNOWN_HASH}"

[user.claims]
name = "Ada Lovelace"
email = "ada@example.com"
"#
    )
}
