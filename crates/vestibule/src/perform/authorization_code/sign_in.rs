//! Signing in at an Ory Hydra that asks this command who somebody is: by whatever name they give. What
//! Hydra is told is what `hydra perform` tells it.

use serde_json::{Map, Value};
use url::Url;

use crate::{
    engines::hydra::{
        Admin, AdminError, AdminSettings, AdminSetupError, Challenge, Consent, HydraRedirect,
        Login,
        answer::{AcceptConsent, AcceptLogin, Session},
        request::ConsentRequest,
    },
    origin::Origin,
    perform::options::Common,
};

/// How long Hydra remembers, in seconds.
const REMEMBER_FOR: u64 = 3600;

/// Hydra's admin API, and what is done without asking.
pub(crate) struct SignIn {
    pub(crate) admin: Admin,
    /// Whether people that Hydra knows already are not asked again.
    pub(crate) skip: bool,
}

impl SignIn {
    /// With the admin API at `admin`, of a Hydra that browsers reach at `public`. It is asked as the
    /// options say that servers are.
    pub(super) fn new(
        admin: Url,
        public: Origin,
        options: &Common,
        skip: bool,
    ) -> Result<Self, AdminSetupError> {
        let headers = options.http_header.iter().cloned();
        let settings = AdminSettings {
            url: admin,
            key: None,
            headers: headers.map(|it| (it.name, it.value)).collect(),
            ca_pem: None,
            danger_skip_tls_verify: options.skip_tls_verify,
            public,
        };
        Ok(Self {
            admin: Admin::new(settings)?,
            skip,
        })
    }

    /// Somebody whom Hydra knows.
    pub(crate) async fn accept_known(
        &self,
        challenge: &Challenge<Login>,
        subject: String,
    ) -> Result<HydraRedirect, AdminError> {
        let answer = AcceptLogin {
            subject,
            ..AcceptLogin::default()
        };
        self.admin.accept(challenge, &answer).await
    }

    /// Somebody who has given a name.
    pub(crate) async fn accept_named(
        &self,
        challenge: &Challenge<Login>,
        name: String,
        remember: bool,
    ) -> Result<HydraRedirect, AdminError> {
        let answer = AcceptLogin {
            subject: name,
            remember,
            remember_for: if remember { REMEMBER_FOR } else { 0 },
            ..AcceptLogin::default()
        };
        self.admin.accept(challenge, &answer).await
    }

    /// Grants `scopes` and every audience that was asked for.
    pub(crate) async fn grant(
        &self,
        challenge: &Challenge<Consent>,
        request: &ConsentRequest,
        scopes: Vec<String>,
        remember: bool,
    ) -> Result<HydraRedirect, AdminError> {
        let claim = |name: &str| Map::from_iter([(name.to_owned(), Value::from("bar"))]);
        let answer = AcceptConsent {
            grant_scope: scopes,
            grant_access_token_audience: request.requested_access_token_audience.clone(),
            session: Session {
                access_token: claim("foo"),
                id_token: claim("baz"),
            },
            remember,
            remember_for: if remember { REMEMBER_FOR } else { 0 },
        };
        self.admin.accept(challenge, &answer).await
    }
}
