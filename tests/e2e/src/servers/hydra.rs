//! A real, foreign authorization server: Ory Hydra, built from its Go module in `peers/hydra`.
//!
//! It has no pages of its own: who tests the login view lets that answer for it, and who tests
//! something else answers by [`Hydra::accept_login`] and [`Hydra::accept_consent`].

use std::env;
use std::net::SocketAddr;
use std::process::Stdio;

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use tokio::process::{Child, Command};

use super::{free_address, start};
use crate::trouble::{Outcome, Trouble, eventually};

/// How a Hydra is set up.
#[derive(Clone, Debug)]
pub struct HydraSetup {
    /// The origin of its login, consent, logout and error pages.
    pub view: String,
    /// The origins whose pages may call it; with none of them CORS is off.
    pub cors_origins: Vec<String>,
    /// The database.
    pub dsn: String,
    /// More of its settings, as environment variables.
    pub more: Vec<(String, String)>,
}

impl HydraSetup {
    /// A Hydra that forgets all when it ends, for the pages of `view`, which may call it too.
    pub fn in_memory(view: &str) -> Self {
        Self {
            view: view.to_owned(),
            cors_origins: vec![view.to_owned()],
            dsn: "memory".to_owned(),
            more: Vec::new(),
        }
    }
}

/// A running Hydra.
pub struct Hydra {
    public: SocketAddr,
    admin: SocketAddr,
    setup: HydraSetup,
    http: Client,
    child: Child,
}

impl Hydra {
    /// Starts it and waits until it says that it is ready.
    pub async fn start(setup: HydraSetup) -> Outcome<Self> {
        let (public, admin) = (free_address().await?, free_address().await?);
        if setup.dsn != "memory" {
            migrate(&setup.dsn).await?;
        }
        let hydra = Self {
            child: serve(&setup, public, admin)?,
            http: Client::new(),
            public,
            admin,
            setup,
        };
        hydra.ready().await?;
        Ok(hydra)
    }

    /// Ends it without a farewell.
    pub async fn kill(&mut self) -> Outcome<()> {
        let killed = self.child.kill().await;
        killed.map_err(crate::trouble::trying("ending hydra"))
    }

    /// Starts it again, at the same addresses.
    pub async fn revive(&mut self) -> Outcome<()> {
        self.child = serve(&self.setup, self.public, self.admin)?;
        self.ready().await
    }

    /// Its public origin, which is its issuer identifier and the `endpoint` of its own commands.
    pub fn issuer(&self) -> String {
        format!("http://{}", self.public)
    }

    /// The origin of its admin API.
    pub fn admin(&self) -> String {
        format!("http://{}", self.admin)
    }

    /// Registers a public client for the client page on `page_origin`; `more` replaces or adds fields.
    pub async fn register(&self, page_origin: &str, more: Value) -> Outcome<()> {
        let mut client = json!({
            "client_id": "vestibule",
            "client_name": "The client page",
            "token_endpoint_auth_method": "none",
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "scope": "openid offline offline_access profile email",
            "redirect_uris": [format!("{page_origin}/callback")],
            "post_logout_redirect_uris": [format!("{page_origin}/client/")],
        });
        if let (Some(fields), Value::Object(more)) = (client.as_object_mut(), more) {
            fields.extend(more);
        }
        let (status, answer) = self.call(Method::POST, "/clients", &[], &client).await?;
        if status == StatusCode::CREATED {
            return Ok(());
        }
        Err(Trouble::Answer(answer.to_string()))
    }

    /// What a login page would do for `subject`; gives the address that the browser goes to.
    pub async fn accept_login(&self, challenge: &str, subject: &str) -> Outcome<String> {
        let body = json!({ "subject": subject, "remember": false });
        self.accept("login", challenge, &body).await
    }

    /// What a consent page would do that grants all; gives the address that the browser goes to.
    pub async fn accept_consent(&self, challenge: &str) -> Outcome<String> {
        let path = "/oauth2/auth/requests/consent";
        let query = [("consent_challenge", challenge)];
        let (_, request) = self.call(Method::GET, path, &query, &Value::Null).await?;
        let field = |name| request.get(name).cloned().unwrap_or_default();
        let body = json!({
            "grant_scope": field("requested_scope"),
            "grant_access_token_audience": field("requested_access_token_audience"),
            "session": { "id_token": { "name": "Ada" } },
        });
        self.accept("consent", challenge, &body).await
    }

    /// What a logout page would do; gives the address that the browser goes to.
    pub async fn accept_logout(&self, challenge: &str) -> Outcome<String> {
        self.accept("logout", challenge, &Value::Null).await
    }

