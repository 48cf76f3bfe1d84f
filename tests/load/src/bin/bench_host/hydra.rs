//! Ory Hydra with its state in SQLite, as far as the bench asks it for anything.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::process::Command;

use vestibule_load::Trouble;
use vestibule_load::http::Connection;
use vestibule_load::server::{Server, free_address};

/// Where its codes are sent.
pub(super) const REDIRECT_URI: &str = "http://127.0.0.1/callback";

/// A running Hydra with one public client, `demo`.
pub(super) struct Hydra {
    pub(super) server: Server,
    admin: SocketAddr,
}

impl Hydra {
    pub(super) async fn start(program: &Path, folder: &Path) -> Result<Self, Trouble> {
        let (public, admin) = (free_address().await?, free_address().await?);
        let dsn = format!(
            "sqlite://{}?_fk=true",
            folder.join("hydra.sqlite").display()
        );
        let migrated = Command::new(program)
            .args(["migrate", "sql", "-e", "--yes"])
            .env("DSN", &dsn)
            .output()
            .await?;
        if !migrated.status.success() {
            return Err(Trouble::NotReady("hydra's database"));
        }
        let mut command = Command::new(program);
        command
            .args(["serve", "all", "--dev", "--sqa-opt-out"])
            .env("DSN", &dsn)
            .env("LOG_LEVEL", "error")
            .env("SECRETS_SYSTEM", "a-secret-of-the-bench-only")
            .env("SERVE_PUBLIC_HOST", public.ip().to_string())
            .env("SERVE_PUBLIC_PORT", public.port().to_string())
            .env("SERVE_ADMIN_HOST", admin.ip().to_string())
            .env("SERVE_ADMIN_PORT", admin.port().to_string())
            .env("URLS_SELF_ISSUER", format!("http://{public}"))
            .env("URLS_LOGIN", format!("http://{public}/login"))
            .env("URLS_CONSENT", format!("http://{public}/consent"))
            .stderr(Stdio::null());
        let server = Server::start("hydra", public, &mut command).await?;
        let client = json!({
            "client_id": "demo",
            "token_endpoint_auth_method": "none",
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "scope": "openid offline_access",
            "redirect_uris": [REDIRECT_URI],
        });
        let mut connection = Connection::open(admin).await?;
        ask(&mut connection, "POST", "/admin/clients", &client).await?;
        Ok(Self { server, admin })
    }

    /// So many codes that nobody has exchanged.
    pub(super) async fn codes(&self, number: usize) -> Result<Vec<String>, Trouble> {
        let mut admin = Connection::open(self.admin).await?;
        let mut codes = Vec::with_capacity(number);
        for _ in 0..number {
            codes.push(code(self.server.address, &mut admin).await?);
        }
        Ok(codes)
    }
}

/// A code of one sign-in, whose login and consent are answered by Hydra's admin API.
async fn code(public: SocketAddr, admin: &mut Connection) -> Result<String, Trouble> {
    let mut browser = Connection::open(public).await?;
    let mut cookies: Vec<String> = Vec::new();
    let mut next = "/oauth2/auth?response_type=code&client_id=demo&scope=openid%20offline_access\
                    &redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&state=a-state-of-the-bench\
                    &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
        .to_owned();
    for _ in 0..6 {
        let answer = browser.get(&next, &cookies.join("; ")).await?;
        for cookie in answer.cookies {
            let name = cookie.split('=').next().unwrap_or_default().to_owned();
            cookies.retain(|each| !each.starts_with(&format!("{name}=")));
            cookies.push(cookie);
        }
        let location = answer
            .location
            .ok_or(Trouble::NotReady("hydra's redirect"))?;
        let value = |name: &str| {
            let (_, rest) = location.split_once(name)?;
            rest.split('&').next().map(str::to_owned)
        };
        if let Some(challenge) = value("login_challenge=") {
            let path =
                format!("/admin/oauth2/auth/requests/login/accept?login_challenge={challenge}");
            next = to(&ask(admin, "PUT", &path, &json!({ "subject": "admin" })).await?)?;
        } else if let Some(challenge) = value("consent_challenge=") {
            let path =
                format!("/admin/oauth2/auth/requests/consent/accept?consent_challenge={challenge}");
            let body = json!({ "grant_scope": ["openid", "offline_access"] });
            next = to(&ask(admin, "PUT", &path, &body).await?)?;
        } else if let Some(code) = value("code=") {
            return Ok(code);
        }
    }
    Err(Trouble::NotReady("hydra's code"))
}

async fn ask(
    admin: &mut Connection,
    method: &str,
    path: &str,
    body: &Value,
) -> Result<Value, Trouble> {
    let answer = admin
        .send_body(method, path, "application/json", "", &body.to_string())
        .await?;
    if answer.status >= 400 {
        return Err(Trouble::Answer {
            what: "hydra's admin API",
            status: answer.status,
            body: answer.body,
        });
    }
    Ok(serde_json::from_str(&answer.body).unwrap_or_default())
}

/// The path and query that Hydra sends the browser on to.
fn to(answer: &Value) -> Result<String, Trouble> {
    let location = answer.get("redirect_to").and_then(Value::as_str);
    location
        .and_then(|location| location.splitn(4, '/').nth(3))
        .map(|path| format!("/{path}"))
        .ok_or(Trouble::NotReady("hydra's redirect"))
}
