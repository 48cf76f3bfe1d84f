//! A client of Hydra's admin API. Whoever can call that can sign in anybody as anyone, so its address
//! and key stay on this side: no page, redirect or error names them.

use std::{fmt, str::FromStr, time::Duration};

use http::{HeaderMap, HeaderValue, StatusCode, header};
use reqwest::{Certificate, Client, Method, RequestBuilder, Response};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use url::Url;

use super::{
    AdminError, Challenge, HydraRedirect, Logout,
    answer::Reject,
    challenge::{Ask, Step},
    request::ConsentSession,
    retry::{Repeatable, retrying},
};
use crate::{origin::Origin, outgoing};

/// For a connection, its TLS handshake included.
const CONNECT: Duration = Duration::from_secs(2);
/// For one call. Repeated, it still ends before the host gives up on the browser's request.
const CALL: Duration = Duration::from_secs(4);
/// A kept connection is not used after this long: Hydra, or a balancer before it, may have gone.
const IDLE: Duration = Duration::from_secs(15);
/// No answer of Hydra's is nearly as long.
const LONGEST_ANSWER: usize = 256 * 1024;
const NO_JSON: AdminError = AdminError::NotHydra("not the JSON that was asked for");

/// Where the admin API is, and how to get in.
#[derive(Clone, Debug)]
pub struct AdminSettings {
    /// Its address, with the path before `/admin` if it has one.
    pub url: Url,
    /// What a gateway before it wants to see.
    pub key: Option<AdminKey>,
    /// More headers for every request.
    pub headers: HeaderMap,
    /// The certificates (PEM) that are trusted, and no others; without them the system's are.
    pub ca_pem: Option<Vec<u8>>,
    /// Whether any certificate will do: anyone can then play Hydra.
    pub danger_skip_tls_verify: bool,
    /// Where browsers reach Hydra.
    pub public: Origin,
}

/// What the `Authorization` header is to say, as in `Bearer ory_pat_…`. Never shown or logged.
#[derive(Clone, PartialEq, Eq)]
pub struct AdminKey(HeaderValue);

/// The key holds what no header can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key holds characters that no header can; write it on one line, in ASCII")]
pub struct NotAKey;

impl AdminKey {
    /// A bearer token.
    pub fn bearer(token: &str) -> Result<Self, NotAKey> {
        let visible = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
        let mut value = visible
            .then(|| HeaderValue::try_from(format!("Bearer {token}")).ok())
            .flatten()
            .ok_or(NotAKey)?;
        value.set_sensitive(true);
        Ok(Self(value))
    }
}

impl FromStr for AdminKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        Self::bearer(text)
    }
}

impl fmt::Debug for AdminKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdminKey(…)")
    }
}

/// Why there is no client. Always the operator's.
#[derive(Debug, thiserror::Error)]
pub enum AdminSetupError {
    /// The file holds no certificate.
    #[error("the CA file holds no certificate in PEM form")]
    NoCertificate,
    /// The system's certificates, or those of the file, can't be used.
    #[error("the certificates can't be used: {0}")]
    Certificates(reqwest::Error),
}

/// The client.
#[derive(Clone, Debug)]
pub struct Admin {
    http: Client,
    base: Url,
    key: Option<AdminKey>,
    public: Origin,
}

impl Admin {
    /// Prepares the client; nothing is sent yet.
    pub fn new(settings: AdminSettings) -> Result<Self, AdminSetupError> {
        let mut builder = outgoing::client()
            .default_headers(settings.headers)
            .tls_danger_accept_invalid_certs(settings.danger_skip_tls_verify)
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(CALL)
            .pool_idle_timeout(IDLE);
        if let Some(pem) = &settings.ca_pem {
            let certificates =
                Certificate::from_pem_bundle(pem).map_err(AdminSetupError::Certificates)?;
            if certificates.is_empty() {
                return Err(AdminSetupError::NoCertificate);
            }
            builder = builder.tls_certs_only(certificates);
        } else if settings.url.scheme() == "http" {
            // A small container may have none, and none are asked for.
            builder = builder.tls_certs_only([]);
        }
        let http = builder.build().map_err(AdminSetupError::Certificates)?;
        Ok(Self {
            http,
            base: settings.url,
            key: settings.key,
            public: settings.public,
        })
    }

