//! The table `[hydra]`: where Ory Hydra is, what its admin API is trusted by, and how long it remembers.

use std::{collections::HashMap, path::PathBuf, time::Duration};

use serde::Deserialize;
use toml::Spanned;
use url::Url;

use super::{
    concealed::Concealed,
    error::{Found, Problem},
};
use crate::engines::hydra::{AdminKey, CookieKey, Policy};
use crate::origin::Origin;

/// The longest that anything is remembered: ten years, which is what people mean by "for ever".
const LONGEST: u64 = 315_360_000;

/// What is checked of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hydra {
    /// Where the admin API is.
    pub admin_url: Url,
    /// What a gateway before it wants to see.
    pub admin_key: Option<AdminKey>,
    /// The file of the certificates that the admin API is known by. A relative one is taken from the
    /// configuration file's folder.
    pub admin_ca_file: Option<PathBuf>,
    /// Where browsers reach Hydra.
    pub public_url: Origin,
    /// What forms are signed with, the newest first, where replicas share it.
    pub cookie_keys: Vec<CookieKey>,
    /// What the operator decides.
    pub policy: Policy,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    admin_url: Spanned<String>,
    admin_key: Option<Spanned<Concealed>>,
    admin_ca_file: Option<PathBuf>,
    public_url: Spanned<String>,
    #[serde(default)]
    cookie_keys: Vec<Spanned<Concealed>>,
    remember_seconds: Option<Spanned<u64>>,
    remember_consent_seconds: Option<Spanned<u64>>,
    acr: Option<String>,
    #[serde(default)]
    scopes: HashMap<String, String>,
}

impl Table {
    pub(super) fn check(self) -> Result<Hydra, Found> {
        let admin_key = self.admin_key.map(|text| {
            AdminKey::bearer(text.get_ref().as_ref())
                .map_err(|error| (text.span().start, Problem::AdminKey(error)))
        });
        let cookie_keys = self.cookie_keys.iter().map(|text| {
            let key = text.get_ref().as_ref().parse();
            key.map_err(|error| (text.span().start, Problem::CookieKey(error)))
        });
        let cookie_keys = cookie_keys.collect::<Result<_, _>>()?;
        let defaults = Policy::default();
        Ok(Hydra {
            admin_url: admin_url(&self.admin_url)?,
            admin_key: admin_key.transpose()?,
            admin_ca_file: self.admin_ca_file,
            public_url: public_url(&self.public_url)?,
            cookie_keys,
            policy: Policy {
                remember: seconds(self.remember_seconds, "remember_seconds", 1)?
                    .unwrap_or(defaults.remember),
                remember_consent: seconds(
                    self.remember_consent_seconds,
                    "remember_consent_seconds",
                    0,
                )?
                .unwrap_or(defaults.remember_consent),
                acr: self.acr,
                scopes: self.scopes,
            },
        })
    }
}

/// The admin API's address may be a name inside a cluster, so plain http is the operator's to judge.
fn admin_url(text: &Spanned<String>) -> Result<Url, Found> {
    let bad = || {
        (
            text.span().start,
            Problem::NotAnAdminUrl(text.get_ref().clone()),
        )
    };
    let url = Url::parse(text.get_ref()).map_err(|_| bad())?;
    let bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if Origin::of(text.get_ref()).is_none() || !bare {
        return Err(bad());
    }
    Ok(url)
}

/// Browsers go there with what signs people in.
fn public_url(text: &Spanned<String>) -> Result<Origin, Found> {
    let at = text.span().start;
    let origin: Origin = text
        .get_ref()
        .parse()
        .map_err(|_| (at, Problem::NotAnOrigin(text.get_ref().clone())))?;
    if !origin.is_https() && !origin.is_loopback() {
        return Err((at, Problem::InsecurePublicUrl(text.get_ref().clone())));
    }
    Ok(origin)
}

fn seconds(
    given: Option<Spanned<u64>>,
    name: &'static str,
    least: u64,
) -> Result<Option<Duration>, Found> {
    match given {
        None => Ok(None),
        Some(value) if (least..=LONGEST).contains(value.get_ref()) => {
            Ok(Some(Duration::from_secs(value.into_inner())))
        }
        Some(value) => Err((value.span().start, Problem::Lifetime(name, LONGEST))),
    }
}