    /// What a login page would do for somebody who turns back; gives the address that the browser goes to.
    pub async fn reject_login(&self, challenge: &str) -> Outcome<String> {
        let body = json!({ "error": "access_denied", "error_description": "No." });
        self.answer("login/reject", "login_challenge", challenge, &body)
            .await
    }

    /// What the token endpoint answers to a refresh token.
    pub async fn refresh(&self, client_id: &str, refresh_token: &str) -> Outcome<Value> {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "refresh_token")
            .append_pair("client_id", client_id)
            .append_pair("refresh_token", refresh_token)
            .finish();
        let request = self
            .http
            .post(format!("{}/oauth2/token", self.issuer()))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        Ok(serde_json::from_str(&request.send().await?.text().await?)?)
    }

    async fn accept(&self, what: &str, challenge: &str, body: &Value) -> Outcome<String> {
        let (verb, parameter) = (format!("{what}/accept"), format!("{what}_challenge"));
        self.answer(&verb, &parameter, challenge, body).await
    }

    async fn answer(
        &self,
        verb: &str,
        parameter: &str,
        challenge: &str,
        body: &Value,
    ) -> Outcome<String> {
        let path = format!("/oauth2/auth/requests/{verb}");
        let query = [(parameter, challenge)];
        let (_, answer) = self.call(Method::PUT, &path, &query, body).await?;
        let redirect = answer.get("redirect_to").and_then(Value::as_str);
        redirect
            .map(str::to_owned)
            .ok_or_else(|| Trouble::Answer(answer.to_string()))
    }

    /// One request of the admin API.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
        body: &Value,
    ) -> Outcome<(StatusCode, Value)> {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(query)
            .finish();
        let url = format!("{}/admin{path}?{query}", self.admin());
        let mut request = self.http.request(method, url);
        if !body.is_null() {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let response = request.send().await?;
        let (status, text) = (response.status(), response.text().await?);
        Ok((
            status,
            serde_json::from_str(&text).unwrap_or(Value::String(text)),
        ))
    }

    async fn ready(&self) -> Outcome<()> {
        let url = format!("{}/health/ready", self.admin());
        eventually("hydra", || async {
            let response = self.http.get(&url).send().await?;
            Ok((response.status() == StatusCode::OK).then_some(()))
        })
        .await
    }
}

fn serve(setup: &HydraSetup, public: SocketAddr, admin: SocketAddr) -> Outcome<Child> {
    let view = |path: &str| format!("{}{path}", setup.view);
    let mut command = hydra();
    command
        .args(["serve", "all", "--dev", "--sqa-opt-out"])
        .env("DSN", &setup.dsn)
        .env("LOG_LEVEL", "error")
        .env("SECRETS_SYSTEM", "a-secret-of-the-tests-only")
        .env("SERVE_PUBLIC_HOST", public.ip().to_string())
        .env("SERVE_PUBLIC_PORT", public.port().to_string())
        .env("SERVE_ADMIN_HOST", admin.ip().to_string())
        .env("SERVE_ADMIN_PORT", admin.port().to_string())
        .env("URLS_SELF_ISSUER", format!("http://{public}"))
        .env("URLS_LOGIN", view("/login"))
        .env("URLS_CONSENT", view("/consent"))
        .env("URLS_LOGOUT", view("/logout"))
        .env("URLS_ERROR", view("/error"))
        .env("URLS_POST_LOGOUT_REDIRECT", view("/signed-out"))
        .env("OAUTH2_PKCE_ENFORCED_FOR_PUBLIC_CLIENTS", "true");
    if !setup.cors_origins.is_empty() {
        command.env("SERVE_PUBLIC_CORS_ENABLED", "true").env(
            "SERVE_PUBLIC_CORS_ALLOWED_ORIGINS",
            setup.cors_origins.join(","),
        );
    }
    command.envs(setup.more.iter().map(|(name, value)| (name, value)));
    start(&mut command)
}

/// Makes the tables of a database that is kept.
async fn migrate(dsn: &str) -> Outcome<()> {
    let mut command = hydra();
    command
        .args(["migrate", "sql", "--read-from-env", "--yes"])
        .env("DSN", dsn);
    let status = start(&mut command)?.wait().await;
    match status {
        Ok(status) if status.success() => Ok(()),
        _ => Err(Trouble::Server("hydra migrate")),
    }
}

/// `cargo xtask test` says where it is.
fn hydra() -> Command {
    let program = env::var_os("HYDRA").unwrap_or_else(|| "hydra".into());
    let mut command = Command::new(program);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}
