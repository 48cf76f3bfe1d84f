//! The table `[light_oauth2]`: where an existing install is, and what of it is trusted.

use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;
use url::Url;

use super::{
    concealed::Concealed,
    error::{Found, Problem},
};
use crate::engines::light_oauth2::{Fingerprint, SealKey, ServiceUrls};
use crate::origin::Origin;

/// The health endpoints' paths, as the services have them.
const CODE_HEALTH: &str = "/health/com.networknt.oauth2-code-1.0.0";
const TOKEN_HEALTH: &str = "/health/com.networknt.oauth2-token-1.0.0";

/// What is checked of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightOauth2 {
    /// Who gets the form.
    pub mode: LightOauth2Mode,
    /// Where the services are.
    pub services: ServiceUrls,
    /// Whose certificates they may have.
    pub trust: TrustedBy,
    /// What codes are sealed with, where replicas share it.
    pub seal_key: Option<SealKey>,
    /// The `user_type` of a form that has none.
    pub user_type: String,
}

/// Who gets the form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LightOauth2Mode {
    /// This host, which closes the services' gaps.
    #[default]
    Front,
    /// The code service itself: this is the bare form and the error page.
    Native,
}

/// How the services' certificates are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrustedBy {
    /// The system's certificate authorities.
    System,
    /// A PEM file. A relative one is taken from the configuration file's folder.
    CaFile(PathBuf),
    /// The pinned public key.
    PublicKey(Fingerprint),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    #[serde(default)]
    mode: LightOauth2Mode,
    code_url: Spanned<String>,
    token_url: Spanned<String>,
    keys_url: Option<Spanned<String>>,
    code_health_url: Option<Spanned<String>>,
    token_health_url: Option<Spanned<String>>,
    ca_file: Option<PathBuf>,
    public_key_sha256: Option<Spanned<String>>,
    seal_key: Option<Spanned<Concealed>>,
    #[serde(default = "employee")]
    user_type: String,
}

fn employee() -> String {
    "employee".to_owned()
}

impl Table {
    pub(super) fn check(self) -> Result<LightOauth2, Found> {
        let code = service(&self.code_url)?;
        let token = service(&self.token_url)?;
        let health = |given: Option<Spanned<String>>, of: &Url, path: &str| {
            if let Some(url) = given {
                return service(&url);
            }
            let mut url = of.clone();
            url.set_path(path);
            url.set_query(None);
            Ok(url)
        };
        let trust = match (self.ca_file, self.public_key_sha256) {
            (None, None) => TrustedBy::System,
            (Some(file), None) => TrustedBy::CaFile(file),
            (None, Some(text)) => TrustedBy::PublicKey(
                text.get_ref()
                    .parse()
                    .map_err(|_| (text.span().start, Problem::NotAFingerprint))?,
            ),
            (Some(_), Some(text)) => return Err((text.span().start, Problem::TrustedTwice)),
        };
        let seal_key = self.seal_key.map(|text| {
            SealKey::parse(text.get_ref().as_ref())
                .map_err(|_| (text.span().start, Problem::NotASealKey))
        });
        Ok(LightOauth2 {
            mode: self.mode,
            services: ServiceUrls {
                code_health: health(self.code_health_url, &code, CODE_HEALTH)?,
                token_health: health(self.token_health_url, &token, TOKEN_HEALTH)?,
                keys: self.keys_url.as_ref().map(service).transpose()?,
                code,
                token,
            },
            trust,
            seal_key: seal_key.transpose()?,
            user_type: self.user_type,
        })
    }
}

/// The address of a service: encrypted, or on this machine.
fn service(text: &Spanned<String>) -> Result<Url, Found> {
    let at = text.span().start;
    let bad = || (at, Problem::NotAServiceUrl(text.get_ref().clone()));
    let url = Url::parse(text.get_ref()).map_err(|_| bad())?;
    let origin = Origin::of(text.get_ref()).ok_or_else(bad)?;
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(bad());
    }
    if !origin.is_https() && !origin.is_loopback() {
        return Err((at, Problem::InsecureService(text.get_ref().clone())));
    }
    Ok(url)
}
