//! ID token validation by the `openidconnect` crate, as its documentation has it, with `at_hash`.

use std::error::Error;
use std::str::FromStr as _;

use openidconnect::core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet};
use openidconnect::{AccessToken, AccessTokenHash, ClientId, IssuerUrl, Nonce};

use crate::issuer::Issuer;
use crate::{Library, Validate};

pub(crate) struct Theirs {
    verifier: CoreIdTokenVerifier<'static>,
    nonce: Nonce,
    access_token: AccessToken,
}

impl Theirs {
    pub(crate) fn new(issuer: &Issuer, with_signature: bool) -> Result<Self, Box<dyn Error>> {
        let keys: CoreJsonWebKeySet = serde_json::from_value(issuer.jwks())?;
        let client = ClientId::new(issuer.client_id.to_owned());
        let url = IssuerUrl::new(issuer.url.to_owned())?;
        let verifier = CoreIdTokenVerifier::new_public_client(client, url, keys)
            .set_allowed_algs([serde_json::from_value(issuer.kind.as_str().into())?]);
        Ok(Self {
            verifier: if with_signature {
                verifier
            } else {
                verifier.insecure_disable_signature_check()
            },
            nonce: Nonce::new(issuer.nonce.clone()),
            access_token: AccessToken::new(issuer.access_token.to_owned()),
        })
    }

    fn validate(&self, token: &str) -> Result<String, Box<dyn Error>> {
        let id_token = CoreIdToken::from_str(token)?;
        let claims = id_token.claims(&self.verifier, &self.nonce)?;
        let (algorithm, key) = (
            id_token.signing_alg()?,
            id_token.signing_key(&self.verifier)?,
        );
        let hash = AccessTokenHash::from_token(&self.access_token, algorithm, key)?;
        if claims.access_token_hash() != Some(&hash) {
            return Err("at_hash".into());
        }
        Ok(claims.subject().to_string())
    }
}

impl Library for Theirs {
    fn prepare(&self, token: &str) -> Result<Validate<'_>, Box<dyn Error>> {
        let token = token.to_owned();
        Ok(Box::new(move || self.validate(&token).ok()))
    }
}