    /// Where browsers reach Hydra.
    pub fn public(&self) -> &Origin {
        &self.public
    }

    /// What Hydra tells about a challenge.
    pub async fn ask<S: Ask>(&self, challenge: &Challenge<S>) -> Result<S::Request, AdminError> {
        self.get(self.step_url(challenge, "")).await
    }

    /// The same, and all of it as it came.
    pub async fn ask_in_full<S: Ask>(
        &self,
        challenge: &Challenge<S>,
    ) -> Result<(S::Request, Value), AdminError> {
        let told: Value = self.get(self.step_url(challenge, "")).await?;
        let request = S::Request::deserialize(&told).map_err(|_| NO_JSON)?;
        Ok((request, told))
    }

    /// What the subject has consented to, as long as Hydra knows of it.
    pub async fn consents(&self, subject: &str) -> Result<Vec<ConsentSession>, AdminError> {
        self.get(self.consents_url(subject)).await
    }

    /// Takes all of that back, and the tokens with it.
    pub async fn revoke_consents(&self, subject: &str) -> Result<(), AdminError> {
        let mut url = self.consents_url(subject);
        url.query_pairs_mut().append_pair("all", "true");
        self.delete(url).await
    }

    /// Says yes, with all that belongs to it; the browser goes on to Hydra.
    pub async fn accept<S: Step>(
        &self,
        challenge: &Challenge<S>,
        answer: &S::Accept,
    ) -> Result<HydraRedirect, AdminError> {
        self.put(self.step_url(challenge, "/accept"), answer).await
    }

    /// Says no; the browser goes on to Hydra, which tells the application.
    pub async fn reject<S: Ask>(
        &self,
        challenge: &Challenge<S>,
        why: Reject,
    ) -> Result<HydraRedirect, AdminError> {
        self.put(self.step_url(challenge, "/reject"), &why).await
    }

    /// Says no to signing out, of which Hydra tells nobody.
    pub async fn keep_signed_in(&self, challenge: &Challenge<Logout>) -> Result<(), AdminError> {
        let url = self.step_url(challenge, "/reject");
        retrying(Repeatable::WhenNothingWasSent, || async {
            let response = self.send(self.request(Method::PUT, url.clone())).await?;
            if response.status().is_success() {
                return Ok(());
            }
            Err(self.refusal(response).await)
        })
        .await
    }

    /// Ends every session in which Hydra knows the subject.
    pub async fn forget(&self, subject: &str) -> Result<(), AdminError> {
        let mut url = self.url("/admin/oauth2/auth/sessions/login");
        url.query_pairs_mut().append_pair("subject", subject);
        self.delete(url).await
    }

    /// Whether Hydra can answer now: it and its database. Asked once, since whoever asks will again.
    pub async fn ready(&self) -> Result<(), AdminError> {
        let url = self.url("/health/ready");
        let response = self.send(self.request(Method::GET, url)).await?;
        match response.status() {
            StatusCode::OK => Ok(()),
            _ => Err(self.refusal(response).await),
        }
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        url
    }

    fn consents_url(&self, subject: &str) -> Url {
        let mut url = self.url("/admin/oauth2/auth/sessions/consent");
        url.query_pairs_mut().append_pair("subject", subject);
        url
    }

    fn step_url<S: Step>(&self, challenge: &Challenge<S>, verb: &str) -> Url {
        let mut url = self.url(&format!("/admin/oauth2/auth/requests/{}{verb}", S::NAME));
        url.query_pairs_mut()
            .append_pair(S::PARAMETER, challenge.expose());
        url
    }

    fn request(&self, method: Method, url: Url) -> RequestBuilder {
        let mut request = self
            .http
            .request(method, url)
            .header(header::ACCEPT, "application/json");
        if let Some(key) = &self.key {
            request = request.header(header::AUTHORIZATION, key.0.clone());
        }
        request
    }

