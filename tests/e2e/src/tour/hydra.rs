//! The tour's host that is the pages of Ory Hydra, and a Hydra that is only its admin API: what it answers is in the
//! challenge, so that it need remember nothing.

use serde_json::{Value, json};

use super::brand::Brand;
use super::{Tour, request, stops};
use crate::servers::{Asked, KNOWN_HASH, Reply, ScriptedServer, Vestibule};
use crate::trouble::Outcome;

stops! {
    /// A state of the pages of Ory Hydra.
    HydraStop:
    /// The form.
    Login = "hydra-login", "form#login [name=login_challenge]";
    /// A wrong password.
    LoginRefused = "hydra-login-refused", "#problem[data-code=invalid_credentials]";
    /// A form that is not this browser's.
    LoginExpired = "hydra-login-expired", ":has(form#login) #problem[data-code=expired_form]";
    /// Hydra gave no answer to the right password.
    LoginAway = "hydra-login-away", ":has(form#login) #problem[data-code=temporarily_unavailable]";
    /// The challenge of a form is too old by now; there is a way to begin again.
    Expired = "hydra-expired", ":has(#restart) #problem[data-code=expired]";
    /// What may an application have, and for which resources?
    Consent = "hydra-consent", "form#consent [name=consent_challenge]";
    /// The same in a form that is not this browser's.
    ConsentExpired = "hydra-consent-expired", ":has(form#consent) #problem[data-code=expired_form]";
    /// Hydra gave no answer to what was granted.
    ConsentAway = "hydra-consent-away", ":not(:has(form#consent)) #problem[data-code=temporarily_unavailable]";
    /// A device's code is asked for.
    Device = "hydra-device", "form#device input.v-code";
    /// Is it one's own device? Nobody tells here what it may have.
    DeviceConfirm = "hydra-device-confirm", ".v-shown-code";
    /// The device is signed in.
    DeviceDone = "hydra-device-done", "[role=status] h1";
    /// An application asks whether to sign out.
    Logout = "hydra-logout", "form#logout";
    /// A new password is asked for, of somebody whom the letter names, for another server.
    Reset = "hydra-reset", "form#reset #email[readonly]";
}

/// The host, and the admin API that it asks.
pub(super) struct Hydra {
    host: Vestibule,
    _admin: ScriptedServer,
}

impl Hydra {
    pub(super) async fn open(brand: &Brand) -> Outcome<Self> {
        let admin = ScriptedServer::start(answer).await?;
        let brand = brand.document_with("hydra.toml", SUBMIT)?;
        let text = format!(
            r#"
[server]
listen = "127.0.0.1:1"
trusted_proxies = ["127.0.0.1"]
brand = "{}"

[data]
dir = "not-used"

[engine]
kind = "hydra"

[hydra]
admin_url = "{}"
public_url = "{PUBLIC}"
cookie_keys = ["the tests' own key, which is no secret"]

[[user]]
name = "ada"
sub = "ada-1815"
password_hash = "{KNOWN_HASH}"
"#,
            brand.display(),
            admin.origin()
        );
        Ok(Self {
            host: Vestibule::configured(&text).await?,
            _admin: admin,
        })
    }
}

impl Tour {
    pub(super) async fn reach_at_hydra(&self, stop: HydraStop) -> Outcome<()> {
        let browser = &self.browser;
        let host = |path: &str| self.hydra.host.url(path);
        let login = host(&format!("/login?login_challenge={GOOD}"));
        let consent = host(&format!("/consent?consent_challenge={GOOD}"));
        let device = host(&format!("/device?device_challenge={GOOD}"));
        let name = self.person();
        let wrong = [("j_username", name.as_str()), ("j_password", "wrong")];
        match stop {
            HydraStop::Login => browser.go(&login).await,
            HydraStop::LoginRefused => {
                browser.go(&login).await?;
                self.send("#sign-in", &wrong).await
            }
            HydraStop::LoginExpired => {
                browser.go(&login).await?;
                self.send("#sign-in", &[("j_csrf", "none")]).await
            }
            HydraStop::LoginAway => {
                let url = host(&format!("/login?login_challenge={AWAY}"));
                browser.go(&url).await?;
                let right = [("j_username", "ada"), ("j_password", "123456")];
                self.send("#sign-in", &right).await
            }
            HydraStop::Expired => {
                browser.go(&login).await?;
                self.send("#sign-in", &[("login_challenge", OLD)]).await
            }
            HydraStop::Consent => browser.go(&consent).await,
            HydraStop::ConsentExpired => {
                browser.go(&consent).await?;
                self.send("button[value=accept]", &[("j_csrf", "none")])
                    .await
            }
            HydraStop::ConsentAway => {
                let url = host(&format!("/consent?consent_challenge={AWAY}"));
                browser.go(&url).await?;
                self.send("button[value=accept]", &[]).await
            }
            HydraStop::Device => browser.go(&device).await,
            HydraStop::DeviceConfirm => browser.go(&format!("{device}&user_code=WDJBMJHT")).await,
            HydraStop::DeviceDone => browser.go(&host("/device/done")).await,
            HydraStop::Logout => {
                let url = host(&format!("/logout?logout_challenge={GOOD}"));
                browser.go(&url).await
            }
            HydraStop::Reset => {
                browser
                    .go(&host("/reset?token=none&email=ada@example.com"))
                    .await
            }
        }
    }
}

/// Hydra has no passwords, so who sets a new one is somebody else.
const SUBMIT: &str = r#"
[submit]
reset = { url = "/posted" }
"#;

/// Where browsers would reach Hydra.
const PUBLIC: &str = "https://hydra.example";

/// A challenge of which Hydra tells what it is asked.
const GOOD: &str = "good";
/// One whose answer finds it away.
const AWAY: &str = "away";
/// One that it has forgotten.
const OLD: &str = "old";

/// The few calls of the admin API that a visit leads to.
fn answer(asked: &Asked) -> Option<Reply> {
    let step = asked.path.strip_prefix("/admin/oauth2/auth/requests/")?;
    let (_, challenge) = asked.query.split_once('=')?;
    if asked.method == "PUT" {
        return Some(Reply::Json(503, json!({})));
    }
    if challenge == OLD {
        return Some(Reply::Json(401, json!({ "error": "request_unauthorized" })));
    }
    Some(Reply::Json(200, question(step)))
}

/// What Hydra tells about a login, a consent or a logout.
fn question(step: &str) -> Value {
    const CALLBACK: &str = "https://accounts.example/callback";
    let url = format!("{PUBLIC}/oauth2/auth?{}", request("demo", CALLBACK, &[]));
    let subject = if step == "login" { "" } else { "ada-1815" };
    json!({
        "skip": false,
        "subject": subject,
        "client": {
            "client_id": "demo",
            "client_name": "Account overview",
            "redirect_uris": [CALLBACK],
            "policy_uri": "https://accounts.example/privacy",
            "tos_uri": "https://accounts.example/terms",
        },
        "requested_scope": ["openid", "profile", "email", "offline_access", "portal.w"],
        "requested_access_token_audience": ["https://api.accounts.example"],
        "request_url": url,
    })
}
