//! The tour's host that others reach although it has the demonstration's password: whoever signs in by that must
//! choose another.

use super::brand::Brand;
use super::{Tour, request, stops};
use crate::servers::{KNOWN_HASH, Vestibule};
use crate::trouble::Outcome;

stops! {
    /// A state of somebody who has signed in by the demonstration's password.
    KnownPasswordStop:
    /// Another password is asked for.
    Choose = "choose-password", "form#reset[action='/choose-password']";
    /// It is too short.
    Short = "choose-password-short", "#problem[data-code=password_too_short]";
    /// The two differ.
    Mismatch = "choose-password-mismatch", "#problem[data-code=password_mismatch]";
    /// The form is too old, or was used.
    Expired = "choose-password-expired", "#problem[data-code=expired_form]";
}

/// The host.
pub(super) struct KnownPassword(Vestibule);

impl KnownPassword {
    pub(super) async fn open(brand: &Brand) -> Outcome<Self> {
        let text = format!(
            r#"
[server]
listen = "127.0.0.1:1"
public_url = "https://login.example"
trusted_proxies = ["127.0.0.1"]
brand = "{}"

[data]
dir = "not-used"

[[client]]
client_id = "demo"
name = "Account overview"
redirect_uris = ["/callback"]
scope = "openid profile email offline_access"
public = true

[[user]]
name = "admin"
demo = true
password_hash = "{KNOWN_HASH}"
"#,
            brand.document().display()
        );
        Vestibule::dangerously_public(&text).await.map(Self)
    }
}

impl Tour {
    pub(super) async fn reach_by_known_password(&self, stop: KnownPasswordStop) -> Outcome<()> {
        let query = request("demo", "https://login.example/callback", &[]);
        let url = self.known_password.0.url(&format!("/login?{query}"));
        self.browser.go(&url).await?;
        let credentials = [("j_username", "admin"), ("j_password", "123456")];
        self.send("#sign-in", &credentials).await?;
        let choice = |new, again| [("new_password", new), ("confirm_password", again)];
        let [new, again] = match stop {
            KnownPasswordStop::Choose => return Ok(()),
            KnownPasswordStop::Short => choice("short", "short"),
            KnownPasswordStop::Mismatch => choice("a new one", "another one"),
            KnownPasswordStop::Expired => {
                let [new, again] = choice("a new one", "a new one");
                return self
                    .send("#continue", &[("token", "none"), new, again])
                    .await;
            }
        };
        self.send("#continue", &[new, again]).await
    }
}