    async fn get<T: DeserializeOwned>(&self, url: Url) -> Result<T, AdminError> {
        retrying(Repeatable::Always, || async {
            let response = self.send(self.request(Method::GET, url.clone())).await?;
            self.read(response).await
        })
        .await
    }

    async fn delete(&self, url: Url) -> Result<(), AdminError> {
        retrying(Repeatable::WhenNothingWasSent, || async {
            let response = self.send(self.request(Method::DELETE, url.clone())).await?;
            if response.status().is_success() {
                return Ok(());
            }
            Err(self.refusal(response).await)
        })
        .await
    }

    async fn put(&self, url: Url, body: &impl Serialize) -> Result<HydraRedirect, AdminError> {
        let body = serde_json::to_vec(body)
            .map_err(|_| AdminError::NotHydra("a request that can't be written"))?;
        retrying(Repeatable::WhenNothingWasSent, || async {
            let request = self
                .request(Method::PUT, url.clone())
                .header(header::CONTENT_TYPE, "application/json")
                .body(body.clone());
            let response = self.send(request).await?;
            let answer: RedirectTo = self.read(response).await?;
            Ok(HydraRedirect::parse(&answer.redirect_to, &self.public)?)
        })
        .await
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, AdminError> {
        request.send().await.map_err(|error| {
            if error.is_connect() {
                AdminError::Unreachable(cause(error))
            } else {
                AdminError::NoAnswer(cause(error))
            }
        })
    }

    async fn read<T: DeserializeOwned>(&self, response: Response) -> Result<T, AdminError> {
        if response.status() != StatusCode::OK {
            return Err(self.refusal(response).await);
        }
        let body = whole(response).await?;
        serde_json::from_slice(&body).map_err(|_| NO_JSON)
    }

    /// What a status other than the hoped-for one means.
    async fn refusal(&self, response: Response) -> AdminError {
        let status = response.status();
        if status.is_server_error() {
            return AdminError::Failing(status.as_u16());
        }
        let body = match whole(response).await {
            Ok(body) => body,
            Err(error) => return error,
        };
        if status == StatusCode::GONE {
            return match serde_json::from_slice::<RedirectTo>(&body) {
                Ok(used) => HydraRedirect::parse(&used.redirect_to, &self.public)
                    .map_or_else(Into::into, AdminError::Used),
                // Very old ones say no more than that.
                Err(_) => AdminError::Expired,
            };
        }
        let said = serde_json::from_slice::<Said>(&body).map(|said| said.error);
        match (status, said) {
            // Its own word for a challenge that is too old; a gateway's 401 has others.
            (StatusCode::UNAUTHORIZED, Ok(error)) if error == "request_unauthorized" => {
                AdminError::Expired
            }
            (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, _) => {
                AdminError::KeyRefused(status.as_u16())
            }
            (StatusCode::NOT_FOUND, Ok(_)) => AdminError::UnknownChallenge,
            (StatusCode::NOT_FOUND, Err(_)) => AdminError::NotHydra("no such address"),
            (_, Ok(code)) if status.is_client_error() => AdminError::Refused { code },
            _ => AdminError::NotHydra("an unexpected status"),
        }
    }
}

#[derive(Deserialize)]
struct RedirectTo {
    redirect_to: String,
}

#[derive(Deserialize)]
struct Said {
    error: String,
}

/// The body, as long as it is of a reasonable length.
async fn whole(mut response: Response) -> Result<Vec<u8>, AdminError> {
    let mut body = Vec::new();
    loop {
        let chunk = response.chunk().await;
        match chunk.map_err(|error| AdminError::NoAnswer(cause(error)))? {
            None => return Ok(body),
            Some(chunk) if body.len() + chunk.len() > LONGEST_ANSWER => {
                return Err(AdminError::NotHydra("a very long answer"));
            }
            Some(chunk) => body.extend_from_slice(&chunk),
        }
    }
}

/// The innermost reason, without the address, which holds the challenge.
fn cause(error: reqwest::Error) -> String {
    if error.is_timeout() {
        return "it took too long".to_owned();
    }
    let error = error.without_url();
    let mut inner: &dyn std::error::Error = &error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}
